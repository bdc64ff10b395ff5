/** A menu: a short list of things to do, opened by a button, worked with arrows, Enter and Escape. */

import { h, uid } from "./dom.js";
import { closeAt, popup } from "./popup.js";

/**
 * @typedef {{label: any, description?: any, icon?: Node, checked?: boolean, run: () => void}} Choice
 */

/**
 * Opens a menu at `anchor`, whose focus comes back when the menu closes.
 * @param {HTMLElement} anchor @param {Choice[]} choices @param {{label: string, above?: boolean}} how
 */
export function openMenu(anchor, choices, how) {
  if (closeAt(anchor)) return;
  const items = choices.map((choice) => item(choice));
  const menu = h("div", { class: "menu", role: "menu", "aria-label": how.label, onkeydown: keys }, ...items);
  anchor.setAttribute("aria-expanded", "true");
  const shown = popup(anchor, menu, {
    ...how,
    onclose: () => {
      anchor.setAttribute("aria-expanded", "false");
      anchor.focus({ preventScroll: true });
    },
  });
  (items.find((one) => one.getAttribute("aria-checked") === "true") ?? items[0])?.focus();

  /** @param {Choice} choice */
  function item(choice) {
    const label = uid("choice");
    return h(
      "button",
      {
        type: "button",
        class: "menu-item",
        tabindex: "-1",
        "aria-labelledby": label,
        role: choice.checked === undefined ? "menuitem" : "menuitemradio",
        "aria-checked": choice.checked === undefined ? null : String(choice.checked),
        onclick: () => {
          shown.close();
          choice.run();
        },
      },
      choice.icon,
      h(
        "span",
        { class: "menu-words" },
        h("span", { id: label, class: "menu-label" }, choice.label),
        choice.description && h("span", { class: "menu-description" }, choice.description),
      ),
    );
  }

  /** @param {KeyboardEvent} event */
  function keys(event) {
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      items[(to + items.length) % items.length].focus();
    } else if (event.key === "Tab") {
      shown.close();
    } else if (/^\S$/.test(event.key)) {
      const begins = (/** @type {any} */ one) =>
        one.textContent.trim().toLowerCase().startsWith(event.key.toLowerCase());
      (items.slice(at + 1).find(begins) ?? items.find(begins))?.focus();
    }
  }
}

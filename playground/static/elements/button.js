/** Buttons, and buttons that are links. */

import { words, text } from "../blocks/text.js";
import { confirmed } from "../confirm.js";
import { destination, h } from "../dom.js";

/** @param {any} element @param {import("./index.js").Context} context */
export function button(element, context) {
  const { surface, block } = context;
  const action = element.action_id ?? "button";
  const to = element.url ? destination(element.url) : null;
  const node = h(
    to ? "a" : "button",
    {
      class: `button ${["primary", "danger"].includes(element.style) ? element.style : ""}`,
      "aria-label": element.accessibility_label ?? null,
      title: words(element.text),
      dataset: { focus: `${block}/${action}/${element.value ?? ""}` },
      ...(to ?? { type: "button" }),
      onclick: use,
    },
    h("span", { class: "button-words" }, text(element.text)),
  );
  return node;

  /** @param {Event} event */
  async function use(event) {
    if (element.confirm) {
      event.preventDefault();
      if (!(await confirmed(element.confirm))) return;
      if (to) open(to.href, to.target ?? "_self", "noopener,noreferrer");
    }
    if (node.getAttribute("aria-busy") === "true") return;
    node.setAttribute("aria-busy", "true");
    const { type, text: label, value, style } = element;
    await surface.click({ type, action_id: action, block_id: block, text: label, value, style });
    node.removeAttribute("aria-busy");
  }
}

/** The emoji picker: a search field over a grid, worked with the arrow keys. */

import { h, uid } from "./dom.js";
import { emojiFor, findEmoji, spoken } from "./emoji.js";
import { closeAt, popup } from "./popup.js";

const COLUMNS = 8;
const USUAL = ["+1", "raised_hands", "heart", "eyes", "white_check_mark", "tada", "thinking_face", "pray"];

/**
 * @param {HTMLElement} anchor gets the focus back @param {string} label @param {(name: string) => void} picked
 */
export function openPicker(anchor, label, picked) {
  if (closeAt(anchor)) return;
  const status = uid("found");
  const search = h("input", {
    type: "search",
    class: "text-input",
    placeholder: "Search emoji",
    "aria-label": "Search emoji",
    "aria-describedby": status,
    autocomplete: "off",
    oninput: draw,
    onkeydown: fromSearch,
  });
  const grid = h("div", { class: "emoji-grid", role: "group", "aria-label": "Emoji", onkeydown: keys });
  const name = h("p", { class: "emoji-name", id: status, "aria-live": "polite" });
  const shown = popup(
    anchor,
    h("div", { class: "picker", role: "dialog", "aria-label": label }, search, grid, name),
    {
      onclose: () => anchor.isConnected && anchor.focus({ preventScroll: true }),
    },
  );
  draw();
  search.focus();

  function draw() {
    const word = search.value.trim().replaceAll(":", "");
    const found = word
      ? findEmoji(word, 160)
      : [...new Set([...USUAL.filter(emojiFor), ...findEmoji("", 400)])];
    const cells = found.map(cell);
    if (cells[0]) cells[0].tabIndex = 0;
    grid.replaceChildren(...cells);
    name.textContent = found.length ? (word ? `${found.length} found` : "") : "Nothing matches";
    grid.scrollTop = 0;
    shown.place();
  }

  /** @param {string} one */
  function cell(one) {
    return h(
      "button",
      {
        type: "button",
        class: "emoji-cell",
        tabindex: "-1",
        "aria-label": spoken(one),
        title: `:${one}:`,
        onfocus: () => (name.textContent = `:${one}:`),
        onclick: () => choose(one),
      },
      emojiFor(one),
    );
  }

  /** @param {string} one */
  function choose(one) {
    shown.close();
    picked(one);
  }

  /** @param {KeyboardEvent} event */
  function fromSearch(event) {
    const first = grid.querySelector("button");
    if (event.key === "ArrowDown" || (event.key === "Tab" && !event.shiftKey)) {
      event.preventDefault();
      first?.focus();
    } else if (event.key === "Enter") {
      event.preventDefault();
      first?.click();
    }
  }

  /** @param {KeyboardEvent} event */
  function keys(event) {
    const cells = [...grid.children];
    const at = cells.indexOf(document.activeElement);
    const to = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      ArrowDown: at + COLUMNS,
      ArrowUp: at - COLUMNS,
      Home: 0,
      End: cells.length - 1,
    }[event.key];
    if (event.key === "Tab" || (to !== undefined && to < 0)) {
      event.preventDefault();
      search.focus();
    } else if (to !== undefined) {
      event.preventDefault();
      cells[Math.min(to, cells.length - 1)].focus();
    }
  }
}

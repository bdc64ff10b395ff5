/** What went wrong, said at once and in words, above whatever else is open. */

import { h } from "./dom.js";
import { icon } from "./icons.js";

/** @param {string} words */
export function problem(words) {
  const host = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  const toast = h(
    "div",
    { class: "toast", role: "alert", popover: "manual" },
    icon("warning"),
    h("p", null, words),
    h(
      "button",
      { type: "button", class: "quiet", "aria-label": "Dismiss", onclick: () => toast.remove() },
      icon("close"),
    ),
  );
  document.querySelectorAll(".toast").forEach((old) => old.remove());
  host.append(toast);
  toast.showPopover();
  setTimeout(() => toast.remove(), 15_000);
}

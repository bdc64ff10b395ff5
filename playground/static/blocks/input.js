/** The input block: a label, a field, a hint, and what is wrong with it. */

import { h, uid } from "../dom.js";
import { drawElement } from "../elements/index.js";
import { icon } from "../icons.js";
import { text } from "./text.js";

/** @type {import("./index.js").Draw} */
export function input(block, surface, id) {
  const label = uid("label");
  const hint = uid("hint");
  const field = uid("field");
  const control = drawElement(block.element, {
    surface,
    block: id,
    id: field,
    label,
    dispatch: !!block.dispatch_action,
    optional: !!block.optional,
    describedBy: block.hint ? hint : null,
  });
  const mark = block.optional && h("span", { class: "optional" }, " (optional)");
  return h(
    "div",
    { class: "input", oninput: clear, onchange: clear },
    h("label", { class: "input-label", id: label, for: field }, text(block.label), mark),
    control,
    block.hint && h("p", { class: "hint", id: hint }, text(block.hint)),
    h("p", { class: "field-error", id: uid("error"), hidden: true }),
  );
}

/** @param {Event} event */
function clear(event) {
  showError(
    /** @type {HTMLElement} */ (/** @type {HTMLElement} */ (event.currentTarget).closest(".block")),
    null,
  );
}

/**
 * Says at a block what is wrong with it, or with `null` that nothing is.
 * @param {HTMLElement} block @param {string | null} wrong
 * @returns {boolean} whether the block has a place for it
 */
export function showError(block, wrong) {
  const line = /** @type {HTMLElement | null} */ (block.querySelector(".field-error"));
  if (!line) return false;
  line.hidden = wrong === null;
  line.replaceChildren(...(wrong === null ? [] : [icon("warning"), h("span", null, wrong)]));
  block.classList.toggle("wrong", wrong !== null);
  for (const control of block.querySelectorAll("[data-control]")) {
    const others = (control.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .filter((id) => id && id !== line.id);
    const described = wrong === null ? others : [...others, line.id];
    if (described.length) control.setAttribute("aria-describedby", described.join(" "));
    else control.removeAttribute("aria-describedby");
    if (wrong === null) control.removeAttribute("aria-invalid");
    else control.setAttribute("aria-invalid", "true");
  }
  return true;
}

/** Blocks that arrange text and elements: section, actions, context. */

import { h } from "../dom.js";
import { drawElement } from "../elements/index.js";
import { thumbnail } from "./media.js";
import { text } from "./text.js";

/** @type {import("./index.js").Draw} */
export function section(block, surface, id) {
  return h(
    "div",
    { class: "section" },
    h(
      "div",
      { class: "section-words" },
      block.text && h("div", { class: "text" }, text(block.text)),
      block.fields &&
        h(
          "div",
          { class: "fields" },
          block.fields.map((/** @type {any} */ field) => h("div", { class: "text" }, text(field))),
        ),
    ),
    block.accessory &&
      h("div", { class: "accessory" }, drawElement(block.accessory, { surface, block: id, dispatch: true })),
  );
}

/** @type {import("./index.js").Draw} */
export function actions(block, surface, id) {
  return h(
    "div",
    { class: "actions" },
    (block.elements ?? []).map((/** @type {any} */ element) =>
      drawElement(element, { surface, block: id, dispatch: true }),
    ),
  );
}

/** @type {import("./index.js").Draw} */
export function context(block) {
  return h(
    "div",
    { class: "context" },
    (block.elements ?? []).map((/** @type {any} */ element) =>
      element.type === "image" ? thumbnail(element) : h("span", { class: "text" }, text(element)),
    ),
  );
}

/** Slack's newer blocks: table, alert, card, carousel. */

import { h } from "../dom.js";
import { drawElement } from "../elements/index.js";
import { icon } from "../icons.js";
import { thumbnail } from "./media.js";
import { richText } from "./rich_text.js";
import { text } from "./text.js";

/** @type {import("./index.js").Draw} */
export function table(block) {
  const [head = [], ...rows] = block.rows ?? [];
  const align = (/** @type {number} */ column) => ({
    "text-align": block.column_settings?.[column]?.align ?? "left",
  });
  const cell = (/** @type {any} */ value) =>
    value.type === "rich_text" ? richText(value) : String(value.text ?? value.value ?? "");
  return h(
    "div",
    { class: "table", role: "group", tabindex: "0", "aria-label": "Table" },
    h(
      "table",
      null,
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          head.map((/** @type {any} */ value, /** @type {number} */ at) =>
            h("th", { scope: "col", style: align(at) }, cell(value)),
          ),
        ),
      ),
      h(
        "tbody",
        null,
        rows.map((/** @type {any[]} */ row) =>
          h(
            "tr",
            null,
            row.map((value, at) => h("td", { style: align(at) }, cell(value))),
          ),
        ),
      ),
    ),
  );
}

/** @type {Record<string, Parameters<typeof icon>[0]>} */
const SIGNS = { default: "bell", info: "bell", warning: "warning", error: "warning", success: "check" };

/** @type {import("./index.js").Draw} */
export function alert(block) {
  const level = Object.hasOwn(SIGNS, block.level) ? block.level : "default";
  return h(
    "div",
    { class: `alert alert-${level}` },
    icon(SIGNS[level]),
    h("div", { class: "text" }, text(block.text)),
  );
}

/** @type {import("./index.js").Draw} */
export function card(block, surface, id) {
  return h(
    "div",
    { class: "card" },
    block.hero_image && thumbnail(block.hero_image),
    h(
      "div",
      { class: "card-head" },
      block.icon && thumbnail(block.icon),
      h(
        "div",
        null,
        h("strong", null, text(block.title)),
        block.subtitle && h("div", { class: "quiet-text" }, text(block.subtitle)),
      ),
    ),
    block.body && h("div", { class: "text" }, text(block.body)),
    block.actions &&
      h(
        "div",
        { class: "actions" },
        block.actions.map((/** @type {any} */ element) =>
          drawElement(element, { surface, block: id, dispatch: true }),
        ),
      ),
  );
}

/** @type {import("./index.js").Draw} */
export function carousel(block, surface, id) {
  return h(
    "div",
    { class: "carousel", role: "group", tabindex: "0", "aria-label": "Cards" },
    (block.elements ?? block.cards ?? []).map((/** @type {any} */ one) =>
      card(one, surface, one.block_id ?? id),
    ),
  );
}

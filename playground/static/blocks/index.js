/** Block Kit: every block as Slack shows it. A block we cannot show says so instead of going missing. */

import { fragment, h } from "../dom.js";
import { actions, context, section } from "./arrangements.js";
import { input } from "./input.js";
import { markdown } from "./markdown.js";
import { image, video } from "./media.js";
import { richText } from "./rich_text.js";
import { alert, card, carousel, table } from "./showcases.js";
import { text } from "./text.js";

/** @typedef {(block: any, surface: import("../surface.js").Surface, id: string) => Node} Draw */

/** @type {Record<string, Draw>} */
const KINDS = {
  actions,
  alert,
  card,
  carousel,
  context,
  image,
  input,
  section,
  table,
  video,
  divider: () => h("hr"),
  header: (block, surface) => h(`h${surface.heading}`, { class: "header" }, text(block.text)),
  markdown: (block, surface) => markdown(block.text ?? "", surface.heading),
  rich_text: (block) => richText(block),
};

/**
 * Draws blocks, keeping what was put into those that stay the same (by block_id and action_id).
 * @param {any[]} blocks @param {import("../surface.js").Surface} surface
 */
export function drawBlocks(blocks, surface) {
  surface.begin();
  return fragment(
    blocks.map((block, index) => {
      const id = block.block_id ?? `block-${index}`;
      const draw = Object.hasOwn(KINDS, block.type) ? KINDS[block.type] : null;
      return h(
        "div",
        { class: `block block-${draw ? block.type : "unknown"}`, dataset: { block: id } },
        draw ? draw(block, surface, id) : cannotShow(block.type),
      );
    }),
  );
}

/** @param {string} what a block's or element's type */
export function cannotShow(what) {
  return h("p", { class: "cannot-show" }, `The playground cannot show “${what}”.`);
}

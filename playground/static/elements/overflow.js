/** The overflow menu: three dots, and up to five things to do. */

import { text } from "../blocks/text.js";
import { confirmed } from "../confirm.js";
import { destination, h } from "../dom.js";
import { icon } from "../icons.js";
import { openMenu } from "../menu.js";

/** @param {any} element @param {import("./index.js").Context} context */
export function overflow(element, context) {
  const { surface, block } = context;
  const node = h(
    "button",
    {
      type: "button",
      class: "button overflow",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-label": element.accessibility_label ?? "More options",
      dataset: { focus: `${block}/${element.action_id}` },
      onclick: () =>
        openMenu(
          node,
          element.options.map((/** @type {any} */ option) => ({
            label: text(option.text),
            description: text(option.description),
            run: () => use(option),
          })),
          { label: "More options" },
        ),
    },
    icon("more"),
  );
  return node;

  /** @param {any} option */
  async function use(option) {
    if (!(await confirmed(element.confirm))) return;
    const to = option.url && destination(option.url);
    if (to) open(to.href, to.target ?? "_self", "noopener,noreferrer");
    await surface.click({
      type: "overflow",
      action_id: element.action_id,
      block_id: block,
      selected_option: option,
    });
  }
}

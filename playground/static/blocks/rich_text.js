/** The rich_text block: what Slack's own composer writes. */

import { fillTokens } from "../dates.js";
import { fragment, h, link } from "../dom.js";
import { emoji } from "../emoji.js";
import { channelMention, userMention } from "../mrkdwn.js";

/** @param {any} block */
export function richText(block) {
  return h("div", { class: "text" }, (block.elements ?? []).map(part));
}

/** @param {any} element a section, list, quote or preformatted @returns {Node} */
function part(element) {
  const inside = () => (element.elements ?? []).map(piece);
  switch (element.type) {
    case "rich_text_list": {
      const items = element.elements.map((/** @type {any} */ item) =>
        h("li", null, item.elements.map(piece)),
      );
      const start = element.style === "ordered" && element.offset ? element.offset + 1 : null;
      return h(
        element.style === "ordered" ? "ol" : "ul",
        { start, style: { "--depth": element.indent ?? 0 } },
        items,
      );
    }
    case "rich_text_quote":
      return h("blockquote", null, inside());
    case "rich_text_preformatted":
      return h("pre", null, h("code", null, inside()));
    default:
      return h("div", { class: "rich-section" }, inside());
  }
}

const STYLES = { bold: "strong", italic: "em", strike: "s", code: "code", underline: "u" };

/** @param {any} element @returns {Node} */
function piece(element) {
  return Object.entries(STYLES).reduce(
    (node, [style, tag]) => (element.style?.[style] ? h(tag, null, node) : node),
    bare(element),
  );
}

/** @param {any} element @returns {Node} */
function bare(element) {
  switch (element.type) {
    case "text":
      return fragment(element.text);
    case "link":
      return link(element.url, element.text ?? element.url);
    case "emoji":
      return emoji(element.skin_tone ? `${element.name}::skin-tone-${element.skin_tone}` : element.name);
    case "user":
      return userMention(element.user_id);
    case "channel":
      return channelMention(element.channel_id);
    case "broadcast":
      return h("span", { class: "mention me" }, `@${element.range}`);
    case "usergroup":
      return h("span", { class: "mention" }, "@group");
    case "date":
      return fragment(
        fillTokens(String(element.timestamp), element.format ?? "{date}") ?? element.fallback ?? "",
      );
    case "color":
      return h("code", null, element.value);
    default:
      return fragment(element.text ?? element.fallback ?? `(${element.type})`);
  }
}

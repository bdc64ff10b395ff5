/**
 * Slack's mrkdwn as DOM nodes: formatting, links, mentions, dates, emoji. Nothing in it ever becomes markup.
 */

import { fillTokens, full } from "./dates.js";
import { fragment, h, link } from "./dom.js";
import { emoji, emojiFor } from "./emoji.js";
import { hash } from "./route.js";
import { channelName, state } from "./state.js";

const ENTITIES = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };
const STYLES = { "*": "strong", _: "em", "~": "s" };

/** @param {string} text */
export const decode = (text) =>
  text.replace(/&(?:lt|gt|amp);/g, (entity) => /** @type {any} */ (ENTITIES)[entity]);

/** A whole text with its code blocks, quotes and lines. @param {string} text @returns {DocumentFragment} */
export function mrkdwn(text) {
  const parts = text.split(/```([\s\S]+?)```/);
  return fragment(
    ...parts.map((part, index) =>
      index % 2 ? preformatted(part) : lines(trimAround(part, index, parts.length)),
    ),
  );
}

/**
 * The line breaks next to a code block belong to the block.
 * @param {string} part
 * @param {number} index
 * @param {number} of
 */
function trimAround(part, index, of) {
  const head = index > 0 ? part.replace(/^\n/, "") : part;
  return index < of - 1 ? head.replace(/\n$/, "") : head;
}

/** @param {string} text */
function preformatted(text) {
  return h("pre", null, h("code", null, ...specialsOnly(text.replace(/^\n|\n$/g, ""))));
}

/** @param {string} text @returns {Node[]} */
function lines(text) {
  if (!text) return [];
  const nodes = [];
  const all = text.split("\n");
  for (let at = 0; at < all.length; at += 1) {
    const rest = all[at].match(/^(?:&gt;|>){3} ?/);
    if (rest) {
      nodes.push(
        h("blockquote", null, ...lines([all[at].slice(rest[0].length), ...all.slice(at + 1)].join("\n"))),
      );
      return nodes;
    }
    const quoted = [];
    while (at < all.length && /^(?:&gt;|>)/.test(all[at]))
      quoted.push(all[at++].replace(/^(?:&gt;|>) ?/, ""));
    if (quoted.length) {
      nodes.push(h("blockquote", null, ...lines(quoted.join("\n"))));
      at -= 1;
    } else {
      const item = hanging(all[at]);
      nodes.push(...(item ? [item] : inline(all[at])));
      if (!item && at < all.length - 1 && !/^(?:&gt;|>)/.test(all[at + 1]))
        nodes.push(document.createTextNode("\n"));
    }
  }
  return nodes;
}

/** A line that begins as a list item hangs under its own text; null for any other. @param {string} text */
function hanging(text) {
  const item = text.match(/^(\s*)([•◦▪‣-]|\d{1,3}[.)]) +(.+)$/);
  if (!item) return null;
  return h(
    "span",
    { class: "hanging", style: { "--depth": Math.floor(item[1].length / 2) } },
    h("span", { class: "bullet" }, `${item[2]} `),
    h("span", null, ...inline(item[3])),
  );
}

/** Text within a line. @param {string} text @returns {Node[]} */
export function inline(text) {
  const nodes = [];
  let plain = "";
  const flush = () => {
    if (plain) nodes.push(...words(plain));
    plain = "";
  };
  for (let at = 0; at < text.length;) {
    const found = special(text, at) ?? code(text, at) ?? styled(text, at);
    if (found) {
      flush();
      nodes.push(found.node);
      at = found.end;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  flush();
  return nodes;
}

/** Code keeps links and mentions but no formatting. @param {string} text @returns {Node[]} */
function specialsOnly(text) {
  return text
    .split(/(<[^<>\n]+>)/)
    .filter(Boolean)
    .map((part) => special(part, 0)?.node ?? document.createTextNode(decode(part)));
}

/** @param {string} text @param {number} at */
function code(text, at) {
  const end = text[at] === "`" ? text.indexOf("`", at + 1) : -1;
  if (end <= at + 1) return null;
  return { node: h("code", null, ...specialsOnly(text.slice(at + 1, end))), end: end + 1 };
}

/**
 * *bold*, _italic_, ~struck~: the marks hug their words and stand apart from others.
 * @param {string} text
 * @param {number} at
 */
function styled(text, at) {
  const tag = /** @type {Record<string, string>} */ (STYLES)[text[at]];
  if (
    !tag ||
    /[\p{L}\p{N}]/u.test(text[at - 1] ?? "") ||
    /\s/.test(text[at + 1] ?? " ") ||
    text[at + 1] === text[at]
  )
    return null;
  for (let end = text.indexOf(text[at], at + 1); end > 0; end = text.indexOf(text[at], end + 1)) {
    if (/\s/.test(text[end - 1]) || /[\p{L}\p{N}]/u.test(text[end + 1] ?? "") || within(text, at, end))
      continue;
    return { node: h(tag, null, ...inline(text.slice(at + 1, end))), end: end + 1 };
  }
  return null;
}

/**
 * Whether `end` is inside a <…> that began after `at`: addresses may hold any of the marks.
 * @param {string} text
 * @param {number} at
 * @param {number} end
 */
function within(text, at, end) {
  const inner = text.slice(at, end);
  return inner.lastIndexOf("<") > inner.lastIndexOf(">");
}

/** @param {string} text @param {number} at */
function special(text, at) {
  if (text[at] !== "<") return null;
  const match = /^<([^<>\n]+)>/.exec(text.slice(at));
  const node = match && specialNode(match[1]);
  return node ? { node, end: at + match[0].length } : null;
}

/** What stands between < and >. @param {string} inside @returns {Node | null} null: show it as it is */
function specialNode(inside) {
  const [what, ...labels] = inside.split("|");
  const label = labels.length ? decode(labels.join("|")) : null;
  if (what.startsWith("@")) return userMention(what.slice(1), label);
  if (what.startsWith("#")) return channelMention(what.slice(1), label);
  if (what.startsWith("!date^")) return dated(what.slice(6).split("^"), label);
  if (what.startsWith("!subteam^")) return h("span", { class: "mention" }, label ?? "@group");
  if (/^!(here|channel|everyone)$/.test(what)) return h("span", { class: "mention me" }, `@${what.slice(1)}`);
  if (/^(https?:\/\/|mailto:)/i.test(what))
    return link(decode(what), ...(label ? words(labels.join("|")) : [decode(what).replace(/^mailto:/, "")]));
  return null;
}

/** @param {string} id @param {string | null} [label] */
export function userMention(id, label) {
  const person = state.people.get(id);
  return h(
    "span",
    { class: id === state.me.id ? "mention me" : "mention", title: person?.title ?? null },
    `@${person?.real_name ?? label ?? "someone"}`,
  );
}

/** @param {string} id @param {string | null} [label] */
export function channelMention(id, label) {
  const channel = state.channels.get(id);
  if (!channel) return h("span", { class: "mention" }, label ? `#${label}` : "a private channel");
  return h("a", { class: "mention", href: hash(id) }, `#${channelName(channel)}`);
}

/** @param {string[]} parts moment, pattern, and perhaps a link @param {string | null} label */
function dated([moment, pattern = "", ...address], label) {
  const text = fillTokens(moment, decode(pattern));
  if (text === null) return document.createTextNode(label ?? "");
  const shown = h(
    "time",
    { datetime: new Date(Number(moment) * 1000).toISOString(), title: full(Number(moment) * 1000) },
    text,
  );
  return address.length ? link(decode(address.join("^")), shown) : shown;
}

/**
 * Plain words: entities, emoji, and addresses that nobody marked up.
 * @param {string} text
 * @returns {Node[]}
 */
function words(text) {
  return text
    .split(/(https?:\/\/[^\s<>]*[^\s<>.,;:!?'")\]]|:[a-z0-9_+'-]+:(?::skin-tone-[2-6]:)?)/i)
    .filter(Boolean)
    .map((part) => {
      if (/^https?:\/\//i.test(part)) return link(decode(part), decode(part));
      const name = /^:(.+):$/.exec(part)?.[1].replace(/:$/, "");
      return name && emojiFor(name) ? emoji(name) : document.createTextNode(decode(part));
    });
}

/**
 * Text with only its emoji drawn: what Slack does to plain_text.
 * @param {string} text
 * @param {boolean} [draw]
 */
export function plain(text, draw = true) {
  if (!draw) return [document.createTextNode(text)];
  return text
    .split(/(:[a-z0-9_+'-]+:)/)
    .filter(Boolean)
    .map((part) => {
      const name = /^:(.+):$/.exec(part)?.[1];
      return name && emojiFor(name) ? emoji(name) : document.createTextNode(part);
    });
}

/** The markdown block: headings, lists, quotes, code, tables and inline marks of ordinary Markdown. */

import { h, link } from "../dom.js";
import { plain } from "../mrkdwn.js";

const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;
const RULE = /^\s*([-*_])(\s*\1){2,}\s*$/;
const ITEM = /^(\s*)(?:([-*+])|(\d+)[.)])\s+(.*)$/;
const COLUMNS = /^[\s|:]*-[\s|:-]*$/;
const FENCE = "```";

/** @param {string} source @param {number} top the level of its highest headings */
export function markdown(source, top) {
  const lines = source.replaceAll("\r\n", "\n").split("\n");
  const highest = Math.min(...lines.map((line) => HEADING.exec(line)?.[1].length ?? 6));
  const level = (/** @type {number} */ marks) => Math.min(top + marks - highest, 6);
  return h("div", { class: "text markdown" }, blocksOf(lines, level));
}

/** @typedef {(marks: number) => number} Level of a heading with so many marks */

/** @param {string[]} lines @param {Level} level @returns {Node[]} */
function blocksOf(lines, level) {
  const nodes = [];
  let at = 0;
  const taken = (/** @type {(line: string) => boolean} */ wanted) => {
    const from = at;
    at += 1;
    while (at < lines.length && wanted(lines[at])) at += 1;
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at];
    const heading = HEADING.exec(line);
    if (!line.trim()) {
      at += 1;
    } else if (line.startsWith(FENCE)) {
      const code = taken((one) => !one.startsWith(FENCE)).slice(1);
      nodes.push(h("pre", null, h("code", null, code.join("\n"))));
      at += 1;
    } else if (heading) {
      nodes.push(h(`h${level(heading[1].length)}`, null, inline(heading[2])));
      at += 1;
    } else if (RULE.test(line)) {
      nodes.push(h("hr"));
      at += 1;
    } else if (line.startsWith(">")) {
      const quoted = taken((one) => one.startsWith(">")).map((one) => one.replace(/^> ?/, ""));
      nodes.push(h("blockquote", null, blocksOf(quoted, level)));
    } else if (ITEM.test(line)) {
      nodes.push(
        list(
          taken((one) => ITEM.test(one) || /^\s{2,}\S/.test(one)),
          level,
        ),
      );
    } else if (line.includes("|") && COLUMNS.test(lines[at + 1] ?? "")) {
      nodes.push(table(taken((one) => one.includes("|"))));
    } else {
      nodes.push(h("p", null, inline(taken(goesOn).join("\n"))));
    }
  }
  return nodes;
}

/** Whether a line belongs to the paragraph before it. @param {string} line */
function goesOn(line) {
  return line.trim() !== "" && !HEADING.test(line) && !ITEM.test(line) && !/^(>|```)/.test(line);
}

/** Items with their nested ones. @param {string[]} lines @param {Level} level */
function list(lines, level) {
  const [, margin, , first] = /** @type {RegExpExecArray} */ (ITEM.exec(lines[0]));
  /** @type {string[][]} */
  const items = [];
  for (const line of lines) {
    const item = ITEM.exec(line);
    if (item && item[1].length <= margin.length) items.push([item[4]]);
    else items.at(-1)?.push(line);
  }
  return h(
    first ? "ol" : "ul",
    { start: first && first !== "1" ? first : null },
    items.map(([words, ...nested]) => {
      const box = /^\[([ xX])\]\s+(.*)$/.exec(words);
      const mark =
        box &&
        h("input", {
          type: "checkbox",
          checked: box[1] !== " ",
          disabled: true,
          "aria-label": box[1] === " " ? "Not done" : "Done",
        });
      return h(
        "li",
        null,
        mark,
        inline(box ? box[2] : words),
        nested.length > 0 &&
          blocksOf(
            nested.map((line) => line.replace(/^\s{2,4}/, "")),
            level,
          ),
      );
    }),
  );
}

/** @param {string[]} lines */
function table([head, , ...rows]) {
  const cells = (/** @type {string} */ row) =>
    row
      .trim()
      .replace(/^\||\|$/g, "")
      .split("|")
      .map((cell) => inline(cell.trim()));
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
          cells(head).map((cell) => h("th", { scope: "col" }, cell)),
        ),
      ),
      h(
        "tbody",
        null,
        rows.map((row) =>
          h(
            "tr",
            null,
            cells(row).map((cell) => h("td", null, cell)),
          ),
        ),
      ),
    ),
  );
}

const MARKS = new RegExp(
  [
    /(?<tick>`+)(?<code>.+?)\k<tick>/, // `code`
    /!?\[(?<label>[^\]]*)\]\((?<address>[^()\s]*)\)/, // [label](address)
    /<(?<bare>(?:https?:\/\/|mailto:)[^>\s]+)>/, // <address>
    /(?<two>\*\*|__)(?=\S)(?<strong>.+?)\k<two>/, // **strong**
    /~~(?=\S)(?<struck>.+?)~~/, // ~~struck~~
    /(?<one>\*|_)(?=\S)(?<soft>.+?)\k<one>(?![\p{L}\p{N}])/u, // *soft*
    /\\(?<escaped>[\\`*_{}[\]()#+.!~|>-])/, // \* is no mark
  ]
    .map((mark) => mark.source)
    .join("|"),
  "su",
);

/** @param {string} text @returns {Node[]} */
function inline(text) {
  const found = MARKS.exec(text);
  if (!found) return text ? plain(text) : [];
  const before = inline(text.slice(0, found.index));
  return [...before, marked(found.groups ?? {}), ...inline(text.slice(found.index + found[0].length))];
}

/** @param {Record<string, string | undefined>} mark @returns {Node} */
function marked({ code, label, address, bare, strong, struck, soft, escaped }) {
  if (code !== undefined) return h("code", null, code);
  if (label !== undefined) return link(address, inline(label));
  if (bare) return link(bare, bare.replace(/^mailto:/, ""));
  if (strong) return h("strong", null, inline(strong));
  if (struck) return h("s", null, inline(struck));
  if (soft) return h("em", null, inline(soft));
  return document.createTextNode(escaped ?? "");
}

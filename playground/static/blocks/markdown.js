/** The markdown block: headings, lists, quotes, code, tables and inline marks of ordinary Markdown. */

import { h, link } from "../dom.js";
import { plain } from "../mrkdwn.js";

/** @param {string} source */
export function markdown(source) {
  return h("div", { class: "text markdown" }, blocksOf(source.replaceAll("\r\n", "\n").split("\n")));
}

const ITEM = /^(\s*)(?:([-*+])|(\d+)[.)])\s+(.*)$/;

/** @param {string[]} lines @returns {Node[]} */
function blocksOf(lines) {
  const nodes = [];
  let at = 0;
  const taken = (/** @type {(line: string) => boolean} */ wanted) => {
    const from = at;
    while (at < lines.length && wanted(lines[at])) at += 1;
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at];
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
    if (!line.trim()) at += 1;
    else if (line.startsWith("```")) {
      at += 1;
      nodes.push(h("pre", null, h("code", null, taken((one) => !one.startsWith("```")).join("\n"))));
      at += 1;
    } else if (heading) {
      nodes.push(h(`h${Math.min(heading[1].length + 2, 6)}`, null, inline(heading[2])));
      at += 1;
    } else if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) {
      nodes.push(h("hr"));
      at += 1;
    } else if (line.startsWith(">"))
      nodes.push(
        h(
          "blockquote",
          null,
          blocksOf(taken((one) => one.startsWith(">")).map((one) => one.replace(/^> ?/, ""))),
        ),
      );
    else if (ITEM.test(line)) nodes.push(list(taken((one) => ITEM.test(one) || /^\s{2,}\S/.test(one))));
    else if (
      line.includes("|") &&
      /^[\s|:-]+$/.test(lines[at + 1] ?? "") &&
      (lines[at + 1] ?? "").includes("-")
    )
      nodes.push(table(taken((one) => one.includes("|"))));
    else
      nodes.push(
        h(
          "p",
          null,
          inline(
            taken((one) => one.trim() !== "" && !/^(#{1,6}\s|>|```)/.test(one) && !ITEM.test(one)).join("\n"),
          ),
        ),
      );
  }
  return nodes;
}

/** Items with their nested ones. @param {string[]} lines */
function list(lines) {
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
        nested.length > 0 && blocksOf(nested.map((line) => line.replace(/^\s{2,4}/, ""))),
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
    { class: "table", role: "region", tabindex: "0", "aria-label": "Table" },
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

/** Select menus, single and multiple, of every source: an ARIA combobox one can type into. */

import { words } from "../blocks/text.js";
import { announce, debounced, h } from "../dom.js";
import { icon } from "../icons.js";
import { Listbox } from "../listbox.js";
import { field } from "./field.js";
import { source } from "./sources.js";

/** @param {any} element @param {import("./index.js").Context} context */
export function select(element, context) {
  const self = field(element, context);
  const from = source(element, context);
  const early = self.before ? self.before[from.answer] : from.initial;
  /** @type {any[]} */
  let chosen = (from.many ? early : [early]).filter((/** @type {any} */ value) => value && from.has(value));
  let told = chosen;
  let asked = 0;
  const answer = () => ({ [from.answer]: from.many ? chosen : (chosen[0] ?? null) });
  const hint = words(element.placeholder) || (from.many ? "Choose some" : "Choose one");

  const typed = h("input", {
    ...self.attributes,
    type: "text",
    role: "combobox",
    "aria-expanded": "false",
    "aria-autocomplete": "list",
    "aria-haspopup": "listbox",
    autocomplete: "off",
    spellcheck: "false",
    class: "select-typed",
    onfocus: () => typed.select(),
    onclick: open,
    oninput: () => look(typed.value),
    onkeydown: key,
    onblur: () => list.close(),
  });
  const chips = h("span", { class: "chips" });
  const box = h(
    "span",
    {
      class: `select ${from.many ? "many" : ""}`,
      onclick: (/** @type {Event} */ event) => event.target === box && typed.focus(),
    },
    from.many && chips,
    typed,
    icon("chevron"),
  );
  const clear = h(
    "button",
    {
      type: "button",
      class: "quiet",
      "aria-label": `Clear ${hint}`,
      onclick: () => (drop(chosen[0]), typed.focus()),
    },
    icon("close"),
  );
  box.insertBefore(clear, box.lastChild);
  const list = new Listbox(typed, {
    label: hint,
    multiple: from.many,
    anchor: box,
    expands: true,
    pick,
    closed,
  });
  const lookSoon = debounced(250, ask);

  self.check(() => self.missing(!chosen.length));
  remember();
  return box;

  function remember() {
    self.put(answer());
    clear.hidden = from.many || !context.optional || !chosen.length;
    chips.replaceChildren(...(from.many ? chosen.map(chip) : []));
    typed.value = from.many ? "" : chosen.length ? from.words(chosen[0]) : "";
    typed.placeholder = from.many && chosen.length ? "" : hint;
  }

  /** @param {any} value */
  function chip(value) {
    return h(
      "span",
      { class: "chip" },
      h("span", { class: "chip-words" }, from.words(value)),
      h(
        "button",
        {
          type: "button",
          class: "quiet",
          "aria-label": `Remove ${from.words(value)}`,
          onclick: () => {
            drop(value);
            typed.focus();
          },
        },
        icon("close"),
      ),
    );
  }

  function open() {
    if (list.isOpen) return;
    if (!from.many && chosen.length) typed.placeholder = typed.value;
    typed.value = "";
    look("");
  }

  /** @param {string} word */
  function look(word) {
    if (!from.remote) ask(word);
    else if (word.length < from.least)
      list.show([], { note: `Type ${from.least} or more characters to search` });
    else {
      if (!list.isOpen) list.show([], { note: "Looking…" });
      lookSoon(word);
    }
  }

  /** @param {string} word */
  async function ask(word) {
    const turn = ++asked;
    const isLate = () => turn !== asked || document.activeElement !== typed;
    try {
      const groups = await from.find(word);
      if (isLate()) return;
      const keys = new Set(chosen.map(from.key));
      const none = groups.every((/** @type {any} */ group) => !group.entries.length);
      for (const group of groups)
        for (const entry of group.entries) entry.selected = keys.has(from.key(entry.value));
      list.show(groups, { note: none ? "Nothing matches" : undefined, first: true });
      if (none) announce("Nothing matches");
    } catch {
      if (!isLate()) list.show([], { note: "The app did not answer" });
    }
  }

  /** @param {any} value */
  function pick(value) {
    const has = chosen.some((one) => from.key(one) === from.key(value));
    if (from.many && has) drop(value);
    else if (from.many) {
      if (element.max_selected_items && chosen.length >= element.max_selected_items)
        return announce(`You can choose up to ${element.max_selected_items}`);
      chosen = [...chosen, value];
      changed();
    } else {
      chosen = [value];
      changed();
      list.close();
      typed.select();
    }
    if (from.many && list.isOpen) look("");
  }

  /** @param {any} value */
  function drop(value) {
    chosen = chosen.filter((one) => from.key(one) !== from.key(value));
    changed();
    if (!list.isOpen) closed();
  }

  function changed() {
    remember();
    typed.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** Slack tells the app once the menu is closed. */
  async function closed() {
    asked += 1;
    remember();
    if (told.map(from.key).join("\n") === chosen.map(from.key).join("\n")) return;
    const before = told;
    told = chosen;
    if (await self.use(answer())) return;
    chosen = told = before;
    remember();
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    if (event.isComposing || list.key(event)) return;
    if (["ArrowDown", "ArrowUp", "Enter"].includes(event.key)) {
      event.preventDefault();
      open();
    } else if (
      event.key === "Backspace" &&
      !typed.value &&
      chosen.length &&
      (from.many || context.optional)
    ) {
      drop(chosen[chosen.length - 1]);
    }
  }
}

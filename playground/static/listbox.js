/**
 * The list under a text field: what may be chosen, moved through with arrows while the field keeps the
 * focus.
 */

import { h, uid } from "./dom.js";
import { popup } from "./popup.js";

/**
 * @template T
 * @typedef {{value: T, label: any, description?: any, lead?: Node | null, selected?: boolean}} Entry
 */
/**
 * @template T
 * @typedef {{label?: any, entries: Entry<T>[]}} Group
 */

/** @template T */
export class Listbox {
  /**
   * @param {HTMLElement} field keeps the focus and says which option is active
   * @param {{label: string, multiple?: boolean, above?: boolean, anchor?: HTMLElement, expands?: boolean,
   *          pick: (value: T) => void, closed?: () => void}} how
   *   expands: the field is a combobox and says whether it is open
   */
  constructor(field, how) {
    this.field = field;
    this.how = how;
    /** @type {import("./popup.js").Popup | null} */
    this.shown = null;
    /** @type {{node: HTMLElement, value: T}[]} */
    this.options = [];
    this.active = -1;
    this.list = h("div", {
      class: "listbox",
      role: "listbox",
      id: uid("list"),
      "aria-label": how.label,
      "aria-multiselectable": how.multiple ? "true" : null,
      onpointerdown: (/** @type {Event} */ e) => e.preventDefault(),
    });
  }

  get isOpen() {
    return this.shown !== null;
  }

  /**
   * Shows these groups, or this note when there is nothing to choose.
   * @param {Group<T>[]} groups @param {{note?: string, first?: boolean}} [how] first: the first option is active at once
   */
  show(groups, how = {}) {
    this.options = [];
    this.list.replaceChildren(
      ...groups.filter((group) => group.entries.length).map((group) => this.#group(group)),
      ...(how.note
        ? [
            h(
              "div",
              { class: "list-note", role: "option", "aria-disabled": "true", "aria-selected": "false" },
              how.note,
            ),
          ]
        : []),
    );
    if (!this.shown) {
      this.shown = popup(this.how.anchor ?? this.field, this.list, {
        match: true,
        above: this.how.above,
        class: "list-popup",
        onclose: () => this.#closed(),
      });
      this.field.setAttribute("aria-controls", this.list.id);
      if (this.how.expands) this.field.setAttribute("aria-expanded", "true");
    }
    this.shown.place();
    const chosen = this.options.findIndex((option) => option.node.getAttribute("aria-selected") === "true");
    this.#activate(how.first ? Math.max(chosen, 0) : chosen);
  }

  close() {
    this.shown?.close();
  }

  /** Whether this key was for the list. @param {KeyboardEvent} event */
  key(event) {
    if (!this.isOpen || !this.options.length) return false;
    const last = this.options.length - 1;
    const to = {
      ArrowDown: this.active >= last ? 0 : this.active + 1,
      ArrowUp: this.active <= 0 ? last : this.active - 1,
      PageDown: Math.min(this.active + 8, last),
      PageUp: Math.max(this.active - 8, 0),
    }[event.key];
    if (to !== undefined) this.#activate(to);
    else if (event.key === "Enter" && this.active >= 0) this.how.pick(this.options[this.active].value);
    else return false;
    event.preventDefault();
    return true;
  }

  /** The active option's value, if any. */
  get current() {
    return this.options[this.active]?.value;
  }

  /** @param {Group<T>} group */
  #group(group) {
    const entries = group.entries.map((entry) => this.#entry(entry));
    if (!group.label) return h("div", { role: "presentation" }, ...entries);
    const id = uid("group");
    return h(
      "div",
      { role: "group", "aria-labelledby": id },
      h("div", { class: "list-group", id, role: "presentation" }, group.label),
      ...entries,
    );
  }

  /** @param {Entry<T>} entry */
  #entry(entry) {
    const at = this.options.length;
    const node = h(
      "div",
      {
        class: "list-option",
        role: "option",
        id: uid("option"),
        "aria-selected": String(!!entry.selected),
        onpointermove: () => this.active !== at && this.#activate(at, false),
        onclick: () => this.how.pick(entry.value),
      },
      entry.lead,
      h(
        "span",
        { class: "list-words" },
        h("span", { class: "list-label" }, entry.label),
        entry.description && h("span", { class: "list-description" }, entry.description),
      ),
    );
    this.options.push({ node, value: entry.value });
    return node;
  }

  /** @param {number} to @param {boolean} [scroll] */
  #activate(to, scroll = true) {
    this.options[this.active]?.node.classList.remove("active");
    this.active = to;
    const option = this.options[to]?.node;
    option?.classList.add("active");
    if (option && scroll) option.scrollIntoView({ block: "nearest" });
    if (option) this.field.setAttribute("aria-activedescendant", option.id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  #closed() {
    this.shown = null;
    this.active = -1;
    this.field.removeAttribute("aria-activedescendant");
    this.field.removeAttribute("aria-controls");
    if (this.how.expands) this.field.setAttribute("aria-expanded", "false");
    this.how.closed?.();
  }
}

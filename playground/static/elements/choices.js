/** Radio buttons and checkboxes. */

import { text } from "../blocks/text.js";
import { h, uid } from "../dom.js";
import { field } from "./field.js";

/** @param {any} element @param {import("./index.js").Context} context */
export function radioButtons(element, context) {
  const self = field(element, context);
  let chosen = self.before ? self.before.selected_option : (element.initial_option ?? null);
  self.put({ selected_option: chosen });
  self.check(() => self.missing(!chosen));
  return group(
    element,
    self,
    "radio",
    (value) => value === chosen?.value,
    async (option) => {
      chosen = option;
      self.put({ selected_option: chosen });
      await self.use({ selected_option: chosen });
    },
  );
}

/** @param {any} element @param {import("./index.js").Context} context */
export function checkboxes(element, context) {
  const self = field(element, context);
  /** @type {any[]} */
  let chosen = self.before ? self.before.selected_options : (element.initial_options ?? []);
  self.put({ selected_options: chosen });
  self.check(() => self.missing(!chosen.length));
  return group(
    element,
    self,
    "checkbox",
    (value) => chosen.some((one) => one.value === value),
    async (option, on) => {
      const values = new Set(chosen.map((one) => one.value));
      if (on) values.add(option.value);
      else values.delete(option.value);
      chosen = element.options.filter((/** @type {any} */ one) => values.has(one.value));
      self.put({ selected_options: chosen });
      await self.use({ selected_options: chosen });
    },
  );
}

/**
 * @param {any} element @param {ReturnType<typeof field>} self @param {"radio"|"checkbox"} type
 * @param {(value: string) => boolean} isChosen @param {(option: any, on: boolean) => Promise<void>} choose
 */
function group(element, self, type, isChosen, choose) {
  const name = uid("choice");
  const { "aria-required": required, autofocus, dataset, ...attributes } = self.attributes;
  const role = type === "radio" ? "radiogroup" : "group";
  return h(
    "div",
    {
      ...attributes,
      dataset: type === "radio" ? { control: "" } : {},
      class: "choices",
      role,
      "aria-required": type === "radio" ? required : null,
    },
    element.options.map((/** @type {any} */ option, /** @type {number} */ at) => {
      const description = option.description && uid("description");
      return h(
        "label",
        { class: "choice" },
        h("input", {
          type,
          name,
          value: option.value,
          checked: isChosen(option.value),
          autofocus: autofocus && at === 0,
          "aria-describedby": description || null,
          dataset: {
            ...(type === "checkbox" ? { control: "" } : {}),
            focus: `${dataset.focus}/${option.value}`,
          },
          onchange: (/** @type {any} */ event) => choose(option, event.target.checked),
        }),
        h(
          "span",
          { class: "choice-words" },
          h("span", { class: "text" }, text(option.text)),
          option.description && h("span", { class: "hint", id: description }, text(option.description)),
        ),
      );
    }),
  );
}

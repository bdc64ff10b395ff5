/** What all elements that hold an answer have in common. */

import { words } from "../blocks/text.js";
import { confirmed } from "../confirm.js";

/** @type {Record<string, string>} */
const NAMES = { datepicker: "Date", timepicker: "Time", datetimepicker: "Date and time" };

/**
 * @param {any} element @param {import("./index.js").Context} context
 */
export function field(element, context) {
  const { surface, block } = context;
  const action = element.action_id ?? element.type;
  const before = surface.answer(block, action);
  return {
    /** What was put in before a redraw; undefined when this element is new. */
    before: before?.type === element.type ? before : undefined,

    /** Attributes of the control: its name, what describes it, and how to find it again. */
    attributes: {
      id: context.id ?? null,
      "aria-labelledby": context.label ?? null,
      "aria-label": context.label ? null : nameOf(element),
      "aria-describedby": context.describedBy ?? null,
      "aria-required": context.label && !context.optional ? "true" : null,
      autofocus: !!element.focus_on_load,
      dataset: { control: "", focus: `${block}/${action}` },
    },

    /** Remembers an answer. @param {Record<string, any>} value */
    put: (value) => surface.put(block, action, { type: element.type, ...value }),

    /**
     * Tells the app, when it asked to be told; false when the person thought better of it.
     * @param {Record<string, any>} value
     */
    async use(value) {
      if (!context.dispatch) return true;
      if (!(await confirmed(element.confirm))) return false;
      await surface.click({ type: element.type, action_id: action, block_id: block, ...value });
      return true;
    },

    /** Says what is wrong with the answer when a form is submitted. @param {() => string | null} wrong */
    check: (wrong) => surface.checks.set(`${block}/${action}`, wrong),

    /** The words for a required answer that is missing. @param {boolean} empty */
    missing: (empty) =>
      empty && context.label && !context.optional ? "Please complete this required field." : null,
  };
}

/** What to call an element that no input block labels. @param {any} element */
export function nameOf(element) {
  const given = element.accessibility_label ?? words(element.text);
  return given || words(element.placeholder) || NAMES[element.type] || "Choose";
}

/** Date, time, and both: the browser's own pickers, with Slack's values. */

import { ofLocal, toLocal } from "../dates.js";
import { h } from "../dom.js";
import { field } from "./field.js";

/**
 * @param {string} type of the input @param {string} answer the key of Slack's value @param {string} initial
 * @param {{read: (typed: string) => any, show: (value: any) => string}} as
 * @returns {(element: any, context: import("./index.js").Context) => Node}
 */
function picker(type, answer, initial, as) {
  return (element, context) => {
    const self = field(element, context);
    const given = self.before ? self.before[answer] : (element[initial] ?? null);
    let value = given;
    const zone = element.timezone ? { timezone: element.timezone } : {};
    self.put({ [answer]: value, ...zone });
    const node = h("input", {
      ...self.attributes,
      type,
      class: "text-input date-input",
      value: given === null ? "" : as.show(given),
      onchange: change,
    });
    self.check(() =>
      node.validity.badInput ? "Enter the whole date or time." : self.missing(value === null),
    );
    return node;

    async function change() {
      const next = node.value ? as.read(node.value) : null;
      if (next === value) return;
      const before = value;
      value = next;
      self.put({ [answer]: value, ...zone });
      if (await self.use({ [answer]: value, ...zone })) return;
      value = before;
      node.value = before === null ? "" : as.show(before);
      self.put({ [answer]: value, ...zone });
    }
  };
}

const same = { read: (/** @type {string} */ typed) => typed, show: (/** @type {string} */ value) => value };

export const datepicker = picker("date", "selected_date", "initial_date", same);
export const timepicker = picker("time", "selected_time", "initial_time", same);
export const datetimepicker = picker("datetime-local", "selected_date_time", "initial_date_time", {
  read: (typed) => Math.floor(ofLocal(typed) / 1000),
  show: (value) => toLocal(value * 1000),
});

/** Fields one types into: plain text, address, email, number. */

import { words } from "../blocks/text.js";
import { debounced, h } from "../dom.js";
import { field } from "./field.js";

const TYPES = {
  plain_text_input: "text",
  url_text_input: "url",
  email_text_input: "email",
  number_input: "text",
};

/** @param {any} element @param {import("./index.js").Context} context */
export function textInput(element, context) {
  const self = field(element, context);
  const given = self.before ? self.before.value : (element.initial_value ?? null);
  const many = element.type === "plain_text_input" && element.multiline;
  const node = h(many ? "textarea" : "input", {
    ...self.attributes,
    class: "text-input",
    type: many ? null : /** @type {any} */ (TYPES)[element.type],
    inputmode: element.type === "number_input" ? (element.is_decimal_allowed ? "decimal" : "numeric") : null,
    rows: many ? "4" : null,
    placeholder: words(element.placeholder) || null,
    autocomplete: "off",
    oninput: typed,
    onkeydown: key,
  });
  node.value = given ?? "";
  self.put({ value: node.value || null });
  self.check(() => self.missing(!node.value.trim()) ?? (node.value ? wrong(element, node.value) : null));

  const on = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const dispatch = () => self.use({ value: node.value || null });
  const dispatchSoon = debounced(300, dispatch);
  return node;

  function typed() {
    self.put({ value: node.value || null });
    if (context.dispatch && on.includes("on_character_entered")) dispatchSoon();
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    if (
      event.key !== "Enter" ||
      event.isComposing ||
      many ||
      !context.dispatch ||
      !on.includes("on_enter_pressed")
    )
      return;
    event.preventDefault();
    dispatch();
  }
}

/** What Slack's client itself refuses. @param {any} element @param {string} value @returns {string | null} */
function wrong(element, value) {
  if (element.min_length && value.length < element.min_length)
    return `Enter at least ${element.min_length} characters.`;
  const most = element.max_length ?? (element.type === "plain_text_input" ? 3000 : Infinity);
  if (value.length > most) return `Enter ${most} characters or fewer. This has ${value.length}.`;
  if (element.type === "email_text_input" && !/^\S+@\S+\.\S+$/.test(value.trim()))
    return "Enter a valid email address.";
  if (element.type === "url_text_input" && !URL.canParse(value.trim()))
    return "Enter a valid web address, like https://example.org.";
  if (element.type !== "number_input") return null;
  if (!(element.is_decimal_allowed ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/).test(value.trim()))
    return element.is_decimal_allowed ? "Enter a number." : "Enter a whole number.";
  if (element.min_value !== undefined && Number(value) < Number(element.min_value))
    return `Enter ${element.min_value} or more.`;
  if (element.max_value !== undefined && Number(value) > Number(element.max_value))
    return `Enter ${element.max_value} or less.`;
  return null;
}

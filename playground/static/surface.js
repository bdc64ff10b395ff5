/** Where blocks stand (a message, a modal, the Home) and what people have put into them. */

import { post } from "./api.js";
import { problem } from "./toasts.js";

export class Surface {
  /** @param {import("./types.js").Where} where @param {string} [channel] the conversation it is about */
  constructor(where, channel) {
    this.where = where;
    this.channel = channel ?? null;
    /** The level of its headings, one under that of its place. */
    this.heading = 3;
    /** @type {Map<string, Map<string, Record<string, any>>>} block -> action -> value, as Slack sends it */
    this.answers = new Map();
    /** @type {Set<string>} `block/action` of the elements now shown */
    this.shown = new Set();
    /** @type {Map<string, () => string | null>} `block/action` -> what is wrong with it, if anything */
    this.checks = new Map();
  }

  /** Begin drawing: elements shown from now on are those that count. */
  begin() {
    this.shown.clear();
    this.checks.clear();
  }

  /** What was put in before a redraw, or undefined. @param {string} block @param {string} action */
  answer(block, action) {
    return this.answers.get(block)?.get(action);
  }

  /** @param {string} block @param {string} action @param {Record<string, any>} value */
  put(block, action, value) {
    this.shown.add(`${block}/${action}`);
    const actions = this.answers.get(block) ?? new Map();
    this.answers.set(block, actions.set(action, value));
  }

  /** All answers of the elements shown, as Slack's `state`. */
  state() {
    /** @type {Record<string, Record<string, any>>} */
    const values = {};
    for (const [block, actions] of this.answers) {
      for (const [action, value] of actions) {
        if (this.shown.has(`${block}/${action}`)) (values[block] ??= {})[action] = value;
      }
    }
    return { values };
  }

  /** Tells the app that an element was used. @param {Record<string, any>} action */
  async click(action) {
    const answer = await post("click", { ...this.where, action, state: this.state() });
    if (!answer.ok) problem(answer.error ?? "That did not work.");
  }

  /**
   * The app's options for an external select.
   * @param {string} block
   * @param {string} action
   * @param {string} value
   */
  async options(block, action, value) {
    const answer = await post("options", { ...this.where, block_id: block, action_id: action, value });
    if (!answer.ok) throw new Error(answer.error);
    return answer;
  }
}

/** Slack's text objects: plain_text, mrkdwn, and the raw text of tables. */

import { plain, mrkdwn } from "../mrkdwn.js";
import { fragment } from "../dom.js";

/**
 * @param {any} object a text object, or nothing
 * @returns {DocumentFragment | null} null when there is no text
 */
export function text(object) {
  if (!object?.text) return null;
  return object.type === "mrkdwn"
    ? mrkdwn(object.text)
    : fragment(plain(object.text, object.emoji !== false));
}

/** Only the characters of a text object, for labels and titles. @param {any} object */
export function words(object) {
  return object?.text ? (text(object)?.textContent ?? "") : "";
}

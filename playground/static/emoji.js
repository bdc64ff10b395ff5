/** Emoji by name: what to draw, and what to call it aloud. */

import { h } from "./dom.js";
import { state } from "./state.js";

const SPOKEN = { "+1": "thumbs up", "-1": "thumbs down" };
const TONES = ["🏻", "🏼", "🏽", "🏾", "🏿"];

/** The characters of `+1` or `+1::skin-tone-3`, or null when nobody knows the name. @param {string} name */
export function emojiFor(name) {
  const [base, tone] = name.split("::skin-tone-");
  const character = Object.hasOwn(state.emoji, base) ? state.emoji[base] : null;
  return character && tone ? character.replace("\uFE0F", "") + (TONES[Number(tone) - 2] ?? "") : character;
}

/** "thumbs up", "raised hands". @param {string} name */
export function spoken(name) {
  const [base] = name.split("::");
  return /** @type {Record<string, string>} */ (SPOKEN)[base] ?? base.replaceAll("_", " ");
}

/** The emoji as a picture with a name; `:name:` as text when there is none. @param {string} name */
export function emoji(name) {
  const character = emojiFor(name);
  if (!character) return document.createTextNode(`:${name}:`);
  return h(
    "span",
    { class: "emoji", role: "img", "aria-label": spoken(name), title: `:${name}:` },
    character,
  );
}

/**
 * The names that contain `word`, those that begin with it first, each picture once.
 * @param {string} word
 * @param {number} most
 */
export function findEmoji(word, most) {
  const wanted = word.toLowerCase().replaceAll(" ", "_");
  const hit = Object.keys(state.emoji).filter(
    (name) => name.includes(wanted) || spoken(name).includes(word.toLowerCase()),
  );
  hit.sort((a, b) => Number(b.startsWith(wanted)) - Number(a.startsWith(wanted)));
  const drawn = new Set();
  return hit.filter((name) => !drawn.has(state.emoji[name]) && drawn.add(state.emoji[name])).slice(0, most);
}

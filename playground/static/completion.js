/** What a half-typed `/`, `@`, `#` or `:` may become. */

import { avatar } from "./avatar.js";
import { emojiFor, findEmoji } from "./emoji.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { state } from "./state.js";

/** @typedef {{insert: string, label: any, description?: any, lead: Node}} Suggestion */

const MOST = 8;

/**
 * @type {{pattern: RegExp, find: (word: string) => Suggestion[]}[]} each pattern ends at the caret and
 * captures the word
 */
const KINDS = [
  { pattern: /^(\/\S*)$/, find: commands },
  { pattern: /(?:^|\s|\()(@[\w.-]*)$/, find: people },
  { pattern: /(?:^|\s|\()(#[\w-]*)$/, find: channels },
  { pattern: /(?:^|\s|\()(:[\w+-]{2,})$/, find: emoji },
];

/**
 * The suggestions at the caret, with where the word they replace begins.
 * @param {string} before all text before the caret
 * @returns {{from: number, suggestions: Suggestion[]} | null} null when nothing is being completed
 */
export function complete(before) {
  for (const { pattern, find } of KINDS) {
    const word = pattern.exec(before)?.[1];
    if (!word) continue;
    const suggestions = find(word.slice(1).toLowerCase()).slice(0, MOST);
    const done = suggestions.length === 1 && suggestions[0].insert === word;
    return suggestions.length && !done ? { from: before.length - word.length, suggestions } : null;
  }
  return null;
}

/** The command that a text begins with, once its name is complete. @param {string} text */
export function commandOf(text) {
  const name = /^\/\S+/.exec(text)?.[0];
  return state.commands.find((command) => command.command === name);
}

/** @param {string} word @returns {Suggestion[]} */
function commands(word) {
  return state.commands
    .filter((one) => one.command.slice(1).startsWith(word))
    .map((one) => ({
      insert: one.command,
      label: [h("strong", null, one.command), " ", h("span", { class: "usage" }, one.usage_hint ?? "")],
      description: one.description,
      lead: h("span", { class: "lead" }, icon("slash")),
    }));
}

/** @param {string} word @returns {Suggestion[]} */
function people(word) {
  const wanted = [...state.people.values()].filter(
    (person) => person.name.startsWith(word) || person.real_name.toLowerCase().includes(word),
  );
  const groups = ["here", "channel", "everyone"].filter((name) => word && name.startsWith(word));
  return [
    ...wanted.map((person) => ({
      insert: `@${person.name}`,
      label: person.real_name,
      description: person.title,
      lead: avatar(person, "small"),
    })),
    ...groups.map((name) => ({
      insert: `@${name}`,
      label: `@${name}`,
      description: "Tells everyone",
      lead: h("span", { class: "lead" }, icon("bell")),
    })),
  ];
}

/** @param {string} word @returns {Suggestion[]} */
function channels(word) {
  const wanted = [...state.channels.values()].filter(
    (one) => (one.kind === "public" || one.kind === "private") && one.name.includes(word),
  );
  return wanted.map((one) => ({
    insert: `#${one.name}`,
    label: `#${one.name}`,
    description: one.topic,
    lead: h("span", { class: "lead" }, icon(one.kind === "private" ? "lock" : "hash")),
  }));
}

/** @param {string} word @returns {Suggestion[]} */
function emoji(word) {
  return findEmoji(word, MOST).map((name) => ({
    insert: `:${name}:`,
    label: `:${name}:`,
    lead: h("span", { class: "lead emoji" }, emojiFor(name)),
  }));
}

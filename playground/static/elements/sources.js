/** Where a select's options come from: the block itself, the app, the people, the channels. */

import { avatar } from "../avatar.js";
import { text, words } from "../blocks/text.js";
import { channelName, state } from "../state.js";

/** @typedef {import("../listbox.js").Group<any>} Group */

const NOUNS = {
  static: "option",
  external: "option",
  users: "user",
  conversations: "conversation",
  channels: "channel",
};

/**
 * @param {any} element @param {import("./index.js").Context} context
 */
export function source(element, context) {
  const many = element.type.startsWith("multi_");
  const kind = /** @type {keyof NOUNS} */ (element.type.replace("multi_", "").replace("_select", ""));
  const noun = NOUNS[kind] + (many ? "s" : "");
  const here = element.default_to_current_conversation ? context.surface.channel : null;
  const initial = element[`initial_${noun}`] ?? (here && (many ? [here] : here)) ?? (many ? [] : null);
  return {
    many,
    /** The key of the answer in Slack's state. */
    answer: `selected_${noun}`,
    initial,
    /** What tells one value from another. @param {any} value @returns {string} */
    key: (value) => (typeof value === "string" ? value : value.value),
    /** @param {any} value @returns {string} */
    words: (value) => (typeof value === "string" ? nameOf(value) : words(value.text)),
    /** How much must be typed before the app is asked. */
    least: kind === "external" ? (element.min_query_length ?? 3) : 0,
    remote: kind === "external",
    /** Whether a value given earlier may still be chosen. @param {any} value */
    has: (value) => kind !== "static" || flat(element).some((option) => option.value === value.value),
    /** @param {string} word what was typed @returns {Promise<Group[]>} */
    async find(word) {
      if (kind === "external")
        return grouped(await context.surface.options(context.block, element.action_id, word));
      const all =
        kind === "static"
          ? grouped(element)
          : [{ entries: kind === "users" ? people() : channels(element, kind) }];
      const wanted = word.trim().toLowerCase();
      return all.map((/** @type {any} */ group) => ({
        ...group,
        entries: group.entries.filter((/** @type {any} */ entry) =>
          entry.words.toLowerCase().includes(wanted),
        ),
      }));
    },
  };
}

/** @param {string} id of a person or conversation */
function nameOf(id) {
  const channel = state.channels.get(id);
  if (!channel) return state.people.get(id)?.real_name ?? id;
  return channel.kind === "im" || channel.kind === "mpim" ? channelName(channel) : `#${channelName(channel)}`;
}

/** @param {any} from @returns {any[]} */
const flat = (from) =>
  from.options ?? (from.option_groups ?? []).flatMap((/** @type {any} */ group) => group.options);

/** @param {any} from an element or the app's answer: options or option groups */
function grouped(from) {
  const groups = from.option_groups ?? [{ options: from.options ?? [] }];
  return groups.map((/** @type {any} */ group) => ({
    label: text(group.label),
    entries: group.options.map((/** @type {any} */ option) => ({
      value: option,
      label: text(option.text),
      description: text(option.description),
      words: words(option.text),
    })),
  }));
}

function people() {
  const all = [...state.people.values()].sort((a, b) => a.real_name.localeCompare(b.real_name));
  return all.map((person) => ({
    value: person.id,
    label: person.real_name,
    description: person.title || null,
    words: `${person.real_name} ${person.name}`,
    lead: avatar(person, "small"),
  }));
}

/** @param {any} element @param {string} kind */
function channels(element, kind) {
  const include = kind === "channels" ? ["public"] : element.filter?.include;
  const all = [...state.channels.values()].filter(
    (channel) =>
      (!include || include.includes(channel.kind)) &&
      !(element.filter?.exclude_bot_users && channel.with === state.bot?.id),
  );
  return all
    .map((channel) => ({ value: channel.id, label: nameOf(channel.id), words: nameOf(channel.id) }))
    .sort((a, b) => a.words.localeCompare(b.words));
}

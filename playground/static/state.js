/**
 * What the page knows: who is who, which messages there are, what is unread. Others `watch` it for changes.
 */

import { get } from "./api.js";

/** @typedef {import("./types.js").Message} Message @typedef {import("./types.js").Channel} Channel */

export const state = {
  /** @type {import("./types.js").Person} */ me: /** @type {any} */ ({}),
  /** @type {import("./types.js").Person} */ bot: /** @type {any} */ ({}),
  team: { id: "", name: "" },
  /** @type {Map<string, import("./types.js").Person>} */ people: new Map(),
  /** @type {Map<string, Channel>} */ channels: new Map(),
  /** @type {import("./types.js").Command[]} */ commands: [],
  /** @type {import("./types.js").Shortcut[]} */ shortcuts: [],
  /** @type {Record<string, string>} */ emoji: {},
  /** @type {import("./types.js").View | null} */ home: null,
  /** Whether the app has a Home tab. */
  hasHome: true,
  /** @type {import("./types.js").View[]} the modals open when the state was read, the top one last */ views:
    [],
  /** @type {Record<string, string>} channel -> `ts` up to which this person had read it */ read: {},
  /** The playground's time, and this browser's time (ms) when it was said. */
  clock: { now: 0, at: 0 },
  /** @type {Map<string, number>} channel -> messages not read yet */ unread: new Map(),
};

/** @type {Map<string, Map<string, Message>>} conversation -> ts -> message */
const conversations = new Map();
const dismissed = new Set(JSON.parse(sessionStorage.getItem("dismissed") ?? "[]"));
const watchers = new EventTarget();

/**
 * Calls `what` whenever `topic` changes: channels, unread, home, clock, message, thread.
 * @param {string} topic @param {(detail: any) => void} what
 */
export function watch(topic, what) {
  watchers.addEventListener(topic, (event) => what(/** @type {CustomEvent} */ (event).detail));
}

/** @param {string} topic @param {any} [detail] */
export function tell(topic, detail) {
  watchers.dispatchEvent(new CustomEvent(topic, { detail }));
}

/** Reads all that this person sees at the start. @param {string} user */
export async function readState(user) {
  const all = await get("state", { user });
  const people = [...all.people, all.me, all.bot].filter(Boolean);
  Object.assign(state, {
    me: all.me,
    bot: all.bot,
    team: all.team,
    commands: all.commands ?? [],
    shortcuts: all.shortcuts ?? [],
    emoji: all.emoji ?? {},
    home: all.home ?? null,
    hasHome: all.has_home ?? true,
    read: all.read ?? {},
    views: all.views ?? [],
    people: new Map(people.map((person) => [person.id, person])),
    channels: new Map(all.channels.map((/** @type {Channel} */ channel) => [channel.id, channel])),
  });
  setClock(all.now);
  tell("channels");
  tell("home");
}

/** @param {string} now an ISO moment */
export function setClock(now) {
  state.clock = { now: Date.parse(now), at: Date.now() };
  tell("clock");
}

/** The playground's present, in milliseconds: its clock may have been moved. */
export function now() {
  return state.clock.now + Date.now() - state.clock.at;
}

/** @param {Channel} channel */
export function putChannel(channel) {
  state.channels.set(channel.id, channel);
  tell("channels");
}

/** The direct message with the app, once there is one. */
export function botChannel() {
  return [...state.channels.values()].find(
    (channel) => channel.kind === "im" && channel.with === state.bot?.id,
  );
}

/** What a channel is called, without # or lock. @param {Channel} channel */
export function channelName(channel) {
  if (channel.kind === "im") return state.people.get(channel.with ?? "")?.real_name ?? channel.name;
  if (channel.kind !== "mpim") return channel.name;
  const others = (channel.members ?? []).filter((id) => id !== state.me.id);
  const names = others.map((id) => state.people.get(id)?.real_name ?? id);
  return names.sort((a, b) => a.localeCompare(b)).join(", ");
}

const conversation = (/** @type {string} */ channel, /** @type {string | null | undefined} */ thread) =>
  thread ? `${channel}/${thread}` : channel;

/** How many times the playground has told of a message, so that a reading knows whether it is out of date. */
let told = 0;

/** Reads a channel, or one of its threads, anew. @param {string} channel @param {string | null} [thread] */
export async function readMessages(channel, thread) {
  let before, messages;
  do {
    before = told;
    ({ messages } = await get("messages", { user: state.me.id, channel, ...(thread ? { thread } : {}) }));
  } while (told !== before);
  const kept = messages.filter(
    (/** @type {Message} */ message) => !dismissed.has(`${channel}/${message.ts}`),
  );
  conversations.set(
    conversation(channel, thread),
    new Map(kept.map((/** @type {Message} */ m) => [m.ts, m])),
  );
}

/**
 * The messages of a channel or thread, oldest first.
 * @param {string} channel
 * @param {string | null} [thread]
 */
export function messagesOf(channel, thread) {
  const all = [...(conversations.get(conversation(channel, thread))?.values() ?? [])];
  return all.sort((a, b) => (a.ts < b.ts ? -1 : 1));
}

/**
 * Whether a channel lists it: not a reply, or one that was also sent to the channel.
 * @param {Message} message
 */
export function isInChannel(message) {
  return !message.thread_ts || message.thread_ts === message.ts || message.subtype === "thread_broadcast";
}

/**
 * Takes in a new or changed message, and tells which conversations show it.
 * @param {Message} message @param {boolean} isNew
 */
export function putMessage(message, isNew) {
  told += 1;
  const threads = [message.thread_ts ?? message.ts];
  for (const thread of isInChannel(message) ? [null, ...threads] : threads) {
    const known = conversations.get(conversation(message.channel, thread));
    if (!known || (!isNew && !known.has(message.ts))) continue;
    known.set(message.ts, message);
    tell("message", { channel: message.channel, thread, message, isNew });
  }
}

/** @param {string} channel @param {string} ts */
export function dropMessage(channel, ts) {
  told += 1;
  for (const [key, known] of conversations) {
    if (key.split("/")[0] !== channel || !known.delete(ts)) continue;
    tell("message", { channel, thread: key.split("/")[1] ?? null, gone: ts });
  }
}

/** Puts an ephemeral message out of sight, as only the person who sees it can. @param {Message} message */
export function dismiss(message) {
  dismissed.add(`${message.channel}/${message.ts}`);
  sessionStorage.setItem("dismissed", JSON.stringify([...dismissed]));
  dropMessage(message.channel, message.ts);
}

/**
 * Counts what came while this person was not here: in direct messages, and in channels they have read
 * before.
 */
export async function countUnread() {
  const known = [...state.channels.values()].filter(
    (one) => one.kind === "im" || one.kind === "mpim" || state.read[one.id],
  );
  await Promise.all(
    known.map(async ({ id }) => {
      const { messages } = await get("messages", { user: state.me.id, channel: id });
      const fresh = messages.filter(
        (/** @type {Message} */ message) =>
          message.ts > (state.read[id] ?? "") && message.user !== state.me.id,
      );
      setUnread(id, fresh.length);
    }),
  );
}

/** @param {string} channel @param {number} count */
export function setUnread(channel, count) {
  if ((state.unread.get(channel) ?? 0) === count) return;
  state.unread.set(channel, count);
  tell("unread");
}

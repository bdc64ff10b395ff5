/** The row of reactions under a message: how many, whose, and one's own with a press. */

import { post } from "./api.js";
import { h } from "./dom.js";
import { emojiFor, spoken } from "./emoji.js";
import { icon } from "./icons.js";
import { openPicker } from "./picker.js";
import { state } from "./state.js";
import { problem } from "./toasts.js";

/** @typedef {import("./types.js").Message} Message */

/** @param {Message} message @returns {HTMLElement | null} null when there are none */
export function reactions(message) {
  if (!message.reactions?.length) return null;
  return h(
    "div",
    { class: "reactions", role: "group", "aria-label": "Reactions" },
    message.reactions.map((reaction) => chip(message, reaction)),
    addButton(message),
  );
}

/** @param {Message} message @param {import("./types.js").Reaction} reaction */
function chip(message, { name, count, users }) {
  const mine = users.includes(state.me.id);
  const who = `${names(users)} reacted with :${name}:`;
  return h(
    "button",
    {
      type: "button",
      class: "reaction",
      "aria-pressed": String(mine),
      "aria-description": who,
      dataset: { tip: who, focus: `reaction/${name}` },
      "aria-label": `${spoken(name)}, ${count} ${count === 1 ? "reaction" : "reactions"}${mine ? ", you reacted" : ""}`,
      onclick: () => react(message, name, !mine),
    },
    h("span", { class: "emoji", "aria-hidden": "true" }, emojiFor(name) ?? `:${name}:`),
    h("span", { class: "count", "aria-hidden": "true" }, String(count)),
  );
}

/** @param {Message} message */
function addButton(message) {
  const button = h(
    "button",
    {
      type: "button",
      class: "reaction add",
      "aria-label": "Add reaction",
      "aria-haspopup": "dialog",
      dataset: { tip: "Add reaction", focus: "reaction+" },
      onclick: () => pickReaction(button, message),
    },
    icon("smile"),
  );
  return button;
}

/** @param {HTMLElement} anchor @param {Message} message */
export function pickReaction(anchor, message) {
  openPicker(anchor, "Pick a reaction", (name) => react(message, name, true));
}

/** @param {Message} message @param {string} name @param {boolean} on */
export async function react(
  message,
  name,
  on = !message.reactions?.find((one) => one.name === name)?.users.includes(state.me.id),
) {
  const answer = await post(on ? "react" : "unreact", { channel: message.channel, ts: message.ts, name });
  if (!answer.ok) problem(answer.error ?? "Your reaction was not added.");
}

/** @param {string[]} users "Amira Hassan, Ben Okafor and you" */
function names(users) {
  const others = users.filter((id) => id !== state.me.id).map((id) => state.people.get(id)?.real_name ?? id);
  return new Intl.ListFormat("en-GB").format(users.includes(state.me.id) ? [...others, "you"] : others);
}

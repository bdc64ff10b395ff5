/** A channel or direct message in the middle of the page: its name, its messages, where one writes. */

import { post } from "./api.js";
import { avatar } from "./avatar.js";
import { composer } from "./composer.js";
import { fragment, h } from "./dom.js";
import { appTabs } from "./home.js";
import { icon } from "./icons.js";
import { MessageList } from "./messages.js";
import { channelName, messagesOf, readMessages, setUnread, state } from "./state.js";

/** @typedef {import("./types.js").Channel} Channel */

/** How one addresses it: "#general", "Ben Okafor". @param {Channel} channel */
export const address = (channel) =>
  channel.kind === "public" || channel.kind === "private" ? `#${channelName(channel)}` : channelName(channel);

/** Tells the playground, and the sidebar, that all is read. @param {string} channel */
export function markRead(channel) {
  const last = messagesOf(channel).at(-1);
  if (document.hidden || !last) return;
  setUnread(channel, 0);
  post("mark", { channel, ts: last.ts });
}

/**
 * Shows a channel.
 * @param {HTMLElement} main @param {Channel} channel
 * @returns {Promise<MessageList>} what takes in its new messages
 */
export async function showChannel(main, channel) {
  const name = address(channel);
  const list = new MessageList(channel.id, null, `Messages in ${name}`, intro(channel));
  const writing = composer(channel.id, null, `Message ${name}`);
  main.replaceChildren(header(channel), list.node, writing);
  await readMessages(channel.id);
  list.draw();
  list.toEnd();
  markRead(channel.id);
  if (matchMedia("(hover: hover)").matches && !document.querySelector("dialog[open]")) writing.focusField();
  return list;
}

/** @param {Channel} channel */
function header(channel) {
  const other = state.people.get(channel.with ?? "");
  const isApp = channel.with === state.bot?.id;
  const sign = other
    ? avatar(other, "small")
    : icon(channel.kind === "private" ? "lock" : channel.kind === "mpim" ? "person" : "hash");
  const people = channel.members?.length ?? 0;
  return h(
    "header",
    { class: "place-head" },
    h(
      "div",
      { class: "place-title" },
      h("h1", null, sign, h("span", { class: "place-name" }, channelName(channel))),
      h("p", { class: "place-topic" }, other?.title ?? channel.topic ?? ""),
      !other &&
        people > 0 &&
        h("p", { class: "place-people" }, icon("person"), `${people} ${people === 1 ? "member" : "members"}`),
    ),
    isApp && appTabs("messages"),
  );
}

/** What stands before the first message. @param {Channel} channel */
function intro(channel) {
  const name = channelName(channel);
  const words =
    channel.kind === "im"
      ? `This is your conversation with ${name}.`
      : channel.kind === "mpim"
        ? `This is your conversation with ${name}.`
        : fragment(
            "This is the very beginning of ",
            h("strong", null, address(channel)),
            channel.topic ? `. ${channel.topic}.` : ".",
          );
  return h(
    "div",
    { class: "intro" },
    h(
      "span",
      { class: "intro-sign" },
      channel.with
        ? avatar(state.people.get(channel.with), "large")
        : icon(channel.kind === "private" ? "lock" : channel.kind === "mpim" ? "person" : "hash"),
    ),
    h("p", null, words),
  );
}

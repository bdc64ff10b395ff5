/** One message, as Slack shows it. */

import { avatar } from "./avatar.js";
import { drawBlocks } from "./blocks/index.js";
import * as dates from "./dates.js";
import { picture } from "./blocks/media.js";
import { h, link } from "./dom.js";
import { icon } from "./icons.js";
import { mrkdwn } from "./mrkdwn.js";
import { reactions } from "./reactions.js";
import { dismiss, state } from "./state.js";
import { openThread } from "./toolbar.js";

/** @typedef {import("./types.js").Message} Message */

/** Who wrote it. @param {Message} message */
export const author = (message) =>
  state.people.get(message.user ?? "") ?? (message.bot_id ? state.bot : undefined);

/** The words of a message, for those who hear it. @param {Message} message */
export const heard = (message) => mrkdwn(message.text || "").textContent || "sent something";

/**
 * @param {Message} message
 * @param {{compact: boolean, inThread: boolean, surface: import("./surface.js").Surface}} how
 *   compact: under another of the same person, so without picture and name
 */
export function drawMessage(message, { compact, inThread, surface }) {
  const person = author(message);
  const name = person?.real_name ?? "Someone";
  const ms = dates.ofTs(message.ts);
  const stamp = h(
    "time",
    { class: "stamp", datetime: new Date(ms).toISOString(), title: dates.full(ms) },
    dates.time(ms),
  );
  const kind = [compact && "compact", message.ephemeral && "ephemeral"].filter(Boolean).join(" ");
  return h(
    "li",
    { class: `message ${kind}`, tabindex: "-1", dataset: { ts: message.ts, focus: `message/${message.ts}` } },
    h("div", { class: "gutter" }, compact ? stamp : avatar(person)),
    h(
      "div",
      { class: "message-body" },
      message.ephemeral && h("p", { class: "only-you" }, icon("eye"), "Only visible to you"),
      h(
        "p",
        { class: compact ? "sr-only" : "byline" },
        h("span", { class: "author", title: person?.title ?? null }, name),
        person?.is_bot && h("span", { class: "badge" }, "APP"),
        !compact && stamp,
      ),
      message.subtype === "thread_broadcast" &&
        !inThread &&
        h(
          "p",
          { class: "broadcast" },
          "replied to ",
          h(
            "button",
            { type: "button", class: "link-button", onclick: () => openThread(message) },
            "a thread",
          ),
        ),
      content(message, surface),
      message.files?.map(file),
      reactions(message),
      !inThread && replies(message),
      message.ephemeral &&
        h(
          "button",
          { type: "button", class: "link-button", onclick: () => dismiss(message) },
          "Dismiss message",
        ),
    ),
  );
}

/** @param {Message} message @param {import("./surface.js").Surface} surface */
function content(message, surface) {
  const mark =
    message.edited && h("span", { class: "edited", title: "This message was changed" }, " (edited)");
  if (message.blocks?.length) return h("div", { class: "blocks" }, drawBlocks(message.blocks, surface), mark);
  return h("div", { class: "text" }, mrkdwn(message.text ?? ""), mark);
}

/** Something that was uploaded: shown when it is a picture. @param {any} given */
function file(given) {
  const isPicture = /^image\/(png|jpeg|gif|webp|svg\+xml)$/.test(given.mimetype ?? "");
  const name = given.title ?? given.name ?? "File";
  return h(
    "figure",
    { class: "image file" },
    h("figcaption", null, link(given.permalink ?? given.url_private, name)),
    isPicture && picture({ image_url: given.url_private, alt_text: given.alt_txt ?? name }, "picture"),
  );
}

/** The way into a message's thread. @param {Message} message */
function replies(message) {
  const count = message.reply_count ?? 0;
  if (!count) return null;
  const latest = message.latest_reply && `Last reply ${dates.ago(dates.ofTs(message.latest_reply))}`;
  return h(
    "button",
    { type: "button", class: "replies", dataset: { focus: "replies" }, onclick: () => openThread(message) },
    (message.reply_users ?? []).slice(0, 4).map((id) => avatar(state.people.get(id), "small")),
    h("span", { class: "replies-count" }, `${count} ${count === 1 ? "reply" : "replies"}`),
    latest && h("span", { class: "replies-latest" }, latest),
  );
}

/** The thread at the right: a message and its replies. */

import { address } from "./channel.js";
import { composer } from "./composer.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { MessageList } from "./messages.js";
import { go } from "./route.js";
import { readMessages } from "./state.js";

/**
 * Shows a thread; Escape and the cross close it.
 * @param {HTMLElement} aside @param {import("./types.js").Channel} channel @param {string} ts of its first message
 * @returns {Promise<MessageList>}
 */
export async function showThread(aside, channel, ts) {
  const list = new MessageList(channel.id, ts, "Thread");
  const writing = composer(channel.id, ts, "Reply in thread");
  aside.replaceChildren(
    h(
      "header",
      { class: "place-head" },
      h(
        "div",
        { class: "place-title" },
        h("h2", null, "Thread"),
        h("p", { class: "place-topic" }, address(channel)),
      ),
      h(
        "button",
        { type: "button", class: "tool", "aria-label": "Close thread", onclick: () => go(channel.id) },
        icon("close"),
      ),
    ),
    list.node,
    writing,
  );
  aside.hidden = false;
  await readMessages(channel.id, ts);
  list.draw();
  list.toEnd();
  writing.focusField();
  return list;
}

/**
 * @param {HTMLElement} aside
 * @param {string | null} from the message it was opened at, which gets the focus back
 */
export function hideThread(aside, from) {
  if (aside.hidden) return;
  const held = aside.contains(document.activeElement);
  aside.hidden = true;
  aside.replaceChildren();
  if (held && from)
    /** @type {HTMLElement | null} */ (
      document.querySelector(`#main [data-ts="${CSS.escape(from)}"]`)
    )?.focus();
}

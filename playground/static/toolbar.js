/** What one can do with a message: react, reply, run a shortcut. One toolbar, moved to the message in use. */

import { post } from "./api.js";
import { h, roving } from "./dom.js";
import { emojiFor, spoken } from "./emoji.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { pickReaction, react } from "./reactions.js";
import { go } from "./route.js";
import { state } from "./state.js";
import { problem } from "./toasts.js";

/** @typedef {import("./types.js").Message} Message */

const QUICK = ["+1", "raised_hands", "eyes"];

/**
 * @param {Message} message @param {boolean} inThread its replies are already on view
 * @returns {HTMLElement}
 */
export function toolbar(message, inThread) {
  const shortcuts = state.shortcuts.filter((one) => one.type === "message");
  const tool = (
    /** @type {string} */ label,
    /** @type {any} */ shows,
    /** @type {(at: HTMLElement) => void} */ run,
    more = {},
  ) => {
    const button = h(
      "button",
      {
        type: "button",
        class: "tool",
        "aria-label": label,
        dataset: { tip: label },
        ...more,
        onclick: () => run(button),
      },
      shows,
    );
    return button;
  };
  const pick = tool("Add reaction", icon("smile"), (at) => pickReaction(at, message), {
    "aria-haspopup": "dialog",
  });
  const bar = h(
    "div",
    { class: "toolbar", role: "toolbar", "aria-label": "Message actions" },
    QUICK.filter(emojiFor).map((name) =>
      tool(
        `React with ${spoken(name)}`,
        h("span", { class: "emoji", "aria-hidden": "true" }, emojiFor(name)),
        () => react(message, name),
      ),
    ),
    pick,
    !inThread && tool("Reply in thread", icon("reply"), () => openThread(message)),
    shortcuts.length > 0 &&
      tool(
        "More actions",
        icon("more"),
        (at) =>
          openMenu(
            at,
            shortcuts.map((shortcut) => ({
              label: shortcut.name,
              description: `${state.bot.real_name} · ${shortcut.description ?? ""}`,
              run: () => runShortcut(shortcut.callback_id, message),
            })),
            { label: "More actions" },
          ),
        { "aria-haspopup": "menu", "aria-expanded": "false" },
      ),
  );
  return roving(bar);
}

/** @param {Message} message */
export function openThread(message) {
  go(message.channel, message.thread_ts ?? message.ts);
}

/** @param {string} callback @param {Message} [message] */
export async function runShortcut(callback, message) {
  const about = message ? { channel: message.channel, ts: message.ts } : {};
  const answer = await post("shortcut", { callback_id: callback, ...about });
  if (!answer.ok) problem(answer.error ?? "The shortcut did not work.");
}

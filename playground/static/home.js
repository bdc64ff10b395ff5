/** The app's own place: its Home tab, and the tabs to move to its messages. */

import { post } from "./api.js";
import { avatar } from "./avatar.js";
import { drawBlocks } from "./blocks/index.js";
import { h, keepingFocus } from "./dom.js";
import { closeOrphans } from "./popup.js";
import { go, hash } from "./route.js";
import { botChannel, putChannel, state } from "./state.js";
import { Surface } from "./surface.js";
import { problem } from "./toasts.js";

/** @type {{id: string, surface: Surface} | null} */
let shown = null;

/** Shows the Home and tells the app that it was opened. @param {HTMLElement} main */
export function showHome(main) {
  main.replaceChildren(
    h(
      "header",
      { class: "place-head" },
      h(
        "div",
        { class: "place-title" },
        h("h1", null, avatar(state.bot, "small"), h("span", { class: "place-name" }, state.bot.real_name)),
      ),
      appTabs("home"),
    ),
    h("div", { class: "scroller" }, h("div", { class: "home", tabindex: "-1" })),
  );
  drawHome(main);
  post("open_home").then((answer) => answer.ok || problem(answer.error ?? "The Home did not open."));
}

/** Draws the Home anew, if it is on view. @param {HTMLElement} main */
export function drawHome(main) {
  const place = /** @type {HTMLElement | null} */ (main.querySelector(".home"));
  if (!place) return;
  const view = state.home;
  if (!view)
    return place.replaceChildren(
      h("p", { class: "quiet-text empty" }, `${state.bot.real_name} has put nothing here yet.`),
    );
  if (shown?.id !== view.id) shown = { id: view.id, surface: new Surface({ view_id: view.id }) };
  shown.surface.heading = 2;
  const { surface } = shown;
  keepingFocus(place, () => place.replaceChildren(drawBlocks(view.blocks, surface)));
  closeOrphans();
}

/** The tabs at the top of the app's place. @param {"home" | "messages"} current */
export function appTabs(current) {
  const messages = botChannel();
  const tab = (/** @type {string} */ name, /** @type {string} */ at, /** @type {any} */ more = {}) =>
    h(
      "a",
      { class: "tab", href: at, "aria-current": current === name.toLowerCase() ? "page" : null, ...more },
      name,
    );
  return h(
    "nav",
    { class: "tabs", "aria-label": state.bot.real_name },
    tab("Home", hash("home")),
    tab("Messages", messages ? hash(messages.id) : "#/home", messages ? {} : { onclick: openMessages }),
  );
}

/** @param {Event} event */
function openMessages(event) {
  event.preventDefault();
  openDirect(state.bot.id);
}

/** Opens a direct message and goes there. @param {string} person */
export async function openDirect(person) {
  const answer = await post("open_dm", { with: person });
  if (!answer.ok) return problem(answer.error ?? "The conversation did not open.");
  putChannel(answer.channel);
  go(answer.channel.id);
}

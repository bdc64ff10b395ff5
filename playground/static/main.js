/** Begins the page: who is here, what there is, where to go; then keeps all of it up to date. */

import { actor, get, listen } from "./api.js";
import { address, markRead, showChannel } from "./channel.js";
import { drawClock } from "./clock.js";
import { announce, byId, h } from "./dom.js";
import { closeOrphans } from "./popup.js";
import { drawHome, showHome } from "./home.js";
import { author, heard } from "./message.js";
import { closeView, openView, pushView, showViews, unbusy, updateView, viewErrors } from "./modal.js";
import { permalink } from "./permalink.js";
import { go, route } from "./route.js";
import { drawSidebar } from "./sidebar.js";
import {
  countUnread,
  dropMessage,
  isInChannel,
  putChannel,
  putMessage,
  readMessages,
  readState,
  setClock,
  setUnread,
  state,
  tell,
  watch,
} from "./state.js";
import { hideThread, showThread } from "./thread.js";
import { problem } from "./toasts.js";

const main = byId("main");
const aside = byId("thread");
const sidebar = byId("sidebar");

/** @type {{place: string, list: import("./messages.js").MessageList | null}} */
let middle = { place: "", list: null };
/** @type {{key: string, list: import("./messages.js").MessageList | null, ts: string | null}} */
let side = { key: "", list: null, ts: null };

/** What the playground tells. @type {Record<string, (event: any) => void>} */
const EVENTS = {
  message: ({ message }) => heardMessage(message),
  message_changed: ({ message }) => putMessage(message, false),
  message_deleted: ({ channel, ts }) => dropMessage(channel, ts),
  channel: ({ channel }) => putChannel(channel),
  view_opened: ({ view }) => openView(view),
  view_pushed: ({ view }) => pushView(view),
  view_updated: ({ view }) => updateView(view),
  view_closed: closeView,
  view_errors: ({ view_id: id, errors }) => viewErrors(id, errors),
  home: ({ view }) => {
    state.home = view;
    tell("home");
  },
  problem: ({ text }) => {
    unbusy();
    problem(text);
  },
  clock: ({ now }) => setClock(now),
};

/** @param {import("./types.js").Message} message */
function heardMessage(message) {
  putMessage(message, true);
  if (message.channel === middle.place && isInChannel(message) && !document.hidden)
    return markRead(message.channel);
  if (message.user === state.me.id || !isInChannel(message)) return;
  setUnread(message.channel, (state.unread.get(message.channel) ?? 0) + 1);
  const channel = state.channels.get(message.channel);
  if (channel)
    announce(
      `New in ${address(channel)}, from ${author(message)?.real_name ?? "someone"}: ${heard(message)}`,
    );
}

/** Shows what the address says. */
async function show() {
  const { place, thread, message } = route();
  const channel = state.channels.get(place);
  if (place !== "home" && !channel) return go(defaultPlace());
  if (isSidebarOpen()) setSidebar(false);
  if (middle.place !== place) {
    middle = { place, list: null };
    document.title = `${channel ? address(channel) : state.bot.real_name} – ${state.team.name}`;
    if (channel) {
      const list = await showChannel(main, channel);
      if (route().place === place) middle = { place, list };
    } else showHome(main);
  }
  closeOrphans();
  await showSide(channel, thread);
  if (message) (thread ? side : middle).list?.reveal(message);
  drawSidebar(sidebar);
}

/** @param {import("./types.js").Channel | undefined} channel @param {string | null} thread */
async function showSide(channel, thread) {
  const key = channel && thread ? `${channel.id}/${thread}` : "";
  if (side.key === key) return;
  if (!channel || !thread) hideThread(aside, side.ts);
  side = { key, list: null, ts: thread };
  if (!channel || !thread) return;
  const list = await showThread(aside, channel, thread);
  if (side.key === key) side.list = list;
}

function defaultPlace() {
  const rooms = [...state.channels.values()].filter((one) => one.kind === "public");
  return (rooms.find((room) => room.name === "general") ?? rooms[0])?.id ?? "home";
}

/** After the line was down: everything may have changed. */
async function catchUp() {
  await readState(state.me.id);
  showViews(state.views);
  if (middle.list) await readMessages(middle.place);
  if (side.list) await readMessages(side.list.channel, side.list.thread);
  middle.list?.draw();
  side.list?.draw();
}

/** On a narrow screen, shows the sidebar over the rest or puts it away; the focus goes along. @param {boolean} open */
function setSidebar(open) {
  const opener = /** @type {HTMLElement} */ (document.querySelector(".sidebar-button"));
  const held = sidebar.contains(document.activeElement);
  document.body.classList.toggle("sidebar-open", open);
  opener.setAttribute("aria-expanded", String(open));
  if (open) /** @type {HTMLElement | null} */ (sidebar.querySelector("button, a"))?.focus();
  else if (held) opener.focus();
}

const isSidebarOpen = () => document.body.classList.contains("sidebar-open");

/** Who one is: from the address, else as last time, else the first. */
async function whoAmI() {
  const { people } = await get("people");
  const humans = people.filter((/** @type {import("./types.js").Person} */ person) => !person.is_bot);
  const wanted = [new URLSearchParams(location.search).get("as"), localStorage.getItem("as")];
  const id =
    wanted.find((one) => humans.some((/** @type {any} */ person) => person.id === one)) ?? humans[0].id;
  localStorage.setItem("as", id);
  history.replaceState(
    null,
    "",
    `/?as=${encodeURIComponent(id)}${permalink(location.href) ?? location.hash}`,
  );
  return id;
}

async function begin() {
  actor.user = await whoAmI();
  await readState(actor.user);
  drawClock(byId("clock"), () => setSidebar(!isSidebarOpen()));
  drawSidebar(sidebar);
  for (const topic of ["channels", "unread"]) watch(topic, () => drawSidebar(sidebar));
  watch("clock", () => [middle.list, side.list].forEach((list) => list?.refresh()));
  watch("home", () => drawHome(main));
  watch("message", (change) => {
    for (const list of [middle.list, side.list])
      if (list && list.channel === change.channel && list.thread === change.thread) list.take(change);
  });
  addEventListener("hashchange", show);
  addEventListener("visibilitychange", () => !document.hidden && middle.list && markRead(middle.place));
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (isSidebarOpen()) setSidebar(false);
    else if (!aside.hidden && aside.contains(document.activeElement)) go(middle.place);
  });
  byId("scrim").addEventListener("click", () => setSidebar(false));
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault();
    main.focus();
  });
  listen({
    event: (event) => EVENTS[event.type]?.(event),
    up: (again) => {
      byId("line").hidden = true;
      if (again) catchUp();
    },
    down: () => (byId("line").hidden = false),
  });
  await show();
  await countUnread();
  document.body.dataset.ready = "true";
}

begin().catch((wrong) => {
  main.replaceChildren(
    h(
      "div",
      { class: "intro", role: "alert" },
      h("p", null, "The playground did not start."),
      h("p", null, String(wrong.message ?? wrong)),
    ),
  );
});

/** The sidebar: the workspace, who one is, and where one can go. */

import { avatar } from "./avatar.js";
import { h } from "./dom.js";
import { openDirect } from "./home.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { go, hash, route } from "./route.js";
import { botChannel, channelName, state } from "./state.js";

/** @param {HTMLElement} sidebar */
export function drawSidebar(sidebar) {
  const held = /** @type {HTMLElement | null} */ (
    sidebar.contains(document.activeElement) ? document.activeElement : null
  )?.dataset.focus;
  const all = [...state.channels.values()];
  const rooms = all
    .filter((one) => one.kind === "public" || one.kind === "private")
    .sort((a, b) => a.name.localeCompare(b.name));
  const groups = all.filter((one) => one.kind === "mpim");
  const others = [...state.people.values()].filter((person) => person.id !== state.me.id && !person.is_bot);
  const places = sidebar.querySelector(".places") ?? begin(sidebar);
  const scrolled = places.scrollTop;
  places.replaceChildren(
    section(
      "Channels",
      rooms.map((room) =>
        channelLink(
          room.id,
          channelName(room),
          icon(room.kind === "private" ? "lock" : "hash"),
          room.kind === "private" ? "private channel" : "",
        ),
      ),
    ),
    section("Direct messages", [
      ...others.map(personLink),
      ...groups.map((group) => channelLink(group.id, channelName(group), icon("person"))),
    ]),
    section("Apps", [appLink()]),
  );
  places.scrollTop = scrolled;
  if (held)
    /** @type {HTMLElement | null} */ (sidebar.querySelector(`[data-focus="${CSS.escape(held)}"]`))?.focus();
}

/** What stays: whose workspace it is, and who one is. @param {HTMLElement} sidebar */
function begin(sidebar) {
  const places = h("div", { class: "places" });
  sidebar.replaceChildren(
    h(
      "div",
      { class: "team" },
      h("p", { class: "team-name" }, state.team.name),
      h("p", { class: "team-note" }, "playground"),
      whoAmI(),
    ),
    places,
  );
  return places;
}

function whoAmI() {
  const button = h(
    "button",
    {
      type: "button",
      class: "who",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      dataset: { focus: "who" },
      onclick: () =>
        openMenu(
          button,
          [...state.people.values()]
            .filter((person) => !person.is_bot)
            .map((person) => ({
              label: person.real_name,
              description: person.title,
              icon: avatar(person, "small"),
              checked: person.id === state.me.id,
              run: () => be(person.id),
            })),
          { label: "Be somebody else" },
        ),
    },
    avatar(state.me, "small"),
    h("span", { class: "who-words" }, h("span", { class: "sr-only" }, "You are "), state.me.real_name),
    icon("chevron"),
  );
  return button;
}

/** Becomes somebody else; they start where they can be. @param {string} person */
function be(person) {
  if (person === state.me.id) return;
  const place = state.channels.get(route().place);
  const hash = route().place === "home" || place?.kind === "public" ? `#/${route().place}` : "";
  location.assign(`${location.pathname}?as=${encodeURIComponent(person)}${hash}`);
}

/** @param {string} title @param {Node[]} links */
function section(title, links) {
  return h(
    "section",
    { class: "places-section" },
    h("h2", null, title),
    h(
      "ul",
      null,
      links.map((link) => h("li", null, link)),
    ),
  );
}

/**
 * What goes into every link: its sign, name and unread mark.
 * @param {Node} sign
 * @param {string} name
 * @param {number} unread
 * @param {string} [kind]
 */
function inside(sign, name, unread, kind) {
  return [
    h("span", { class: "place-sign" }, sign),
    h("span", { class: "place-link-name" }, name),
    kind && h("span", { class: "sr-only" }, kind),
    unread > 0 && [
      h("span", { class: "unread-mark", "aria-hidden": "true" }, String(unread)),
      h("span", { class: "sr-only" }, `${unread} unread`),
    ],
  ];
}

/**
 * @param {string} id
 * @param {string} name
 * @param {Node} sign
 * @param {string} [kind]
 * @returns {HTMLElement}
 */
function channelLink(id, name, sign, kind) {
  const unread = state.unread.get(id) ?? 0;
  return h(
    "a",
    {
      class: `place ${unread ? "unread" : ""}`,
      href: hash(id),
      "aria-current": route().place === id ? "page" : null,
      dataset: { focus: id },
    },
    inside(sign, name, unread, kind),
  );
}

/** @param {import("./types.js").Person} person @returns {HTMLElement} */
function personLink(person) {
  const direct = [...state.channels.values()].find((one) => one.kind === "im" && one.with === person.id);
  if (direct) return channelLink(direct.id, person.real_name, avatar(person, "tiny"));
  return h(
    "button",
    { type: "button", class: "place", dataset: { focus: person.id }, onclick: () => openDirect(person.id) },
    inside(avatar(person, "tiny"), person.real_name, 0),
  );
}

function appLink() {
  const messages = botChannel()?.id ?? "";
  const unread = state.unread.get(messages) ?? 0;
  const current = ["home", messages].includes(route().place);
  return h(
    "a",
    {
      class: `place ${unread ? "unread" : ""}`,
      href: hash(unread ? messages : "home"),
      "aria-current": current ? "page" : null,
      dataset: { focus: "app" },
      onclick: (/** @type {Event} */ event) => {
        if (current) {
          event.preventDefault();
          go("home");
        }
      },
    },
    inside(avatar(state.bot, "tiny"), state.bot.real_name, unread),
  );
}

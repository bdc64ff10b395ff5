/**
 * A list of messages, of a channel or a thread: grouped, divided by days, kept at its end, worked with arrow
 * keys.
 */

import { openThread, toolbar } from "./toolbar.js";
import * as dates from "./dates.js";
import { announce, h, keepingFocus } from "./dom.js";
import { author, drawMessage, heard } from "./message.js";
import { closeOrphans } from "./popup.js";
import { messagesOf, state } from "./state.js";
import { Surface } from "./surface.js";

/** @typedef {import("./types.js").Message} Message */
/** @typedef {{message: Message, compact: boolean, node: HTMLElement, surface: Surface,
 *            isStale?: boolean}} Row */

const SAME_BREATH = 5 * 60_000;

export class MessageList {
  /** @param {string} channel @param {string | null} thread @param {string} label @param {Node} [intro] */
  constructor(channel, thread, label, intro) {
    this.channel = channel;
    this.thread = thread;
    /** @type {Map<string, Row>} */
    this.rows = new Map();
    this.atEnd = true;
    this.list = h("ol", {
      class: "messages",
      "aria-label": label,
      onkeydown: (/** @type {KeyboardEvent} */ e) => this.#key(e),
      onfocusin: (/** @type {any} */ e) => this.#use(e.target),
      onpointerover: (/** @type {any} */ e) => this.#use(e.target),
    });
    this.node = h(
      "div",
      { class: "scroller", onscroll: () => (this.atEnd = this.#fromEnd() < 60) },
      intro,
      this.list,
    );
    new ResizeObserver(() => this.atEnd && this.toEnd()).observe(this.list);
    new ResizeObserver(() => this.atEnd && this.toEnd()).observe(this.node);
  }

  toEnd() {
    this.node.scrollTop = this.node.scrollHeight;
  }

  /** Brings the newest message into view: its end, or when it is taller than the view its beginning. @param {Message} message */
  #follow({ ts }) {
    const node = this.rows.get(ts)?.node;
    this.toEnd();
    if (!node || node.offsetHeight < this.node.clientHeight) return;
    node.scrollIntoView({ block: "start" });
    this.atEnd = false;
  }

  /** Brings a message into view and puts the focus on it. @param {string} ts */
  reveal(ts) {
    const node = this.rows.get(ts)?.node;
    if (!node) return;
    this.atEnd = false;
    node.focus({ preventScroll: true });
    node.scrollIntoView({ block: "center" });
    node.classList.add("revealed");
  }

  /** Draws all anew: the time of day, and so every "today", has moved. */
  refresh() {
    for (const row of this.rows.values()) row.isStale = true;
    this.draw();
  }

  /** Draws what is new or changed and leaves the rest as it is. */
  draw() {
    const wanted = [];
    let before = null;
    for (const message of messagesOf(this.channel, this.thread)) {
      const day = dates.day(dates.ofTs(message.ts));
      const newDay = !before || dates.day(dates.ofTs(before.ts)) !== day;
      if (newDay) wanted.push(this.#divider(day, message));
      wanted.push(this.#row(message, !newDay && follows(before, message)).node);
      if (this.thread && message.ts === this.thread && message.reply_count)
        wanted.push(replyLine(message.reply_count));
      before = message;
    }
    const shown = new Set(wanted);
    for (const [ts, row] of this.rows) if (!shown.has(row.node)) this.rows.delete(ts);
    for (const node of [...this.list.children]) if (!shown.has(node)) node.remove();
    wanted.forEach(
      (node, at) =>
        this.list.children[at] !== node && this.list.insertBefore(node, this.list.children[at] ?? null),
    );
    const last = [...this.rows.values()].at(-1);
    if (!this.list.querySelector('.message[tabindex="0"]') && last) last.node.tabIndex = 0;
    closeOrphans();
  }

  /** Takes in a change of this conversation. @param {{message?: Message, isNew?: boolean}} change */
  take({ message, isNew }) {
    const held = message && this.rows.get(message.ts)?.node.contains(document.activeElement);
    const mine = message?.user === state.me.id;
    const follow = this.atEnd || mine || message?.ephemeral;
    this.draw();
    if (isNew && message && follow) this.#follow(message);
    if (isNew && message && !mine)
      announce(
        `${author(message)?.real_name ?? "Someone"}${message.ephemeral ? ", only to you" : ""}: ${heard(message)}`,
      );
    else if (held && message && message.user !== state.me.id) announce("Message updated");
  }

  /** @param {Message} message @param {boolean} compact */
  #row(message, compact) {
    const known = this.rows.get(message.ts);
    if (known && !known.isStale && known.message === message && known.compact === compact) return known;
    const surface =
      known?.surface ?? new Surface({ channel: message.channel, message_ts: message.ts }, message.channel);
    const make = () => drawMessage(message, { compact, inThread: this.thread !== null, surface });
    if (!known) {
      const row = { message, compact, node: make(), surface };
      this.rows.set(message.ts, row);
      return row;
    }
    const bar = known.node.querySelector(".toolbar");
    keepingFocus(known.node, () => {
      const node = make();
      node.tabIndex = known.node.tabIndex;
      known.node.replaceWith(node);
      Object.assign(known, { message, compact, node, isStale: false });
      if (bar) this.#use(node);
      return node;
    });
    return known;
  }

  /** @param {string} day @param {Message} message */
  #divider(day, message) {
    const words = dates.dayHeading(dates.ofTs(message.ts));
    const known = this.list.querySelector(`[data-day="${day}"]`);
    if (known?.textContent === words) return known;
    return h("li", { class: "day", dataset: { day } }, h("h2", null, h("span", null, words)));
  }

  /** Puts the toolbar on the message that is pointed at or has the focus. @param {Element} target */
  #use(target) {
    const node = target.closest(".message");
    const row = node && [...this.rows.values()].find((one) => one.node === node);
    const bar = this.list.querySelector(".toolbar");
    if (!row || row.message.ephemeral || node.contains(bar) || bar?.querySelector("[aria-expanded=true]"))
      return;
    if (bar?.contains(document.activeElement)) return;
    bar?.remove();
    node.append(toolbar(row.message, this.thread !== null));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const at = /** @type {HTMLElement} */ (event.target);
    if (!at.matches(".message") || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = [...this.rows.values()]
      .map((row) => row.node)
      .sort((a, b) => (a.dataset.ts ?? "").localeCompare(b.dataset.ts ?? ""));
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const next =
      event.key === "Home" ? all[0] : event.key === "End" ? all.at(-1) : step && all[all.indexOf(at) + step];
    const message = this.rows.get(at.dataset.ts ?? "")?.message;
    if (next) {
      all.forEach((node) => (node.tabIndex = node === next ? 0 : -1));
      next.focus();
    } else if (event.key === "r")
      at.querySelector(/** @type {any} */ ('.toolbar [aria-label="Add reaction"]'))?.click();
    else if (event.key === "t" && message && this.thread === null) openThread(message);
    else if (!step) return;
    event.preventDefault();
  }

  #fromEnd() {
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight;
  }
}

/**
 * Whether a message stands under the one before without a name of its own.
 * @param {Message | null} before
 * @param {Message} message
 */
function follows(before, message) {
  if (
    !before ||
    before.user !== message.user ||
    before.bot_id !== message.bot_id ||
    before.ephemeral ||
    message.ephemeral
  )
    return false;
  if (before.reply_count) return false;
  return dates.ofTs(message.ts) - dates.ofTs(before.ts) < SAME_BREATH;
}

/** @param {number} count */
function replyLine(count) {
  return h("li", { class: "reply-line" }, h("span", null, `${count} ${count === 1 ? "reply" : "replies"}`));
}

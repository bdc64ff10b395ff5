/** Dates and times as British people read them, in the reader's time zone and by the playground's clock. */

import { now, state } from "./state.js";

const DAY = 86_400_000;

/** @returns {string} */
const zone = () => /** @type {any} */ (state.me).tz ?? "Europe/London";

/** @param {number} ms @param {Intl.DateTimeFormatOptions} options */
const format = (ms, options) =>
  new Intl.DateTimeFormat("en-GB", { timeZone: zone(), hourCycle: "h23", ...options }).format(ms);

/** @param {string} ts as Slack stamps messages */
export const ofTs = (ts) => Number(ts) * 1000;

export const date = (/** @type {number} */ ms) =>
  format(ms, { day: "numeric", month: "long", year: "numeric" });
export const dateShort = (/** @type {number} */ ms) =>
  format(ms, { day: "numeric", month: "short", year: "numeric" });
export const time = (/** @type {number} */ ms) => format(ms, { hour: "2-digit", minute: "2-digit" });
const timeSeconds = (/** @type {number} */ ms) =>
  format(ms, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const weekday = (/** @type {number} */ ms) => format(ms, { weekday: "long" });

export const dateLong = (/** @type {number} */ ms) => `${weekday(ms)}, ${date(ms)}`;

/** "Saturday, 21 November 2026 at 22:00:05". @param {number} ms */
export const full = (ms) => `${dateLong(ms)} at ${timeSeconds(ms)}`;

/** "Sat 21 Nov 2026, 22:00". @param {number} ms */
export const clock = (ms) => `${format(ms, { weekday: "short" })} ${dateShort(ms)}, ${time(ms)}`;

/** 2026-11-21: sorts, compares, and fills date inputs. @param {number} ms */
export function day(ms) {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone(),
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  const of = Object.fromEntries(parts.formatToParts(ms).map((part) => [part.type, part.value]));
  return `${of.year}-${of.month}-${of.day}`;
}

/** today, yesterday, tomorrow, or null. @param {number} ms */
function near(ms) {
  const days = Math.round((Date.parse(day(ms)) - Date.parse(day(now()))) / DAY);
  return { "-1": "yesterday", 0: "today", 1: "tomorrow" }[String(days)] ?? null;
}

/** The heading of a day in a channel. @param {number} ms */
export function dayHeading(ms) {
  const word = near(ms);
  if (word) return word[0].toUpperCase() + word.slice(1);
  const thisYear = day(ms).slice(0, 4) === day(now()).slice(0, 4);
  return format(ms, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(thisYear ? {} : { year: "numeric" }),
  });
}

/** "5 minutes ago", "in 2 days". @param {number} ms */
export function ago(ms) {
  const seconds = Math.round((ms - now()) / 1000);
  if (Math.abs(seconds) < 45) return "just now";
  const words = new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" });
  /** @type {[Intl.RelativeTimeFormatUnit, number][]} */
  const units = [
    ["year", 31_536_000],
    ["month", 2_592_000],
    ["day", 86_400],
    ["hour", 3600],
    ["minute", 60],
  ];
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return words.format(Math.round(seconds / /** @type {number} */ (size)), /** @type {any} */ (unit));
}

/** @type {Record<string, (ms: number) => string>} */
const TOKENS = {
  date_num: day,
  date_slash: (ms) => format(ms, { day: "2-digit", month: "2-digit", year: "numeric" }),
  date,
  date_short: dateShort,
  date_long: dateLong,
  date_long_full: dateLong,
  date_pretty: (ms) => near(ms) ?? date(ms),
  date_short_pretty: (ms) => near(ms) ?? dateShort(ms),
  date_long_pretty: (ms) => near(ms) ?? dateLong(ms),
  day_divider_pretty: dayHeading,
  time,
  time_secs: timeSeconds,
  ago,
};

/**
 * Fills in Slack's date tokens; null when the moment or a token is not one Slack knows (then its fallback shows).
 * As in Slack, the text starts with a capital: "Today at 09:00".
 * @param {string} seconds @param {string} pattern
 */
export function fillTokens(seconds, pattern) {
  const ms = Number(seconds) * 1000;
  if (!/^\d+$/.test(seconds) || Number.isNaN(new Date(ms).valueOf())) return null;
  let known = true;
  const text = pattern.replace(/\{(\w+)\}/g, (token, name) => {
    if (Object.hasOwn(TOKENS, name)) return TOKENS[name](ms);
    known = false;
    return token;
  });
  return known ? text.charAt(0).toUpperCase() + text.slice(1) : null;
}

/** How far the reader's time zone is ahead of UTC at this moment, in milliseconds. @param {number} ms */
function ahead(ms) {
  return Date.parse(`${day(ms)}T${timeSeconds(ms)}Z`) - Math.floor(ms / 1000) * 1000;
}

/**
 * The moment that a wall clock in the reader's time zone shows as `2026-11-23T09:00`.
 * @param {string} local
 */
export function ofLocal(local) {
  const guess = Date.parse(`${local}Z`);
  const first = guess - ahead(guess);
  return guess - ahead(first);
}

/** `2026-11-23T09:00` for `datetime-local` inputs. @param {number} ms */
export const toLocal = (ms) => `${day(ms)}T${time(ms)}`;

/**
 * Where one is, kept in the address: `#/home`, `#/C1`, `#/C1/THREAD` (that thread open) or `#/C1/THREAD/TS`
 * (a message shown).
 */

/** @typedef {{place: string, thread: string | null, message: string | null}} Route */

/** @returns {Route} */
export function route() {
  const [, place = "", thread = "", message = ""] = location.hash.split("/").map(decodeURIComponent);
  return { place, thread: thread || null, message: message || null };
}

/**
 * @param {string} place a channel's id, or "home"
 * @param {string | null} [thread]
 * @param {string | null} [message]
 */
export function hash(place, thread, message) {
  const parts = message ? [place, thread ?? "", message] : thread ? [place, thread] : [place];
  return `#/${parts.map(encodeURIComponent).join("/")}`;
}

/** @param {string} place @param {string | null} [thread] */
export function go(place, thread) {
  location.hash = hash(place, thread);
}

/** Links to messages, as `chat.getPermalink` gives them: followed within the page. */

import { hash } from "./route.js";

/**
 * Where in the page a link leads, when it is to a message of this playground.
 * @param {string} address @returns {string | null} such as `#/C1//1700000000.000100`
 */
export function permalink(address) {
  if (!URL.canParse(address, location.href)) return null;
  const url = new URL(address, location.href);
  const match =
    url.origin === location.origin && /^\/archives\/(\w+)(?:\/p(\d+)(\d{6}))?$/.exec(url.pathname);
  return match
    ? hash(match[1], url.searchParams.get("thread_ts"), match[2] && `${match[2]}.${match[3]}`)
    : null;
}

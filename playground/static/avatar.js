/** A person's picture: initials on their colour; a sign for apps. */

import { h } from "./dom.js";
import { icon } from "./icons.js";

/** @param {import("./types.js").Person | undefined} person @param {string} [size] "small" or "large" */
export function avatar(person, size = "") {
  const words = (person?.real_name ?? "?")
    .replace(/\(.*?\)/g, "")
    .trim()
    .split(/\s+/);
  const initials = words.length > 1 ? words[0][0] + (words.at(-1) ?? "")[0] : words[0].slice(0, 1);
  return h(
    "span",
    { class: `avatar ${size}`, "aria-hidden": "true", style: { "--colour": colour(person?.color) } },
    person?.is_bot ? icon("app") : initials.toUpperCase(),
  );
}

/**
 * A colour white letters can be read on: too light a one is darkened.
 * @param {string} [given] `1d70b8` or `#1d70b8`
 */
function colour(given) {
  const hex = /^#?([0-9a-f]{6})$/i.exec(given ?? "")?.[1] ?? "5b5675";
  const parts = [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const light = (0.299 * parts[0] + 0.587 * parts[1] + 0.114 * parts[2]) / 255;
  const scale = light > 0.45 ? 0.45 / light : 1;
  return `rgb(${parts.map((part) => Math.round(part * scale)).join(" ")})`;
}

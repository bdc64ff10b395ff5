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
 * A colour that white letters can be read on (a contrast of 4.5): too light a one is darkened.
 * @param {string} [given] `1d70b8` or `#1d70b8`
 */
function colour(given) {
  const hex = /^#?([0-9a-f]{6})$/i.exec(given ?? "")?.[1] ?? "5b5675";
  let parts = [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16));
  while (1.05 / (luminance(parts) + 0.05) < 4.6) parts = parts.map((part) => part * 0.97);
  return `rgb(${parts.map(Math.round).join(" ")})`;
}

/** WCAG's relative luminance. @param {number[]} parts red, green and blue, up to 255 */
function luminance(parts) {
  const [red, green, blue] = parts.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

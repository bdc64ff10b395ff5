/** Pictures and videos. What cannot be fetched shows its alt text. */

import { h, link, safeUrl } from "../dom.js";
import { text, words } from "./text.js";

/** @param {any} source an image block or element @returns {string | null} */
function address(source) {
  const given = source.image_url ?? source.slack_file?.url ?? source.slack_file?.url_private ?? "";
  const absolute = given.startsWith("/") ? new URL(given, location.href).href : given;
  return /^data:image\/(png|jpeg|gif|webp);base64,/.test(given) ? given : safeUrl(absolute);
}

/** @param {any} source @param {string} kind */
export function picture(source, kind) {
  const alt = source.alt_text ?? "";
  const missing = () =>
    h("span", { class: `${kind} missing`, role: "img", "aria-label": alt }, alt || "Picture");
  const src = address(source);
  if (!src) return missing();
  const img = h("img", {
    class: kind,
    src,
    alt,
    loading: "lazy",
    referrerpolicy: "no-referrer",
    onerror: () => img.replaceWith(missing()),
  });
  return img;
}

/** @type {import("./index.js").Draw} */
export function image(block) {
  return h(
    "figure",
    { class: "image" },
    block.title && h("figcaption", null, text(block.title)),
    picture(block, "picture"),
  );
}

/** The small picture beside a section. @param {any} element */
export const thumbnail = (element) => picture(element, "thumbnail");

/** @type {import("./index.js").Draw} */
export function video(block) {
  const title = words(block.title);
  return h(
    "figure",
    { class: "image" },
    h("figcaption", null, block.title_url ? link(block.title_url, title) : title),
    block.description && h("p", { class: "quiet-text" }, text(block.description)),
    picture({ image_url: block.thumbnail_url, alt_text: block.alt_text }, "picture"),
    h("p", null, link(block.video_url, "Watch the video")),
  );
}

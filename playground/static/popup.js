/**
 * Things that float by an anchor: in the top layer, above everything, gone with Escape or a click elsewhere.
 */

import { h } from "./dom.js";

/** @typedef {{node: HTMLElement, anchor: HTMLElement, close: () => void, place: () => void}} Popup */

/** @type {Popup[]} */
const open = [];

/**
 * Shows `content` next to `anchor`.
 * @param {HTMLElement} anchor @param {Node} content
 * @param {{above?: boolean, match?: boolean, class?: string, onclose?: () => void}} [how]
 *   above: rather over than under it; match: at least as wide
 * @returns {Popup}
 */
export function popup(anchor, content, how = {}) {
  const node = h("div", { class: `popup ${how.class ?? ""}`, popover: "manual" }, content);
  (anchor.closest("dialog, #clock, #sidebar, #main, #thread") ?? document.body).append(node);
  const shown = {
    node,
    anchor,
    place: () => place(node, anchor, how),
    close: () => {
      if (!open.includes(shown)) return;
      open.splice(open.indexOf(shown), 1);
      node.remove();
      how.onclose?.();
    },
  };
  open.push(shown);
  node.showPopover();
  shown.place();
  return shown;
}

/** @param {HTMLElement} node @param {HTMLElement} anchor @param {{above?: boolean, match?: boolean}} how */
function place(node, anchor, how) {
  const at = anchor.getBoundingClientRect();
  if (how.match) node.style.minWidth = `${Math.min(at.width, innerWidth - 16)}px`;
  const { width, height } = node.getBoundingClientRect();
  const left = at.left + width > innerWidth - 8 ? at.right - width : at.left;
  const under = at.bottom + 4;
  const over = at.top - height - 4;
  const top = how.above
    ? over >= 8
      ? over
      : under
    : under + height <= innerHeight - 8
      ? under
      : Math.max(over, 8);
  node.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  node.style.top = `${Math.max(8, Math.min(top, innerHeight - height - 8))}px`;
}

/**
 * Closes what floats by this anchor, so that a second press of it closes what the first opened.
 * @param {HTMLElement} anchor
 */
export function closeAt(anchor) {
  const shown = open.find((one) => one.anchor === anchor);
  shown?.close();
  return shown !== undefined;
}

/** Closes those whose anchor is no longer on the page: call it after redrawing. */
export function closeOrphans() {
  for (const shown of [...open]) if (!shown.anchor.isConnected) shown.close();
}

addEventListener(
  "pointerdown",
  (event) => {
    const at = /** @type {Node} */ (event.target);
    for (const shown of [...open]) if (!shown.node.contains(at) && !shown.anchor.contains(at)) shown.close();
  },
  true,
);

addEventListener(
  "keydown",
  (event) => {
    const top = open.at(-1);
    if (event.key !== "Escape" || !top) return;
    event.preventDefault();
    event.stopPropagation();
    top.close();
  },
  true,
);

for (const moved of ["scroll", "resize"]) {
  addEventListener(moved, () => open.forEach((shown) => shown.place()), { capture: true, passive: true });
}

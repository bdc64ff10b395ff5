/** The few DOM helpers all else is built from. Data becomes text nodes and plain attributes, never markup. */

import { permalink } from "./permalink.js";

const AS_PROPERTY = new Set(["value", "checked", "disabled", "hidden", "multiple", "selected", "readOnly"]);

/**
 * Builds an element. `on…` props are listeners, `style` and `dataset` take objects, `null` and `false` are left out.
 * @param {string} tag
 * @param {Record<string, any> | null} [props]
 * @param {...any} children nodes, strings, nested lists; empty ones are skipped
 * @returns {any} the element
 */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name === "dataset") Object.assign(element.dataset, value);
    else if (name === "style")
      for (const [rule, set] of Object.entries(value)) element.style.setProperty(rule, String(set));
    else if (AS_PROPERTY.has(name)) /** @type {any} */ (element)[name] = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...present(children));
  return element;
}

/** A fragment of the children that are there. @param {...any} children */
export function fragment(...children) {
  const all = document.createDocumentFragment();
  all.append(...present(children));
  return all;
}

/** @param {any[]} children @returns {(Node|string)[]} */
function present(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false && child !== "");
}

let lastId = 0;

/** An id no other element of the page has. @param {string} [stem] */
export function uid(stem = "id") {
  lastId += 1;
  return `${stem}-${lastId}`;
}

/** The element with this id, which the page always has. @param {string} id @returns {HTMLElement} */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no #${id}`);
  return element;
}

/** Says something to people who use a screen reader, when they are next idle. @param {string} words */
export function announce(words) {
  const line = h("p", null, words);
  byId("announcer").append(line);
  setTimeout(() => line.remove(), 10_000);
}

/**
 * Redraws part of the page and puts the keyboard focus (and the caret) back where it was, by `data-focus`.
 * @param {HTMLElement} root where focus may be now, and must stay
 * @param {() => HTMLElement | void} redraw answers the new root when it replaces the old one
 */
export function keepingFocus(root, redraw) {
  const active = /** @type {any} */ (document.activeElement);
  const held = root.contains(active);
  const key = held && active.closest("[data-focus]")?.dataset.focus;
  const caret = held && "selectionStart" in active ? [active.selectionStart, active.selectionEnd] : null;
  const now = redraw() ?? root;
  if (!held || now.contains(document.activeElement)) return;
  const again = /** @type {any} */ (key && now.querySelector(`[data-focus="${CSS.escape(key)}"]`));
  (again ?? now).focus({ preventScroll: true });
  if (again && caret && caret[0] !== null && "setSelectionRange" in again) again.setSelectionRange(...caret);
}

/**
 * Runs `what` once things have been quiet for `wait` milliseconds.
 * @template {any[]} T
 * @param {number} wait @param {(...args: T) => void} what
 */
export function debounced(wait, what) {
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  return (/** @type {T} */ ...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => what(...args), wait);
  };
}

/**
 * Makes a row of buttons one tab stop, moved through with the left and right arrows.
 * @param {HTMLElement} row
 */
export function roving(row) {
  const buttons = [...row.querySelectorAll("button")];
  const stop = (/** @type {number} */ at) =>
    buttons.forEach((button, index) => (button.tabIndex = index === at ? 0 : -1));
  stop(0);
  row.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const to =
      (buttons.indexOf(/** @type {any} */ (document.activeElement)) + step + buttons.length) % buttons.length;
    stop(to);
    buttons[to].focus();
    event.preventDefault();
  });
  return row;
}

/** An address people may follow, or null: http, https and mailto only. @param {unknown} address */
export function safeUrl(address) {
  try {
    const url = new URL(String(address));
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** A link; only its words when the address is not safe. @param {unknown} address @param {...any} words */
export function link(address, ...words) {
  const to = destination(address);
  return to ? h("a", to, ...words) : h("span", null, ...words);
}

/**
 * The attributes of a link: out of the page into another tab, to a message here in this one; null when not
 * safe.
 * @param {unknown} address
 */
export function destination(address) {
  const here = permalink(String(address));
  const href = here ?? safeUrl(address);
  return href && { href, ...(here ? {} : { target: "_blank", rel: "noopener noreferrer" }) };
}

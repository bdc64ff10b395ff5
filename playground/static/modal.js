/** Modals: a stack of up to three, of which the top one shows. What was typed outlives errors and updates. */

import { post } from "./api.js";
import { avatar } from "./avatar.js";
import { drawBlocks } from "./blocks/index.js";
import { showError } from "./blocks/input.js";
import { text } from "./blocks/text.js";
import { announce, h, keepingFocus, uid } from "./dom.js";
import { icon } from "./icons.js";
import { closeOrphans } from "./popup.js";
import { route } from "./route.js";
import { state } from "./state.js";
import { Surface } from "./surface.js";
import { problem } from "./toasts.js";

/** @typedef {import("./types.js").View} View */
/** @typedef {{view: View, surface: Surface, dialog: any, title: HTMLElement, body: HTMLElement, foot: HTMLElement}} Modal */

/** @type {Modal[]} */
const stack = [];
/** @type {HTMLElement | null} what had the focus before the first modal */
let back = null;

/** Shows a view instead of all that are open. @param {View} view */
export function openView(view) {
  drop(stack.filter((modal) => modal.view.id !== view.id));
  pushView(view);
}

/** Shows a view on top of those that are open. @param {View} view */
export function pushView(view) {
  if (stack.some((modal) => modal.view.id === view.id)) return updateView(view);
  if (!stack.length) back = /** @type {HTMLElement} */ (document.activeElement);
  unbusy();
  const modal = build(view);
  stack.push(modal);
  document.body.append(modal.dialog);
  draw(modal);
  showTop();
  modal.dialog.showModal();
  const field = /** @type {HTMLElement | null} */ (
    modal.body.querySelector("[autofocus]") ?? modal.body.querySelector(FIELDS)
  );
  (field ?? modal.title).focus();
}

const FIELDS = "input:not([type=hidden]), textarea";

/** Shows exactly these views: what the playground says is open, after a time apart. @param {View[]} views */
export function showViews(views) {
  drop(stack.filter((modal) => !views.some((view) => view.id === modal.view.id)));
  views.forEach(pushView);
}

/** The same view with new content; fields that stay keep what was typed. @param {View} view */
export function updateView(view) {
  const modal = stack.find((one) => one.view.id === view.id);
  if (!modal) return;
  modal.view = view;
  busy(modal, false);
  keepingFocus(modal.dialog, () => draw(modal));
  if (!modal.dialog.contains(document.activeElement)) modal.title.focus();
  closeOrphans();
}

/** Takes views away without telling the app: it knows. @param {{view_id?: string, all?: boolean}} which */
export function closeView({ view_id: id, all }) {
  drop(stack.filter((modal) => all || modal.view.id === id));
}

/**
 * Shows a refused form's errors at its fields.
 * @param {string} id
 * @param {Record<string, string>} errors block -> words
 */
export function viewErrors(id, errors) {
  const modal = stack.find((one) => one.view.id === id);
  if (modal) showErrors(modal, errors);
}

/** Lets all forms be used again: their submission came to nothing. */
export function unbusy() {
  stack.forEach((modal) => busy(modal, false));
}

/** @param {View} view @returns {Modal} */
function build(view) {
  const id = uid("modal");
  const title = h("h2", { id, tabindex: "-1" });
  const body = h("div", { class: "modal-body" });
  const foot = h("div", { class: "modal-foot" });
  const dialog = h(
    "dialog",
    {
      class: "modal",
      "aria-labelledby": id,
      dataset: { view: view.id },
      oncancel: (/** @type {Event} */ event) => {
        event.preventDefault();
        if (event.target === dialog) leave([modal]);
      },
    },
    h(
      "form",
      {
        novalidate: true,
        onsubmit: (/** @type {Event} */ event) => {
          event.preventDefault();
          submit(modal);
        },
        onkeydown: submitKey,
      },
      h(
        "div",
        { class: "modal-head" },
        avatar(state.bot, "small"),
        title,
        h(
          "button",
          { type: "button", class: "tool", "aria-label": "Close", onclick: () => leave([...stack]) },
          icon("close"),
        ),
      ),
      body,
      foot,
    ),
  );
  const modal = {
    view,
    surface: new Surface({ view_id: view.id }, route().place),
    dialog,
    title,
    body,
    foot,
  };
  return modal;
}

/** @param {Modal} modal */
function draw(modal) {
  const { view, surface, title, body, foot, dialog } = modal;
  title.replaceChildren(text(view.title) ?? "");
  body.replaceChildren(drawBlocks(view.blocks, surface));
  const hasInput = view.blocks.some((block) => block.type === "input");
  foot.replaceChildren(
    h(
      "button",
      { type: "button", class: "button", onclick: () => leave([modal]), dataset: { focus: "modal-close" } },
      text(view.close) ?? (view.submit ? "Cancel" : "Close"),
    ),
    ...(view.submit || hasInput
      ? [
          h(
            "button",
            { class: "button primary submit", dataset: { focus: "modal-submit" } },
            text(view.submit) ?? "Submit",
          ),
        ]
      : []),
  );
  dialog.classList.toggle("plain", !view.submit);
}

/** @param {Modal} modal */
async function submit(modal) {
  const { view, surface } = modal;
  if (modal.dialog.getAttribute("aria-busy") === "true") return;
  /** @type {Record<string, string>} */
  const wrong = {};
  for (const [key, check] of surface.checks) {
    const words = check();
    if (words) wrong[key.slice(0, key.indexOf("/"))] ??= words;
  }
  showErrors(modal, wrong);
  if (Object.keys(wrong).length) return;
  busy(modal, true);
  const answer = await post("submit", { view_id: view.id, state: surface.state() });
  if (answer.ok) return;
  busy(modal, false);
  problem(answer.error ?? "The form was not sent.");
}

/** @param {Modal} modal @param {Record<string, string>} errors */
function showErrors(modal, errors) {
  busy(modal, false);
  /** @type {HTMLElement | null} */
  let first = null;
  const homeless = new Set(Object.keys(errors));
  for (const block of /** @type {NodeListOf<HTMLElement>} */ (modal.body.querySelectorAll("[data-block]"))) {
    const words = errors[block.dataset.block ?? ""] ?? null;
    if (!showError(block, words) || words === null) continue;
    homeless.delete(block.dataset.block ?? "");
    first ??= block;
  }
  if (homeless.size) problem([...homeless].map((block) => errors[block]).join(" "));
  if (!first) return;
  /** @type {HTMLElement | null} */ (first.querySelector(FIELDS))?.focus();
  first.scrollIntoView({ block: "nearest" });
  const count = Object.keys(errors).length;
  announce(count === 1 ? "1 field needs another look" : `${count} fields need another look`);
}

/** @param {Modal} modal @param {boolean} on */
function busy(modal, on) {
  modal.dialog.setAttribute("aria-busy", String(on));
  const button = modal.foot.querySelector(".submit");
  if (button) button.setAttribute("aria-disabled", String(on));
}

/** The person leaves these views; the app hears of it from the playground. @param {Modal[]} modals */
function leave(modals) {
  for (const modal of [...modals].reverse()) post("close", { view_id: modal.view.id });
  drop(modals);
}

/** @param {Modal[]} modals */
function drop(modals) {
  const gone = modals.filter((modal) => stack.includes(modal));
  for (const modal of gone) stack.splice(stack.indexOf(modal), 1);
  showTop(); // before the others close: the focus goes back to what shows
  for (const { dialog } of gone.reverse()) {
    dialog.close();
    dialog.remove();
  }
  closeOrphans();
  if (modals.length && !stack.length && back?.isConnected) back.focus({ preventScroll: true });
}

function showTop() {
  stack.forEach((modal, at) => modal.dialog.classList.toggle("under", at < stack.length - 1));
}

/** Ctrl or Cmd with Enter submits from any field. @param {KeyboardEvent} event */
function submitKey(event) {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  /** @type {HTMLFormElement} */ (event.currentTarget).requestSubmit();
}

/** The bar that says what time it is in the playground, and moves it. */

import { post } from "./api.js";
import { clock, ofLocal, toLocal } from "./dates.js";
import { announce, h, uid } from "./dom.js";
import { icon } from "./icons.js";
import { closeAt, popup } from "./popup.js";
import { now, watch } from "./state.js";
import { problem } from "./toasts.js";

/** @param {HTMLElement} bar @param {() => void} openSidebar */
export function drawClock(bar, openSidebar) {
  const face = h("time", { class: "clock-face" });
  const tick = () => {
    face.dateTime = new Date(now()).toISOString();
    face.textContent = clock(now());
  };
  const other = h(
    "button",
    { type: "button", class: "clock-button", "aria-haspopup": "dialog", onclick: () => choose(other) },
    "Other time…",
  );
  bar.replaceChildren(
    h(
      "button",
      {
        type: "button",
        class: "clock-button sidebar-button",
        "aria-controls": "sidebar",
        "aria-expanded": "false",
        onclick: openSidebar,
      },
      icon("menu"),
      h("span", { class: "sr-only" }, "Channels and people"),
    ),
    h("p", { class: "clock-now" }, icon("clock"), h("span", { class: "clock-label" }, "Clock: "), face),
    h(
      "div",
      { class: "clock-buttons", role: "group", "aria-label": "Move the clock" },
      h(
        "button",
        { type: "button", class: "clock-button ahead", onclick: () => move("monday 09:00") },
        h("span", { class: "long" }, "Move to "),
        "Monday 09:00",
      ),
      other,
      h(
        "button",
        { type: "button", class: "clock-button", onclick: () => move("now") },
        h("span", { class: "long" }, "Back to "),
        h("span", { class: "now-word" }, "now"),
      ),
    ),
  );
  tick();
  setInterval(tick, 1000);
  watch("clock", tick);
}

/** @param {string} to */
async function move(to) {
  const answer = await post("clock", { to });
  if (!answer.ok) return problem(answer.error ?? "The clock did not move.");
  announce(`The clock is at ${clock(now())}`);
}

/** @param {HTMLElement} anchor */
function choose(anchor) {
  if (closeAt(anchor)) return;
  const id = uid("moment");
  const field = h("input", {
    id,
    type: "datetime-local",
    class: "text-input",
    value: toLocal(now()),
    required: true,
  });
  const shown = popup(
    anchor,
    h(
      "form",
      {
        class: "clock-choice",
        role: "dialog",
        "aria-label": "Move the clock",
        onsubmit: (/** @type {Event} */ event) => {
          event.preventDefault();
          shown.close();
          move(new Date(ofLocal(field.value)).toISOString());
        },
      },
      h("label", { class: "input-label", for: id }, "Date and time"),
      field,
      h("button", { class: "button primary" }, "Move the clock"),
    ),
    { onclose: () => anchor.focus() },
  );
  field.focus();
}

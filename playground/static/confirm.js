/** "Are you sure?", as Slack's confirm object words it. */

import { h, uid } from "./dom.js";
import { text } from "./blocks/text.js";

/**
 * Asks; true when there is nothing to ask or the answer is yes.
 * @param {any} [wording] Slack's confirm object
 * @returns {Promise<boolean>}
 */
export function confirmed(wording) {
  if (!wording) return Promise.resolve(true);
  const title = uid("confirm");
  const words = uid("confirm");
  const back = /** @type {HTMLElement | null} */ (document.activeElement);
  return new Promise((resolve) => {
    const dialog = h(
      "dialog",
      {
        class: "modal confirm",
        role: "alertdialog",
        "aria-labelledby": title,
        "aria-describedby": words,
        onclose: () => {
          dialog.remove();
          back?.focus();
          resolve(dialog.returnValue === "yes");
        },
      },
      h(
        "form",
        { method: "dialog" },
        h("div", { class: "modal-head" }, h("h2", { id: title }, text(wording.title))),
        h("div", { class: "modal-body", id: words }, h("p", null, text(wording.text))),
        h(
          "div",
          { class: "modal-foot" },
          h("button", { class: "button", value: "no" }, text(wording.deny) ?? "Cancel"),
          h(
            "button",
            {
              class: `button ${wording.style === "danger" ? "danger" : "primary"}`,
              value: "yes",
              autofocus: true,
            },
            text(wording.confirm) ?? "Yes",
          ),
        ),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}

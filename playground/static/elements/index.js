/** Block Kit's interactive elements, by type. */

import { h } from "../dom.js";
import { thumbnail } from "../blocks/media.js";
import { button } from "./button.js";
import { checkboxes, radioButtons } from "./choices.js";
import { datepicker, datetimepicker, timepicker } from "./dates.js";
import { fileInput } from "./file.js";
import { overflow } from "./overflow.js";
import { select } from "./select.js";
import { textInput } from "./text.js";

/**
 * @typedef {{surface: import("../surface.js").Surface, block: string, dispatch: boolean, id?: string, label?: string,
 *            optional?: boolean, describedBy?: string | null}} Context
 *   dispatch: the app is told when the element is used; id, label: set when an input block labels it
 */

/** @type {Record<string, (element: any, context: Context) => Node>} */
const KINDS = {
  button,
  checkboxes,
  datepicker,
  datetimepicker,
  overflow,
  timepicker,
  radio_buttons: radioButtons,
  workflow_button: button,
  image: (element) => thumbnail(element),
  plain_text_input: textInput,
  url_text_input: textInput,
  email_text_input: textInput,
  number_input: textInput,
  file_input: fileInput,
};
for (const source of ["static", "external", "users", "conversations", "channels"]) {
  KINDS[`${source}_select`] = select;
  KINDS[`multi_${source}_select`] = select;
}

/** @param {any} element @param {Context} context @returns {Node} */
export function drawElement(element, context) {
  const draw = Object.hasOwn(KINDS, element?.type) ? KINDS[element.type] : null;
  return draw
    ? draw(element, context)
    : h("p", { class: "cannot-show" }, `The playground cannot show “${element?.type}”.`);
}

/** The file input: the browser's own chooser. What is chosen is uploaded at once, as in Slack. */

import { upload } from "../api.js";
import { h } from "../dom.js";
import { field } from "./field.js";

/** @param {any} element @param {import("./index.js").Context} context */
export function fileInput(element, context) {
  const self = field(element, context);
  const most = element.max_files ?? 10;
  /** @type {any[]} as the form's state has them */
  let files = self.before?.files ?? [];
  let wrong = "";
  let under_way = false;
  self.put({ files });
  const said = h("p", { class: "hint", role: "status" });
  const chooser = h("input", {
    ...self.attributes,
    type: "file",
    class: "text-input",
    accept: (element.filetypes ?? []).map((/** @type {string} */ type) => `.${type}`).join(",") || null,
    multiple: most > 1,
    onchange: choose,
  });
  self.check(() => (under_way ? "Wait until the file is here." : wrong || self.missing(!files.length)));
  say();
  return h("div", { class: "file-input" }, chooser, said);

  async function choose() {
    under_way = true;
    [files, wrong] = [[], ""];
    said.textContent = "Uploading …";
    const answers = await Promise.all([...chooser.files].map(upload));
    under_way = false;
    wrong = answers.find((answer) => !answer.ok)?.error ?? "";
    files = wrong ? [] : answers.map((answer) => answer.file);
    self.put({ files });
    say();
  }

  function say() {
    said.textContent = wrong || (files.length ? `Uploaded: ${files.map((file) => file.name).join(", ")}` : "");
  }
}

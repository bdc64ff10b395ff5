/**
 * Where one writes: text, slash commands, with completion, marks, emoji and shortcuts. What is typed is
 * never lost.
 */

import { post } from "./api.js";
import { commandOf, complete } from "./completion.js";
import { announce, h, roving, uid } from "./dom.js";
import { icon } from "./icons.js";
import { Listbox } from "./listbox.js";
import { openMenu } from "./menu.js";
import { openPicker } from "./picker.js";
import { state } from "./state.js";
import { runShortcut } from "./toolbar.js";

const MARKS = /** @type {const} */ ([
  ["Bold", "bold", "*"],
  ["Italic", "italic", "_"],
  ["Strikethrough", "strike", "~"],
  ["Code", "code", "`"],
]);
const LINES = /** @type {const} */ ([
  ["Quote", "quote", "> "],
  ["List", "list", "• "],
]);

/**
 * @param {string} channel @param {string | null} thread @param {string} label what the field is called
 * @returns {HTMLElement & {focusField: () => void}}
 */
export function composer(channel, thread, label) {
  const draft = `draft/${state.me.id}/${channel}/${thread ?? ""}`;
  const id = uid("composer");
  let last = "";
  const field = h("textarea", {
    id,
    class: "composer-field",
    rows: "1",
    placeholder: label,
    "aria-autocomplete": "list",
    "aria-haspopup": "listbox",
    "aria-describedby": `${id}-hint`,
    oninput: changed,
    onkeydown: key,
    onclick: suggest,
    onblur: () => list.close(),
  });
  const hint = h("p", { class: "composer-hint", id: `${id}-hint` });
  const wrong = h("p", { class: "field-error", role: "alert", hidden: true });
  const send = h("button", { class: "send", "aria-label": "Send" }, icon("send"));
  const box = h(
    "div",
    { class: "composer-box" },
    formatting(),
    h("label", { class: "sr-only", for: id }, label),
    field,
    h("div", { class: "composer-foot" }, tools(), send),
  );
  const list = new Listbox(field, { label: "Suggestions", above: true, anchor: box, pick });
  const form = h(
    "form",
    {
      class: "composer",
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        submit();
      },
    },
    box,
    wrong,
    hint,
  );
  field.value = sessionStorage.getItem(draft) ?? "";
  requestAnimationFrame(changed);
  return Object.assign(form, { focusField: () => field.focus() });

  function changed() {
    sessionStorage.setItem(draft, field.value);
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
    send.classList.toggle("ready", !!field.value.trim());
    const command = commandOf(field.value);
    hint.replaceChildren(
      ...(command
        ? [h("strong", null, command.command), ` ${command.usage_hint ?? command.description ?? ""}`]
        : [
            h("kbd", null, "Enter"),
            " to send, ",
            h("kbd", null, "Shift + Enter"),
            " for a new line, ",
            h("kbd", null, "/"),
            " for commands",
          ]),
    );
    if (document.activeElement === field) suggest();
  }

  function suggest() {
    const found = complete(field.value.slice(0, field.selectionStart));
    if (!found) return list.close();
    const wasOpen = list.isOpen;
    list.show(
      [
        {
          entries: found.suggestions.map((one) => ({
            ...one,
            value: { from: found.from, insert: one.insert },
          })),
        },
      ],
      { first: true },
    );
    if (!wasOpen) announce(`${found.suggestions.length} suggestions, use the arrow keys`);
  }

  /** @param {{from: number, insert: string}} suggestion */
  function pick({ from, insert }) {
    put(`${insert} `, from, field.selectionStart);
    list.close();
  }

  /** @param {string} text @param {number} from @param {number} to @param {number} [caret] */
  function put(text, from, to, caret = from + text.length) {
    field.setRangeText(text, from, to, "end");
    field.focus();
    field.setSelectionRange(caret, caret);
    changed();
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    if (event.isComposing) return;
    if (event.key === "Tab" && list.isOpen && !event.shiftKey && list.current) {
      event.preventDefault();
      return pick(list.current);
    }
    if (list.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === "ArrowUp" && !field.value && last) {
      event.preventDefault();
      put(last, 0, 0);
    }
  }

  async function submit() {
    const text = field.value.trim();
    if (!text) return;
    last = text;
    field.value = "";
    wrong.hidden = true;
    changed();
    list.close();
    const where = { channel, text, ...(thread ? { thread_ts: thread } : {}) };
    const answer = await post(/^\/[a-z]/i.test(text) ? "command" : "say", where);
    if (answer.ok) return;
    wrong.hidden = false;
    wrong.replaceChildren(icon("warning"), h("span", null, answer.error ?? "Your message was not sent."));
    if (!field.value) put(text, 0, 0);
  }

  function formatting() {
    const wrap = (/** @type {string} */ mark) => {
      const [from, to] = [field.selectionStart, field.selectionEnd];
      put(mark + field.value.slice(from, to) + mark, from, to, to > from ? to + 2 : from + 1);
    };
    const lead = (/** @type {string} */ mark) => {
      const from = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
      const to = field.selectionEnd;
      put(field.value.slice(from, to).replace(/^/gm, mark), from, to);
    };
    return roving(
      h(
        "div",
        { class: "formatting", role: "toolbar", "aria-label": "Formatting" },
        MARKS.map(([name, shows, mark]) => tool(name, shows, () => wrap(mark))),
        LINES.map(([name, shows, mark]) => tool(name, shows, () => lead(mark))),
      ),
    );
  }

  function tools() {
    const insert = (/** @type {string} */ text) => put(text, field.selectionStart, field.selectionEnd);
    const global = state.shortcuts.filter((one) => one.type === "global");
    return roving(
      h(
        "div",
        { class: "tools", role: "toolbar", "aria-label": "Add to the message" },
        global.length > 0 &&
          tool(
            "Shortcuts",
            "bolt",
            (at) =>
              openMenu(
                at,
                global.map((one) => ({
                  label: one.name,
                  description: `${state.bot.real_name} · ${one.description ?? ""}`,
                  run: () => runShortcut(one.callback_id),
                })),
                { label: "Shortcuts", above: true },
              ),
            { "aria-haspopup": "menu", "aria-expanded": "false" },
          ),
        tool("Emoji", "smile", (at) => openPicker(at, "Pick an emoji", (name) => insert(`:${name}: `)), {
          "aria-haspopup": "dialog",
        }),
        tool("Mention someone", "at", () => insert("@")),
        tool("Run a command", "slash", () => put("/", 0, field.value.startsWith("/") ? 1 : 0)),
      ),
    );
  }
}

/**
 * @param {string} label
 * @param {Parameters<typeof icon>[0]} shows
 * @param {(at: HTMLElement) => void} run
 * @param {Record<string, any>} [more]
 */
function tool(label, shows, run, more = {}) {
  const button = h(
    "button",
    {
      type: "button",
      class: "tool",
      "aria-label": label,
      dataset: { tip: label },
      ...more,
      onclick: () => run(button),
    },
    icon(shows),
  );
  return button;
}

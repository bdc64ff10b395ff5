"""A modal or an App Home on a person's screen."""

from functools import partial
from typing import TYPE_CHECKING, Any

from playground.client import clicking, modals
from playground.client.forms import complete_state, elements, holds
from playground.driver.choices import chosen
from playground.driver.errors import NotOnScreen
from playground.driver.reply import Reply
from playground.driver.screen import Screen
from playground.values import JSON, View

if TYPE_CHECKING:
    from playground.driver.people import Member


class ShownView(Screen):
    """A modal or an App Home on a person's screen, with what they typed into it."""

    def __init__(self, member: "Member", view: View) -> None:
        super().__init__(member)
        self._view = view
        self._typed = member.typed.setdefault(view.id, {})

    def __repr__(self) -> str:
        return f"<View {self.title!r}>"

    @property
    def id(self) -> str:
        return self._view.id

    @property
    def title(self) -> str:
        return str((self._view.content.get("title") or {}).get("text", ""))

    @property
    def callback_id(self) -> str:
        return str(self._view.content.get("callback_id", ""))

    @property
    def private_metadata(self) -> str:
        return str(self._view.content.get("private_metadata", ""))

    @property
    def is_open(self) -> bool:
        return self._view.id in self._member.workspace.views

    @property
    def blocks(self) -> list[JSON]:
        return self._view.blocks

    @property
    def words(self) -> str:
        """What a person reads, the title first, the buttons last."""
        content = self._view.content
        ends = [(content.get(name) or {}).get("text", "") for name in ("submit", "close")]
        return "\n".join(line for line in [self.title, *self.lines, *ends] if line)

    @property
    def _place(self) -> clicking.Place:
        return self._view.id

    def _values(self) -> JSON:
        return self._typed

    @property
    def labels(self) -> list[str]:
        """The labels of the inputs, from top to bottom."""
        return [block["label"]["text"] for block in self.blocks if block["type"] == "input"]

    def fill(self, fields: dict[str, Any] | None = None, **more: Any) -> "ShownView":
        """Fill in fields, in this order, each by its label, block_id or action_id.

        As a keyword a label is written in small letters with underscores: `looking_for="…"` is "Looking for". Text
        goes into text inputs; for menus, radio buttons and checkboxes give the words of the option, or a list of
        them; for people and channels a name or an id; for dates and times Slack's own form; for files the path of one,
        or a list of them; None empties a field.
        A field that tells the app at once (`dispatch_action`, or one outside of inputs) does so.

        Raises:
            NotOnScreen: there is no such field, or no such option.
        """
        for name, value in {**(fields or {}), **more}.items():
            block, element = self._field(name)
            held = chosen(self._member, element, value, partial(self.suggestions, block, element))
            self._typed.setdefault(block["block_id"], {})[element["action_id"]] = {
                holds(element["type"]): held
            }
            if block["type"] != "input" or block.get("dispatch_action"):
                self.use(block, element, {holds(element["type"]): held}, f"filling in “{name}”", answer=False)
        return self

    def value(self, name: str) -> Any:
        """What a field holds now: text, the value of the option or a list of them, names of files, an id, a date."""
        block, element = self._field(name)
        state = complete_state(self.blocks, self._typed)[block["block_id"]][element["action_id"]]
        held = state[holds(element["type"])]
        if isinstance(held, list):
            return [each.get("value") or each["name"] if isinstance(each, dict) else each for each in held]
        return held["value"] if isinstance(held, dict) else held

    def submit(self, *, answer: bool = True) -> Reply:
        """Press the submit button, and wait until the modal closes, changes, or shows errors."""
        start = self._member.diary.length
        under_way = modals.submit(self._member.slack, self._member.id, self.id, self._typed)
        return self._member.reply(start, f"submitting “{self.title}”", under_way, answer=answer)

    def close(self) -> None:
        """Close it without submitting."""
        under_way = modals.close(self._member.slack, self._member.id, self.id)
        if under_way:
            under_way.result(self._member.diary.patience)

    def by_label(self, errors: dict[str, str]) -> dict[str, str]:
        """Errors with labels in place of block ids."""
        labels = {b["block_id"]: b["label"]["text"] for b in self.blocks if b["type"] == "input"}
        return {labels.get(block_id, block_id): words for block_id, words in errors.items()}

    def _field(self, name: str) -> tuple[JSON, JSON]:
        fields = [p for p in elements(self.blocks) if p[1]["type"] not in {"button", "overflow", "image"}]
        for block, element in fields:
            label = (block.get("label") or {}).get("text", "")
            if name in (label, block["block_id"], element["action_id"], _as_keyword(label)):
                return block, element
        raise NotOnScreen(f"there is no field “{name}” in “{self.title}”. Fields: {self.labels}")


def _as_keyword(label: str) -> str:
    return "_".join("".join(c if c.isalnum() else " " for c in label.lower()).split())

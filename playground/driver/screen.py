"""Blocks on a person's screen: reading them, clicking, choosing."""

from functools import partial
from typing import TYPE_CHECKING, Any

from playground.client import clicking
from playground.client.forms import elements, holds
from playground.driver.choices import chosen
from playground.driver.errors import NotOnScreen
from playground.driver.reply import Reply
from playground.driver.words import lines_of
from playground.values import JSON

if TYPE_CHECKING:
    from playground.driver.people import Member


Found = list[tuple[JSON, JSON, JSON | None]]
"""Elements, each with its block before it, and after it the option in a menu of them."""


class Screen:
    """Blocks as one person sees them now: it follows every change."""

    def __init__(self, member: "Member") -> None:
        self._member = member

    @property
    def blocks(self) -> list[JSON]:
        raise NotImplementedError

    @property
    def _place(self) -> clicking.Place:
        raise NotImplementedError

    def _values(self) -> JSON:
        """What the inputs hold."""
        return {}

    @property
    def lines(self) -> list[str]:
        """Every line that a person reads, from top to bottom."""
        return lines_of(self.blocks, self._member.workspace)

    @property
    def words(self) -> str:
        """The same in one string."""
        return "\n".join(self.lines)

    @property
    def buttons(self) -> list[str]:
        """The labels of the buttons, from top to bottom."""
        return [_label(element) for _, element in elements(self.blocks) if element["type"] == "button"]

    @property
    def links(self) -> dict[str, str]:
        """Buttons that open a page: the label to the URL."""
        found = [element for _, element in elements(self.blocks) if element["type"] == "button"]
        return {_label(element): element["url"] for element in found if "url" in element}

    def click(self, label: str, *, near: str | None = None, answer: bool = True) -> Reply:
        """Click a button, or choose in a "…" menu, by its words or its action_id.

        Args:
            label: the words on it, or its action_id.
            near: with several such buttons, words of the block that it is in, or of the closest block above it.
            answer: wait until the app shows something; otherwise only until it acknowledges.

        Raises:
            NotOnScreen: there is no such button, or there are several.
        """
        buttons: Found = [(*pair, None) for pair in self._find({"button"}, label)]
        found = buttons or self._in_overflows(label)
        block, element, option = self._one(found, label, near)
        return self.use(
            block, element, {"selected_option": option} if option else {}, f"clicking “{label}”", answer
        )

    def choose(self, name: str, choice: Any, *, near: str | None = None, answer: bool = True) -> Reply:
        """Choose in a menu, a picker, radio buttons or checkboxes outside of inputs: the app is told at once.

        Args:
            name: the label or placeholder, the action_id or the block_id.
            choice: the words of the option (a list of them for several), a name, a date, as the element takes it.
            near: as for `click`.
            answer: as for `click`.
        """
        menus = [p for p in elements(self.blocks) if p[1]["type"] not in {"button", "overflow", "image"}]
        found: Found = [(*pair, None) for pair in menus if name in _names(*pair)]
        block, element, _ = self._one(found, name, near)
        value = chosen(self._member, element, choice, partial(self.suggestions, block, element))
        return self.use(block, element, {holds(element["type"]): value}, f"choosing “{choice}”", answer)

    def suggestions(self, block: JSON, element: JSON, typed: str) -> list[JSON]:
        """The options that the app offers in an external menu while this is typed."""
        asked = {"block_id": block["block_id"], "action_id": element["action_id"]}
        slack, user = self._member.slack, self._member.id
        return clicking.suggest(slack, user, self._place, asked, typed).result(self._member.diary.patience)

    def use(self, block: JSON, element: JSON, value: JSON, did: str, answer: bool) -> Reply:  # noqa: FBT001
        """Use one element with the value that it gets."""
        action = {"block_id": block["block_id"], "action_id": element["action_id"], "type": element["type"]}
        start = self._member.diary.length
        under_way = clicking.click(
            self._member.slack, self._member.id, self._place, action | value, self._values()
        )
        return self._member.reply(start, did, under_way, answer=answer)

    def _find(self, types: set[str], label: str) -> list[tuple[JSON, JSON]]:
        pairs = [pair for pair in elements(self.blocks) if pair[1]["type"] in types]
        return [p for p in pairs if label == _label(p[1])] or [p for p in pairs if label == p[1]["action_id"]]

    def _in_overflows(self, label: str) -> Found:
        overflows = [pair for pair in elements(self.blocks) if pair[1]["type"] == "overflow"]
        return [
            (block, element, option)
            for block, element in overflows
            for option in element["options"]
            if label == option["text"]["text"]
        ]

    def _one(self, found: Found, label: str, near: str | None) -> tuple[JSON, JSON, JSON | None]:
        if near is not None:
            found = [each for each in found if self._is_near(each[0], near, [b for b, *_ in found])]
        if len(found) == 1:
            return found[0]
        if found:
            raise NotOnScreen(f"“{label}” is there {len(found)} times: say near= which words")
        where = f" near “{near}”" if near else ""
        raise NotOnScreen(
            f"“{label}” is not on the screen{where}. Buttons: {self.buttons}. Words:\n{self.words}"
        )

    def _is_near(self, block: JSON, near: str, others: list[JSON]) -> bool:
        """In this block, or above it before the block of another such button."""
        blocks = self.blocks
        place = blocks.index(block)
        above = [blocks.index(other) for other in others if blocks.index(other) < place]
        first = max(above) + 1 if above else 0
        return near in "\n".join(lines_of(blocks[first : place + 1], self._member.workspace))


def _label(element: JSON) -> str:
    return str(element.get("text", {}).get("text", ""))


def _names(block: JSON, element: JSON) -> list[str]:
    """All that a menu is called by."""
    texts = [block.get("label"), block.get("text"), element.get("placeholder")]
    return [element["action_id"], block["block_id"], *(t["text"] for t in texts if isinstance(t, dict))]

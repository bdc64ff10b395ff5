"""What the app showed a person after something that they did."""

from typing import TYPE_CHECKING

from playground import facts
from playground.driver.errors import NoAnswer

if TYPE_CHECKING:
    from playground.driver.message import ShownMessage
    from playground.driver.people import Member
    from playground.driver.view import ShownView


class Reply:
    """Everything that the app showed one person since they did something, as it looks now.

    `text`, `message`, `view` and `words` wait until there is such a thing, and raise NoAnswer when none comes in
    time; the others tell what is there already.
    """

    def __init__(self, member: "Member", start: int, did: str) -> None:
        self._member, self._start, self._did = member, start, did

    def __repr__(self) -> str:
        return f"<Reply to {self._did}: {self._seen() or 'nothing'}>"

    @property
    def facts(self) -> list[facts.Fact]:
        return self._member.diary.since(self._start, self._member.id)

    @property
    def answered(self) -> bool:
        """Whether anything was shown."""
        return bool(self.facts)

    @property
    def messages(self) -> "list[ShownMessage]":
        """Messages that the app posted, or changed, and that are still there; oldest first."""
        found: dict[str, ShownMessage] = {}
        for fact in self.facts:
            match fact:
                case facts.MessagePosted(message) | facts.MessageChanged(message):
                    found[message.ts] = self._member.look_at(message)
                case facts.MessageDeleted(message):
                    found.pop(message.ts, None)
        return list(found.values())

    @property
    def message(self) -> "ShownMessage":
        """The first message. Waits for it."""
        self._member.diary.wait_for(lambda: self.messages or self.problem)
        if not self.messages:
            raise self._nothing("message")
        return self.messages[0]

    @property
    def text(self) -> str:
        """The first message's plain text, as the app sent it. Waits for it."""
        return self.message.text

    @property
    def view(self) -> "ShownView":
        """The modal or App Home that was shown or changed last, and is open. Waits for it."""
        self._member.diary.wait_for(lambda: self._view() or self.problem)
        view = self._view()
        if view is None:
            raise self._nothing("view")
        return view

    def _view(self) -> "ShownView | None":
        found: ShownView | None = None
        for fact in self.facts:
            match fact:
                case facts.ViewShown(view) | facts.ViewUpdated(view) | facts.HomePublished(view):
                    found = self._member.look_at_view(view)
                case facts.ViewClosed(_, view_id) if found and view_id in (None, found.id):
                    found = None
        return found

    @property
    def closed(self) -> bool:
        """Whether a modal, or all of them, closed, and none was opened after that."""
        views = [fact for fact in self.facts if isinstance(fact, facts.ViewShown | facts.ViewClosed)]
        return bool(views) and isinstance(views[-1], facts.ViewClosed)

    @property
    def errors(self) -> dict[str, str]:
        """What stands at the fields of a refused form: the field's label to the words."""
        refused = [fact for fact in self.facts if isinstance(fact, facts.ViewRefused)]
        return self._member.look_at_view(refused[-1].view).by_label(refused[-1].errors) if refused else {}

    @property
    def problem(self) -> str | None:
        """What Slack's client said when the app failed."""
        said = [fact.text for fact in self.facts if isinstance(fact, facts.Problem)]
        return said[-1] if said else None

    @property
    def words(self) -> str:
        """Every word that was shown: messages, views, errors at fields, problems. Waits for the first."""
        self._member.diary.wait_for(lambda: self.answered)
        if not self.answered:
            raise self._nothing("answer")
        return self._seen()

    def _seen(self) -> str:
        view = self._view()
        parts = [message.words for message in self.messages]
        parts += [view.words] if view else []
        return "\n".join([*parts, *self.errors.values(), *([self.problem] if self.problem else [])])

    def click(self, label: str, *, near: str | None = None, answer: bool = True) -> "Reply":
        """Click in what was shown: see `Screen.click`."""
        view = self._view()
        return (view or self.message).click(label, near=near, answer=answer)

    def _nothing(self, what: str) -> NoAnswer:
        seconds = self._member.diary.patience
        name = self._member.name
        return NoAnswer(
            f"{name} saw no {what} within {seconds:g} s of {self._did}. Seen: {self._seen() or 'nothing'}"
        )

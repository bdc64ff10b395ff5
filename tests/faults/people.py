"""What people do during a run. When Collab does not answer, or a button is gone, they shrug and do something else."""

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import TimeoutError as NotInTime
from contextlib import suppress
from typing import TypeVar

from playground.driver.errors import NoAnswer, NotOnScreen
from playground.driver.message import ShownMessage
from playground.errors import NotPossible
from tests.faults.plans import Act
from tests.faults.world import CARDS, World, copy_card

T = TypeVar("T")
EMOJI = ("+1", "raised_hands", "heart", "eyes", "+1::skin-tone-3", "tada")
GAVE_UP = (NoAnswer, NotOnScreen, NotPossible, NotInTime, LookupError)
NEW_TITLES = (
    "Chatbot for potholes",
    "Volunteer rota",
    "Allotment waiting list",
    "School meals forms",
    "Moorings register",
    "Archive of minutes",
    "Cemetery plots map",
    "Taxi licences",
)


class People:
    """Carries out acts, and remembers what people were told is done: `told` maps a text of theirs to what it is."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.told: dict[str, str] = {}
        self.done = 0
        self._doings: dict[str, Callable[[Act, int], None]] = {
            "vote": self._vote,
            "reply": self._reply,
            "ask": self._ask,
            "copy": self._copy,
            "share": self._share,
            "interest": self._interest,
            "decide": self._decide,
            "write": self._write,
            "lead": self._lead,
        }

    def act(self, acts: Iterable[Act], begin: float) -> threading.Thread:
        """Do these, each at its time if those before let one, in a thread of its own."""
        thread = threading.Thread(target=self._act, args=(acts, begin), daemon=True)
        thread.start()
        return thread

    def _act(self, acts: Iterable[Act], begin: float) -> None:
        for number, act in enumerate(acts):
            time.sleep(max(0.0, begin + act.at - time.monotonic()))
            with suppress(*GAVE_UP):
                self._doings[act.do](act, number)
                self.done += 1

    # By the way

    def _vote(self, act: Act, _number: int) -> None:
        """React to a card or to what stands for a choice; or take it back."""
        world, member = self._world, self._world.person(act.who)
        with world.voting_lock:
            open_ones = {world.voting, world.gathering} - world.ended
            places = [one for one in world.signed_like("card:") if not world.is_archived(one)]
            for workshop in sorted(open_ones):
                places += world.signed_like(f"workshop:{workshop}:choice:")
            if not places:
                return
            message = member.look_at(_chosen(places, act.pick))
            name = _chosen(EMOJI, act.pick_too)
            if member.id in message.reactions.get(name, []):
                member.unreacts(name, message)
            else:
                member.reacts(name, message)

    def _reply(self, act: Act, number: int) -> None:
        member = self._world.person(act.who)
        if board := self._board(self._world.gathering, act.who):
            member.posts(f"culture: {reply_text(number)}", "housing", thread=board)

    def _ask(self, act: Act, number: int) -> None:
        self._world.person(act.who).posts(f"@collab find {question(number)}", "general")

    # With care

    def _copy(self, act: Act, number: int) -> None:
        item, channel = _chosen(self._world.items, act.pick), _chosen(CARDS, act.pick_too)
        copy_card(self._world, item, channel, request=f"copy {number}")

    def _share(self, act: Act, number: int) -> None:
        title = NEW_TITLES[number % len(NEW_TITLES)]
        form = self._world.person(act.who).types("/collab share", "general").view
        form.fill(title=title, summary="What we learned, for whoever is next.").submit()
        if "Thank you. Others can find it now." in form.words:
            self.told[title] = "item"

    def _interest(self, act: Act, number: int) -> None:
        member = self._world.person(act.who)
        cards = self._world.signed_like("card:")
        hope = f"To see how you did it, number {number}"
        form = member.look_at(_chosen(cards, act.pick)).click("I’m interested").view
        form.fill(hope=hope).submit()
        if "I am telling" in form.words:
            self.told[hope] = "introduction"

    def _decide(self, act: Act, _number: int) -> None:
        """Somebody who is asked to accept an interest does, or would rather not."""
        asked = [
            message
            for number in range(10)
            for message in self._world.person(number).inbox
            if "Accept" in message.buttons
        ]
        if asked:
            button = "Decline privately" if act.pick_too < 0.2 else "Accept"
            _chosen(asked, act.pick).click(button, answer=False)

    def _write(self, act: Act, number: int) -> None:
        board = self._board(self._world.gathering, act.who)
        if board is None:
            return
        button = "Contribute" if "Contribute" in board.buttons else "Add or change mine"
        form, text = board.click(button).view, form_text(number)
        form.fill({"text.new0": text, "category.new0": "Culture"}).submit()
        if form.title == "Thank you":
            self.told[text] = "contribution"

    def _lead(self, act: Act, _number: int) -> None:
        """Whoever leads a workshop moves it on. From then on nobody votes in one whose voting ends."""
        workshop = _chosen((self._world.gathering, self._world.voting), act.pick)
        board = self._board(workshop, 1)
        button = next((one for one in board.buttons if one.startswith("Move on to")), "") if board else ""
        if not board or not button:
            return
        if button == "Move on to discuss":
            with self._world.voting_lock:
                self._world.ended.add(workshop)
        board.click(button, answer=False)

    def _board(self, workshop: int, who: int) -> ShownMessage | None:
        return self._world.shown(f"workshop:{workshop}:board", self._world.person(who))


def reply_text(number: int) -> str:
    """What somebody says in a thread."""
    return f"We forgot the unions, reply {number}"


def form_text(number: int) -> str:
    """What somebody writes into the form."""
    return f"We ran out of money, form {number}"


def question(number: int) -> str:
    """What somebody asks aloud."""
    return f"damp question {number}"


def _chosen(there_is: Sequence[T], pick: float) -> T:
    """One of these; which, stands in the plan."""
    if not there_is:
        raise LookupError("there is nothing to choose")
    return there_is[int(pick * len(there_is))]

"""How listeners are registered, so that Slack is always answered in time, and told no more than is so.

What somebody did is acknowledged when it is done: what was acknowledged is safe in the database, and owed to nobody's
memory. If the process dies before, Slack tells them that it failed, or sends the event again.

Where only something to look at may take longer than Slack waits, it is acknowledged at once and shown by a worker
(Bolt's lazy listeners). If the process dies then, a screen is missing, and they can ask for it again.
"""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, Args, BoltResponse

from bot.domain.clock import Clock
from bot.domain.events import Standing
from bot.services.events import Events
from handlers.aloud import Answers
from handlers.answering import Answerer, Listener, answering, quietly
from handlers.asking import workspace
from handlers.messages import by_a_person

When = Callable[[dict[str, Any]], bool]
"""Whether an event is meant; its parameter must be called `event`, as Bolt does."""

NOT_YET = 503
"""What Slack is told of what is not answered: it sends an event again, and tells who pressed or typed of a failure."""


class Once:
    """Sees to it that what a person says is answered once: Slack may send it again, and answering twice is noise.

    If whoever answers it dies, or can say nothing, Slack sends it again, and the next looks for the answer before
    giving it.
    """

    def __init__(self, events: Events, clock: Clock) -> None:
        self._events = events
        self._clock = clock

    def take(self, args: Args, answer: Answerer) -> BoltResponse | None:
        """Answer an event, unless that was done; what Slack is told if it is to send it again."""
        if not by_a_person(args.event or {}):
            return None
        team, event_id = workspace(args), args.body["event_id"]
        taken = self._clock()
        standing = self._events.take(team, event_id, now=taken)
        if standing is Standing.IN_HAND:
            return BoltResponse(status=NOT_YET)
        if standing is not Standing.DONE:
            args.context["answers"] = Answers(args, again=standing is Standing.AGAIN)
            if not answer(args):
                self._events.leave(team, event_id, taken=taken, now=self._clock())
                return BoltResponse(status=NOT_YET)
            self._events.done(team, event_id, taken=taken)
        return None


def on_command(app: App, name: str, listener: Listener, *, reads: Callable[[Args], bool]) -> None:
    """Answer a slash command: at once where it `reads` only, else when it is done."""
    answer = answering(listener)
    done = _done(answer)

    def first(args: Args) -> BoltResponse | None:
        if not reads(args):
            return done(args)
        args.ack()
        return None

    def then(args: Args) -> None:
        if reads(args):
            answer(args)

    app.command(name)(ack=first, lazy=[then])


def on_action(app: App, action_id: str, listener: Listener, *, then: Listener | None = None) -> None:
    """Do what a button, a menu or an input asks for; then, when it is acknowledged, what nobody waits for."""
    app.action(action_id)(ack=_done(answering(listener)), lazy=_lazy(then))


def on_looking(app: App, action_id: str, listener: Listener) -> None:
    """Show what a button or a menu asks for, where that takes a while. It must change nothing."""
    app.action(action_id)(ack=_at_once, lazy=[answering(listener)])


def on_typing(app: App, action_id: str, listener: Listener) -> None:
    """Help somebody who is typing. They asked for nothing: what goes wrong is for our logs alone."""
    app.action(action_id)(ack=_at_once, lazy=[quietly(listener)])


def on_shortcut(app: App, callback_id: str, listener: Listener) -> None:
    """Answer a global or a message shortcut."""
    app.shortcut(callback_id)(ack=_done(answering(listener)), lazy=[])


def on_form(app: App, callback_id: str, listener: Listener, *, then: Listener | None = None) -> None:
    """Answer a submitted form. The listener acknowledges it; `then` does what nobody waits for."""
    app.view(callback_id)(ack=answering(listener), lazy=_lazy(then))


def on_event(app: App, name: str, listener: Listener) -> None:
    """Answer an event that somebody waits for, and that may be answered twice: App Home."""
    app.event(name)(ack=answering(listener), lazy=[])


def on_question(app: App, name: str, listener: Listener, *, once: Once, when: When | None = None) -> None:
    """Answer an event that somebody waits for, once: a mention, a direct message. `when` says which of that name."""
    answer = answering(listener)

    def take(args: Args) -> BoltResponse | None:
        return once.take(args, answer)

    app.event(name, matchers=[when] if when else None)(ack=take, lazy=[])


def on_hearing(app: App, name: str, listener: Listener, *, when: When) -> None:
    """Listen to what nobody told us: what goes wrong is for our logs alone. `when` says which of that name."""
    app.event(name, matchers=[when])(ack=quietly(listener), lazy=[])


def on_contribution(
    app: App, name: str, listener: Callable[[Args], BoltResponse | None], *, when: When
) -> None:
    """Keep what people write: if that cannot be, Slack sends it again. `when` says which of that name."""
    app.event(name, matchers=[when])(ack=listener, lazy=[])


def _done(answer: Answerer) -> Callable[[Args], BoltResponse | None]:
    def acknowledging(args: Args) -> BoltResponse | None:
        if not answer(args):
            return BoltResponse(status=NOT_YET)
        if args.ack.response is None:
            args.ack()
        return None

    return acknowledging


def _at_once(ack: Ack) -> None:
    ack()


def _lazy(then: Listener | None) -> list[Callable[..., None]]:
    return [quietly(then)] if then else []

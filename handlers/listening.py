"""How listeners are registered, so that Slack is always answered in time.

Commands, buttons, shortcuts and events that somebody waits for are acknowledged at once and answered by a worker
(Bolt's lazy listeners). Forms are answered in the acknowledgement itself, because that is where Slack wants to hear
what is wrong.
"""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, Args

from handlers.answering import Listener, answering, quietly

When = Callable[[dict[str, Any]], bool]
"""Whether an event is meant; its parameter must be called `event`, as Bolt does."""


def on_command(app: App, name: str, listener: Listener) -> None:
    """Answer a slash command."""
    app.command(name)(ack=_at_once, lazy=[answering(listener)])


def on_action(app: App, action_id: str, listener: Listener, *, then: Listener | None = None) -> None:
    """Answer a button, a menu or an input that was used; then, when it was answered, do what nobody waits for."""
    answer = answering(listener)
    app.action(action_id)(ack=_at_once, lazy=[_both(answer, quietly(then)) if then else answer])


def on_typing(app: App, action_id: str, listener: Listener) -> None:
    """Help somebody who is typing. They asked for nothing: what goes wrong is for our logs alone."""
    app.action(action_id)(ack=_at_once, lazy=[quietly(listener)])


def on_shortcut(app: App, callback_id: str, listener: Listener) -> None:
    """Answer a global or a message shortcut."""
    app.shortcut(callback_id)(ack=_at_once, lazy=[answering(listener)])


def on_form(app: App, callback_id: str, listener: Listener, *, then: Listener | None = None) -> None:
    """Answer a submitted form. The listener acknowledges it; `then` does what nobody waits for."""
    app.view(callback_id)(ack=answering(listener), lazy=[quietly(then)] if then else [])


def on_event(app: App, name: str, listener: Listener, *, when: When | None = None) -> None:
    """Answer an event that somebody waits for: a mention, a message, App Home. `when` says which of that name."""
    app.event(name, matchers=[when] if when else None)(ack=_at_once, lazy=[answering(listener)])


def on_hearing(app: App, name: str, listener: Listener, *, when: When) -> None:
    """Listen to what nobody told us: what goes wrong is for our logs alone. `when` says which of that name."""
    app.event(name, matchers=[when])(ack=_at_once, lazy=[quietly(listener)])


def _at_once(ack: Ack) -> None:
    ack()


def _both(first: Listener, second: Listener) -> Listener:
    def listener(args: Args) -> None:
        first(args)
        second(args)

    return listener

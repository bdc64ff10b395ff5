"""What each person's page is told: facts, turned into the messages of the page's socket."""

import threading
from collections import defaultdict
from collections.abc import Callable

from playground import facts
from playground.values import JSON, Message
from playground.workspace import Workspace

Listener = Callable[[JSON], None]


class Screens:
    """Tells each listener what its person sees; listeners must be quick."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._listeners: dict[str, list[Listener]] = defaultdict(list)
        self._lock = threading.Lock()
        workspace.witnesses.append(self.witness)

    def listen(self, user: str, listener: Listener) -> Callable[[], None]:
        """Begin to listen for one person; call the answer to stop."""
        with self._lock:
            self._listeners[user].append(listener)
        return lambda: self._stop(user, listener)

    def _stop(self, user: str, listener: Listener) -> None:
        with self._lock:
            self._listeners[user].remove(listener)

    def witness(self, fact: facts.Fact) -> None:
        with self._lock:
            listening = {user: list(each) for user, each in self._listeners.items() if each}
        for user, listeners in listening.items():
            push = self._push(fact, user)
            for listener in listeners if push else ():
                listener(push or {})

    def _push(self, fact: facts.Fact, user: str) -> JSON | None:
        """What this person is told of it; None when it is not for them."""
        match fact:
            case facts.MessagePosted(message) | facts.MessageChanged(message) | facts.MessageDeleted(message):
                return _of_message(fact, message) if sees(self._workspace, user, message) else None
            case facts.ChannelChanged(channel):
                return (
                    {"type": "channel", "channel": channel.on_page(user)} if channel.seen_by(user) else None
                )
            case facts.ClockMoved(now):
                return {"type": "clock", "now": now.isoformat()}
        return _of_view(fact, user) or _of_person(fact, user)


def sees(workspace: Workspace, user: str, message: Message) -> bool:
    """Whether this person sees the message."""
    if message.ephemeral_to:
        return message.ephemeral_to == user
    return workspace.channels[message.channel].seen_by(user)


def _of_message(fact: facts.Fact, message: Message) -> JSON:
    if isinstance(fact, facts.MessageDeleted):
        return {"type": "message_deleted", "channel": message.channel, "ts": message.ts}
    kind = "message" if isinstance(fact, facts.MessagePosted) else "message_changed"
    return {"type": kind, "message": message.on_page()}


def _of_view(fact: facts.Fact, user: str) -> JSON | None:
    match fact:
        case facts.ViewShown(view, pushed) if view.user == user:
            return {"type": "view_pushed" if pushed else "view_opened", "view": view.on_page()}
        case facts.ViewUpdated(view) if view.user == user:
            return {"type": "view_updated", "view": view.on_page()}
        case facts.HomePublished(view) if view.user == user:
            return {"type": "home", "view": view.on_page()}
        case facts.ViewRefused(view, errors) if view.user == user:
            return {"type": "view_errors", "view_id": view.id, "errors": errors}
    return None


def _of_person(fact: facts.Fact, user: str) -> JSON | None:
    match fact:
        case facts.ViewClosed(owner, view_id) if owner == user:
            return {"type": "view_closed"} | ({"view_id": view_id} if view_id else {"all": True})
        case facts.Problem(owner, text) if owner == user:
            return {"type": "problem", "text": text}
    return None

"""Whether a member's digest goes on: what they press, and any other sign of life."""

from collections.abc import Callable
from concurrent.futures import Executor
from datetime import date
from typing import Any

import structlog
from slack_bolt import App, Args, BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware

from bot.domain.clock import Clock
from bot.services.rhythm import Rhythm
from bot.views import ids
from bot.views.message import Message
from bot.views.rhythm import ended_message, gone_on_message
from handlers.asking import member, workspace
from handlers.in_place import asking_from, change
from handlers.listening import on_action
from handlers.replying import say

log = structlog.get_logger(__name__)

_DONE = {"block_actions", "view_submission", "shortcut", "message_action"}
_HEARD = {"app_home_opened", "app_mention"}


def register(app: App, rhythm: Rhythm, executor: Executor, clock: Clock) -> None:
    """Answer the question whether a digest should go on, and note whoever does anything."""
    app.use(Seen(rhythm, executor, clock))

    def go_on(args: Args) -> None:
        rhythm.go_on(workspace(args), member(args), now=clock())
        _answered(args, gone_on_message())

    def end(args: Args) -> None:
        rhythm.end(workspace(args), member(args), now=clock())
        _answered(args, ended_message())

    on_action(app, ids.DIGEST_GO_ON, go_on)
    on_action(app, ids.DIGEST_END, end)


class Seen(Middleware):
    """Notes that somebody did something, after they are answered and beside what answers others.

    Once a day is enough, for each process. Should it die in between, their next step is noted.
    """

    def __init__(self, rhythm: Rhythm, executor: Executor, clock: Clock) -> None:
        self._rhythm = rhythm
        self._executor = executor
        self._clock = clock
        self._noted: dict[tuple[str, str], date] = {}

    def process(
        self,
        *,
        req: BoltRequest,
        resp: BoltResponse,  # noqa: ARG002 - Bolt's own
        next: Callable[[], BoltResponse],  # noqa: A002 - Bolt's name for it
    ) -> BoltResponse:
        """Let it be answered, and note who did it."""
        answered = next()
        team, who = req.context.team_id, req.context.user_id
        if team and who and is_sign_of_life(req.body):
            today = self._clock().date()
            if self._noted.get((team, who)) != today:
                self._noted[team, who] = today
                self._executor.submit(self._note, team, who)
        return answered

    def _note(self, team: str, who: str) -> None:
        try:
            self._rhythm.note(team, who, now=self._clock())
        except Exception:
            self._noted.pop((team, who), None)  # the next step tries again
            log.exception("broke", told=False)


def is_sign_of_life(body: dict[str, Any]) -> bool:
    """Whether somebody does something with us: not when they talk to others where we are, nor while they type.

    Reactions are known from the votes.
    """
    event = body.get("event")
    if isinstance(event, dict):
        directly = event.get("type") == "message" and event.get("channel_type") == "im"
        return (directly or event.get("type") in _HEARD) and not event.get("bot_id")
    return "command" in body or body.get("type") in _DONE


def _answered(args: Args, message: Message) -> None:
    """The question says what was answered."""
    if not change(args, asking_from(args, 0), message):
        say(args, message.text)

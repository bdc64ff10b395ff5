"""What to make of a call to Slack that went wrong."""

from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from http.client import HTTPException

from slack_sdk.errors import SlackApiError

from bot.delivery.answers import came_too_late, is_unclear, said
from bot.delivery.posting import CannotLook
from bot.delivery.showing import HeadIsMissing, NotShownYet
from bot.domain.notices import HEAD_IS_MISSING, UNKNOWN_FATE, Step

PATIENCE = 17
"""Attempts before a notice is given up: with the waits of `bot.delivery.delivery` between them, an hour or two."""

STILL_TAKEN = timedelta(seconds=30)
"""After we stopped waiting Slack may still take what we sent: so long we do not look whether it did."""
_AT_ONCE = timedelta()

_BUSY = {"ratelimited", "rate_limited", "message_limit_exceeded"}
_TOKEN_IS_WRONG = {"invalid_auth", "not_authed", "token_expired", "token_revoked"}
"""Somebody may be changing it this minute, another process may have a good one, and no notice will fare better."""
_OURS_TO_MEND = {"missing_scope", "not_allowed_token_type", "access_denied"}
"""The token lets us do other things: somebody may be mending that, and the notice is right."""
_STEPS = {
    "chat.update": Step.CHANGE,
    "conversations.open": Step.OPEN,
    "conversations.info": Step.ENTER,
    "conversations.join": Step.ENTER,
    "conversations.history": Step.LOOK,
    "conversations.replies": Step.LOOK,
}
"""Slack limits these by the method, for all of a workspace. Posting it limits by the channel."""
HEAD_IS_GONE = "thread_not_found"
"""The message that heads the thread was deleted: it may be posted anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why a notice is not in Slack, or why we do not know.

    `final`: it never will be. `unanswered`: Slack gave no answer. `wait`: it is no failure, only too soon, by so much.
    `step`: what Slack has had enough of in the whole workspace; `posting`: or in this channel. `token_is_wrong`:
    nothing would fare better, as long as we have no other token. `look_after`: what we sent may be taken until then.
    """

    code: str
    final: bool = False
    unanswered: bool = False
    look_after: timedelta = _AT_ONCE
    wait: timedelta | None = None
    step: Step | None = None
    posting: bool = False
    token_is_wrong: bool = False


def trouble(error: Exception) -> Trouble:
    """What an exception from a call to Slack, or from our own rendering, means for the notice."""
    look_after = STILL_TAKEN if came_too_late(error) else _AT_ONCE
    match error:
        case CannotLook():
            return Trouble(code=UNKNOWN_FATE, final=True)
        case HeadIsMissing():
            return Trouble(code=HEAD_IS_MISSING, final=True)
        case NotShownYet():
            return Trouble(code="picture_not_ready", wait=error.wait)
        case SlackApiError():
            return _refused(error, look_after)
        case OSError() | HTTPException():
            return Trouble(code=type(error).__name__, unanswered=True, look_after=look_after)
    return Trouble(code=type(error).__name__)


def _refused(error: SlackApiError, look_after: timedelta) -> Trouble:
    status: int = error.response.status_code
    code = said(error)
    if status == HTTPStatus.TOO_MANY_REQUESTS or code in _BUSY:
        method = str(error.response.api_url).rpartition("/")[2]
        return Trouble(
            code="ratelimited",
            wait=_retry_after(error),
            step=_STEPS.get(method),
            posting=method == "chat.postMessage",
        )
    if is_unclear(error):
        return Trouble(code=code, unanswered=True, look_after=look_after)
    if code in _TOKEN_IS_WRONG:
        return Trouble(code=code, token_is_wrong=True)
    return Trouble(code=code, final=code not in _OURS_TO_MEND | {HEAD_IS_GONE})


def _retry_after(error: SlackApiError) -> timedelta:
    headers = {name.lower(): value for name, value in error.response.headers.items()}
    told = headers.get("retry-after", "1")
    seconds = told[0] if isinstance(told, list) else told
    return timedelta(seconds=max(1, int(seconds)) if str(seconds).isdigit() else 1)

"""What to make of a call to Slack that went wrong."""

from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from http.client import HTTPException

from slack_sdk.errors import SlackApiError

from bot.delivery.posting import CannotLook
from bot.domain.notices import UNKNOWN_FATE

PATIENCE = 15
"""Attempts before a notice is given up: with `bot.delivery.delivery.LONGEST_WAIT` between them, about two hours."""

_BUSY = {"ratelimited", "rate_limited", "message_limit_exceeded"}
_SLACK_IS_UNWELL = {
    "internal_error",
    "fatal_error",
    "service_unavailable",
    "request_timeout",
    "team_added_to_org",
}
_OURS_TO_MEND = {
    "invalid_auth",
    "not_authed",
    "token_expired",
    "token_revoked",
    "missing_scope",
    "not_allowed_token_type",
    "access_denied",
}
"""The token is wrong: somebody may be changing it this minute, and the notice is right."""
HEAD_IS_GONE = "thread_not_found"
"""The message that heads the thread was deleted: it may be posted anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why a notice is not in Slack, or why we do not know.

    `final`: it never will be. `maybe_sent`: it may be there. `wait`: Slack said how long to leave it alone.
    """

    code: str
    final: bool = False
    maybe_sent: bool = False
    wait: timedelta | None = None


def trouble(error: Exception) -> Trouble:
    """What an exception from a call to Slack, or from our own rendering, means for the notice."""
    match error:
        case CannotLook():
            return Trouble(code=UNKNOWN_FATE, final=True)
        case SlackApiError():
            return _refused(error)
        case OSError() | HTTPException():  # no answer came: Slack may have done it or not
            return Trouble(code=type(error).__name__, maybe_sent=True)
    return Trouble(code=type(error).__name__)


def _refused(error: SlackApiError) -> Trouble:
    status: int = error.response.status_code
    code = str(error.response.get("error") or status)
    if status == HTTPStatus.TOO_MANY_REQUESTS or code in _BUSY:
        return Trouble(code="ratelimited", wait=_retry_after(error))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or code in _SLACK_IS_UNWELL:
        return Trouble(code=code if code in _SLACK_IS_UNWELL else f"http_{status}", maybe_sent=True)
    return Trouble(code=code, final=code not in _OURS_TO_MEND | {HEAD_IS_GONE})


def _retry_after(error: SlackApiError) -> timedelta:
    said = {name.lower(): value for name, value in error.response.headers.items()}.get("retry-after", "1")
    seconds = said[0] if isinstance(said, list) else said
    return timedelta(seconds=max(1, int(seconds)) if str(seconds).isdigit() else 1)

"""What Slack itself said, rather than a proxy, a sign-in page, or nobody."""

import re
from http import HTTPStatus
from socket import gaierror
from urllib.error import URLError

from slack_sdk.errors import SlackApiError

_WORD = re.compile(r"\w+")  # slack_sdk puts a sentence in its place when what came is no JSON
_SLACK_IS_UNWELL = {
    "internal_error",
    "fatal_error",
    "service_unavailable",
    "request_timeout",
    "team_added_to_org",
}


def said(error: SlackApiError) -> str:
    """Slack's word for why it did not do something; `http_` and the status, where the answer is not its last word."""
    status, data = error.response.status_code, error.response.data
    word = data.get("error") if isinstance(data, dict) and data.get("ok") is False else None
    is_slacks = isinstance(word, str) and _WORD.fullmatch(word)
    if is_slacks and (word in _SLACK_IS_UNWELL or status < HTTPStatus.INTERNAL_SERVER_ERROR):
        return str(word)
    return f"http_{status}"


def is_unclear(error: SlackApiError) -> bool:
    """Whether Slack may have done it or not."""
    word = said(error)
    is_busy = error.response.status_code == HTTPStatus.TOO_MANY_REQUESTS
    return word in _SLACK_IS_UNWELL or (word.startswith("http_") and not is_busy)


def is_refusal(error: Exception) -> bool:
    """Whether Slack surely did not do it: it said so, or was not reached."""
    match error:
        case SlackApiError():
            return not is_unclear(error)
        case URLError():
            return isinstance(error.reason, ConnectionRefusedError | gaierror)
    return False


def came_too_late(error: Exception) -> bool:
    """Whether we, or who stands between us and Slack, stopped waiting: Slack may do it after all."""
    match error:
        case SlackApiError():
            return bool(error.response.status_code == HTTPStatus.GATEWAY_TIMEOUT)
        case URLError():
            return isinstance(error.reason, TimeoutError)
    return isinstance(error, TimeoutError)

"""Which function answers which method, and what every call goes through first."""

from collections.abc import Callable, Mapping
from typing import Any

from playground.errors import SlackRefusal
from playground.slack import Slack
from playground.strict.scopes import check_scopes
from playground.values import JSON
from playground.web_api.arguments import Arguments

Method = Callable[[Slack, Arguments], JSON]
METHODS: dict[str, Method] = {}
WITH_APP_TOKEN = {"apps.connections.open"}
WITHOUT_TOKEN = {"api.test"}


def method(name: str) -> Callable[[Method], Method]:
    """Answer this method with the function."""

    def remember(function: Method) -> Method:
        METHODS[name] = function
        return function

    return remember


def call(slack: Slack, name: str, token: str, arguments: Mapping[str, Any]) -> JSON:
    """Answer one call as Slack does, `ok` or not; what is refused is remembered in `slack.refusals`.

    That a view has changed meanwhile is remembered among the calls only: whoever sends its hash asks to be told.
    """
    try:
        answer = {"ok": True} | _answer(slack, name, token, Arguments(arguments))
    except SlackRefusal as refusal:
        if refusal.error != "hash_conflict":
            slack.refuse(name, refusal)
        slack.calls.append((name, refusal.error))
        return _refused(refusal)
    slack.calls.append((name, "ok"))
    return answer


def _answer(slack: Slack, name: str, token: str, arguments: Arguments) -> JSON:
    function = METHODS.get(name)
    if function is None:
        raise SlackRefusal("unknown_method", req_method=name)
    if name not in WITHOUT_TOKEN:
        _check_token(slack, name, token)
    check_scopes(slack.manifest, name)
    with slack.workspace.lock:
        return function(slack, arguments)


def _check_token(slack: Slack, name: str, token: str) -> None:
    if not token:
        raise SlackRefusal("not_authed")
    if token not in (slack.tokens.bot, slack.tokens.app):
        raise SlackRefusal("invalid_auth")
    if (token == slack.tokens.app) != (name in WITH_APP_TOKEN):
        raise SlackRefusal("not_allowed_token_type")


def _refused(refusal: SlackRefusal) -> JSON:
    answer: JSON = {"ok": False, "error": refusal.error, **refusal.more}
    if refusal.messages:
        answer["errors"] = [words.removeprefix("[ERROR] ") for words in refusal.messages]
        answer["response_metadata"] = {"messages": refusal.messages}
    return answer

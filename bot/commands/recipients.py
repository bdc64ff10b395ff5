"""Whom a command is about: @name, #name, or the id that Slack has for either."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import typer
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

_ID = re.compile(r"[@#]?([CGUW](?=[A-Z]*\d)[A-Z0-9]{2,29})")  # with a digit, or @CERYS would be one
_A_PAGE = 200
_MOST_PAGES = 50  # of a workspace of ten thousand


def found(said: str, client: WebClient | None) -> str:
    """The id of the person or the channel that somebody named. Without a client, only ids are known.

    Raises:
        typer.BadParameter: there is none of that name, or several, or Slack was not to be asked.
    """
    if known := _ID.fullmatch(said.strip()):
        return known[1]
    sign, name = said.strip()[:1], said.strip()[1:].strip().casefold()
    if sign not in {"@", "#"} or not name:
        raise _wrong(
            f"“{said}” is neither a person nor a channel. Try @amira, #housing or an id such as U02ABC."
        )
    if client is None:
        raise _wrong(
            f"without SLACK_BOT_TOKEN I do not know who {said} is. Give the id, such as U02ABC or C02ABC."
        )
    try:
        ids = sorted(_people(client, name) if sign == "@" else _channels(client, name))
    except (SlackApiError, OSError) as error:
        raise _wrong(f"Slack does not say who {said} is: {_reason(error)}. Give the id instead.") from error
    if not ids:
        raise _wrong(
            f"Slack knows no {said}, or does not show it to Collab. Check the spelling, or give the id."
        )
    if len(ids) > 1:
        raise _wrong(f"several are called {said}. Give one of the ids: {', '.join(ids)}.")
    return ids[0]


def _people(client: WebClient, name: str) -> Iterator[str]:
    for page in _pages(client, "users.list"):
        for person in page["members"]:
            profile = person.get("profile") or {}
            called = {
                person.get("name"),
                person.get("real_name"),
                profile.get("display_name"),
                profile.get("real_name"),
            }
            if not person.get("deleted") and name in {one.casefold() for one in called if one}:
                yield person["id"]


def _channels(client: WebClient, name: str) -> Iterator[str]:
    kinds = {"types": "public_channel,private_channel", "exclude_archived": True}
    for page in _pages(client, "conversations.list", **kinds):
        for channel in page["channels"]:
            if channel["name"].casefold() == name:
                yield channel["id"]


def _pages(client: WebClient, method: str, **more: Any) -> Iterator[Mapping[str, Any]]:
    cursor = ""
    for _ in range(_MOST_PAGES):
        asked = {**more, "limit": _A_PAGE} | ({"cursor": cursor} if cursor else {})
        page = client.api_call(method, params=asked)
        yield page  # type: ignore[misc]  # it is one of dictionaries
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return


def _reason(error: Exception) -> str:
    return str(error.response["error"]) if isinstance(error, SlackApiError) else str(error)


def _wrong(words: str) -> typer.BadParameter:
    return typer.BadParameter(words, param_hint="--for")

"""Fetching a file that somebody gave us in Slack."""

import time
from http.client import HTTPException
from urllib.parse import urlsplit
from urllib.request import (
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
)

from slack_sdk import WebClient

from bot.domain.refusals import FileNotRead, FileTooLarge

_SLACK = (".slack.com", ".slack-gov.com")
_SILENCE = 10  # seconds that Slack may say nothing
_PATIENCE = 60.0  # seconds for the whole file
_CHUNK = 64 * 1024


class _NoRedirects(HTTPRedirectHandler):
    """Slack redirects those who may not read a file, and nobody else may have our token."""

    def redirect_request(self, *_: object, **__: object) -> None:
        """Follow none: it ends as an error."""


def fetched(client: WebClient, url: str, *, most_megabytes: int) -> bytes:
    """The content of a file of Slack's, read with the bot's token.

    Raises:
        FileNotRead: it is not at Slack, or Slack does not hand it over.
        FileTooLarge: it is larger than that.
    """
    if not _is_of_slack(client, url):
        raise FileNotRead
    request = Request(url, headers={"Authorization": f"Bearer {client.token}"})  # noqa: S310  (checked above)
    until = time.monotonic() + _PATIENCE
    content = bytearray()
    try:
        with _opener(client).open(request, timeout=_SILENCE) as answer:
            if answer.headers.get_content_type() == "text/html":  # a page to sign in at
                raise FileNotRead
            while chunk := answer.read(_CHUNK):
                content += chunk
                if len(content) > most_megabytes * 1024 * 1024:
                    raise FileTooLarge(most_megabytes)
                if time.monotonic() > until:
                    raise FileNotRead
    except (OSError, HTTPException) as error:  # URLError is an OSError
        raise FileNotRead from error
    return bytes(content)


def _opener(client: WebClient) -> OpenerDirector:
    """It goes the ways that the client goes."""
    proxies = {"http": client.proxy, "https": client.proxy} if client.proxy else {}
    return build_opener(ProxyHandler(proxies), HTTPSHandler(context=client.ssl), _NoRedirects)


def _is_of_slack(client: WebClient, url: str) -> bool:
    """Whether we may show our token there: at Slack, or where the Web API is."""
    try:
        place, api = urlsplit(url), urlsplit(client.base_url)
        host = place.hostname or ""
    except ValueError:
        return False
    if (place.scheme, place.netloc) == (api.scheme, api.netloc):
        return True
    return place.scheme == "https" and place.netloc == host and host.endswith(_SLACK)

"""Showing a picture to one person, or wherever they asked for it."""

import time
from collections.abc import Callable

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.views.picture import Picture

log = structlog.get_logger(__name__)
WAITS = (0.0, 0.7, 1.5)
"""Seconds before each try to show what was uploaded: Slack looks at a picture first, and refuses it meanwhile."""

_TROUBLE = (SlackClientError, OSError)  # Slack refused it, or did not hear it


def show_picture(
    client: WebClient,
    user_id: str,
    picture: Picture,
    show: Callable[[str], None],
) -> None:
    """Upload a picture that nobody else sees, and `show` it by its file id; else send it to the person directly.

    It comes on top of an answer that says the same in words. So when Slack takes it nowhere, that is only logged.
    """
    try:
        uploaded = client.files_upload_v2(
            content=picture.png, filename=picture.name, title=picture.title, alt_txt=picture.words
        )
        if not _shown(show, str(uploaded["files"][0]["id"])):
            _send(client, user_id, picture)
    except _TROUBLE:
        log.warning("could not show a picture", exc_info=True)


def _shown(show: Callable[[str], None], file_id: str) -> bool:
    for wait in WAITS:
        time.sleep(wait)
        try:
            show(file_id)
        except _TROUBLE:
            continue
        return True
    return False


def _send(client: WebClient, user_id: str, picture: Picture) -> None:
    client.files_upload_v2(
        content=picture.png,
        filename=picture.name,
        title=picture.title,
        alt_txt=picture.words,
        channel=client.conversations_open(users=user_id)["channel"]["id"],
        initial_comment=picture.words,
    )

"""The channels that this process knows we are in: Slack is not asked before each message."""

import threading
from datetime import datetime, timedelta
from http import HTTPStatus

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.domain.clock import Clock

REMEMBERED = timedelta(minutes=10)
"""Somebody may take us out meanwhile. Slack lets us post in a public channel all the same, but tells us of no votes."""
_MOST = 10_000
NOT_THERE = {"not_in_channel", "channel_not_found", "is_archived"}
"""What Slack says where we are not a member any more."""


class Channels:
    """Which channels we are in, as Slack said a little while ago; by token, for each is another bot's."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._known_until: dict[tuple[str | None, str], datetime] = {}

    def enter(self, client: WebClient, channel_id: str) -> None:
        """Be a member if we can.

        Slack tells only members of a channel about reactions to messages in it, and lets only members read what is
        there.
        """
        if self._is_known(client, channel_id):
            return
        try:
            channel = client.conversations_info(channel=channel_id)["channel"]
            if not channel["is_private"] and not channel["is_member"]:
                client.conversations_join(channel=channel_id)
        except SlackApiError as error:
            if error.response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
                raise
            return  # a private channel is joined by invitation only; what else is wrong, posting finds out
        self._remember(client, channel_id)

    def forget(self, client: WebClient, channel_id: str) -> bool:
        """Ask Slack again next time; answers whether we thought that we are in it."""
        with self._lock:
            return self._known_until.pop((client.token, channel_id), None) is not None

    def _is_known(self, client: WebClient, channel_id: str) -> bool:
        with self._lock:
            until = self._known_until.get((client.token, channel_id))
        return until is not None and self._clock() < until

    def _remember(self, client: WebClient, channel_id: str) -> None:
        with self._lock:
            self._known_until.pop((client.token, channel_id), None)
            if len(self._known_until) >= _MOST:
                self._known_until.pop(next(iter(self._known_until)))
            self._known_until[client.token, channel_id] = self._clock() + REMEMBERED

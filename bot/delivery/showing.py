"""One attempt to have in Slack what a notice says."""

from dataclasses import replace
from datetime import timedelta

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.delivery import posting
from bot.delivery.answers import is_refusal, said
from bot.delivery.channels import NOT_THERE, Channels
from bot.delivery.pictures import WAITS, image, uploaded
from bot.domain.clock import Clock
from bot.domain.notices import Notice, Upload
from bot.views.message import Message

Place = tuple[str, str]
"""A channel's id, and the `ts` of a message in it."""

log = structlog.get_logger(__name__)


class TooLate(Exception):
    """The lease may end before Slack has answered: somebody else may be posting the same."""


class HeadIsMissing(Exception):
    """The message that heads the thread never came to be."""


class NotShownYet(Exception):
    """Slack has the picture, and wants a little time before it shows it."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(wait)
        self.wait = wait


class Showing:
    """One attempt: where the message is known it is changed, where it may be it is looked for, else it is posted.

    `unsure` says, whatever goes wrong on the way, whether the message may be there without our knowing where;
    `upload` is its picture, if Slack has that by then.
    """

    def __init__(
        self,
        client: WebClient,
        notice: Notice,
        clock: Clock,
        channels: Channels,
        *,
        find: posting.Find = posting.find,
    ) -> None:
        self._client = client
        self._notice = notice
        self._clock = clock
        self._channels = channels
        self._find = find
        self.unsure = notice.maybe_sent
        self.upload: Upload | None = notice.upload

    def show(self, message: Message | None) -> Place | None:
        """Where the message is now; None when there was nothing to say, and nothing was said.

        Raises:
            TooLate: it was not posted, because the lease ends.
            HeadIsMissing: it cannot be posted, because there is no thread for it.
            NotShownYet: it was not posted, because its picture needs a little time.
        """
        if self._notice.in_thread_of and not (self._notice.thread_ts or self._notice.is_there):
            raise HeadIsMissing
        if known := self._changed(message):
            return known
        if message is None and not self.unsure:
            return None
        if self.unsure:  # only a member may look
            self._channels.forget(self._client, self._notice.recipient)
        channel_id = posting.place(self._client, self._notice, self._channels)
        ts = self._found(channel_id, message) if self.unsure else None
        if message and ts is None:
            ts = self._posted(channel_id, message)
        return (channel_id, ts) if ts else None

    def _changed(self, message: Message | None) -> Place | None:
        channel_id, ts = self._notice.channel_id, self._notice.message_ts
        if message is None or channel_id is None or ts is None:
            return None
        if posting.update(self._client, channel_id, ts, message):
            return channel_id, ts
        # It was deleted, and may have been posted anew by somebody who died before saying so.
        self.unsure = True
        return None

    def _found(self, channel_id: str, message: Message | None) -> str | None:
        """Where it was posted before, changed to what it says today if it is kept up to date."""
        ts = self._find(self._client, channel_id, self._notice)
        if ts and message and self._notice.refreshes:
            ts = ts if posting.update(self._client, channel_id, ts, message) else None
        self.unsure = False
        return ts

    def _posted(self, channel_id: str, message: Message) -> str:
        if message.picture and not self._is_hopeless():
            self.upload = uploaded(self._client, message.picture, self.upload)
            blocks = [*message.blocks, image(self.upload, message.picture)]
            try:
                return self._post(channel_id, replace(message, blocks=blocks, picture=None))
            except SlackApiError as error:
                if said(error) != "invalid_blocks":
                    raise
            refused = self.upload.refused
            self.upload = replace(self.upload, refused=refused + 1)
            if not self._is_hopeless():
                raise NotShownYet(timedelta(seconds=WAITS[refused]))
            log.warning("a notice goes out without its picture", notice=self._notice.id)
        return self._post(channel_id, message)

    def _is_hopeless(self) -> bool:
        return self.upload is not None and self.upload.refused > len(WAITS)

    def _post(self, channel_id: str, message: Message) -> str:
        try:
            return self._post_once(channel_id, message)
        except SlackApiError as error:
            if said(error) not in NOT_THERE or not self._channels.forget(self._client, channel_id):
                raise
        posting.place(self._client, self._notice, self._channels)
        return self._post_once(channel_id, message)

    def _post_once(self, channel_id: str, message: Message) -> str:
        if self._clock() + timedelta(seconds=posting.TIMEOUT) > self._notice.lease_until:
            raise TooLate
        self.unsure = True
        try:
            return posting.post(self._client, channel_id, self._notice, message)
        except Exception as error:
            self.unsure = not is_refusal(error)
            raise

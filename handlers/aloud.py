"""Answering where everybody reads it, or in a direct message: each answer stands there once."""

from typing import Any

from slack_bolt import Args

EVENT_TYPE = "collab_answer"
_PAGE = 200


class Answers:
    """The answers to one event, signed with its id.

    Where it was in hand before (`again`), what was said then is not said once more.
    """

    def __init__(self, args: Args, *, again: bool = False) -> None:
        self._client = args.client
        self._event_id = str(args.body["event_id"])
        self._event_ts = str((args.event or {})["event_ts"])
        self._again = again
        self._said = 0

    @classmethod
    def to(cls, args: Args) -> "Answers":
        """Those to the event that is being answered."""
        found = args.context.get("answers")
        return found if isinstance(found, cls) else cls(args)

    def say(self, *, channel: str, thread_ts: str | None, **message: Any) -> None:
        """Post a message, unless it is there."""
        self._said += 1
        key = f"{self._event_id}:{self._said}"
        if self._again and key in self._keys(channel, thread_ts):
            return
        self._client.chat_postMessage(
            channel=channel,
            thread_ts=thread_ts,
            unfurl_links=False,
            unfurl_media=False,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"key": key}},
            **message,
        )

    def _keys(self, channel: str, thread_ts: str | None) -> set[str]:
        """What the messages are signed with that were posted since."""
        since: dict[str, Any] = {
            "channel": channel,
            "oldest": self._event_ts,
            "include_all_metadata": True,
            "limit": _PAGE,
        }
        if thread_ts:
            page = self._client.conversations_replies(ts=thread_ts, **since)
        else:
            page = self._client.conversations_history(**since)
        messages: list[dict[str, Any]] = page["messages"]
        signed = ((one.get("metadata") or {}).get("event_payload") or {} for one in messages)
        return {str(one["key"]) for one in signed if "key" in one}

"""Events: what the app subscribed to, sent at least once."""

import threading
from datetime import datetime, timedelta

from playground import facts
from playground.delivery import Outcome, Payload
from playground.faults import Fault
from playground.payloads import event_callback
from playground.slack import Slack
from playground.values import BOT_USER_ID, JSON, Channel, Message

RETRY_SECONDS = (0.0, 60.0, 300.0)
"""Slack tries again almost at once, after a minute, and after five."""
_TIMERS_DIFFER = timedelta(milliseconds=20)  # asyncio's clock is another
_REASONS = {"operation_timeout": "http_timeout", "dispatch_failed": "connection_failed"}


class Events:
    """Turns facts into events and delivers them, again when the app does not acknowledge."""

    def __init__(self, slack: Slack) -> None:
        self.retry_scale = 1.0
        self._slack = slack
        self._held: list[Payload] = []
        self._again: list[tuple[datetime, Payload]] = []
        self._lock = threading.Lock()
        slack.workspace.witnesses.append(self.witness)
        slack.clock.on_move(lambda _now: self._clock_moved())

    @property
    def next_again(self) -> datetime | None:
        """When the next event that was not acknowledged is sent again; None when none is."""
        with self._lock:
            return min((at for at, _ in self._again), default=None)

    def witness(self, fact: facts.Fact) -> None:
        match fact:
            case facts.MessagePosted(message):
                self._said(message)
            case facts.Reacted():
                self._reacted(fact)
            case facts.HomeOpened():
                self._home_opened(fact)
            case facts.MemberJoined(channel, user):
                self._membership("member_joined_channel", channel, user)
            case facts.MemberLeft(channel, user):
                self._membership("member_left_channel", channel, user)
            case facts.MessageChanged(message, edited=True):
                self._rewritten(message, "message_changed")
            case facts.MessageDeleted(message):
                self._rewritten(message, "message_deleted")

    def _said(self, message: Message) -> None:
        channel = self._slack.workspace.channels[message.channel]
        if message.ephemeral_to or BOT_USER_ID not in channel.members:
            self._warn_absent(message)
            return
        event = message.in_slack() | {"channel": channel.id, "event_ts": message.ts}
        if message.is_reply and (head := channel.messages.get(message.thread_ts or "")):
            event["parent_user_id"] = head.user
        mentioned = f"<@{BOT_USER_ID}" in message.text
        if mentioned and channel.kind != "im" and message.user != BOT_USER_ID:
            self._send(event | {"type": "app_mention"}, "app_mention")
        self._send(event | {"channel_type": channel.type_in_events}, self._message_event(channel))

    def _message_event(self, channel: Channel) -> str:
        return {"public": "message.channels", "private": "message.groups"}.get(
            channel.kind, f"message.{channel.kind}"
        )

    def _warn_absent(self, message: Message) -> None:
        """Slack's client offers to invite an app that was mentioned where it is not."""
        bot = self._slack.workspace.bot
        if f"<@{BOT_USER_ID}" in message.text and not message.ephemeral_to and message.user != BOT_USER_ID:
            words = (
                f"{bot.real_name} is not in this channel, so it cannot read this. Type /invite @{bot.name}"
            )
            self._slack.workspace.tell(facts.Problem(message.user, words))

    def _rewritten(self, message: Message, subtype: str) -> None:
        channel = self._slack.workspace.channels[message.channel]
        if message.ephemeral_to or BOT_USER_ID not in channel.members:
            return
        event_ts = self._slack.clock.stamp()
        event: JSON = {"type": "message", "subtype": subtype, "channel": channel.id, "ts": event_ts}
        event |= {"event_ts": event_ts, "channel_type": channel.type_in_events, "hidden": True}
        if subtype == "message_deleted":
            event |= {"deleted_ts": message.ts, "previous_message": message.in_slack()}
        else:
            event |= {"message": message.in_slack()}
        self._send(event, self._message_event(channel))

    def _reacted(self, fact: facts.Reacted) -> None:
        message = fact.message
        if BOT_USER_ID not in self._slack.workspace.channels[message.channel].members:
            return
        event: JSON = {
            "type": "reaction_added" if fact.added else "reaction_removed",
            "user": fact.user,
            "reaction": fact.name,
            "item_user": message.user,
            "item": {"type": "message", "channel": message.channel, "ts": message.ts},
            "event_ts": fact.event_ts,
        }
        self._send(event, event["type"])

    def _home_opened(self, fact: facts.HomeOpened) -> None:
        event = {"type": "app_home_opened", "user": fact.user, "channel": fact.channel, "tab": fact.tab}
        event["event_ts"] = self._slack.clock.stamp()
        home = self._slack.workspace.homes.get(fact.user)
        self._send(
            event | ({"view": home.in_slack()} if home and fact.tab == "home" else {}), "app_home_opened"
        )

    def _membership(self, kind: str, channel: Channel, user: str) -> None:
        if BOT_USER_ID not in channel.members and user != BOT_USER_ID:
            return
        short = "C" if channel.kind == "public" else "G"
        event = {"type": kind, "user": user, "channel": channel.id, "channel_type": short}
        self._send(event | {"team": channel.id, "event_ts": self._slack.clock.stamp()}, kind)

    def _send(self, event: JSON, subscription: str) -> None:
        if subscription not in self._slack.manifest.events:
            return
        event_time = int(float(event["event_ts"]))
        body = event_callback(event, self._slack.workspace.new_id("Ev"), event_time)
        payload = Payload(kind="events_api", name=event["type"], body=body)
        self._misbehave(payload, self._slack.faults.for_event(event["type"]))

    def _misbehave(self, payload: Payload, fault: Fault | None) -> None:
        if fault and fault.fault == "reorder":
            self._held.append(payload)
            return
        if fault and fault.fault == "late":
            self._slack.delivery.later(fault.seconds, lambda: self._attempt(payload))
            return
        self._attempt(payload)
        if fault and fault.fault == "duplicate":
            self._attempt(payload)
        held, self._held = self._held, []
        for each in held:
            self._attempt(each)

    def _attempt(self, payload: Payload, at: datetime | None = None) -> None:
        """Send it. What is due `at` a moment that the clock has left behind is sent now, and counts as sent then."""
        begun = at or self._slack.clock.now()
        self._slack.delivery.deliver(payload, lambda outcome: self._answered(payload, outcome, begun))

    def _answered(self, payload: Payload, outcome: Outcome, begun: datetime) -> None:
        attempt = (payload.retry_num or 0) + 1
        stop = outcome.answer is not None and outcome.answer.no_retry
        if not outcome.failure or stop or attempt > len(RETRY_SECONDS):
            return
        again = Payload(
            kind=payload.kind,
            name=payload.name,
            body=payload.body,
            retry_num=attempt,
            retry_reason=_REASONS.get(outcome.failure, "http_error"),
        )
        due = begun + timedelta(seconds=RETRY_SECONDS[attempt - 1] * self.retry_scale)
        with self._lock:
            self._again.append((due, again))
        left = (due - self._slack.clock.now()).total_seconds()  # none, where the clock was moved past it
        self._slack.delivery.later(max(0.0, left), self._send_again)

    def _clock_moved(self) -> None:
        self._send_again()
        now = self._slack.clock.now()
        with self._lock:
            left = [(at - now).total_seconds() for at, _ in self._again]
        for seconds in left:
            self._slack.delivery.later(max(0.0, seconds), self._send_again)

    def _send_again(self) -> None:
        """Send what is due by the clock of the workspace: somebody may have moved it."""
        now = self._slack.clock.now() + _TIMERS_DIFFER
        with self._lock:
            due = [(at, payload) for at, payload in self._again if at <= now]
            self._again = [(at, payload) for at, payload in self._again if at > now]
        for at, payload in due:
            self._attempt(payload, at)

"""A workspace where much is under way: digests, cards, interests, a workshop that gathers and one that votes."""

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.items import Item
from bot.domain.workshops import FormatKey, NewContribution, Workshop, WorkshopPhase, WorkshopSettings
from bot.use_cases import Services, build_services
from playground import Playground
from playground.driver.message import ShownMessage
from playground.driver.people import Member
from playground.values import BOT_USER_ID, TEAM_ID, Message
from storage.database import Database
from tests.factories import content
from tests.faults.clock import SharedClock
from tests.faults.life import CHOSEN

TEAM = TEAM_ID
LEADER = "U0BEN"
PEOPLE = ("amira", "ben", "cerys", "dev", "eilidh", "farah", "gareth", "hannah", "ifeanyi", "jo")
DIGESTS = ("housing", "planning", "data")
READER = "U0HANNAH"
TITLES = (
    "Damp and mould reports",
    "Bin day reminders",
    "Parking permits online",
    "Letters about council tax",
)
CARDS = ("housing", "planning", "data", "show-and-tell")
FEARED = ("Nobody owned it", "The tools did not fit", "We talked too late", "The suppliers left")


@dataclass(slots=True)
class World:
    """The workspace, the database behind it, and what people know that Slack does not.

    `ended` holds the workshops whose voting somebody has ended, or tried to: nobody votes in them any more.
    """

    slack: Playground
    clock: SharedClock
    database: Database
    services: Services
    items: list[Item] = field(default_factory=list)
    gathering: int = 0
    voting: int = 0
    ended: set[int] = field(default_factory=set)
    voting_lock: threading.Lock = field(default_factory=threading.Lock)

    def person(self, number: int) -> Member:
        """One of the people of the playground."""
        return self.slack.person(PEOPLE[number])

    def signed(self) -> Iterator[tuple[str, Message]]:
        """Every message of ours that bears a notice's key, with the key."""
        with self.slack.workspace.lock:
            said = [
                one for place in self.slack.workspace.channels.values() for one in place.messages.values()
            ]
        for message in said:
            if key := key_of(message):
                yield key, message

    def shown(self, key: str, to: Member) -> ShownMessage | None:
        """The message that bears a key, on somebody's screen."""
        return next((to.look_at(message) for found, message in self.signed() if found == key), None)

    def signed_like(self, start: str) -> list[Message]:
        """The messages whose key starts so, in the order of their keys."""
        found = {key: message for key, message in self.signed() if key.startswith(start)}
        return [found[key] for key in sorted(found)]

    def is_archived(self, message: Message) -> bool:
        """Whether nobody can react to a message any more, because its channel is archived."""
        return self.slack.channel(message.channel).is_archived

    def move_clock(self, to: datetime | str) -> None:
        """It is another time, for Slack and for all processes."""
        self.slack.clock.move_to(to)


def key_of(message: Message) -> str | None:
    """The key of the notice that a message is."""
    signed = message.metadata or {}
    if message.user != BOT_USER_ID or signed.get("event_type") != "collab_notice":
        return None
    return str(signed["event_payload"]["key"])


def begun(slack: Playground, clock: SharedClock, url: str, at: datetime) -> World:
    """The workspace at a moment. All that it owes is still to be said."""
    slack.clock._listeners.insert(0, lambda _now: clock.follow(slack.clock._offset))
    slack.clock.move_to(at)
    database = Database.connect(url)
    world = World(slack, clock, database, build_services(database, CHOSEN))
    _share(world)
    _subscribe(world)
    world.gathering = _workshop(world, "housing", "Repairs online").id
    voting = _workshop(world, "planning", "Planning comments")
    for phase in (WorkshopPhase.GATHER, WorkshopPhase.GROUP):
        voting = world.services.workshop_phases.move_on(
            TEAM, voting.id, by=LEADER, seen=phase, now=clock.now()
        )
    world.voting = voting.id
    return world


def _share(world: World) -> None:
    now = world.clock.now()
    for number, (title, channel) in enumerate(zip(TITLES, CARDS, strict=True)):
        owner = world.person(2 * number).id
        item = world.services.items.share(TEAM, owner, content(title=title), now=now)
        world.items.append(item)
        copy_card(world, item, channel, request="at first")


def copy_card(world: World, item: Item, channel: str, *, request: str) -> None:
    """Somebody has an item's card shown in a channel."""
    world.services.interests.copy(
        TEAM,
        item.id,
        channel_id=world.slack.channel(channel).id,
        by=LEADER,
        note="",
        request=request,
        now=world.clock.now(),
    )


def _subscribe(world: World) -> None:
    digests, now = world.services.digests, world.clock.now()
    for channel in DIGESTS:
        digests.subscribe(TEAM, world.slack.channel(channel).id, digests.usual, by=LEADER, now=now)
    digests.subscribe(TEAM, READER, digests.usual, by=READER, now=now)


def _workshop(world: World, channel: str, subject: str) -> Workshop:
    now = world.clock.now()
    one = world.services.workshops.open(
        TEAM,
        FormatKey.PREMORTEM,
        subject=subject,
        channel_id=world.slack.channel(channel).id,
        private=False,
        facilitators=[LEADER],
        settings=WorkshopSettings(),
        request=subject,
        now=now,
    )
    for number, text in enumerate(FEARED):
        world.services.contributing.keep(
            TEAM,
            one.id,
            by=world.person(number).id,
            written=[NewContribution(category="Culture", text=text)],
            request=f"{subject} {number}",
            now=now,
        )
    return one


def reacted(message: Message) -> Mapping[str, list[str]]:
    """Who reacted to a message, by emoji, without ourselves."""
    return {
        name: [user for user in users if user != BOT_USER_ID] for name, users in message.reactions.items()
    }

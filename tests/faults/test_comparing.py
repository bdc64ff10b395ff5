"""The comparison sees each kind of difference: a suite that always finds none would prove nothing."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from bot.app import web_client
from bot.clockwork import Clockwork
from bot.delivery import Delivery
from playground import Playground
from playground.values import BOT_USER_ID, Message
from storage.models import NoticeRow, VoteRow
from tests.collab import MANIFEST
from tests.faults.clock import SharedClock
from tests.faults.comparing import differences
from tests.faults.databases import copied
from tests.faults.plans import DIGESTS_DUE, plan_of
from tests.faults.world import World, begun

CARD = "card:1:C0HOUSING:at first"


@pytest.fixture
def world(sqlite_template: Path, tmp_path: Path) -> Iterator[World]:
    """All is said, it is Monday at nine, and somebody has voted."""
    with Playground.start(MANIFEST) as slack, copied(f"sqlite:///{sqlite_template}", tmp_path) as url:
        made = begun(slack, SharedClock.create(tmp_path / "clock"), url, plan_of(1).begins)
        client = web_client(slack.bot_token, slack.api_url)
        clockwork = Clockwork(
            made.database,
            made.services,
            client_for=lambda _team: client,
            clock=made.clock.now,
            new_delivery=partial(Delivery, pace=timedelta(0)),
        )
        clockwork.delivery.deliver_due()
        slack.workspace.react(card(made), "U0DEV", "+1", add=True)
        made.move_clock(DIGESTS_DUE)
        clockwork.jobs.tick()
        clockwork.delivery.deliver_due()
        made.move_clock(made.clock.now() + timedelta(seconds=5))
        clockwork.delivery.deliver_due()
        clockwork.reconciler.reconcile_all()
        yield made
        made.database.close()


def card(world: World) -> Message:
    return next(message for key, message in world.signed() if key == CARD)


def test_there_is_none_where_all_went_well(world: World) -> None:
    assert differences(world) == []


def in_the_database(world: World, statement: object) -> None:
    with Session(world.database.engine) as session:
        session.execute(statement)  # type: ignore[call-overload]
        session.commit()


def posted_twice(world: World) -> None:
    one = card(world)
    place = world.slack.channel(one.channel)
    world.slack.workspace.post(place, BOT_USER_ID, one.text, blocks=one.blocks, metadata=one.metadata)


def lost(world: World) -> None:
    world.slack.workspace.delete(card(world))


def owed_by_nobody(world: World) -> None:
    in_the_database(world, delete(NoticeRow).where(NoticeRow.key == CARD))


def still_open(world: World) -> None:
    in_the_database(world, update(NoticeRow).where(NoticeRow.key == CARD).values(state="claimed"))


def failed(world: World) -> None:
    in_the_database(world, update(NoticeRow).where(NoticeRow.key == CARD).values(state="failed", error="x"))


def a_digest_too_many(world: World) -> None:
    place = world.slack.channel("housing")
    signed = {"event_type": "collab_notice", "event_payload": {"key": "digest:C0HOUSING:another"}}
    world.slack.workspace.post(place, BOT_USER_ID, "New", metadata=signed)


def a_vote_is_lost(world: World) -> None:
    in_the_database(world, delete(VoteRow).where(VoteRow.member_id == "U0DEV"))


def a_vote_that_nobody_cast(world: World) -> None:
    world.slack.workspace.react(card(world), "U0DEV", "+1", add=False)


def an_old_board(world: World) -> None:
    shown = next(message for key, message in world.signed() if key == "workshop:1:board")
    world.slack.workspace.change(shown, "old", None)


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (posted_twice, f"{CARD} is in Slack 2 times"),
        (lost, f"{CARD} is said to be at C0HOUSING"),
        (owed_by_nobody, f"{CARD} is in Slack, and nobody owed it"),
        (still_open, f"{CARD} is still claimed"),
        (failed, f"{CARD} failed: x; it is in Slack 1 times"),
        (a_digest_too_many, "C0HOUSING has 2 digests, and the database says 1"),
        (a_vote_is_lost, f"votes for {CARD}: Slack shows [('U0DEV', '+1')] more"),
        (a_vote_that_nobody_cast, "the database says {'+1': 1}, Slack shows {}"),
        (an_old_board, "workshop:1:board is not up to date in Slack"),
    ],
)
def test_each_is_seen(world: World, tamper: Callable[[World], None], said: str) -> None:
    tamper(world)

    assert any(said in one for one in differences(world)), differences(world)

"""Digests that hold more than anybody reads, and what must never be in one; through the playground's strictness."""

from datetime import datetime

import pytest

from bot.data import themes
from bot.data.formats import formats
from bot.domain.items import Collaboration, Kind, Origin
from bot.domain.workshops import FormatKey, WorkshopSettings
from playground.driver.message import ShownMessage
from storage.items import NewItem
from tests.collab import Collab
from tests.factories import content
from tests.handlers.steps import opened, shared_by, submits

WALES = "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"
ALL = tuple(theme.key for theme in themes())


def many(collab: Collab, count: int = 500, *, each: tuple[str, ...] = ALL[:1]) -> None:
    """So many new items, of every kind, with titles of 300 emoji."""
    now = collab.slack.clock.now()
    with collab.database.transaction(collab.team) as tx:
        tx.items.add_many([titled(number, now, each) for number in range(count)])


def titled(number: int, now: datetime, each: tuple[str, ...]) -> NewItem:
    said = content(
        kind=list(Kind)[number % len(Kind)],
        title=f"Number {number} {WALES * 300}",
        summary=WALES * 300,
        looking_for=WALES * 300,
        open_to=tuple(Collaboration),
        themes=each,
    )
    return NewItem(
        content=said, owner_id="U0AMIRA", contact="", origin=Origin(), created_at=now, confirmed_at=now
    )


def comes(collab: Collab) -> ShownMessage:
    collab.slack.clock.move_to("monday 09:00")
    collab.delivers()
    return collab.slack.posted("housing")[-1]


@pytest.mark.parametrize("wanted", [0, 1, 30], ids=["all themes", "one theme", "30 themes"])
def test_a_channels_digest_of_500_items_is_12_and_the_rest_is_one_click_away(
    collab: Collab, wanted: int
) -> None:
    form = collab.slack.person("ben").types("/collab digest", "housing").click("Start a digest").view
    names = [theme.name for theme in themes()][:wanted]
    assert form.fill(themes=names).submit().errors == {}
    many(collab, each=ALL)

    digest = comes(collab)

    assert digest.words.count("Number ") == 12
    assert "And 488 more." in digest.words
    rest = opened(digest.seen_by(collab.slack.person("cerys")).click("See the rest"))
    assert "Page 1 of 33" in rest.words
    assert len(collab.slack.posted("housing")) == 1, "only whoever asks sees the rest"


def test_nothing_of_a_private_place_is_in_any_digest(collab: Collab) -> None:
    """Of a message, only what its author agreed to; of a workshop and of an interest, nothing."""
    slack, ben = collab.slack, collab.slack.person("ben")
    ben.types("/collab digest", "housing").click("Start a digest").view.submit()
    opened(ben.types("/collab digest me").click("Set up my digest")).submit()
    slack.invite_app("leads")
    message = slack.person("amira").posts("The budget is cut by 12 percent", "leads")
    saved = slack.person("amira").shortcut("Save to Collab", message).view
    agrees = {"This message is not public": ["The author of the message agrees that I share this"]}
    submits(saved.fill(agrees, title="Budgets in the open", summary="How to show one."))
    board(collab, "The secret plan", "C0LEADS")
    now = slack.clock.now()
    collab.services.interests.interested(
        collab.team, shared_by(collab, "amira").id, member_id="U0CERYS", hope="Told in confidence", now=now
    )

    told = comes(collab).words + ben.inbox[-1].words

    assert told.count("Budgets in the open") == 2
    for secret in ("12 percent", "/archives/", "The secret plan", "Told in confidence", "@cerys"):
        assert secret not in told


def board(collab: Collab, subject: str, channel_id: str) -> None:
    workshop = collab.services.workshops.open(
        collab.team,
        FormatKey.PREMORTEM,
        subject=subject,
        channel_id=channel_id,
        private=True,
        facilitators=("U0AMIRA",),
        settings=WorkshopSettings(categories=formats()[FormatKey.PREMORTEM].categories),
        request="V1:1",
        now=collab.slack.clock.now(),
    )
    assert workshop.private
    collab.delivers()

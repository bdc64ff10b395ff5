"""Anonymous workshops: nobody can read who wrote what, whoever reads the database included."""

from datetime import UTC, time

import pytest
from sqlalchemy import inspect, text

from bot.domain.authorship import Authorship
from bot.domain.workshops import (
    FormatKey,
    Workshop,
    WorkshopPhase,
    WorkshopSettings,
)
from tests.collab import Collab
from tests.factories import NOW
from tests.handlers.workshop_steps import (
    ANONYMOUS,
    CHANNEL,
    begins,
    board,
    form,
    leads,
    shows,
    whispers,
    writes,
)


def everything_kept(collab: Collab) -> dict[str, str]:
    """All that the database holds, table by table."""
    engine = collab.database.engine
    with engine.connect() as connection:
        return {
            table: "\n".join(str(row) for row in connection.execute(text(f'SELECT * FROM "{table}"')))
            for table in inspect(engine).get_table_names()
        }


def test_the_database_holds_no_author_of_an_anonymous_contribution(collab: Collab) -> None:
    begins(collab, anonymous=[ANONYMOUS])
    assert "Anonymous: no names are kept" in board(collab).words
    writes(collab, "amira", "Nobody owned it")
    writes(collab, "dev", "Two logins")
    writes(collab, "dev", "Three logins")
    assert "3 contributions from 2 people." in shows(collab)

    kept = everything_kept(collab)
    assert "Nobody owned it" in kept["workshop_contributions"]
    for table, rows in kept.items():
        assert "U0AMIRA" not in rows, table
        assert "U0DEV" not in rows, table


def test_no_moment_tells_who_it_was(collab: Collab) -> None:
    begins(collab, anonymous=[ANONYMOUS])
    writes(collab, "amira", "Nobody owned it")
    (one,) = collab.services.workshops.state(collab.team, 1).contributions
    assert one.created_at.astimezone(UTC).time() == time(0, 0)


def test_its_author_still_changes_and_withdraws_it(collab: Collab) -> None:
    begins(collab, anonymous=[ANONYMOUS])
    writes(collab, "amira", "Nobody owned it")
    (one,) = collab.services.workshops.state(collab.team, 1).contributions
    assert f"text.own{one.id}" not in str(form(collab, "dev").blocks)

    form(collab, "amira").fill({f"text.own{one.id}": "Everybody owned it"}).submit()
    (after,) = collab.services.workshops.state(collab.team, 1).contributions
    assert after.text == "Everybody owned it"
    form(collab, "amira").fill({f"text.own{one.id}": None}).submit()
    assert collab.services.workshops.state(collab.team, 1).contributions == ()


def test_no_name_is_shown_with_it(collab: Collab) -> None:
    begins(collab, anonymous=[ANONYMOUS], shown="At once")
    writes(collab, "amira", "Nobody owned it")
    shows(collab)
    read = board(collab).seen_by(collab.slack.person("dev")).click("Read them all").view.words
    assert "Nobody owned it" in read
    assert "@amira" not in read


def test_whoever_replies_in_the_thread_is_told_that_the_reply_shows_their_name(collab: Collab) -> None:
    shown = begins(collab, anonymous=[ANONYMOUS])
    collab.slack.person("amira").posts("culture: nobody owned it", CHANNEL, thread=shown)
    collab.slack.wait_for(lambda: whispers(collab, "amira"))
    assert "everybody here can see that this reply is yours" in whispers(collab, "amira")[0]
    assert "U0AMIRA" not in everything_kept(collab)["workshop_contributions"]


def test_what_was_promised_stays(collab: Collab) -> None:
    begins(collab, anonymous=[ANONYMOUS])
    form(collab, "ben", "Settings").fill(subject="Repairs").submit()
    writes(collab, "amira", "Nobody owned it")
    assert "Anonymous" in shows(collab)
    leads(collab, "Close")
    assert "U0AMIRA" not in str(collab.services.workshops.state(collab.team, 1))


def workshop(number: int, *, anonymous: bool = True) -> Workshop:
    return Workshop(
        id=number,
        format=FormatKey.PREMORTEM,
        subject="x",
        channel_id="C1",
        facilitators=("U1",),
        settings=WorkshopSettings(anonymous=anonymous),
        phase=WorkshopPhase.GATHER,
        opened_at=NOW,
    )


def test_an_author_is_known_again_and_only_there() -> None:
    one = Authorship(b"a secret")
    author = one.author("T1", workshop(1), "U1")
    assert author == Authorship(b"a secret").author("T1", workshop(1), "U1")
    others = {
        one.author("T1", workshop(1), "U2"),
        one.author("T1", workshop(2), "U1"),
        one.author("T2", workshop(1), "U1"),
        Authorship(b"another").author("T1", workshop(1), "U1"),
        one.request("T1", 1, "U1"),
    }
    assert author not in others
    assert len(others) == 5
    assert "U1" not in author
    assert one.author("T1", workshop(1, anonymous=False), "U1") == "U1"


def test_without_a_secret_there_is_no_anonymity() -> None:
    with pytest.raises(ValueError, match="secret"):
        Authorship(b"")

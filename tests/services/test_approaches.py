"""Asking to meet somebody: who may be asked, who is told what, and who never is; on both databases."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.approaches import HOPE_LIMIT, Answer
from bot.domain.notices import Notice, NoticeKind
from bot.domain.profiles import Contact, ProfileContent
from bot.domain.refusals import ApproachGone, InvalidFields, NotWelcome
from bot.services.approaches import Approaches
from bot.services.housekeeping import APPROACHES_KEPT, NOTICES_KEPT, Housekeeping
from bot.services.profiles import Profiles
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW
from tests.owed import take_all

OTHER = "T0OTHER"
OPEN = ProfileContent(role="Planner", welcomes=(Contact.INTRODUCTIONS,), public=True)


@pytest.fixture
def profiles(database: Database) -> Profiles:
    found = Profiles(database)
    found.save(TEAM, "U2", OPEN, now=NOW)
    return found


@pytest.fixture
def approaches(database: Database, profiles: Profiles) -> Approaches:
    return Approaches(database)


def ask(approaches: Approaches, *, asker: str = "U1", person: str = "U2", now: datetime = NOW) -> int:
    return approaches.ask(TEAM, person, asker=asker, hope="Half an hour.", now=now).id


def owed(database: Database, workspace: str = TEAM) -> Sequence[Notice]:
    """What is owed and was not asked for before."""
    with database.transaction(workspace) as tx:
        return take_all(tx, NOW + timedelta(days=365))


def test_a_person_is_asked_once(database: Database, approaches: Approaches) -> None:
    first = ask(approaches)
    assert ask(approaches) == first

    (notice,) = owed(database)
    assert (notice.kind, notice.recipient) == (NoticeKind.APPROACH, "U2")
    pair = approaches.to_tell(TEAM, notice)
    assert pair is not None
    assert pair.approach.hope == "Half an hour."
    assert pair.asker is None, "the asker has no public profile"


@pytest.mark.parametrize(
    "profile",
    [replace(OPEN, public=False), replace(OPEN, welcomes=(Contact.QUESTIONS,)), replace(OPEN, welcomes=())],
    ids=["not public", "questions only", "nothing"],
)
def test_who_does_not_welcome_it_is_not_asked(
    database: Database, profiles: Profiles, approaches: Approaches, profile: ProfileContent
) -> None:
    profiles.save(TEAM, "U2", profile, now=NOW)

    with pytest.raises(NotWelcome):
        approaches.check(TEAM, "U2", asker="U1")
    with pytest.raises(NotWelcome):
        ask(approaches)
    assert owed(database) == []


@pytest.mark.parametrize("person", ["U1", "U3"], ids=["oneself", "somebody without a profile"])
def test_neither_oneself_nor_who_said_nothing_is_asked(
    profiles: Profiles, approaches: Approaches, person: str
) -> None:
    profiles.save(TEAM, "U1", OPEN, now=NOW)

    with pytest.raises(NotWelcome):
        ask(approaches, person=person)


def test_who_changed_their_mind_before_they_were_told_is_not_told(
    database: Database, profiles: Profiles, approaches: Approaches
) -> None:
    ask(approaches)
    profiles.save(TEAM, "U2", replace(OPEN, welcomes=()), now=NOW)

    (notice,) = owed(database)
    assert approaches.to_tell(TEAM, notice) is None


def test_accepting_owes_both_one_message(database: Database, approaches: Approaches) -> None:
    asked = ask(approaches)
    owed(database)

    pair = approaches.accept(TEAM, asked, by="U2", now=NOW)
    approaches.accept(TEAM, asked, by="U2", now=NOW + timedelta(hours=1))

    assert pair.approach.answer is Answer.ACCEPTED
    (notice,) = owed(database)
    assert (notice.kind, notice.recipient) == (NoticeKind.ACQUAINTED, "U1,U2")
    assert approaches.to_tell(TEAM, notice) is not None


def test_declining_tells_nobody_and_can_be_thought_over(database: Database, approaches: Approaches) -> None:
    asked = ask(approaches)
    owed(database)

    approaches.decline(TEAM, asked, by="U2", now=NOW)
    assert owed(database) == []
    assert ask(approaches) == asked, "to the asker it is as if they had not answered"
    assert owed(database) == []

    assert approaches.accept(TEAM, asked, by="U2", now=NOW).approach.answer is Answer.ACCEPTED
    assert len(owed(database)) == 1
    assert approaches.decline(TEAM, asked, by="U2", now=NOW).approach.answer is Answer.ACCEPTED


@pytest.mark.parametrize("by", ["U1", "U3"], ids=["the asker", "a third"])
def test_only_who_was_asked_may_answer(approaches: Approaches, by: str) -> None:
    asked = ask(approaches)

    with pytest.raises(ApproachGone):
        approaches.accept(TEAM, asked, by=by, now=NOW)
    with pytest.raises(ApproachGone):
        approaches.decline(TEAM, asked, by=by, now=NOW)


@pytest.mark.parametrize("hope", ["", " \n ", "x" * (HOPE_LIMIT + 1)], ids=["nothing", "blank", "too much"])
def test_something_must_be_hoped_for(approaches: Approaches, hope: str) -> None:
    with pytest.raises(InvalidFields) as refused:
        approaches.ask(TEAM, "U2", asker="U1", hope=hope, now=NOW)

    assert list(refused.value.problems) == ["hope"]


@pytest.mark.parametrize("who", ["U1", "U2"], ids=["the asker", "the person"])
def test_deleting_a_profile_ends_what_was_asked(
    database: Database, profiles: Profiles, approaches: Approaches, who: str
) -> None:
    asked = ask(approaches)
    profiles.delete(TEAM, who)

    with pytest.raises(ApproachGone):
        approaches.accept(TEAM, asked, by="U2", now=NOW)
    (notice,) = owed(database)
    assert approaches.to_tell(TEAM, notice) is None


def test_a_notice_never_tells_of_others_who_have_taken_the_number(
    database: Database, profiles: Profiles, approaches: Approaches
) -> None:
    """SQLite gives the id of a deleted row to the next."""
    ask(approaches)
    profiles.delete(TEAM, "U2")
    profiles.save(TEAM, "U4", OPEN, now=NOW)
    ask(approaches, asker="U3", person="U4", now=NOW + timedelta(days=1))

    first = next(one for one in owed(database) if one.recipient == "U2")
    assert approaches.to_tell(TEAM, first) is None


def test_who_declined_is_not_asked_again_when_the_first_notice_is_forgotten(
    database: Database, approaches: Approaches
) -> None:
    approaches.decline(TEAM, ask(approaches), by="U2", now=NOW)
    (notice,) = owed(database)
    with database.transaction(TEAM) as tx:
        tx.notices.sent(notice, channel_id="D2", message_ts="1.0", now=NOW)
    later = NOW + NOTICES_KEPT + timedelta(days=1)
    Housekeeping(database).forget_old(TEAM, now=later)

    ask(approaches, now=later)

    assert owed(database) == []


def test_after_half_a_year_one_may_ask_again(database: Database, approaches: Approaches) -> None:
    ask(approaches)
    owed(database)
    later = NOW + APPROACHES_KEPT + timedelta(days=1)
    Housekeeping(database).forget_old(TEAM, now=later)

    ask(approaches, now=later)

    assert len(owed(database)) == 1


def test_another_workspace_knows_nothing_of_it(database: Database, approaches: Approaches) -> None:
    asked = ask(approaches)
    (notice,) = owed(database)

    with pytest.raises(ApproachGone):
        approaches.accept(OTHER, asked, by="U2", now=NOW)
    with pytest.raises(NotWelcome):
        approaches.check(OTHER, "U2", asker="U1")
    assert approaches.to_tell(OTHER, notice) is None
    with database.transaction(OTHER) as tx:
        tx.approaches.forget("U2")
        tx.approaches.forget_before(NOW + timedelta(days=365))
    assert approaches.decline(TEAM, asked, by="U2", now=NOW).approach.answer is Answer.DECLINED

"""Rounds of consent and principles, where several things happen at once; on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest

from bot.domain.notices import NoticeKind, NoticeState
from bot.domain.principles import (
    MOST_EVIDENCE,
    SENTENCE_LIMIT,
    TITLE_LIMIT,
    Evidence,
    PrincipleText,
    Section,
)
from bot.domain.refusals import (
    InvalidFields,
    ItemArchived,
    NotYours,
    PrincipleGone,
    Refusal,
    RoundOver,
    RoundUnderWay,
)
from bot.domain.rounds import Answer, Asking, Outcome, Proposal
from bot.search.search import Search
from bot.services.consent import Consent
from bot.services.items import Items
from bot.services.manifesto import Manifesto
from bot.services.outbox import Outbox
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW, content
from tests.owed import take_all

OTHER = "T0OTHER"
DAY = timedelta(days=1)
TEXT = PrincipleText(title="Start with people", sentence="We ask users before we build.")
BETTER = PrincipleText(title="Start with people", sentence="We ask residents and staff before we build.")


@pytest.fixture
def consent(database: Database) -> Consent:
    return Consent(database, moderators=frozenset({"U0JO"}))


@pytest.fixture
def manifesto(database: Database) -> Manifesto:
    return Manifesto(database, vote_emoji=("+1",))


def asking(request: str = "V1:1") -> Asking:
    return Asking(channel_id="C0HOUSING", private=False, request=request)


def proposed(manifesto: Manifesto, request: str = "V1:1", **wanted: Any) -> Proposal:
    given: dict[str, Any] = {"by": "U0AMIRA", "asking": asking(request), "now": NOW} | wanted
    return manifesto.propose(TEAM, given.pop("text", TEXT), **given)


def at_once(*does: Callable[[], object]) -> list[object]:
    """What each comes to when all begin together; a refusal is an answer too."""
    together = Barrier(len(does))

    def run(one: Callable[[], object]) -> object:
        together.wait(30)
        try:
            return one()
        except Refusal as refusal:
            return refusal

    with ThreadPoolExecutor(len(does)) as threads:
        return [running.result(60) for running in [threads.submit(run, one) for one in does]]


def kinds(database: Database, workspace: str = TEAM) -> list[str]:
    """The kinds of the notices that wait, in the order they will be delivered in."""
    with database.transaction(workspace) as tx:
        return [notice.kind.value for notice in take_all(tx, NOW + 100 * DAY)]


def test_processes_that_end_a_round_at_once_end_it_once(
    database: Database, consent: Consent, manifesto: Manifesto
) -> None:
    for number in range(3):
        proposed(manifesto, f"V{number}:1")
    late = NOW + 30 * DAY

    counts = at_once(*(lambda: consent.write_due(TEAM, now=late) for _ in range(4)))

    assert sum(one for one in counts if isinstance(one, int)) == 3
    overview = manifesto.overview(TEAM, viewer="U1")
    assert sorted(one.principle.number or 0 for one in overview.principles) == [1, 2, 3]
    assert kinds(database).count(NoticeKind.CONSENT_RESULT.value) == 3


def test_rounds_that_end_at_once_get_numbers_of_their_own(consent: Consent, manifesto: Manifesto) -> None:
    rounds = [proposed(manifesto, f"V{number}:1").round.id for number in range(6)]

    def ends(round_id: int) -> Callable[[], object]:
        return lambda: consent.end_early(TEAM, round_id, by="U0AMIRA", now=NOW + 3 * DAY)

    at_once(*map(ends, rounds))

    numbers = [one.principle.number for one in manifesto.overview(TEAM, viewer="U1").principles]
    assert numbers == [1, 2, 3, 4, 5, 6]


def test_what_many_press_at_once_is_all_kept(consent: Consent, manifesto: Manifesto) -> None:
    round_id = proposed(manifesto).round.id

    def agrees(who: str) -> Callable[[], object]:
        return lambda: consent.answer(TEAM, round_id, Answer.AGREE, by=who, version=1, now=NOW)

    at_once(*(agrees(f"U{number}") for number in range(8)), agrees("U0"))

    assert sorted(consent.look(TEAM, round_id).round.agreed) == [f"U{number}" for number in range(8)]


def test_a_double_press_of_object_is_one_objection(
    database: Database, consent: Consent, manifesto: Manifesto
) -> None:
    round_id = proposed(manifesto).round.id

    def objects() -> object:
        return consent.object(TEAM, round_id, by="U0BEN", reason="It harms", version=1, now=NOW)

    at_once(objects, objects)

    assert [one.reason for one in consent.look(TEAM, round_id).round.objections] == ["It harms"]
    assert kinds(database).count(NoticeKind.CONSENT_OBJECTION.value) == 1


def test_whoever_objects_while_it_is_ended_early_is_heard_or_told(
    consent: Consent, manifesto: Manifesto
) -> None:
    round_id = proposed(manifesto).round.id
    later = NOW + 3 * DAY

    ended, objected = at_once(
        lambda: consent.end_early(TEAM, round_id, by="U0AMIRA", now=later),
        lambda: consent.object(TEAM, round_id, by="U0BEN", reason="It harms", version=1, now=later),
    )

    one = consent.look(TEAM, round_id).round
    if one.outcome is Outcome.ADOPTED:
        assert isinstance(objected, RoundOver)
        assert one.objections == ()
    else:
        assert isinstance(ended, Refusal)
        assert len(one.standing) == 1


def test_edits_at_once_are_one_after_the_other_or_refused(consent: Consent, manifesto: Manifesto) -> None:
    round_id = proposed(manifesto).round.id

    def edits(sentence: str) -> Callable[[], object]:
        text = PrincipleText(title="Start with people", sentence=sentence)
        return lambda: consent.edit(TEAM, round_id, text, by="U0AMIRA", version=1, now=NOW)

    said = at_once(edits("We ask residents."), edits("We ask staff."))

    assert [isinstance(one, Refusal) for one in said].count(True) == 1
    assert [one.number for one in consent.look(TEAM, round_id).versions] == [1, 2]


def test_a_form_that_is_sent_twice_at_once_opens_one_round(consent: Consent, manifesto: Manifesto) -> None:
    manifesto.overview(TEAM, viewer="U1")  # a new workspace would let them in one after the other
    said = at_once(*(lambda: proposed(manifesto) for _ in range(6)))

    assert len({one.round.id for one in said if isinstance(one, Proposal)}) == 1
    assert len(manifesto.overview(TEAM, viewer="U1").proposals) == 1


def test_there_is_one_round_about_a_principle_at_a_time(consent: Consent, manifesto: Manifesto) -> None:
    principle_id = proposed(manifesto).principle.id
    consent.write_due(TEAM, now=NOW + 8 * DAY)

    def changes(request: str) -> Callable[[], object]:
        return lambda: proposed(manifesto, request, text=BETTER, principle_id=principle_id, now=NOW + 8 * DAY)

    said = at_once(changes("V2:1"), changes("V3:1"))

    assert [isinstance(one, RoundUnderWay) for one in said].count(True) == 1


def test_what_ended_is_not_extended_beside_a_later_round(consent: Consent, manifesto: Manifesto) -> None:
    first = proposed(manifesto)
    consent.object(TEAM, first.round.id, by="U0BEN", reason="It harms", version=1, now=NOW)
    consent.write_due(TEAM, now=NOW + 8 * DAY)
    proposed(manifesto, "V2:1", text=BETTER, principle_id=first.principle.id, now=NOW + 8 * DAY)

    with pytest.raises(RoundUnderWay):
        consent.extend(TEAM, first.round.id, by="U0AMIRA", days=7, now=NOW + 8 * DAY)


def test_an_edit_tells_everybody_whom_it_concerns_once(
    database: Database, consent: Consent, manifesto: Manifesto
) -> None:
    round_id = proposed(manifesto).round.id
    for who in ("U0AMIRA", "U0BEN"):
        consent.answer(TEAM, round_id, Answer.AGREE, by=who, version=1, now=NOW)
    consent.object(TEAM, round_id, by="U0CERYS", reason="It harms", version=1, now=NOW)
    consent.edit(TEAM, round_id, BETTER, by="U0AMIRA", version=1, now=NOW)

    with database.reading(TEAM) as tx:
        keys = [key for key in tx.notices.states() if key.startswith("round-text:")]
    assert sorted(key.rpartition(":")[2] for key in keys) == ["U0BEN", "U0CERYS"]


def test_a_notice_that_is_not_so_any_more_is_not_sent(
    database: Database, consent: Consent, manifesto: Manifesto
) -> None:
    round_id = proposed(manifesto).round.id
    consent.answer(TEAM, round_id, Answer.AGREE, by="U0BEN", version=1, now=NOW)
    consent.edit(TEAM, round_id, BETTER, by="U0AMIRA", version=1, now=NOW)
    consent.object(TEAM, round_id, by="U0CERYS", reason="It harms", version=2, now=NOW)
    consent.answer(TEAM, round_id, Answer.AGREE, by="U0BEN", version=2, now=NOW)
    consent.withdraw_objection(TEAM, round_id, by="U0CERYS", now=NOW)
    with database.transaction(TEAM) as tx:
        owed = take_all(tx, NOW)
    said = {}
    for notice in owed:
        state = notice.subject.get("state", "")
        said[f"{notice.kind.value} {state}".strip()] = consent.to_tell(TEAM, notice) is not None

    assert said == {
        "consent_round": True,
        "consent_text_changed": False,  # he has looked at it
        "consent_objection standing": False,
        "consent_objection withdrawn": True,
    }


def test_whoever_proposed_it_hears_that_slack_did_not_take_it(
    database: Database, manifesto: Manifesto
) -> None:
    proposed(manifesto)
    outbox = Outbox(database)
    notice = outbox.claim(TEAM, now=NOW)
    assert notice

    outbox.failed(TEAM, notice, error="is_archived", now=NOW)

    with database.reading(TEAM) as tx:
        states = tx.notices.states()
    [told] = [key for key in states if key.startswith("undelivered:")]
    assert ":U0AMIRA:" in told
    assert states[told] is NoticeState.PENDING


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (PrincipleText(title=" ", sentence=""), {"title", "sentence"}),
        (
            PrincipleText(title="x" * (TITLE_LIMIT + 1), sentence="x" * (SENTENCE_LIMIT + 1)),
            {"title", "sentence"},
        ),
        (PrincipleText(title="x", sentence="y", meaning="z" * 2001), {"meaning"}),
    ],
    ids=["nothing", "too long", "meaning too long"],
)
def test_a_text_that_is_not_whole_is_refused_at_its_fields(
    manifesto: Manifesto, text: PrincipleText, fields: set[str]
) -> None:
    with pytest.raises(InvalidFields) as refused:
        proposed(manifesto, text=text)

    assert set(refused.value.problems) == fields


def test_what_led_to_a_principle_is_kept_once_and_within_bounds(manifesto: Manifesto) -> None:
    many = [Evidence(title=f" Nobody  asked {number} ", workshop_id=3) for number in (*range(30), 0)]

    kept = proposed(manifesto, origin=[Evidence(title=" "), *many]).principle.evidence

    assert kept == tuple(
        Evidence(title=f"Nobody asked {number}", workshop_id=3) for number in range(MOST_EVIDENCE)
    )


def test_only_who_owns_an_item_says_what_it_uses(
    database: Database, consent: Consent, manifesto: Manifesto
) -> None:
    items = Items(database, Search())
    item = items.share(TEAM, "U0BEN", content(), now=NOW)
    principle = proposed(manifesto).principle
    consent.write_due(TEAM, now=NOW + 8 * DAY)
    with pytest.raises(NotYours):
        manifesto.use(TEAM, item.id, [principle.id], by="U0CERYS", now=NOW)

    manifesto.used_by_own(TEAM, principle.id, [item.id], by="U0CERYS", now=NOW)  # not hers: nothing happens
    assert manifesto.page(TEAM, principle.id).uses == ()
    manifesto.use(TEAM, item.id, [principle.id, 999], by="U0BEN", now=NOW)
    assert [one.id for one in manifesto.page(TEAM, principle.id).uses] == [item.id]
    items.archive(TEAM, item.id, by="U0BEN", now=NOW)
    assert manifesto.page(TEAM, principle.id).uses == ()
    with pytest.raises(ItemArchived):
        manifesto.use(TEAM, item.id, [], by="U0BEN", now=NOW)


def test_who_presses_extend_twice_gives_seven_days_more(manifesto: Manifesto, consent: Consent) -> None:
    one = proposed(manifesto).round

    def extends(seen_end: datetime) -> datetime:
        longer = consent.extend(TEAM, one.id, by=one.proposer_id, days=7, seen_end=seen_end, now=NOW)
        return longer.round.ends_at

    assert extends(one.ends_at) == extends(one.ends_at) == one.ends_at + 7 * DAY
    assert extends(one.ends_at + 7 * DAY) == one.ends_at + 14 * DAY


def test_another_workspace_has_none_of_it(database: Database, consent: Consent, manifesto: Manifesto) -> None:
    proposal = proposed(manifesto)
    consent.object(TEAM, proposal.round.id, by="U0BEN", reason="It harms", version=1, now=NOW)
    consent.withdraw_objection(TEAM, proposal.round.id, by="U0BEN", now=NOW)

    with pytest.raises(PrincipleGone):
        consent.look(OTHER, proposal.round.id)
    with pytest.raises(PrincipleGone):
        consent.answer(OTHER, proposal.round.id, Answer.AGREE, by="U1", version=1, now=NOW)
    assert consent.write_due(OTHER, now=NOW + 8 * DAY) == 0
    assert consent.write_due(TEAM, now=NOW + 8 * DAY) == 1
    principle_id = proposal.principle.id
    guidance = manifesto.guide(
        TEAM, principle_id, Section.HOW_TO, "Ask", by="U1", channel_id="C1", request="V9:1", now=NOW
    )
    with pytest.raises(PrincipleGone):
        manifesto.page(OTHER, principle_id)
    with pytest.raises(PrincipleGone):
        manifesto.take_back_guidance(OTHER, guidance.id, by="U1", now=NOW)
    with pytest.raises(PrincipleGone):
        manifesto.propose(OTHER, TEXT, by="U1", asking=asking(), principle_id=principle_id, now=NOW)
    assert manifesto.overview(OTHER, viewer="U0AMIRA").principles == ()
    assert manifesto.published(OTHER) == ()
    own = manifesto.propose(OTHER, TEXT, by="U1", asking=asking(), now=NOW)
    consent.write_due(OTHER, now=NOW + 8 * DAY)
    assert manifesto.numbered(OTHER, 1).principle.id == own.principle.id
    assert [one.text for one in manifesto.page(TEAM, principle_id).guidance] == ["Ask"]


def test_guidance_that_is_sent_twice_is_there_once(
    database: Database, consent: Consent, manifesto: Manifesto
) -> None:
    principle_id = proposed(manifesto).principle.id
    consent.write_due(TEAM, now=NOW + 8 * DAY)
    for _ in range(2):
        manifesto.guide(
            TEAM, principle_id, Section.HOW_TO, "Ask", by="U1", channel_id="C1", request="V9:1", now=NOW
        )

    assert len(manifesto.page(TEAM, principle_id).guidance) == 1
    assert kinds(database).count(NoticeKind.GUIDANCE.value) == 1

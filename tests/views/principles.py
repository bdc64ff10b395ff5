"""Principles and rounds as people see them, made of the worst that people can write."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from slack_sdk.models.views import View

from bot.domain.consent import REASON_LIMIT
from bot.domain.manifesto import Adoption, Listed, Overview, PrinciplePage
from bot.domain.principles import (
    EVIDENCE_LIMIT,
    GUIDANCE_LIMIT,
    MEANING_LIMIT,
    MOST_EVIDENCE,
    SENTENCE_LIMIT,
    TITLE_LIMIT,
    Evidence,
    Guidance,
    Principle,
    PrincipleText,
    Section,
    Version,
    checked_text,
)
from bot.domain.rounds import Answer, Consent, Objection, ObjectionState, Outcome, Proposal, Round
from bot.views.consent import CALL_OFF, END, answers_view, round_message, sure_view
from bot.views.manifesto import manifesto_message, page_message, page_view, start_message
from bot.views.manifesto_forms import (
    ProposeForm,
    edit_form,
    guide_form,
    item_principles_form,
    object_form,
    propose_form,
    uses_form,
)
from bot.views.manifesto_notices import (
    guidance_message,
    objection_message,
    result_message,
    taken_back_message,
    text_changed_message,
)
from bot.views.message import Message
from bot.views.versions import place_of, versions_view
from tests.factories import NOW
from tests.views.worst import filled, kept, worst_content

PEOPLE = 120
NUMBER = 2_147_483_647


def text(filling: str = "x", mark: str = "") -> PrincipleText:
    """The longest text that we keep."""
    return checked_text(
        PrincipleText(
            title=mark + filled(filling, TITLE_LIMIT - len(mark)),
            sentence=mark + filled(filling, SENTENCE_LIMIT - len(mark)),
            meaning=mark + filled(filling, MEANING_LIMIT - len(mark)),
        )
    )


def evidence(filling: str = "x") -> tuple[Evidence, ...]:
    """As much of what led to a principle as is kept."""
    said = filled(filling, EVIDENCE_LIMIT)
    return tuple(
        Evidence(title=f"{each}{said[2:]}", workshop_id=NUMBER) for each in range(10, 10 + MOST_EVIDENCE)
    )


def principle(filling: str = "x", **wanted: Any) -> Principle:
    """One that was adopted."""
    plain = Principle(
        id=NUMBER,
        number=NUMBER,
        text=text(filling),
        proposed_by="U0111111111",
        proposed_at=NOW,
        adopted_version=1,
        adopted_at=NOW,
        evidence=evidence(filling),
    )
    return replace(plain, **wanted)


def versions(filling: str = "x", count: int = 30) -> tuple[Version, ...]:
    """Texts that were put to people in one round."""
    return tuple(
        Version(
            number=each,
            text=text(filling, f"{each} "),
            round_id=1 if each == 1 else 7,
            by="U0111111111",
            at=NOW,
        )
        for each in range(1, count + 1)
    )


def a_round(filling: str = "x", *, objections: int = 9, **wanted: Any) -> Round:
    """A round that everybody has answered, some before the last edit."""
    said = filled(filling, REASON_LIMIT)
    plain = Round(
        id=7,
        principle_id=NUMBER,
        channel_id="C0123456789",
        private=True,
        proposer_id="U0111111111",
        version=30,
        opened_at=NOW,
        asked_at=NOW,
        ends_at=NOW + timedelta(days=7),
        consents=tuple(
            Consent(
                member_id=f"U{each:010}",
                answer=Answer.AGREE if each % 2 else Answer.STAND_ASIDE,
                version=30 if each % 3 else 29,
                at=NOW,
            )
            for each in range(PEOPLE)
        ),
        objections=tuple(
            Objection(
                id=each + 1,
                member_id=f"U1{each:09}",
                reason=said,
                amendment=filled(filling, SENTENCE_LIMIT),
                version=29,
                raised_at=NOW,
                state=tuple(ObjectionState)[0 if each < objections else 1 + each % 2],
            )
            for each in range(objections + 30)
        ),
    )
    return replace(plain, **wanted)


def proposal(filling: str = "x", *, new: bool = False, **wanted: Any) -> Proposal:
    """A round with its texts; about a new principle, or a change to one that stands."""
    about = (
        principle(filling, number=None, adopted_version=None, adopted_at=None) if new else principle(filling)
    )
    return Proposal(round=a_round(filling, **wanted), principle=about, versions=versions(filling))


def page(filling: str = "x", **wanted: Any) -> PrinciplePage:
    """All that there may be to a principle."""
    guidance = tuple(
        Guidance(
            id=each,
            principle_id=NUMBER,
            section=tuple(Section)[each % 4],
            text=filled(filling, GUIDANCE_LIMIT),
            by="U0111111111",
            at=NOW,
            votes=100 - each,
        )
        for each in range(60)
    )
    plain = PrinciplePage(
        principle=principle(filling),
        guidance=guidance,
        uses=tuple(kept(worst_content(filling), number=each) for each in range(40)),
        versions=versions(filling),
        adoption=Adoption(at=NOW, agreed=PEOPLE, stood_aside=2),
        open_round=a_round(filling),
    )
    return replace(plain, **wanted)


def overview(filling: str = "x", count: int = 25) -> Overview:
    """Three pages of principles."""
    listed = Listed(principle=principle(filling), uses=3, guidance=99, open_round=a_round(filling))
    return Overview(
        principles=(listed,) * count, proposals=(proposal(filling), proposal(filling, new=True)) * 4
    )


def screens(filling: str = "x") -> Mapping[str, View | Message]:
    """Every screen of the manifesto."""
    ended: dict[str, Any] = {"ended_at": NOW + timedelta(days=7)}
    going_on, all_of_it = proposal(filling), page(filling)
    objector = going_on.round.standing[0].member_id
    item = kept(worst_content(filling))
    many = [replace(principle(filling), id=each) for each in range(120)]
    form = ProposeForm(origin=evidence(filling))
    return {
        "principles": manifesto_message(overview(filling)),
        "principles, a middle page": manifesto_message(overview(filling), 1),
        "principles, the last page": manifesto_message(overview(filling), 2),
        "no principles": manifesto_message(Overview(principles=(), proposals=())),
        "a principle, where no window opens": page_message(all_of_it),
        "a principle": page_view(all_of_it, may_take_back=set(range(60)), said="Done."),
        "a principle without anything": page_view(
            PrinciplePage(principle=principle(filling, evidence=()), versions=versions(filling, 2))
        ),
        "versions": versions_view(all_of_it.versions, place=place_of(round_id=NUMBER)),
        "a round": round_message(going_on),
        "a round about a new one": round_message(proposal(filling, new=True, objections=2)),
        "a round, adopted": round_message(proposal(filling, objections=0, outcome=Outcome.ADOPTED, **ended)),
        "a round, not adopted": round_message(proposal(filling, outcome=Outcome.NOT_ADOPTED, **ended)),
        "a round, withdrawn": round_message(proposal(filling, outcome=Outcome.WITHDRAWN, **ended)),
        "all answers": answers_view(going_on),
        "ending it early": sure_view(going_on, END),
        "withdrawing it": sure_view(going_on, CALL_OFF),
        "how it ended": result_message(proposal(filling, outcome=Outcome.NOT_ADOPTED, **ended)),
        "it goes on": result_message(going_on),
        "asked again": text_changed_message(going_on, going_on.round.asked_again[0]),
        "asked whether that resolves it": text_changed_message(going_on, objector),
        "somebody objects": objection_message(going_on, going_on.round.standing[0].id),
        "somebody objects no more": objection_message(going_on, going_on.round.objections[-1].id),
        "guidance that was taken back": taken_back_message(),
        "guidance": guidance_message(principle(filling), all_of_it.guidance[0]),
        "proposing": propose_form(form),
        "proposing, from where no form opens": start_message(),
        "proposing a change": propose_form(
            ProposeForm(principle_id=NUMBER), text(filling), about=principle(filling)
        ),
        "editing": edit_form(going_on, sentence=filled(filling, SENTENCE_LIMIT)),
        "objecting": object_form(
            going_on, reason=filled(filling, REASON_LIMIT), amendment=filled(filling, SENTENCE_LIMIT)
        ),
        "adding guidance": guide_form(principle(filling)),
        "our project uses this": uses_form(principle(filling), [item], {item.id}),
        "an item uses principles": item_principles_form(item, many, many[:20]),
    }

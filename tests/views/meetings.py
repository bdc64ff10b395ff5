"""Introductions as people see them, at every turn, made of the worst that people can write."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from slack_sdk.models.views import View

from bot.data.starters import starters_for
from bot.domain import introducing as rules
from bot.domain.alignment import TEXT_LIMIT, Answered, Answers, Decider, Pace, compared
from bot.domain.follow_ups import Preferences
from bot.domain.introducing import MAX_QUESTIONS
from bot.domain.introductions import (
    ANSWER_LIMIT,
    HOPE_LIMIT,
    QUESTION_LIMIT,
    Introduction,
    Outcome,
    Question,
    Role,
    Saving,
    State,
)
from bot.domain.meetings import Meeting, SideBySide
from bot.views.alignment import align_form, aligned_message, asked_message
from bot.views.confirmations import archived_message, still_current_message
from bot.views.follow_ups import (
    closed_message,
    follow_up_message,
    followed_up_message,
    preferences_section,
    waiting_section,
)
from bot.views.interest_forms import (
    Asking,
    answer_form,
    ask_form,
    interest_form,
    saving_form,
    say_here_message,
)
from bot.views.introductions import answer_message, introduction_message, owner_message, question_message
from bot.views.message import Message
from tests.factories import NOW
from tests.views.worst import filled, kept, worst_content


def introduction(filling: str = "x", **wanted: Any) -> Introduction:
    """Somebody's interest, with all that was asked and answered."""
    begun = rules.begun(
        item_id=7,
        member_id="U0111111111",
        owner_id="U0222222222",
        hope=filled(filling, HOPE_LIMIT),
        now=NOW,
    )
    asked = Question(text=filled(filling, QUESTION_LIMIT), answer=filled(filling, ANSWER_LIMIT))
    fields: dict[str, Any] = {"id": 2_147_483_647, "questions": (asked,) * MAX_QUESTIONS}
    return replace(begun, **(fields | wanted))


def meeting(filling: str = "x", **wanted: Any) -> Meeting:
    """The same with its item."""
    return Meeting(introduction=introduction(filling, **wanted), item=kept(worst_content(filling)))


def answers(filling: str = "x", **wanted: Any) -> Answers:
    """What somebody answered to *Check we're aligned*."""
    said = filled(filling, TEXT_LIMIT)
    plain = Answers(
        goal=said, users=said, pace=Pace.WEEKS, brings=said, technology=said, decides=Decider.BOARD
    )
    return replace(plain, **wanted)


def screens(filling: str = "x") -> Mapping[str, View | Message]:
    """Every screen of an introduction."""
    asking = Asking(introduction_id=2_147_483_647, channel_id="D0123456789", message_ts="1797126365.825725")
    pending, open_question = meeting(filling), (Question(text=filled(filling, QUESTION_LIMIT)),)
    waiting = meeting(filling, questions=open_question)
    item = pending.item
    met = meeting(filling, state=State.ACCEPTED)
    said = rules.with_outcome(met.introduction, Role.OWNER, Outcome.SHARED, NOW)
    said = rules.with_saving(said, Role.OWNER, Saving(hours=1_000_000, pounds=1_000_000_000), NOW)
    others = tuple(kept(worst_content(filling), number=number) for number in range(1, 11))
    one, other = answers(filling), answers("y", pace=Pace.NO_DATE, decides=Decider.ME)
    side_by_side = SideBySide(
        meeting=met,
        sides=(
            Answered(member_id="U1", answers=one, at=NOW),
            Answered(member_id="U2", answers=other, at=NOW),
        ),
        views=compared(one, other, words=frozenset),
    )
    return {
        "interest, what for": interest_form(item, stands_on="details"),
        "interest, where no form opens": say_here_message(item),
        "interest, to the owner": owner_message(pending),
        "interest, asked something": owner_message(waiting),
        "interest, declined": owner_message(meeting(filling, state=State.DECLINED)),
        "interest, accepted": owner_message(met),
        "interest, over": owner_message(meeting(filling, withdrawn_at=NOW)),
        "an answer, to the owner": answer_message(pending),
        "asking first": ask_form(pending.introduction, asking),
        "a question": question_message(waiting),
        "a question, answered": question_message(pending),
        "answering": answer_form(waiting.introduction, asking),
        "an introduction": introduction_message(met, starters_for(item)),
        "how it goes": follow_up_message(met, Role.OWNER),
        "how it goes, with a question": follow_up_message(waiting, Role.INTERESTED),
        "how it went": followed_up_message(replace(met, introduction=said), Role.OWNER),
        "how it goes later": followed_up_message(met, Role.INTERESTED),
        "what it saved": saving_form(asking, hours=22.5, pounds=2000),
        "closed, nothing": closed_message(
            meeting(filling, outcome=Outcome.NO_REPLY, closed_at=NOW), Role.INTERESTED, others
        ),
        "closed, something": closed_message(
            meeting(filling, outcome=Outcome.TALKING, closed_at=NOW), Role.OWNER, ()
        ),
        "aligning": align_form(met, one),
        "aligning, the other has": asked_message(met, "U1"),
        "aligned": aligned_message(side_by_side),
        "items, current?": still_current_message(others, NOW + timedelta(days=61)),
        "items, said": still_current_message(
            [replace(others[0], archived_at=NOW), others[1]], NOW + timedelta(days=1)
        ),
        "an item put away": archived_message(others[0]),
        "App Home, waiting": View(type="home", blocks=waiting_section([pending] * 5)),
        "App Home, asked nothing": View(
            type="home", blocks=preferences_section(Preferences(follow_ups=False, confirmations=False))
        ),
    }

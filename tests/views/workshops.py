"""Workshops as people see them, made of the worst that people can write."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from slack_sdk.models.views import View

from bot.data.formats import formats
from bot.domain.hmw import sentence, slot_limit
from bot.domain.workshop_results import results
from bot.domain.workshop_rules import CATEGORY_LIMIT
from bot.domain.workshops import (
    MOST_CATEGORIES,
    SUBJECT_LIMIT,
    TEXT_LIMIT,
    Action,
    Contribution,
    ContributionKind,
    Format,
    FormatKey,
    Group,
    Happened,
    NewContribution,
    Shown,
    VoteMode,
    Workshop,
    WorkshopPhase,
    WorkshopSettings,
    WorkshopState,
)
from bot.views.message import Message
from bot.views.workshop_actions import (
    action_form,
    changed_message,
    due_message,
    look_back_form,
    look_back_message,
    noted_message,
)
from bot.views.workshop_advice import advice_view
from bot.views.workshop_board import board_message
from bot.views.workshop_controls import Opening, opening_form, settings_form, start_message
from bot.views.workshop_forms import contribution_form
from bot.views.workshop_grouping import group_form, groups_view
from bot.views.workshop_import import being_read_view, import_form
from bot.views.workshop_notices import late_message, said_message
from bot.views.workshop_reading import late_view, reading_view
from bot.views.workshop_results import results_blocks
from bot.views.workshop_time import longer_form
from bot.views.workshop_words import whether_to_keep
from tests.factories import NOW
from tests.views.worst import filled

NUMBER = 2_147_483_647
SAID = ("phase", "longer", "time_up", "reminder")
OPENING = Opening(format=FormatKey.PREMORTEM, channel_id="C0" + "1" * 9, private=True)


def workshop(filling: str = "x", **wanted: Any) -> Workshop:
    """A workshop with the longest subject, the most and longest categories, and many who lead it."""
    settings = WorkshopSettings(
        categories=tuple(filled(f"{at}{filling}", CATEGORY_LIMIT) for at in range(MOST_CATEGORIES)),
        shown=Shown.AT_ONCE,
        vote_mode=VoteMode.BLIND,
        votes_each=20,
        timed=True,
    )
    return replace(
        Workshop(
            id=NUMBER,
            format=FormatKey.PREMORTEM,
            subject=filled(filling, SUBJECT_LIMIT),
            channel_id="C1",
            facilitators=tuple(f"U0{number:09}" for number in range(30)),
            settings=settings,
            phase=WorkshopPhase.GATHER,
            opened_at=NOW,
            phase_ends_at=NOW + timedelta(minutes=10),
            board_ts="1.2",
        ),
        **wanted,
    )


def state(filling: str = "x", *, number: int = 500, groups: int = 60, **wanted: Any) -> WorkshopState:
    """A workshop with so many contributions of the greatest length, in so many groups."""
    about = workshop(filling, **wanted)
    form = formats()[about.format]
    return WorkshopState(
        workshop=about,
        contributions=tuple(_contribution(form, about, filling, at, groups) for at in range(number)),
        groups=tuple(Group(id=at + 1, name=filled(filling, 100), position=at) for at in range(groups)),
        contributors=40,
        contribution_votes=dict.fromkeys(range(number), 12345),
        group_votes={at + 1: 12_345 for at in range(groups)},
        voters=12_345,
        actions=tuple(_action(filling, at) for at in range(30)),
        late=tuple(_contribution(form, about, filling, at, 0) for at in range(50)),
    )


def screens(filling: str = "x") -> Mapping[str, View | Message]:
    """Everything that workshops show."""
    return {**_boards(filling), **_forms(filling), **_told(filling), **_results(filling)}


def _contribution(form: Format, about: Workshop, filling: str, at: int, groups: int) -> Contribution:
    slots = {slot.key: filled(filling, slot_limit(form)) for slot in form.slots}
    rated = form.kind is ContributionKind.RATINGS
    guessed = form.kind is ContributionKind.ESTIMATES
    text = sentence(form, slots) if slots else filled(filling, TEXT_LIMIT)
    return Contribution(
        id=at,
        workshop_id=about.id,
        author=f"U0{at % 40:09}",
        category=about.settings.categories[at % MOST_CATEGORIES] if not slots and not guessed else "",
        text=text,
        created_at=NOW,
        slots=slots,
        rating=at % 5 - 2 if rated else None,
        saves=1_000_000_000.0 if guessed else None,
        saves_unit="pounds a year" if guessed else "",
        group_id=at % groups + 1 if groups and at % 3 else None,
    )


def _action(filling: str, at: int) -> Action:
    return Action(
        id=at,
        workshop_id=NUMBER,
        text=filled(filling, TEXT_LIMIT),
        owner_id="U1",
        due_on=date(2026, 12, 24),
        about=filled(filling, TEXT_LIMIT),
    )


def _boards(filling: str) -> dict[str, View | Message]:
    boards: dict[str, View | Message] = {
        f"board at {phase}": board_message(
            state(filling, phase=phase, closed_at=NOW if phase is WorkshopPhase.CLOSE else None)
        )
        for phase in WorkshopPhase
    }
    return boards | {
        "empty board": board_message(WorkshopState(workshop=workshop(filling))),
        "reading": reading_view(state(filling, phase=WorkshopPhase.VOTE), 1),
        "reading ungrouped": reading_view(state(filling, groups=0, phase=WorkshopPhase.VOTE)),
        "reading nothing": reading_view(WorkshopState(workshop=workshop(filling))),
        "what came late": late_view(_corrections(filling)),
        "nothing came late": late_view(replace(state(filling), late=())),
        "groups": groups_view(state(filling, groups=120)),
        "a group": group_form(state(filling, groups=120), 1),
        "what is in no group": group_form(state(filling), None),
    }


def _forms(filling: str) -> dict[str, View | Message]:
    forms: dict[str, View | Message] = {
        f"beginning {form.key}": opening_form(
            form, Opening(format=form.key, channel_id="C0" + "1" * 9, private=True), filled(filling, 500)
        )
        for form in formats().values()
    }
    top = results(state(filling)).ranked[:5]
    own = state(filling, format=FormatKey.HMW, groups=0).contributions[:3]
    return forms | {
        "settings": settings_form(workshop(filling)),
        "settings while people vote": settings_form(replace(workshop(filling), phase=WorkshopPhase.VOTE)),
        "beginning by a mention": start_message(formats()[FormatKey.HMW], filled(filling, 500)),
        "contributing": contribution_form(formats()[FormatKey.PREMORTEM], workshop(filling)),
        "advice": advice_view(formats()[FormatKey.HMW], workshop(filling), own),
        "more time": longer_form(workshop(filling)),
        "a board from Trello": import_form(OPENING, subject=filled(filling, SUBJECT_LIMIT), problem="No."),
        "a board is being read": being_read_view("V1:1.x"),
        "noting an action": action_form(workshop(filling), top, owner_id="U1", due_on=date(2026, 12, 24)),
        "looking back": look_back_form(workshop(filling), top, {top[0].title: Happened.PARTLY}),
        "looking back at nothing": look_back_form(workshop(filling), (), {}),
    }


def _corrections(filling: str) -> WorkshopState:
    """A workshop in which all that came late is to stand in the place of something else."""
    found = state(filling)
    late = tuple(replace(one, replaces=found.contributions[1].id) for one in found.late)
    return replace(found, late=late)


def _told(filling: str) -> dict[str, View | Message]:
    about = state(filling, time_up=True)
    found: dict[str, Message | None] = {
        f"telling of {said}": said_message(about, {"said": said, "phase": "gather", "by_itself": True})
        for said in SAID
    }
    found |= {
        "something came late": late_message(about),
        "an action is noted": noted_message(_action(filling, 1)),
        "an action is due": due_message(about, _action(filling, 1)),
        "an action is put off": changed_message(_action(filling, 1)),
        "an action is done": changed_message(replace(_action(filling, 1), done_at=NOW)),
        "asking what happened": look_back_message(about),
        "asking whether a reply is meant": whether_to_keep(
            about.workshop,
            filled(filling, TEXT_LIMIT),
            NewContribution(category=filled(filling, CATEGORY_LIMIT), text=filled(filling, TEXT_LIMIT)),
            "1.2",
        ),
    }
    return {name: one for name, one in found.items() if one}


def _results(filling: str) -> dict[str, View | Message]:
    """Without their pictures, which take long to draw."""
    return {
        f"results of {key}": Message(
            text="Results",
            blocks=results_blocks(
                state(filling, format=key, phase=WorkshopPhase.CLOSE, closed_at=NOW, number=60, groups=10), {}
            ),
        )
        for key in FormatKey
    }

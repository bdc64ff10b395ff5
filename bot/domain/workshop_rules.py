"""How a workshop goes: from phase to phase, each in its time, and what those who lead it may set."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta

from bot.domain.refusals import FieldProblem, InvalidFields
from bot.domain.workshops import (
    MOST_CATEGORIES,
    SUBJECT_LIMIT,
    Format,
    FormatKey,
    Shown,
    Workshop,
    WorkshopPhase,
    WorkshopSettings,
)

CATEGORY_LIMIT = 60  # characters; it stands in a menu, where Slack takes 75
MOST_VOTES_EACH = 20
REMIND_AFTER = timedelta(days=2)
REMIND_BEFORE = timedelta(hours=12)
DAY = timedelta(days=1)
LOOK_BACK_AFTER = timedelta(days=91)
"""A pre-mortem's risks are looked back at after three months."""


_PACE = {"timed", "moves_on"}  # one choice in the form


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What the form of a workshop says; `facilitators` are those who lead it beside whoever opened it."""

    subject: str
    facilitators: tuple[str, ...]
    settings: WorkshopSettings


def setup_of(workshop: Workshop, form: Format) -> Setup:
    """A workshop as its form shows it."""
    settings = replace(workshop.settings, categories=workshop.settings.categories or form.categories)
    return Setup(subject=workshop.subject, facilitators=workshop.facilitators[1:], settings=settings)


def opened(
    form: Format,
    *,
    subject: str,
    channel_id: str,
    private: bool,
    facilitators: Sequence[str],
    settings: WorkshopSettings,
    now: datetime,
) -> Workshop:
    """A new workshop, which gathers. It has no id yet.

    Raises:
        InvalidFields: the subject or a setting is not possible.
    """
    wanted = " ".join(subject.split())
    problems = _problems(wanted, settings)
    if problems:
        raise InvalidFields(problems)
    new = Workshop(
        id=0,
        format=form.key,
        subject=wanted,
        channel_id=channel_id,
        private=private,
        facilitators=tuple(dict.fromkeys(facilitators)),
        settings=settings,
        phase=WorkshopPhase.GATHER,
        opened_at=now,
        remind_at=None if settings.timed else now + REMIND_AFTER,
    )
    return entered(new, form, WorkshopPhase.GATHER, now)


def changed(
    workshop: Workshop, form: Format, *, by: str, shown: Setup, wanted: Setup, now: datetime
) -> Workshop:
    """What somebody changed in a form since it was shown; what others changed meanwhile stays.

    Whoever opened it, and whoever changes it, leads it still. Whether it is anonymous stays as it was promised. The
    phase that it is in goes at the new pace from now on.

    Raises:
        InvalidFields: the subject or a setting is not possible, or people vote and are to vote in another way.
    """
    subject = " ".join(wanted.subject.split()) if wanted.subject != shown.subject else workshop.subject
    settings = replace(
        _merged(workshop.settings, shown.settings, wanted.settings), anonymous=workshop.settings.anonymous
    )
    problems = _problems(subject, settings)
    if votes_stand(workshop) and settings.vote_mode is not workshop.settings.vote_mode:
        problems["vote_mode"] = FieldProblem(code="votes_stand")
    if problems:
        raise InvalidFields(problems)
    added = [one for one in wanted.facilitators if one not in shown.facilitators]
    removed = {*shown.facilitators}.difference(wanted.facilitators, {by, workshop.facilitators[0]})
    leaders = dict.fromkeys(one for one in (*workshop.facilitators, by, *added) if one not in removed)
    after = replace(workshop, subject=subject, settings=settings, facilitators=tuple(leaders))
    before = workshop.settings
    if not workshop.is_open or (before.timed, before.moves_on) == (settings.timed, settings.moves_on):
        return after
    return _paced(after, form, now, timed_before=before.timed)


def _paced(workshop: Workshop, form: Format, now: datetime, *, timed_before: bool) -> Workshop:
    """A workshop at a new pace. The time that its phase has left stays, if there is any."""
    if not workshop.settings.timed:
        return replace(workshop, phase_ends_at=None, time_up=False, remind_at=now + REMIND_AFTER)
    if timed_before and not workshop.time_up:
        return workshop
    ends = now + timedelta(minutes=form.minutes[workshop.phase])
    return replace(workshop, phase_ends_at=ends, time_up=False, remind_at=None)


def _merged(now: WorkshopSettings, shown: WorkshopSettings, wanted: WorkshopSettings) -> WorkshopSettings:
    names = {one.name for one in fields(wanted) if getattr(wanted, one.name) != getattr(shown, one.name)}
    if names & _PACE:
        names |= _PACE
    return replace(now, **{name: getattr(wanted, name) for name in names})


def entered(workshop: Workshop, form: Format, phase: WorkshopPhase, now: datetime) -> Workshop:
    """A workshop that comes to a phase, forwards or backwards. To leave close again opens it again."""
    if phase is WorkshopPhase.CLOSE:
        back = now + LOOK_BACK_AFTER if workshop.format is FormatKey.PREMORTEM else None
        return replace(
            workshop,
            phase=phase,
            phase_ends_at=None,
            time_up=False,
            remind_at=None,
            closed_at=now,
            look_back_at=back,
        )
    ends = now + timedelta(minutes=form.minutes[phase]) if workshop.settings.timed else None
    grouped = workshop.grouped and phase is not WorkshopPhase.GATHER  # what is written now waits for a group
    return replace(
        workshop,
        phase=phase,
        phase_ends_at=ends,
        time_up=False,
        grouped=grouped,
        closed_at=None,
        look_back_at=None,
    )


def extended(workshop: Workshop, by: timedelta, now: datetime) -> Workshop:
    """More time for the phase that it is in; one that had no end gets one."""
    ends = max(workshop.phase_ends_at or now, now) + by
    remind_at = ends - REMIND_BEFORE if by >= DAY else workshop.remind_at
    return replace(workshop, phase_ends_at=ends, time_up=False, remind_at=remind_at)


def words_may_change(workshop: Workshop) -> bool:
    """Whether people may change what counts already; afterwards others vote on the words as they are."""
    return workshop.phase in {WorkshopPhase.GATHER, WorkshopPhase.GROUP}


def votes_stand(workshop: Workshop) -> bool:
    """Whether people vote just now: to vote in another way would undo what they chose."""
    return workshop.phase is WorkshopPhase.VOTE


def may_be_read(workshop: Workshop) -> bool:
    """Whether everybody may see what others wrote."""
    return workshop.settings.shown is Shown.AT_ONCE or workshop.phase is not WorkshopPhase.GATHER


def next_phase(form: Format, phase: WorkshopPhase) -> WorkshopPhase | None:
    """What comes after a phase; None after the last."""
    later = form.phases[form.phases.index(phase) + 1 :]
    return later[0] if later else None


def phase_before(form: Format, phase: WorkshopPhase) -> WorkshopPhase | None:
    """What came before a phase; None before the first."""
    earlier = form.phases[: form.phases.index(phase)]
    return earlier[-1] if earlier else None


def _problems(subject: str, settings: WorkshopSettings) -> dict[str, FieldProblem]:
    problems: dict[str, FieldProblem] = {}
    if not subject:
        problems["subject"] = FieldProblem(code="missing")
    elif len(subject) > SUBJECT_LIMIT:
        problems["subject"] = FieldProblem(code="too_long", limit=SUBJECT_LIMIT)
    long = [one for one in settings.categories if len(one) > CATEGORY_LIMIT]
    if len(settings.categories) > MOST_CATEGORIES:
        problems["categories"] = FieldProblem(code="too_many", limit=MOST_CATEGORIES)
    elif long:
        problems["categories"] = FieldProblem(code="too_long", limit=CATEGORY_LIMIT, value=long[0])
    if settings.votes_each is not None and not 1 <= settings.votes_each <= MOST_VOTES_EACH:
        problems["votes_each"] = FieldProblem(code="not_allowed", value=str(settings.votes_each))
    return problems

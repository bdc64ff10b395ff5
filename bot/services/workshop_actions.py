"""What people decide to do, reminders of it, and looking back at what a pre-mortem feared."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.data.formats import formats
from bot.domain.notices import NewNotice, NoticeKind
from bot.domain.refusals import FieldProblem, InvalidFields, NotYourAction, WorkshopGone
from bot.domain.workshop_results import Result, results
from bot.domain.workshop_votes import Choice, Choices
from bot.domain.workshops import TEXT_LIMIT, Action, Happened, NewAction, Workshop, WorkshopState
from bot.services.workshop_boards import (
    at_hand,
    board_key,
    readable,
    refresh_board,
    say_in_thread,
    state_of,
)
from storage.database import Database
from storage.transaction import Transaction

REMIND_AT = timedelta(hours=9)  # on the wall, where the community is
PUT_OFF = timedelta(days=7)
TOP = 5


class WorkshopActions:
    """Notes what people decided, and comes back to it."""

    def __init__(self, database: Database, *, time_zone: str) -> None:
        self._database = database
        self._zone = ZoneInfo(time_zone)

    def note(
        self,
        workspace: str,
        workshop_id: int,
        new: NewAction,
        *,
        about: Choice | None = None,
        request: str,
        now: datetime,
    ) -> WorkshopState:
        """Keep what somebody will do by a day, once for each request, and tell the thread.

        `about` is the result that it is about.

        Raises:
            WorkshopGone
            InvalidFields: there are no words, too many, the day is over, or that result is gone.
        """
        wanted = new.text.strip()
        problems: dict[str, FieldProblem] = {}
        if not wanted:
            problems["text"] = FieldProblem(code="missing")
        if len(wanted) > TEXT_LIMIT:
            problems["text"] = FieldProblem(code="too_long", limit=TEXT_LIMIT)
        if new.due_on < now.astimezone(self._zone).date():
            problems["due_on"] = FieldProblem(code="not_allowed", value=f"{new.due_on:%-d %B %Y}")
        if problems:
            raise InvalidFields(problems)
        with self._database.transaction(workspace) as tx:
            workshop = at_hand(tx, workshop_id)
            if tx.contributions.is_new(workshop_id, f"action:{request}"):
                title = _title(state_of(tx, workshop), about) if about else ""
                kept = tx.workshop_actions.add(
                    workshop_id, text=wanted, owner_id=new.owner_id, due_on=new.due_on, about=title
                )
                say_in_thread(
                    tx, NoticeKind.WORKSHOP_ACTION, workshop, now, key=f"action:{kept.id}", action=kept.id
                )
                refresh_board(tx, workshop, now)
            return state_of(tx, workshop)

    def done(self, workspace: str, action_id: int, *, by: str, now: datetime) -> Action:
        """Note that something is done.

        Raises:
            WorkshopGone, NotYourAction
        """
        with self._database.transaction(workspace) as tx:
            before, workshop = _answered(tx, action_id, by)
            if before.done_at:
                return before
            tx.workshop_actions.done(action_id, at=now)
            refresh_board(tx, workshop, now)
            return replace(before, done_at=now)

    def put_off(self, workspace: str, action_id: int, *, by: str, seen: date | None, now: datetime) -> Action:
        """Give something a week more than the day that somebody saw; pressed twice, or by two at once, it is one week.

        What is done stays so.

        Raises:
            WorkshopGone, NotYourAction
        """
        today = now.astimezone(self._zone).date()
        with self._database.transaction(workspace) as tx:
            before, workshop = _answered(tx, action_id, by)
            if before.done_at or seen not in {None, before.due_on}:
                return before
            after = replace(before, due_on=max(before.due_on, today) + PUT_OFF)
            tx.workshop_actions.put_off(action_id, due_on=after.due_on)
            refresh_board(tx, workshop, now)
            return after

    def top(self, workspace: str, workshop_id: int) -> tuple[WorkshopState, list[Result]]:
        """A workshop and what came out on top.

        Raises:
            WorkshopGone
            NotShownYet: it gathers again, and what people write shows when that ends.
        """
        with self._database.reading(workspace) as tx:
            found = tx.workshops.get(workshop_id)
            if found is None:
                raise WorkshopGone
            state = readable(state_of(tx, found))
        return state, _top(state)

    def looked_back(self, workspace: str, workshop_id: int) -> Mapping[str, Happened]:
        """What did happen so far, by what was feared."""
        with self._database.reading(workspace) as tx:
            told = tx.workshop_actions.look_backs([workshop_id]).get(workshop_id, ())
            return {one.about: one.happened for one in told}

    def look_back(
        self, workspace: str, workshop_id: int, answers: Mapping[int, Happened], *, by: str, now: datetime
    ) -> None:
        """Keep what did happen, by the place in `top`. What was said before of anything else stays.

        Raises:
            WorkshopGone
        """
        with self._database.transaction(workspace) as tx:
            state = state_of(tx, at_hand(tx, workshop_id))
            top = dict(enumerate(_top(state)))
            said = {place: (top[place].title, one) for place, one in answers.items() if place in top}
            tx.workshop_actions.look_back(workshop_id, said, by=by, at=now)

    def write_due(self, workspace: str, *, now: datetime) -> int:
        """Remind those who said that they would do something by now; answers how many.

        They are told alone; of what was decided in a private channel in its thread, so that it stays there.
        """
        today = (now.astimezone(self._zone) - REMIND_AT).date()
        with self._database.reading(workspace) as tx:
            due = tx.workshop_actions.due(today)
        return sum(self._remind(workspace, one, today, now) for one in due)

    def _remind(self, workspace: str, due: Action, today: date, now: datetime) -> bool:
        with self._database.transaction(workspace) as tx:
            workshop = at_hand(tx, due.workshop_id)  # before it is read, or what is done meanwhile is undone
            one = tx.workshop_actions.get(due.id)
            if one is None or one.done_at or one.due_on > today:
                return False
            tx.workshop_actions.reminded(one.id)
            return tx.notices.add(
                NewNotice(
                    kind=NoticeKind.WORKSHOP_ACTION,
                    key=f"workshop:{one.workshop_id}:action:{one.id}:{one.due_on}",
                    recipient=workshop.channel_id if workshop.private else one.owner_id,
                    subject={"workshop": one.workshop_id, "action": one.id, "due": True},
                    due_at=now,
                    in_thread_of=board_key(workshop.id) if workshop.private else None,
                )
            )


def _answered(tx: Transaction, action_id: int, by: str) -> tuple[Action, Workshop]:
    """An action, at hand with its workshop, for whoever does it or leads the workshop.

    Raises:
        WorkshopGone, NotYourAction
    """
    found = tx.workshop_actions.get(action_id)
    if found is None:
        raise WorkshopGone
    workshop = at_hand(tx, found.workshop_id)
    now_is = tx.workshop_actions.get(action_id)  # now that nobody else changes it
    if now_is is None:
        raise WorkshopGone
    if by not in {now_is.owner_id, *workshop.facilitators}:
        raise NotYourAction(now_is.owner_id)
    return now_is, workshop


def _title(state: WorkshopState, about: Choice) -> str:
    now_is = Choices(state.contributions, state.groups).now(about)
    for one in results(state).ranked:
        if one.choice == now_is:
            return one.title
    raise InvalidFields({"about": FieldProblem(code="gone")})


def _top(state: WorkshopState) -> list[Result]:
    form = formats()[state.workshop.format]
    return list(results(state, form.categories).ranked[:TOP])

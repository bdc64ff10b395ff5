"""From interest to introduction: what the two may do, and what they are told."""

from collections.abc import Callable
from datetime import datetime

from bot.domain import introducing as rules
from bot.domain.introductions import Introduction, Outcome, Role, Saving, State
from bot.domain.meetings import Meeting
from bot.domain.notices import NewNotice, Notice, NoticeKind
from bot.domain.refusals import NotPartOfIt, NotYours
from storage.database import Database
from storage.transaction import Transaction

Change = Callable[[Introduction], Introduction]


class Introductions:
    """What an item's owner and somebody who is interested may do."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def about(self, workspace: str, introduction_id: int, *, member_id: str) -> Meeting:
        """An introduction, for one of the two.

        Raises:
            NotPartOfIt
        """
        with self._database.reading(workspace) as tx:
            one = tx.introductions.get(introduction_id)
            meeting = _meeting(tx, one)
            if meeting is None:
                raise NotPartOfIt
            meeting.introduction.role_of(member_id)
            return meeting

    def accept(self, workspace: str, introduction_id: int, *, by: str, now: datetime) -> Meeting:
        """The owner agrees: owe both a group message. This holds after declining too.

        Raises:
            NotPartOfIt, NotYours, AlreadyIntroduced, IntroductionOver
        """

        def tell(tx: Transaction, one: Introduction) -> None:
            group = f"{one.interested.member_id},{one.owner.member_id}"
            _owe(tx, NoticeKind.INTRODUCTION, f"introduction:{one.id}", group, one, now)

        return self._decide(workspace, introduction_id, by, lambda one: rules.accepted(one, now), tell)

    def decline(self, workspace: str, introduction_id: int, *, by: str) -> Meeting:
        """The owner would rather not. Nobody is told.

        Raises:
            NotPartOfIt, NotYours, AlreadyIntroduced, IntroductionOver
        """
        return self._decide(workspace, introduction_id, by, rules.declined)

    def ask(self, workspace: str, introduction_id: int, text: str, *, by: str, now: datetime) -> Meeting:
        """The owner asks something first: owe the other word of it.

        Raises:
            AskedEnough, NotPartOfIt, NotYours, AlreadyIntroduced, IntroductionOver
        """

        def tell(tx: Transaction, one: Introduction) -> None:
            key = f"question:{one.id}:{len(one.questions)}"
            _owe(tx, NoticeKind.QUESTION, key, one.interested.member_id, one, now)

        return self._decide(
            workspace, introduction_id, by, lambda one: rules.with_question(one, text, now), tell
        )

    def answer(self, workspace: str, introduction_id: int, text: str, *, by: str, now: datetime) -> Meeting:
        """Answer what the owner asked, whatever they have decided meanwhile: they may still change their mind.

        Raises:
            NothingToAnswer, NotPartOfIt, IntroductionOver
        """
        with self._database.transaction(workspace) as tx:
            before = _theirs(tx, introduction_id, by, Role.INTERESTED)
            after = rules.with_answer(before.introduction, text)
            tx.introductions.put(after)
            key = f"answer:{after.id}:{len(after.questions)}"
            _owe(tx, NoticeKind.ANSWER, key, after.owner.member_id, after, now)
            return Meeting(introduction=after, item=before.item)

    def say(
        self, workspace: str, introduction_id: int, outcome: Outcome, *, by: str, now: datetime
    ) -> Meeting:
        """One of the two says what came of it.

        Raises:
            NotPartOfIt, IntroductionOver
        """
        return self._told(
            workspace, introduction_id, by, lambda one, role: rules.with_outcome(one, role, outcome, now)
        )

    def later(self, workspace: str, introduction_id: int, *, by: str, now: datetime) -> Meeting:
        """One of the two would rather be asked again in a week.

        Raises:
            NotPartOfIt, IntroductionOver
        """
        return self._told(workspace, introduction_id, by, lambda one, role: rules.ask_later(one, role, now))

    def save(
        self, workspace: str, introduction_id: int, saving: Saving, *, by: str, now: datetime
    ) -> Meeting:
        """One of the two says what they think it saved them.

        Raises:
            NotPartOfIt
        """
        return self._told(
            workspace, introduction_id, by, lambda one, role: rules.with_saving(one, role, saving, now)
        )

    def to_tell(self, workspace: str, notice: Notice) -> Meeting | None:
        """What a notice is about, or None when it need not be said any more."""
        with self._database.reading(workspace) as tx:
            found = _meeting(tx, tx.introductions.get(notice.subject["introduction"]))
            return found if found and _holds(notice, found) else None

    def _decide(
        self,
        workspace: str,
        introduction_id: int,
        by: str,
        change: Change,
        tell: Callable[[Transaction, Introduction], None] = lambda _tx, _one: None,
    ) -> Meeting:
        with self._database.transaction(workspace) as tx:
            before = _theirs(tx, introduction_id, by, Role.OWNER)
            after = change(before.introduction)
            if before.item.owner_id != by:
                raise NotYours(before.item.owner_id)
            tx.introductions.put(after)
            tell(tx, after)
            return Meeting(introduction=after, item=before.item)

    def _told(
        self,
        workspace: str,
        introduction_id: int,
        by: str,
        change: Callable[[Introduction, Role], Introduction],
    ) -> Meeting:
        with self._database.transaction(workspace) as tx:
            before = _theirs(tx, introduction_id, by)
            after = change(before.introduction, before.introduction.role_of(by))
            tx.introductions.put(after)
            return Meeting(introduction=after, item=before.item)


def _theirs(tx: Transaction, introduction_id: int, member_id: str, wanted: Role | None = None) -> Meeting:
    found = _meeting(tx, tx.introductions.locked(introduction_id))
    if found is None or wanted not in {None, found.introduction.role_of(member_id)}:
        raise NotPartOfIt
    found.introduction.role_of(member_id)
    return found


def _meeting(tx: Transaction, one: Introduction | None) -> Meeting | None:
    item = tx.items.get(one.item_id) if one else None
    return Meeting(introduction=one, item=item) if one and item else None


def _owe(
    tx: Transaction, kind: NoticeKind, key: str, recipient: str, about: Introduction, now: datetime
) -> None:
    subject = {"introduction": about.id}
    tx.notices.add(NewNotice(kind=kind, key=key, recipient=recipient, subject=subject, due_at=now))


def _holds(notice: Notice, found: Meeting) -> bool:
    one, told = found.introduction, notice.recipient
    match notice.kind:
        case NoticeKind.INTEREST:
            waits = one.is_open and one.state is State.PENDING and found.item.archived_at is None
            return waits and told == one.owner.member_id == found.item.owner_id
        case NoticeKind.QUESTION:
            return one.is_open and bool(one.open_question)
        case NoticeKind.ANSWER:
            return one.is_open and one.state is not State.ACCEPTED and told == one.owner.member_id
        case NoticeKind.INTRODUCTION | NoticeKind.FOLLOW_UP | NoticeKind.ALIGNMENT_ASKED:
            return one.is_open
        case NoticeKind.ALIGNMENT:
            return one.withdrawn_at is None
        case NoticeKind.INTEREST_CLOSED:
            return one.closed_at is not None
    raise ValueError(notice.kind)

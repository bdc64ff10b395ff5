"""*Check we're aligned*: two people answer separately, and see both answers when both are in."""

from datetime import datetime

from bot.data import stopwords
from bot.domain.alignment import Answers, compared
from bot.domain.introductions import Introduction, State
from bot.domain.meetings import Meeting, SideBySide
from bot.domain.notices import NewNotice, Notice, NoticeKind
from bot.domain.refusals import AlignmentShown, IntroductionOver, NotPartOfIt
from bot.search.text import stem, words
from storage.database import Database
from storage.transaction import Transaction


class Alignment:
    """Keeps what each answered from the other until both have."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def own(self, workspace: str, introduction_id: int, *, member_id: str) -> Answers | None:
        """What somebody answered before, for them to change.

        Raises:
            NotPartOfIt, IntroductionOver
            AlignmentShown: both have answered.
        """
        with self._database.reading(workspace) as tx:
            one = _met(tx.introductions.get(introduction_id), member_id)
            given = tx.alignments.of(one.id)
            if one.other(member_id) in given and member_id in given:
                raise AlignmentShown
            return given[member_id].answers if member_id in given else None

    def answer(
        self, workspace: str, introduction_id: int, answers: Answers, *, by: str, now: datetime
    ) -> bool:
        """Keep somebody's answers, and owe the other word of it, or both the comparison; answers whether both are in.

        Raises:
            NotPartOfIt, IntroductionOver
            AlignmentShown: both had answered before.
        """
        with self._database.transaction(workspace) as tx:
            one = _met(tx.introductions.locked(introduction_id), by)
            given, other = tx.alignments.of(one.id), one.other(by)
            if other in given and by in given:
                raise AlignmentShown
            tx.alignments.put(one.id, by, answers, now)
            if other in given:
                both = f"{one.interested.member_id},{one.owner.member_id}"
                _owe(tx, NoticeKind.ALIGNMENT, f"aligned:{one.id}", both, one, now)
            else:
                _owe(tx, NoticeKind.ALIGNMENT_ASKED, f"align:{one.id}:{other}", other, one, now)
            return other in given

    def waits_for(self, workspace: str, notice: Notice) -> bool:
        """Whether somebody who is to be told that the other has answered has not done so themselves."""
        with self._database.reading(workspace) as tx:
            return notice.recipient not in tx.alignments.of(notice.subject["introduction"])

    def side_by_side(self, workspace: str, meeting: Meeting) -> SideBySide | None:
        """Both answers; None as long as one is missing."""
        one = meeting.introduction
        with self._database.reading(workspace) as tx:
            given = tx.alignments.of(one.id)
        if len(given) < 2:
            return None
        mine, theirs = given[one.owner.member_id], given[one.interested.member_id]
        views = compared(mine.answers, theirs.answers, words=_about)
        return SideBySide(meeting=meeting, sides=(mine, theirs), views=views)


def _met(one: Introduction | None, member_id: str) -> Introduction:
    if one is None:
        raise NotPartOfIt
    one.role_of(member_id)
    if one.withdrawn_at or one.state is not State.ACCEPTED:
        raise IntroductionOver
    return one


def _owe(
    tx: Transaction, kind: NoticeKind, key: str, recipient: str, one: Introduction, now: datetime
) -> None:
    subject = {"introduction": one.id}
    tx.notices.add(NewNotice(kind=kind, key=key, recipient=recipient, subject=subject, due_at=now))


def _about(text: str) -> frozenset[str]:
    return frozenset(stem(one) for one in words(text) if one not in stopwords())

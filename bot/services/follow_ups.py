"""No interest dies silently: both are asked how it goes, and then it closes."""

from dataclasses import replace
from datetime import datetime

from bot.domain import introducing as rules
from bot.domain.follow_ups import Preferences
from bot.domain.introductions import Introduction, Role, State
from bot.domain.notices import NewNotice, NoticeKind
from storage.database import Database
from storage.transaction import Transaction


class FollowUps:
    """Asks what came of introductions when it is time to."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def preferences(self, workspace: str, member_id: str) -> Preferences:
        """What a member wants to be asked."""
        with self._database.reading(workspace) as tx:
            return tx.preferences.of(member_id)

    def choose(
        self,
        workspace: str,
        member_id: str,
        *,
        follow_ups: bool | None = None,
        confirmations: bool | None = None,
    ) -> Preferences:
        """Ask a member such things from now on, or no more; None leaves it as it is."""
        with self._database.transaction(workspace) as tx:
            chosen = tx.preferences.of(member_id)
            if follow_ups is not None:
                chosen = replace(chosen, follow_ups=follow_ups)
            if confirmations is not None:
                chosen = replace(chosen, confirmations=confirmations)
            tx.preferences.put(member_id, chosen)
            return chosen

    def write_due(self, workspace: str, *, now: datetime) -> int:
        """Owe a notice to everybody who is to be asked or told now; answers how many.

        Each introduction has a transaction of its own and is looked at again in it, so any number of processes may do
        this at once. What fell due while none ran is asked now, and nothing closes without time to answer.
        """
        with self._database.reading(workspace) as tx:
            handed_over = tx.introductions.handed_over()
        written = sum(self._hand_over(workspace, one, now) for one in handed_over)
        with self._database.reading(workspace) as tx:
            to_ask = tx.introductions.to_ask(now)
        written += sum(self._ask(workspace, one, now) for one in to_ask)
        with self._database.reading(workspace) as tx:
            to_close = tx.introductions.to_close(now)
        return written + sum(self._close(workspace, one, now) for one in to_close)

    def _hand_over(self, workspace: str, introduction_id: int, now: datetime) -> int:
        with self._database.transaction(workspace) as tx:
            one = tx.introductions.locked(introduction_id)
            item = tx.items.get(one.item_id) if one else None
            if one is None or item is None or item.owner_id in {None, one.owner.member_id}:
                return 0
            after = rules.handed_to(one, str(item.owner_id), now)
            tx.introductions.put(after)
            key = f"interest:{one.id}:{item.owner_id}"
            return after.is_open and _owe(tx, NoticeKind.INTEREST, key, after, Role.OWNER, now)

    def _ask(self, workspace: str, introduction_id: int, now: datetime) -> int:
        with self._database.transaction(workspace) as tx:
            one = tx.introductions.locked(introduction_id)
            written = 0
            for role in rules.due(one, now) if one else ():
                assert one is not None  # noqa: S101 - for the type checker
                waits = role is Role.OWNER and one.state is State.PENDING
                kind = NoticeKind.INTEREST if waits else NoticeKind.FOLLOW_UP
                key = f"{kind}:{one.id}:{role}:{one.side(role).ask_at:%Y-%m-%dT%H:%M:%S}"
                one = rules.was_asked(one, role, now)
                written += _wants(tx, one, role) and _owe(tx, kind, key, one, role, now)
            if one:
                tx.introductions.put(one)
            return written

    def _close(self, workspace: str, introduction_id: int, now: datetime) -> int:
        with self._database.transaction(workspace) as tx:
            one = tx.introductions.locked(introduction_id)
            if one is None or not one.is_open or one.close_at > now:
                return 0
            after = rules.closed(one, now)
            tx.introductions.put(after)
            told = Role if one.state is State.ACCEPTED else (Role.INTERESTED,)
            return sum(
                _owe(tx, NoticeKind.INTEREST_CLOSED, f"closed:{one.id}:{role}", after, role, now)
                for role in told
                if _wants(tx, after, role)
            )


def _wants(tx: Transaction, one: Introduction, role: Role) -> bool:
    return tx.preferences.of(one.side(role).member_id).follow_ups


def _owe(tx: Transaction, kind: NoticeKind, key: str, one: Introduction, role: Role, now: datetime) -> bool:
    return tx.notices.add(
        NewNotice(
            kind=kind,
            key=key,
            recipient=one.side(role).member_id,
            subject={"introduction": one.id},
            due_at=now,
        )
    )

"""Workshops: opening one, and what there is to see of it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.data.formats import formats
from bot.domain import workshop_rules as rules
from bot.domain.authorship import Authorship
from bot.domain.items import Item
from bot.domain.notices import Notice, NoticeKind
from bot.domain.refusals import WorkshopGone
from bot.domain.workshops import (
    Contribution,
    FormatKey,
    Workshop,
    WorkshopSettings,
    WorkshopState,
)
from bot.services.workshop_boards import led_by, readable, refresh_board, state_of
from storage.database import Database
from storage.transaction import Transaction

_NUMBER = re.compile(r"#?(\d{1,9})")


class Workshops:
    """Opens workshops, and reads them."""

    def __init__(self, database: Database, authorship: Authorship) -> None:
        self._database = database
        self._authorship = authorship

    def open(  # noqa: PLR0913 - all that the form asks
        self,
        workspace: str,
        key: FormatKey,
        *,
        subject: str,
        channel_id: str,
        private: bool,
        facilitators: Sequence[str],
        settings: WorkshopSettings,
        request: str,
        now: datetime,
    ) -> Workshop:
        """Open a workshop in a channel and owe its board there; the same request opens one only.

        A subject that is the number of an item is that item.

        Raises:
            InvalidFields: the subject or a setting is not possible.
        """
        with self._database.transaction(workspace) as tx:
            item = _item_meant(tx, subject)
            new = rules.opened(
                formats()[key],
                subject=item.title if item else subject,
                channel_id=channel_id,
                private=private,
                facilitators=facilitators,
                settings=settings,
                now=now,
            )
            new = replace(new, item_id=item.id if item else None)
            kept = tx.workshops.add(new, request=self._authorship.request(workspace, 0, request))
            refresh_board(tx, kept, now)
            return kept

    def to_change(self, workspace: str, workshop_id: int, *, by: str) -> Workshop:
        """A workshop, for one of those who lead it.

        Raises:
            WorkshopGone, NotTheFacilitator
        """
        with self._database.transaction(workspace) as tx:
            return led_by(tx, workshop_id, by)

    def change(
        self,
        workspace: str,
        workshop_id: int,
        *,
        by: str,
        shown: rules.Setup,
        wanted: rules.Setup,
        now: datetime,
    ) -> Workshop:
        """Change what is wanted otherwise than it was shown. What others changed meanwhile stays.

        Raises:
            WorkshopGone, NotTheFacilitator
            InvalidFields: the subject or a setting is not possible, or people vote and are to vote in another way.
        """
        with self._database.transaction(workspace) as tx:
            before = led_by(tx, workshop_id, by)
            form = formats()[before.format]
            after = rules.changed(before, form, by=by, shown=shown, wanted=wanted, now=now)
            tx.workshops.put(after)
            tx.workshops.set_facilitators(workshop_id, after.facilitators)
            refresh_board(tx, after, now)
            return after

    def state(self, workspace: str, workshop_id: int) -> WorkshopState:
        """A workshop with all that is in it.

        Raises:
            WorkshopGone
        """
        with self._database.reading(workspace) as tx:
            found = tx.workshops.get(workshop_id)
            if found is None:
                raise WorkshopGone
            return state_of(tx, found)

    def to_read(self, workspace: str, workshop_id: int) -> WorkshopState:
        """A workshop with all that is in it, for everybody to read.

        Raises:
            WorkshopGone
            NotShownYet: it gathers, and what people write shows when that ends.
        """
        return readable(self.state(workspace, workshop_id))

    def on_board(self, workspace: str, channel_id: str, board_ts: str) -> Workshop | None:
        """The workshop that a message is the board of."""
        with self._database.reading(workspace) as tx:
            return tx.workshops.on_board(channel_id, board_ts)

    def board_is_on_its_way(self, workspace: str, channel_id: str) -> bool:
        """Whether a board may be in a channel already, without our knowing which message it is."""
        with self._database.reading(workspace) as tx:
            return tx.outcomes.is_on_its_way(NoticeKind.WORKSHOP_BOARD, channel_id)

    def own(
        self, workspace: str, workshop_id: int, *, member_id: str
    ) -> tuple[Workshop, tuple[Contribution, ...]]:
        """A workshop, and all that a member wrote in it.

        Raises:
            WorkshopGone
        """
        with self._database.reading(workspace) as tx:
            found = tx.workshops.get(workshop_id)
            if found is None:
                raise WorkshopGone
            author = self._authorship.author(workspace, found, member_id)
            return found, tx.contributions.of_author(workshop_id, author)

    def to_tell(self, workspace: str, notice: Notice) -> WorkshopState | None:
        """The workshop that a notice is about; None when there is none such any more."""
        with self._database.reading(workspace) as tx:
            found = tx.workshops.get(notice.subject["workshop"])
            return state_of(tx, found) if found else None


def _item_meant(tx: Transaction, subject: str) -> Item | None:
    number = _NUMBER.fullmatch(subject.strip())
    return tx.items.get(int(number[1])) if number else None

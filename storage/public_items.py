"""Which items are open to the public: what a feed or a public digest may choose from."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from bot.domain.digests import Period
from storage.models import ItemChangeRow, ItemRow, ItemThemeRow


class PublicItems:
    """One workspace's items that are open to the public, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def ids(self, *, themes: Sequence[str] = (), limit: int | None = None) -> list[int]:
        """Those of these themes (none: of all) that are not archived, what changed last first.

        Opening an item is a change: so an old one is not missed by who reads the newest alone.
        """
        wanted = select(ItemRow.id).where(*self._public())
        if themes:
            has_one = exists().where(ItemThemeRow.item_id == ItemRow.id, ItemThemeRow.theme.in_(themes))
            wanted = wanted.where(has_one)
        return list(
            self._session.scalars(wanted.order_by(ItemRow.updated_at.desc(), ItemRow.id.desc()).limit(limit))
        )

    def opened(self, period: Period) -> list[int]:
        """Those that were opened in a period, whenever they were shared, the latest first."""
        changes = self._session.execute(
            select(ItemRow.id, ItemChangeRow.fields)
            .join(ItemChangeRow, ItemChangeRow.item_id == ItemRow.id)
            .where(
                *self._public(),
                ItemChangeRow.at >= period.since,
                ItemChangeRow.at < period.until,
            )
            .order_by(ItemChangeRow.at.desc(), ItemChangeRow.id.desc())
        )
        opened = (item_id for item_id, fields in changes if "yes" in fields.get("open_to_public", ())[1:])
        return list(dict.fromkeys(opened))

    def _public(self) -> Sequence[ColumnElement[bool]]:
        return (
            ItemRow.workspace_id == self._workspace,
            ItemRow.open_to_public.is_(True),
            ItemRow.archived_at.is_(None),
        )

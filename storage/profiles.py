"""Profiles: what the services may ask of the database."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, exists, insert, select, update
from sqlalchemy.orm import Session

from bot.domain.finding import Filters
from bot.domain.profiles import Contact, Profile, ProfileContent
from storage.models import ItemCouncilRow, ItemRow, ProfileRow, ProfileThemeRow
from storage.upsert import insert_new, table_of


class Profiles:
    """One workspace's profiles, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def save(self, member_id: str, content: ProfileContent, at: datetime) -> Profile:
        """Keep what a member says of themselves, instead of what they said before."""
        written = {
            "council": content.council,
            "folded_council": content.council.casefold(),
            "role": content.role,
            "offers": content.offers,
            "needs": content.needs,
            "welcomes": [one.value for one in content.welcomes],
            "public": content.public,
            "updated_at": at,
        }
        key = {"workspace_id": self._workspace, "member_id": member_id}
        insert_new(self._session, ProfileRow, key | written | {"created_at": at})
        profile_id = self._session.scalars(
            update(ProfileRow)
            .where(ProfileRow.workspace_id == self._workspace, ProfileRow.member_id == member_id)
            .values(written)
            .returning(ProfileRow.id),
            execution_options={"synchronize_session": False},
        ).one()
        self._session.execute(delete(ProfileThemeRow).where(ProfileThemeRow.profile_id == profile_id))
        if content.themes:
            self._session.execute(
                insert(table_of(ProfileThemeRow)),
                [
                    {"profile_id": profile_id, "theme": theme, "position": position}
                    for position, theme in enumerate(content.themes)
                ],
            )
        return self.by_ids([profile_id])[profile_id]

    def delete(self, member_id: str) -> bool:
        """Drop a member's profile and all that came of it; answers whether there was one."""
        gone = delete(ProfileRow).where(*self._here(), ProfileRow.member_id == member_id)
        return self._session.scalar(gone.returning(ProfileRow.id)) is not None

    def of(self, member_id: str) -> Profile | None:
        """A member's own profile, public or not."""
        found = self._read(self._wanted().where(ProfileRow.member_id == member_id))
        return found[0] if found else None

    def by_ids(self, ids: Collection[int]) -> dict[int, Profile]:
        """The profiles with these ids that are here, public or not."""
        return {one.id: one for one in self._read(self._wanted().where(ProfileRow.id.in_(ids)))}

    def public(
        self, conditions: Sequence[ColumnElement[bool]] = (), *, limit: int | None = None
    ) -> list[Profile]:
        """The profiles that everybody may see and that pass, those that changed last first."""
        return self._read(
            self._wanted()
            .where(ProfileRow.public.is_(True), *conditions)
            .order_by(ProfileRow.updated_at.desc(), ProfileRow.id.desc())
            .limit(limit)
        )

    def public_councils(self) -> list[str]:
        """The councils that those name whom everybody may see."""
        named = select(ProfileRow.council).where(
            *self._here(), ProfileRow.public.is_(True), ProfileRow.council != ""
        )
        return list(self._session.scalars(named.distinct()))

    def conditions(
        self, filters: Filters, *, councils: Collection[str] | None = None
    ) -> list[ColumnElement[bool]]:
        """What a profile's row must be to be shown to others who ask for this theme, council, or any of these."""
        wanted: list[ColumnElement[bool]] = [ProfileRow.public.is_(True)]
        if filters.theme:
            wanted.append(
                exists().where(
                    ProfileThemeRow.profile_id == ProfileRow.id, ProfileThemeRow.theme == filters.theme
                )
            )
        if filters.council:
            folded = filters.council.casefold()
            wanted.append(ProfileRow.folded_council.contains(folded, autoescape=True))
        if councils is not None:
            wanted.append(ProfileRow.council.in_(councils))
        return wanted

    def owners_among(self, member_ids: Collection[str]) -> set[str]:
        """Which of these members own an item that can be found."""
        wanted = select(ItemRow.owner_id).where(
            ItemRow.workspace_id == self._workspace,
            ItemRow.owner_id.in_(member_ids),
            ItemRow.archived_at.is_(None),
        )
        return {owner for owner in self._session.scalars(wanted.distinct()) if owner}

    def known_councils(self) -> list[str]:
        """The councils that everybody may know of: those of current items and of public profiles."""
        of_items = (
            select(ItemCouncilRow.name)
            .join(ItemRow, ItemRow.id == ItemCouncilRow.item_id)
            .where(ItemRow.workspace_id == self._workspace, ItemRow.archived_at.is_(None))
        )
        of_people = select(ProfileRow.council).where(*self._here(), ProfileRow.public.is_(True))
        names: dict[str, str] = {}
        for name in self._session.scalars(of_items.union(of_people)):
            names.setdefault(name.casefold(), name)
        return sorted((name for name in names.values() if name), key=str.casefold)

    def _here(self) -> Sequence[ColumnElement[bool]]:
        return (ProfileRow.workspace_id == self._workspace,)

    def _wanted(self) -> Select[Any]:
        return select(table_of(ProfileRow)).where(*self._here())

    def _read(self, wanted: Select[Any]) -> list[Profile]:
        rows = self._session.execute(wanted).all()
        themes: dict[int, list[str]] = {}
        of_each = (
            select(ProfileThemeRow.profile_id, ProfileThemeRow.theme)
            .where(ProfileThemeRow.profile_id.in_([row.id for row in rows]))
            .order_by(ProfileThemeRow.position)
        )
        for profile_id, theme in self._session.execute(of_each) if rows else ():
            themes.setdefault(profile_id, []).append(theme)
        return [
            Profile(
                id=row.id,
                member_id=row.member_id,
                council=row.council,
                role=row.role,
                themes=tuple(themes.get(row.id, ())),
                offers=row.offers,
                needs=row.needs,
                welcomes=tuple(Contact(one) for one in row.welcomes),
                public=row.public,
                created_at=row.created_at,
                updated_at=row.updated_at,
            )
            for row in rows
        ]

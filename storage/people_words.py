"""The words that people can be found by: those of public profiles, and of no others."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, delete, func, insert, select
from sqlalchemy.orm import Session

from storage.models import ProfileRow, ProfileWordRow
from storage.upsert import table_of
from storage.words import ALL_ITEMS


class PeopleWords:
    """One workspace's words of people, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def put(self, profile_id: int, words: Collection[tuple[str, str]]) -> None:
        """Let somebody be found by these (word, stem) pairs and no others; by none, not at all."""
        self._session.execute(
            delete(ProfileWordRow).where(self._here(), ProfileWordRow.profile_id == profile_id)
        )
        rows = [
            {"workspace_id": self._workspace, "profile_id": profile_id, "word": word, "stem": stem}
            for word, stem in words
        ]
        if rows:
            self._session.execute(insert(table_of(ProfileWordRow)), rows)

    def holding(
        self, stems: Collection[str], conditions: Sequence[ColumnElement[bool]], *, limit: int
    ) -> list[int]:
        """The ids of the profiles that hold any of these stems and pass, those that hold most of them first."""
        wanted = (
            select(ProfileWordRow.profile_id)
            .join(ProfileRow, ProfileRow.id == ProfileWordRow.profile_id)
            .where(self._here(), ProfileWordRow.stem.in_(stems), *conditions)
            .group_by(ProfileWordRow.profile_id)
            .order_by(func.count(ProfileWordRow.stem.distinct()).desc(), ProfileWordRow.profile_id.desc())
            .limit(limit)
        )
        return list(self._session.scalars(wanted))

    def held(self, stems: Collection[str]) -> dict[str, int]:
        """How many people can be found by each of these stems; `ALL_ITEMS` among them counts everybody."""
        people = func.count(ProfileWordRow.profile_id.distinct())
        counted = self._session.execute(
            select(ProfileWordRow.stem, people)
            .where(self._here(), ProfileWordRow.stem.in_(stems))
            .group_by(ProfileWordRow.stem)
        )
        found = {stem: count for stem, count in counted}  # noqa: C416 - rows are no pairs to mypy
        if ALL_ITEMS in stems:
            everybody = select(func.count()).where(
                ProfileRow.workspace_id == self._workspace, ProfileRow.public.is_(True)
            )
            found[ALL_ITEMS] = self._session.scalar(everybody) or 0
        return found

    def beginning_with(self, prefix: str, *, limit: int) -> list[tuple[str, str]]:
        """The words that begin so, with their stems, the most used first."""
        wanted = (
            select(ProfileWordRow.word, ProfileWordRow.stem)
            .where(self._here(), ProfileWordRow.word.startswith(prefix, autoescape=True))
            .group_by(ProfileWordRow.word, ProfileWordRow.stem)
            .order_by(func.count().desc(), ProfileWordRow.word)
            .limit(limit)
        )
        return [(word, stem) for word, stem in self._session.execute(wanted)]

    def vocabulary(self) -> dict[str, int]:
        """Every word that somebody can be found by, and how many people can."""
        wanted = select(ProfileWordRow.word, func.count()).where(self._here()).group_by(ProfileWordRow.word)
        return {word: count for word, count in self._session.execute(wanted)}  # noqa: C416 - rows are no pairs to mypy

    def _here(self) -> ColumnElement[bool]:
        return ProfileWordRow.workspace_id == self._workspace

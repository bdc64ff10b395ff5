"""The words that a workspace's items hold: for rarity, completion and spelling."""

from collections import Counter
from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.orm import Session

from storage.models import WordRow
from storage.one_of import one_of
from storage.upsert import insert_for

ALL_ITEMS = ""  # the word that stands for every item
_ROWS_A_STATEMENT = 500

# Made once: making a statement takes longer than the database takes to answer it.
_HELD = (
    select(WordRow.stem, func.sum(WordRow.items))
    .where(
        WordRow.workspace_id == bindparam("workspace"),
        one_of(WordRow.stem, "stems"),
        WordRow.items > 0,
    )
    .group_by(WordRow.stem)
)


class Words:
    """One workspace's words, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def add(
        self,
        entries: Iterable[Collection[tuple[str, str]]],
        *,
        instead_of: Iterable[Collection[tuple[str, str]]] = (),
    ) -> None:
        """Count items in, each given as its distinct (word, stem) pairs, and others out in the same go."""
        counts: Counter[tuple[str, str]] = Counter()
        for each, count in ((entries, counts.update), (instead_of, counts.subtract)):
            for entry in each:
                count(entry)
                count([(ALL_ITEMS, ALL_ITEMS)])
        rows = [
            {"workspace_id": self._workspace, "word": word, "stem": stem, "items": items}
            for (word, stem), items in sorted(counts.items())  # one order, so that two writers never deadlock
            if items
        ]
        if not rows:
            return
        statement = insert_for(self._session, WordRow)
        self._session.execute(
            statement.on_conflict_do_update(
                index_elements=["workspace_id", "word"],
                set_={"items": WordRow.items + statement.excluded["items"]},
            ),
            rows,
        )

    def held(self, stems: Collection[str]) -> dict[str, int]:
        """How many items hold a word with each of these stems, at most; no entry where none does.

        `ALL_ITEMS` may be among the stems: how many items there are.
        """
        counted = self._session.execute(_HELD, {"workspace": self._workspace, "stems": list(stems)})
        return {stem: items for stem, items in counted}  # noqa: C416 - rows are no pairs to mypy

    def beginning_with(self, prefix: str, *, limit: int) -> list[tuple[str, str]]:
        """The words that begin so, with their stems, the most used first. `prefix` holds letters and digits only."""
        sqlite = self._session.get_bind().dialect.name == "sqlite"  # where only GLOB uses the index
        begins = WordRow.word.op("GLOB")(f"{prefix}*") if sqlite else WordRow.word.startswith(prefix)
        wanted = (
            select(WordRow.word, WordRow.stem)
            .where(self._here(), WordRow.items > 0, begins)
            .order_by(WordRow.items.desc(), WordRow.word)
            .limit(limit)
        )
        return [(word, stem) for word, stem in self._session.execute(wanted)]

    def vocabulary(self) -> dict[str, int]:
        """Every word that some item holds, and how many do."""
        wanted = select(WordRow.word, WordRow.items).where(
            self._here(), WordRow.items > 0, WordRow.word != ALL_ITEMS
        )
        return {word: count for word, count in self._session.execute(wanted)}  # noqa: C416 - rows are no pairs to mypy

    def _here(self) -> ColumnElement[bool]:
        return WordRow.workspace_id == self._workspace

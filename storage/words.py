"""The words that a workspace's items hold: for rarity, completion and spelling."""

from collections import Counter
from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, Select, func, or_, select, update
from sqlalchemy.orm import Session

from bot.domain.matching import WordCount
from storage.models import WordRow
from storage.upsert import insert_for

ALL_ITEMS = ""  # the word that stands for every item
_ROWS_A_STATEMENT = 500


class Words:
    """One workspace's words, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def add(self, entries: Iterable[Collection[tuple[str, str]]]) -> None:
        """Count items in, each given as its distinct (word, stem) pairs."""
        counts: Counter[tuple[str, str]] = Counter()
        for entry in entries:
            counts.update(entry)
            counts[ALL_ITEMS, ALL_ITEMS] += 1
        rows = [
            {"workspace_id": self._workspace, "word": word, "stem": stem, "items": items}
            for (word, stem), items in sorted(counts.items())  # one order, so that two writers never deadlock
        ]
        for start in range(0, len(rows), _ROWS_A_STATEMENT):
            statement = insert_for(self._session, WordRow).values(rows[start : start + _ROWS_A_STATEMENT])
            self._session.execute(
                statement.on_conflict_do_update(
                    index_elements=["workspace_id", "word"],
                    set_={"items": WordRow.items + statement.excluded["items"]},
                )
            )

    def remove(self, entry: Collection[tuple[str, str]]) -> None:
        """Count an item out. Its words are kept, with one item less each."""
        words = sorted({word for word, _ in entry} | {ALL_ITEMS})
        for start in range(0, len(words), _ROWS_A_STATEMENT):
            some = words[start : start + _ROWS_A_STATEMENT]
            locked = select(WordRow.id).where(self._here(), WordRow.word.in_(some)).order_by(WordRow.word)
            ids = list(self._session.scalars(locked.with_for_update()))
            self._session.execute(
                update(WordRow).where(WordRow.id.in_(ids)).values(items=WordRow.items - 1),
                execution_options={"synchronize_session": False},
            )

    def total(self) -> int:
        """How many items are indexed."""
        counted = select(WordRow.items).where(self._here(), WordRow.word == ALL_ITEMS)
        return self._session.scalar(counted) or 0

    def known(self, *, words: Collection[str], stems: Collection[str]) -> list[WordCount]:
        """The counts of these words, and of all words with these stems, that some item holds."""
        wanted = or_(WordRow.word.in_(words), WordRow.stem.in_(stems))
        return self._counts(select(WordRow).where(self._here(), WordRow.items > 0, wanted))

    def beginning_with(self, prefix: str, *, limit: int) -> list[WordCount]:
        """The words that begin so, the most used first. `prefix` holds letters and digits only."""
        return self._counts(
            select(WordRow)
            .where(self._here(), WordRow.items > 0)
            .where(WordRow.word.startswith(prefix, autoescape=True))
            .order_by(WordRow.items.desc(), WordRow.word)
            .limit(limit)
        )

    def newest_id(self) -> int:
        """Grows whenever a word is new: the stamp of a cache of the vocabulary."""
        return self._session.scalar(select(func.max(WordRow.id)).where(self._here())) or 0

    def vocabulary(self) -> dict[str, int]:
        """Every word that some item holds, and how many do."""
        wanted = select(WordRow.word, WordRow.items).where(
            self._here(), WordRow.items > 0, WordRow.word != ALL_ITEMS
        )
        return {word: count for word, count in self._session.execute(wanted)}  # noqa: C416 - rows are no pairs to mypy

    def _here(self) -> ColumnElement[bool]:
        return WordRow.workspace_id == self._workspace

    def _counts(self, statement: Select[WordRow]) -> list[WordCount]:
        rows = self._session.scalars(statement)
        return [WordCount(word=row.word, stem=row.stem, items=row.items) for row in rows]

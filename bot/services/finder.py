"""Finding items: what somebody asked, page by page."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.finding import PAGE_SIZE, Cadence, Found, Hit, PlaceQuestion, SavedSearch
from bot.domain.refusals import NothingToFind, PlaceUnclear, SearchForgotten
from bot.domain.votes import NO_VOTES
from bot.search.places import Whereabouts, located
from bot.search.query import Query, parse, written_filter
from bot.search.search import Results, Search
from bot.services.people import people_page
from storage.database import Database
from storage.transaction import Transaction

EVERYTHING = "since:1970"  # what is left to look for when the last filter is taken away


class Finder:
    """What people may ask of the items."""

    def __init__(self, database: Database, search: Search, *, vote_emoji: tuple[str, ...] = ()) -> None:
        self._database = database
        self._search = search
        self._vote_emoji = vote_emoji

    def find(self, workspace: str, member_id: str, text: str, *, now: datetime) -> Found:
        """The first page of what fits. The question is kept so that its buttons can page through it.

        The search only reads; keeping the question, and whether anything was found, is a short transaction of its own
        after it, so that a search never holds the one write lock that SQLite has.

        Raises:
            NothingToFind: there is neither a word nor a filter.
            UnknownFilter, UnknownValue: a filter is not one we know.
            NotForPeople: it says nothing of the people who are looked for.
            NoCouncilOfYours: `within:` stands alone, and their profile does not say where they are.
        """
        query = parse(text, member_id=member_id, now=now)
        if not query:
            raise NothingToFind
        page = self._page(workspace, member_id, 0, query, page=1, now=now)
        with self._database.transaction(workspace) as tx:
            search_id = tx.searches.add(
                member_id=member_id, text=query.written(), at=now, found=page.total > 0 or bool(query.filters)
            )
        return replace(page, at=now, search_id=search_id)

    def turn(self, workspace: str, member_id: str, search_id: int, page: int, *, now: datetime) -> Found:
        """Another page of a search that was made before; past the last page, the last.

        Raises:
            SearchForgotten: the search is not kept any more.
        """
        query = self._query(workspace, member_id, search_id, now)
        return replace(self._page(workspace, member_id, search_id, query, page=page, now=now), at=now)

    def refine(
        self, workspace: str, member_id: str, search_id: int, name: str, value: str | None, *, now: datetime
    ) -> Found:
        """The first page of the same search with one filter (kind, phase, theme or a place) set, or taken away.

        Raises:
            SearchForgotten: the search is not kept any more.
            UnknownValue: the filter does not take this value.
        """
        query = self._query(workspace, member_id, search_id, now).with_filters(**{name: None})
        wanted = f"{query.written()} {written_filter(name, value)}" if value else query.written()
        return self.find(workspace, member_id, wanted.strip() or EVERYTHING, now=now)

    def tell_me(
        self, workspace: str, member_id: str, search_id: int, *, now: datetime
    ) -> tuple[SavedSearch, bool]:
        """Promise to tell a member when something new fits a search; answers what is kept, and whether that is new.

        Raises:
            SearchForgotten: the search is not kept any more.
        """
        query = self._query(workspace, member_id, search_id, now)
        with self._database.reading(workspace) as tx:
            meant = self._search.mended(tx, workspace, query)
        with self._database.transaction(workspace) as tx:
            return tx.saved_searches.add(member_id=member_id, text=meant.written(), at=now)

    def change_cadence(self, workspace: str, member_id: str, saved_id: int, cadence: Cadence) -> SavedSearch:
        """Tell a member at once, or once a week, of what fits a search they had saved.

        Raises:
            SearchForgotten: they have taken it back.
        """
        with self._database.transaction(workspace) as tx:
            changed = tx.saved_searches.change(saved_id, member_id, cadence)
            if changed is None:
                raise SearchForgotten
            return changed

    def forget(self, workspace: str, member_id: str, saved_id: int) -> None:
        """Tell a member no more of what fits a search they had saved."""
        with self._database.transaction(workspace) as tx:
            tx.saved_searches.remove(saved_id, member_id)

    def words_of(self, workspace: str, member_id: str, search_id: int, *, now: datetime) -> str:
        """The words that were looked for, without the filters.

        Raises:
            SearchForgotten: the search is not kept any more.
        """
        return self._query(workspace, member_id, search_id, now).text

    def _query(self, workspace: str, member_id: str, search_id: int, now: datetime) -> Query:
        with self._database.reading(workspace) as tx:
            text = tx.searches.text(search_id)
        if text is None:
            raise SearchForgotten
        return parse(text, member_id=member_id, now=now)

    def _page(
        self, workspace: str, member_id: str, search_id: int, query: Query, *, page: int, now: datetime
    ) -> Found:
        with self._database.reading(workspace) as tx:
            try:
                filters, where = located(tx, query.filters, member_id)
            except PlaceUnclear as unclear:
                return _asks_where(query, search_id, unclear)
            query = replace(query, filters=filters)
            if filters.people:
                return people_page(
                    tx, workspace, query, where=where, search_id=search_id, page=page, viewer=member_id
                )
            results = self._search.find(tx, workspace, query, now=now)
            pages = max(1, -(-len(results.found) // PAGE_SIZE))
            page = min(max(page, 1), pages)
            shown = results.found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
            return Found(
                search_id=search_id,
                text=query.text,
                filters=query.filters,
                page=page,
                pages=pages,
                total=len(results.found),
                more_than=results.more_than,
                hits=self._hits(tx, results, shown, where),
                nearest=self._hits(tx, results, results.nearest, where),
                mended=results.mended,
                words_left_out=query.left_out,
            )

    def _hits(
        self, tx: Transaction, results: Results, ids: Sequence[int], where: Whereabouts
    ) -> tuple[Hit, ...]:
        items = tx.items.by_ids(ids) if ids else {}
        others = [one for one in ids if one not in results.votes]
        votes = {**results.votes, **(tx.votes.tallies(others, emoji=self._vote_emoji) if others else {})}
        hits = []
        for one in ids:
            if one in items:
                why = results.why(one)
                hit = Hit(
                    item=items[one],
                    matched=why.matched,
                    in_title=why.in_title,
                    alike=why.alike,
                    somewhat_alike=one in results.found and why.likeness > 0,
                    votes=votes.get(one, NO_VOTES),
                    places=where.why(items[one].councils),
                )
                hits.append(hit)
        return tuple(hits)


def _asks_where(query: Query, search_id: int, unclear: PlaceUnclear) -> Found:
    """Nothing was looked for yet: it must be asked which place is meant."""
    return Found(
        search_id=search_id,
        text=query.text,
        filters=query.filters,
        page=1,
        pages=1,
        total=0,
        more_than=False,
        hits=(),
        question=PlaceQuestion(
            key=unclear.key, said=unclear.said, choices=unclear.choices, known=unclear.known
        ),
    )

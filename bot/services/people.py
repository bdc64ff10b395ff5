"""A page of the people that somebody looked for."""

from bot.domain.finding import PAGE_SIZE, Found, PersonHit
from bot.search.people import find_people
from bot.search.places import Whereabouts
from bot.search.query import Query
from storage.transaction import Transaction


def people_page(
    tx: Transaction,
    workspace: str,
    query: Query,
    *,
    where: Whereabouts,
    search_id: int,
    page: int,
    viewer: str,
) -> Found:
    """The people who fit and want to be found; past the last page, the last.

    Raises:
        NotForPeople: a filter says nothing of a person.
    """
    found = find_people(tx, workspace, query, where)
    pages = max(1, -(-len(found.people) // PAGE_SIZE))
    page = min(max(page, 1), pages)
    shown = found.people[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    owners = tx.profiles.owners_among([profile.member_id for profile in shown])
    return Found(
        search_id=search_id,
        text=query.text,
        filters=query.filters,
        page=page,
        pages=pages,
        total=len(found.people),
        more_than=found.more_than,
        hits=(),
        people=tuple(
            PersonHit(
                profile=profile,
                why=found.why(profile),
                places=where.why([profile.council]) if profile.council else (),
                has_items=profile.member_id in owners,
                is_viewer=profile.member_id == viewer,
            )
            for profile in shown
        ),
        mended=found.mended,
        words_left_out=query.left_out,
    )

"""Places in words: why an item passes a filter of place, and what to ask when it is not clear which place is meant."""

from collections.abc import Iterator

from slack_sdk.models.blocks import ActionsBlock, Block, Option, SectionBlock, StaticSelectElement

from bot.domain.councils import Likeness
from bot.domain.finding import KM_IN_A_MILE, Filters, Found, PlaceReason
from bot.views import ids
from bot.views.message import Message
from bot.views.mrkdwn import excerpt, listing, shortened
from bot.views.refusals import place_question

NAME_ROOM = 40
OUR_MEASURE = "Like means alike by our own measure: type, size, rural or urban, and region."


def places_in_words(places: tuple[PlaceReason, ...]) -> str:
    """Why an item passes filters of place, in mrkdwn: "42 km from Dorset"."""
    return " · ".join(_reason(one) for one in places)


def filters_of_place_in_words(filters: Filters) -> Iterator[str]:
    """What was asked of places, for a heading."""
    if filters.near or filters.within:
        far = f"{filters.within.amount} {_unit(filters.within.unit)}" if filters.within else "50 km"
        yield f"within {far} of {excerpt(filters.near, NAME_ROOM) if filters.near else 'your council'}"
    if filters.inside:
        yield f"in {excerpt(filters.inside, NAME_ROOM)}"
    if filters.like:
        yield f"councils like {excerpt(filters.like, NAME_ROOM)}"


def which_place(found: Found) -> Message:
    """Ask which place was meant; choosing goes on with the same search."""
    question = found.question
    assert question  # noqa: S101 - for the type checker; it is only called where there is one
    said = place_question(question.key, question.said, question.choices, known=question.known)
    blocks: list[Block] = [SectionBlock(text=said)]
    if question.choices:
        options = [
            Option(label=shortened(name, 75), value=f"{found.search_id}:{question.key}:{name}")
            for name in question.choices
        ]
        menu = StaticSelectElement(action_id=ids.FIND_PLACE, placeholder="Choose a place", options=options)
        blocks.append(ActionsBlock(elements=[menu]))
    return Message(text=said, blocks=blocks)


def _reason(one: PlaceReason) -> str:
    council = excerpt(one.council, NAME_ROOM)
    if one.near:
        near = excerpt(one.near, NAME_ROOM)
        amount = round(one.km / KM_IN_A_MILE if one.unit == "mi" else one.km)
        return f"{amount} {_unit(one.unit)} from {near}" if one.km else f"From {near} itself"
    if one.inside:
        return f"{council} is in {excerpt(one.inside, NAME_ROOM)}"
    shared = _in_common(one.alike) if one.alike else []
    return f"{council} is like {excerpt(one.like or '', NAME_ROOM)}" + (
        f": {listing(shared)}" if shared else ""
    )


def _in_common(alike: Likeness) -> list[str]:
    said = [
        "the same type" if alike.same_type else "",
        f"both {alike.setting}" if alike.setting else "",
        "about the same size" if alike.similar_size else "",
        "the same region" if alike.same_region else "",
    ]
    return [one for one in said if one]


def _unit(unit: str) -> str:
    return "miles" if unit == "mi" else "km"

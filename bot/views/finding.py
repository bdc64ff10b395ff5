"""What a search found, as a message."""

from collections.abc import Iterable, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    PlainTextObject,
    SectionBlock,
    StaticSelectElement,
)

from bot.data import themes
from bot.domain.finding import Filters, Found
from bot.domain.items import Kind, Phase
from bot.domain.profiles import PERSON
from bot.views import ids
from bot.views.cards import hit_blocks
from bot.views.message import Message
from bot.views.mrkdwn import bold, excerpt, listing, shortened, user
from bot.views.people import person_blocks
from bot.views.places import OUR_MEASURE, filters_of_place_in_words, which_place

ANY = "any"


def found_message(found: Found) -> Message:
    """One page of results, or what to do when there are none, or when it is not clear where to look."""
    if found.question:
        return which_place(found)
    if found.filters.people and not found.people:
        return _nobody(found)
    return _results(found) if found.hits or found.people else _nothing(found)


def refine_value(search_id: int, value: str) -> str:
    """What an option of the refine menus carries."""
    return f"{search_id}:{value}"


def _results(found: Found) -> Message:
    heading = f"{_count(found)} {_about(found)}".strip()
    blocks: list[Block] = [SectionBlock(text=f"{heading}{_remarks(found)}"), _refine(found)]
    for hit in found.hits:
        blocks += [DividerBlock(), *hit_blocks(hit, now=found.at)]
    for person in found.people:
        blocks += [DividerBlock(), *person_blocks(person)]
    blocks += [DividerBlock(), *_turning(found)]
    titles = "; ".join(excerpt(hit.item.title, 150) for hit in found.hits)
    titles = titles or ", ".join(user(person.profile.member_id) for person in found.people)
    return Message(text=f"{heading}: {titles}", blocks=blocks)


def _nothing(found: Found) -> Message:
    heading = f"Nothing found {_about(found)}".strip() + "."
    advice = (
        "You may be the first to ask. Post it as a problem, and others with the same one will find you."
        if not found.filters
        else "Try it without the filters, or post it as a problem so that others find you."
    )
    blocks: list[Block] = [SectionBlock(text=f"{heading}{_remarks(found)}\n{advice}")]
    if found.filters:
        blocks.append(_refine(found))
    blocks.append(_offers(found, "Tell me when someone shares this"))
    if found.nearest:
        blocks += [DividerBlock(), SectionBlock(text="*The nearest I have*")]
        for hit in found.nearest:
            blocks += [DividerBlock(), *hit_blocks(hit, now=found.at)]
    return Message(text=f"{heading} {advice}", blocks=blocks)


def _nobody(found: Found) -> Message:
    heading = f"Nobody found {_about(found)}".strip() + "."
    advice = "Only people who choose to be found are listed. To be one of them, make your profile."
    profile = ButtonElement(text="My profile", action_id=ids.PROFILE_OPEN, value="open", style="primary")
    return Message(
        text=f"{heading} {advice}",
        blocks=[
            SectionBlock(text=f"{heading}{_remarks(found)}\n{advice}"),
            _refine(found),
            ActionsBlock(elements=[profile]),
        ],
    )


def _count(found: Found) -> str:
    return f"*More than {found.total:,} found*" if found.more_than else f"*{found.total:,} found*"


def _about(found: Found) -> str:
    said = f"for “{excerpt(found.text, 300)}”" if found.text else ""
    filters = list(_filters_in_words(found.filters))
    return " ".join(filter(None, [said, f"({', '.join(filters)})" if filters else ""]))


def _filters_in_words(filters: Filters) -> Iterable[str]:
    if filters.people:
        yield "people"
    if filters.kind:
        yield f"kind: {filters.kind}"
    if filters.phase:
        yield f"phase: {filters.phase}"
    if filters.theme:
        yield f"theme: {filters.theme}"
    if filters.council:
        yield f"council: {excerpt(filters.council, 100)}"
    if filters.by:
        yield f"by {user(filters.by)}"
    if filters.since:
        yield f"since {filters.since:%-d %B %Y}"
    yield from filters_of_place_in_words(filters)


def _remarks(found: Found) -> str:
    lines = []
    if found.filters.like:
        lines.append(OUR_MEASURE)
    if found.mended:
        pairs = listing(
            [f"{bold(right, 60)} instead of “{excerpt(typed, 60)}”" for typed, right in found.mended[:8]]
        )
        lines.append(f"I looked for {pairs}.")
    if found.words_left_out:
        lines.append("That was long, so I used only the beginning of it.")
    return "".join(f"\n{line}" for line in lines)


def _refine(found: Found) -> ActionsBlock:
    filters = found.filters
    kinds = [*((kind.value, kind.capitalize()) for kind in Kind), (PERSON, "People")]
    phases = [(phase.value, phase.capitalize()) for phase in Phase]
    names = [(theme.key, theme.name) for theme in themes()]
    chosen = PERSON if filters.people else filters.kind
    menus = [_menu(found, ids.FIND_REFINE_KIND, "Any kind", kinds, chosen)]
    if not filters.people:  # who are in no phase
        menus.append(_menu(found, ids.FIND_REFINE_PHASE, "Any phase", phases, filters.phase))
    return ActionsBlock(
        elements=[*menus, _menu(found, ids.FIND_REFINE_THEME, "Any theme", names, filters.theme)]
    )


def _menu(
    found: Found, action_id: str, anything: str, choices: Sequence[tuple[str, str]], chosen: str | None
) -> StaticSelectElement:
    options = {value: _option(found, value, words) for value, words in [(ANY, anything), *choices]}
    return StaticSelectElement(
        action_id=action_id,
        placeholder=anything,
        options=list(options.values()),
        initial_option=options[chosen or ANY],
    )


def _option(found: Found, value: str, words: str) -> dict[str, Any]:
    """As Slack takes it. With `slack_sdk.models.Option` the 44 of them took 40% of the time to write a message."""
    text = {"type": "plain_text", "text": shortened(words, 75), "emoji": True}
    return {"text": text, "value": refine_value(found.search_id, value)}


def _turning(found: Found) -> list[Block]:
    def turn(words: str, action: str, page: int) -> ButtonElement:
        return ButtonElement(text=words, action_id=action, value=f"{found.search_id}:{page}")

    buttons = []
    if found.page > 1:
        buttons.append(turn("Previous", ids.FIND_PREVIOUS, found.page - 1))
    if found.page < found.pages:
        buttons.append(turn("Next", ids.FIND_NEXT, found.page + 1))
    if not found.filters.people:
        buttons.append(_tell_me(found, "Tell me of new ones"))
    where = ContextBlock(elements=[PlainTextObject(text=f"Page {found.page} of {found.pages}")])
    return [where, ActionsBlock(elements=buttons)] if buttons else [where]


def _offers(found: Found, tell_me: str) -> ActionsBlock:
    post = ButtonElement(
        text="Post it as a problem",
        action_id=ids.FIND_POST_PROBLEM,
        value=str(found.search_id),
        style="primary",
    )
    return ActionsBlock(elements=[post, _tell_me(found, tell_me)])


def _tell_me(found: Found, words: str) -> ButtonElement:
    return ButtonElement(text=words, action_id=ids.FIND_TELL_ME, value=str(found.search_id))

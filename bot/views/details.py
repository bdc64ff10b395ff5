"""An item in full, as a modal, and what the viewer may do with it."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import (
    Block,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    MarkdownTextObject,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.domain.details import Details
from bot.domain.items import CONTENT_FIELDS, Action, Change, Item
from bot.domain.principles import Principle
from bot.views import ids
from bot.views.buttons import item_buttons
from bot.views.figures import counted
from bot.views.items import confirmed, votes, what_it_is, whom_to_ask
from bot.views.mrkdwn import date, escape, excerpt, link, listing, parts, shortened, user

TEXT_ROOM = 3000  # characters that a text element takes
NAME_ROOM = 90  # of a council's, so that twenty fit the 2,000 characters of a field
NAMES_SHOWN = 30
PRINCIPLES_SHOWN = 15


def details_view(details: Details, *, title: str = "Details", said: str = "") -> View:
    """Everything about an item, and what the viewer may do with it; `said`, in mrkdwn, is about what was just done.

    The buttons and what is said come early, so that nobody has to scroll for either.
    """
    item = details.item
    blocks: list[Block] = [
        HeaderBlock(text=shortened(item.title, 150)),
        SectionBlock(text=f"{what_it_is(item)}\n{excerpt(item.summary, 1300)}"),
    ]
    if said:
        blocks.append(SectionBlock(text=f":white_check_mark: {said}"))
    blocks += [*_actions(details), DividerBlock()]
    blocks += [SectionBlock(text=text) for text in parts(item.description, TEXT_ROOM)]
    if item.looking_for:
        blocks.append(SectionBlock(text=f"*Looking for*\n{excerpt(item.looking_for, 1300)}"))
    facts = [MarkdownTextObject(text=f"*{name}*\n{words}") for name, words in _facts(details)]
    blocks.append(SectionBlock(fields=facts))
    blocks += [SectionBlock(text=text) for text in _texts(_links(item))]
    blocks += _history(details.history)
    return View(type="modal", callback_id=ids.ITEM_DETAILS, title=title, close="Close", blocks=blocks)


def _facts(details: Details) -> Iterator[tuple[str, str]]:
    """What is known, as names and words in mrkdwn."""
    item = details.item
    yield "Who to talk to", " · ".join([whom_to_ask(item), *map(user, item.people)])
    if item.councils:
        yield "Councils", listing([excerpt(name, NAME_ROOM) for name in item.councils])
    if item.open_to:
        yield "Open to", listing(item.open_to).capitalize()
    if details.principles:
        yield "Principles that it uses", _principles(details.principles)
    yield "Votes and interest", _interest(details)
    if details.may_change and details.interested:
        names = [user(one) for one in details.interested[:NAMES_SHOWN]]
        more = len(details.interested) - len(names)
        yield "Who is interested", listing([*names, f"{more} more"] if more else names)
    yield "Who can read it", "Anyone on the internet" if item.open_to_public else "Everybody in this Slack"
    yield "How current it is", f"{confirmed(item)}. Shared {date(item.created_at)}."


def _principles(principles: Sequence[Principle]) -> str:
    names = [f"{one.number}. {excerpt(one.text.title, 90)}" for one in principles[:PRINCIPLES_SHOWN]]
    more = len(principles) - len(names)
    return "\n".join([*names, f"and {more} more"] if more else names)


def _links(item: Item) -> list[str]:
    links = [link(one.url, shortened(one.title or one.url, 80)) for one in item.links]
    if item.origin.link:
        links.append(link(item.origin.link, "Where it came from"))
    return ["*Links*", *links] if links else []


def _interest(details: Details) -> str:
    said = [votes(details.votes)]
    if details.interested:
        you = ", you among them" if details.wants else ""
        said.append(f"{counted(len(details.interested), 'member')} interested{you}")
    if details.followers:
        said.append(counted(details.followers, "follower"))
    return " · ".join(said)


def _actions(details: Details) -> list[Block]:
    """What the viewer may do: with anybody's item, and with one that is theirs to change."""
    item = details.item
    if item.archived_at:
        return [item_buttons(item, ids.ITEM_RESTORE)] if details.may_change else []
    follow = ids.ITEM_UNFOLLOW if details.following else ids.ITEM_FOLLOW
    for_all = [follow, ids.ITEM_COPY, ids.PARTNERS_FIND]
    if details.wants:
        for_all.append(ids.INTEREST_TAKE_BACK)
    elif not details.owns:
        for_all.insert(0, ids.ITEM_INTERESTED)
    rows: list[Block] = [item_buttons(item, *for_all)]
    if details.may_change:
        theirs = (ids.ITEM_EDIT, ids.ITEM_CONFIRM, ids.ITEM_PRINCIPLES, ids.ITEM_HAND_OVER, ids.ITEM_ARCHIVE)
        rows.append(item_buttons(item, *theirs))
    return rows


def _history(changes: Sequence[Change]) -> list[Block]:
    lines = [f"{date(one.at)}: {one.action} by {_who(one.by)}{_which(one)}" for one in changes]
    if not lines:
        return []
    texts = [MarkdownTextObject(text=text) for text in _texts(lines)]
    return [DividerBlock(), *(ContextBlock(elements=[text]) for text in texts)]


def _who(by: str) -> str:
    return user(by) if by[:1] in {"U", "W"} else escape(by)


def _which(change: Change) -> str:
    if change.action is Action.HANDED_OVER:
        return f" to {_who(change.fields['owner'][1])}"
    names = [_field(name, change) for name in CONTENT_FIELDS if name in change.fields]
    return f" ({', '.join(names)})" if names else ""


def _field(name: str, change: Change) -> str:
    if name != "open_to_public":
        return name.replace("_", " ")
    _, after = change.fields[name]
    return "open to the public" if after == "yes" else "no longer open to the public"


def _texts(lines: Sequence[str]) -> list[str]:
    """Lines of mrkdwn in as few texts as take them."""
    found: list[str] = []
    for line in lines:
        if found and len(found[-1]) + 1 + len(line) <= TEXT_ROOM:
            found[-1] += f"\n{line}"
        else:
            found.append(line)
    return found

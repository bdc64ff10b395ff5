"""An item in full, as a modal, and what its owner may do with it."""

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    InputBlock,
    MarkdownTextObject,
    PlainTextInputElement,
    SectionBlock,
    UserSelectElement,
)
from slack_sdk.models.blocks.block_elements import ConversationFilter, ConversationSelectElement
from slack_sdk.models.views import View

from bot.domain.details import Details
from bot.domain.items import Change, Item
from bot.views import ids
from bot.views.items import confirmed, counted, votes, what_it_is, whom_to_ask, whose
from bot.views.mrkdwn import date, escape, excerpt, link, listing, shortened, user

PEOPLE_SHOWN = 10
TEXT_ROOM = 2800  # of the 3,000 characters that a text element takes


def details_view(details: Details) -> View:
    """Everything about an item; its owner also gets what changes it."""
    item = details.item
    blocks: list[Block] = [
        HeaderBlock(text=shortened(item.title, 150)),
        SectionBlock(text=f"{what_it_is(item)}\n{excerpt(item.summary, 1300)}"),
    ]
    if item.description:
        blocks.append(SectionBlock(text=excerpt(item.description, 3000)))
    blocks += [SectionBlock(text=f"*{name}*\n{words}") for name, words in _facts(details) if words]
    if not item.archived_at:
        blocks.append(_for_everybody(details))
    if details.may_change:
        blocks += [DividerBlock(), *_for_owners(item)]
    blocks += _history(details.history)
    return View(type="modal", title="Details", close="Close", blocks=blocks)


def copy_form(item: Item) -> View:
    """Which channel to show an item in, and what to say with it."""
    channel = ConversationSelectElement(
        action_id="channel",
        placeholder="Choose a channel",
        default_to_current_conversation=True,
        filter=ConversationFilter(include=["public", "private"], exclude_bot_users=True),
    )
    note = PlainTextInputElement(action_id="note", multiline=True, max_length=500)
    return View(
        type="modal",
        callback_id=ids.ITEM_COPY_FORM,
        private_metadata=str(item.id),
        title="Copy to channel",
        submit="Copy",
        close="Cancel",
        blocks=[
            SectionBlock(text=f"Show *{excerpt(item.title.replace('*', '∗'), 700)}* in a channel."),
            InputBlock(block_id="channel", label="Channel", element=channel),
            InputBlock(
                block_id="note",
                label="A line from you",
                optional=True,
                element=note,
                hint="Why it matters here.",
            ),
        ],
    )


def hand_over_form(item: Item) -> View:
    """Who shall own an item from now on."""
    return View(
        type="modal",
        callback_id=ids.ITEM_HAND_OVER_FORM,
        private_metadata=str(item.id),
        title="Hand over",
        submit="Hand over",
        close="Cancel",
        blocks=[
            SectionBlock(
                text=f"Give *{excerpt(item.title.replace('*', '∗'), 700)}* a new owner. I will tell them."
            ),
            InputBlock(
                block_id="owner",
                label="New owner",
                element=UserSelectElement(action_id="owner", placeholder="Choose a person"),
            ),
        ],
    )


def _facts(details: Details) -> list[tuple[str, str]]:
    item = details.item
    people = [user(one) for one in item.people[:PEOPLE_SHOWN]]
    links = [link(one.url, one.title or one.url) for one in item.links]
    if item.origin.link:
        links.append(link(item.origin.link, "Where it came from"))
    return [
        ("Looking for", excerpt(item.looking_for, 1300)),
        ("Open to", listing(item.open_to) if item.open_to else ""),
        ("Councils", whose(item)),
        ("Who to talk to", " · ".join([whom_to_ask(item), *people])),
        ("Links", _fitting(links)),
        ("Votes and interest", _interest(details)),
        ("How current it is", f"{confirmed(item)}. Shared {date(item.created_at)}."),
    ]


def _interest(details: Details) -> str:
    parts = [votes(details.votes)]
    if details.interested:
        parts.append(f"{counted(len(details.interested), 'member')} interested")
    if details.followers:
        parts.append(counted(details.followers, "follower"))
    return " · ".join(parts)


def _for_everybody(details: Details) -> ActionsBlock:
    value = str(details.item.id)
    follow = ("Stop following", ids.ITEM_UNFOLLOW) if details.following else ("Follow", ids.ITEM_FOLLOW)
    named = [("I’m interested", ids.ITEM_INTERESTED), follow, ("Copy to channel", ids.ITEM_COPY)]
    return ActionsBlock(
        elements=[ButtonElement(text=text, action_id=action, value=value) for text, action in named]
    )


def _for_owners(item: Item) -> list[Block]:
    value = str(item.id)
    if item.archived_at:
        restore = ButtonElement(
            text="Bring it back", action_id=ids.ITEM_RESTORE, value=value, style="primary"
        )
        return [ActionsBlock(elements=[restore])]
    archive = ButtonElement(
        text="Archive",
        action_id=ids.ITEM_ARCHIVE,
        value=value,
        style="danger",
        confirm=ConfirmObject(
            title="Archive this item?",
            text="It will not be found any more. You can bring it back.",
            confirm="Archive",
            deny="Keep",
        ),
    )
    return [
        ActionsBlock(
            elements=[
                ButtonElement(text="Edit", action_id=ids.ITEM_EDIT, value=value),
                ButtonElement(text="Still current", action_id=ids.ITEM_CONFIRM, value=value),
                ButtonElement(text="Hand over", action_id=ids.ITEM_HAND_OVER, value=value),
                archive,
            ]
        )
    ]


def _history(changes: tuple[Change, ...]) -> list[Block]:
    if not changes:
        return []
    lines = [f"{date(one.at)}: {one.action} by {_who(one.by)}{_which(one)}" for one in changes]
    return [
        DividerBlock(),
        ContextBlock(elements=[MarkdownTextObject(text=_fitting(lines))]),
    ]


def _who(by: str) -> str:
    return user(by) if by[:1] in {"U", "W"} else escape(by)


def _which(change: Change) -> str:
    names = [name.replace("_", " ") for name in change.fields]
    return f" ({', '.join(names)})" if names else ""


def _fitting(lines: list[str]) -> str:
    kept: list[str] = []
    for line in lines:
        if sum(map(len, kept)) + len(line) > TEXT_ROOM:
            break
        kept.append(line)
    return "\n".join(kept)

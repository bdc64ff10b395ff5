"""What stands in a digest: its sections, and an entry of each."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import Block, ButtonElement, HeaderBlock, SectionBlock

from bot.domain.digests import CLOSE, Digest, Entry, Reason, Section, is_seeking
from bot.domain.items import Item
from bot.domain.partners import Partner
from bot.views import ids
from bot.views.buttons import item_button, item_buttons
from bot.views.figures import counted
from bot.views.items import kind_and_phase, whom_to_ask
from bot.views.mrkdwn import bold, date, excerpt, listing, quote, user
from bot.views.partners import common, reasons
from bot.views.reader_buttons import reader_buttons

# Twelve entries of the worst words must fit a message, which takes about 13,200 characters.
TITLE_ROOM = 180
SUMMARY_ROOM = 160
ASK_ROOM = 100
NAME_ROOM = 80
HOPE_ROOM = 150
COMMON_SHOWN = 2

HEADINGS = {
    Section.NEW: "New",
    Section.RISEN: "Risen",
    Section.ANSWERED: "Answered",
    Section.ADOPTED: "Adopted",
    Section.QUIET: "Gone quiet",
    Section.PARTNERS: "Partners for your problems",
    Section.WAITING: "You wait to hear",
}
_CARD_BUTTONS = (ids.ITEM_INTERESTED, ids.ITEM_FOLLOW, ids.ITEM_DETAILS)


def section_blocks(digest: Digest) -> Iterator[Block]:
    """Every section with its entries."""
    for section, entries in digest.by_section().items():
        yield HeaderBlock(text=heading(digest, section, entries))
        for entry in entries:
            yield from _entry(digest, entry)


def heading(digest: Digest, section: Section, entries: Sequence[Entry]) -> str:
    """What a section is called. The first says how much only its reader can do."""
    if section is not Section.HELP:
        return HEADINGS[section]
    who = "only you" if digest.personal else "this channel"
    return f"{counted(len(entries), 'thing')} {who} can help with"


def entry_words(entry: Entry) -> str:
    """An entry in mrkdwn, without what one reader alone is told of it."""
    if entry.principle:
        principle = entry.principle
        return (
            f"{bold(f'{principle.number}. {principle.text.title}', TITLE_ROOM)}\n"
            f"Principle, adopted by consent\n{excerpt(principle.text.sentence, SUMMARY_ROOM)}"
        )
    assert entry.item  # noqa: S101 - for the type checker; one of the two is there
    item = entry.item
    lines = [
        bold(item.title, TITLE_ROOM),
        _what(entry, item),
        excerpt(item.summary, SUMMARY_ROOM),
        _ask(entry, item),
    ]
    return "\n".join(filter(None, lines))


def _entry(digest: Digest, entry: Entry) -> list[Block]:
    if entry.principle:
        read = ButtonElement(text="Read more", action_id=ids.MANIFESTO_READ, value=str(entry.principle.id))
        return [SectionBlock(text=entry_words(entry), accessory=read)]
    assert entry.item  # noqa: S101 - for the type checker; one of the two is there
    item = entry.item
    if entry.waiting:
        return _waiting(entry, item)
    if entry.partners:
        return _partners(entry, item)
    if not digest.personal:
        return [SectionBlock(text=entry_words(entry)), item_buttons(item, *_CARD_BUTTONS)]
    if not digest.message:  # of a preview nothing is done in place
        return [SectionBlock(text=_to_reader(entry), accessory=item_button(item, ids.ITEM_DETAILS))]
    return [SectionBlock(text=_to_reader(entry)), reader_buttons(item, entry.doing, digest.message)]


def _to_reader(entry: Entry) -> str:
    """An entry for one reader: what they did about it, and why it is they who read it."""
    assert entry.item  # noqa: S101 - for the type checker
    title = bold(entry.item.title, TITLE_ROOM)
    if entry.doing.not_for_me:
        return f"{title}\nNot for you. You will see less of what is like it."
    did = {
        "You are interested in this.": entry.doing.interested,
        "You follow this.": entry.doing.following,
    }
    lines = [
        entry_words(entry),
        _why_you(entry.why) if entry.why else "",
        f"You wait for “{excerpt(entry.search, ASK_ROOM)}”" if entry.search else "",
        " ".join(f":white_check_mark: {words}" for words, done in did.items() if done),
    ]
    return "\n".join(filter(None, lines))


def _what(entry: Entry, item: Item) -> str:
    kind = kind_and_phase(item)
    said = [
        f"New {kind}" if Reason.NEW in entry.reasons else kind.capitalize(),
        "somebody is interested" if Reason.ANSWERED in entry.reasons else "",
        "it is live now" if Reason.ADOPTED in entry.reasons else "",
        "nobody has answered yet" if Reason.UNANSWERED in entry.reasons else "",
        f"not confirmed since {date(item.confirmed_at)}" if Reason.STALE in entry.reasons else "",
        _votes(entry),
        whom_to_ask(item),
    ]
    return " · ".join(filter(None, said))


def _votes(entry: Entry) -> str:
    total = entry.votes.total
    gained = min(entry.gained, total)  # some may have been taken back since
    if gained in {0, total}:
        return counted(total, "new vote" if gained else "vote") if total else ""
    return f"{counted(gained, 'new vote')}, {total:,} in all"


def _ask(entry: Entry, item: Item) -> str:
    if entry.section not in {Section.HELP, Section.NEW} or not is_seeking(item):
        return ""
    if item.looking_for:
        return f"Looking for: {excerpt(item.looking_for, ASK_ROOM)}"
    return f"Looking for partners: open to {listing(kind for kind in item.open_to if kind in CLOSE)}"


def _why_you(partner: Partner) -> str:
    if partner.item:
        first = f"you shared {bold(partner.item.title, NAME_ROOM)}"
    else:
        offers = " ".join(partner.profile.offers.split()) if partner.profile else ""
        first = f"you offer “{excerpt(offers, NAME_ROOM)}”"
    return f"*Why you:* {'; '.join([first, *list(common(partner.alignment))[:COMMON_SHOWN]])}"


def _waiting(entry: Entry, item: Item) -> list[Block]:
    one = entry.waiting
    assert one  # noqa: S101 - for the type checker
    title = bold(item.title, TITLE_ROOM)
    if entry.section is Section.WAITING:
        words = f"{title}\nYou asked {user(one.owner.member_id)} on {date(one.since)}. I ask you both how it goes."
        return [SectionBlock(text=words, accessory=item_button(item, ids.ITEM_DETAILS))]
    words = f"{user(one.interested.member_id)} is interested in {title} and waits for your answer."
    hope = f"\n{quote(one.hope, HOPE_ROOM)}" if one.hope else ""
    answer = ButtonElement(text="Answer", action_id=ids.DIGEST_ANSWER, value=str(one.id), style="primary")
    return [SectionBlock(text=f"{words}{hope}", accessory=answer)]


def _partners(entry: Entry, item: Item) -> list[Block]:
    lines = [f"For {bold(item.title, TITLE_ROOM)}:", *(f"• {_partner(one)}" for one in entry.partners)]
    return [SectionBlock(text="\n".join(lines), accessory=item_button(item, ids.PARTNERS_FIND))]


def _partner(partner: Partner) -> str:
    what = reasons(partner)[0]
    if partner.profile:
        offers = " ".join(partner.profile.offers.split())
        said = f", who says “{excerpt(offers, NAME_ROOM)}”" if offers else f", who {what}"
        return f"{user(partner.profile.member_id)}{said}"
    assert partner.item  # noqa: S101 - for the type checker; one of the two is there
    return f"{bold(partner.item.title, NAME_ROOM)} {what}. {whom_to_ask(partner.item)}"

"""Partners: who may work with somebody on something, and why."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DividerBlock,
    HeaderBlock,
    SectionBlock,
)

from bot.domain.items import Item, Kind, Phase
from bot.domain.partners import FIT, Alignment, Partner, PartnersFound, Role
from bot.domain.profiles import Contact, Profile
from bot.views import ids
from bot.views.blocks import small
from bot.views.buttons import item_buttons
from bot.views.figures import counted
from bot.views.items import theme_names, what_it_is, whom_to_ask, whose
from bot.views.message import Message
from bot.views.mrkdwn import bold, excerpt, listing, user
from bot.views.people import welcomed

# Nine cards have to fit what Slack takes in one message: see `bot.views.cards`.
TITLE_ROOM = 180
SUMMARY_ROOM = 250
ASKS_ROOM = 100
TEXT_ROOM = 300
NAME_ROOM = 110
WORDS_SHOWN = 3
NAMES_SHOWN = 2

HEADINGS = {
    Role.OFFERS: "Who offers what is needed here",
    Role.SOLVED: "Who has solved it, or tried",
    Role.SAME_NEED: "Who else has this need",
}
HOW_IT_IS_ORDERED = (
    f"The best fit comes first. Being about the same thing counts {FIT:.0%}; what you have in common besides counts "
    "the rest, and each card says what that is. Only people who choose to be found are listed."
)
SAY_WHERE = "Name your council in `/collab me`, and place and size count too."
_BUTTONS = (ids.ITEM_INTERESTED, ids.ITEM_DETAILS, ids.ITEM_FOLLOW)


def partners_message(found: PartnersFound) -> Message:
    """The partners of each role with the reasons, or what to do when there are none."""
    if not found.partners:
        return _nobody(found)
    heading = f"Partners for {_about(found)}"
    blocks: list[Block] = [SectionBlock(text=f"*{heading}*{_mended(found)}")]
    for role, words in HEADINGS.items():
        theirs = [one for one in found.partners if one.role is role]
        for number, one in enumerate(theirs):
            blocks += [DividerBlock(), *([] if number else [HeaderBlock(text=words)]), *_card(one)]
    more = (
        f"{counted(found.more, 'other')} {'fits' if found.more == 1 else 'fit'} less well. "
        if found.more
        else ""
    )
    where = "" if found.placed else f" {SAY_WHERE}"
    blocks += [
        DividerBlock(),
        small(f"{more}{HOW_IT_IS_ORDERED}{where}"),
        *_below(found, "Tell me of new ones"),
    ]
    return Message(text=f"{heading}: {'; '.join(_name(one) for one in found.partners)}", blocks=blocks)


def reasons(partner: Partner) -> list[str]:
    """Why somebody is a partner, in words and in mrkdwn: what they have to do with it, then all that counts."""
    return [_role(partner), *filter(None, [_matching(partner)]), *common(partner.alignment)]


def common(alignment: Alignment) -> Iterator[str]:
    """What two have in common: each part that counts is said."""
    if alignment.themes:
        names = _few(theme_names(alignment.themes))
        yield f"same theme ({names})" if len(alignment.themes) == 1 else f"same themes ({names})"
    if alignment.phase:
        yield f"both {_phase(alignment.phase)}"
    if alignment.users:
        yield f"both about {_few(alignment.users)}"
    if alignment.open_to:
        yield f"open to {listing(alignment.open_to)}"
    if alignment.same_council:
        yield "at the same council"
    if alignment.km is not None:
        yield f"{max(1, round(alignment.km))} km away"
    elif alignment.region:
        yield f"both in {_region(alignment.region)}"
    if alignment.alike:
        yield "a similar council, by our measure"
    elif alignment.similar_size:
        yield "similar size"


def _few(names: Sequence[str]) -> str:
    """The first names, and how many more there are.

    >>> _few(["tenants", "staff", "carers", "parents"])
    'tenants, staff and 2 more'
    """
    more = len(names) - NAMES_SHOWN
    return listing([*names[:NAMES_SHOWN], f"{more} more"] if more > 0 else names)


def _role(partner: Partner) -> str:
    item = partner.item
    if item is None:
        return "can offer this" if partner.role is Role.OFFERS else "needs this too"
    if partner.also_looking and item.kind is not Kind.PROBLEM:
        return f"also looking for “{excerpt(item.looking_for, ASKS_ROOM)}”"
    if item.kind is Kind.PROBLEM:
        return "has a problem like it"
    if item.kind is Kind.RESOURCE:
        return "shares something to use"
    if item.kind is Kind.IDEA:
        return "has an idea for it"
    return {
        Phase.LIVE: "has it live",
        Phase.BETA: "has it in beta",
        Phase.RETIRED: "tried it, and retired it",
    }.get(item.phase or Phase.DISCOVERY, "is working on it")


def _matching(partner: Partner) -> str:
    if partner.matched:
        said = ", ".join(bold(word, 40) for word in partner.matched[:WORDS_SHOWN])
        return f"matches {said}"
    return "similar in meaning" if partner.alike else ""


def _phase(phase: Phase) -> str:
    return str(phase) if phase in {Phase.LIVE, Phase.RETIRED} else f"in {phase}"


def _region(region: str) -> str:
    """As one says it.

    >>> _region("South West"), _region("Wales")
    ('the South West', 'Wales')
    """
    named = region.startswith(("North ", "South ", "East ", "West "))
    return f"the {region}" if named else region


def _card(partner: Partner) -> list[Block]:
    why = f"*Why:* {'; '.join(reasons(partner))}"
    if profile := partner.profile:
        person: list[Block] = [_who(profile, partner.role), small(f"{why}\n{welcomed(profile)}")]
        buttons = _buttons(profile, has_items=partner.has_items)
        return [*person, ActionsBlock(elements=buttons)] if buttons else person
    assert partner.item  # noqa: S101 - for the type checker; one of the two is there
    item = partner.item
    people = " · ".join(filter(None, [whom_to_ask(item), whose(item)]))
    return [_what(item), small(f"{why}\n{people}"), item_buttons(item, *_BUTTONS)]


def _what(item: Item) -> SectionBlock:
    lines = [bold(item.title, TITLE_ROOM), what_it_is(item), excerpt(item.summary, SUMMARY_ROOM)]
    return SectionBlock(text="\n".join(lines))


def _who(profile: Profile, role: Role) -> SectionBlock:
    """A person, with what they say of the need: that they can help, or that they have it too."""
    name, said = ("Can offer", profile.offers) if role is Role.OFFERS else ("Needs", profile.needs)
    what = " · ".join(excerpt(one, NAME_ROOM) for one in (profile.role, profile.council) if one)
    lines = [
        f"*{user(profile.member_id)}*",
        what,
        " · ".join(theme_names(profile.themes)),
        f"*{name}:* {excerpt(' '.join(said.split()), TEXT_ROOM)}",
    ]
    return SectionBlock(text="\n".join(filter(None, lines)))


def _buttons(profile: Profile, *, has_items: bool) -> list[ButtonElement]:
    buttons = []
    if Contact.INTRODUCTIONS in profile.welcomes:
        ask = ButtonElement(
            text="Ask for an introduction", action_id=ids.APPROACH_ASK, value=profile.member_id
        )
        buttons.append(ask)
    if has_items:
        show = ButtonElement(text="Show their items", action_id=ids.PERSON_ITEMS, value=profile.member_id)
        buttons.append(show)
    return buttons


def _nobody(found: PartnersFound) -> Message:
    heading = f"No partners found for {_about(found)}."
    advice = (
        "Nobody else has shared anything like it yet."
        if found.item
        else "You may be the first to ask. Post it as a problem, and others with the same one will find you."
    )
    return Message(
        text=f"{heading} {advice}",
        blocks=[
            SectionBlock(text=f"{heading}{_mended(found)}\n{advice}"),
            *_below(found, "Tell me when someone shares this"),
        ],
    )


def _below(found: PartnersFound, tell_me: str) -> list[Block]:
    tell = ButtonElement(text=tell_me, action_id=ids.FIND_TELL_ME, value=str(found.search_id))
    buttons = [tell]
    if found.item is None:
        post = ButtonElement(
            text="Post it as a problem", action_id=ids.FIND_POST_PROBLEM, value=str(found.search_id)
        )
        buttons.insert(0, post)
    blocks: list[Block] = [ActionsBlock(elements=buttons)]
    if found.stopped:
        again = ButtonElement(text="Tell me again", action_id=ids.PARTNER_START, value="start")
        words = "You asked not to be told of problems that you may help with."
        blocks += [small(words), ActionsBlock(elements=[again])]
    return blocks


def _about(found: PartnersFound) -> str:
    return f"“{excerpt(found.item.title if found.item else found.text, 300)}”"


def _mended(found: PartnersFound) -> str:
    pairs = [f"{bold(right, 60)} instead of “{excerpt(typed, 60)}”" for typed, right in found.mended[:3]]
    return f"\nI looked for {listing(pairs)}." if pairs else ""


def _name(partner: Partner) -> str:
    if partner.item:
        return excerpt(partner.item.title, 150)
    return user(str(partner.member_id))

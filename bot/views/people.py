"""People who want to be found: their cards in search results, and what they see of their own."""

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    SectionBlock,
)

from bot.domain.finding import PersonHit
from bot.domain.profiles import Contact, Profile
from bot.views import ids
from bot.views.blocks import small
from bot.views.items import theme_names
from bot.views.mrkdwn import bold, excerpt, listing, user
from bot.views.places import places_in_words

# Five cards have to fit what Slack takes in one message, about 13,200 characters: see `bot.views.cards`.
NAME_ROOM = 170
TEXT_ROOM = 420
_WORDS_SHOWN = 3

_PARTS = {
    "role": "their role",
    "council": "their council",
    "themes": "their themes",
    "offers": "what they can offer",
    "needs": "what they need",
}


def person_blocks(hit: PersonHit) -> list[Block]:
    """A card in search results, with why it was found."""
    places = places_in_words(hit.places)
    facts = "\n".join(filter(None, [why_they_match(hit), places, welcomed(hit.profile)]))
    blocks: list[Block] = [person_section(hit.profile, room_taken=len(places)), small(facts)]
    if buttons := _buttons(hit):
        blocks.append(ActionsBlock(elements=buttons))
    return blocks


def person_section(profile: Profile, *, room_taken: int = 0) -> SectionBlock:
    """Who somebody is, and what they offer and need; a little less of it where other words take room."""
    room = TEXT_ROOM - room_taken // 2
    what = " · ".join(excerpt(one, NAME_ROOM) for one in (profile.role, profile.council) if one)
    lines = [
        f"*{user(profile.member_id)}*",
        what,
        " · ".join(theme_names(profile.themes)),
        _said("Can offer", profile.offers, room),
        _said("Needs", profile.needs, room),
    ]
    return SectionBlock(text="\n".join(filter(None, lines)))


def welcomed(profile: Profile) -> str:
    """What contact somebody welcomes, in words."""
    if not profile.welcomes:
        return "Prefers not to be contacted"
    return f"Welcomes {listing([one.value for one in Contact if one in profile.welcomes])}"


def why_they_match(hit: PersonHit) -> str:
    """The words that matched and where, in mrkdwn; nothing for a search by filters alone."""
    said = [
        f"{', '.join(bold(word, 30) for word in words[:_WORDS_SHOWN])} in {_PARTS[part]}"
        for part, words in hit.why
    ]
    return f"Matches {'; '.join(said)}" if said else ""


def _said(name: str, words: str, room: int) -> str:
    return f"*{name}:* {excerpt(' '.join(words.split()), room)}" if words else ""


def _buttons(hit: PersonHit) -> list[ButtonElement]:
    buttons = []
    if hit.is_viewer:
        buttons.append(ButtonElement(text="Edit my profile", action_id=ids.PROFILE_OPEN, value="edit"))
    elif Contact.INTRODUCTIONS in hit.profile.welcomes:
        ask = ButtonElement(
            text="Ask for an introduction", action_id=ids.APPROACH_ASK, value=hit.profile.member_id
        )
        buttons.append(ask)
    if hit.has_items:
        buttons.append(
            ButtonElement(text="Show their items", action_id=ids.PERSON_ITEMS, value=hit.profile.member_id)
        )
    return buttons

"""Help: the verbs, what follows them and what they do."""

from collections.abc import Iterable, Sequence

from slack_sdk.models.blocks import Block, DividerBlock, SectionBlock

from bot.views import ids
from bot.views.home import start_buttons
from bot.views.message import Message

FILTERS = (
    "Narrow `find` down with `kind:` `phase:` `theme:` `council:` `by:` and `since:`, for example "
    '`/collab find damp kind:project council:"Ambleford"`. Put quotes round words that belong together. '
    "Or say where: `near:` a council, `within:` so many km or miles of it, `in:` a county, region or nation, "
    "or `like:` a council for those that are like it."
)
OTHER_WAYS = (
    "To find people who want to be found: `/collab find kind:person planning`. "
    "You can also mention me in a channel, or write to me directly: “find housing repairs”. "
    "To save a message, open its menu and choose *Save to Collab*. "
    "To vote for something, react to its card in a channel."
)


def help_message(verbs: Iterable[tuple[str, str]]) -> Message:
    """The verbs as (usage, summary)."""
    lines: Sequence[str] = [f"`/collab {usage}`\n{summary}" for usage, summary in verbs]
    blocks: list[Block] = [
        SectionBlock(text="*Collab helps you find who else is working on your problem.*"),
        *(SectionBlock(text=line) for line in lines),
        DividerBlock(),
        SectionBlock(text=FILTERS),
        SectionBlock(text=OTHER_WAYS),
        start_buttons(ids.HOME_ME),
    ]
    return Message(text="What I can do: find, share, vote, and a digest.", blocks=blocks)

"""The versions of a principle's text, compared word by word."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    HeaderBlock,
    Option,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.domain.principles import Piece, PrincipleText, Version, compared
from bot.views import ids
from bot.views.blocks import small
from bot.views.mrkdwn import date, excerpt, shortened, user
from bot.views.principles import paragraphs, text_block, whole_text

MOST_VERSIONS = 10
_SHORTEST = 20  # room for a word
_PARTS = (("title", "Title"), ("sentence", "Sentence"), ("meaning", "What it means"))


def versions_view(versions: Sequence[Version], *, place: str, earlier: int | None = None) -> View:
    """What is different in the latest version from an earlier one (the one before, at first); then every version.

    `place` says whose versions these are, for when somebody chooses another: see `read_place`.
    """
    latest = versions[-1]
    before = next((one for one in versions if one.number == earlier), versions[max(len(versions) - 2, 0)])
    blocks: list[Block] = []
    if before is not latest:
        blocks.append(HeaderBlock(text=f"Version {latest.number} beside version {before.number}"))
        blocks.append(ActionsBlock(elements=[_menu(versions, before, place)]))
        blocks += difference_blocks(before.text, latest.text)
        blocks.append(small("What was taken out is struck through, what was put in is bold."))
    blocks.append(HeaderBlock(text="Every version"))
    blocks += whole_text(latest.text, title=_title(latest))
    for one in reversed(versions[-MOST_VERSIONS:-1]):
        blocks.append(text_block(one.text, title=_title(one), meaning_room=400))
    return View(
        type="modal", callback_id=ids.MANIFESTO_VERSIONS, title="Versions", close="Close", blocks=blocks
    )


def difference_blocks(before: PrincipleText, after: PrincipleText, *, room: int = 2400) -> list[SectionBlock]:
    """What is different, part by part, shown in its place and said in words; nothing where a part is the same.

    Each takes at most about `room` characters.
    """
    blocks: list[SectionBlock] = []
    for name, label in _PARTS:
        pieces = compared(getattr(before, name), getattr(after, name))
        if all(one.is_same for one in pieces):
            continue
        blocks.append(SectionBlock(text=f"*{label}*\n{_in_place(pieces, room - 20)}"))
        blocks += [SectionBlock(text=words) for words in (_in_words(pieces, room // 2 - 50),) if words]
    return blocks or paragraphs("The text is the same.")


def _title(one: Version) -> str:
    return f"*Version {one.number}*, by {user(one.by)} on {date(one.at)}\n{excerpt(one.text.title, 500)}"


def place_of(*, principle_id: int | None = None, round_id: int | None = None) -> str:
    """Whose versions a view compares: a principle's, as everybody may see them, or a round's."""
    return f"round:{round_id}" if round_id else f"principle:{principle_id}"


def read_choice(value: str) -> tuple[str, int, int]:
    """What the menu carries: "round" or "principle", its id, and the number of the earlier version."""
    kind, number, earlier = value.split(":")
    return kind, int(number), int(earlier)


def _menu(versions: Sequence[Version], before: Version, place: str) -> StaticSelectElement:
    options = {
        one.number: Option(value=f"{place}:{one.number}", text=f"Compare with version {one.number}")
        for one in versions[-100:-1]
    }
    return StaticSelectElement(
        action_id=ids.MANIFESTO_COMPARE,
        options=list(options.values()),
        initial_option=options.get(before.number),
    )


def _in_place(pieces: Sequence[Piece], limit: int) -> str:
    """The two texts in one: ~taken out~ and *put in*; cut between words where it is too long."""
    said: list[str] = []
    room = limit - len(" …")
    for one in pieces:
        for mark, words in (("", one.before),) if one.is_same else (("~", one.before), ("*", one.after)):
            if not words:
                continue
            if room < _SHORTEST:
                return " ".join([*said, "…"])
            marked = f"{mark}{excerpt(_unmarked(words), room - 3)}{mark}"
            room -= len(marked) + 1
            said.append(marked)
    return " ".join(said)


def _unmarked(words: str) -> str:
    """People's words without what would end a mark of ours."""
    return words.replace("*", "∗").replace("~", "-")


def _in_words(pieces: Sequence[Piece], limit: int) -> str:
    """The same in words, for whoever cannot see how it looks."""
    out = [f"“{shortened(one.before, 100)}”" for one in pieces if not one.is_same and one.before]
    into = [f"“{shortened(one.after, 100)}”" for one in pieces if not one.is_same and one.after]
    lines = [
        f"{label}: {excerpt(', '.join(words), limit)}"
        for label, words in (("Taken out", out), ("Put in", into))
        if words
    ]
    return "\n".join(lines)

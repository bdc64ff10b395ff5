"""What stands in the place of the form when a question is kept: the whole sentence, and what may make it better."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, SectionBlock
from slack_sdk.models.views import View

from bot.domain.hmw import Advice, Weakness, advice
from bot.domain.workshops import Contribution, Format, Workshop
from bot.views import ids
from bot.views.figures import counted
from bot.views.mrkdwn import bold, excerpt, shortened

MOST_SHOWN = 10
_NAMES = {
    Weakness.TOO_BROAD: "Too broad?",
    Weakness.SOLUTION: "A solution already?",
    Weakness.NO_OUTCOME: "What for?",
    Weakness.NO_VERB: "What would we do?",
    Weakness.TWO_QUESTIONS: "Two in one?",
    Weakness.BLAME: "Somebody’s fault?",
}


def advice_view(form: Format, workshop: Workshop, saved: Sequence[Contribution]) -> View:
    """The questions that were kept, each with advice if there is any. *Make it better* leads back to the form.

    *Keep as it is* only closes it: what was written is kept already.
    """
    shown = saved[-MOST_SHOWN:]
    found = {one.id: advice(one.slots) for one in shown}
    weak = [one for one in shown if found[one.id]]
    blocks: list[Block] = [block for one in shown for block in _about(one, found[one.id])]
    title = shortened(form.name, 24)
    if not weak:
        return View(
            type="modal", title=title, close="Close", blocks=[*blocks, SectionBlock(text="It is kept.")]
        )
    return View(
        type="modal",
        callback_id=ids.WORKSHOP_BETTER,
        private_metadata=" ".join(str(number) for number in (workshop.id, *(one.id for one in weak))),
        title=title,
        submit="Make it better",
        close="Keep as it is",
        blocks=[*blocks, SectionBlock(text="It is kept either way. Only you see this.")],
    )


def to_make_better(metadata: str) -> tuple[int, tuple[int, ...]]:
    """The workshop's id and those of the questions that *Make it better* is about, from the view's private metadata."""
    workshop_id, *contribution_ids = map(int, metadata.split())
    return workshop_id, tuple(contribution_ids)


def _about(one: Contribution, found: Sequence[Advice]) -> list[Block]:
    if not found:
        return [SectionBlock(text=bold(one.text, 2900))]
    said = f"{bold(one.text, 2500)}\n{counted(len(found), 'thing').capitalize()} that may make it better:"
    advised = [
        f"*{_NAMES[each.weakness]}* {each.says}\n> For example: {excerpt(each.better, 200)}" for each in found
    ]
    return [SectionBlock(text=text) for text in (said, *advised)]

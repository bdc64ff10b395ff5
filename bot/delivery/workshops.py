"""From a notice about a workshop to the message it is today."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.data.formats import formats
from bot.delivery.rendering import Renderer
from bot.domain.notices import Notice, NoticeKind
from bot.domain.workshop_results import results
from bot.domain.workshops import ContributionKind, WorkshopState
from bot.services.workshop_counting import are_secret
from bot.services.workshop_help import WorkshopHelp
from bot.services.workshops import Workshops
from bot.views.message import Message
from bot.views.workshop_actions import due_message, look_back_message, noted_message
from bot.views.workshop_board import board_message
from bot.views.workshop_notices import late_message, said_message
from bot.views.workshop_results import results_message

MOST_WISHES = 10  # for which it is looked up what is here already


def workshop_renderers(workshops: Workshops, workshop_help: WorkshopHelp) -> Mapping[NoticeKind, Renderer]:
    """How each kind of notice about workshops is rendered."""

    def about(view: Callable[[WorkshopState, Notice], Message | None]) -> Renderer:
        def render(workspace: str, notice: Notice, _now: datetime) -> Message | None:
            found = workshops.to_tell(workspace, notice)
            return view(found, notice) if found else None

        return render

    def came_out(workspace: str, notice: Notice, _now: datetime) -> Message | None:
        state = workshops.to_tell(workspace, notice)
        if state is None or state.workshop.phase != notice.subject["phase"] or are_secret(state.workshop):
            return None
        wishes = _wishes(state)[:MOST_WISHES]
        return results_message(state, workshop_help.existing(workspace, wishes) if wishes else {})

    return {
        NoticeKind.WORKSHOP_BOARD: about(lambda state, _notice: board_message(state)),
        NoticeKind.WORKSHOP_SAID: about(lambda state, notice: said_message(state, notice.subject)),
        NoticeKind.WORKSHOP_LATE: about(lambda state, _notice: late_message(state)),
        NoticeKind.WORKSHOP_RESULTS: came_out,
        NoticeKind.WORKSHOP_ACTION: about(_action),
        NoticeKind.WORKSHOP_LOOK_BACK: about(lambda state, _notice: look_back_message(state)),
    }


def _action(state: WorkshopState, notice: Notice) -> Message | None:
    found = next((one for one in state.actions if one.id == notice.subject["action"]), None)
    if found is None:
        return None
    if "due" not in notice.subject:
        return noted_message(found)
    return None if found.done_at else due_message(state, found)


def _wishes(state: WorkshopState) -> list[str]:
    form = formats()[state.workshop.format]
    if form.kind is not ContributionKind.ESTIMATES:
        return []
    return [one.title for one in results(state, form.categories).ranked]

"""From a notice about a workshop to the message it is today."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.delivery.rendering import Renderer
from bot.domain.notices import Notice, NoticeKind
from bot.domain.workshops import VoteMode, WorkshopState
from bot.services.workshops import Workshops
from bot.views.message import Message
from bot.views.workshop_actions import due_message, look_back_message, noted_message
from bot.views.workshop_board import board_message
from bot.views.workshop_notices import late_message, said_message
from bot.views.workshop_results import results_message


def workshop_renderers(workshops: Workshops) -> Mapping[NoticeKind, Renderer]:
    """How each kind of notice about workshops is rendered."""

    def about(view: Callable[[WorkshopState, Notice], Message | None]) -> Renderer:
        def render(workspace: str, notice: Notice, _now: datetime) -> Message | None:
            found = workshops.to_tell(workspace, notice)
            return view(found, notice) if found else None

        return render

    def results(state: WorkshopState, notice: Notice) -> Message | None:
        hidden = state.workshop.is_open and state.workshop.settings.vote_mode is VoteMode.BLIND
        came_on = state.workshop.phase != notice.subject["phase"]
        return None if hidden or came_on else results_message(state)

    def action(state: WorkshopState, notice: Notice) -> Message | None:
        found = next((one for one in state.actions if one.id == notice.subject["action"]), None)
        if found is None:
            return None
        if not notice.is_direct:
            return noted_message(found)
        return None if found.done_at else due_message(state, found)

    return {
        NoticeKind.WORKSHOP_BOARD: about(lambda state, _notice: board_message(state)),
        NoticeKind.WORKSHOP_SAID: about(lambda state, notice: said_message(state, notice.subject)),
        NoticeKind.WORKSHOP_LATE: about(lambda state, _notice: late_message(state)),
        NoticeKind.WORKSHOP_RESULTS: about(results),
        NoticeKind.WORKSHOP_ACTION: about(action),
        NoticeKind.WORKSHOP_LOOK_BACK: about(lambda state, _notice: look_back_message(state)),
    }

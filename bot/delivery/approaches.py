"""From a notice about two people who may meet to the message it is today."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.delivery.rendering import Renderer
from bot.domain.approaches import Pair
from bot.domain.notices import Notice, NoticeKind
from bot.services.approaches import Approaches
from bot.views.approaches import acquainted_message, approach_message
from bot.views.message import Message


def approach_renderers(approaches: Approaches) -> Mapping[NoticeKind, Renderer]:
    """How each kind of notice about two people is rendered."""

    def about(view: Callable[[Pair], Message]) -> Renderer:
        def render(workspace: str, notice: Notice, _now: datetime) -> Message | None:
            found = approaches.to_tell(workspace, notice)
            return view(found) if found else None

        return render

    return {
        NoticeKind.APPROACH: about(approach_message),
        NoticeKind.ACQUAINTED: about(acquainted_message),
    }

"""From a notice about voting in a workshop to the message it is today."""

from collections.abc import Mapping
from datetime import datetime

from bot.delivery.rendering import Renderer
from bot.domain.notices import Notice, NoticeKind
from bot.services.workshop_votes import WorkshopVotes
from bot.views.message import Message
from bot.views.workshop_votes import choice_message, over_limit_message


def workshop_vote_renderers(votes: WorkshopVotes) -> Mapping[NoticeKind, Renderer]:
    """How each kind of notice about voting is rendered."""

    def choice(workspace: str, notice: Notice, _now: datetime) -> Message | None:
        found = votes.to_show(workspace, notice)
        return choice_message(*found) if found else None

    def over_limit(workspace: str, notice: Notice, _now: datetime) -> Message | None:
        found = votes.to_warn(workspace, notice)
        return over_limit_message(found) if found else None

    return {NoticeKind.WORKSHOP_CHOICE: choice, NoticeKind.WORKSHOP_OVER_LIMIT: over_limit}

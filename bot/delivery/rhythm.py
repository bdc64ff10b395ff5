"""From the notice that asks whether a digest should go on to the message it is today."""

from collections.abc import Mapping
from datetime import datetime

from bot.delivery.rendering import Renderer
from bot.domain.notices import Notice, NoticeKind
from bot.services.rhythm import Rhythm
from bot.views.message import Message
from bot.views.rhythm import go_on_message


def rhythm_renderers(rhythm: Rhythm) -> Mapping[NoticeKind, Renderer]:
    """How it is rendered."""

    def go_on(workspace: str, notice: Notice, now: datetime) -> Message | None:
        found = rhythm.to_ask(workspace, notice)
        return go_on_message(found, now=now) if found else None

    return {NoticeKind.GO_ON: go_on}

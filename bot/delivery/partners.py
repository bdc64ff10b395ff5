"""From a notice about a problem that somebody may help with to the message it is today."""

from collections.abc import Mapping
from datetime import datetime

from bot.delivery.rendering import Renderer
from bot.domain.notices import Notice, NoticeKind
from bot.services.partners import Partners
from bot.views.message import Message
from bot.views.partner_notices import wanted_message


def partner_renderers(partners: Partners) -> Mapping[NoticeKind, Renderer]:
    """How each kind of notice to partners is rendered."""

    def wanted(workspace: str, notice: Notice, _now: datetime) -> Message | None:
        found = partners.to_tell(workspace, notice)
        return wanted_message(found) if found else None

    return {NoticeKind.PARTNER_WANTED: wanted}

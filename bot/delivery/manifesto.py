"""From a notice about principles to the message it is today."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.delivery.rendering import Renderer
from bot.domain.notices import Notice, NoticeKind
from bot.domain.rounds import Proposal
from bot.services.consent import Consent
from bot.services.manifesto import Manifesto
from bot.views.consent import round_message
from bot.views.manifesto_notices import (
    guidance_message,
    objection_message,
    result_message,
    taken_back_message,
    text_changed_message,
)
from bot.views.message import Message


def manifesto_renderers(manifesto: Manifesto, consent: Consent) -> Mapping[NoticeKind, Renderer]:
    """How each kind of notice about principles is rendered."""

    def about(view: Callable[[Notice, Proposal], Message]) -> Renderer:
        def render(workspace: str, notice: Notice, _now: datetime) -> Message | None:
            found = consent.to_tell(workspace, notice)
            return view(notice, found) if found else None

        return render

    def guidance(workspace: str, notice: Notice, _now: datetime) -> Message | None:
        found = manifesto.to_tell(workspace, notice)
        if found:
            return guidance_message(*found)
        return taken_back_message() if notice.message_ts else None

    return {
        NoticeKind.CONSENT_ROUND: about(lambda _, proposal: round_message(proposal)),
        NoticeKind.CONSENT_RESULT: about(lambda _, proposal: result_message(proposal)),
        NoticeKind.CONSENT_TEXT_CHANGED: about(
            lambda notice, proposal: text_changed_message(proposal, notice.recipient)
        ),
        NoticeKind.CONSENT_OBJECTION: about(
            lambda notice, proposal: objection_message(proposal, notice.subject["objection"])
        ),
        NoticeKind.GUIDANCE: guidance,
    }

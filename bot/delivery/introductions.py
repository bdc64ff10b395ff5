"""From a notice about an introduction, or about an owner's items, to the message it is today."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.data.starters import starters_for
from bot.delivery.rendering import Renderer
from bot.domain.introductions import Outcome, Role
from bot.domain.items import Item
from bot.domain.meetings import Meeting
from bot.domain.notices import Notice, NoticeKind
from bot.services.alignment import Alignment
from bot.services.confirmations import Confirmations
from bot.services.introductions import Introductions
from bot.services.items import Items
from bot.views.alignment import aligned_message, asked_message
from bot.views.confirmations import archived_message, still_current_message
from bot.views.follow_ups import closed_message, follow_up_message
from bot.views.introductions import answer_message, introduction_message, owner_message, question_message
from bot.views.message import Message


def introduction_renderers(
    introductions: Introductions, alignment: Alignment, confirmations: Confirmations, items: Items
) -> Mapping[NoticeKind, Renderer]:
    """How each kind of notice about introductions is rendered."""

    def about(view: Callable[[str, Notice, Meeting], Message | None]) -> Renderer:
        def render(workspace: str, notice: Notice, _now: datetime) -> Message | None:
            found = introductions.to_tell(workspace, notice)
            return view(workspace, notice, found) if found else None

        return render

    def closed(workspace: str, notice: Notice, found: Meeting) -> Message:
        nothing = found.introduction.outcome is Outcome.NO_REPLY
        similar = _others(items, workspace, notice, found) if nothing else []
        return closed_message(found, _role(notice, found), similar)

    def asked_to_align(workspace: str, notice: Notice, found: Meeting) -> Message | None:
        if not alignment.waits_for(workspace, notice):
            return None
        return asked_message(found, found.introduction.other(notice.recipient))

    def aligned(workspace: str, _notice: Notice, found: Meeting) -> Message | None:
        both = alignment.side_by_side(workspace, found)
        return aligned_message(both) if both else None

    def still_current(workspace: str, notice: Notice, now: datetime) -> Message | None:
        found = confirmations.to_ask(workspace, notice)
        return still_current_message(found, now) if found else None

    def archived(workspace: str, notice: Notice, _now: datetime) -> Message | None:
        found = confirmations.archived(workspace, notice)
        return archived_message(found) if found else None

    return {
        NoticeKind.INTEREST: about(lambda _workspace, _notice, found: owner_message(found)),
        NoticeKind.QUESTION: about(lambda _workspace, _notice, found: question_message(found)),
        NoticeKind.ANSWER: about(lambda _workspace, _notice, found: answer_message(found)),
        NoticeKind.INTRODUCTION: about(
            lambda _workspace, _notice, found: introduction_message(found, starters_for(found.item))
        ),
        NoticeKind.FOLLOW_UP: about(
            lambda _workspace, notice, found: follow_up_message(found, _role(notice, found))
        ),
        NoticeKind.INTEREST_CLOSED: about(closed),
        NoticeKind.ALIGNMENT_ASKED: about(asked_to_align),
        NoticeKind.ALIGNMENT: about(aligned),
        NoticeKind.STILL_CURRENT: still_current,
        NoticeKind.ARCHIVED_UNCONFIRMED: archived,
    }


def _role(notice: Notice, found: Meeting) -> Role:
    return found.introduction.role_of(notice.recipient)


def _others(items: Items, workspace: str, notice: Notice, found: Meeting) -> list[Item]:
    """What is nearest to an item, but neither that one nor the reader's own."""
    near = items.similar(workspace, found.item.title)
    return [one for one in near if one.id != found.item.id and one.owner_id != notice.recipient]

"""From a notice to the message it is today."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.domain.items import Action
from bot.domain.notices import Notice, NoticeKind
from bot.services.digests import Digests
from bot.services.notices import About, Notices
from bot.views import notices as views
from bot.views.cards import card_message
from bot.views.digests import digest_message
from bot.views.message import Message
from bot.views.offers import switched_message
from bot.views.waiting import news_message

Renderer = Callable[[str, Notice, datetime], Message | None]
"""Workspace, notice and now; None when there is nothing to say any more."""


def renderers(notices: Notices, digests: Digests) -> Mapping[NoticeKind, Renderer]:
    """How each kind of notice is rendered."""

    def digest(workspace: str, notice: Notice, now: datetime) -> Message | None:
        found = digests.to_post(workspace, notice)
        was_due = notice.due_at if notice.is_late(now) else None
        return digest_message(found, was_due=was_due) if found else None

    def card(workspace: str, notice: Notice, now: datetime) -> Message | None:
        found = notices.about(workspace, notice)
        return _card(notice, found, now) if found else None

    def about(view: Callable[[Notice, About], Message]) -> Renderer:
        def render(workspace: str, notice: Notice, _now: datetime) -> Message | None:
            found = notices.about(workspace, notice)
            return view(notice, found) if found else None

        return render

    def matched(workspace: str, notice: Notice, _now: datetime) -> Message | None:
        found = notices.matched(workspace, notice)
        return views.matched_message(*found) if found else None

    def news(workspace: str, notice: Notice, _now: datetime) -> Message | None:
        found = notices.news(workspace, notice)
        return news_message(found) if found else None

    def undelivered(_workspace: str, notice: Notice, _now: datetime) -> Message:
        return views.undelivered_message(notice.subject)

    return {
        NoticeKind.CARD: card,
        NoticeKind.DIGEST: digest,
        NoticeKind.HANDED_OVER: about(_handed_over),
        NoticeKind.FOLLOWED_CHANGED: about(_changed),
        NoticeKind.SEARCH_MATCHED: matched,
        NoticeKind.SEARCHES_DIGEST: news,
        NoticeKind.OFFERS_SWITCHED: _switched,
        NoticeKind.UNDELIVERED: undelivered,
    }


def _switched(_workspace: str, notice: Notice, _now: datetime) -> Message:
    return switched_message(on=notice.subject["on"], by=notice.subject["by"])


def _card(notice: Notice, about: About, now: datetime) -> Message:
    subject = notice.subject
    return card_message(about.item, about.votes, posted_by=subject["by"], note=subject["note"], now=now)


def _handed_over(notice: Notice, about: About) -> Message:
    return views.handed_over_message(about.item, notice.subject["by"])


def _changed(notice: Notice, about: About) -> Message:
    return views.changed_message(about.item, Action(notice.subject["change"]), notice.subject["by"])

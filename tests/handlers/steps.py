"""What people do in several conversations."""

import itertools

from bot.domain.items import Item
from playground import facts
from playground.client import clicking
from playground.driver.message import ShownMessage
from playground.driver.reply import Reply
from playground.driver.view import ShownView
from playground.values import View
from tests.collab import Collab

_requests = itertools.count()


def details_of(collab: Collab, title: str, name: str) -> ShownView:
    """The details, as somebody opens them from what they found."""
    found = collab.slack.person(name).types(f"/collab find {title}").message
    return opened(found.click("Details", near=title))


def presses_twice_at_once(shown: ShownMessage, label: str) -> list[str | None]:
    """Press a button again before anything has come of it; answers what went wrong with each."""
    ((block, element),) = shown._find({"button"}, label)
    action = {"block_id": block["block_id"], "action_id": element["action_id"], "type": element["type"]}
    member = shown._member
    under_way = [clicking.click(member.slack, member.id, shown._place, action, {}) for _ in range(2)]
    return [one.result(member.diary.patience).failure for one in under_way]


def waits_for(collab: Collab, view: ShownView, words: str) -> None:
    """App Home, behind the window, is brought up to date too: the first thing shown need not be the answer."""
    collab.slack.wait_for(lambda: words in view.words)


def hopes(pressed: Reply, hope: str = "To see how you did it") -> ShownView:
    """What stands in the place of the form of *I'm interested* when it is filled in and sent."""
    form = opened(pressed)
    form.fill(hope=hope).submit()
    return form


def opened(pressed: Reply) -> ShownView:
    """The window that a press opened. App Home, which may be brought up to date meanwhile, is none."""

    def windows() -> list[View]:
        return [fact.view for fact in pressed.facts if isinstance(fact, facts.ViewShown)]

    pressed._member.diary.wait_for(windows)
    return pressed._member.look_at_view(windows()[-1])


def told(collab: Collab, name: str) -> str:
    """The last thing that the bot wrote to somebody of its own accord."""
    collab.delivers()
    return collab.slack.person(name).inbox[-1].words


def item_now(collab: Collab, item: Item) -> Item:
    return collab.services.items.details(collab.team, item.id, viewer="U0BEN").item


def form_of(collab: Collab, line: str = "/collab share", name: str = "ben") -> ShownView:
    return collab.slack.person(name).types(line).view


def submits(form: ShownView) -> ShownView:
    """What stands in the place of a form that was submitted. (App Home, behind it, follows when it does.)"""
    form.submit()
    return form


def shared_by(collab: Collab, name: str = "ben") -> Item:
    (item,) = collab.services.members.mine(collab.team, collab.slack.person(name).id).owned
    return item


def posted(collab: Collab, item: Item, channel: str = "housing") -> ShownMessage:
    """A card of the item in a channel, as Ben sees it."""
    collab.services.interests.copy(
        collab.team,
        item.id,
        channel_id=collab.slack.channel(channel).id,
        by="U0BEN",
        note="",
        request=str(next(_requests)),
        now=collab.slack.clock.now(),
    )
    collab.delivers()
    return collab.slack.posted(channel)[-1].seen_by(collab.slack.person("ben"))

"""What people do in workshops, in several conversations."""

from datetime import timedelta
from typing import Any

from playground.driver.message import ShownMessage
from playground.driver.view import ShownView
from tests.collab import Collab
from tests.handlers.steps import opened

CHANNEL = "housing"
SUBJECT = "The new repairs service"
ANONYMOUS = "Keep no names. Nobody in Slack can see who wrote what."
REFRESHED = timedelta(seconds=3)


def begins(
    collab: Collab,
    line: str = f"/collab premortem {SUBJECT}",
    name: str = "ben",
    channel: str = CHANNEL,
    **settings: Any,
) -> ShownMessage:
    """The board of a workshop that somebody begins."""
    form = collab.slack.person(name).types(line, channel=channel).view
    form.fill(**settings).submit()
    collab.delivers()
    return board(collab, channel)


def board(collab: Collab, channel: str = CHANNEL) -> ShownMessage:
    """The last board in a channel, as its first member sees it."""
    return next(
        one for one in reversed(collab.slack.posted(channel)) if "These buttons are for them" in one.words
    )


def form(collab: Collab, name: str, button: str = "Contribute", channel: str = CHANNEL) -> ShownView:
    """The form that opens when somebody presses a button of the board."""
    shown = board(collab, channel).seen_by(collab.slack.person(name))
    return opened(shown.click(button))


def writes(collab: Collab, name: str, text: str, category: str = "Culture") -> ShownView:
    """Somebody contributes with the form; answers what stands in its place."""
    window = form(collab, name)
    window.fill({"text.new0": text, "category.new0": category})
    window.submit()
    return window


def leads(collab: Collab, button: str, name: str = "ben", channel: str = CHANNEL) -> None:
    """Somebody presses a button that is for those who lead, and what follows is delivered."""
    board(collab, channel).seen_by(collab.slack.person(name)).click(button, answer=False)
    collab.settles()
    collab.delivers()
    shows(collab, channel)


def shows(collab: Collab, channel: str = CHANNEL) -> str:
    """What the board says now that it is brought up to date."""
    collab.slack.clock.move_to(collab.slack.clock.now() + REFRESHED)
    collab.delivers()
    return board(collab, channel).words


def thread(collab: Collab, channel: str = CHANNEL) -> list[ShownMessage]:
    return board(collab, channel).thread


def whispers(collab: Collab, name: str, channel: str = CHANNEL) -> list[str]:
    """What only somebody sees in the thread."""
    seen = board(collab, channel).seen_by(collab.slack.person(name)).thread
    return [one.words for one in seen if one.is_ephemeral]

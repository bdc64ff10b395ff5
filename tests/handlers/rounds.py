"""What people do in conversations about principles."""

from datetime import timedelta

from playground.driver.message import ShownMessage
from playground.driver.view import ShownView
from tests.collab import Collab
from tests.handlers.steps import opened

TITLE = "Start with people"
SENTENCE = "We ask users before we build."
BETTER = "We ask residents and staff before we build."
DAY = timedelta(days=1)


def proposes(
    collab: Collab,
    name: str = "amira",
    *,
    title: str = TITLE,
    sentence: str = SENTENCE,
    channel: str = "housing",
) -> ShownMessage:
    """The round that somebody opens, as they see it in its channel."""
    form = collab.slack.person(name).types("/collab manifesto propose").view
    form.fill(title=title, one_sentence=sentence, whom_to_ask=channel).submit()
    return round_in(collab, name, channel)


def round_in(collab: Collab, name: str, channel: str = "housing") -> ShownMessage:
    """The latest round in a channel, up to date, as somebody sees it."""
    catches_up(collab)
    keys = {
        one.ts: (one.metadata or {}).get("event_payload", {}).get("key", "")
        for one in collab.slack.posted(channel)
    }
    rounds = [one for one in collab.slack.posted(channel) if keys[one.ts].startswith("round:")]
    return rounds[-1].seen_by(collab.slack.person(name))


def moves(collab: Collab, span: timedelta) -> None:
    collab.slack.clock.move_to(collab.slack.clock.now() + span)


def catches_up(collab: Collab) -> None:
    """Let what is owed be delivered, and messages be brought up to date."""
    collab.delivers()
    moves(collab, timedelta(seconds=3))
    collab.delivers()


def says(collab: Collab, name: str, button: str, channel: str = "housing") -> str:
    """What somebody is answered who presses a button of the latest round."""
    return round_in(collab, name, channel).click(button).words


def objects(
    collab: Collab, name: str, reason: str = "It leaves staff out", instead: str | None = None
) -> ShownView:
    form = opened(round_in(collab, name).click("Object"))
    form.fill(what_harm_would_it_do=reason, what_sentence_could_you_agree_to=instead).submit()
    return form


def edits(collab: Collab, name: str, sentence: str) -> ShownView:
    form = opened(round_in(collab, name).click("Edit the text"))
    form.fill(one_sentence=sentence).submit()
    return form


def passes(collab: Collab, days: float = 8) -> None:
    moves(collab, timedelta(days=days))
    catches_up(collab)


def adopted(collab: Collab, title: str = TITLE, sentence: str = SENTENCE) -> None:
    """A principle that nobody objected to."""
    proposes(collab, title=title, sentence=sentence)
    passes(collab)


def told(collab: Collab, name: str, words: str) -> ShownMessage:
    """What the bot wrote to somebody directly that has these words."""
    catches_up(collab)
    return [one for one in collab.slack.person(name).inbox if words in one.words][-1]


def manifesto(collab: Collab, name: str = "ben") -> ShownMessage:
    return collab.slack.person(name).types("/collab manifesto").message


def read_more(collab: Collab, name: str = "ben", title: str = TITLE) -> ShownView:
    return opened(manifesto(collab, name).click("Read more", near=title))


def pressed_as_it_was(shown: ShownMessage, label: str, value: str) -> str:
    """What somebody is answered who presses a button that looked otherwise when they saw it."""
    ((block, element),) = shown._find({"button"}, label)
    return shown.use(block, element, {"value": value}, f"pressing “{label}” as it was", answer=True).words

"""Declining leaks nothing: two people are interested in one item, the owner declines one and answers neither."""

import re
from datetime import timedelta

import pytest

from tests.collab import Collab
from tests.handlers.steps import details_of, opened
from tests.handlers.test_introductions import days_later, is_interested, last

DECLINED, UNANSWERED = "ben", "cerys"
BOTH = (DECLINED, UNANSWERED)


def alike(words: str) -> str:
    """Words without what differs between any two people: who they are, and seconds."""
    return re.sub(rf"@?({'|'.join(BOTH)})\b", "somebody", words, flags=re.IGNORECASE)


def groups_of(collab: Collab, member_id: str) -> list[list[str]]:
    """The group messages that somebody is in."""
    every = collab.slack.workspace.channels.values()
    return [one.members for one in every if one.kind == "mpim" and member_id in one.members]


def everything_seen_by(collab: Collab, name: str) -> dict[str, str]:
    """All that somebody can see of their interest, wherever they look."""
    person = collab.slack.person(name)
    home = person.home()
    return {
        "messages": "\n\n".join(
            f"{message.text}\n{message.words}\n{message.buttons}" for message in person.inbox
        ),
        "home": f"{home.words}\n{home.buttons}",
        "mine": person.types("/collab mine").message.words,
        "again": person.types("/collab find missed bins").message.click("I’m interested").message.words,
        "details": details_of(collab, "Missed bins", name).words,
        "groups": str(groups_of(collab, person.id)),
    }


def look_alike(collab: Collab) -> None:
    """Neither sees anything that the other does not."""
    declined, unanswered = (everything_seen_by(collab, name) for name in BOTH)
    for where, words in declined.items():
        assert alike(words) == alike(unanswered[where]), where
        assert "declin" not in words.casefold(), where


def both_say(collab: Collab, button: str) -> None:
    """Both press the same under the last message; what they then see is the same."""
    for name in BOTH:
        last(collab, name).click(button)
        collab.slack.wait_for(lambda name=name: "Thank you." in last(collab, name).words)  # type: ignore[misc]
    first, second = (alike(last(collab, name).words) for name in BOTH)
    assert first == second


@pytest.fixture
def collab(collab: Collab) -> Collab:
    """Amira has asked both something; then she declined Ben, and left Cerys without an answer."""
    collab.has("Missed bins", owner="U0AMIRA")
    for name in BOTH:
        is_interested(collab, name)
        opened(last(collab, "amira").click("Ask something")).fill(
            question="Which system do you use?"
        ).submit()
        collab.delivers()
    first = next(one for one in collab.slack.person("amira").inbox if "@ben is interested" in one.words)
    first.click("Decline privately")
    collab.slack.wait_for(lambda: "You declined. I tell nobody" in first.words)
    assert collab.delivers() == 0, "nobody is told"
    return collab


def test_neither_sees_a_difference_from_the_first_day_to_the_end(collab: Collab) -> None:
    look_alike(collab)
    for days in (6.9, 0.2, 13.8, 0.2, 6.8, 0.3, 60):
        days_later(collab, days)
        look_alike(collab)
    assert "Nothing has come of it that I know of, so I am closing it." in last(collab, DECLINED).words


@pytest.mark.parametrize(
    "answer", ["We are talking", "No reply", "Ask me later", "Not a fit", "Working together"]
)
def test_neither_does_whatever_they_say_when_they_are_asked(collab: Collab, answer: str) -> None:
    days_later(collab, 7.1)
    both_say(collab, answer)
    look_alike(collab)
    for days in (7, 7, 7.2, 7, 30):
        days_later(collab, days)
        look_alike(collab)


def test_neither_does_when_they_answer_the_question(collab: Collab) -> None:
    for name in BOTH:
        opened(last(collab, name).click("Answer")).fill(answer="The same as you").submit()
    collab.delivers()
    look_alike(collab)

    told = [one for one in collab.slack.person("amira").inbox if "answered:" in one.words]
    assert len([one for one in told if "@ben answered" in one.words]) >= 1, "the owner may change their mind"
    days_later(collab, 7.1)
    look_alike(collab)


def test_neither_does_when_they_take_it_back_and_are_interested_again(collab: Collab) -> None:
    for name in BOTH:
        details = details_of(collab, "Missed bins", name)
        details.click("Take back my interest")
    look_alike_taken_back(collab)

    forms = [is_interested(collab, name, hope="Once more") for name in BOTH]
    assert "stands again" in forms[0].words
    assert alike(forms[0].words) == alike(forms[1].words)
    days_later(collab, 7.1)
    look_alike(collab)


def look_alike_taken_back(collab: Collab) -> None:
    """The same without pressing *I'm interested*, which would open the form."""
    seen = []
    for name in BOTH:
        details = details_of(collab, "Missed bins", name)
        seen.append(alike(details.words + str(details.buttons)))
    assert seen[0] == seen[1]


def test_neither_does_when_the_item_goes_to_somebody_else_or_away(collab: Collab) -> None:
    (item,) = collab.services.members.mine(collab.team, "U0AMIRA").owned
    collab.services.items.archive(collab.team, item.id, by="U0AMIRA", now=collab.slack.clock.now())
    for days in (7.1, 14, 7.2):
        days_later(collab, days)
        declined, unanswered = (
            [alike(one.words) for one in collab.slack.person(name).inbox] for name in BOTH
        )
        assert declined == unanswered


def test_the_owner_is_not_asked_again_about_whom_they_declined(collab: Collab) -> None:
    before = len(collab.slack.person("amira").inbox)

    days_later(collab, 7.1)

    asked = [one.words for one in collab.slack.person("amira").inbox[before:]]
    assert len(asked) == 1
    assert "@cerys is interested" in asked[0]


def test_an_owner_may_accept_after_all(collab: Collab) -> None:
    first = next(one for one in collab.slack.person("amira").inbox if "@ben is interested" in one.words)

    first.click("Accept after all")

    collab.slack.wait_for(lambda: "You accepted." in first.words)
    assert collab.delivers() == 1


def test_a_new_owner_decides_anew(collab: Collab) -> None:
    (item,) = collab.services.members.mine(collab.team, "U0AMIRA").owned
    collab.services.items.hand_over(
        collab.team, item.id, to="U0DEV", by="U0AMIRA", now=collab.slack.clock.now() + timedelta(seconds=1)
    )
    days_later(collab, 0.1)

    asked = [one.words for one in collab.slack.person("dev").inbox]
    assert sum("is interested in your project" in words for words in asked) == 2

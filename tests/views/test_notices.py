"""What the bot tells people of its own accord."""

from dataclasses import replace

import pytest

from bot.domain.finding import SavedSearch
from bot.domain.items import Action, Item, Kind
from bot.domain.notices import UNKNOWN_FATE
from bot.views import notices
from bot.views.message import Message
from playground.strict.messages import checked_message
from tests.factories import NOW, content

PROBLEM = Item(
    **{name: getattr(content(kind=Kind.PROBLEM), name) for name in content().__dataclass_fields__},
    id=7,
    owner_id="U0AMIRA",
    created_at=NOW,
    updated_at=NOW,
    confirmed_at=NOW,
)
SEARCH = SavedSearch(id=3, member_id="U0BEN", text="housing repairs")


def said(message: Message) -> str:
    checked_message(message.payload())
    return str(message.payload()["blocks"][0]["text"]["text"])


def buttons(message: Message) -> list[tuple[str, str]]:
    return [
        (element["text"]["text"], element["value"])
        for block in message.payload()["blocks"]
        for element in block.get("elements", ())
    ]


@pytest.mark.parametrize(
    ("message", "words"),
    [
        pytest.param(
            notices.handed_over_message(PROBLEM, "U0BEN"),
            "<@U0BEN> handed this problem over to you:\n*Housing repairs online*\nProblem\n"
            "You can edit or archive it from its details.",
            id="handed over",
        ),
        pytest.param(
            notices.changed_message(PROBLEM, Action.EDITED, "U0BEN"),
            "<@U0BEN> edited a problem that you follow:\n*Housing repairs online*\nProblem",
            id="followed",
        ),
        pytest.param(
            notices.matched_message(PROBLEM, SEARCH),
            "Somebody shared something for “housing repairs”:\n*Housing repairs online*\nProblem\n"
            "Ask <@U0AMIRA>",
            id="a search",
        ),
    ],
)
def test_a_notice_about_an_item(message: Message, words: str) -> None:
    assert said(message) == words
    assert buttons(message)[0] == ("Details", "7")


def test_who_waits_can_stop_waiting() -> None:
    assert ("Stop telling me", "3") in buttons(notices.matched_message(PROBLEM, SEARCH))


def test_other_peoples_words_stay_words() -> None:
    wild = replace(PROBLEM, title="<!channel> *" + "&" * 90)
    message = notices.matched_message(wild, replace(SEARCH, text="<!here> " * 600))

    assert "<!" not in said(message) + message.text


@pytest.mark.parametrize(
    ("kind", "error", "words"),
    [
        pytest.param(
            "card",
            "is_archived",
            "I could not post the card you copied in <#C1>. The channel is archived.",
            id="archived",
        ),
        pytest.param("digest", "channel_not_found", "so I paused it. I am not in that channel.", id="digest"),
        pytest.param(
            "card", UNKNOWN_FATE, "I cannot tell whether the card you copied reached <#C1>", id="unknown"
        ),
        pytest.param(
            "digest",
            "account_inactive",
            "Slack said that my account was switched off. It is on again now. The next one covers this time too.",
            id="installed anew",
        ),
        pytest.param("card", "msg_blocks_too_long", "Please try again later", id="ours to mend"),
    ],
)
def test_why_something_did_not_arrive(kind: str, error: str, words: str) -> None:
    message = notices.undelivered_message({"kind": kind, "recipient": "C1", "error": error})

    assert words in said(message)
    assert error not in said(message)


@pytest.mark.parametrize(
    ("recipient", "error", "words"),
    [
        ("C1", "is_archived", "I could not post in <#C1>. The channel is archived."),
        ("C1", "invalid_blocks", "I could not post in <#C1>. Please ask whoever looks after Collab"),
        ("U1", "user_disabled", "I can send no messages to <@U1>. Their account is switched off."),
        (
            "U1",
            "account_inactive",
            "I can send no messages to <@U1>. Slack said that an account was switched off: theirs, or mine",
        ),
    ],
)
def test_a_moderator_hears_of_what_nobody_asked_for(recipient: str, error: str, words: str) -> None:
    message = notices.undelivered_message({"kind": "", "recipient": recipient, "error": error})

    assert said(message).startswith(words)
    assert "because you are a moderator" in said(message)

"""The digest as people read it, and as Slack takes it."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from bot.data import themes
from bot.domain.digests import MAX_ENTRIES, Digest, Entry, Period, Reason, Subscription
from bot.domain.items import Collaboration, Item, Kind, Phase
from bot.domain.schedules import Schedule
from bot.domain.votes import Tally
from bot.views.digest_settings import digest_form, settings_message, subscribed_words
from bot.views.digests import digest_message, moment, preview_message
from bot.views.message import Message
from playground.strict.messages import checked_message
from playground.strict.views import checked_view
from tests.factories import NOW, content

LONDON = "Europe/London"
WORST = {
    "emoji": "🏴󠁧󠁢󠁷󠁬󠁳󠁿" * 14 + "é" * 2,
    "ampersands": "&" * 100,
    "asterisks": "*" * 100,
    "pings": "<!channel> " * 9,
}


def entry(number: int = 1, *reasons: Reason, gained: int = 0, votes: int = 0, **wanted: Any) -> Entry:
    made = Item(
        **{name: getattr(content(), name) for name in content().__dataclass_fields__},
        id=number,
        owner_id="U0AMIRA",
        created_at=NOW,
        updated_at=NOW,
        confirmed_at=NOW,
    )
    return Entry(
        item=replace(made, **wanted), reasons=reasons, gained=gained, votes=Tally(counts={"+1": votes})
    )


def digest(*entries: Entry, **wanted: Any) -> Digest:
    plain = Digest(period=Period(since=NOW - timedelta(days=7), until=NOW), time_zone=LONDON, entries=entries)
    return replace(plain, **wanted)


def words(message: Message) -> str:
    """What a person reads, from top to bottom."""
    checked_message(message.payload())
    lines = []
    for block in message.payload()["blocks"]:
        parts = [block.get("text"), *block.get("elements", ())]
        lines += [part["text"] for part in parts if part and isinstance(part.get("text"), str)]
    return "\n".join(lines)


def test_a_digest_reads_well() -> None:
    housing, planning = "housing-and-homelessness", "planning-and-building-control"
    said = digest(
        entry(
            1,
            Reason.NEW,
            Reason.VOTED_UP,
            gained=3,
            votes=3,
            title="Damp",
            phase=Phase.BETA,
            themes=(housing,),
        ),
        entry(2, Reason.UNANSWERED, kind=Kind.PROBLEM, title="Comments", votes=1, themes=(planning,)),
        entry(3, Reason.VOTED_UP, gained=1, votes=5, title="Keys", themes=(housing,)),
        entry(4, Reason.SEEKING, kind=Kind.IDEA, title="Maps", looking_for="two councils"),
        more=9,
    )

    assert words(digest_message(said)) == (
        "New on Collab\n"
        "Since 11 November: 10 new, 2 voted up, 1 still without an answer and 1 looking for partners.\n"
        "*Housing and homelessness*\n"
        "*Damp*\n"
        "New project in beta · 3 new votes · Ask <@U0AMIRA>\n"
        "Tenants book a repair and see when it will be done.\n"
        "*Keys*\n"
        "Project · 1 new vote, 5 in all · Ask <@U0AMIRA>\n"
        "Tenants book a repair and see when it will be done.\n"
        "*Planning and building control*\n"
        "*Comments*\n"
        "Problem · nobody has answered yet · 1 vote · Ask <@U0AMIRA>\n"
        "Tenants book a repair and see when it will be done.\n"
        "*Other*\n"
        "*Maps*\n"
        "Idea · Ask <@U0AMIRA>\n"
        "Tenants book a repair and see when it will be done.\n"
        "Looking for: two councils\n"
        "And 9 more new: type `/collab find since:2026-11-11` to see them."
    )


def test_who_only_says_what_they_are_open_to_is_looking_for_partners() -> None:
    open_to = (Collaboration.NETWORKING, Collaboration.RESOURCE_SHARING, Collaboration.DELIVERY)

    said = words(digest_message(digest(entry(1, Reason.NEW, Reason.SEEKING, open_to=open_to))))

    assert "Looking for partners: open to resource sharing and delivery" in said


def test_a_channel_of_one_theme_finds_more_of_that_theme() -> None:
    said = words(digest_message(digest(entry(1, Reason.NEW), more=1, themes=("public-health",))))

    assert "`/collab find since:2026-11-11 theme:public-health`" in said


def test_a_late_one_says_when_it_should_have_come() -> None:
    due = datetime(2026, 6, 15, 8, 0, tzinfo=UTC)

    assert "This should have come on Monday 15 June at 9am. Sorry it is late." in words(
        digest_message(digest(entry(1, Reason.NEW)), was_due=due)
    )


def test_each_entry_leads_to_its_details_and_the_digest_to_its_settings() -> None:
    payload = digest_message(digest(entry(7, Reason.NEW), entry(8, Reason.NEW))).payload()
    details = [block["accessory"] for block in payload["blocks"] if "accessory" in block]

    assert [button["value"] for button in details] == ["7", "8"]
    assert details[0]["accessibility_label"] == "Details of Housing repairs online"
    buttons = payload["blocks"][-1]["elements"]
    assert [button["text"]["text"] for button in buttons] == ["Change this digest", "Stop"]


@pytest.mark.parametrize("worst", WORST.values(), ids=WORST.keys())
def test_the_worst_digest_fits_slack(worst: str) -> None:
    """Twelve entries, each under a theme of its own, every field as long as it may be."""
    entries = [
        entry(
            number,
            *Reason,
            gained=99_999,
            votes=100_000,
            title=worst,
            summary=(worst * 3)[:250],
            looking_for=(worst * 3)[:250],
            kind=Kind.PROBLEM,
            owner_id=None,
            contact=worst,
            themes=(theme.key,),
        )
        for number, theme in zip(range(MAX_ENTRIES), themes(), strict=False)
    ]

    message = digest_message(digest(*entries, more=100_000, themes=("x" * 50,)), was_due=NOW)

    assert "<!channel>" not in words(message)
    words(preview_message(digest(*entries)))


def test_a_preview_says_that_nobody_else_sees_it() -> None:
    said = words(preview_message(digest(entry(1, Reason.NEW))))

    assert "Only you can see it." in said
    assert "Change or stop" not in said


def test_a_preview_of_nothing_says_that_nothing_would_be_posted() -> None:
    assert "Nothing is new since 11 November" in words(preview_message(digest()))


@pytest.mark.parametrize(
    ("when", "said"),
    [
        pytest.param("2026-11-16 09:00", "Monday 16 November at 9am", id="winter"),
        pytest.param("2026-06-15 16:30", "Monday 15 June at 5:30pm", id="summer"),
        pytest.param("2026-11-16 12:00", "Monday 16 November at midday", id="midday"),
        pytest.param("2026-11-16 00:00", "Monday 16 November at midnight", id="midnight"),
        pytest.param("2026-11-16 00:05", "Monday 16 November at 12:05am", id="after midnight"),
    ],
)
def test_a_moment_in_words(when: str, said: str) -> None:
    assert moment(datetime.fromisoformat(when).replace(tzinfo=UTC), LONDON) == said


# Setting it up

MINE = Subscription(
    recipient="C1",
    schedule=Schedule(weekday=4, at=time(14, 30), time_zone="America/New_York"),
    themes=("public-health", "community-safety"),
    set_by="U1",
    covered_until=NOW,
    next_at=datetime(2026, 11, 20, 19, 30, tzinfo=UTC),
)
EVERY = (
    "The digest comes to this channel every Friday at 2:30pm (America/New York time), when there is something new. "
    "It is only about Public health and Community safety."
)


def test_settings_say_when_it_comes_and_what_it_is_about() -> None:
    said = words(settings_message(MINE))

    assert said == f"{EVERY} The next one is due on Friday 20 November at 2:30pm."


@pytest.mark.parametrize(
    ("subscription", "buttons"),
    [
        pytest.param(None, ["Start a digest", "Preview (only you see it)"], id="none"),
        pytest.param(MINE, ["Change", "Preview (only you see it)", "Pause", "Stop"], id="running"),
        pytest.param(
            replace(MINE, paused=True), ["Change", "Preview (only you see it)", "Resume", "Stop"], id="paused"
        ),
    ],
)
def test_settings_offer_what_can_be_done(subscription: Subscription | None, buttons: list[str]) -> None:
    blocks = settings_message(subscription).payload()["blocks"]

    assert [button["text"]["text"] for button in blocks[-1]["elements"]] == buttons


def test_a_paused_digest_says_so_wherever_it_is_shown() -> None:
    paused = replace(MINE, paused=True)

    assert "It is *paused*" in words(settings_message(paused, done="Paused."))
    assert "still paused" in subscribed_words(paused)


@pytest.mark.parametrize("subscription", [None, MINE, replace(MINE, themes=tuple(t.key for t in themes()))])
def test_the_form_is_one_that_slack_opens(subscription: Subscription | None) -> None:
    checked_view(digest_form("C1", subscription, Schedule(), now=NOW).to_dict(), "modal")

"""The digest of a channel as people read it, and every digest as Slack takes it."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from bot.data import themes
from bot.domain.digests import Reason, Section, Subscription
from bot.domain.items import Collaboration, Kind, Phase
from bot.domain.principles import Principle, PrincipleText
from bot.domain.schedules import Schedule
from bot.views.digest_rest import rest_view
from bot.views.digest_settings import digest_form, settings_message, subscribed_words
from bot.views.digests import digest_message, moment, preview_message
from bot.views.message import Message
from playground.strict.messages import UPDATE_TEXT, checked_message
from playground.strict.views import checked_view
from tests.factories import NOW
from tests.views.digests import KEY, LONDON, digest, entry, rest, worst_digests, worst_entries
from tests.views.worst import FILLINGS


def words(message: Message) -> str:
    """What a person reads, from top to bottom."""
    checked_message(message.payload())
    lines = []
    for block in message.payload()["blocks"]:
        parts = [block.get("text"), *block.get("elements", ())]
        lines += [part["text"] for part in parts if part and isinstance(part.get("text"), str)]
    return "\n".join(lines)


def test_a_digest_reads_well() -> None:
    principle = Principle(
        id=3,
        number=2,
        text=PrincipleText(title="Share early", sentence="We show work before it is done."),
        proposed_by="U1",
        proposed_at=NOW,
    )
    said = digest(
        entry(
            2,
            Reason.UNANSWERED,
            kind=Kind.PROBLEM,
            title="Comments",
            votes=1,
            looking_for="a council that has tried",
            section=Section.HELP,
        ),
        entry(1, Reason.NEW, Reason.VOTED_UP, gained=3, votes=3, title="Damp", phase=Phase.BETA),
        entry(3, Reason.VOTED_UP, gained=1, votes=5, title="Keys", section=Section.RISEN),
        entry(4, Reason.ANSWERED, kind=Kind.PROBLEM, title="Bins", section=Section.ANSWERED),
        entry(5, Reason.ADOPTED, phase=Phase.LIVE, title="Forms", section=Section.ADOPTED),
        entry(0, Reason.ADOPTED, item=None, principle=principle, section=Section.ADOPTED),
        entry(6, Reason.STALE, kind=Kind.IDEA, title="Maps", section=Section.QUIET),
        more=9,
    )

    assert words(digest_message(said)) == (
        "New on Collab\n"
        "What happened since 11 November.\n"
        "1 thing this channel can help with\n"
        "*Comments*\n"
        "Problem · nobody has answered yet · 1 vote · Ask <@U0AMIRA>\n"
        "Tenants book a repair and see when it will be done.\n"
        "Looking for: a council that has tried\n"
        "New\n"
        "*Damp*\n"
        "New project in beta · 3 new votes · Ask <@U0AMIRA>\n"
        "Tenants book a repair and see when it will be done.\n"
        "Risen\n"
        "*Keys*\n"
        "Project · 1 new vote, 5 in all · Ask <@U0AMIRA>\n"
        "Tenants book a repair and see when it will be done.\n"
        "Answered\n"
        "*Bins*\n"
        "Problem · somebody is interested · Ask <@U0AMIRA>\n"
        "Tenants book a repair and see when it will be done.\n"
        "Adopted\n"
        "*Forms*\n"
        "Live project · it is live now · Ask <@U0AMIRA>\n"
        "Tenants book a repair and see when it will be done.\n"
        "*2. Share early*\n"
        "Principle, adopted by consent\n"
        "We show work before it is done.\n"
        "Gone quiet\n"
        "*Maps*\n"
        "Idea · not confirmed since <!date^1793188800^{date}|28 October 2026> · Ask <@U0AMIRA>\n"
        "Tenants book a repair and see when it will be done.\n"
        "And 9 more."
    )
    assert digest_message(said).text.startswith(
        "New on Collab since 11 November: 1 thing this channel can help with. Comments; Damp; "
    )


@pytest.mark.parametrize(
    ("gained", "votes", "said"),
    [
        pytest.param(3, 5, "Project · 3 new votes, 5 in all · Ask", id="some are new"),
        pytest.param(3, 3, "Project · 3 new votes · Ask", id="all are new"),
        pytest.param(0, 1, "Project · 1 vote · Ask", id="none is new"),
        pytest.param(3, 1, "Project · 1 new vote · Ask", id="some were taken back since"),
        pytest.param(3, 0, "Project · Ask", id="all were taken back since"),
    ],
)
def test_votes_that_are_new_are_never_more_than_all(gained: int, votes: int, said: str) -> None:
    assert said in words(digest_message(digest(entry(1, Reason.VOTED_UP, gained=gained, votes=votes))))


def test_who_only_says_what_they_are_open_to_is_looking_for_partners() -> None:
    open_to = (Collaboration.NETWORKING, Collaboration.RESOURCE_SHARING, Collaboration.DELIVERY)

    said = words(digest_message(digest(entry(1, Reason.NEW, Reason.SEEKING, open_to=open_to))))

    assert "Looking for partners: open to resource sharing and delivery" in said


def test_a_late_one_says_when_it_should_have_come() -> None:
    due = datetime(2026, 6, 15, 8, 0, tzinfo=UTC)

    assert "This should have come on Monday 15 June at 9am. Sorry it is late." in words(
        digest_message(digest(entry(1, Reason.NEW)), was_due=due)
    )


def test_each_entry_has_what_can_be_done_with_it_and_the_digest_leads_to_its_settings() -> None:
    payload = digest_message(digest(entry(7, Reason.NEW), entry(8, Reason.NEW))).payload()
    rows = [block["elements"] for block in payload["blocks"] if block["type"] == "actions"]

    assert [[button["text"]["text"] for button in row] for row in rows] == [
        ["I’m interested", "Follow", "Details"],
        ["I’m interested", "Follow", "Details"],
        ["Change this digest", "Stop"],
    ]
    assert [row[0]["value"] for row in rows[:2]] == ["7", "8"]
    assert rows[0][2]["accessibility_label"] == "Details: Housing repairs online"


@pytest.mark.parametrize("filling", FILLINGS.values(), ids=FILLINGS.keys())
def test_every_digest_fits_slack_whatever_it_holds(filling: str) -> None:
    for said in worst_digests(filling).values():
        message = digest_message(said, was_due=NOW)
        checked_message(message.payload(), most_text=UPDATE_TEXT)
        assert "<!channel>" not in words(message)
        words(preview_message(said))


@pytest.mark.parametrize("filling", FILLINGS.values(), ids=FILLINGS.keys())
def test_the_rest_fits_a_window_whatever_it_holds(filling: str) -> None:
    entries = [*worst_entries(filling, Section.HELP), *worst_entries(filling, Section.QUIET)][:15]

    checked_view(rest_view(rest(*entries)).to_dict(), "modal")


def test_the_rest_is_turned_over_page_by_page() -> None:
    view = rest_view(rest(entry(1, Reason.NEW, title="Damp"), page=2, pages=3)).to_dict()

    assert [one["text"]["text"] for one in view["blocks"][-1]["elements"]] == ["Previous", "Next"]
    assert view["blocks"][-1]["elements"][1]["value"].endswith(f" C0HOUSING 3 {KEY}")
    assert "Damp" in view["blocks"][1]["text"]["text"]
    assert "nothing more to see" in rest_view(rest(page=1, pages=1)).to_dict()["blocks"][0]["text"]["text"]


def test_a_preview_says_that_nobody_else_sees_it() -> None:
    said = words(preview_message(digest(entry(1, Reason.NEW))))

    assert "Only you can see it." in said
    assert "Change this digest" not in said


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

MY_OWN = "A digest of my own"
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
        pytest.param(None, ["Start a digest", "Preview (only you see it)", MY_OWN], id="none"),
        pytest.param(MINE, ["Change", "Preview (only you see it)", "Pause", "Stop", MY_OWN], id="running"),
        pytest.param(
            replace(MINE, paused=True),
            ["Change", "Preview (only you see it)", "Resume", "Stop", MY_OWN],
            id="paused",
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

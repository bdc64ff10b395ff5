"""A digest of one's own as its reader reads it, and how it is set up."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.data import themes
from bot.domain.digests import Doing, Entry, Reason, Section, Subscription
from bot.domain.items import Kind, Phase
from bot.domain.partners import Alignment, Partner, Role
from bot.domain.schedules import Frequency, Schedule
from bot.views.digests import digest_message, preview_message
from bot.views.personal_digest import MOST_COUNCILS, own_form, own_home_section, own_settings_message
from playground.strict.messages import UPDATE_TEXT, checked_message
from playground.strict.views import checked_view
from tests.factories import NOW, item
from tests.views.digests import KEY, digest, entry, own
from tests.views.slack import elements, words
from tests.views.worst import FILLINGS, filled
from tests.views.worst_people import worst_profile

MINE = Subscription(
    recipient="U0BEN",
    schedule=Schedule(frequency=Frequency.DAILY),
    themes=("public-health",),
    councils=("Quillshire (sample)",),
    kinds=(Kind.PROBLEM, Kind.IDEA),
    set_by="U0BEN",
    covered_until=NOW,
    next_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
)
THEIRS = Partner(
    role=Role.SOLVED,
    alignment=Alignment(fit=0.0, themes=("public-health",), same_council=True),
    item=item(2, title="Flu letters that work", phase=Phase.LIVE, owner_id="U0CERYS"),
)
ASKED = entry(1, Reason.CAN_HELP, kind=Kind.PROBLEM, title="Flu letters", section=Section.HELP, why=THEIRS)


def labels(*entries: Entry) -> list[str]:
    found = elements(checked(*entries))
    return [one["text"]["text"] for one in found]


def checked(*entries: Entry) -> dict[str, object]:
    payload = digest_message(own(*entries)).payload()
    checked_message(payload)
    return payload


def test_it_leads_with_how_much_only_they_can_help_with_and_says_why() -> None:
    message = digest_message(own(ASKED, ASKED, entry(3, Reason.NEW, title="Bins")))
    said = words(message.payload())

    assert said.startswith("Your digest\nWhat happened since 11 November.\n2 things only you can help with\n")
    assert (
        "*Why you:* you shared *Flu letters that work*; same theme (Public health); at the same council"
        in said
    )
    assert message.text.startswith(
        "Your digest since 11 November: 2 things only you can help with. Flu letters; "
    )


def test_partners_are_named_with_what_they_have() -> None:
    person = Partner(role=Role.OFFERS, alignment=Alignment(fit=0.0), profile=worst_profile("x"))
    mine = entry(1, Reason.PARTNERS, title="My problem", section=Section.PARTNERS, partners=(THEIRS, person))

    said = words(checked(mine))

    assert "For *My problem*:\n• *Flu letters that work* has it live. Ask <@U0CERYS>\n• <@" in said
    assert labels(mine)[0] == "Find partners"


@pytest.mark.parametrize(
    ("doing", "said", "buttons"),
    [
        pytest.param(Doing(), "", ["I’m interested", "Follow", "Not for me", "Details"], id="nothing yet"),
        pytest.param(
            Doing(following=True),
            ":white_check_mark: You follow this.",
            ["I’m interested", "Stop following", "Not for me", "Details"],
            id="following",
        ),
        pytest.param(
            Doing(interested=True),
            ":white_check_mark: You are interested in this.",
            ["Take back my interest", "Follow", "Details"],
            id="interested",
        ),
        pytest.param(
            Doing(not_for_me=True),
            "Not for you. You will see less of what is like it.",
            ["Undo", "Details"],
            id="not for me",
        ),
    ],
)
def test_what_was_done_is_said_and_can_be_undone(doing: Doing, said: str, buttons: list[str]) -> None:
    one = entry(7, Reason.NEW, title="Bins", doing=doing)

    assert said in words(checked(one))
    assert labels(one)[: len(buttons)] == buttons
    assert elements(checked(one))[0]["value"] == f"7 {KEY}"


def test_a_preview_does_nothing_in_place() -> None:
    payload = preview_message(own(ASKED, message="", more=3)).payload()

    assert [one["text"]["text"] for one in elements(payload)] == ["Details"]
    assert "And 3 more." in words(payload)


def test_settings_say_when_it_comes_and_what_they_follow() -> None:
    said = own_settings_message(MINE).text

    assert said == (
        "Your digest comes every working day, Monday to Friday, at 9am (Europe/London time), if there is something to "
        "say. The next is due on Monday 23 November at 9am. You follow Public health and Quillshire (sample), but only "
        "problems and ideas."
    )
    assert "because Slack did not take the last one" in own_settings_message(replace(MINE, paused=True)).text


def test_what_was_learned_can_be_forgotten() -> None:
    learned = own_settings_message(MINE, dismissed=2).payload()

    assert "2 entries were not for you" in words(learned)
    assert [one["text"]["text"] for one in elements(learned)] == ["Change", "Preview", "Stop", "Forget that"]


@pytest.mark.parametrize("filling", FILLINGS.values(), ids=FILLINGS.keys())
def test_settings_and_form_fit_slack_with_every_theme_and_the_worst_councils(filling: str) -> None:
    councils = tuple(filled(filling, 100) for _ in range(MOST_COUNCILS))
    all_of_them = replace(
        MINE, themes=tuple(one.key for one in themes()), councils=councils, kinds=tuple(Kind)
    )

    checked_message(own_settings_message(all_of_them, dismissed=9).payload())
    checked_view(own_form(all_of_them, Schedule(), None, now=NOW).to_dict(), "modal")
    assert own_home_section(all_of_them)


def test_the_form_begins_with_the_themes_of_ones_profile() -> None:
    view = own_form(None, Schedule(), worst_profile("x"), now=NOW).to_dict()
    (menu,) = [one["element"] for one in view["blocks"] if one.get("block_id") == "themes"]

    assert [one["value"] for one in menu["initial_options"]] == list(worst_profile("x").themes)
    assert view["submit"]["text"] == "Start"


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_whatever_stands_in_it_slack_takes_it(data: st.DataObject) -> None:
    """Any entries of any sections, with any words, for a channel and for a person, as a message and as an update."""
    text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=100)
    entries = [
        entry(
            number,
            *data.draw(
                st.sets(st.sampled_from([Reason.NEW, Reason.VOTED_UP, Reason.ANSWERED, Reason.STALE]))
            ),
            gained=data.draw(st.integers(0, 10**6)),
            votes=data.draw(st.integers(0, 10**6)),
            section=data.draw(st.sampled_from(Section)),
            title=data.draw(text),
            summary=data.draw(text) * 3,
            looking_for=data.draw(text) * 3,
            search=data.draw(st.just("") | text),
            why=data.draw(st.none() | st.just(THEIRS)),
            doing=Doing(
                interested=data.draw(st.booleans()),
                following=data.draw(st.booleans()),
                not_for_me=data.draw(st.booleans()),
            ),
        )
        for number in range(1, data.draw(st.integers(1, 12)) + 1)
    ]
    more = data.draw(st.integers(0, 10**6))
    for shown in (own(*entries, more=more), digest(*entries, more=more)):
        checked_message(digest_message(shown, was_due=NOW).payload(), most_text=UPDATE_TEXT)

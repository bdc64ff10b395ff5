"""Profiles and people who are found, as Slack takes them and as people read them."""

from dataclasses import replace

import pytest

from bot.domain.finding import PersonHit
from bot.domain.profiles import Contact, Profile
from bot.views.finding import found_message
from bot.views.home import home_view
from bot.views.message import Message
from bot.views.notes import message_in_modal
from bot.views.people import person_blocks, person_section, welcomed
from bot.views.profile import council_options, open_profile_message, profile_form, saved_view
from tests.factories import NOW
from tests.views.slack import elements, mrkdwn, taken_message, taken_view, words
from tests.views.worst import FILLINGS, worst_mine
from tests.views.worst_people import worst_people, worst_profile

EMPTY = Profile(id=1, member_id="U1", created_at=NOW, updated_at=NOW)


@pytest.mark.parametrize("filling", FILLINGS.values(), ids=list(FILLINGS))
def test_slack_takes_the_worst_that_people_say_of_themselves(filling: str) -> None:
    profile = worst_profile(filling)

    sent = [
        taken_message(found_message(worst_people(filling))),
        taken_view(message_in_modal(found_message(worst_people(filling)), title="Found")),
        taken_view(profile_form(profile)),
        taken_view(saved_view(profile)),
        taken_view(home_view(replace(worst_mine(filling), profile=profile))),
    ]

    assert "<!channel>" not in "".join(map(mrkdwn, sent))


def test_the_form_holds_what_was_written() -> None:
    written = worst_profile("x")

    form = taken_view(profile_form(written))

    held = {element["action_id"]: element for element in elements(form)}
    assert held["offers"]["initial_value"] == written.offers
    assert held["role"]["initial_value"] == written.role
    assert held["profile.council"]["initial_option"]["value"] == written.council
    assert [one["value"] for one in held["themes"]["initial_options"]] == list(written.themes)
    assert [one["value"] for one in held["welcomes"]["initial_options"]] == list(Contact)
    assert "Delete my profile" in words(form)


def test_a_new_form_is_empty_and_off_and_says_who_sees_it() -> None:
    form = taken_view(profile_form(None))

    held = {element["action_id"]: element for element in elements(form)}
    assert not [
        one for one in held.values() if one.keys() & {"initial_value", "initial_option", "initial_options"}
    ]
    assert "Only you can see this." in words(form)
    assert "Everybody in this Slack can then see all of the above." in words(form)
    assert "Delete my profile" not in words(form)


def test_a_council_that_is_supposed_says_where_it_comes_from() -> None:
    said = words(taken_view(profile_form(None, suggested_council="Ambleford (sample)")))

    assert "I took this from your e-mail address." in said
    assert "I took this" not in words(taken_view(profile_form(EMPTY, suggested_council="Ambleford (sample)")))


def test_what_was_saved_says_who_sees_it() -> None:
    assert "Others can find you." in words(taken_view(saved_view(replace(EMPTY, role="A", public=True))))
    assert "Only you can see it." in words(taken_view(saved_view(EMPTY)))


@pytest.mark.parametrize(
    ("welcomes", "said"),
    [
        ((), "Prefers not to be contacted"),
        ((Contact.QUESTIONS,), "Welcomes questions"),
        (tuple(Contact), "Welcomes introductions and questions"),
    ],
    ids=["nothing", "one", "both"],
)
def test_what_somebody_welcomes_is_said(welcomes: tuple[Contact, ...], said: str) -> None:
    assert welcomed(replace(EMPTY, welcomes=welcomes)) == said


def test_a_card_has_only_what_there_is_and_only_buttons_that_do_something() -> None:
    assert person_section(EMPTY).to_dict()["text"]["text"] == "*<@U1>*"
    bare = person_blocks(PersonHit(profile=EMPTY))
    assert [block.type for block in bare] == ["section", "context"]
    theirs = Message("x", person_blocks(PersonHit(profile=EMPTY, has_items=True)))
    assert [one["text"]["text"] for one in elements(taken_message(theirs)["blocks"])] == ["Show their items"]


def test_what_was_typed_can_be_chosen_unless_it_is_known() -> None:
    known = ["Ambleford Borough Council (sample)"]

    assert [one.value for one in council_options("amble", known)] == [*known, "amble"]
    assert [one.value for one in council_options(known[0].upper(), known)] == known
    assert council_options("  ", []) == []
    (longest,) = council_options("x" * 500, [])
    assert len(longest.value) == 150


def test_where_no_form_opens_a_button_does() -> None:
    taken_message(open_profile_message())

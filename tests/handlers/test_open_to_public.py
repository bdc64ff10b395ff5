"""Opening an item to the public: a box that nobody ticked for anybody; seen from Slack."""

import pytest

from tests.collab import MODERATOR, Collab
from tests.handlers.steps import details_of, form_of, item_now, shared_by, submits, waits_for

FIELD = "Who can read it"
OPEN = "Open to the public: anyone on the internet may read it"
SUMMARY = "Residents report the same bin twice."


def test_it_is_off_until_somebody_ticks_it(collab: Collab) -> None:
    form = form_of(collab).fill(title="Missed bins", summary=SUMMARY)
    assert form.value(FIELD) == []

    shown = submits(form)

    assert "Everybody in this Slack" in shown.words
    assert "public" not in shown.words
    assert not shared_by(collab).open_to_public


def test_the_form_says_what_is_read_and_what_is_not(collab: Collab) -> None:
    words = form_of(collab).words

    assert OPEN in words
    assert "its kind, phase, title, summary, what you are looking for, themes, councils and links" in words
    assert "Not the description, and nobody’s name unless you wrote it there." in words


def test_who_ticks_it_shares_with_everybody_and_history_says_so(collab: Collab) -> None:
    shown = submits(form_of(collab).fill({"title": "Missed bins", "summary": SUMMARY, FIELD: [OPEN]}))

    assert "Anyone on the internet" in shown.words
    assert "shared by @ben (open to the public)" in shown.words
    assert shared_by(collab).open_to_public


def test_an_owner_opens_it_later_and_closes_it_again(collab: Collab) -> None:
    item = collab.has("Missed bins", owner="U0AMIRA")
    details = details_of(collab, "Missed bins", "amira")
    form = details.click("Edit").view
    assert form.value(FIELD) == []

    form.fill({FIELD: [OPEN]}).submit()
    waits_for(collab, details, "edited by @amira (open to the public)")
    assert "Anyone on the internet" in details.words
    assert item_now(collab, item).open_to_public

    again = details.click("Edit").view
    assert again.value(FIELD) == ["yes"]
    again.fill({FIELD: []}).submit()
    waits_for(collab, details, "edited by @amira (no longer open to the public)")
    assert "Everybody in this Slack" in details.words
    assert not item_now(collab, item).open_to_public


def test_a_moderator_closes_what_its_owner_opened(collab: Collab) -> None:
    item = collab.has("Missed bins", owner="U0AMIRA", open_to_public=True)
    details = details_of(collab, "Missed bins", collab.slack.person(MODERATOR).name)

    details.click("Edit").view.fill({FIELD: []}).submit()

    waits_for(collab, details, "no longer open to the public")
    assert not item_now(collab, item).open_to_public


def test_a_moderator_cannot_open_what_somebody_owns(collab: Collab) -> None:
    item = collab.has("Missed bins", owner="U0AMIRA")
    details = details_of(collab, "Missed bins", collab.slack.person(MODERATOR).name)

    sent = details.click("Edit").view.fill({FIELD: [OPEN]}).submit()

    assert "Only whoever owns this can open it" in sent.errors[FIELD]
    assert not item_now(collab, item).open_to_public


def test_others_see_it_and_cannot_change_it(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA", open_to_public=True)

    details = details_of(collab, "Missed bins", "ben")

    assert "Anyone on the internet" in details.words
    assert "Edit" not in details.buttons


@pytest.mark.parametrize(
    "step", [{"title": "x" * 101}, {"What is it?": "Idea"}], ids=["a refusal", "another kind"]
)
def test_the_tick_survives(collab: Collab, step: dict[str, str]) -> None:
    form = form_of(collab).fill({"title": "Missed bins", "summary": SUMMARY, FIELD: [OPEN]})

    form.fill(step)
    if "title" in step:
        assert form.submit().errors

    collab.slack.settle()
    assert form.value(FIELD) == ["yes"]


def test_looking_at_what_is_similar_first_keeps_the_tick(collab: Collab) -> None:
    form = form_of(collab).fill({"title": "Missed bins", "summary": SUMMARY, FIELD: [OPEN]})
    collab.has("Missed bins", owner="U0AMIRA")  # since the form was filled in

    form.submit()
    collab.slack.wait_for(lambda: "Share it anyway" in form.words)
    form.submit()

    collab.slack.wait_for(lambda: "shared by @ben (open to the public)" in form.words)

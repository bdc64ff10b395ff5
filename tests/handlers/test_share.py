"""`/collab share`: the form, and what looks the same; seen from Slack."""

import threading
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.domain.items import Item, Kind, Link, Phase, Source
from bot.services.items import Items
from tests.collab import Collab
from tests.handlers.steps import form_of, hopes, shared_by, submits, waits_for

SUMMARY = "Residents report the same bin twice."


# ---------------------------------------------------------------- the form


@pytest.mark.parametrize(
    ("typed", "kind", "title"),
    [
        pytest.param("share", "project", None, id="nothing said"),
        pytest.param(
            "share problem Missed bins are reported twice",
            "problem",
            "Missed bins are reported twice",
            id="kind and title",
        ),
        pytest.param(
            "share Ideas: a shared form", "idea", "a shared form", id="a kind in the plural, with a colon"
        ),
        pytest.param("share Parking R&D <plan>", "project", "Parking R&D <plan>", id="what Slack escapes"),
        pytest.param("add resource", "resource", None, id="another word for it"),
    ],
)
def test_the_form_opens_with_what_was_said(collab: Collab, typed: str, kind: str, title: str | None) -> None:
    form = form_of(collab, f"/collab {typed}")

    assert form.value("What is it?") == kind
    assert form.value("Title") == title


def test_more_than_fits_a_title_becomes_the_description(collab: Collab) -> None:
    said = "Missed bins are reported twice because " + "the form does not say what was reported before " * 5

    form = form_of(collab, f"/collab share problem {said}")

    assert form.value("Title") is None
    assert form.value("Description") == said.strip()


def test_a_whole_item_is_shared_and_shown(collab: Collab) -> None:
    form = form_of(collab, "/collab share Missed bins").fill(
        summary=SUMMARY,
        description="We counted them.\n\nOne in five.",
        phase="Alpha",
        themes=["Waste and recycling"],
        councils="Ambleford Borough Council (sample)\n\nDunmarrow Council (sample)",
        looking_for="Two councils to test with",
        open_to=["Delivery", "Networking"],
        people=["cerys"],
        links="https://example.org/bins What we counted\nhttps://example.com",
    )

    shown = submits(form)

    assert shown.title == "Shared"
    for words in (
        "Missed bins",
        "Project in alpha · Waste and recycling",
        SUMMARY,
        "Others can find it now",
        "One in five.",
        "Ask @ben · @cerys",
        "Ambleford Borough Council (sample) and Dunmarrow Council (sample)",
        "Networking and delivery",
        "Two councils to test with",
        "What we counted",
        "shared by @ben",
    ):
        assert words in shown.words
    item = shared_by(collab)
    assert (item.kind, item.phase, item.origin.source) == (Kind.PROJECT, Phase.ALPHA, Source.FORM)
    assert item.links == (
        Link(url="https://example.org/bins", title="What we counted"),
        Link(url="https://example.com"),
    )
    assert "Missed bins" in collab.slack.person("cerys").types("/collab find missed bins").words


@pytest.mark.parametrize(
    ("wrong", "field", "reason"),
    [
        pytest.param({"links": "our drive"}, "Links", "“our” is not a web address", id="not a web address"),
        pytest.param(
            {"links": "javascript:alert(1)"}, "Links", "is not a web address", id="a script for an address"
        ),
        pytest.param(
            {"links": "https://a.example\n" * 2 + "https://b.example " + "name " * 30},
            "Links",
            "Use 100 characters or fewer",
            id="a link with a long name",
        ),
        pytest.param(
            {"links": "\n".join(f"https://example.org/{n}" for n in range(11))},
            "Links",
            "Choose 10 or fewer",
            id="too many links",
        ),
        pytest.param({"title": "x" * 101}, "Title", "Use 100 characters or fewer", id="title too long"),
        pytest.param({"title": "   "}, "Title", "Enter an answer", id="a blank title"),
        pytest.param({"summary": "x" * 251}, "Summary", "Use 250 characters or fewer", id="summary too long"),
        pytest.param(
            {"councils": "\n".join(f"Council {n}" for n in range(21))},
            "Councils",
            "Choose 20 or fewer",
            id="too many councils",
        ),
    ],
)
def test_a_wrong_field_is_refused_at_the_field_and_nothing_is_lost(
    collab: Collab, wrong: dict[str, Any], field: str, reason: str
) -> None:
    typed = {"title": "Missed bins", "summary": SUMMARY, "description": "We counted.", "links": ""} | wrong
    form = form_of(collab, "/collab share idea").fill(typed)

    refused = form.submit()

    assert list(refused.errors) == [field]
    assert reason in refused.errors[field]
    assert form.is_open
    assert {name: form.value(name) or "" for name in typed} == typed
    assert collab.services.members.mine(collab.team, "U0BEN").owned == ()


def test_every_wrong_field_is_named_at_once(collab: Collab) -> None:
    form = form_of(collab).fill(title="x" * 101, summary="y" * 251, links="here")

    assert set(form.submit().errors) == {"Title", "Summary", "Links"}


def test_a_refused_form_is_mended_and_shared(collab: Collab) -> None:
    form = form_of(collab).fill(title="Missed bins", summary=SUMMARY, links="here")
    form.submit()

    shown = submits(form.fill(links="https://example.org"))

    assert shown.title == "Shared"
    assert shared_by(collab).links == (Link(url="https://example.org"),)


def test_the_phase_is_asked_of_projects_only_and_what_was_typed_stays(collab: Collab) -> None:
    form = form_of(collab, "/collab share idea Missed bins").fill(
        summary=SUMMARY, links="https://example.org"
    )
    assert "Phase" not in form.labels

    form.fill({"What is it?": "Project"})
    collab.slack.wait_for(lambda: "Phase" in form.labels)

    assert (form.value("Title"), form.value("Summary")) == ("Missed bins", SUMMARY)
    assert form.value("Links") == "https://example.org"
    form.fill(phase="Beta").submit()
    assert (shared_by(collab).kind, shared_by(collab).phase) == (Kind.PROJECT, Phase.BETA)


def test_a_phase_that_was_chosen_before_the_kind_changed_is_not_kept(collab: Collab) -> None:
    form = form_of(collab).fill(title="Missed bins", summary=SUMMARY, phase="Beta")
    form.fill({"What is it?": "Problem"})
    collab.slack.wait_for(lambda: "Phase" not in form.labels)

    form.submit()

    assert shared_by(collab).phase is None


# ---------------------------------------------------------------- what looks the same


def test_what_looks_the_same_shows_while_the_title_is_typed(collab: Collab) -> None:
    for number in range(3):
        collab.has(f"Missed bins reported twice {number}")
    collab.has("Library fines")
    form = form_of(collab, "/collab share problem").fill(summary=SUMMARY)
    assert "already doing this" not in form.words

    form.fill(title="Missed bins")

    waits_for(collab, form, "3 others are already doing this")
    assert "Missed bins reported twice 1" in form.words
    assert "Ask @amira" in form.words
    assert "Library fines" not in form.words
    assert (form.value("Title"), form.value("Summary")) == ("Missed bins", SUMMARY)


def test_what_looked_the_same_goes_when_the_title_changes(collab: Collab) -> None:
    collab.has("Missed bins reported twice")
    form = form_of(collab, "/collab share Missed bins")
    assert "1 other is already doing this" in form.words

    form.fill(title="Library fines")

    collab.slack.wait_for(lambda: "already doing this" not in form.words)


def test_somebody_joins_from_the_form_and_the_owner_is_told(collab: Collab) -> None:
    collab.has("Missed bins reported twice", owner="U0AMIRA")
    form = form_of(collab, "/collab share problem Missed bins").fill(summary=SUMMARY)

    said = hopes(form.click("I’m interested"))

    assert "I am telling @amira that you are interested in *Missed bins reported twice*" in said.words
    assert form.is_open
    assert form.value("Summary") == SUMMARY
    collab.delivers()
    assert "@ben is interested in your project" in collab.slack.person("amira").inbox[-1].words


def test_what_looks_the_same_can_be_read_in_full_from_the_form(collab: Collab) -> None:
    collab.has("Missed bins reported twice", description="One in five.")
    form = form_of(collab, "/collab share Missed bins").fill(summary=SUMMARY)

    details = form.click("Details").view

    assert "One in five." in details.words
    details.close()
    assert form.value("Summary") == SUMMARY


def test_what_was_not_seen_yet_is_shown_before_anything_is_shared(collab: Collab) -> None:
    form = form_of(collab, "/collab share problem Missed bins").fill(
        summary=SUMMARY, description="We counted.", links="https://example.org Counts", open_to=["Delivery"]
    )
    collab.has("Missed bins reported twice")  # while the form was being filled in

    again = submits(form)

    assert "1 other is already doing this" in again.words
    assert "Nothing you wrote is lost" in again.words
    assert collab.services.members.mine(collab.team, "U0BEN").owned == ()
    assert again.value("Description") == "We counted."
    assert again.value("Links") == "https://example.org Counts"
    assert again.value("Open to") == ["delivery"]
    assert "Share it anyway" in again.words

    assert submits(again).title == "Shared"
    assert shared_by(collab).title == "Missed bins"


def test_what_was_seen_does_not_hold_anybody_up(collab: Collab) -> None:
    collab.has("Missed bins reported twice")
    form = form_of(collab, "/collab share Missed bins").fill(summary=SUMMARY)
    assert "already doing this" in form.words

    assert submits(form).title == "Shared"


def test_a_wrong_field_is_named_before_what_is_similar(collab: Collab) -> None:
    form = form_of(collab, "/collab share Missed bins").fill(summary=SUMMARY, links="here")
    collab.has("Missed bins reported twice")

    assert "Links" in form.submit().errors


def test_trouble_while_somebody_types_does_not_disturb_them(
    collab: Collab, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = form_of(collab, "/collab share").fill(summary=SUMMARY)

    def breaks(*_: object, **__: object) -> list[Item]:
        raise RuntimeError("the index is away")

    monkeypatch.setattr(collab.services.items, "similar", breaks)
    with capture_logs() as logs:
        form.fill(title="Missed bins")
        collab.slack.wait_for(lambda: [line for line in logs if line["event"] == "broke"])

    assert collab.slack.workspace.stacks["U0BEN"] == [form.id], "nothing came on top of the form"
    monkeypatch.undo()
    assert submits(form).title == "Shared"


# ---------------------------------------------------------------- a mention and a direct message


@pytest.mark.parametrize("way", ["mention", "direct message"])
def test_where_no_form_can_open_by_itself_a_button_opens_it(collab: Collab, way: str) -> None:
    ben = collab.slack.person("ben")
    said = "share problem Missed bins “twice” \U0001f5d1 & \\ more"

    reply = ben.says(f"@collab {said}") if way == "mention" else ben.direct_message(said)
    form = reply.message.click("Open the form").view

    assert form.value("Title") == "Missed bins “twice” \U0001f5d1 & \\ more"
    assert form.value("What is it?") == "problem"


def test_even_the_longest_words_fit_the_button(collab: Collab) -> None:
    said = '"\\' * 1500

    form = collab.slack.person("ben").direct_message(f"share {said}").message.click("Open the form").view

    assert said.startswith(form.value("Description"))


def test_what_looks_the_same_does_not_take_the_place_of_thanks(
    collab: Collab, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is looked for while somebody types, and may be found only when they have shared already."""
    find, first, may_go_on = Items.similar, threading.Lock(), threading.Event()

    def similar(self: Items, workspace: str, title: str) -> list[Item]:
        if first.acquire(blocking=False):
            may_go_on.wait(30)
        return find(self, workspace, title)

    form = form_of(collab, "/collab share")
    monkeypatch.setattr(Items, "similar", similar)
    form.fill(title="Missed bins")
    collab.slack.wait_for(first.locked)
    shown = submits(form.fill(summary=SUMMARY))
    assert "Thank you. Others can find it now." in shown.words

    may_go_on.set()
    collab.settles()
    assert "Thank you. Others can find it now." in shown.words

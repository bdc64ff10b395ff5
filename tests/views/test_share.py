"""The share form."""

import pytest

from bot.domain.items import Collaboration, Item, ItemContent, Kind, Link, Phase
from bot.views import ids
from bot.views.share import LONGEST_TEXT, ShareForm, open_form_message, share_view
from tests.factories import content
from tests.views.slack import elements, mrkdwn, taken_message, taken_view, words
from tests.views.worst import FILLINGS, kept, worst_content

EMPTY = ItemContent(kind=Kind.PROJECT, title="", summary="")
NEW = ShareForm()
SIMILAR = [kept(content(title="Missed bins"), number=7)]


def labels(form: ShareForm = NEW, written: ItemContent = EMPTY) -> list[str]:
    view = taken_view(share_view(form, written))
    return [block["label"]["text"] for block in view["blocks"] if block["type"] == "input"]


@pytest.mark.parametrize("kind", list(Kind))
def test_only_projects_have_a_phase(kind: Kind) -> None:
    asked = labels(written=ItemContent(kind=kind, title="", summary=""))

    assert ("Phase" in asked) == (kind is Kind.PROJECT)
    assert asked[:3] == ["What is it?", "Title", "Summary"]


def test_consent_is_asked_only_for_what_is_private() -> None:
    assert "This message is not public" not in labels()
    assert labels(ShareForm(private=True))[0] == "This message is not public", "it says why the form is empty"


@pytest.mark.parametrize("agreed", [True, False])
def test_a_tick_is_kept_when_the_form_is_shown_again(agreed: bool) -> None:
    view = taken_view(share_view(ShareForm(private=True), EMPTY, agreed=agreed))

    (boxes,) = [one for one in elements(view) if one["action_id"] == "consent"]
    assert bool(boxes.get("initial_options")) is agreed


def test_a_form_that_edits_begins_with_what_there_is() -> None:
    written = content(
        phase=Phase.BETA,
        themes=("housing-and-homelessness", "a-theme-we-dropped"),
        councils=("Ambleford (sample)", "Dunmarrow (sample)"),
        people=("U0BEN",),
        open_to=(Collaboration.DELIVERY,),
        links=(Link(url="https://example.org", title="The plan"), Link(url="https://example.com")),
    )

    view = taken_view(share_view(ShareForm(item_id=7), written))

    held = {one["action_id"]: one for one in elements(view)}
    assert (view["title"]["text"], view["submit"]["text"]) == ("Edit", "Save")
    assert held[ids.SHARE_TITLE]["initial_value"] == written.title
    assert held["phase"]["initial_option"]["value"] == "beta"
    assert [one["value"] for one in held["themes"]["initial_options"]] == ["housing-and-homelessness"]
    assert held["councils"]["initial_value"] == "Ambleford (sample)\nDunmarrow (sample)"
    assert held["links"]["initial_value"] == "https://example.org The plan\nhttps://example.com"
    assert held["people"]["initial_users"] == ["U0BEN"]


@pytest.mark.parametrize(
    ("similar", "said"),
    [
        pytest.param([], "", id="none"),
        pytest.param(SIMILAR, "1 other is already doing this", id="one"),
        pytest.param(
            [kept(content(), number=number) for number in (1, 2, 3)],
            "3 others are already doing this",
            id="three",
        ),
    ],
)
def test_what_is_similar_is_counted_shown_and_remembered(similar: list[Item], said: str) -> None:
    view = taken_view(share_view(ShareForm(), EMPTY, similar))

    assert said in words(view)
    assert ShareForm.read(view["private_metadata"]).seen == tuple(item.id for item in similar)
    joined = [one["value"] for one in elements(view) if one["action_id"] == ids.ITEM_INTERESTED]
    assert joined == [str(item.id) for item in similar]


def test_asked_to_look_first_the_form_says_how_to_go_on() -> None:
    view = taken_view(share_view(ShareForm(), EMPTY, SIMILAR, first=False))

    assert view["submit"]["text"] == "Share it anyway"
    assert "Nothing you wrote is lost." in words(view)


def test_what_a_form_carries_survives_the_journey() -> None:
    form = ShareForm(item_id=7, link="https://slack.example/p1?a=1&b=2", private=True, seen=(3, 2, 1))

    assert ShareForm.read(form.written()) == form


@pytest.mark.parametrize("filling", FILLINGS.values(), ids=list(FILLINGS))
@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("item_id", [None, 2_147_483_647], ids=["new", "edited"])
def test_slack_takes_the_worst_form_with_nothing_cut(filling: str, kind: Kind, item_id: int | None) -> None:
    written = worst_content(filling, kind)
    similar = [kept(written, number=2_147_483_640 + number) for number in range(3)]
    form = ShareForm(item_id=item_id, link="https://slack.example/" + "x" * 500, private=True)

    for first in (True, False):
        view = taken_view(share_view(form, written, similar, agreed=True, first=first))
        assert "<!channel>" not in mrkdwn(view)
        held = {one["action_id"]: one for one in elements(view)}
        assert held[ids.SHARE_TITLE]["initial_value"] == written.title
        assert held["description"]["initial_value"] == written.description
        assert held["links"]["initial_value"].count("https://") == len(written.links)
        assert held["links"]["initial_value"].endswith(written.links[-1].title)
        assert held["councils"]["initial_value"].splitlines() == list(written.councils)


@pytest.mark.parametrize("filling", FILLINGS.values(), ids=list(FILLINGS))
def test_slack_takes_a_form_with_whatever_was_typed(filling: str) -> None:
    typed = ItemContent(
        kind=Kind.IDEA, title=filling * 3000, summary=filling * 3000, looking_for=filling * 3000
    )

    taken_view(share_view(ShareForm(), typed, links=filling * 3000))


@pytest.mark.parametrize("filling", FILLINGS.values(), ids=list(FILLINGS))
def test_the_button_that_opens_the_form_carries_what_was_said(filling: str) -> None:
    said = (filling * LONGEST_TEXT)[:LONGEST_TEXT]

    (button,) = elements(taken_message(open_form_message(Kind.PROBLEM, said)))

    assert len(button["value"]) <= 2000

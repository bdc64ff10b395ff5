"""App Home, `/collab mine` and `/collab help`, seen from Slack."""

import pytest

from bot.domain.items import Kind
from playground.driver.people import Member
from playground.driver.view import ShownView
from tests.collab import Collab
from tests.handlers.steps import posted


def home_of(collab: Collab, name: str) -> ShownView:
    return collab.slack.person(name).home()


def home_now(collab: Collab, name: str = "ben") -> ShownView:
    """App Home as it looks now, behind the windows above it."""
    member = collab.slack.person(name)
    return member.look_at_view(collab.slack.workspace.homes[member.id])


def busy(collab: Collab) -> Member:
    """Ben, who has something in every list."""
    mine = collab.has("Missed bins", owner="U0BEN")
    old = collab.has("Paper forms", owner="U0BEN")
    collab.services.items.archive(collab.team, old.id, by="U0BEN", now=collab.slack.clock.now())
    theirs = collab.has("Library fines", owner="U0AMIRA")
    ben = collab.slack.person("ben")
    collab.services.interests.interested(
        collab.team, theirs.id, member_id=ben.id, hope="To use it", now=collab.slack.clock.now()
    )
    ben.types("/collab find library fines").click("Follow")
    ben.types("/collab find zeppelin moorings").click("Tell me when someone shares this")
    ben.reacts("heart", posted(collab, theirs))
    ben.reacts("+1", posted(collab, mine))
    collab.slack.settle()
    return ben


def under(words: str, heading: str) -> str:
    """What stands under a heading, up to the next one."""
    return words.partition(f"*{heading}*")[2].partition("\n*What ")[0].partition("\n*New ")[0]


def test_home_shows_what_is_mine_and_what_is_new(collab: Collab) -> None:
    words = busy(collab).home().words

    assert "Missed bins" in under(words, "What you shared")
    assert ":+1: 1 (1 vote)" in under(words, "What you shared")
    assert "Ask @ben" not in under(words, "What you shared"), "they know that it is theirs"
    assert "Paper forms" in under(words, "What you archived")
    assert "Paper forms" not in under(words, "What you shared")
    assert "Library fines" in under(words, "What you are interested in")
    assert "Library fines" in under(words, "What you follow")
    assert "Library fines" in under(words, "What you voted for")
    assert "zeppelin moorings" in under(words, "What you wait for")
    assert "Library fines" in under(words, "New to everybody")
    assert "Paper forms" not in under(words, "New to everybody")


def test_home_is_ones_own(collab: Collab) -> None:
    busy(collab)

    words = home_of(collab, "cerys").words

    assert "What you" not in words
    assert "zeppelin" not in words
    assert "Paper forms" not in words
    assert "Library fines" in under(words, "New to everybody")


def test_the_first_to_come_is_asked_to_be_the_first(collab: Collab) -> None:
    home = home_of(collab, "ben")

    assert "Nobody has shared anything yet. Be the first." in home.words
    assert home.buttons == [
        "Find",
        "Share a project",
        "Share a problem",
        "Share an idea",
        "Share a resource",
        "Help",
        "Make my profile",
        "Set up my digest",
    ]


@pytest.mark.parametrize("kind", list(Kind))
def test_each_kind_is_shared_from_home_which_then_lists_it(collab: Collab, kind: Kind) -> None:
    home = home_of(collab, "ben")
    article = "an" if kind is Kind.IDEA else "a"

    form = home.click(f"Share {article} {kind}").view
    assert form.value("What is it?") == kind
    form.fill(title="Missed bins", summary="Reported twice.").submit()

    assert form.title == "Shared"
    collab.slack.wait_for(lambda: "Missed bins" in under(home_now(collab).words, "What you shared"))


def test_find_from_home_pages_inside_the_window(collab: Collab) -> None:
    for number in range(7):
        collab.has(f"Missed bins {number}")
    form = home_of(collab, "ben").click("Find").view

    form.fill(words="missed bins").submit()
    assert form.title == "Found"
    assert "Page 1 of 2" in form.words
    form.click("Next")
    assert "Page 2 of 2" in form.words
    form.click("Previous")

    assert "Page 1 of 2" in form.words
    form.choose("find.refine.kind", "Problem")
    assert "Nothing found" in form.words


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        pytest.param("colour:red", "I do not know the filter “colour:”", id="unknown filter"),
        pytest.param(
            "kind:fish", "It takes “project”, “problem”, “idea”, “resource” or “person”", id="unknown value"
        ),
        pytest.param("  ", "Tell me what to look for", id="nothing"),
    ],
)
def test_find_from_home_is_refused_at_the_field(collab: Collab, words: str, reason: str) -> None:
    form = home_of(collab, "ben").click("Find").view.fill(words=words)

    refused = form.submit()

    assert reason in refused.errors["What are you looking for?"]
    assert form.value("What are you looking for?") == words


def test_details_open_from_home_and_home_follows_what_is_done(collab: Collab) -> None:
    home = busy(collab).home()

    details = home.click("Details", near="What you shared").view
    details.click("Archive")
    collab.slack.wait_for(lambda: "Missed bins" in under(home_now(collab).words, "What you archived"))

    home_now(collab).click("Bring it back", near="Missed bins")
    collab.slack.wait_for(lambda: "Missed bins" in under(home_now(collab).words, "What you shared"))


def test_a_wait_is_ended_from_home(collab: Collab) -> None:
    ben = busy(collab)
    home = ben.home()

    home.choose("When to tell me", "Stop telling me")

    collab.slack.wait_for(lambda: "What you wait for" not in home_now(collab).words)
    collab.has("Zeppelin moorings by the sea")
    assert collab.delivers() == 0


def test_one_who_shared_a_lot_is_told_how_to_find_the_rest(collab: Collab) -> None:
    for number in range(12):
        collab.has(f"Missed bins {number}", owner="U0BEN")

    words = under(home_of(collab, "ben").words, "What you shared")

    assert words.count("Missed bins") == 10
    assert "`/collab find by:me` finds all of them." in words


def test_what_was_archived_shows_however_much_is_current(collab: Collab) -> None:
    old = collab.has("Paper forms", owner="U0BEN")
    collab.services.items.archive(collab.team, old.id, by="U0BEN", now=collab.slack.clock.now())
    for number in range(30):
        collab.has(f"Missed bins {number}", owner="U0BEN")

    assert "Paper forms" in under(home_of(collab, "ben").words, "What you archived")


# ---------------------------------------------------------------- me, help


def test_mine_lists_what_is_mine_for_me_alone(collab: Collab) -> None:
    reply = busy(collab).types("/collab mine")

    assert reply.message.is_ephemeral
    for heading in (
        "What you shared",
        "What you are interested in",
        "What you follow",
        "What you voted for",
        "What you wait for",
    ):
        assert f"*{heading}*" in reply.words
    assert "What you archived is in App Home" in reply.words
    assert reply.text == "Yours: shared 1, interested in 1, following 1, voted for 2"


def test_mine_with_nothing_says_how_to_begin(collab: Collab) -> None:
    reply = collab.slack.person("ben").types("/collab mine")

    assert "Nothing here yet." in reply.words
    assert "Share a problem" in reply.message.buttons


def test_help_lists_every_verb_and_its_buttons_work(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0BEN")
    reply = collab.slack.person("ben").types("/collab help")

    for usage, summary in collab.verbs.table():
        assert f"`/collab {usage}`" in reply.words
        assert summary in reply.words
    assert "Save to Collab" in reply.words
    assert reply.click("What is mine").view.title == "Yours"
    assert reply.message.click("Find").view.title == "Find"


def test_help_and_what_is_mine_open_from_home(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0BEN")

    help_ = home_of(collab, "ben").click("Help").view
    assert "/collab find" in help_.words

    assert "Missed bins" in help_.click("What is mine").view.words

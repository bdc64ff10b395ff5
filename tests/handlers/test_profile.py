"""Profiles and people, seen from Slack."""

from typing import Any

import pytest
from sqlalchemy import inspect

from playground.driver.message import ShownMessage
from playground.driver.reply import Reply
from playground.driver.view import ShownView
from playground.facts import ViewShown
from playground.values import View
from tests.collab import Collab
from tests.handlers.steps import submits, waits_for

COUNCIL = "Ambleford Borough Council (sample)"
WRITTEN: dict[str, Any] = {
    "role": "Planning officer",
    "themes": ["Planning and building control"],
    "offers": "How we halved our backlog",
    "needs": "A council that has changed its case system",
    "welcomes": ["Introductions", "Questions"],
}


def my_profile(collab: Collab, name: str) -> ShownView:
    """The form that opens. (App Home, behind it, may change at the same time.)"""
    return form_in(collab, name, collab.slack.person(name).types("/collab me"))


def form_in(collab: Collab, name: str, reply: Reply) -> ShownView:
    collab.slack.wait_for(lambda: opened_in(reply))
    return collab.slack.person(name).look_at_view(opened_in(reply)[0])


def opened_in(reply: Reply) -> list[View]:
    return [one.view for one in reply.facts if isinstance(one, ViewShown)]


def home_now(collab: Collab, name: str) -> ShownView:
    member = collab.slack.person(name)
    return member.look_at_view(collab.slack.workspace.homes[member.id])


def says(collab: Collab, name: str, *, public: bool = True, **changes: Any) -> ShownView:
    """Somebody fills in their profile and saves it; answers what stands in its place."""
    form = my_profile(collab, name)
    form.fill(WRITTEN | changes | {"public": ["Others can find me"] if public else None})
    return submits(form)


def seen_by(collab: Collab, name: str, line: str = "/collab find kind:person planning") -> str:
    return collab.slack.person(name).types(line).words


# ---------------------------------------------------------------- the form


def test_me_opens_a_profile_that_nobody_sees(collab: Collab) -> None:
    form = my_profile(collab, "amira")

    assert form.title == "Your profile"
    assert form.labels == [
        "Your council or organisation",
        "Your role",
        "Your themes",
        "What you can offer",
        "What you need",
        "What contact you welcome",
        "Who can see this",
    ]
    assert "Only you can see this." in form.words
    assert form.value("public") == []
    assert form.value("welcomes") == []


def test_what_was_saved_is_there_again(collab: Collab) -> None:
    collab.has("Missed bins", councils=(COUNCIL,))

    saved = says(collab, "amira", public=False, council=COUNCIL)
    again = my_profile(collab, "amira")

    assert "Saved. Only you can see it." in saved.words
    assert f"Planning officer · {COUNCIL}" in saved.words
    assert again.value("council") == COUNCIL
    assert again.value("role") == "Planning officer"
    assert again.value("themes") == ["planning-and-building-control"]
    assert again.value("offers") == "How we halved our backlog"
    assert again.value("needs") == "A council that has changed its case system"
    assert again.value("welcomes") == ["introductions", "questions"]
    assert again.value("public") == []


def test_a_council_is_suggested_while_one_types_and_any_other_will_do(collab: Collab) -> None:
    collab.has("Missed bins", councils=(COUNCIL,))
    form = my_profile(collab, "ben")

    form.fill(council=COUNCIL)
    assert form.value("council") == COUNCIL
    form.fill(council="Ambleford Housing Trust")
    form.submit()

    assert my_profile(collab, "ben").value("council") == "Ambleford Housing Trust"


def test_a_refused_form_keeps_what_was_typed(collab: Collab) -> None:
    form = my_profile(collab, "amira").fill(role="x" * 101, offers="y" * 501, needs="A system")

    refused = form.submit()

    assert refused.errors == {
        "Your role": "Use 100 characters or fewer.",
        "What you can offer": "Use 500 characters or fewer.",
    }
    assert form.is_open
    assert form.value("needs") == "A system"
    form.fill(role="Officer", offers="Help")
    assert "Saved" in submits(form).words


def test_whoever_wants_to_be_found_must_say_by_what(collab: Collab) -> None:
    form = my_profile(collab, "amira").fill(council=None, public=["Others can find me"])

    assert "Fill in something to be found by" in form.submit().errors["Who can see this"]


def test_what_is_mine_can_be_reached_from_the_profile(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA")

    assert "Missed bins" in my_profile(collab, "amira").click("What is mine").view.words
    assert "Missed bins" in collab.slack.person("amira").types("/collab mine").words


@pytest.mark.parametrize("way", ["mention", "direct message"])
def test_where_no_form_opens_a_button_opens_the_pressers_own(collab: Collab, way: str) -> None:
    says(collab, "amira", offers="Zeppelins")
    amira = collab.slack.person("amira")

    reply = amira.says("@collab me") if way == "mention" else amira.direct_message("me")

    assert "Zeppelins" not in reply.message.words
    form = form_in(collab, "amira", reply.message.click("Open my profile"))
    assert form.value("offers") == "Zeppelins"


# ---------------------------------------------------------------- the council that an address is of


def test_a_new_profile_begins_with_the_council_that_the_address_is_of(collab: Collab) -> None:
    collab.has("Missed bins", councils=(COUNCIL,))

    form = my_profile(collab, "amira")

    assert form.value("council") == COUNCIL
    assert "I took this from your e-mail address." in form.words
    assert my_profile(collab, "ben").value("council") is None, "no council of that name is known"


def test_the_address_is_kept_nowhere(collab: Collab) -> None:
    collab.has("Missed bins", councils=(COUNCIL,))
    says(collab, "amira")

    with collab.database.engine.connect() as connection:
        for table in inspect(connection).get_table_names():
            rows = connection.exec_driver_sql(f'SELECT * FROM "{table}"').all()
            assert "ambleford.example" not in str(rows)


@pytest.mark.parametrize("trouble", ["not allowed", "Slack is in trouble"])
def test_without_the_address_nothing_is_suggested(
    collab: Collab, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    collab.has("Missed bins", councils=(COUNCIL,))
    if trouble == "not allowed":
        monkeypatch.setattr("playground.web_api.team.reads_email", lambda _manifest: False)
    else:
        collab.slack.faults.arm("server_error", method="users.info")

    form = my_profile(collab, "amira")

    assert form.value("council") is None
    assert "I took this" not in form.words


def test_who_has_a_profile_is_suggested_nothing_again(collab: Collab) -> None:
    collab.has("Missed bins", councils=(COUNCIL,))
    my_profile(collab, "amira").fill(council=None).submit()

    assert my_profile(collab, "amira").value("council") is None


# ---------------------------------------------------------------- being found, and not


def test_who_says_so_is_found_and_why(collab: Collab) -> None:
    says(collab, "amira", council=COUNCIL)

    words = seen_by(collab, "ben")

    assert "*1 found* for “planning” (people)" in words
    assert "@amira" in words
    assert f"Planning officer · {COUNCIL}" in words
    assert "Planning and building control" in words
    assert "How we halved our backlog" in words
    assert "A council that has changed its case system" in words
    assert "Welcomes introductions and questions" in words
    assert "Matches *planning* in their role; *planning* in their themes" in words


def test_who_did_not_say_so_is_found_by_nobody(collab: Collab) -> None:
    collab.has("Planning backlog", owner="U0AMIRA", people=("U0BEN",))
    says(collab, "amira", public=False)

    words = seen_by(collab, "cerys")

    assert "Nobody found for “planning” (people)." in words
    assert "@amira" not in words
    assert "@ben" not in words


def test_who_is_found_once_is_gone_at_once_when_they_say_so(collab: Collab) -> None:
    says(collab, "amira")
    assert "@amira" in seen_by(collab, "ben")

    form = my_profile(collab, "amira")
    assert "Others can find you." in form.words
    form.fill(public=None).submit()

    assert "@amira" not in seen_by(collab, "ben")


def test_home_says_who_sees_the_profile_and_ends_it(collab: Collab) -> None:
    amira = collab.slack.person("amira")
    home = amira.home()
    assert "Say what you can offer and what you need." in home.words
    form = home.click("Make my profile").view
    form.fill(WRITTEN | {"public": ["Others can find me"]}).submit()
    collab.slack.wait_for(lambda: "Others can find you." in home_now(collab, "amira").words)

    said = home_now(collab, "amira").click("Stop being found")

    collab.slack.wait_for(lambda: "Only you can see it. Nobody finds you." in home_now(collab, "amira").words)
    assert any("Nobody finds you any more." in str(view.content) for view in opened_in(said))
    assert "@amira" not in seen_by(collab, "ben")
    assert my_profile(collab, "amira").value("role") == "Planning officer"


def test_a_profile_is_deleted_with_all_that_is_in_it(collab: Collab) -> None:
    says(collab, "amira")

    form = my_profile(collab, "amira")
    form.click("Delete my profile")

    waits_for(collab, form, "Your profile is deleted.")
    assert "@amira" not in seen_by(collab, "ben")
    again = my_profile(collab, "amira")
    assert again.value("role") is None
    assert "Delete my profile" not in again.buttons


def test_nobody_else_is_told_who_looked_or_is_pinged(collab: Collab) -> None:
    says(collab, "amira")
    before = len(collab.slack.messages("general"))

    ben = collab.slack.person("ben")
    reply = ben.says("@collab find kind:person planning")

    assert "@amira" in reply.message.words
    assert reply.message.is_ephemeral, "a mention in a message for all would tell Amira that Ben looked"
    assert "@amira" not in " ".join(one.words for one in collab.slack.messages("general")[before:])


def test_a_direct_message_finds_people_too(collab: Collab) -> None:
    says(collab, "amira")

    assert "@amira" in collab.slack.person("ben").direct_message("find kind:person planning").words


# ---------------------------------------------------------------- the cards


def test_their_items_are_shown(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA")
    says(collab, "amira")
    ben = collab.slack.person("ben")

    shown = ben.types("/collab find kind:person planning").message.click("Show their items")

    assert "Missed bins" in shown.words
    assert "by @amira" in shown.words


def test_ones_own_card_leads_to_the_profile(collab: Collab) -> None:
    says(collab, "amira")
    card = collab.slack.person("amira").types("/collab find kind:person planning").message

    form = form_in(collab, "amira", card.click("Edit my profile"))
    assert form.value("role") == "Planning officer"


def test_people_are_found_from_home_too(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA")
    says(collab, "amira")
    form = collab.slack.person("ben").home().click("Find").view.fill(words="planning kind:people")

    found = form.submit().view

    assert "@amira" in found.words
    assert "Missed bins" in found.click("Show their items").view.words


def test_pages_of_people_turn_in_place(collab: Collab) -> None:
    names = ["amira", "ben", "cerys", "dev", "eilidh", "farah"]
    for name in names:
        says(collab, name)
    jo = collab.slack.person("jo")

    first = jo.types("/collab find kind:person planning").message
    assert "*6 found*" in first.words
    assert "Tell me of new ones" not in first.buttons
    second = first.click("Next")

    assert "Page 2 of 2" in second.words
    assert "Page 1 of 2" in second.click("Previous").words


def test_the_menus_turn_people_into_items_and_back(collab: Collab) -> None:
    collab.has("Planning backlog")
    says(collab, "amira")
    ben = collab.slack.person("ben")

    items = ben.types("/collab find kind:person planning").message.choose("find.refine.kind", "Project")
    assert "Planning backlog" in items.words
    people = items.message.choose("find.refine.kind", "People")

    assert "Welcomes introductions and questions" in people.words


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ("phase:beta", "I cannot narrow people down by `phase:`"),
        ("since:month by:me", "I cannot narrow people down by `by:` and `since:`"),
    ],
    ids=["one", "two"],
)
def test_filters_that_say_nothing_of_people_are_refused_kindly(
    collab: Collab, filters: str, said: str
) -> None:
    says(collab, "amira")

    words = seen_by(collab, "ben", f"/collab find kind:person planning {filters}")

    assert said in words
    assert "use `theme:`, `council:`, `near:`, `within:`, `in:` and `like:`" in words
    assert "@amira" not in words


def test_what_people_write_cannot_ping_or_pose_as_a_link(collab: Collab) -> None:
    nasty = "<!here> <https://evil.example|our intranet> *bold* <@U0JO>"
    says(collab, "amira", offers=nasty, role="Planning <!channel>", council=f"Ambleford {nasty}")
    ben = collab.slack.person("ben")

    sent = str(ben.types("/collab find kind:person planning").message.blocks)

    for live in ("<!here>", "<!channel>", "<https://evil", "<@U0JO>"):
        assert live not in sent


# ---------------------------------------------------------------- asking to meet


def asks_to_meet(collab: Collab, name: str = "ben", hope: str = "Half an hour on your system") -> ShownView:
    card = collab.slack.person(name).types("/collab find kind:person planning").message
    form = form_in(collab, name, card.click("Ask for an introduction"))
    form.fill(hope=hope)
    return submits(form)


def told(collab: Collab, name: str, words: str) -> list[ShownMessage]:
    collab.delivers()
    return [one for one in collab.slack.person(name).inbox if words in one.words]


def group_of(collab: Collab, *names: str) -> list[ShownMessage]:
    """What these people and the bot have in a group of their own."""
    members = {collab.slack.person(name).id for name in names}
    return [
        message
        for channel in collab.slack.workspace.channels.values()
        if channel.kind == "mpim" and members <= set(channel.members)
        for message in collab.slack.person(names[0]).sees(channel.id)
    ]


def test_two_meet_when_both_want_to(collab: Collab) -> None:
    says(collab, "amira")
    says(collab, "ben", role="Product manager", offers="Council tax online", needs="")

    asked = asks_to_meet(collab)
    assert "I am asking @amira." in asked.words

    (asks,) = told(collab, "amira", "@ben would like to meet you")
    assert "> Half an hour on your system" in asks.words
    assert "Product manager" in asks.words
    assert group_of(collab, "amira", "ben") == []

    asks.click("Accept")
    collab.slack.wait_for(lambda: "You accepted." in told(collab, "amira", "@ben would like")[0].words)
    (met,) = group_of(collab, "amira", "ben")
    assert "@amira, meet @ben. @ben hopes for:" in met.words
    assert "How we halved our backlog" in met.words
    assert "Council tax online" in met.words


def test_declining_leaks_nothing(collab: Collab) -> None:
    says(collab, "amira")
    asks_to_meet(collab)
    (asks,) = told(collab, "amira", "@ben would like to meet you")
    before = len(collab.slack.person("ben").inbox)

    asks.click("Decline privately")
    collab.slack.wait_for(lambda: "You declined." in told(collab, "amira", "@ben would like")[0].words)

    assert collab.delivers() == 0
    assert len(collab.slack.person("ben").inbox) == before
    assert group_of(collab, "amira", "ben") == []
    assert "I am asking @amira." in asks_to_meet(collab).words, "the same words as the first time"
    assert len(told(collab, "amira", "@ben would like to meet you")) == 1


@pytest.mark.parametrize("welcomes", [["Questions"], None], ids=["questions only", "nothing"])
def test_who_welcomes_no_introductions_is_not_offered_one(collab: Collab, welcomes: Any) -> None:
    says(collab, "amira", welcomes=welcomes)

    card = collab.slack.person("ben").types("/collab find kind:person planning").message

    assert "Ask for an introduction" not in card.buttons


def test_who_withdrew_meanwhile_is_not_asked(collab: Collab) -> None:
    says(collab, "amira")
    card = collab.slack.person("ben").types("/collab find kind:person planning").message
    form = form_in(collab, "ben", card.click("Ask for an introduction")).fill(hope="Half an hour")
    my_profile(collab, "amira").fill(public=None).submit()

    assert "They are not looking for introductions" in form.submit().words
    assert "They are not looking for introductions" in card.click("Ask for an introduction").words
    assert told(collab, "amira", "would like to meet you") == []


def test_an_empty_hope_is_refused_at_its_field(collab: Collab) -> None:
    says(collab, "amira")
    card = collab.slack.person("ben").types("/collab find kind:person planning").message
    form = form_in(collab, "ben", card.click("Ask for an introduction")).fill(hope="x" * 251)

    assert form.submit().errors == {"What do you hope for?": "Use 250 characters or fewer."}

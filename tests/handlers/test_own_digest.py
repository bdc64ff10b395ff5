"""A digest of one's own, seen from Slack: asked for, read, answered in place, stopped."""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from bot.domain.items import Item, Kind, Origin, Phase
from bot.domain.profiles import Contact, ProfileContent
from bot.domain.votes import Reaction
from bot.services.digest_replies import PAGE_SIZE
from bot.services.housekeeping import Housekeeping
from bot.views.digest_rest import rest_view
from playground.driver.message import ShownMessage
from playground.driver.people import Member
from playground.values import Person
from storage.items import NewItem
from tests.collab import Collab
from tests.factories import content
from tests.handlers.steps import opened

HOUSING, PLANNING = "housing-and-homelessness", "planning-and-building-control"


def sets_up(collab: Collab, name: str = "ben", **answers: Any) -> str:
    """Somebody asks for a digest of their own and fills in what is named; answers what they read then."""
    form = opened(collab.slack.person(name).types("/collab digest me").click("Set up my digest"))
    return form.fill(**answers).submit().words


def comes(collab: Collab, name: str = "ben") -> ShownMessage:
    """The digest that comes on the next Monday at nine."""
    before = len(digests(collab, name))
    monday(collab)
    found = digests(collab, name)
    assert len(found) == before + 1, f"no digest came to {name}"
    return found[-1]


def monday(collab: Collab) -> None:
    collab.slack.clock.move_to("monday 09:00")
    collab.delivers()


def digests(collab: Collab, name: str = "ben") -> list[ShownMessage]:
    return [one for one in collab.slack.person(name).inbox if "Your digest" in one.words]


def now_says(collab: Collab, shown: ShownMessage, words: str) -> str:
    """What the same message says when it has changed in place."""

    def again() -> str:
        return next(one.words for one in digests(collab) if one.ts == shown.ts)

    collab.slack.wait_for(lambda: words in again())
    return again()


# Setting it up


def test_what_it_would_be_is_said_first(collab: Collab) -> None:
    asked = collab.slack.person("ben").types("/collab digest me", "housing")

    assert "You have no digest of your own." in asked.words
    assert "When there is nothing to say, nothing comes." in asked.words
    assert asked.message.is_ephemeral
    assert asked.message.buttons == ["Set up my digest", "Preview"]


def test_themes_councils_and_kinds_are_chosen_with_a_day_and_a_time(collab: Collab) -> None:
    said = sets_up(
        collab,
        day="Friday",
        time="16:30",
        themes=["Housing and homelessness"],
        councils=["Quillshire (sample)"],
        only_these=["Projects", "Resources"],
    )

    assert "Your digest comes every Friday at 4:30pm (Europe/London time)" in said
    assert (
        "You follow Housing and homelessness and Quillshire (sample), but only projects and resources."
        in said
    )
    form = opened(collab.slack.person("ben").types("/collab digest me").click("Change"))
    assert form.value("Themes") == [HOUSING]
    assert form.value("Councils") == ["Quillshire (sample)"]
    assert form.value("Only these") == ["project", "resource"]


@pytest.mark.parametrize(
    ("in_slack", "begins_with"),
    [
        pytest.param("America/New_York", "America/New_York", id="their own"),
        pytest.param("Mars/Olympus_Mons", "Europe/London", id="one that is not known"),
        pytest.param(None, "Europe/London", id="none"),
    ],
)
def test_the_form_begins_with_the_time_zone_that_they_have_in_slack(
    collab: Collab, monkeypatch: pytest.MonkeyPatch, in_slack: str | None, begins_with: str
) -> None:
    usual = Person.in_slack
    monkeypatch.setattr(
        Person, "in_slack", lambda self, *, email: usual(self, email=email) | {"tz": in_slack}
    )
    ben = collab.slack.person("ben")

    form = opened(ben.types("/collab digest me").click("Set up my digest"))

    assert form.value("Time zone") == begins_with
    form.fill(time_zone="Europe/Paris").submit()
    assert opened(ben.types("/collab digest me").click("Change")).value("Time zone") == "Europe/Paris"


@pytest.mark.parametrize("fault", ["server_error", "drop_before", "slow_answer"])
def test_the_form_opens_when_slack_does_not_say_the_time_zone(collab: Collab, fault: str) -> None:
    collab.slack.faults.arm(fault, method="users.info", seconds=2.5)

    form = opened(collab.slack.person("ben").types("/collab digest me").click("Set up my digest"))

    assert form.value("Time zone") == "Europe/London"


def test_it_holds_what_one_follows_and_nothing_of_ones_own(collab: Collab) -> None:
    sets_up(collab, themes=["Housing and homelessness"], councils=["Quillshire (sample)"])
    collab.has("Damp reports", themes=(HOUSING,))
    collab.has("Tree map", councils=("Quillshire (sample)",))
    collab.has("Pothole map", themes=(PLANNING,))
    collab.has("My own keys", owner="U0BEN", themes=(HOUSING,))

    digest = comes(collab)

    assert "Damp reports" in digest.words
    assert "Tree map" in digest.words
    assert "Pothole map" not in digest.words
    assert "My own keys" not in digest.words


def test_only_some_kinds(collab: Collab) -> None:
    sets_up(collab, only_these=["Ideas"])
    collab.has("A project")
    collab.has("An idea", kind=Kind.IDEA)

    assert "A project" not in comes(collab).words


def test_nothing_to_say_is_nothing_sent(collab: Collab) -> None:
    sets_up(collab)
    collab.has("My own keys", owner="U0BEN")

    monday(collab)

    assert digests(collab) == []


def test_a_preview_sends_nothing(collab: Collab) -> None:
    collab.has("Damp reports")
    ben = collab.slack.person("ben")

    for shown in (ben.types("/collab digest me preview"), ben.types("/collab digest me").click("Preview")):
        assert "Damp reports" in shown.words
        assert "Only you can see it." in shown.words
        assert "Not for me" not in shown.words
    assert digests(collab) == []


def test_it_is_set_up_from_app_home_and_from_a_channels_digest(collab: Collab) -> None:
    ben = collab.slack.person("ben")
    assert "You have no digest of your own." in ben.home().words

    opened(ben.home().click("Set up my digest")).submit()

    collab.slack.wait_for(lambda: "Your digest comes every Monday at 9am" in ben.home().words)
    collab.settles()
    assert "every Monday at 9am" in ben.types("/collab digest", "housing").click("A digest of my own").words
    assert "every Monday at 9am" in ben.direct_message("digest me").words


def test_who_has_none_is_told_how_to_start_one(collab: Collab) -> None:
    said = collab.slack.person("ben").types("/collab digest me stop").words

    assert "You have no digest of your own. `/collab digest me` starts one." in said


@pytest.mark.parametrize("where", ["by words", "in the settings", "in App Home", "in the digest"])
def test_one_click_stops_it(collab: Collab, where: str) -> None:
    sets_up(collab)
    collab.has("Damp reports")
    ben = collab.slack.person("ben")
    digest = comes(collab)

    match where:
        case "by words":
            assert "Stopped." in ben.types("/collab digest me stop").words
        case "in the settings":
            assert "Stopped." in ben.types("/collab digest me").click("Stop").words
        case "in App Home":
            ben.home().click("Stop")
            collab.slack.wait_for(lambda: "You have no digest of your own." in ben.home().words)
        case "in the digest":
            digest.click("Stop")
            assert "Damp reports" in now_says(collab, digest, "You stopped this digest.")

    collab.has("Tree map")
    monday(collab)
    assert len(digests(collab)) == 1


def test_a_digest_of_long_ago_stays_as_it_is_when_it_is_stopped_there(collab: Collab) -> None:
    sets_up(collab)
    collab.has("Damp reports")
    digest = comes(collab)
    Housekeeping(collab.database).forget_old(collab.team, now=collab.slack.clock.now() + timedelta(days=91))

    said = digest.click("Stop").words

    assert "Stopped. No digest of your own comes any more." in said
    assert "Damp reports" in digests(collab)[-1].words
    assert collab.services.digests.subscription(collab.team, "U0BEN") is None


def test_of_a_digest_nothing_is_left_when_all_is_archived(collab: Collab) -> None:
    sets_up(collab)
    item = collab.has("Damp reports")
    digest = comes(collab)
    collab.services.items.archive(collab.team, item.id, by="U0AMIRA", now=collab.slack.clock.now())

    digest.click("Stop")

    words = now_says(collab, digest, "You stopped this digest.")
    assert "Nothing of this is left." in words
    assert "Damp reports" not in words


# What only they can help with


def test_it_leads_with_what_only_they_can_help_with(collab: Collab) -> None:
    sets_up(collab, themes=["Public health"])
    collab.has("Clearing a planning backlog", owner="U0BEN", kind=Kind.RESOURCE)
    collab.has("Our planning backlog", kind=Kind.PROBLEM, summary="The planning backlog grows.")
    collab.has("Flu letters", themes=("public-health",))

    words = comes(collab).words

    assert (
        words.index("1 thing only you can help with")
        < words.index("Our planning backlog")
        < words.index("\nNew\n")
    )
    assert "*Why you:* you shared *Clearing a planning backlog*" in words
    assert "Flu letters" in words


def test_somebody_who_waits_for_my_answer_is_something_only_i_can_help_with(collab: Collab) -> None:
    item = collab.has("Damp reports", owner="U0BEN")
    sets_up(collab)
    interested(collab, item, "U0CERYS", "To see how you did it")

    digest = comes(collab)
    window = opened(digest.click("Answer"))

    assert "1 thing only you can help with" in digest.words
    assert "@cerys" in digest.words
    assert "To see how you did it" in window.words
    assert {"Accept", "Decline privately"} <= set(window.buttons)


def test_what_i_wait_for_looks_the_same_when_i_was_declined(collab: Collab) -> None:
    for title in ("Damp reports", "Tree map"):
        interested(collab, collab.has(title), "U0BEN", "To see it")
    asked = next(one for one in collab.slack.person("amira").inbox if "Tree map" in one.words)
    asked.click("Decline privately")
    sets_up(collab)

    words = comes(collab).words

    for title in ("Damp reports", "Tree map"):
        assert f"*{title}*\nYou asked @amira" in words


def test_partners_for_my_problems(collab: Collab) -> None:
    collab.has(
        "Our planning backlog", owner="U0BEN", kind=Kind.PROBLEM, summary="The planning backlog grows."
    )
    collab.has("Clearing a planning backlog", owner="U0CERYS", phase=Phase.LIVE)
    sets_up(collab, themes=["Public health"])

    digest = comes(collab)

    assert "Partners for your problems" in digest.words
    assert "*Clearing a planning backlog* has it live. Ask @cerys" in digest.words
    assert "Clearing a planning backlog" in opened(digest.click("Find partners")).words
    monday(collab)
    assert len(digests(collab)) == 1, "nothing is told twice"


def test_nobody_is_named_who_does_not_want_to_be_found(collab: Collab) -> None:
    offers = ProfileContent(offers="How we cleared our planning backlog", welcomes=(Contact.INTRODUCTIONS,))
    collab.services.profiles.save(collab.team, "U0CERYS", offers, now=collab.slack.clock.now())
    collab.has(
        "Our planning backlog", owner="U0BEN", kind=Kind.PROBLEM, summary="The planning backlog grows."
    )
    collab.has("Flu letters")
    sets_up(collab)

    assert "@cerys" not in comes(collab).words


# Saved searches


def test_saved_searches_come_in_it_and_in_no_other_message(collab: Collab) -> None:
    ben = waits_for_zeppelins(collab)
    sets_up(collab, themes=["Public health"])
    collab.has("Zeppelin moorings by the sea")

    digest = comes(collab)

    assert "Zeppelin moorings by the sea" in digest.words
    assert "You wait for “zeppelin moorings”" in digest.words
    assert not [one for one in ben.inbox if "New for your saved searches" in one.words]


def test_what_was_told_at_once_is_not_told_again(collab: Collab) -> None:
    ben = collab.slack.person("ben")
    ben.types("/collab find zeppelin moorings").click("Tell me when someone shares this")
    collab.has("Zeppelin moorings by the sea")
    collab.delivers()
    assert "Zeppelin" in ben.inbox[-1].words
    sets_up(collab)
    collab.has("Flu letters")

    assert "Zeppelin" not in comes(collab).words


def test_saved_searches_come_as_before_while_it_rests(collab: Collab) -> None:
    ben = waits_for_zeppelins(collab)
    sets_up(collab)
    collab.services.digests.pause(collab.team, "U0BEN")
    titles = [f"Zeppelin moorings {number}" for number in range(3)]
    for title in titles:
        monday(collab)
        collab.has(title)
    monday(collab)

    assert digests(collab) == []
    assert all(any(title in one.words for one in ben.inbox) for title in titles)


def test_saved_searches_come_as_before_when_it_is_stopped(collab: Collab) -> None:
    ben = waits_for_zeppelins(collab)
    sets_up(collab)
    collab.has("Zeppelin moorings by the sea")
    ben.types("/collab digest me stop")

    monday(collab)

    assert digests(collab) == []
    assert "Zeppelin moorings by the sea" in ben.inbox[-1].words


# In place


@pytest.fixture
def damp(collab: Collab) -> Item:
    """Something new that Ben's digest holds."""
    sets_up(collab)
    return collab.has("Damp reports", themes=(HOUSING,))


def test_not_for_me_changes_in_place_and_can_be_undone(collab: Collab, damp: Item) -> None:
    digest = comes(collab)

    digest.click("Not for me")
    words = now_says(collab, digest, "Not for you. You will see less of what is like it.")
    assert "Tenants book a repair" not in words
    digests(collab)[-1].click("Undo")
    assert "Not for you" not in now_says(collab, digest, "Tenants book a repair")
    assert collab.services.digest_replies.dismissed(collab.team, "U0BEN") == 0


def test_follow_changes_in_place_and_can_be_undone(collab: Collab, damp: Item) -> None:
    digest = comes(collab)

    digest.click("Follow")
    now_says(collab, digest, "You follow this.")
    assert [one.id for one in collab.services.members.mine(collab.team, "U0BEN").followed] == [damp.id]
    digests(collab)[-1].click("Stop following")
    collab.slack.wait_for(lambda: "You follow this." not in digests(collab)[-1].words)
    assert collab.services.members.mine(collab.team, "U0BEN").followed == ()


def test_interest_is_told_and_changes_in_place_and_can_be_undone(collab: Collab, damp: Item) -> None:
    digest = comes(collab)

    form = opened(digest.click("I’m interested"))
    form.fill(hope="To see how you did it").submit()
    now_says(collab, digest, "You are interested in this.")
    collab.delivers()
    assert "To see how you did it" in collab.slack.person("amira").inbox[-1].words
    digests(collab)[-1].click("Take back my interest")
    collab.slack.wait_for(lambda: "You are interested" not in digests(collab)[-1].words)
    assert collab.services.members.mine(collab.team, "U0BEN").interested == ()


def test_less_of_what_is_not_for_me_comes_the_week_after_until_i_want_it_again(
    collab: Collab, damp: Item
) -> None:
    comes(collab).click("Not for me")

    def shares(week: int) -> None:
        for number in range(3):
            collab.has(f"Mould {week}.{number}", themes=(HOUSING,))
        collab.has(f"Tree map {week}", kind=Kind.IDEA, themes=(PLANNING,))

    shares(1)
    learned = comes(collab)
    assert learned.words.count("Mould") == 1
    assert learned.words.index("Tree map 1") < learned.words.index("Mould")
    assert "And 2 more." in learned.words
    assert opened(learned.click("See the rest")).words.count("Mould") == 2

    settings = collab.slack.person("ben").types("/collab digest me")
    assert "1 entry was not for you" in settings.words
    settings.click("Forget that")
    shares(2)
    assert comes(collab).words.count("Mould 2") == 3


def test_not_for_me_hides_nothing_that_is_about_my_own(collab: Collab, damp: Item) -> None:
    mine = collab.has("Mould reports", owner="U0BEN", themes=(HOUSING,))
    comes(collab).click("Not for me")
    interested(collab, mine, "U0CERYS", "To see how you did it")

    assert "1 thing only you can help with" in comes(collab).words


# The rest


def test_five_hundred_new_items_are_twelve_and_the_rest_is_one_click_away(collab: Collab) -> None:
    sets_up(collab)
    team, now = collab.team, collab.slack.clock.now()
    with collab.database.transaction(team) as tx:
        tx.items.add_many([titled(number, now) for number in range(500)])

    digest = comes(collab)
    rest = opened(digest.click("See the rest"))

    assert digest.words.count("New project") == 12
    assert "And 488 more." in digest.words
    assert "Page 1 of 33" in rest.words
    rest.click("Next")
    collab.slack.wait_for(lambda: "Page 2 of 33" in rest.words)
    shown, others = (set(re.findall(r"Number \d+", one.words)) for one in (digest, rest))
    assert len(shown) == 12
    assert len(others) == 15
    assert not shown & others


def test_finds_of_saved_searches_that_find_no_room_are_one_click_away(collab: Collab) -> None:
    waits_for_zeppelins(collab)
    sets_up(collab, themes=["Public health"])
    titles = {collab.has(f"Zeppelin moorings {number:02}").title for number in range(20)}

    digest = comes(collab)
    rest = opened(digest.click("See the rest"))

    assert "And 8 more." in digest.words
    shown, others = ({one for one in titles if one in said.words} for said in (digest, rest))
    assert len(shown) == 12
    assert shown | others == titles
    assert not shown & others
    monday(collab)
    assert len(digests(collab)) == 1


def test_what_only_they_can_help_with_and_finds_no_room_is_one_click_away(collab: Collab) -> None:
    sets_up(collab, themes=["Public health"])
    collab.has("Clearing a planning backlog", owner="U0BEN", kind=Kind.RESOURCE)
    asks = [
        collab.has(f"Our planning backlog {number}", kind=Kind.PROBLEM, summary="The planning backlog grows.")
        for number in range(7)
    ]
    for number in range(8):
        collab.has(f"Flu letters {number}", themes=("public-health",))

    digest = comes(collab)
    rest = opened(digest.click("See the rest"))

    assert "5 things only you can help with" in digest.words
    assert "And 3 more." in digest.words
    assert "Somebody needs help" in rest.words
    assert all((one.title in digest.words) is not (one.title in rest.words) for one in asks)
    assert rest.words.count("Flu letters") == 1


def test_the_rest_does_not_show_again_what_the_digest_shows(collab: Collab) -> None:
    sets_up(collab)
    item = collab.has("Our planning backlog", kind=Kind.PROBLEM, themes=(PLANNING,))
    for number in range(15):
        collab.has(f"Flu letters {number}", themes=("public-health",))
    collab.has("Clearing a planning backlog", owner="U0BEN", kind=Kind.RESOURCE)
    voted(collab, item, "U0CERYS")

    digest = comes(collab)
    rest = opened(digest.click("See the rest"))

    assert "1 thing only you can help with" in digest.words
    assert "And 4 more." in digest.words
    assert rest.words.count("Flu letters") == 4
    assert "Our planning backlog" not in rest.words


def test_of_more_than_five_hundred_new_items_the_last_page_says_how_to_find_the_others(
    collab: Collab,
) -> None:
    sets_up(collab)
    team, now = collab.team, collab.slack.clock.now()
    with collab.database.transaction(team) as tx:
        tx.items.add_many([titled(number, now) for number in range(650)])
    digest = comes(collab)
    assert "And 638 more." in digest.words
    (key,) = [key for key in notices(collab) if key.startswith("digest:U0BEN")]
    found = collab.services.digest_replies.again(team, "U0BEN", key)
    assert found is not None

    rest = collab.services.digest_replies.rest(team, "U0BEN", found.period, message=key, page=33)

    assert (rest.page, rest.pages, rest.beyond) == (33, 33, 150)
    assert 32 * PAGE_SIZE + len(rest.entries) + rest.beyond == found.more
    words = str(rest_view(rest).to_dict())
    assert "And 150 older items, which a search finds: `/collab find`." in words


def test_a_digest_is_nobody_elses(collab: Collab, damp: Item) -> None:
    comes(collab)
    (key,) = [key for key in notices(collab) if key.startswith("digest:U0BEN")]

    assert collab.services.digest_replies.again(collab.team, "U0BEN", key) is not None
    assert collab.services.digest_replies.again(collab.team, "U0CERYS", key) is None


def waits_for_zeppelins(collab: Collab) -> Member:
    """Ben, once he wants a weekly word of what is like this."""
    ben = collab.slack.person("ben")
    saved = ben.types("/collab find zeppelin moorings").click("Tell me when someone shares this")
    saved.click("In my weekly digest")
    return ben


def voted(collab: Collab, item: Item, who: str) -> None:
    place: dict[str, Any] = {"channel_id": "C0HOUSING", "message_ts": "1700000000.000100"}
    with collab.database.transaction(collab.team) as tx:
        tx.postings.add(**place, item_id=item.id)
    at = Decimal(str(collab.slack.clock.now().timestamp()))
    reaction = Reaction(**place, member_id=who, emoji="+1", added=True, event_ts=at)
    collab.services.votes.react(collab.team, reaction)


def notices(collab: Collab) -> list[str]:
    with collab.database.reading(collab.team) as tx:
        return list(tx.notices.states())


def titled(number: int, now: datetime) -> NewItem:
    """An item with a title of 300 emoji."""
    wales = "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"
    said = content(title=f"Number {number} {wales * 300}", themes=(HOUSING,))
    return NewItem(
        content=said, owner_id="U0AMIRA", contact="", origin=Origin(), created_at=now, confirmed_at=now
    )


def interested(collab: Collab, item: Item, who: str, hope: str) -> None:
    now = collab.slack.clock.now()
    collab.services.interests.interested(collab.team, item.id, member_id=who, hope=hope, now=now)
    collab.delivers()

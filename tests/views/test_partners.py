"""Partners, and what those are told who may help: every reason that counts is said, and Slack takes the worst."""

from dataclasses import replace

import pytest

from bot.domain.items import Collaboration, Item, Kind, Phase
from bot.domain.partners import Alignment, Partner, PartnersFound, Role, Wanted
from bot.domain.profiles import Contact
from bot.views import ids
from bot.views.notes import message_in_modal
from bot.views.partner_notices import declined_message, stopped_message, wanted_message
from bot.views.partners import partners_message, reasons
from tests.factories import NOW, content
from tests.views.partners import EVERYTHING, worst_partners, worst_wanted
from tests.views.slack import elements, mrkdwn, taken_message, taken_view, words
from tests.views.worst import FILLINGS, kept
from tests.views.worst_people import worst_profile

NOTHING = Alignment(fit=0.5)


def an_item(**wanted: object) -> Item:
    return kept(content(**wanted))


def a_partner(**wanted: object) -> Partner:
    given: dict[str, object] = {"role": Role.SOLVED, "alignment": NOTHING, "item": an_item()} | wanted
    return Partner(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("alignment", "said"),
    [
        (Alignment(fit=1, themes=("waste-and-recycling",)), "same theme (Waste and recycling)"),
        (Alignment(fit=1, phase=Phase.DISCOVERY), "both in discovery"),
        (Alignment(fit=1, phase=Phase.LIVE), "both live"),
        (Alignment(fit=1, users=("tenants", "staff")), "both about tenants and staff"),
        (Alignment(fit=1, open_to=(Collaboration.RESOURCE_SHARING,)), "open to resource sharing"),
        (Alignment(fit=1, km=42.4, region="South West"), "42 km away"),
        (Alignment(fit=1, region="South West"), "both in the South West"),
        (Alignment(fit=1, region="Wales"), "both in Wales"),
        (Alignment(fit=1, same_council=True), "at the same council"),
        (Alignment(fit=1, alike=True, similar_size=True), "a similar council, by our measure"),
        (Alignment(fit=1, similar_size=True), "similar size"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_each_part_of_the_score_is_said(alignment: Alignment, said: str) -> None:
    assert reasons(a_partner(alignment=alignment))[-1] == said
    assert reasons(a_partner(alignment=NOTHING))[-1] != said


@pytest.mark.parametrize(
    ("partner", "said"),
    [
        (a_partner(item=an_item(kind=Kind.PROBLEM)), "has a problem like it"),
        (a_partner(item=an_item(kind=Kind.RESOURCE)), "shares something to use"),
        (a_partner(item=an_item(kind=Kind.IDEA)), "has an idea for it"),
        (a_partner(item=an_item(phase=Phase.LIVE)), "has it live"),
        (a_partner(item=an_item(phase=Phase.BETA)), "has it in beta"),
        (a_partner(item=an_item(phase=Phase.RETIRED)), "tried it, and retired it"),
        (a_partner(item=an_item(phase=Phase.ALPHA)), "is working on it"),
        (
            a_partner(item=an_item(looking_for="A supplier"), also_looking=True),
            "also looking for “A supplier”",
        ),
        (a_partner(item=None, profile=worst_profile("x"), role=Role.OFFERS), "can offer this"),
        (a_partner(item=None, profile=worst_profile("x"), role=Role.SAME_NEED), "needs this too"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_makes_somebody_a_partner_is_said_first(partner: Partner, said: str) -> None:
    assert reasons(partner)[0] == said


def test_words_that_match_are_named_and_otherwise_that_it_is_similar() -> None:
    assert "matches *planning*, *backlog*" in reasons(a_partner(matched=("planning", "backlog"), alike=True))
    assert "similar in meaning" in reasons(a_partner(alike=True))


def test_nobody_found_offers_to_post_it_and_to_be_told() -> None:
    nobody = PartnersFound(text="zeppelins", partners=(), search_id=7, at=NOW)
    payload = taken_message(partners_message(nobody))

    assert "No partners found for “zeppelins”." in words(payload)
    assert [one["action_id"] for one in elements(payload)] == [ids.FIND_POST_PROBLEM, ids.FIND_TELL_ME]
    assert {one["value"] for one in elements(payload)} == {"7"}

    for_item = taken_message(partners_message(replace(nobody, item=an_item())))
    assert [one["action_id"] for one in elements(for_item)] == [ids.FIND_TELL_ME]


@pytest.mark.parametrize("welcome", [True, False], ids=["welcomes introductions", "does not"])
def test_an_introduction_can_be_asked_for_where_it_is_welcome(*, welcome: bool) -> None:
    profile = replace(worst_profile("x"), welcomes=(Contact.INTRODUCTIONS,) if welcome else ())
    found = PartnersFound(
        text="x", partners=(a_partner(item=None, profile=profile, role=Role.OFFERS),), at=NOW
    )
    shown = [one["action_id"] for one in elements(taken_message(partners_message(found)))]

    assert (ids.APPROACH_ASK in shown) is welcome


@pytest.mark.parametrize("filling", FILLINGS.values(), ids=list(FILLINGS))
def test_slack_takes_the_worst(filling: str) -> None:
    found = worst_partners(filling)
    messages = [
        partners_message(found),
        partners_message(replace(found, partners=())),
        wanted_message(worst_wanted(filling, by_item=True)),
        wanted_message(worst_wanted(filling, by_item=False)),
        declined_message(worst_wanted(filling, by_item=True).problem),
        stopped_message(),
    ]
    for message in messages:
        payload = taken_message(message)
        assert "<!channel>" not in mrkdwn(payload) + payload["text"]
    taken_view(message_in_modal(messages[0], title="Partners"))


def test_whoever_may_help_is_told_why_they_were_chosen() -> None:
    problem = an_item(kind=Kind.PROBLEM, title="Our planning backlog grows", looking_for="Who shrank theirs?")
    theirs = an_item(title="Clearing a backlog")
    shared = Wanted(problem=problem, partner=a_partner(item=theirs, alignment=replace(EVERYTHING, users=())))
    offered = Wanted(
        problem=problem,
        partner=a_partner(item=None, profile=replace(worst_profile("x"), offers="How we cut\nours")),
    )

    told = words(taken_message(wanted_message(shared)))
    assert "*Our planning backlog grows*" in told
    assert "*Looking for:* Who shrank theirs?" in told
    assert "*Why you:* you shared *Clearing a backlog*; same theme" in told
    assert "*Why you:* you offer “How we cut ours”" in words(taken_message(wanted_message(offered)))

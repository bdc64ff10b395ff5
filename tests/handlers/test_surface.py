"""What people and Slack can reach, and what answers there: nothing is missing, nothing is left over."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import time
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import MagicMock

import pytest
import yaml
from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.app import build_app
from bot.domain.details import Details
from bot.domain.digests import Reason, Subscription
from bot.domain.finding import Cadence, PlaceQuestion, SavedSearch
from bot.domain.items import Kind
from bot.domain.offers import Offer
from bot.domain.refusals import UnknownFilter
from bot.domain.schedules import Schedule
from bot.domain.trends import Trends
from bot.search.query import parse
from bot.views import help as help_view
from bot.views import home, ids
from bot.views.approaches import approach_form, approach_message
from bot.views.cards import card_message
from bot.views.details import details_view
from bot.views.digest_rest import rest_view
from bot.views.digest_settings import digest_form, settings_message
from bot.views.digests import digest_message
from bot.views.finding import found_message
from bot.views.help import help_message
from bot.views.item_forms import copy_form, hand_over_form
from bot.views.message import Message
from bot.views.notices import matched_message
from bot.views.offers import offer_message
from bot.views.partner_notices import stopped_message, wanted_message
from bot.views.partners import partners_message
from bot.views.personal_digest import own_form, own_settings_message
from bot.views.profile import profile_form
from bot.views.reader_buttons import Pressed, interest_form_of
from bot.views.rhythm import go_on_message
from bot.views.share import ShareForm, open_form_message, share_view
from bot.views.trends import trends_message
from bot.views.waiting import news_message, saved_message
from bot.views.workshop_votes import vote_form
from handlers.verbs import Verbs
from handlers.votes import Reactions
from tests.factories import NOW
from tests.views import meetings, principles, workshops
from tests.views.digests import digest, entry, own, rest, worst_digests
from tests.views.partners import worst_partners, worst_wanted
from tests.views.test_approaches import PAIR
from tests.views.test_workshop_votes import ballot
from tests.views.worst import TALLY, kept, worst_content, worst_details, worst_found, worst_mine
from tests.views.worst_people import worst_people, worst_profile

ROOT = Path(__file__).parents[2]
MANIFEST: dict[str, Any] = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
FEATURES = MANIFEST["features"]

ITEM = kept(worst_content("x"))
WISH = SavedSearch(id=1, member_id="U1", text="x")
SCHEDULE = Schedule(weekday=0, at=time(9), time_zone="Europe/London")
SUBSCRIPTION = Subscription(
    recipient="C1",
    schedule=SCHEDULE,
    themes=(),
    paused=False,
    set_by="U1",
    covered_until=NOW,
    next_at=NOW,
)


def seen_by(**wanted: Any) -> Details:
    return worst_details("x", **wanted)


SCREENS: Mapping[str, View | Message] = {
    "a card in a channel": card_message(ITEM, TALLY, posted_by="U1"),
    "results": found_message(worst_found("x")),
    "no results": found_message(worst_found("x", hits=0, nearest=1)),
    "asking which place": found_message(
        replace(
            worst_found("x", hits=0),
            question=PlaceQuestion(key="near", said="x", choices=("Dorset Council",), known=True),
        )
    ),
    "details, as their owner": details_view(seen_by(following=True)),
    "details, as anybody": details_view(seen_by(owns=False, wants=False, following=False, may_change=False)),
    "details of what is archived": details_view(seen_by(item=kept(worst_content("x"), archived_at=NOW))),
    "copying": copy_form(ITEM),
    "handing over": hand_over_form(ITEM),
    "sharing": share_view(ShareForm(private=True), worst_content("x"), [ITEM]),
    "sharing, from where no form opens": open_form_message(Kind.IDEA, "x"),
    "App Home": home.home_view(worst_mine("x")),
    "App Home of somebody who can be found": home.home_view(
        replace(worst_mine("x"), profile=worst_profile("x"))
    ),
    "my profile": profile_form(worst_profile("x")),
    "people": found_message(worst_people("x")),
    "somebody else": found_message(
        replace(worst_people("x"), people=(replace(worst_people("x").people[0], is_viewer=False),))
    ),
    "asking to meet somebody": approach_form("U1"),
    "somebody would like to meet me": approach_message(PAIR),
    "me": home.me_message(worst_mine("x")),
    "finding from App Home": home.find_form(),
    "help": help_message([("find", "Find.")]),
    "what somebody waited for": matched_message(ITEM, WISH),
    "a channel without a digest": settings_message(None),
    "a channel with a digest": settings_message(SUBSCRIPTION),
    "a channel whose digest rests": settings_message(replace(SUBSCRIPTION, paused=True)),
    "a digest that may end": go_on_message(replace(SUBSCRIPTION, recipient="U1"), now=NOW),
    "subscribing": digest_form("C1", SUBSCRIPTION, SCHEDULE, now=NOW),
    "waiting": saved_message(WISH),
    "waiting for a digest": saved_message(replace(WISH, cadence=Cadence.WEEKLY)),
    "a digest of what somebody waits for": news_message([(ITEM, WISH)]),
    "partners": partners_message(worst_partners("x")),
    "a problem that somebody may help with": wanted_message(worst_wanted("x", by_item=True)),
    "no more such problems": stopped_message(),
    "an offer": offer_message(
        Offer(channel_id="C1", at=NOW, hits=worst_found("x").hits[:3], people=worst_people("x").people[:3])
    ),
    "trends": trends_message(
        Trends(theme=None, days=30, since=NOW.date(), until=NOW.date(), topics=[], themes=[])
    ),
    "a digest": digest_message(digest(entry(1, Reason.NEW), more=1)),
    "the rest of a digest": rest_view(rest(entry(1, Reason.NEW))),
    **{f"one’s own digest, with {name}": digest_message(one) for name, one in worst_digests("x").items()},
    "one’s own digest, with nothing done yet": digest_message(own(entry(1, Reason.NEW), more=1)),
    "a digest of one’s own": own_settings_message(replace(SUBSCRIPTION, recipient="U1"), dismissed=1),
    "no digest of one’s own": own_settings_message(None),
    "setting up a digest of one’s own": own_form(None, SCHEDULE, None, now=NOW),
    "being interested, from a digest": interest_form_of(ITEM, "D1", "1.1", Pressed(item_id=1, message="k")),
    "a blind vote": vote_form(ballot("x")),
    **meetings.screens(),
    **principles.screens(),
    **workshops.screens(),
}


class Probe(NamedTuple):
    """Something that Slack may send."""

    what: str
    body: dict[str, Any]


def of_the_manifest() -> Iterator[Probe]:
    """What the manifest promises: commands, shortcuts, events."""
    for command in FEATURES["slash_commands"]:
        yield Probe(command["command"], {"command": command["command"], "text": ""})
    for shortcut in FEATURES["shortcuts"]:
        kind = "message_action" if shortcut["type"] == "message" else "shortcut"
        yield Probe(shortcut["name"], {"type": kind, "callback_id": shortcut["callback_id"]})
    for name in MANIFEST["settings"]["event_subscriptions"]["bot_events"]:
        event = {"type": name.partition(".")[0], "channel_type": name.partition(".")[2].removesuffix("s")}
        yield Probe(name, {"type": "event_callback", "event": event})
        if event["channel_type"] in {"channel", "group"}:
            reply = {"type": "event_callback", "event": event | {"thread_ts": "1.2"}}
            yield Probe(f"{name} (in a thread)", reply)


def of_a_screen(screen: View | Message) -> Iterator[Probe]:
    """What can be pressed, chosen, typed so that we hear of it, or submitted."""
    content: dict[str, Any] = screen.to_dict() if isinstance(screen, View) else screen.payload()
    if content.get("submit"):
        view = {"type": "modal", "callback_id": content["callback_id"]}
        yield Probe(content["callback_id"], {"type": "view_submission", "view": view})
    for block in content["blocks"]:
        silent = block["type"] == "input" and not block.get("dispatch_action")
        for element in (block.get("accessory"), block.get("element"), *block.get("elements", ())):
            if not isinstance(element, dict) or "action_id" not in element:
                continue
            action = {"type": element["type"], "action_id": element["action_id"], "block_id": "b"}
            if "external" in element["type"]:
                yield Probe(f"{element['action_id']} (options)", action | {"type": "block_suggestion"})
            if not silent:
                yield Probe(element["action_id"], {"type": "block_actions", "actions": [action]})


PROBES = {
    probe.what: probe.body
    for probes in (of_the_manifest(), *map(of_a_screen, SCREENS.values()))
    for probe in probes
}


class NoSlack(WebClient):
    """A client that knows who it is, and nothing else."""

    def auth_test(self, **_: Any) -> Any:
        return {"ok": True, "team_id": "T0", "user_id": "U0", "bot_id": "B0"}


@pytest.fixture(scope="module")
def surface() -> tuple[App, Verbs]:
    return build_app(NoSlack("xoxb-none"), MagicMock(), executor=MagicMock())


def answering(app: App, body: dict[str, Any]) -> list[Any]:
    """The listeners that would take this, of which Bolt asks the first, and what takes it before them."""
    request = BoltRequest(body=body, mode="socket_mode")
    before = [one for one in app._middleware_list if isinstance(one, Reactions) and one.takes(body)]
    return before + [one for one in app._listeners if one.matches(req=request, resp=BoltResponse(status=200))]


@pytest.mark.parametrize("body", PROBES.values(), ids=list(PROBES))
def test_whatever_slack_sends_has_one_listener(surface: tuple[App, Verbs], body: dict[str, Any]) -> None:
    assert len(answering(surface[0], body)) == 1


def test_every_listener_is_reached_by_something(surface: tuple[App, Verbs]) -> None:
    app, _ = surface
    reached = {id(one) for body in PROBES.values() for one in answering(app, body)}
    left_over = [one for one in app._listeners if id(one) not in reached]

    assert left_over == []


def test_every_id_is_used_by_a_view_or_the_manifest() -> None:
    named = {name for name in vars(ids) if name.isupper()}
    used = {
        node.attr
        for page in (ROOT / "bot" / "views").glob("*.py")
        for node in ast.walk(ast.parse(page.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "ids"
    }
    in_manifest = {shortcut["callback_id"] for shortcut in FEATURES["shortcuts"]}

    assert used <= named
    assert {name for name in named - used if getattr(ids, name) not in in_manifest} == set()


def test_ids_differ() -> None:
    values = [value for name, value in vars(ids).items() if name.isupper()]

    assert len(set(values)) == len(values)


def test_every_verb_is_in_help_and_in_the_readme(surface: tuple[App, Verbs]) -> None:
    _, verbs = surface
    told = "\n".join(
        block["text"]["text"]
        for block in help_message(verbs.table()).payload()["blocks"]
        if block["type"] == "section"
    )
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert [verb.name for verb in verbs] == [
        "find",
        "partners",
        "share",
        "digest",
        "me",
        "premortem",
        "hmw",
        "value",
        "checkin",
        "manifesto",
        "offers",
        "trends",
        "mine",
        "help",
    ]
    for usage, summary in verbs.table():
        assert f"`/collab {usage}`\n{summary}" in told
        assert f"| `/collab {usage}` | {summary} |" in readme


def test_the_hint_of_the_command_names_verbs_that_there_are(surface: tuple[App, Verbs]) -> None:
    _, verbs = surface
    (command,) = FEATURES["slash_commands"]

    for words in command["usage_hint"].split(" · "):
        verb, _ = verbs.called_in(words)
        assert verb.name == words.split()[0]


def test_help_names_filters_that_there_are() -> None:
    told = set(re.findall(r"`(\w+):`", help_view.FILTERS))
    (example,) = re.findall(r"`/collab find (.*)`", help_view.FILTERS)

    assert told == {"kind", "phase", "theme", "council", "by", "since", "near", "within", "in", "like"}
    with pytest.raises(UnknownFilter) as refused:
        parse("colour:red", member_id="U1", now=NOW)
    assert told == set(refused.value.allowed)
    assert parse(example, member_id="U1", now=NOW).filters.kind is Kind.PROJECT


def test_no_two_verbs_answer_to_one_name(surface: tuple[App, Verbs]) -> None:
    _, verbs = surface
    names = verbs.names()

    assert len(set(names)) == len(names)
    with pytest.raises(ValueError, match="taken"):
        verbs.add(next(iter(verbs)))

"""What was acknowledged is safe in the database: nothing of it depends on the process staying alive."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import App

from bot.app import build_app, web_client
from bot.clockwork import Clockwork
from bot.domain.notices import NoticeState
from bot.domain.workshops import FormatKey, WorkshopPhase, WorkshopSettings
from bot.use_cases import Options, build_services
from playground import Playground
from playground.bolt import through
from playground.driver.message import ShownMessage
from playground.driver.reply import Reply
from storage.database import Database
from tests.collab import MANIFEST, Collab
from tests.handlers.steps import opened, posted
from tests.test_stopping import running

BEN = "U0BEN"


class Dead(Executor):
    """The threads of a process that is killed as soon as it has acknowledged something: they do nothing more."""

    def submit(self, *_: Any, **__: Any) -> "Future[Any]":
        """Take work that is never done."""
        return Future()


@pytest.fixture
def collab(database: Database) -> Iterator[Collab]:
    """Collab, each time dead after the acknowledgement. Who looks at the database afterwards is another process."""
    with Playground.start(MANIFEST) as slack:
        client = web_client(slack.bot_token, slack.api_url)
        team = client.auth_test()["team_id"]
        services = build_services(database, Options(embedding_model="none"))
        clockwork = Clockwork(database, services, client_for=lambda _: client, clock=slack.clock.now)
        app, verbs = build_app(client, services, clock=slack.clock.now, executor=Dead())
        slack.deliver_to(through(app))
        yield Collab(slack, database, services, clockwork, verbs, team)
        slack.settle()
        assert slack.refusals == []


def is_owed(collab: Collab, key: str) -> bool:
    with collab.database.reading(collab.team) as tx:
        return any(one.startswith(key) for one in tx.notices.states())


def card(collab: Collab) -> ShownMessage:
    return posted(collab, collab.has("Missed bins"))


def mine(collab: Collab) -> Any:
    return collab.services.members.mine(collab.team, BEN)


def board(collab: Collab) -> ShownMessage:
    """A workshop's board, which Ben leads."""
    collab.services.workshops.open(
        collab.team,
        FormatKey.PREMORTEM,
        subject="Repairs online",
        channel_id=collab.slack.channel("housing").id,
        private=False,
        facilitators=[BEN],
        settings=WorkshopSettings(),
        request="opened",
        now=collab.slack.clock.now(),
    )
    collab.delivers()
    return collab.slack.posted("housing")[-1].seen_by(collab.slack.person("ben"))


def state(collab: Collab) -> Any:
    return collab.services.workshops.state(collab.team, 1)


def filled(pressed: Reply, **answers: Any) -> None:
    opened(pressed).fill(**answers).submit(answer=False)


# What somebody does, and how another process sees that it was done.


def follows(collab: Collab) -> Callable[[], object]:
    card(collab).click("Follow", answer=False)
    return lambda: mine(collab).followed


def votes(collab: Collab) -> Callable[[], object]:
    collab.slack.person("ben").reacts("+1", card(collab))
    collab.slack.settle()
    return lambda: mine(collab).voted_for


def is_interested(collab: Collab) -> Callable[[], object]:
    filled(card(collab).click("I’m interested"), hope="To see how you did it")
    return lambda: is_owed(collab, "interest:")


def shares(collab: Collab) -> Callable[[], object]:
    form = collab.slack.person("ben").types("/collab share problem Missed bins").view
    form.fill(summary="Nobody knows when.").submit(answer=False)
    return lambda: mine(collab).owned


def has_a_profile(collab: Collab) -> Callable[[], object]:
    form = collab.slack.person("ben").types("/collab me").view
    form.fill(role="Planning officer").submit(answer=False)
    return lambda: collab.services.profiles.mine(collab.team, BEN)


def wants_a_digest(collab: Collab) -> Callable[[], object]:
    asked = collab.slack.person("ben").types("/collab digest", "housing")
    opened(asked.click("Start a digest")).submit(answer=False)
    place = collab.slack.channel("housing").id
    return lambda: collab.services.digests.subscription(collab.team, place)


def stops_a_digest(collab: Collab) -> Callable[[], object]:
    there_is = wants_a_digest(collab)
    assert there_is()
    collab.slack.person("ben").types("/collab digest stop", "housing", answer=False)
    return lambda: not there_is()


def wants_offers(collab: Collab) -> Callable[[], object]:
    collab.slack.person("ben").types("/collab offers on", "housing", answer=False)
    return lambda: is_owed(collab, "offers")


def contributes(collab: Collab) -> Callable[[], object]:
    window = opened(board(collab).click("Contribute"))
    window.fill({"text.new0": "Nobody owned it", "category.new0": "Culture"}).submit(answer=False)
    return lambda: state(collab).contributions


def contributes_by_a_reply(collab: Collab) -> Callable[[], object]:
    collab.slack.person("ben").posts("culture: nobody owned it", "housing", thread=board(collab))
    collab.slack.settle()
    return lambda: state(collab).contributions


def moves_a_workshop_on(collab: Collab) -> Callable[[], object]:
    board(collab).click("Move on to group", answer=False)
    return lambda: state(collab).workshop.phase is WorkshopPhase.GROUP and is_owed(collab, "workshop:1:phase")


@pytest.mark.parametrize(
    "does",
    [
        follows,
        votes,
        is_interested,
        shares,
        has_a_profile,
        wants_a_digest,
        stops_a_digest,
        wants_offers,
        contributes,
        contributes_by_a_reply,
        moves_a_workshop_on,
    ],
    ids=lambda one: one.__name__,
)
def test_who_dies_right_after_the_acknowledgement_has_kept_what_somebody_did(
    collab: Collab, does: Callable[[Collab], Callable[[], object]]
) -> None:
    assert does(collab)()


def test_killed_at_the_acknowledgement_another_process_does_what_is_owed(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real one: `collab run`, killed when Slack has its acknowledgement of a form."""
    url = f"sqlite:///{tmp_path}/collab.db"
    (tmp_path / "collab.db").write_bytes(sqlite_template.read_bytes())
    database = Database.connect(url)
    with Playground.start(MANIFEST) as slack:
        slack.patience = 60
        services = build_services(database, Options(embedding_model="none"))
        with running(slack, url, tmp_path) as process:
            form = slack.person("ben").types("/collab share problem Missed bins").view
            dies_when_it_has_acknowledged(slack, process, monkeypatch)
            form.fill(summary="Nobody knows when.").submit(answer=False)
            assert process.wait(60) == -signal.SIGKILL
        (item,) = services.members.mine("T0SAMPLE", BEN).owned
        with running(slack, url, tmp_path) as process:
            found = slack.person("cerys").types("/collab find missed bins")
            form = opened(found.click("I’m interested"))
            dies_when_it_has_acknowledged(slack, process, monkeypatch)
            form.fill(hope="To see how").submit(answer=False)
            assert process.wait(60) == -signal.SIGKILL
        with running(slack, url, tmp_path):
            slack.wait_for(lambda: item.title in " ".join(one.words for one in slack.person("ben").inbox))
            with database.reading("T0SAMPLE") as tx:
                interest = {key: state for key, state in tx.notices.states().items() if "interest" in key}
            assert set(interest.values()) <= {NoticeState.SENT, NoticeState.CLAIMED}
    database.close()


def dies_when_it_has_acknowledged(
    slack: Playground, process: "subprocess.Popen[bytes]", monkeypatch: pytest.MonkeyPatch
) -> None:
    acknowledged = slack._sockets.acknowledged

    def last(envelope: Any) -> None:
        os.kill(process.pid, signal.SIGKILL)
        monkeypatch.undo()
        acknowledged(envelope)

    monkeypatch.setattr(slack._sockets, "acknowledged", last)


# ---------------------------------------------------------------- what is done after it


AFTERWARDS = {
    "then": "a verb that only reads is answered",
    "refresh": "App Home is brought up to date; it is when it is opened, too",
    "choose": "another picture of what people look for",
    "preview": "what one's own digest would say",
    "rest": "what found no room in a digest",
    "upload": "what came out of a workshop, as a file",
    "filled_in": "what looks the same, while somebody types",
    "group": "groups are proposed; the clock does that, too",
    "read": "a board is fetched from Trello: only that it is being read was acknowledged",
}
ONLY_READ = {"find", "partners", "trends", "mine", "help"}


def test_what_is_done_after_the_acknowledgement_loses_nothing_but_a_screen(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    afterwards: set[str] = set()

    def noting(register: Callable[..., Any]) -> Callable[..., Any]:
        def registering(app: App, *args: Any, **kwargs: Any) -> Callable[..., Any]:
            added = register(app, *args, **kwargs)

            def add(*listeners: Any, **named: Any) -> Any:
                afterwards.update(one.__name__ for one in named.get("lazy") or ())
                return added(*listeners, **named)

            return add

        return registering

    for name in ("action", "command", "event", "shortcut", "view"):
        monkeypatch.setattr(App, name, noting(getattr(App, name)))
    with Playground.start(MANIFEST) as slack:
        client = web_client(slack.bot_token, slack.api_url)
        _, verbs = build_app(client, build_services(database, Options(embedding_model="none")))

    assert afterwards == set(AFTERWARDS)
    assert {verb.name for verb in verbs if verb.reads} == ONLY_READ

"""A workshop with 94 contributions, whose process is killed between every two steps, ends with the right ranking."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from benchmarks.grouping.samples import REPAIRS, Note, notes
from bot.app import build_app, web_client
from bot.clockwork import Clockwork
from bot.domain.workshop_results import Result, results
from bot.domain.workshop_votes import Choice
from bot.domain.workshops import NewContribution, WorkshopPhase, WorkshopState
from bot.use_cases import Options, build_services
from handlers.verbs import Verbs
from playground import Playground
from playground.bolt import through
from storage.database import Database
from tests.collab import MANIFEST, WORKERS, Collab, quick_delivery
from tests.handlers.workshop_steps import ANONYMOUS, REFRESHED, begins, board, form, leads, thread, whispers

CHOSEN = Options(anonymity_secret=b"the same in every process", embedding_model="none")
CATEGORIES = ("Culture", "Tools", "Behaviours", "Decision Making", "Communication")
PEOPLE = [f"voter{number}" for number in range(12)]
A_BATCH = 12
A_LIFE = 24  # contributions before `collab run` is killed
A_FORM = 3
PATIENCE = 60  # seconds, on a machine that is busy with other tests


class Processes:
    """Collab, of which no process lives longer than one step. All that it knows is in the database."""

    def __init__(self, slack: Playground, url: str) -> None:
        self._slack = slack
        self._url = url

    @contextmanager
    def step(self) -> Iterator[Collab]:
        """A new process; what it has not written is lost when the step is over."""
        database = Database.connect(self._url)
        client = web_client(self._slack.bot_token, self._slack.api_url)
        team = client.auth_test()["team_id"]
        clock = self._slack.clock.now
        services = build_services(database, CHOSEN)
        clockwork = Clockwork(
            database, services, client_for=lambda _team: client, clock=clock, new_delivery=quick_delivery
        )
        with ThreadPoolExecutor(WORKERS) as executor:
            app, verbs = build_app(client, services, clock=clock, executor=executor)
            self._slack.deliver_to(through(app))
            collab = Collab(self._slack, database, services, clockwork, verbs, team, executor)
            yield collab
            collab.settles()
        database.close()


def contribute(collab: Collab, who: str, note: Note, number: int) -> None:
    collab.services.contributing.keep(
        collab.team,
        1,
        by=who,
        written=[NewContribution(category=note.category, text=note.text)],
        request=f"form {number}",
        now=collab.slack.clock.now(),
    )


def places(collab: Collab) -> dict[Choice, str]:
    """The `ts` of the message in the thread that stands for each choice."""
    where = {(one.channel_id, one.ts) for one in thread(collab)}
    with collab.database.reading(collab.team) as tx:
        found = tx.workshop_votes.standing_for(where)
    return {standing.choice: ts for (_, ts), standing in found.items()}


def test_94_contributions_end_with_the_right_ranking_though_the_process_dies_between_steps(
    database_url: str,
) -> None:
    said = notes(REPAIRS)
    assert len(said) == 94
    with Playground.start(MANIFEST) as slack:
        slack.patience = 30
        processes = Processes(slack, database_url)
        ids = [slack.add_person(name).id for name in PEOPLE]
        for member in ids:
            slack.workspace.join(slack.channel("housing"), member)
        with processes.step() as collab:
            begins(collab, anonymous=[ANONYMOUS])
        for start in range(0, len(said), A_BATCH):
            with processes.step() as collab:
                for number in range(start, min(start + A_BATCH, len(said))):
                    contribute(collab, ids[number % 12], said[number], number)
                contribute(collab, ids[start % 12], said[start], start)  # sent again, after a crash
        with processes.step() as collab:
            collab.slack.person(PEOPLE[1]).posts(
                "culture: we forgot the unions", "housing", thread=board(collab)
            )
            collab.slack.wait_for(lambda: whispers(collab, PEOPLE[1]))

        with processes.step() as collab:  # it dies before it has proposed groups
            collab.services.workshop_phases.move_on(
                collab.team, 1, by="U0BEN", seen=WorkshopPhase.GATHER, now=collab.slack.clock.now()
            )
        with processes.step() as collab:
            collab.delivers()
            state = collab.services.workshops.state(collab.team, 1)
            assert len(state.contributions) == 95
            assert state.contributors == 12
            assert 5 <= len(state.groups) < 50
            assert {one.text for one in state.contributions} == {
                *(one.text for one in said),
                "we forgot the unions",
            }
        with processes.step() as collab:
            collab.slack.clock.move_to(collab.slack.clock.now() + REFRESHED)
            collab.delivers()
            leads(collab, "Move on to vote")
        with processes.step() as collab:
            collab.delivers()
            choices = places(collab)
            wanted = sorted(choices, key=str)[:5]  # the first is wanted most
        for place, choice in enumerate(wanted):
            for name in PEOPLE[place:]:
                with processes.step() as collab:
                    message = next(one for one in thread(collab) if one.ts == choices[choice])
                    collab.slack.person(name).reacts("+1", message)
        with processes.step() as collab:
            leads(collab, "Move on to discuss")
        with processes.step() as collab:
            leads(collab, "Close")
        with processes.step() as collab:
            state = collab.services.workshops.state(collab.team, 1)
            ranked = results(state, CATEGORIES).ranked
            assert [one.votes for one in ranked[:6]] == [12, 11, 10, 9, 8, 0]
            assert [chosen(one) for one in ranked[:5]] == wanted
            assert "5. Close (now)" in board(collab).words
            assert len(collab.slack.posted("housing")) == 1
            mine = form(collab, PEOPLE[0], "Read them all")
            assert "Page 1 of" in mine.words
        assert slack.refusals == []


@contextmanager
def running_until_killed(slack: Playground, url: str, folder: Path) -> Iterator[None]:
    """`collab run`, killed without a word when the step is over."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "COLLAB_"))}
    env |= {
        "DATABASE_URL": url,
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "COLLAB_EMBEDDING_MODEL": "none",
        "PYTHONPATH": str(MANIFEST.parent),
    }
    with (folder / "run.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"], cwd=folder, env=env, stdout=log, stderr=log
        )
        try:
            slack.wait_for_app(PATIENCE)
            yield
        finally:
            process.kill()
            process.wait()
    slack.wait_for(lambda: slack.connections == 0, PATIENCE)


def test_94_contributions_end_with_the_right_ranking_though_collab_run_is_killed_between_steps(
    database_url: str, tmp_path: Path
) -> None:
    said = notes(REPAIRS)
    database = Database.connect(database_url)
    services = build_services(database, CHOSEN)
    with Playground.start(MANIFEST) as slack:
        slack.patience = PATIENCE
        slack.set_ack_seconds(PATIENCE)  # Slack's 3 are asked elsewhere
        slack.set_trigger_seconds(PATIENCE)
        client = web_client(slack.bot_token, slack.api_url)
        team = client.auth_test()["team_id"]
        clockwork = Clockwork(database, services, client_for=lambda _team: client, clock=slack.clock.now)
        collab = Collab(slack, database, services, clockwork, Verbs(), team)
        for name in PEOPLE:
            slack.workspace.join(slack.channel("housing"), slack.add_person(name).id)

        def state() -> WorkshopState:
            return services.workshops.state(team, 1)

        def moves(button: str, to: WorkshopPhase) -> None:
            board(collab).seen_by(slack.person("ben")).click(button, answer=False)
            slack.wait_for(lambda: state().workshop.phase is to, PATIENCE)

        with running_until_killed(slack, database_url, tmp_path):
            slack.person("ben").types("/collab premortem The new repairs service", "housing").view.submit()
            slack.wait_for(lambda: slack.posted("housing"), PATIENCE)
        for start in range(0, len(said), A_LIFE):
            with running_until_killed(slack, database_url, tmp_path):
                write(collab, said[start : start + A_LIFE])
        assert len(state().contributions) == len(said)

        with running_until_killed(slack, database_url, tmp_path):
            moves("Move on to group", WorkshopPhase.GROUP)
        with running_until_killed(slack, database_url, tmp_path):
            slack.wait_for(lambda: len(state().groups) >= 5, PATIENCE)
        with running_until_killed(slack, database_url, tmp_path):
            slack.wait_for(lambda: "Move on to vote" in board(collab).buttons, PATIENCE)
            moves("Move on to vote", WorkshopPhase.VOTE)
        with running_until_killed(slack, database_url, tmp_path):
            slack.wait_for(lambda: len(places(collab)) == len(choices_in(state())), PATIENCE)
        choices = places(collab)
        wanted = sorted(choices, key=str)[:5]  # the first is wanted most
        for place, choice in enumerate(wanted):
            with running_until_killed(slack, database_url, tmp_path):
                message = next(one for one in thread(collab) if one.ts == choices[choice])
                for name in PEOPLE[place:]:
                    slack.person(name).reacts("+1", message)
                slack.settle()
        with running_until_killed(slack, database_url, tmp_path):
            slack.wait_for(lambda: "Move on to discuss" in board(collab).buttons, PATIENCE)
            moves("Move on to discuss", WorkshopPhase.DISCUSS)
        with running_until_killed(slack, database_url, tmp_path):
            slack.wait_for(lambda: "4. Discuss (now)" in board(collab).words, PATIENCE)
            moves("Close", WorkshopPhase.CLOSE)
        with running_until_killed(slack, database_url, tmp_path):
            slack.wait_for(lambda: "5. Close (now)" in board(collab).words, PATIENCE)

        ranked = results(state(), CATEGORIES).ranked
        assert [one.votes for one in ranked[:6]] == [12, 11, 10, 9, 8, 0]
        assert [chosen(one) for one in ranked[:5]] == wanted
        assert (len(slack.posted("housing")), slack.refusals) == (1, [])
    database.close()


def write(collab: Collab, said: Sequence[Note]) -> None:
    """People write these with the form, one after another, as many as it takes."""
    for number in range(0, len(said), A_FORM):
        window = form(collab, PEOPLE[number // A_FORM % len(PEOPLE)])
        for place, one in enumerate(said[number : number + A_FORM]):
            window.fill({f"text.new{place}": one.text, f"category.new{place}": one.category})
        window.submit()
        assert "kept" in window.words


def choices_in(state: WorkshopState) -> list[object]:
    """What people vote on: groups, and what is in none."""
    return [*state.groups, *(one for one in state.contributions if one.group_id is None)]


def chosen(one: Result) -> Choice:
    """What people voted for, of a result."""
    if one.group_id:
        return Choice(group_id=one.group_id)
    return Choice(contribution_id=one.contributions[0].id)

"""Items get their vectors by themselves, soon after they change, and the model in use is the real one."""

import time

from bot.jobs import Jobs
from bot.search.meaning.meaning import Meaning
from bot.search.search import Search
from bot.services.digests import Digests
from bot.services.embeddings import Embeddings
from bot.services.items import Items
from storage.database import Database
from tests.collab import collab_over_sockets
from tests.conftest import TEAM
from tests.embedders import Topics
from tests.factories import NOW, content

SOON = 30  # seconds, on a busy machine


def nearest(database: Database, meaning: Meaning, team: str, text: str) -> list[str]:
    with database.reading(team) as tx:
        ids = [item_id for item_id, _ in meaning.nearest(tx, team, text, [], limit=1)]
        return [item.title for item in tx.items.by_ids(ids).values()]


def test_what_is_shared_in_slack_is_soon_near_to_what_means_the_same(database: Database) -> None:
    with collab_over_sockets(database) as collab:
        form = collab.slack.person("ben").types("/collab share problem Damp and mould").view
        form.fill(summary="Tenants report more of it every winter.").submit()
        meaning = collab.services.meaning
        found: list[str] = []
        end = time.monotonic() + SOON
        while not found and time.monotonic() < end:
            found = nearest(database, meaning, collab.team, "black spots on the walls of our homes")
            time.sleep(0.05)

    assert found == ["Damp and mould"]


def test_trouble_in_one_workspace_holds_up_no_other(database: Database) -> None:
    model = Topics()
    meaning = Meaning(lambda: model)
    for team in ("T0FIRST", "T0SECOND"):
        Items(database, Search()).share(team, "U1", content(title="Damp and mould"), now=NOW)

    class Troubled(Embeddings):
        def embed_some(self, workspace: str, **named: object) -> int:
            if workspace == "T0FIRST":
                raise RuntimeError
            return super().embed_some(workspace, **named)  # type: ignore[arg-type]

    digests = Digests(database, vote_emoji=())
    Jobs(database, digests, clock=lambda: NOW, embeddings=Troubled(database, meaning)).embed()

    assert nearest(database, meaning, "T0SECOND", "mould") == ["Damp and mould"]
    assert nearest(database, meaning, "T0FIRST", "mould") == []


def test_what_waited_while_nothing_ran_is_done_at_the_start_and_stopping_ends_it(database: Database) -> None:
    model = Topics()
    meaning = Meaning(lambda: model)
    Items(database, Search()).share(TEAM, "U1", content(title="Damp and mould"), now=NOW)
    jobs = Jobs(
        database,
        Digests(database, vote_emoji=()),
        clock=lambda: NOW,
        embeddings=Embeddings(database, meaning),
    )

    jobs.start()
    end = time.monotonic() + SOON
    while not model.asked and time.monotonic() < end:
        time.sleep(0.01)
    jobs.stop()

    assert nearest(database, meaning, TEAM, "mould") == ["Damp and mould"]
    assert not jobs._embedding.is_alive()

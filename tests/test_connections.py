"""Socket Mode on a bad network: how soon we hear again, and what becomes of what people do meanwhile."""

import time
from collections.abc import Iterator

import pytest

from storage.database import Database
from tests.collab import Collab, collab_over_sockets

WITHIN = {"disconnect": 2.0, "abort": 2.0, "silent": 15.0}  # seconds

# No database is any quicker to connect to Slack.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def collab(database: Database) -> Iterator[Collab]:
    with collab_over_sockets(database) as running:
        running.slack.patience = 30
        yield running


def hears(collab: Collab) -> bool:
    """Whether Slack has a connection on which anybody listens."""
    return any(not one.is_silent for one in collab.slack._sockets._sockets)


def breaks(collab: Collab, fault: str) -> float:
    """Let the connection break; when that was."""
    collab.slack.faults.arm(fault)
    collab.slack.wait_for(lambda: not hears(collab))
    return time.monotonic()


@pytest.mark.parametrize("fault", WITHIN)
def test_it_hears_again_in_good_time_and_what_people_type_then_is_answered(
    collab: Collab, fault: str
) -> None:
    for _ in range(2 if fault == "silent" else 5):
        broken = breaks(collab, fault)
        collab.slack.wait_for(lambda: hears(collab))
        assert time.monotonic() - broken < WITHIN[fault]
    assert "helps you find who else" in collab.slack.person("ben").types("/collab help").words


def test_while_slack_does_not_say_where_to_connect_it_is_asked_less_and_less_often(collab: Collab) -> None:
    faults = collab.slack.faults
    faults.arm("server_error", method="apps.connections.open", times=1000)
    breaks(collab, "abort")
    time.sleep(5)
    assert 3 <= faults.struck["server_error"] <= 4  # after 0, 0.5, 1.5 and 3.5 seconds

    faults.clear()
    collab.slack.wait_for(lambda: hears(collab))
    assert collab.slack.person("ben").types("/collab help").words  # it is greeted
    broken = breaks(collab, "abort")
    collab.slack.wait_for(lambda: hears(collab))
    assert time.monotonic() - broken < WITHIN["abort"]


@pytest.mark.parametrize("fault", ["abort", "silent"])
def test_what_slack_sends_again_is_answered_once_and_counted(collab: Collab, fault: str) -> None:
    """A question and a vote go out while nobody hears; nobody says that they came, so they come again."""
    item = collab.has("Missed bins")
    ben = collab.slack.person("ben")
    collab.services.interests.copy(
        collab.team,
        item.id,
        channel_id=collab.slack.channel("housing").id,
        by=ben.id,
        note="",
        request="1",
        now=collab.slack.clock.now(),
    )
    collab.clockwork.delivery.wake()
    collab.slack.wait_for(lambda: collab.slack.posted("housing"))
    (card,) = collab.slack.posted("housing")
    collab.slack.set_ack_seconds(0.5)
    collab.slack.set_retry_scale(0.25)  # after 15 seconds for the third time

    breaks(collab, fault)
    message = ben.posts("@collab find missed bins", "general")
    ben.reacts("+1", card)

    collab.slack.wait_for(lambda: message.thread)
    collab.slack.wait_for(
        lambda: collab.services.items.details(collab.team, item.id, viewer=ben.id).votes.total
    )
    collab.slack.settle()
    assert len(message.thread) == 1

"""Workshops against the clock: timers, moving on by itself, over days, and after everything has stopped."""

from datetime import timedelta

from bot.clockwork import Clockwork
from playground import facts
from tests.collab import Collab
from tests.handlers.workshop_steps import begins, board, form, leads, shows, thread, writes

MINUTES = timedelta(minutes=1)
TOLD = "In minutes: you are told when time is up"
BY_ITSELF = "In minutes: it moves on by itself"


def passes(collab: Collab, time: timedelta) -> None:
    collab.slack.clock.move_to(collab.slack.clock.now() + time)
    collab.delivers()


def told(collab: Collab) -> list[str]:
    return [one.words for one in thread(collab)]


def test_when_time_is_up_those_who_lead_it_are_told_and_writing_still_counts(collab: Collab) -> None:
    begins(collab, pace=TOLD)
    assert "Until " in board(collab).words
    passes(collab, 9 * MINUTES)
    assert told(collab) == []

    passes(collab, 2 * MINUTES)
    (said,) = told(collab)
    assert "Time is up for *gather*. @ben can move on" in said
    assert "Time was up" in shows(collab)
    writes(collab, "amira", "Nobody owned it")
    assert "1 contribution from 1 person." in shows(collab)

    passes(collab, 60 * MINUTES)
    assert len(told(collab)) == 1, "it is said once"


def paces(collab: Collab, pace: str) -> str:
    """Ben changes how fast it goes; answers what the board says then."""
    window = form(collab, "ben", "Settings")
    window.fill(pace=pace).submit()
    assert "Your changes are saved." in window.words
    return shows(collab)


def test_what_began_over_days_goes_in_minutes_from_when_that_is_set(collab: Collab) -> None:
    begins(collab)
    passes(collab, 60 * MINUTES)
    said = paces(collab, BY_ITSELF)
    assert "There is no hurry" not in said
    assert "It moves on by itself." in said
    passes(collab, 9 * MINUTES)
    assert "1. Gather (now)" in shows(collab)
    passes(collab, 2 * MINUTES)
    assert "2. Group (now)" in shows(collab)


def test_what_began_in_minutes_is_in_no_hurry_once_that_is_set(collab: Collab) -> None:
    begins(collab, pace=TOLD)
    assert "There is no hurry" in paces(collab, "Over hours or days: you say when it moves on")
    passes(collab, 60 * MINUTES)
    assert told(collab) == []
    passes(collab, timedelta(days=2))
    assert "This is still open" in told(collab)[-1]


def test_what_is_to_move_on_by_itself_after_time_was_up_gets_its_minutes_anew(collab: Collab) -> None:
    begins(collab, pace=TOLD)
    passes(collab, 11 * MINUTES)
    assert "It moves on by itself." in paces(collab, BY_ITSELF)
    passes(collab, 9 * MINUTES)
    assert "1. Gather (now)" in shows(collab)
    passes(collab, 2 * MINUTES)
    assert "2. Group (now)" in shows(collab)


def test_it_moves_on_by_itself_if_asked_to_the_end(collab: Collab) -> None:
    begins(collab, pace=BY_ITSELF)
    writes(collab, "amira", "Nobody owned it")
    for number, phase in enumerate(("group", "vote", "discuss"), start=2):
        passes(collab, 11 * MINUTES)
        assert f"{number}. {phase.capitalize()} (now)" in shows(collab)
        assert any(f"Time is up, so we move on: *{phase}*" in one for one in told(collab))
    passes(collab, 16 * MINUTES)
    assert "5. Close (now)" in shows(collab)


def test_more_time_is_told_and_counts_once(collab: Collab) -> None:
    begins(collab, pace=BY_ITSELF)
    window = form(collab, "ben", "More time")
    window.fill(longer="15 minutes").submit()
    assert "There is 15 minutes more" in window.words
    passes(collab, 20 * MINUTES)
    assert "There is more time for *gather*" in told(collab)[0]
    assert "1. Gather (now)" in shows(collab)
    passes(collab, 6 * MINUTES)
    assert "2. Group (now)" in shows(collab)


def test_over_days_there_is_one_reminder(collab: Collab) -> None:
    begins(collab)
    assert "There is no hurry" in board(collab).words
    writes(collab, "amira", "Nobody owned it")
    for _ in range(6):
        passes(collab, timedelta(days=1))
    (said,) = told(collab)
    assert "This is still open: 1 contribution from 1 person so far" in said
    assert "@" not in said, "who has not written is nobody's business"


def test_with_an_end_days_away_the_reminder_comes_before_it(collab: Collab) -> None:
    begins(collab)
    form(collab, "ben", "More time").fill(longer="3 days").submit()
    passes(collab, timedelta(days=2, hours=11))
    assert not any("still open" in one for one in told(collab))
    passes(collab, timedelta(hours=2))
    assert any("still open" in one for one in told(collab))


def test_what_fell_due_while_nothing_ran_is_done_when_it_runs_again(collab: Collab) -> None:
    begins(collab, pace=BY_ITSELF)
    collab.slack.clock.move_to(collab.slack.clock.now() + timedelta(hours=5))
    again = Clockwork(
        collab.database,
        collab.services,
        client_for=lambda _team: collab.clockwork.delivery._client_for(collab.team),
        clock=collab.slack.clock.now,
    )
    again.jobs.tick()
    collab.clockwork.jobs.tick()
    again.delivery.deliver_due()
    collab.clockwork.delivery.deliver_due()

    assert "2. Group (now)" in shows(collab), "it moves on once, and gives the next phase its time"
    assert len(told(collab)) == 1


def test_the_board_is_changed_at_most_every_two_seconds(collab: Collab) -> None:
    begins(collab)
    diary, since, began = collab.slack.diary, collab.slack.diary.length, collab.slack.clock.now()
    for number in range(8):
        writes(collab, "amira", f"Reason {number}")
        collab.delivers()
    took = (collab.slack.clock.now() - began) / timedelta(seconds=2)
    changes = [one for one in diary.since(since, "U0BEN") if isinstance(one, facts.MessageChanged)]

    assert len(changes) <= took + 1
    assert len(changes) < 8
    assert "8 contributions from 1 person." in shows(collab)
    leads(collab, "Move on to group")
    assert len(collab.slack.posted("housing")) == 1, "there is one message in the channel"

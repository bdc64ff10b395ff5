"""Voting in a workshop, seen from Slack: by reactions in the thread, and blind."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.notices import Notice, NoticeKind
from bot.domain.workshop_votes import Choice, Counts
from bot.domain.workshops import (
    FormatKey,
    NewContribution,
    Regrouping,
    VoteMode,
    Workshop,
    WorkshopPhase,
    WorkshopSettings,
)
from bot.services.outbox import LEASE, Outbox
from playground.driver.message import ShownMessage
from playground.driver.view import ShownView
from tests.collab import Collab
from tests.dying import Died
from tests.handlers.steps import opened

ASPECTS = ("Nobody owned it", "The tools did not fit", "We talked too late")
LEADER = "U0BEN"
AGAIN = timedelta(seconds=3)


def workshop(collab: Collab, texts: Sequence[str] = ASPECTS, **settings: Any) -> Workshop:
    """A pre-mortem in #housing in which somebody wrote these, and which is about to be voted on."""
    new = collab.services.workshops.open(
        collab.team,
        FormatKey.PREMORTEM,
        subject="Repairs online",
        channel_id=collab.slack.channel("housing").id,
        private=False,
        facilitators=[LEADER],
        settings=WorkshopSettings(**settings),
        request=f"opened with {settings}",
        now=collab.slack.clock.now(),
    )
    collab.services.contributing.keep(
        collab.team,
        new.id,
        by="U0CERYS",
        written=[NewContribution(category="Culture", text=text) for text in texts],
        request="written",
        now=collab.slack.clock.now(),
    )
    return goes_to(collab, new, WorkshopPhase.GROUP)


def goes_to(collab: Collab, one: Workshop, phase: WorkshopPhase) -> Workshop:
    """Somebody who leads it moves it there, on or back, and Slack shows it."""
    order = list(WorkshopPhase)
    now = collab.services.workshops.state(collab.team, one.id).workshop
    while now.phase is not phase:
        move = (
            collab.services.workshop_phases.move_on
            if order.index(now.phase) < order.index(phase)
            else collab.services.workshop_phases.go_back
        )
        now = move(collab.team, one.id, by=LEADER, seen=now.phase, now=collab.slack.clock.now())
    shows(collab)
    return now


def shows(collab: Collab) -> None:
    """Time passes until Slack shows all that is owed."""
    collab.slack.clock.move_to(collab.slack.clock.now() + AGAIN)
    collab.delivers()


def board(collab: Collab) -> ShownMessage:
    (only,) = [one for one in collab.slack.posted("housing") if "These buttons are for them" in one.words]
    return only


def choices(collab: Collab) -> list[ShownMessage]:
    """The messages in the thread that people may react to."""
    return [one for one in board(collab).thread if one.text.startswith("To vote for")]


def about(collab: Collab, words: str) -> ShownMessage:
    return next(one for one in choices(collab) if words in one.words)


def counts(collab: Collab, one: Workshop) -> Counts:
    collab.slack.settle()
    return collab.services.workshop_votes.counts(collab.team, one.id)


def votes(collab: Collab, one: Workshop) -> list[int]:
    """How many votes each contribution has by itself, in the order in which they were written."""
    state = collab.services.workshops.state(collab.team, one.id)
    found = counts(collab, one)
    return [found.contributions.get(each.id, 0) for each in state.contributions]


# By reactions


def test_each_contribution_is_a_message_in_the_thread_and_reactions_are_votes(collab: Collab) -> None:
    one = goes_to(collab, workshop(collab), WorkshopPhase.VOTE)
    assert [text for text in ASPECTS for message in choices(collab) if text in message.words] == list(ASPECTS)

    collab.slack.person("amira").reacts("+1", about(collab, "Nobody owned it"))
    collab.slack.person("dev").reacts("heart", about(collab, "Nobody owned it"))
    collab.slack.person("dev").reacts("eyes", about(collab, "Nobody owned it"))
    collab.slack.person("dev").reacts("+1", about(collab, "talked too late"))
    collab.slack.person("dev").reacts("tada", about(collab, "tools"))

    assert votes(collab, one) == [2, 0, 1]
    assert counts(collab, one).voters == 2
    assert collab.services.workshops.state(collab.team, one.id).voters == 2


def test_a_group_is_one_message_with_all_that_is_in_it(collab: Collab) -> None:
    one = workshop(collab)
    written = collab.services.workshops.state(collab.team, one.id).contributions
    with collab.database.transaction(collab.team) as tx:
        talk = tx.contributions.add_group(
            one.id, "Too little talk", position=1, of=[written[0].id, written[2].id]
        )
    goes_to(collab, one, WorkshopPhase.VOTE)

    assert len(choices(collab)) == 2
    group = about(collab, "Too little talk")
    assert ASPECTS[0] in group.words
    assert ASPECTS[2] in group.words
    collab.slack.person("amira").reacts("+1", group)
    assert counts(collab, one) == Counts(groups={talk.id: 1}, voters=1)


def test_votes_for_a_message_that_is_found_after_voting_has_ended_count(
    collab: Collab, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, sent = workshop(collab, ASPECTS[:1]), Outbox.sent

    def dying(self: Outbox, team: str, notice: Notice, **place: Any) -> bool:
        if notice.kind is NoticeKind.WORKSHOP_CHOICE:
            raise Died
        return sent(self, team, notice, **place)

    with monkeypatch.context() as patched, pytest.raises(Died):
        patched.setattr(Outbox, "sent", dying)
        goes_to(collab, one, WorkshopPhase.VOTE)
    collab.slack.person("amira").reacts("+1", about(collab, "Nobody owned it"))
    collab.slack.person("dev").reacts("+1", about(collab, "Nobody owned it"))
    collab.slack.settle()
    collab.slack.clock.move_to(collab.slack.clock.now() + timedelta(seconds=1))

    goes_to(collab, one, WorkshopPhase.DISCUSS)
    collab.slack.person("cerys").reacts("+1", about(collab, "Nobody owned it"))
    assert votes(collab, one) == [0]
    collab.slack.clock.move_to(collab.slack.clock.now() + LEASE)
    collab.delivers()
    shows(collab)

    assert votes(collab, one) == [2]
    assert any("2 votes" in reply.words for reply in board(collab).thread)


def test_the_first_votes_count_and_who_is_over_the_limit_is_told_once(collab: Collab) -> None:
    one = goes_to(collab, workshop(collab, votes_each=1), WorkshopPhase.VOTE)
    amira, others = collab.slack.person("amira"), collab.slack.person("dev")
    before, not_told = len(amira.inbox), len(others.inbox)

    for words in ("tools", "Nobody owned it", "talked too late"):
        amira.reacts("+1", about(collab, words))
        collab.slack.settle()
    others.reacts("+1", about(collab, "tools"))
    others.reacts("heart", about(collab, "tools"))
    collab.slack.settle()
    for _ in range(2):
        shows(collab)

    assert votes(collab, one) == [0, 2, 0]
    [told] = amira.inbox[before:]
    assert told.words == (
        "In *Repairs online* everybody has 1 vote, and you have used yours up. "
        "Those that you gave first count. To vote for something else, take one of them back."
    )
    assert len(others.inbox) == not_told

    amira.unreacts("+1", about(collab, "tools"))
    assert votes(collab, one) == [1, 1, 0]


def test_reactions_after_voting_has_ended_count_no_more_until_it_is_open_again(collab: Collab) -> None:
    one = goes_to(collab, workshop(collab), WorkshopPhase.VOTE)
    amira, dev = collab.slack.person("amira"), collab.slack.person("dev")
    amira.reacts("+1", about(collab, "tools"))
    dev.reacts("+1", about(collab, "tools"))
    collab.slack.settle()
    goes_to(collab, one, WorkshopPhase.DISCUSS)

    dev.unreacts("+1", about(collab, "tools"))
    dev.reacts("+1", about(collab, "Nobody owned it"))
    assert votes(collab, one) == [0, 2, 0]
    goes_to(collab, one, WorkshopPhase.CLOSE)
    assert votes(collab, one) == [0, 2, 0]

    goes_to(collab, one, WorkshopPhase.VOTE)
    assert votes(collab, one) == [1, 1, 0]
    assert len(choices(collab)) == 3


def test_what_was_done_in_time_counts_even_when_we_hear_of_it_too_late(collab: Collab) -> None:
    one = goes_to(collab, workshop(collab), WorkshopPhase.VOTE)
    amira, dev = collab.slack.person("amira"), collab.slack.person("dev")
    dev.reacts("+1", about(collab, "tools"))
    collab.slack.settle()
    tools, owned = about(collab, "tools"), about(collab, "Nobody owned it")
    collab.slack.faults.arm("late", event="reaction_added", seconds=0.4)
    collab.slack.faults.arm("late", event="reaction_removed", seconds=0.4)
    amira.reacts("+1", owned)
    dev.unreacts("+1", tools)

    collab.services.workshop_phases.move_on(
        collab.team, one.id, by=LEADER, seen=WorkshopPhase.VOTE, now=collab.slack.clock.now()
    )
    assert collab.services.workshop_votes.counts(collab.team, one.id).contributions.keys() == {
        collab.services.workshops.state(collab.team, one.id).contributions[1].id
    }

    collab.slack.wait_for(lambda: votes(collab, one) == [1, 0, 0])


def test_what_was_withdrawn_before_it_was_posted_is_not(collab: Collab) -> None:
    one = workshop(collab)
    written = collab.services.workshops.state(collab.team, one.id).contributions
    now = collab.slack.clock.now()
    collab.services.workshop_phases.move_on(collab.team, one.id, by=LEADER, seen=WorkshopPhase.GROUP, now=now)
    collab.services.contributing.withdraw(collab.team, one.id, written[1].id, by="U0CERYS", now=now)
    shows(collab)

    assert len(choices(collab)) == 2


def test_what_is_let_in_while_people_vote_can_be_voted_for(collab: Collab) -> None:
    one = goes_to(collab, workshop(collab), WorkshopPhase.VOTE)
    late = collab.services.contributing.keep(
        collab.team,
        one.id,
        by="U0DEV",
        written=[NewContribution(category="Tools", text="It never worked on phones")],
        request="late",
        now=collab.slack.clock.now(),
    ).late
    collab.services.contributing.decide(
        collab.team, one.id, late[0].id, by=LEADER, let_in=True, now=collab.slack.clock.now()
    )
    shows(collab)

    collab.slack.person("amira").reacts("+1", about(collab, "never worked on phones"))

    assert votes(collab, one) == [0, 0, 0, 1]


# Blind


def form(collab: Collab, name: str) -> ShownView:
    return opened(board(collab).seen_by(collab.slack.person(name)).click("Vote"))


def choose(collab: Collab, name: str, *numbers: int) -> ShownView:
    """Somebody opens the form, chooses by number, and sends it."""
    asked = form(collab, name)
    asked.fill(choices=[option(number) for number in numbers] or None)
    asked.submit()
    return asked


def option(number: int) -> str:
    return f"{number}. {ASPECTS[number - 1]}"


def blind(collab: Collab, **settings: Any) -> Workshop:
    one = workshop(collab, vote_mode=VoteMode.BLIND, **settings)
    return goes_to(collab, one, WorkshopPhase.VOTE)


def test_only_the_voter_sees_a_blind_vote_and_counts_show_at_close(collab: Collab) -> None:
    one = blind(collab)
    assert choices(collab) == []

    said = choose(collab, "amira", 1, 2)
    choose(collab, "dev", 2)
    shows(collab)

    assert option(1)[3:] in said.words
    assert counts(collab, one) == Counts(voters=2)
    state = collab.services.workshops.state(collab.team, one.id)
    assert (state.contribution_votes, state.group_votes, state.voters) == ({}, {}, 2)
    assert "<@U0AMIRA>" not in str([message.text for message in board(collab).thread])

    goes_to(collab, one, WorkshopPhase.CLOSE)
    assert votes(collab, one) == [1, 2, 0]


def test_a_blind_vote_can_be_changed_and_taken_back(collab: Collab) -> None:
    one = blind(collab)
    choose(collab, "amira", 1, 2)

    again = form(collab, "amira")
    assert [*again.value("choices")] == [f"c{number}" for number in ids_of(collab, one)[:2]]
    again.fill(choices=[option(3)])
    again.submit()
    choose(collab, "dev", 1)
    assert "You vote for nothing now." in choose(collab, "dev").words

    goes_to(collab, one, WorkshopPhase.CLOSE)
    assert votes(collab, one) == [0, 0, 1]
    assert counts(collab, one).voters == 1


def ids_of(collab: Collab, one: Workshop) -> list[int]:
    return [each.id for each in collab.services.workshops.state(collab.team, one.id).contributions]


def test_who_chooses_too_many_is_told_at_the_field_and_loses_nothing(collab: Collab) -> None:
    one = blind(collab, votes_each=2)
    asked = form(collab, "amira")
    asked.fill(choices=[option(1), option(2), option(3)])

    refused = asked.submit()

    assert refused.errors == {"Your votes: up to 2": "Choose 2 or fewer."}
    assert len(asked.value("choices")) == 3
    asked.fill(choices=[option(1), option(3)])
    asked.submit()
    goes_to(collab, one, WorkshopPhase.CLOSE)
    assert votes(collab, one) == [1, 0, 1]


def test_who_votes_after_voting_has_ended_is_told_at_the_field(collab: Collab) -> None:
    one = blind(collab)
    asked = form(collab, "amira")
    asked.fill(choices=[option(1)])
    goes_to(collab, one, WorkshopPhase.DISCUSS)

    refused = asked.submit()

    assert refused.errors == {
        "Your votes": "Voting has ended, so this was not counted. Those who lead the workshop can go back to it."
    }
    goes_to(collab, one, WorkshopPhase.VOTE)
    asked.submit()
    goes_to(collab, one, WorkshopPhase.CLOSE)
    assert votes(collab, one) == [1, 0, 0]


def test_a_double_click_votes_once(collab: Collab) -> None:
    one = blind(collab)
    asked = form(collab, "amira")
    asked.fill(choices=[option(1)])

    asked.submit(answer=False)
    choose(collab, "amira", 1)

    goes_to(collab, one, WorkshopPhase.CLOSE)
    assert votes(collab, one) == [1, 0, 0]


def test_many_who_vote_at_once_all_count(collab: Collab) -> None:
    """Each of eight sends two different votes at the same moment, so each must end with one of the two."""
    one = blind(collab)
    numbers = ids_of(collab, one)
    people = [f"U{number}" for number in range(8)]
    sent = [(person, number) for person in people for number in numbers[:2]]

    def vote(what: tuple[str, int]) -> None:
        collab.services.workshop_votes.vote(
            collab.team,
            one.id,
            member_id=what[0],
            choices=[Choice(contribution_id=what[1])],
            now=collab.slack.clock.now(),
        )

    with ThreadPoolExecutor(len(sent)) as pool:
        list(pool.map(vote, sent))

    assert counts(collab, one).voters == len(people)
    goes_to(collab, one, WorkshopPhase.CLOSE)
    assert sum(votes(collab, one)) == len(people)


def test_an_anonymous_workshop_does_not_keep_who_voted(collab: Collab) -> None:
    one = blind(collab, anonymous=True)
    choose(collab, "amira", 1)

    with collab.database.reading(collab.team) as tx:
        [kept] = tx.workshop_votes.kept(one.id)
    assert "AMIRA" not in kept.voter
    assert len(kept.voter) == 64
    assert form(collab, "amira").value("choices") == [f"c{ids_of(collab, one)[0]}"]


def test_a_vote_for_what_is_joined_later_counts_for_the_group(collab: Collab) -> None:
    one = blind(collab)
    choose(collab, "amira", 1, 3)
    choose(collab, "dev", 3)
    goes_to(collab, one, WorkshopPhase.GROUP)
    with collab.database.transaction(collab.team) as tx:
        numbers = ids_of(collab, one)
        first = tx.contributions.add_group(one.id, "Talk", position=1, of=[numbers[0], numbers[2]])
    goes_to(collab, one, WorkshopPhase.CLOSE)

    assert counts(collab, one) == Counts(groups={first.id: 2}, voters=2)


def test_votes_for_groups_that_are_merged_are_not_lost(collab: Collab) -> None:
    one = blind(collab)
    numbers = ids_of(collab, one)
    goes_to(collab, one, WorkshopPhase.GROUP)
    with collab.database.transaction(collab.team) as tx:
        first = tx.contributions.add_group(one.id, "Ownership", position=1, of=[numbers[0]])
        second = tx.contributions.add_group(one.id, "Talk", position=2, of=[numbers[2]])
    goes_to(collab, one, WorkshopPhase.VOTE)
    for name, chosen in {
        "amira": ["1. Ownership"],
        "dev": ["1. Ownership", "2. Talk"],
        "ben": ["2. Talk"],
    }.items():
        asked = form(collab, name)
        asked.fill(choices=chosen)
        asked.submit()
    goes_to(collab, one, WorkshopPhase.GROUP)
    collab.services.grouping.regroup(
        collab.team,
        one.id,
        Regrouping(group_id=first.id, merged=(second.id,)),
        by=LEADER,
        now=collab.slack.clock.now(),
    )
    goes_to(collab, one, WorkshopPhase.CLOSE)

    assert counts(collab, one) == Counts(groups={first.id: 3}, voters=3)


def test_where_nobody_wrote_there_is_nothing_to_vote_for(collab: Collab) -> None:
    one = workshop(collab, texts=(), vote_mode=VoteMode.BLIND)
    goes_to(collab, one, WorkshopPhase.VOTE)

    assert "There is nothing to vote for yet" in form(collab, "amira").words


def test_there_are_no_files_while_people_vote_blind_again(collab: Collab) -> None:
    one = blind(collab)
    choose(collab, "amira", 1)
    one = goes_to(collab, one, WorkshopPhase.CLOSE)
    results = next(each for each in board(collab).thread if "What came out of it" in each.words)
    one = goes_to(collab, one, WorkshopPhase.VOTE)

    assert "no files while the workshop is open" in results.click("File: Markdown").words
    assert [each for each in board(collab).thread if each.files] == []

    goes_to(collab, one, WorkshopPhase.CLOSE)
    results.click("File: Markdown")
    collab.slack.wait_for(lambda: [each for each in board(collab).thread if each.files])

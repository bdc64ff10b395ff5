"""Rounds of consent, as several people see them in Slack."""

from tests.collab import MODERATOR, Collab
from tests.handlers.rounds import (
    BETTER,
    DAY,
    SENTENCE,
    TITLE,
    adopted,
    catches_up,
    edits,
    manifesto,
    moves,
    objects,
    passes,
    pressed_as_it_was,
    proposes,
    read_more,
    round_in,
    says,
    told,
)
from tests.handlers.steps import opened

# ---------------------------------------------------------------- answering


def test_nobody_objects_so_it_is_adopted_with_a_number_that_stays(collab: Collab) -> None:
    proposes(collab)
    assert "You agree to *Start with people*" in says(collab, "ben", "Agree")
    assert "You stand aside from" in says(collab, "cerys", "Stand aside")
    shown = round_in(collab, "amira")
    assert "*Agree*: 1 (@ben)" in shown.words
    assert "*Stand aside*: 1 (@cerys)" in shown.words

    passes(collab)

    ended = round_in(collab, "amira").words
    assert "Adopted: principle 1" in ended
    assert "1 agreed, 1 stood aside, and no objection stands" in ended
    assert "has ended" in collab.slack.posted("housing")[-1].seen_by(collab.slack.person("ben")).words
    adopted(collab, "Share what you learn", "We publish what went wrong.")
    assert "1. Start with people" in manifesto(collab).words
    assert "2. Share what you learn" in manifesto(collab).words


def test_pressing_twice_changes_nothing_and_changing_ones_mind_counts(collab: Collab) -> None:
    proposes(collab)
    says(collab, "ben", "Agree")
    says(collab, "ben", "Agree")
    assert "*Agree*: 1 (@ben)" in round_in(collab, "ben").words

    says(collab, "ben", "Stand aside")
    assert "*Agree*: nobody yet" in round_in(collab, "ben").words
    assert "*Stand aside*: 1 (@ben)" in round_in(collab, "ben").words


def test_many_who_press_at_once_all_count(collab: Collab) -> None:
    shown = proposes(collab)
    names = ("ben", "cerys", "dev", "eilidh", "farah", "gareth", "hannah")
    for name in names:
        shown.seen_by(collab.slack.person(name)).click("Agree", answer=False)
    collab.settles()

    assert "*Agree*: 7" in round_in(collab, "ben").words


def test_one_objection_keeps_it_from_being_adopted(collab: Collab) -> None:
    proposes(collab)
    says(collab, "ben", "Agree")
    said = objects(collab, "cerys").words
    assert "Your objection to *Start with people* stands" in said
    assert "@cerys objects:\n> It leaves staff out" in round_in(collab, "dev").words
    assert "@cerys objects to *Start with people*" in told(collab, "amira", "objects to").words
    assert "It leaves staff out" not in told(collab, "amira", "objects to").words

    passes(collab)

    ended = round_in(collab, "ben")
    assert "Not adopted: 1 objection stood at the end." in ended.words.replace("*", "")
    assert {"Propose it again", "Extend by 7 days"} <= set(ended.buttons)
    assert "There are no principles yet" in manifesto(collab).words


def test_an_objection_that_is_withdrawn_does_not_stand(collab: Collab) -> None:
    proposes(collab)
    objects(collab, "cerys")
    assert "is withdrawn" in says(collab, "cerys", "Withdraw my objection")
    assert "No objection stands now" in told(collab, "amira", "has withdrawn").words

    passes(collab)
    assert "Adopted: principle 1" in round_in(collab, "ben").words


def test_only_who_objected_can_withdraw_it(collab: Collab) -> None:
    proposes(collab)
    objects(collab, "cerys")

    assert "You have no objection here that stands" in says(collab, "ben", "Withdraw my objection")
    assert "*Object*: 1 (@cerys)" in round_in(collab, "ben").words


def test_objecting_again_changes_the_words(collab: Collab) -> None:
    proposes(collab)
    objects(collab, "cerys")
    form = opened(round_in(collab, "cerys").click("Object"))
    assert form.value("reason") == "It leaves staff out"

    form.fill(what_harm_would_it_do="It leaves staff and carers out").submit()
    assert "*Object*: 1 (@cerys)" in round_in(collab, "ben").words
    assert "staff and carers" in round_in(collab, "ben").words


# ---------------------------------------------------------------- editing


def test_an_edit_asks_those_again_who_had_agreed(collab: Collab) -> None:
    proposes(collab)
    says(collab, "ben", "Agree")
    says(collab, "cerys", "Stand aside")

    assert "I am asking again" in edits(collab, "amira", BETTER).words

    news = told(collab, "ben", "edited")
    assert "You had said yes to the text before" in news.words
    assert "We ask ~users~ *residents and staff* before we build." in news.words
    assert "Taken out: “users”" in news.words
    assert "You had said yes to the text before" in told(collab, "cerys", "edited").words
    shown = round_in(collab, "dev").words
    assert BETTER in shown
    assert "*Agree*: nobody yet" in shown
    assert "*Said yes to an earlier text*, and asked again: 2 (@ben and @cerys)" in shown
    assert "You agree to" in news.click("Agree").words
    assert "*Agree*: 1 (@ben)" in round_in(collab, "dev").words


def test_nobody_agrees_to_a_text_that_was_edited_under_their_hands(collab: Collab) -> None:
    proposes(collab)
    seen = round_in(collab, "ben")
    old = next(one for one in seen.blocks if one["type"] == "actions")["elements"][0]["value"]
    edits(collab, "amira", BETTER)

    pressed = pressed_as_it_was(seen, "Agree", old)

    assert "The text has changed since" in pressed
    assert "*Agree*: nobody yet" in round_in(collab, "ben").words


def test_only_who_proposed_it_or_a_moderator_edits(collab: Collab) -> None:
    proposes(collab)
    moderator = next(one.name for one in collab.slack.workspace.people.values() if one.id == MODERATOR)

    assert "Only @amira, who proposed it, or a moderator" in says(collab, "ben", "Edit the text")
    assert opened(round_in(collab, moderator).click("Edit the text")).title == "Edit the text"


def test_the_same_text_asks_nobody_again(collab: Collab) -> None:
    proposes(collab)
    says(collab, "ben", "Agree")

    assert "the same as before" in edits(collab, "amira", SENTENCE).words
    assert "*Agree*: 1 (@ben)" in round_in(collab, "ben").words


def test_an_amendment_that_its_author_accepts_resolves_the_objection(collab: Collab) -> None:
    proposes(collab)
    says(collab, "ben", "Agree")
    objects(collab, "cerys", "It leaves staff out", BETTER)

    form = opened(round_in(collab, "amira").click("Take over"))
    assert form.value("sentence") == BETTER
    form.submit()
    asked = told(collab, "cerys", "Does this text resolve your objection?")
    assert "*Object*: 1 (@cerys)" in round_in(collab, "ben").words  # until she says so
    assert "is resolved, and you agree to it" in asked.click("Yes, I agree to this").words

    shown = round_in(collab, "ben").words
    assert "*Object*: nobody yet" in shown
    assert "*Agree*: 1 (@cerys)" in shown
    assert "their objection is resolved" in told(collab, "amira", "agrees to").words
    assert "resolved by an amendment" in opened(round_in(collab, "dev").click("All answers")).words
    passes(collab)
    assert BETTER in manifesto(collab).words


def test_an_objection_may_stand_after_an_amendment(collab: Collab) -> None:
    proposes(collab)
    objects(collab, "cerys", "It leaves staff out")
    edits(collab, "amira", "We ask some people before we build.")

    asked = told(collab, "cerys", "Does this text resolve your objection?")
    assert "stands. Tell them what you could agree to" in asked.click("No, it stands").words
    passes(collab)
    assert "Not adopted" in round_in(collab, "ben").words


# ---------------------------------------------------------------- how a round ends


def test_after_the_end_a_press_is_answered_kindly(collab: Collab) -> None:
    seen = proposes(collab)
    old = seen.seen_by(collab.slack.person("ben"))
    form = opened(round_in(collab, "cerys").click("Object"))
    form.fill(what_harm_would_it_do="It leaves staff out")
    moves(collab, 8 * DAY)

    assert "the time of this round was over" in old.click("Agree").words  # before anybody has counted
    form.submit()
    on_top = collab.slack.workspace.views
    assert form.value("reason") == "It leaves staff out"  # what they typed stays, under the answer
    assert any("the time of this round was over" in str(view.content) for view in on_top.values())


def test_a_button_that_is_still_there_after_the_end_says_how_it_ended(collab: Collab) -> None:
    proposes(collab)
    says(collab, "ben", "Agree")
    edits(collab, "amira", BETTER)
    asked = told(collab, "ben", "edited")
    passes(collab, 10)

    assert "nobody objected, and the text was adopted" in asked.click("Agree").words


def test_rounds_that_fell_due_while_nothing_ran_end_once(collab: Collab) -> None:
    proposes(collab)
    proposes(collab, title="Share what you learn", sentence="We publish what went wrong.")
    moves(collab, 30 * DAY)

    for _ in range(3):
        catches_up(collab)

    results = [one for one in collab.slack.posted("housing") if "has ended" in one.words]
    assert len(results) == 2
    assert "1. Start with people" in manifesto(collab).words
    assert "2. Share what you learn" in manifesto(collab).words


def test_a_round_is_not_ended_early_over_an_objection_nor_before_people_could_look(collab: Collab) -> None:
    proposes(collab)
    assert "People have until" in says(collab, "amira", "End now and adopt")
    objects(collab, "cerys")
    moves(collab, 3 * DAY)
    assert "An objection stands, so the round cannot end early" in says(collab, "amira", "End now and adopt")
    says(collab, "cerys", "Withdraw my objection")
    assert "Only @amira" in says(collab, "ben", "End now and adopt")
    sure = opened(round_in(collab, "amira").click("End now and adopt"))
    assert "is adopted at once, with 0 answers" in sure.words
    sure.submit()
    assert "is adopted: nobody objected" in sure.words
    assert "1. Start with people" in manifesto(collab).words


def test_a_round_that_ended_with_an_objection_can_go_on(collab: Collab) -> None:
    proposes(collab)
    objects(collab, "cerys")
    passes(collab)
    assert "is open until" in says(collab, "amira", "Extend by 7 days")
    catches_up(collab)
    assert "goes on until" in collab.slack.posted("housing")[-1].seen_by(collab.slack.person("ben")).words
    says(collab, "cerys", "Withdraw my objection")

    passes(collab)
    assert "1. Start with people" in manifesto(collab).words


def test_people_can_read_all_that_they_are_asked_to_agree_to(collab: Collab) -> None:
    meaning = " ".join(f"{number}." for number in range(400)) + " The end."
    form = collab.slack.person("amira").types("/collab manifesto propose").view
    form.fill(title=TITLE, one_sentence=SENTENCE, what_it_means=meaning, whom_to_ask="housing").submit()

    shown = round_in(collab, "ben")
    assert "399. The end." in shown.words
    assert "399. The end." in opened(shown.click("Object")).words
    assert "399. The end." in opened(round_in(collab, "ben").click("Compare versions")).words


def test_all_that_would_change_is_shown(collab: Collab) -> None:
    adopted(collab)
    form = opened(read_more(collab, "ben").click("Propose a change"))
    form.fill(title="Begin with residents", one_sentence=BETTER, whom_to_ask="housing").submit()

    shown = round_in(collab, "cerys").words
    assert "~Start~ *Begin* with ~people~ *residents*" in shown
    assert "We ask ~users~ *residents and staff* before we build." in shown


def test_anybody_proposes_again_what_was_not_adopted(collab: Collab) -> None:
    proposes(collab)
    objects(collab, "cerys")
    passes(collab)

    form = opened(round_in(collab, "dev").click("Propose it again"))
    assert form.value("title") == TITLE
    form.fill(one_sentence=BETTER, whom_to_ask="housing").submit()
    shown = round_in(collab, "ben")
    assert "Proposed by @dev" in shown.words
    passes(collab)
    assert BETTER in manifesto(collab).words
    compared = opened(round_in(collab, "ben").click("Compare versions")).words
    assert "We ask ~users~ *residents and staff* before we build." in compared


def test_a_proposal_can_be_withdrawn(collab: Collab) -> None:
    proposes(collab)

    assert "Only @amira" in says(collab, "ben", "Withdraw the proposal")
    sure = opened(round_in(collab, "amira").click("Withdraw the proposal"))
    assert "This cannot be undone" in sure.words
    assert "Do we agree to this principle?" in round_in(collab, "ben").words  # a slip ends nothing
    sure.submit()
    assert "is withdrawn" in sure.words
    assert "Withdrawn" in round_in(collab, "ben").words
    assert "There are no principles yet" in manifesto(collab).words

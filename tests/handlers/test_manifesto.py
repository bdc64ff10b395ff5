"""Principles as people read, propose, explain and use them in Slack."""

from bot.domain.principles import Evidence, PrincipleText
from bot.domain.rounds import Asking
from playground.client.modals import submit
from tests.collab import Collab
from tests.handlers.rounds import (
    BETTER,
    SENTENCE,
    TITLE,
    adopted,
    catches_up,
    edits,
    manifesto,
    passes,
    proposes,
    read_more,
    round_in,
    says,
)
from tests.handlers.steps import details_of, opened, waits_for

# ---------------------------------------------------------------- proposing


def test_with_no_principle_it_says_how_the_first_comes_about(collab: Collab) -> None:
    assert "There are no principles yet" in manifesto(collab).words
    assert "Propose a principle" in manifesto(collab).buttons


def test_a_proposal_is_asked_in_its_channel(collab: Collab) -> None:
    form = collab.slack.person("amira").types("/collab manifesto propose").view
    form.fill(title=TITLE, one_sentence=SENTENCE, whom_to_ask="housing").submit()
    assert "I am asking #housing" in form.words

    shown = round_in(collab, "ben")
    assert "Do we agree to this principle?" in shown.words
    assert SENTENCE in shown.words
    assert "Proposed by @amira" in shown.words
    assert {"Agree", "Stand aside", "Object"} <= set(shown.buttons)
    assert TITLE in manifesto(collab).words
    assert "Being decided" in manifesto(collab).words


def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(collab: Collab) -> None:
    form = collab.slack.person("amira").types("/collab manifesto propose").view
    refused = form.fill(title="  ", one_sentence=SENTENCE, whom_to_ask="housing").submit()

    assert refused.errors == {"Title": "Enter an answer."}
    assert form.value("one_sentence") == SENTENCE


def test_a_mention_has_a_button_that_opens_the_form(collab: Collab) -> None:
    answer = collab.slack.person("amira").says("@collab manifesto propose").message

    form = opened(answer.click("Propose a principle"))
    assert "everybody in this workspace can read the text" in form.words


def test_a_form_that_is_sent_twice_opens_one_round(collab: Collab) -> None:
    form = collab.slack.person("amira").types("/collab manifesto propose").view
    form.fill(title=TITLE, one_sentence=SENTENCE, whom_to_ask="housing")
    first = submit(form._member.slack, form._member.id, form.id, form._typed)
    second = submit(form._member.slack, form._member.id, form.id, form._typed)
    assert [one.result(10).failure for one in (first, second)] == [None, None]

    catches_up(collab)
    assert len([one for one in collab.slack.posted("housing") if SENTENCE in one.words]) == 1


# ---------------------------------------------------------------- what stands


def test_read_more_says_where_it_comes_from_and_that_nobody_uses_it_yet(collab: Collab) -> None:
    proposes(collab)
    says(collab, "ben", "Agree")
    passes(collab)

    page = read_more(collab)
    assert "1. Start with people" in page.words
    for heading in ("What it means", "How to do it", "Examples", "Where it comes from", "Who uses it"):
        assert heading in page.words
    assert "1 agreed, and no objection stood" in page.words
    assert "No item uses it yet" in page.words
    assert "No item uses it yet" in manifesto(collab).words


def test_what_led_to_a_principle_goes_with_it(collab: Collab) -> None:
    origin = (
        Evidence(title="Nobody asked the tenants", workshop_id=3),
        Evidence(title="Staff found out last"),
    )
    collab.services.manifesto.propose(
        collab.team,
        PrincipleText(title=TITLE, sentence=SENTENCE),
        by="U0AMIRA",
        asking=Asking(channel_id=collab.slack.channel("housing").id, private=False, request="a form"),
        origin=origin,
        now=collab.slack.clock.now(),
    )
    passes(collab)

    assert "• Nobody asked the tenants\n• Staff found out last" in read_more(collab).words


def test_a_principle_by_its_number(collab: Collab) -> None:
    adopted(collab)

    answer = collab.slack.person("ben").types("/collab manifesto 1").message
    assert SENTENCE in answer.words
    assert "What it means" in opened(answer.click("Read more")).words
    assert "I cannot find that" in collab.slack.person("ben").types("/collab manifesto 7").words


def test_a_change_is_agreed_to_like_anything_else_and_the_number_stays(collab: Collab) -> None:
    adopted(collab)
    form = opened(read_more(collab, "dev").click("Propose a change"))
    assert form.value("sentence") == SENTENCE
    form.fill(one_sentence=BETTER, whom_to_ask="planning").submit()

    shown = round_in(collab, "ben", "planning").words
    assert "Do we agree to change principle 1?" in shown
    assert "We ask ~users~ *residents and staff* before we build." in shown
    assert SENTENCE in manifesto(collab).words  # until it is adopted
    page = read_more(collab)
    assert "A change is being decided in #planning" in page.words
    assert "Propose a change" not in page.buttons
    passes(collab)
    assert f"1. {TITLE}" in manifesto(collab).words
    assert BETTER in manifesto(collab).words


def test_versions_are_kept_and_any_two_can_be_compared(collab: Collab) -> None:
    proposes(collab)
    edits(collab, "amira", BETTER)
    edits(collab, "amira", "We ask residents and staff before we buy.")
    passes(collab)

    view = opened(read_more(collab).click("Compare versions"))
    assert "Version 3 beside version 2" in view.words
    assert "Taken out: “build.”\nPut in: “buy.”" in view.words
    for text in (SENTENCE, BETTER):
        assert text in view.words
    view.choose("manifesto.compare", "Compare with version 1")
    waits_for(collab, view, "Version 3 beside version 1")
    assert "Taken out: “users”, “build.”" in view.words


def test_an_item_says_which_principles_it_uses(collab: Collab) -> None:
    adopted(collab)
    collab.has("Missed bins", owner="U0BEN")
    details = details_of(collab, "Missed bins", "ben")

    opened(details.click("Uses principle…")).fill(principles=["1. Start with people"]).submit()

    waits_for(collab, details, "This uses *1. Start with people*")
    assert "*Principles that it uses*\n1. Start with people" in details.words
    assert "Used by 1 item" in manifesto(collab).words
    assert "Missed bins" in read_more(collab, "cerys").words
    assert "Uses principle…" not in details_of(collab, "Missed bins", "cerys").buttons
    opened(details.click("Uses principle…")).fill(principles=None).submit()
    waits_for(collab, details, "This uses no principle")
    assert "No item uses it yet" in manifesto(collab).words


def test_a_principle_is_used_by_ones_own_items(collab: Collab) -> None:
    adopted(collab)
    page = read_more(collab)
    assert "You own no item yet" in page.click("Our project uses this").words
    collab.has("Missed bins", owner="U0BEN")
    collab.has("Damp and mould", owner="U0AMIRA")
    page = read_more(collab)

    form = opened(page.click("Our project uses this"))
    form.fill(items=["Missed bins"]).submit()

    waits_for(collab, page, "Saved.")
    assert "Missed bins" in page.words
    assert "Damp and mould" not in page.words


# ---------------------------------------------------------------- guidance


def test_guidance_is_voted_on_with_emoji_and_the_best_comes_first(collab: Collab) -> None:
    adopted(collab)
    for name, text in (("ben", "Sit beside them."), ("cerys", "Pay people for their time.")):
        page = read_more(collab, name)
        form = opened(page.click("Add guidance"))
        form.fill(section="How to do it", text=text, channel="housing").submit()
        waits_for(collab, page, "Your guidance is added")
    catches_up(collab)
    posted = {
        one.words: one
        for one in collab.slack.posted("housing")
        if "React to this message to vote" in one.words
    }
    first = next(one for words, one in posted.items() if "Sit beside them." in words)
    second = next(one for words, one in posted.items() if "Pay people" in words)
    collab.slack.person("dev").reacts("+1", first.seen_by(collab.slack.person("dev")))
    for name in ("amira", "eilidh"):
        person = collab.slack.person(name)
        person.reacts("heart", second.seen_by(person))
        person.reacts("+1", second.seen_by(person))
    collab.settles()

    words = read_more(collab).words
    assert words.index("Pay people for their time.") < words.index("Sit beside them.")
    assert "Guidance from @cerys" in words
    assert "2 votes" in words
    collab.slack.person("amira").unreacts("heart", second.seen_by(collab.slack.person("amira")))
    collab.settles()
    assert "2 votes" in read_more(collab).words  # she has another on it


def test_guidance_is_taken_back_by_who_wrote_it(collab: Collab) -> None:
    adopted(collab)
    page = read_more(collab, "ben")
    opened(page.click("Add guidance")).fill(
        section="Examples", text="Our repairs page.", channel="housing"
    ).submit()
    waits_for(collab, page, "Our repairs page.")
    assert "Take back" not in read_more(collab, "cerys").buttons
    catches_up(collab)
    assert "Our repairs page." in collab.slack.posted("housing")[-1].words

    page.click("Take back")

    waits_for(collab, page, "The guidance is taken back")
    assert "Our repairs page." not in read_more(collab).words
    catches_up(collab)
    posted = "".join(one.words for one in collab.slack.posted("housing"))
    assert "Our repairs page." not in posted
    assert "This guidance was taken back." in posted


# ---------------------------------------------------------------- what is private


def test_what_is_decided_in_a_private_channel_shows_only_once_it_is_adopted(collab: Collab) -> None:
    collab.slack.add_channel("quiet-room", "amira", "ben", kind="private")
    proposes(collab, channel="quiet-room")
    assert "Reasons stay in this channel" in round_in(collab, "amira", "quiet-room").words
    assert TITLE not in manifesto(collab, "dev").words
    assert TITLE in manifesto(collab, "amira").words  # it is hers
    assert TITLE not in collab.slack.person("amira").says("@collab manifesto").words  # others read it
    form = opened(round_in(collab, "amira", "quiet-room").click("Edit the text"))
    form.fill(one_sentence=BETTER).submit()
    passes(collab)

    page = read_more(collab, "dev")
    assert BETTER in page.words
    assert "Compare versions" not in page.buttons  # the first text was only tried in private


def test_turning_a_page_that_others_see_shows_nothing_of_a_private_channel(collab: Collab) -> None:
    for number in range(11):
        proposes(collab, title=f"Principle of ours, no {number}")
    passes(collab)
    collab.slack.add_channel("quiet-room", "amira", "ben", kind="private")
    proposes(collab, channel="quiet-room")
    first = collab.slack.person("dev").says("@collab manifesto").message

    first.seen_by(collab.slack.person("amira")).click("Next")

    collab.slack.wait_for(lambda: "Principle of ours, no 10" in first.words)
    assert TITLE not in first.words


def test_where_it_cannot_post_it_says_so_at_the_field(collab: Collab) -> None:
    collab.slack.add_channel("quiet-room", "amira", "ben", kind="private", with_app=False)
    form = collab.slack.person("amira").types("/collab manifesto propose").view
    refused = form.fill(title=TITLE, one_sentence=SENTENCE, whom_to_ask="quiet-room").submit()

    assert "I am not in this channel" in refused.errors["Whom to ask"]
    collab.slack.refusals.clear()  # Slack told nothing of that channel

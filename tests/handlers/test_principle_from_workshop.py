"""A principle's whole way: from a pre-mortem, through an objection and an amendment, to the published page."""

from bot.views.manifesto_page import as_html, as_markdown
from playground.driver.message import ShownMessage
from tests.collab import Collab
from tests.handlers.rounds import manifesto, objects, passes, read_more, round_in, says, told
from tests.handlers.steps import opened
from tests.handlers.workshop_steps import begins, board, form, leads, thread

FIRST = "We ask users before we build."
AMENDED = "We ask users and the staff who help them before we build."


def results(collab: Collab, channel: str = "housing") -> ShownMessage:
    """The results of a pre-mortem, as Amira sees them."""
    begins(collab, channel=channel)
    window = form(collab, "amira", channel=channel)
    window.fill({"text.new0": "Nobody asked the tenants", "category.new0": "Culture"}).submit()
    for phase in ("group", "vote", "discuss"):
        leads(collab, f"Move on to {phase}", channel=channel)
    found = [one for one in thread(collab, channel) if "What came out of it" in one.words]
    return found[-1].seen_by(collab.slack.person("amira"))


def test_from_a_premortem_to_the_published_page(collab: Collab) -> None:
    proposal = opened(results(collab).click("Propose a principle"))
    assert "It is kept and shown with the principle:\n• Nobody asked the tenants" in proposal.words
    proposal.fill(title="Start with people", one_sentence=FIRST, whom_to_ask="housing").submit()

    says(collab, "ben", "Agree")
    objects(collab, "cerys", "It forgets the contact centre", AMENDED)
    opened(round_in(collab, "amira").click("Take over")).submit()
    says(collab, "ben", "Agree")
    told(collab, "cerys", "Does this text resolve your objection?").click("Yes, I agree to this")
    passes(collab)

    assert AMENDED in manifesto(collab).words
    read = read_more(collab)
    assert "• Nobody asked the tenants" in read.words
    assert "The workshops: " in read.words
    assert board(collab, "housing").ts.replace(".", "") in str(read.blocks)
    pages = collab.services.manifesto.published(collab.team)
    today = collab.slack.clock.now().date()
    for page in (as_html(pages, today=today), as_markdown(pages, today=today)):
        for words in ("Start with people", AMENDED, "Nobody asked the tenants", "2 people agreed"):
            assert words in page
        for words in (FIRST, "It forgets the contact centre", "cerys", "U0"):
            assert words not in page


def test_what_people_said_in_a_private_channel_does_not_go_along(collab: Collab) -> None:
    collab.slack.add_channel("quiet-room", "amira", "ben", kind="private")
    proposal = opened(results(collab, "quiet-room").click("Propose a principle"))

    assert "A workshop in a private channel" in proposal.words
    assert "Nobody asked the tenants" not in proposal.words + proposal.private_metadata

"""Cards: what they say, and that Slack takes the worst of them."""

import pytest

from bot.domain.finding import Hit
from bot.domain.items import Item, Kind, Phase
from bot.domain.votes import NO_VOTES, Tally
from bot.views.cards import card_message, hit_blocks, why_it_matched
from tests.factories import content
from tests.views.slack import elements, mrkdwn, taken_message, words
from tests.views.worst import FILLINGS, TALLY, kept, worst_content


def item(**wanted: object) -> Item:
    return kept(content(**wanted), owner="U0AMIRA", number=7)


def test_a_card_says_what_it_is_whom_to_ask_how_current_it_is_and_its_votes() -> None:
    message = card_message(
        item(phase=Phase.BETA, themes=("housing-and-homelessness",), looking_for="Two councils"),
        Tally(counts={"+1": 2, "eyes": 1}),
        posted_by="U0BEN",
        note="Look\nat this",
    )

    said = words(taken_message(message))
    for line in (
        "<@U0BEN> shared this with the channel:\n> Look\n> at this",
        "*Housing repairs online*\nProject in beta · Housing and homelessness",
        "Tenants book a repair and see when it will be done.",
        "Ask <@U0AMIRA>",
        "Looking for: Two councils",
        "Confirmed <!date^",
        "React to this message to vote for it. Before it was posted here it had :+1: 2 :eyes: 1 (3 votes).",
    ):
        assert line in said


def test_a_card_leaves_out_what_is_not_known() -> None:
    message = card_message(item(kind=Kind.IDEA), NO_VOTES, posted_by=None)

    said = words(taken_message(message))
    assert "shared this" not in said
    assert "Looking for" not in said
    assert "votes" not in said, "the reactions below a card say how many"


@pytest.mark.parametrize(
    ("owner", "contact", "said"),
    [
        pytest.param("U0AMIRA", "", "Ask <@U0AMIRA>", id="an owner"),
        pytest.param(None, "Digital team <team@example.org>", "Ask Digital team &lt;team@", id="a contact"),
        pytest.param(None, "", "Nobody is named to ask", id="nobody"),
    ],
)
def test_whom_to_ask(owner: str | None, contact: str, said: str) -> None:
    shown = kept(content(), owner=owner, contact=contact)

    assert said in words(taken_message(card_message(shown, NO_VOTES, posted_by=None)))


@pytest.mark.parametrize(
    ("matched", "in_title", "said"),
    [
        pytest.param(("housing", "repairs"), True, "Matches *housing*, *repairs* in the title", id="title"),
        pytest.param(("ASC",), False, "Matches *ASC*", id="elsewhere"),
        pytest.param((), False, "", id="only filters"),
        pytest.param(("<!here> *",), False, "Matches *&lt;!here&gt; ∗*", id="mark-up"),
    ],
)
def test_why_it_matched(matched: tuple[str, ...], in_title: bool, said: str) -> None:
    hit = Hit(item=item(), matched=matched, in_title=in_title, votes=NO_VOTES)

    assert why_it_matched(hit) == said
    assert said in words([block.to_dict() for block in hit_blocks(hit)])


def test_a_screen_reader_says_which_item_a_button_belongs_to() -> None:
    payload = taken_message(card_message(item(), NO_VOTES, posted_by=None))

    assert [one["accessibility_label"] for one in elements(payload)] == [
        "Details: Housing repairs online",
        "I’m interested: Housing repairs online",
        "Follow: Housing repairs online",
        "Copy to channel: Housing repairs online",
    ]


@pytest.mark.parametrize("filling", FILLINGS.values(), ids=list(FILLINGS))
@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("owner", ["U01234567890", None], ids=["an owner", "no owner"])
def test_slack_takes_the_worst_card(filling: str, kind: Kind, owner: str | None) -> None:
    worst = kept(worst_content(filling, kind), owner=owner)

    payload = taken_message(card_message(worst, TALLY, posted_by="U01234567890", note=(filling * 500)[:500]))

    assert "<!channel>" not in mrkdwn(payload)
    assert "<!channel>" not in payload["text"]


def test_what_people_write_as_a_rule_is_shown_whole() -> None:
    written = content(title="t" * 100, summary="s & " * 62 + "end", looking_for="l" * 250)

    said = words(taken_message(card_message(kept(written), NO_VOTES, posted_by=None)))

    for text in (written.title, written.summary.replace("&", "&amp;"), written.looking_for):
        assert text in said

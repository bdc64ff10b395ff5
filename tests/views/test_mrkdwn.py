"""People's words in mrkdwn: unable to ping, to pose as a link, or to break out."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views import mrkdwn

WORDS = st.text(max_size=300)
ALIVE = [
    "<!here>",
    "<!channel>",
    "<@U0AMIRA>",
    "<#C0GENERAL>",
    "<https://evil.example|our intranet>",
    "<!date^1^x|y>",
]


@pytest.mark.parametrize("text", ALIVE)
def test_nothing_comes_alive(text: str) -> None:
    for said in (
        mrkdwn.escape(text),
        mrkdwn.excerpt(text, 200),
        mrkdwn.bold(text, 200),
        mrkdwn.quote(text, 200),
        *mrkdwn.parts(text, 3000),
    ):
        assert text not in said
        assert "<" not in said


@given(WORDS, st.integers(min_value=1, max_value=300))
def test_an_excerpt_fits_and_says_the_beginning(text: str, limit: int) -> None:
    said = mrkdwn.excerpt(text, limit)

    assert len(said) <= limit
    assert "<" not in said
    assert ">" not in said
    kept = html.unescape(said)
    assert kept == text or text.startswith(kept.removesuffix("…"))


@given(WORDS)
def test_an_excerpt_never_cuts_an_escape_in_two(text: str) -> None:
    for limit in range(1, 12):
        said = mrkdwn.excerpt(text, limit)
        assert said.count("&") == said.count("&amp;") + said.count("&lt;") + said.count("&gt;")


@given(WORDS, st.integers(min_value=3, max_value=300))
def test_bold_is_bold_to_its_end(text: str, limit: int) -> None:
    said = mrkdwn.bold(text, limit)

    assert said[0] == said[-1] == "*"
    assert "*" not in said[1:-1]
    assert "\n" not in said
    assert len(said) <= limit


@given(WORDS, st.integers(min_value=10, max_value=300))
def test_a_quotation_is_quoted_on_every_line(text: str, limit: int) -> None:
    assert all(line.startswith("> ") for line in mrkdwn.quote(text, limit).split("\n") if line)


@given(st.text(alphabet="&<> \nab", max_size=6000))
def test_parts_fit_and_leave_nothing_out(text: str) -> None:
    parts = mrkdwn.parts(text, 1000)

    assert all(0 < len(part) <= 1000 for part in parts)
    assert "".join(html.unescape("".join(parts)).split()) == "".join(text.split())


@given(WORDS)
def test_a_links_words_stay_in_the_link(text: str) -> None:
    said = mrkdwn.link("https://example.org", text)

    assert (said.count("<"), said.count(">"), said.count("|")) == (1, 1, 1)
    assert said.startswith("<https://example.org|")
    assert said.endswith(">")


@given(WORDS, st.integers(min_value=1, max_value=100))
def test_plain_words_are_shortened_not_escaped(text: str, limit: int) -> None:
    said = mrkdwn.shortened(text, limit)

    assert len(said) <= limit
    assert said == text or text.startswith(said[:-1].rstrip())


@pytest.mark.parametrize(
    ("words", "last", "said"),
    [(["a"], "and", "a"), (["a", "b"], "and", "a and b"), (["a", "b", "c"], "or", "a, b or c")],
)
def test_a_listing_reads_like_a_sentence(words: list[str], last: str, said: str) -> None:
    assert mrkdwn.listing(words, last) == said

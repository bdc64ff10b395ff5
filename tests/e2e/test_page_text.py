"""How the page shows what people and apps wrote: Slack's mrkdwn, and nothing alive that should not be."""

import re

import pytest
from playwright.sync_api import Page, expect

from playground import Playground
from tests.e2e.stub import Stub, field, modal, mrkdwn, option, plain, section

HOSTILE = "<img src=x onerror=window.hacked=1><script>window.hacked=1</script>"
ESCAPED = HOSTILE.replace("<", "&lt;").replace(">", "&gt;")

# The moment is Saturday 21 November 2026, 21:05:09 in London.
MOMENT = "1795295109"

SHOWN = {
    "bold": ("a *b c* d", "a <strong>b c</strong> d"),
    "italic": ("_a_, b", "<em>a</em>, b"),
    "struck": ("~a~", "<s>a</s>"),
    "nested": ("*a _b_ c*", "<strong>a <em>b</em> c</strong>"),
    "snake case": ("a snake_case_name", "a snake_case_name"),
    "sums": ("2*3*4 and 2 * 3 * 4", "2*3*4 and 2 * 3 * 4"),
    "left open": ("*a", "*a"),
    "code": ("`*a* &amp; b`", "<code>*a* &amp; b</code>"),
    "code block": ("```\n*a*\n  b\n```", "<pre><code>*a*\n  b</code></pre>"),
    "quote": ("&gt; a\n&gt; b\nc", "<blockquote>a\nb</blockquote>c"),
    "quoted rest": ("&gt;&gt;&gt; a\nb", "<blockquote>a\nb</blockquote>"),
    "lines": ("a\nb", "a\nb"),
    "entities": ("a &lt; b &amp;lt;", "a &lt; b &amp;lt;"),
    "emoji": (
        "yes :+1:",
        'yes <span class="emoji" role="img" aria-label="thumbs up" title=":+1:">👍</span>',
    ),
    "skin tone": (
        ":+1::skin-tone-3:",
        '<span class="emoji" role="img" aria-label="thumbs up" title=":+1::skin-tone-3:">👍🏼</span>',
    ),
    "not an emoji": ("at 10:30:45", "at 10:30:45"),
    "a person": (
        "<@U0BEN>",
        '<span class="mention" title="Product manager, Brackenshire (sample)">@Ben Okafor</span>',
    ),
    "me": (
        "<@U0AMIRA|amira>",
        '<span class="mention me" title="Service designer, Ambleford (sample)">@Amira Hassan</span>',
    ),
    "a stranger": ("<@U9>", '<span class="mention">@someone</span>'),
    "a channel": ("<#C0DATA|data>", '<a class="mention" href="#/C0DATA">#data</a>'),
    "a channel one is not in": ("<#C9>", '<span class="mention">a private channel</span>'),
    "everyone here": ("<!here>", '<span class="mention me">@here</span>'),
    "an unknown scheme": ("<javascript:alert(1)|click>", "&lt;javascript:alert(1)|click&gt;"),
    "an attribute": (
        '<https://a.example/"onclick="x|a>',
        '<a href="https://a.example/%22onclick=%22x" target="_blank" rel="noopener noreferrer">a</a>',
    ),
}


DATES = {
    "{date_num}": "2026-11-21",
    "{date_slash}": "21/11/2026",
    "{date}": "21 November 2026",
    "{date_short}": "21 Nov 2026",
    "{date_long}": "Saturday, 21 November 2026",
    "{date_long_full}": "Saturday, 21 November 2026",
    "{date_pretty} at {time}": "Today at 21:05",
    "on {date_short_pretty}": "On today",
    "{date_long_pretty}": "Today",
    "{time_secs}": "21:05:09",
    "{ago}": "2 hours ago",
    "{day_divider_pretty}": "Today",
    "{no_such_token}": "the fallback",
}


def mrkdwn_html(page: Page, text: str) -> str:
    """What the page's own module makes of a text."""
    html: str = page.evaluate(
        """async (text) => {
            const { mrkdwn } = await import("/static/mrkdwn.js");
            const place = document.createElement("div");
            place.append(mrkdwn(text));
            return place.innerHTML;
        }""",
        text,
    )
    return html


def inner_text(page: Page, text: str) -> str:
    return re.sub("<[^>]*>", "", mrkdwn_html(page, text))


def test_mrkdwn_is_shown_as_slack_shows_it(page: Page) -> None:
    shown = {case: mrkdwn_html(page, text) for case, (text, _) in SHOWN.items()}
    assert shown == {case: html for case, (_, html) in SHOWN.items()}


@pytest.mark.parametrize(
    ("text", "words", "address"),
    [
        ("<https://a.example/x_y_z?b=1&amp;c=2|see *this*>", "see *this*", "https://a.example/x_y_z?b=1&c=2"),
        ("go to https://a.example/a_b_.", "https://a.example/a_b_", "https://a.example/a_b_"),
        ("<mailto:jo@a.example|write to Jo>", "write to Jo", "mailto:jo@a.example"),
        ("*<https://a.example|bold>*", "bold", "https://a.example/"),
    ],
    ids=["label", "bare", "mail", "in bold"],
)
def test_links_lead_out_of_the_page_safely(
    page: Page, app: Stub, text: str, words: str, address: str
) -> None:
    app.posts(section(text))
    link = page.get_by_role("log").or_(page.locator(".blocks")).get_by_role("link", name=words, exact=True)
    expect(link).to_have_attribute("href", address)
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", "noopener noreferrer")


def test_dates_are_shown_in_london_by_the_playgrounds_clock(page: Page, slack: Playground) -> None:
    slack.clock.move_to("2026-11-21T23:05:30+00:00")
    expect(page.get_by_role("banner", name="Clock")).to_contain_text("Sat 21 Nov 2026, 23:05")
    shown = {token: inner_text(page, f"<!date^{MOMENT}^{token}|the fallback>") for token in DATES}
    assert shown == DATES


def test_a_date_says_the_full_moment_and_may_be_a_link(page: Page, app: Stub) -> None:
    app.posts(section(f"<!date^{MOMENT}^{{date}}^https://a.example/x|then>"))
    link = page.get_by_role("link", name="21 November 2026")
    expect(link).to_have_attribute("href", "https://a.example/x")
    expect(link.locator("time")).to_have_attribute("title", "Saturday, 21 November 2026 at 21:05:09")


def test_markdown_blocks_are_shown(page: Page, app: Stub) -> None:
    words = "# Top\n\nSome **bold** and [a link](https://a.example).\n\n- one\n  - two\n\n"
    app.posts({"type": "markdown", "text": f"{words}| a | b |\n|---|---|\n| 1 | `2` |"})
    shown = page.locator(".markdown")
    expect(shown.get_by_role("heading", name="Top")).to_be_visible()
    expect(shown.locator("strong")).to_have_text("bold")
    expect(shown.get_by_role("link")).to_have_attribute("href", "https://a.example/")
    expect(shown.locator("ul ul li")).to_have_text("two")
    expect(shown.get_by_role("cell")).to_have_text(["1", "2"])


def hostile_blocks() -> list[dict[str, object]]:
    text = [{"type": "text", "text": HOSTILE}]
    return [
        section(ESCAPED, fields=[mrkdwn(ESCAPED), plain(HOSTILE)]),
        section("<javascript:window.hacked=1|click me>"),
        {"type": "header", "text": plain(HOSTILE)},
        {"type": "context", "elements": [mrkdwn(ESCAPED), plain(HOSTILE)]},
        {"type": "markdown", "text": f"{HOSTILE}\n\n[click me](javascript:window.hacked=1)"},
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": text}]},
        {
            "type": "actions",
            "elements": [
                {"type": "button", "action_id": "b", "text": plain(HOSTILE[:75])},
                {
                    "type": "static_select",
                    "action_id": "s",
                    "placeholder": plain(HOSTILE[:75]),
                    "options": [option(HOSTILE[:75], description=plain(HOSTILE[:75]))],
                },
            ],
        },
    ]


def assert_harmless(page: Page) -> None:
    expect(page.locator("img[src='x'], script:not([src])")).to_have_count(0)
    expect(page.locator("a[href^='javascript']")).to_have_count(0)
    assert page.evaluate("window.hacked") is None


def test_markup_in_a_message_is_only_text(page: Page, slack: Playground) -> None:
    slack.person("ben").posts(HOSTILE, "housing")
    expect(page.get_by_text(HOSTILE, exact=True)).to_be_visible()
    assert_harmless(page)


def test_markup_in_blocks_is_only_text(page: Page, app: Stub) -> None:
    app.posts(*hostile_blocks())
    expect(page.get_by_role("button", name=HOSTILE[:75])).to_be_visible()
    expect(page.get_by_text(HOSTILE, exact=True)).to_have_count(9)
    page.get_by_role("combobox", name=HOSTILE[:75]).click()
    expect(page.get_by_role("option")).to_be_visible()
    assert_harmless(page)


def test_markup_in_a_modal_is_only_text(page: Page, app: Stub) -> None:
    element = {"type": "plain_text_input", "initial_value": HOSTILE, "placeholder": plain(HOSTILE)}
    app.opens(modal(field(HOSTILE, element | {"action_id": "v"}, hint=plain(HOSTILE)), title=HOSTILE[:24]))
    page.get_by_role("textbox", name="Message #housing").fill("/collab share")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name=HOSTILE)).to_have_value(HOSTILE)
    assert_harmless(page)


def test_a_block_that_the_page_does_not_know_says_so(page: Page) -> None:
    words = page.evaluate(
        """async () => {
            const { drawBlocks } = await import("/static/blocks/index.js");
            const { Surface } = await import("/static/surface.js");
            return drawBlocks([{ type: "hologram" }], new Surface({ view_id: "V1" })).textContent;
        }"""
    )
    assert words == "The playground cannot show “hologram”."

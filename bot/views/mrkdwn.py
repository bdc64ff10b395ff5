"""The only functions that may put somebody's words into mrkdwn."""

import re
from collections.abc import Iterable
from datetime import datetime

_PIECE = re.compile(r"\s{1,200}|\S{1,200}")


def escape(text: str) -> str:
    """People's words, unable to ping anybody or to pose as a link.

    >>> escape("<!here> R&D")
    '&lt;!here&gt; R&amp;D'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def excerpt(text: str, limit: int) -> str:
    """People's words, escaped and at most `limit` characters long after escaping.

    >>> excerpt("abcdef", 4), excerpt("<<<<", 9)
    ('abc…', '&lt;&lt;…')
    """
    escaped = escape(text)
    if len(escaped) <= limit:
        return escaped
    kept: list[str] = []
    room = limit - 1
    for character in text:
        room -= len(escape(character))
        if room < 0:
            break
        kept.append(character)
    return escape("".join(kept).rstrip()) + "…"


def parts(text: str, limit: int) -> list[str]:
    """All of people's words, escaped, in parts of at most `limit` (1,000 or more) characters, cut between words.

    >>> [len(part) for part in parts("Long words. " * 500, 3000)]
    [2999, 2999]
    """
    found = [""]
    for piece in _PIECE.findall(text):
        escaped = escape(piece)
        if len(found[-1]) + len(escaped) > limit:
            found.append("")
        found[-1] += escaped
    return [part.strip() for part in found if part.strip()]


def shortened(text: str, limit: int) -> str:
    """People's words for a plain-text element, which needs no escaping.

    >>> shortened("abcdef", 4)
    'abc…'
    """
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def bold(text: str, limit: int) -> str:
    """People's words on one line in bold; an asterisk of theirs would end it, so it is swapped for its look-alike.

    >>> bold("2 * 3", 100)
    '*2 ∗ 3*'
    """
    return "*" + excerpt(" ".join(text.split()).replace("*", "∗"), limit - 2) + "*"


def quote(text: str, limit: int) -> str:
    r"""People's words as a quotation.

    >>> quote("one\ntwo", 100)
    '> one\n> two'
    """
    return "\n".join(f"> {line}" for line in excerpt(text, limit).splitlines())


def user(user_id: str) -> str:
    """A person, by name, in the reader's Slack."""
    return f"<@{user_id}>"


def channel(channel_id: str) -> str:
    """A channel, by name, in the reader's Slack."""
    return f"<#{channel_id}>"


def link(url: str, words: str) -> str:
    """A link; `url` must have passed `bot.domain.items.is_web_address`.

    >>> link("https://example.org/?a=1&b=2", "A | B")
    '<https://example.org/?a=1&amp;b=2|A ¦ B>'
    """
    return f"<{escape(url)}|{escape(words.replace('|', '¦'))}>"


def date(moment: datetime) -> str:
    """A date in the reader's own time zone, with a plain fallback."""
    return f"<!date^{int(moment.timestamp())}^{{date}}|{moment:%-d %B %Y}>"


def listing(words: Iterable[str], last: str = "and") -> str:
    """Words as a sentence lists them.

    >>> listing(["project", "problem", "idea"], "or")
    'project, problem or idea'
    """
    *most, final = words
    return f"{', '.join(most)} {last} {final}" if most else final

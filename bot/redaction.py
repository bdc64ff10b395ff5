"""Takes secrets out of text that is about to be shown."""

import re

HIDDEN = "[hidden]"

_SECRETS = re.compile(
    r"""\b(?:xox[a-z]|xapp|xoxe\.xox[a-z])-[\w.-]+  # Slack's tokens
      | (?<=://) [^\s/:@]* : [^\s/]+ (?=@)          # a name and password in a web or database address
    """,
    re.VERBOSE,
)


def redacted(text: str) -> str:
    """The text without Slack tokens, and without the passwords of addresses.

    >>> redacted("xoxb-12-ab was refused by postgresql://collab:pa55@db/collab")
    '[hidden] was refused by postgresql://[hidden]@db/collab'
    """
    return _SECRETS.sub(HIDDEN, text)

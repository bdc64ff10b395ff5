"""Choosing a file in a form: Slack takes it at once, and the form holds what became of it."""

from playground.errors import NotPossible
from playground.slack import Slack
from playground.values import JSON

MOST_BYTES = 10 * 1024 * 1024  # of a file in a form


def upload(slack: Slack, user: str, name: str, content: bytes) -> JSON:
    """Keep a file that somebody chose, and answer it as a form's state has it.

    Raises:
        NotPossible: it is too large for a form.
    """
    if len(content) > MOST_BYTES:
        raise NotPossible("Files in a form may have 10 MB.")
    created = int(slack.clock.now().timestamp())
    file = slack.files.chosen(slack.workspace.new_id("F"), name, content, user=user, created=created)
    return file.in_slack(slack.url())

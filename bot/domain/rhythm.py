"""When a member's digest goes quiet: nobody reads it any more, as far as we can tell.

Slack tells nobody who opened a message. So what counts as a sign of life is anything that a member does with Collab:
a command, a button, a form, a reaction to something of ours, a look at App Home.
"""

from datetime import datetime, timedelta

QUIET_AFTER = timedelta(days=91)  # three months
TIME_TO_ANSWER = timedelta(days=14)


def is_over(asked_at: datetime, now: datetime) -> bool:
    """Whether somebody who was asked, and did nothing since, has had time enough to answer."""
    return now - asked_at >= TIME_TO_ANSWER


def question_key(member_id: str, last_seen: datetime) -> str:
    """The key of the question to somebody who was last seen then: they are asked once, until they are seen again."""
    return f"go-on:{member_id}:{last_seen.isoformat()}"

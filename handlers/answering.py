"""Every listener answers, even when it refuses or breaks.

| raised | the person sees | we log |
|---|---|---|
| `InvalidFields` in a form | the reason at each field; the form keeps what was typed | info |
| another `Refusal` | its words, where they asked; in a form at the field they are about, or on top of it | info |
| anything else | an apology with a reference | the traceback, with the reference |
"""

import functools
import uuid
from collections.abc import Callable

import structlog
from slack_bolt import Args

from bot.domain.refusals import InvalidFields, Refusal
from bot.views import refusals as words
from handlers.telling import tell, tell_at_fields

log = structlog.get_logger(__name__)
Listener = Callable[[Args], None]
Answerer = Callable[[Args], bool]
"""Answers whether they heard: False when neither an answer nor an apology could be said."""


def answering(listener: Listener) -> Answerer:
    """Turn what a listener raises into a reply to the person who caused it.

    `@app.error` is too late for this: Bolt forgets an `ack()` when the listener raises soon after it, and never
    calls `@app.error` for lazy listeners.
    """

    @functools.wraps(listener)
    def guarded(args: Args) -> bool:
        try:
            listener(args)
        except Refusal as error:
            log.info("refused", reason=type(error).__name__)
            return _refuse(args, error)
        except Exception:
            reference = uuid.uuid4().hex[:8]
            log.exception("broke", reference=reference)
            return tell(args, words.breakage(reference))
        return True

    return guarded


def quietly(listener: Listener) -> Listener:
    """Log what a listener raises, and tell nobody: it does what nobody asked for."""

    @functools.wraps(listener)
    def guarded(args: Args) -> None:
        try:
            listener(args)
        except Exception:
            log.exception("broke", told=False)

    return guarded


def _refuse(args: Args, error: Refusal) -> bool:
    if isinstance(error, InvalidFields):
        problems = {name: words.field_problem(problem) for name, problem in error.problems.items()}
    else:
        problems = {name: words.in_plain_text(words.refusal(error)) for name in words.fields_of(error)}
    return tell_at_fields(args, problems) or tell(args, words.refusal(error))

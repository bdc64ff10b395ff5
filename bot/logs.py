"""Logs: one line a fact, for people on a terminal and as JSON elsewhere, on stderr.

No secret is ever written; what people typed is, at `debug` only.
"""

import logging
import sys
from collections.abc import Mapping
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.redaction import HIDDEN, redacted

# The names under which a logger is given a secret, and what a person wrote.
_SECRET = ("token", "secret", "password", "authorization", "cookie")
_TYPED = frozenset(
    {
        "text",
        "typed",
        "query",
        "words",
        "title",
        "summary",
        "description",
        "message",
        "body",
        "payload",
        "values",
    }
)
# These report each step they take as "info".
_TALKATIVE = ("alembic", "apscheduler", "slack_bolt", "slack_sdk", "urllib3", "werkzeug")


def configure(*, level: str, style: str = "auto", stream: TextIO | None = None) -> None:
    """Send structlog's and the standard library's records to `stream` (stderr), from `level` on.

    `style` is `console`, `json`, or `auto`: console when the stream is a terminal.
    """
    stream = stream or sys.stderr
    console = style == "console" or (style == "auto" and stream.isatty())
    both: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,  # as plain text: richer formatters print local variables
        without_typed_words,
        without_secrets,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            *both,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    plain = structlog.dev.plain_traceback
    renderer: Processor = (
        structlog.dev.ConsoleRenderer(colors=stream.isatty(), exception_formatter=plain)
        if console
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=both,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(
            logging.NOTSET if level == "debug" else max(root.level, logging.WARNING)
        )


def without_typed_words(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Keep only the length of what a person typed, unless this is a `debug` record."""
    if event.get("level") == "debug":
        return event
    return {key: _length(value) if key in _TYPED else value for key, value in event.items()}


def without_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Hide what is named as a secret or looks like one, however deep."""
    return {key: _open(key, value) for key, value in event.items()}


def _length(value: object) -> object:
    return f"[{len(value)} characters]" if isinstance(value, str) else HIDDEN


def _open(key: str, value: object) -> object:
    if any(word in key.lower() for word in _SECRET):
        return HIDDEN
    if isinstance(value, str):
        return redacted(value)
    if isinstance(value, Mapping):
        return {inner: _open(str(inner), part) for inner, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_open("", part) for part in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return redacted(str(value))

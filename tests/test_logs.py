"""Logs: readable, complete, and without secrets or what people typed."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot import logs
from tests.logging_state import logging_restored

TOKEN = "xoxb-1234-hunter2"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    with logging_restored():
        yield


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def written(level: str = "info", style: str = "json") -> io.StringIO:
    stream = io.StringIO()
    logs.configure(level=level, style=style, stream=stream)
    return stream


def test_a_fact_is_one_line_of_json_with_its_time_level_and_logger() -> None:
    stream = written()

    structlog.get_logger("bot.app").info("started", port=3000)

    (line,) = lines(stream)
    assert line.pop("timestamp").endswith("Z")
    assert line == {"event": "started", "level": "info", "logger": "bot.app", "port": 3000}


def test_other_libraries_write_the_same_way() -> None:
    stream = written()

    logging.getLogger("sqlalchemy").warning("lost %s", "connection")

    assert lines(stream)[0]["event"] == "lost connection"


def test_libraries_that_say_every_step_are_heard_only_when_something_is_wrong() -> None:
    stream = written()

    logging.getLogger("apscheduler.scheduler").info("running job")
    logging.getLogger("apscheduler.scheduler").warning("job missed")

    assert [line["event"] for line in lines(stream)] == ["job missed"]


def test_below_the_level_nothing_is_written() -> None:
    stream = written(level="error")

    structlog.get_logger().info("started")
    logging.getLogger("apscheduler").warning("job missed")

    assert stream.getvalue() == ""


def fail_with(token: str) -> None:
    """Raise an error that names the token, from where a local variable holds it."""
    raise RuntimeError(token)


@pytest.mark.parametrize("style", ["json", "console"])
def test_no_secret_is_written(style: str) -> None:
    """Neither as a value, nor deep inside one, nor in a traceback or its local variables."""
    stream = written(level="debug", style=style)
    log = structlog.get_logger()

    log.info("called", bot_token="hunter2", headers={"Authorization": "Bearer hunter2", "list": [TOKEN]})
    log.info("said %s", TOKEN, error=ValueError(TOKEN), url="postgresql://collab:hunter2@db/collab")
    logging.getLogger("slack_sdk").debug("sent %s", TOKEN)
    try:
        fail_with(TOKEN)
    except RuntimeError:
        log.exception("broke")
        logging.getLogger("other").exception("broke too")

    assert "RuntimeError" in stream.getvalue()
    assert "hunter2" not in stream.getvalue()
    assert stream.getvalue().count("[hidden]") >= 8


def test_what_people_typed_is_counted_not_written() -> None:
    stream = written(level="debug")
    log = structlog.get_logger()

    log.info("found", query="damp and mould", hits=3)
    log.debug("found", query="damp and mould")

    assert [line["query"] for line in lines(stream)] == ["[14 characters]", "damp and mould"]


@pytest.mark.parametrize(
    ("stream", "for_people"),
    [pytest.param(Terminal(), True, id="tty"), pytest.param(io.StringIO(), False, id="pipe")],
)
def test_auto_writes_for_people_on_a_terminal_and_json_elsewhere(
    stream: io.StringIO, for_people: bool
) -> None:
    logs.configure(level="info", stream=stream)

    structlog.get_logger().info("started")

    assert stream.getvalue().startswith("{") != for_people

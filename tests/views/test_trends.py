"""What people look for, as Slack takes it, and as a picture."""

import struct
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from bot.data import themes
from bot.domain.trends import Change, Figure, Trend, Trends
from bot.domain.worth import Worth
from bot.views.trend_picture import trend_picture
from bot.views.trends import MOST_DRAWN, MOST_ROWS, picture_message, picture_words, trends_message
from tests.views.slack import Json, taken_message, words

SINCE, UNTIL = date(2026, 10, 26), date(2026, 11, 22)


def trends(*topics: Trend, theme: str | None = None, other: int = 0) -> Trends:
    of_themes = [Trend(label=one.key, figure=Figure(9, 3)) for one in themes()]
    return Trends(
        theme=theme, days=30, since=SINCE, until=UNTIL, topics=topics, themes=of_themes, other=other
    )


def trend(label: str, searches: int = 5, unmet: int = 0, change: Change = Change.UNKNOWN) -> Trend:
    return Trend(label=label, figure=Figure(searches, unmet), change=change)


WORST = trends(
    *(trend("& < $x_1$ " * 10, 1_000_000 - n, 999_000, Change.DOUBLED) for n in range(40)), other=1_000_000
)


def table(message: Json) -> list[list[str]]:
    (block,) = (one for one in message["blocks"] if one["type"] == "table")
    return [[cell["text"] for cell in row] for row in block["rows"]]


def test_slack_takes_it_at_its_worst() -> None:
    rows = table(taken_message(trends_message(WORST)))

    assert len(rows) == MOST_ROWS + 1
    taken_message(picture_message(WORST, "F1"))
    taken_message(trends_message(trends(theme="website-and-content")))


def test_few_are_words_and_not_a_number() -> None:
    rows = table(taken_message(trends_message(trends(trend("Bins", 5), trend("Damp", 9, 4)))))

    assert rows == [
        ["Looked for", "Searches", "Found nothing"],
        ["Bins", "5", "few or none"],
        ["Damp", "9", "4"],
    ]


def test_what_changed_has_a_column_once_there_is_something_to_compare_with() -> None:
    message = taken_message(trends_message(trends(trend("Bins", 5, change=Change.NEW), trend("Damp", 9, 4))))

    assert [row[-1] for row in table(message)] == ["Compared with before", "New", "–"]
    assert "*Rising*\n• Bins: new" in words(message)


def test_what_it_was_worth_is_about_right_and_nothing_is_said_of_nothing() -> None:
    both = trends_message(trends(trend("Bins")), Worth(hours=128.5, pounds=4_561))
    hours = trends_message(trends(trend("Bins")), Worth(hours=22.5))

    assert "saved them about 130 hours and £4,600." in words(both.payload())
    assert "saved them about 22 hours." in words(hours.payload())
    assert "saved" not in words(trends_message(trends(trend("Bins"))).payload())


def test_the_picture_is_told_in_words() -> None:
    rows = [trend(f"Thing {n}", 20 - n, 3, Change.UP) for n in range(9)]

    said = picture_words(trends(*rows, theme="public-health"))

    assert said.startswith(
        "A bar chart. What people look for, Public health, from 26 October to 22 November 2026: "
    )
    assert all(
        f"Thing {n}, {20 - n} searches, 3 found nothing, up by half or more" in said
        for n in range(MOST_DRAWN)
    )
    assert f"Thing {MOST_DRAWN}" not in said


def test_the_picture_is_as_wide_as_a_phone_and_holds_whatever_is_said() -> None:
    png = trend_picture(WORST)

    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    assert width == 1080
    assert height > width
    assert len(png) < 500_000


def test_pictures_are_drawn_side_by_side_and_alike() -> None:
    shown = trends(trend("Bins"), trend("Damp", 9, 4, Change.NEW))

    with ThreadPoolExecutor(4) as executor:
        pictures = set(executor.map(lambda _: trend_picture(shown), range(8)))

    assert len(pictures) == 1
    assert "matplotlib.pyplot" not in sys.modules

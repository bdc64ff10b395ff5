"""The figures as tables: on the terminal, and in docs/performance.md."""

from collections.abc import Sequence
from statistics import median

from benchmarks.databases import POSTGRESQL, SQLITE
from benchmarks.figures import milliseconds, per_second
from benchmarks.measuring import NOTHING, Measured
from benchmarks.pages import Table, markdown, met, today_on_this, write_between
from benchmarks.reacting import THREADS

BEGIN, END = "<!-- figures: written by make bench -->", "<!-- end of figures -->"

ACK_AIM = 0.001  # seconds from dispatch, at the median
FIND_AIM = 0.010  # seconds more than doing nothing, at 10,000 items
EVENTS_AIM = 0.5  # of the rate of the app that does nothing, on SQLite
START_AIM = 2.0  # seconds


def tables(measured: Measured) -> list[Table]:
    """Every table: its heading, its columns, its rows."""
    return [_aims(measured), _finds(measured), _events(measured), _imports(measured), _starts(measured)]


def machine(measured: Measured) -> str:
    """What it was measured on."""
    return (
        f"{today_on_this(measured.versions)} Other work may have run on the machine; what stands in "
        "one table was measured in turns, so compare within a table."
    )


def write(measured: Measured) -> None:
    """Put the figures into the page, between its two marks."""
    write_between(BEGIN, END, [machine(measured), *map(markdown, tables(measured))])


def _aims(measured: Measured) -> Table:
    size = 10_000 if 10_000 in measured.finds else max(measured.finds)
    finds = measured.finds[size]
    ack = max(finds[name].ack.median for name in (SQLITE, POSTGRESQL))
    more = {name: finds[name].reply.median - finds[NOTHING].reply.median for name in (SQLITE, POSTGRESQL)}
    share = _share(measured, SQLITE)
    ready = median(started.seconds for started in measured.starts)
    rows = [
        ("Acknowledged after dispatch, median", "1 ms", f"{milliseconds(ack)} ms", met(ack <= ACK_AIM)),
        *(
            (
                f"Find by words in {size:,} items, more than doing nothing, median, {name}",
                "10 ms",
                f"{milliseconds(more[name])} ms",
                met(more[name] <= FIND_AIM),
            )
            for name in more
        ),
        (
            "Reactions a second, against doing nothing, SQLite",
            "0.5",
            f"{share:.2f}",
            met(share >= EVENTS_AIM),
        ),
        ("Ready after start", "2 s", f"{ready:.2f} s", met(ready <= START_AIM)),
    ]
    return "What we aim at", ("what", "aim", "measured", ""), [*rows]


def _finds(measured: Measured) -> Table:
    rows: list[Sequence[str]] = []
    for size, finds in measured.finds.items():
        for name, found in finds.items():
            times = (found.ack.percentile(50), found.ack.percentile(99))
            replies = (found.reply.percentile(50), found.reply.percentile(99))
            rows.append((f"{size:,}", _named(name), *map(milliseconds, (*times, *replies))))
        raw = measured.raw[size]
        rows.append(
            (
                f"{size:,}",
                "the FTS5 query alone",
                "",
                "",
                *map(milliseconds, (raw.percentile(50), raw.percentile(99))),
            )
        )
    columns = ("items", "what", "ack p50", "ack p99", "reply p50", "reply p99")
    return "`/collab find`, milliseconds from dispatch", columns, rows


def _events(measured: Measured) -> Table:
    rows = [
        (_named(name), per_second(rates), f"{_share(measured, name):.2f}")
        for name, rates in measured.reactions.items()
    ]
    heading = f"Reactions a second, from {THREADS} threads; medians"
    return heading, ("what", "events a second", "against doing nothing"), [*rows]


def _share(measured: Measured, name: str) -> float:
    """An app's rate of that of the app that does nothing, each time they took turns; the median."""
    pairs = zip(measured.reactions[name], measured.reactions[NOTHING], strict=True)
    return median(rate / idle for rate, idle in pairs)


def _imports(measured: Measured) -> Table:
    rows = [(name, f"{rate:,.0f}") for name, rate in measured.imports.items()]
    return f"Import, up to {max(measured.finds):,} items", ("database", "rows a second"), [*rows]


def _starts(measured: Measured) -> Table:
    starts = measured.starts
    rows = [
        ("ready to answer, seconds from start", f"{median(one.seconds for one in starts):.2f}"),
        ("memory when ready, MB", f"{median(one.megabytes for one in starts):.0f}"),
        ("memory after 200 finds, MB", f"{median(one.megabytes_later for one in starts):.0f}"),
    ]
    return "A process, on SQLite", ("what", "median"), [*rows]


def _named(name: str) -> str:
    return "a Bolt app that does nothing" if name == NOTHING else f"Collab on {name}"

"""How delivery is doing, for whoever runs Collab: in figures that Prometheus reads, and in words."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.notices import LATE_AFTER, TOO_OLD, UNKNOWN_FATE, NoticeCount, NoticeState
from storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The messages of the last 90 days, of all workspaces: how many by kind and outcome, and how long one waits."""

    by_outcome: Counter[tuple[str, str]]
    waiting: timedelta

    @classmethod
    def of(cls, database: Database, now: datetime) -> "Figures":
        """What the database says now."""
        by_outcome: Counter[tuple[str, str]] = Counter()
        since = now
        for workspace in database.workspaces():
            with database.reading(workspace) as tx:
                for count in tx.outcomes.counts():
                    by_outcome[count.kind, _outcome(count)] += count.number
                since = min(since, tx.outcomes.due_since(now) or now)
        return cls(by_outcome=by_outcome, waiting=now - since)

    @property
    def is_late(self) -> bool:
        """Whether something should be out by now."""
        return self.waiting > LATE_AFTER

    def number(self, *outcomes: str) -> int:
        """How many came to one of these ends."""
        return sum(number for (_, outcome), number in self.by_outcome.items() if outcome in outcomes)

    def in_words(self) -> str:
        """One line for a terminal."""
        words = (
            f"Messages of the last 90 days: {self.number('sent'):,} delivered, {self.number(TOO_OLD):,} too old to "
            f"send, {self.number('failed'):,} that Slack did not take, {self.number(UNKNOWN_FATE):,} unknown."
        )
        return f"{words} One has been due for {_minutes(self.waiting)}." if self.is_late else words

    def as_prometheus(self) -> str:
        """In the text form of https://prometheus.io/docs/instrumenting/exposition_formats/ for a page."""
        return "".join(f"{line}\n" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        yield from _head("collab_notices", "Messages of the last 90 days, by kind and what became of them.")
        for (kind, outcome), number in sorted(self.by_outcome.items()):
            yield f'collab_notices{{kind="{kind}",outcome="{outcome}"}} {number}'
        yield from _head(
            "collab_notices_waiting_seconds", "How long the one has been due that waits longest."
        )
        yield f"collab_notices_waiting_seconds {self.waiting.total_seconds():.0f}"


def _outcome(count: NoticeCount) -> str:
    """How far it came; of what was dropped or failed, whether there is a reason to count it apart."""
    apart = {(NoticeState.DROPPED, TOO_OLD), (NoticeState.FAILED, UNKNOWN_FATE)}
    return count.error if (count.state, count.error) in apart else count.state.value


def _head(name: str, words: str) -> Iterable[str]:
    return f"# HELP {name} {words}", f"# TYPE {name} gauge"


def _minutes(span: timedelta) -> str:
    minutes = round(span.total_seconds() / 60)
    return f"{minutes} minutes" if minutes < 120 else f"{minutes // 60} hours"

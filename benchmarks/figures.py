"""Figures, and how they are written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import quantiles


@dataclass(slots=True)
class Times:
    """How long something took, each time, in seconds."""

    taken: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """As long or less in half of all cases."""
        return self.percentile(50)

    def percentile(self, share: int) -> float:
        """As long or less in so many of a hundred cases."""
        return quantiles(self.taken, n=100, method="inclusive")[share - 1]


def milliseconds(seconds: float) -> str:
    """Seconds in milliseconds, with three digits that count.

    >>> milliseconds(0.000123), milliseconds(0.0123), milliseconds(1.234)
    ('0.12', '12.3', '1,234')
    """
    given = seconds * 1000
    return f"{given:.2f}" if given < 10 else f"{given:.1f}" if given < 100 else f"{given:,.0f}"


def per_second(rates: Sequence[float]) -> str:
    """The median of some rates."""
    return f"{sorted(rates)[len(rates) // 2]:,.0f}"

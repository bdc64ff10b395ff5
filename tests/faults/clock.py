"""One clock for the playground and for every process: the machine's, plus an offset in memory that they share."""

import mmap
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

_NUMBER = struct.Struct("d")


class SharedClock:
    """Says what time it is; whoever has the same file moves it for all."""

    def __init__(self, path: Path) -> None:
        with path.open("r+b") as file:
            self._offset = mmap.mmap(file.fileno(), _NUMBER.size)

    @classmethod
    def create(cls, path: Path) -> "SharedClock":
        """A clock that shows the machine's time."""
        path.write_bytes(_NUMBER.pack(0.0))
        return cls(path)

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        return datetime.now(UTC) + timedelta(seconds=_NUMBER.unpack_from(self._offset)[0])

    def follow(self, offset: timedelta) -> None:
        """Show the machine's time plus this."""
        _NUMBER.pack_into(self._offset, 0, offset.total_seconds())

"""Time zones whose rules a test makes up, and changes."""

import struct
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_TYPE = struct.pack(">lbb", 0, 0, 0)  # at first UTC, no summer time, called by the name at 0
_NAMES = b"GMT\0"
_COUNTS = struct.pack(">6l", 0, 0, 0, 0, 1, len(_NAMES))  # no leap seconds, no changes of long ago, one type


def tzif(rule: str) -> bytes:
    """A file of a time zone that goes by one rule for all time, such as GMT0BST,M3.5.0/1,M10.5.0 (RFC 9636)."""
    part = b"TZif2" + bytes(15) + _COUNTS + _TYPE + _NAMES
    return part + part + f"\n{rule}\n".encode()


@contextmanager
def law(folder: Path, name: str, rule: str) -> Iterator[None]:
    """While this lasts there is a time zone of that name, and these are its rules."""
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(tzif(rule))
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(to=[str(folder), *before])
    zoneinfo.ZoneInfo.clear_cache(only_keys=[name])
    try:
        yield
    finally:
        zoneinfo.reset_tzpath(to=before)
        zoneinfo.ZoneInfo.clear_cache(only_keys=[name])

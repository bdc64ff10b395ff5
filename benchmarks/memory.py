"""How much memory this process holds."""

import resource
import sys
from pathlib import Path

_MEGABYTE = 1024 * 1024
_STATM = Path("/proc/self/statm")


def megabytes() -> float:
    """What this process holds in memory; where /proc cannot say, the most it ever held.

    On Linux that most begins with what the process that started it held.
    """
    if _STATM.exists():
        return int(_STATM.read_text().split()[1]) * resource.getpagesize() / _MEGABYTE
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / _MEGABYTE

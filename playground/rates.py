"""Slack's rate limits, for who switches them on."""

import threading
import time
from collections import defaultdict, deque

TIERS = {1: 1, 2: 20, 3: 50, 4: 100}
"""Calls a minute, for each method."""
METHODS = {
    "apps.connections.open": 1,
    "conversations.list": 2,
    "users.list": 2,
    "reactions.list": 2,
    "conversations.open": 3,
    "conversations.join": 3,
    "conversations.history": 3,
    "conversations.replies": 3,
    "conversations.info": 3,
    "users.conversations": 3,
    "chat.update": 3,
    "chat.delete": 3,
    "reactions.add": 3,
    "reactions.get": 3,
    "reactions.remove": 2,
    "team.info": 3,
    "bots.info": 3,
    "chat.postEphemeral": 4,
    "conversations.members": 4,
    "users.info": 4,
    "users.profile.get": 4,
    "views.open": 4,
    "views.push": 4,
    "views.update": 4,
    "views.publish": 4,
    "files.getUploadURLExternal": 4,
    "files.completeUploadExternal": 4,
}
BURST = 4
"""Posting is one a second a channel; Slack lets short bursts pass."""


class Rates:
    """Counts calls; says how many seconds to wait when there were too many."""

    def __init__(self) -> None:
        self._calls: dict[tuple[str, str], deque[float]] = defaultdict(deque)
        self._lock = threading.Lock()

    def wait(self, method: str, channel: str) -> int:
        """Seconds to wait before this call may be made; 0 when it may be made now, and then it counts."""
        if method == "chat.postMessage":
            return self._wait((method, channel), BURST, BURST)
        tier = METHODS.get(method)
        return self._wait((method, ""), TIERS[tier], 60) if tier else 0

    def _wait(self, key: tuple[str, str], most: int, seconds: int) -> int:
        now = time.monotonic()
        with self._lock:
            calls = self._calls[key]
            while calls and now - calls[0] >= seconds:
                calls.popleft()
            if len(calls) >= most:
                return max(1, round(seconds - (now - calls[0])))
            calls.append(now)
            return 0

"""One asyncio loop in a thread of its own."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")


class Loop:
    """Runs what is handed to it until it is stopped."""

    def __init__(self) -> None:
        self.asyncio = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="playground", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        asyncio.set_event_loop(self.asyncio)
        self.asyncio.run_forever()
        pending = asyncio.all_tasks(self.asyncio)
        for task in pending:
            task.cancel()
        self.asyncio.run_until_complete(asyncio.gather(*pending, return_exceptions=True))
        self.asyncio.run_until_complete(self.asyncio.shutdown_asyncgens())
        self.asyncio.run_until_complete(self.asyncio.shutdown_default_executor())
        self.asyncio.close()

    def submit(self, work: Coroutine[Any, Any, T]) -> "Future[T]":
        """Run a coroutine on the loop, from any thread."""
        return asyncio.run_coroutine_threadsafe(work, self.asyncio)

    def soon(self, action: Callable[..., object], *arguments: object) -> None:
        """Call something on the loop, from any thread; nothing happens once the loop is closed."""
        if not self.asyncio.is_closed():
            self.asyncio.call_soon_threadsafe(action, *arguments)

    def after(self, seconds: float, action: Callable[[], None]) -> None:
        """Call something on the loop after a while."""
        self.soon(self.asyncio.call_later, seconds, action)

    def stop(self) -> None:
        self.soon(self.asyncio.stop)
        self._thread.join(timeout=10)

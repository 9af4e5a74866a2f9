"""The one thread that talks to the store, so that no disk ever holds up the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from bank_server.service.pin_queue import Overloaded

# A step takes a few milliseconds, so the last in line is still served within the kiosk's time.
STEPS_WAITING_MAX: Final = 256

T = TypeVar("T")


class StoreThread:
    """Runs store steps one after another. SQLite has one writer; so has the audit log."""

    def __init__(self, waiting_max: int = STEPS_WAITING_MAX) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._waiting_max = waiting_max
        self._waiting = 0  # counted on the event loop

    async def run(self, step: Callable[[], T]) -> T:
        """Raises Overloaded at once, with nothing done, when too many steps wait."""
        if self._waiting >= self._waiting_max:
            raise Overloaded
        return await self.run_promised(step)

    async def run_promised(self, step: Callable[[], T]) -> T:
        """A step that ends what an earlier one began: it waits, however long the line is."""
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, step)
        finally:
            self._waiting -= 1

    def run_blocking(self, step: Callable[[], T]) -> T:
        """For start and end, before and after the event loop."""
        return self._pool.submit(step).result()

    def close(self) -> None:
        self._pool.shutdown(wait=True)

"""The one thread that talks to the store, so that no disk ever holds up the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class StoreThread:
    """Runs store steps one after another. SQLite has one writer; so has the audit log."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")

    async def run(self, step: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, step)

    def run_blocking(self, step: Callable[[], T]) -> T:
        """For start and end, before and after the event loop."""
        return self._pool.submit(step).result()

    def close(self) -> None:
        self._pool.shutdown(wait=True)

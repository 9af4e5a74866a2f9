"""Places in front of Argon2: as many runs at once as cores, a short queue, then refusal.

A place is taken before anything else is (challenge, try): who gets none has lost nothing.
The count lives on the event loop's thread, so it needs no lock.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Final, TypeVar

T = TypeVar("T")

# At 40 ms a run, twelve waiting per core are served within half a second: long before the
# 8 seconds after which the kiosk gives up, and short enough to say "overloaded" honestly.
WAITING_PER_CORE: Final = 12
RETRY_AFTER_S: Final = 1
START_S: Final = 10.0


class Overloaded(Exception):
    """No place is free. Nothing has been consumed; the same request may be sent again."""


class PinQueue:
    """Owned by the event loop; the runs themselves happen in the pool's threads."""

    def __init__(self, cores: int, waiting_per_core: int = WAITING_PER_CORE) -> None:
        self._pool = ThreadPoolExecutor(max_workers=cores, thread_name_prefix="argon2")
        self._cores = cores
        self.places = cores * (1 + waiting_per_core)
        self.taken = 0

    @property
    def is_full(self) -> bool:
        return self.taken >= self.places

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold one place. Raises Overloaded at once if there is none."""
        if self.is_full:
            raise Overloaded
        self.taken += 1
        try:
            yield
        finally:
            self.taken -= 1

    async def run(self, work: Callable[[], T]) -> T:
        """Run `work` in a thread of the pool; the caller holds a place."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    def start(self) -> None:
        """Start all threads now, so that the first customer does not wait for them."""
        meeting = threading.Barrier(self._cores)
        for started in [self._pool.submit(meeting.wait) for _ in range(self._cores)]:
            started.result(timeout=START_S)

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

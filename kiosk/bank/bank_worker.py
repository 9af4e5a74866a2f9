"""The bank's thread: one request after the other, each sent at most once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kiosk.bank.client import BankClient
from kiosk.bank.link_state import LinkState

CLOSE_TIMEOUT_S: Final = 2.0


class BankWorker:
    """Fulfils `BankPort`. NotDone and Unknown carry a BankRefused or a BankUnreachable."""

    def __init__(
        self,
        client: BankClient,
        post: Callable[[Callable[[], None]], None],
        on_link: Callable[[LinkState], None],
        *,
        monotonic: Callable[[], float],
    ) -> None:
        """on_link: called in the core thread after each call, before its result is delivered."""
        raise NotImplementedError

    def start(self) -> None:
        raise NotImplementedError

    @property
    def link(self) -> LinkState:
        """As last posted."""
        raise NotImplementedError

    def close(self, timeout_s: float = CLOSE_TIMEOUT_S) -> bool:
        """End; what waits is NotDone, what is under way Unknown. True if it ended in time."""
        raise NotImplementedError

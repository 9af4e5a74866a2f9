"""The bank as the core uses it: requests go in, results come back by `post`."""

from __future__ import annotations

from typing import Protocol, TypeVar

from bank_server.contract import Message, Request
from kiosk.devices.results import Deliver

R = TypeVar("R", bound=Message)


class BankPort(Protocol):
    """Threaded (BankWorker) or at once (the simulator's)."""

    def submit(self, request: Request[R], deliver: Deliver[R]) -> None: ...

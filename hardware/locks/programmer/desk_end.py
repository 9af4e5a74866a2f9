"""The desk's end of the programmer's cable: load a package, take the results."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from hardware.locks.programmer.jobs import Package
from hardware.locks.programmer.line import (
    LOAD_BEGIN,
    NUMBER,
    PACKAGE_SIZE_MAX,
    PIECE_SIZE_MAX,
    STATUS,
    LineOp,
)
from hardware.locks.programmer.results import VisitResult, decode_results
from hardware.protocol.link import Link

# Flash that is being written answers late.
TIMEOUT_S: Final = 5.0


@dataclass(frozen=True, slots=True)
class ProgrammerStatus:
    """results_size: bytes that wait for the desk. clock: the programmer's, hotel seconds."""

    jobs: int
    done: int
    received: int
    results_size: int
    clock: int
    package_digest: bytes


class ProgrammerLine:
    """Talks to the programmer that is plugged in. Every method may raise HardwareError, and may
    then be called again: a cable that was pulled costs nothing."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def status(self) -> ProgrammerStatus:
        return ProgrammerStatus(*STATUS.unpack(self._ask(LineOp.STATUS)))

    def set_clock(self, now: int) -> None:
        """now: hotel seconds."""
        self._ask(LineOp.CLOCK, NUMBER.pack(now))

    def load(
        self, package: Package, said: Callable[[int, int], None] = lambda _done, _of: None
    ) -> None:
        """Put this package in place of the former one. said: bytes sent, of how many."""
        content = package.encode()
        digest = hashlib.sha256(content).digest()
        self._ask(LineOp.LOAD_BEGIN, LOAD_BEGIN.pack(len(content), digest))
        received = self.status().received
        for at in range(received, len(content), PIECE_SIZE_MAX):
            self._ask(LineOp.LOAD_PIECE, NUMBER.pack(at) + content[at : at + PIECE_SIZE_MAX])
            said(min(at + PIECE_SIZE_MAX, len(content)), len(content))
        self._ask(LineOp.LOAD_END)

    def results(self) -> bytes:
        """All that wait, as `decoded` and `forget_results` want them."""
        taken = bytearray()
        for _ in range(PACKAGE_SIZE_MAX // PIECE_SIZE_MAX):
            piece = self._ask(LineOp.RESULTS, NUMBER.pack(len(taken)))
            taken += piece
            if not piece:
                break
        return bytes(taken)

    @staticmethod
    def decoded(results: bytes) -> tuple[VisitResult, ...]:
        return decode_results(results)

    def forget_results(self, results: bytes) -> None:
        """Once they are on the desk's disk. Refused where the programmer holds others by now."""
        self._ask(LineOp.RESULTS_HELD, hashlib.sha256(results).digest())

    def _ask(self, op: LineOp, payload: bytes = b"") -> bytes:
        return self._link.exchange(op, payload, timeout_s=TIMEOUT_S)

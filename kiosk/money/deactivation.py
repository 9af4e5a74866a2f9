"""Tells the bank, after three wrong PINs in one visit, that the card should be stopped.

The bank has counted them too and has stopped it already; this says that the machine has seen it.
So a message that is lost does no harm, and a restart does not send it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bank_server.contract import CardDeactivationReply, CardDeactivationRequest
from hardware.crypto.secret import Secret
from kiosk.devices.results import Done, Result
from kiosk.journal.entry import Out
from kiosk.journal.events import CardDeactivateConfirmed, CardDeactivateSent
from kiosk.money.ports import Ports

RETRY_S: Final = 5.0
TRIES_MAX: Final = 5


class Deactivation:
    """One card's. Lives in the core thread, and may outlive its visit."""

    def __init__(self, ports: Ports, visit: str, card_id: Secret, failed: Sequence[bytes]) -> None:
        """card_id: stays the caller's. failed: the txids of the three wrong PINs."""
        self._ports = ports
        self._visit = visit
        self._card_id = Secret(card_id.reveal())
        self._failed = tuple(txid.hex() for txid in failed)
        self._tries = 0

    def send(self) -> None:
        """Until the bank has answered, at most so many times; then the number is wiped."""
        self._tries += 1
        request = CardDeactivationRequest(
            anchor=self._ports.anchor(),
            card_id=self._card_id.reveal().decode("ascii"),
            txids=self._failed,
        )
        self._ports.note(CardDeactivateSent(self._tries), self._visit)
        self._ports.bank.submit(request, self._answered)

    def _answered(self, result: Result[CardDeactivationReply]) -> None:
        match result:
            case Done(reply):
                told = CardDeactivateConfirmed(reply.state.value, self._tries)
                self._ports.note(told, self._visit)
                self._card_id.wipe()
            case _ if self._tries < TRIES_MAX:
                self._ports.loop.after(RETRY_S, self.send)
            case _:
                told = CardDeactivateConfirmed("unanswered", self._tries)
                self._ports.note(told, self._visit, Out.UNKNOWN)
                self._card_id.wipe()

"""Gathers what is known of a period: the journal's word, the HSM's record, the bank's answer.

Each of the three may be missing, and what is there is shown all the same. If the bank does not have
the last close, because it refused it or was restored, the machine counts from the one that it has.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bank_server.contract import BalancingReply
from hardware.crypto.record import Record
from kiosk.bank.errors import BankRefused
from kiosk.devices.results import Done, NotDone, Result
from kiosk.domain.maintenance.balancing import Period, seen_by_hsm
from kiosk.domain.maintenance.balancing_pages import Bank
from kiosk.domain.maintenance.balancing_slip import BankSays
from kiosk.journal.period import SinceClose
from kiosk.maintenance.tools import Tools
from kiosk.visits.balance_request import trial

ID_SIZE: Final = 16


@dataclass(frozen=True, slots=True)
class Looked:
    """
    Attributes:
        id: of what would be closed now; the record bears it.
        since: None where the journal cannot be read. period: as the HSM's record completes it.
        record: None where the HSM did not answer.
        reply: None where the bank did not answer.
    """

    id: bytes
    since: SinceClose | None
    period: Period
    record: Record | None
    bank: Bank
    reply: BalancingReply | None

    @property
    def says(self) -> BankSays | None:
        """The bank's half, for a slip."""
        if self.reply is None:
            return None
        host = self.reply.host_difference
        return BankSays(None if host is None else host.money)


def look(tools: Tools, people: tuple[str, ...], then: Callable[[Looked], None]) -> None:
    """Asks journal, HSM and bank, one after the other: each by what the one before has said."""
    ports, balancing_id = tools.ports, tools.ports.random_bytes(ID_SIZE)

    def journal_read(since: SinceClose | None) -> None:
        ports.devices.hsm.submit(
            lambda hsm: hsm.status(balancing_id), lambda result: hsm_said(since, result)
        )

    def hsm_said(
        since: SinceClose | None, result: Result[Record], *, is_again: bool = False
    ) -> None:
        record = result.value if isinstance(result, Done) else None
        period = Period() if since is None else since.period
        if record is not None:
            period = seen_by_hsm(period, record.lines)
        if since is None or record is None or not tools.supervision.conditions.link_up:
            then(Looked(balancing_id, since, period, record, Bank.AWAY, None))
            return
        request = trial(ports.anchor(), balancing_id, people, period, record.encode())

        def answered(result: Result[BalancingReply]) -> None:
            bank, reply = _answer(result)
            looked = Looked(balancing_id, since, period, record, bank, reply)
            wanted = None if reply is None else _since(reply)
            if wanted in {None, period.since} or is_again or tools.core.balances.untold:
                then(looked)
            else:
                ports.journal.period(
                    lambda found: journal_read_again(found, looked, wanted), wanted
                )

        ports.bank.submit(request, answered)

    def journal_read_again(found: SinceClose | None, before: Looked, wanted: bytes | None) -> None:
        """As before where the journal does not have it any more; people are told so."""
        assert before.record is not None, "the bank was asked with it"
        if found is None or found.period.is_cut or found.period.since != wanted:
            then(before)
        else:
            hsm_said(found, Done(before.record), is_again=True)

    ports.journal.period(journal_read)


def _since(reply: BalancingReply) -> bytes:
    return b"" if reply.since is None else bytes.fromhex(reply.since)


def _answer(result: Result[BalancingReply]) -> tuple[Bank, BalancingReply | None]:
    match result:
        case Done(reply):
            return (Bank.OTHER if reply.host_difference is None else Bank.SAYS), reply
        case NotDone(BankRefused()):
            return Bank.REFUSES, None
        case _:
            return Bank.AWAY, None

"""What the HSM does for a customer: open, dispense, present, cancel, and say how it stands.

Every refusal comes before anything moves or is stored. Source: docs/protocols.md, section 4.
"""

from __future__ import annotations

from collections.abc import Callable

from hardware.crypto.device_keys import KeyName
from hardware.crypto.record import TxnOutcome
from hardware.crypto.voucher import (
    NOTES_PER_TRANSACTION_MAX,
    TICKET_SIZE,
    VoucherInvalid,
    open_voucher,
)
from hardware.emulators.dispenser import Dispenser
from hardware.emulators.hsm_state import Stage, Transaction
from hardware.emulators.serial_device import Refusal
from hardware.emulators.vault import Vault
from hardware.protocol.fields import NO_ID
from hardware.protocol.hsm import DispensePart, DispenseRequest, OpenRequest, PresentRequest
from hardware.status import Status


class CashOperations:
    """The HSM's commands 10 to 14. Each returns a record's bytes or raises Refusal.

    random_bytes: the hardware's source. A ticket from anything kept could come twice.
    """

    def __init__(
        self, vault: Vault, dispenser: Dispenser, *, random_bytes: Callable[[int], bytes]
    ) -> None:
        self._vault = vault
        self._dispenser = dispenser
        self._random_bytes = random_bytes

    def open(self, wanted: OpenRequest) -> bytes:
        if wanted.txid == NO_ID:
            raise Refusal(Status.VALUE)
        cur = self._vault.state.cur
        if cur is not None:
            if cur.txid == wanted.txid and cur.stage is Stage.OPEN:
                return cur.frozen
            if cur.txid == wanted.txid and cur.stage is Stage.FINAL:
                raise Refusal(Status.TXN_FINAL)
            if cur.stage is not Stage.FINAL or cur.ticket != wanted.last:
                raise Refusal(Status.WRONG_STATE)
        need_closed_door(self._vault)
        if not self._vault.works.fitted:
            raise Refusal(Status.CANISTER)
        opened = self._vault.new_transaction(wanted.txid, self._random_bytes(TICKET_SIZE))
        for line in opened.lines:
            self._vault.state.canister(line.canister).is_fresh = False
        self._vault.freeze_open(opened)
        self._vault.state.cur = opened
        self._vault.store()
        self._vault.power.moment("open")
        self._vault.works.reset_door_latch()
        self._dispenser.opened()
        return opened.frozen

    def dispense(self, wanted: DispenseRequest) -> bytes:
        cur = self._current(wanted.txid)
        need_stage(cur, Stage.OPEN)
        granted = self._granted(cur, wanted.parts)
        need_closed_door(self._vault)
        for line in cur.lines:
            line.wanted = granted.get(line.canister, 0)
        self._dispenser.pick(cur)
        return self._vault.current_record(cur)

    def _granted(self, cur: Transaction, parts: tuple[DispensePart, ...]) -> dict[int, int]:
        """Notes by canister, after every check of every voucher; nothing has changed by then."""
        numbers = [part.canister for part in parts]
        if numbers != sorted(set(numbers)) or not all(map(cur.line, numbers)):
            raise Refusal(Status.CANISTER)
        enc, mac = self._vault.key(KeyName.VOUCHER_ENC), self._vault.key(KeyName.VOUCHER_MAC)
        granted: dict[int, int] = {}
        for part in parts:
            canister = self._vault.state.canister(part.canister)
            try:
                first, last = open_voucher(
                    part.voucher,
                    enc,
                    mac,
                    hsm=self._vault.hsm,
                    txid=cur.txid,
                    ticket=cur.ticket,
                    parts=len(parts),
                    canister=part.canister,
                    load=canister.load,
                )
            except VoucherInvalid as error:
                raise Refusal(Status.VOUCHER_INVALID) from error
            if first != canister.next:
                raise Refusal(Status.FIRST_NOT_NEXT)
            if not 1 <= last - first <= canister.left:
                raise Refusal(Status.TOO_MANY)
            granted[part.canister] = last - first
        if sum(granted.values()) > NOTES_PER_TRANSACTION_MAX:
            raise Refusal(Status.TOO_MANY)
        return granted

    def present(self, wanted: PresentRequest) -> bytes:
        cur = self._current(wanted.txid)
        need_stage(cur, Stage.STACKED)
        if self._dispenser.is_rejecting:
            raise Refusal(Status.BUSY)
        self._dispenser.present(cur, wanted.seconds)
        return self._vault.current_record(cur)

    def cancel(self, txid: bytes) -> bytes:
        cur = self._current(txid)
        match cur.stage:
            case Stage.OPEN:
                self._vault.finish(cur, TxnOutcome.VOID)
            case Stage.STACKED if not self._dispenser.is_rejecting:
                self._dispenser.reject_stack()
                self._dispenser.catch_up()
            case _:
                pass
        if cur.stage is not Stage.FINAL:
            raise Refusal(Status.BUSY)
        return cur.frozen

    def get(self, txid: bytes) -> bytes:
        cur = self._vault.state.cur
        if cur is None or txid not in {cur.txid, NO_ID}:
            raise Refusal(Status.TXN_NOT_CURRENT)
        return self._vault.current_record(cur)

    def _current(self, txid: bytes) -> Transaction:
        cur = self._vault.state.cur
        if cur is None or cur.txid != txid:
            raise Refusal(Status.TXN_NOT_CURRENT)
        return cur


def need_stage(cur: Transaction, stage: Stage) -> None:
    if cur.stage is Stage.FINAL:
        raise Refusal(Status.TXN_FINAL)
    if cur.stage is not stage:
        raise Refusal(Status.WRONG_STATE)


def need_rest(vault: Vault) -> None:
    """No transaction is under way."""
    cur = vault.state.cur
    if cur is not None and cur.stage is not Stage.FINAL:
        raise Refusal(Status.WRONG_STATE)


def need_closed_door(vault: Vault) -> None:
    if vault.works.safe_door_is_open:
        raise Refusal(Status.DOOR_OPEN)

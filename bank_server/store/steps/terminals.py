"""ATMs, their certificates, devices' keys and canisters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bank_server.contract.cash_loads import OperatorCount
from bank_server.contract.operations import DeviceKind, ServiceCommand
from bank_server.domain import anchors, loads, provisioning
from bank_server.domain.cards import CardStatus
from bank_server.domain.people import WorkItem, WorkKind
from bank_server.domain.terminals import (
    Atm,
    AtmStatus,
    Heartbeat,
    JournalAnchor,
    ProvisioningToken,
    ProvisionResult,
)
from bank_server.store.results import CashLoad, ChangeResult, LoadResult, MakeResult, Provisioning
from bank_server.store.rows import Certificate, Engine, Rows
from bank_server.store.steps.applying import apply, open_internal_accounts
from hardware.crypto.record import Record


class TerminalSteps:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def create(self, atm: Atm, tokens: Sequence[ProvisioningToken]) -> MakeResult:
        def step(rows: Rows) -> MakeResult:
            if rows.atm(atm.atm_id) is not None:
                return MakeResult.EXISTS
            if any(rows.token(token.token_hash) is not None for token in tokens):
                return MakeResult.EXISTS
            rows.put_atm(atm)
            open_internal_accounts(rows, atm.currency, atm.atm_id)
            for token in tokens:
                rows.put_token(token)
            return MakeResult.MADE

        return self._engine.run(step)

    def atm(self, atm_id: str) -> Atm | None:
        return self._engine.run(lambda rows: rows.atm(atm_id))

    def atms(self) -> tuple[Atm, ...]:
        return self._engine.run(lambda rows: rows.atms())

    def set_status(self, atm_id: str, status: AtmStatus) -> ChangeResult:
        def step(rows: Rows) -> ChangeResult:
            atm = rows.atm(atm_id)
            if atm is None:
                return ChangeResult.UNKNOWN
            rows.put_atm(replace(atm, status=status))
            return ChangeResult.CHANGED

        return self._engine.run(step)

    def allow_certificate(self, serial: str, atm_id: str) -> MakeResult:
        def step(rows: Rows) -> MakeResult:
            if rows.certificate(serial) is not None:
                return MakeResult.EXISTS
            if rows.atm(atm_id) is None:
                return MakeResult.UNKNOWN
            rows.put_certificate(Certificate(serial, atm_id))
            return MakeResult.MADE

        return self._engine.run(step)

    def revoke_certificate(self, serial: str) -> ChangeResult:
        def step(rows: Rows) -> ChangeResult:
            certificate = rows.certificate(serial)
            if certificate is None:
                return ChangeResult.UNKNOWN
            rows.put_certificate(replace(certificate, is_allowed=False))
            return ChangeResult.CHANGED

        return self._engine.run(step)

    def is_allowed(self, serial: str, atm_id: str) -> bool:
        return self._engine.run(
            lambda rows: rows.certificate(serial) == Certificate(serial, atm_id, is_allowed=True)
        )

    def token(self, token_hash: str) -> ProvisioningToken | None:
        return self._engine.run(lambda rows: rows.token(token_hash))

    def provision(self, device: Provisioning, now_ms: int) -> ProvisionResult:
        def step(rows: Rows) -> ProvisionResult:
            token = rows.token(device.token_hash)
            result = provisioning.provision(
                token, rows.atm(device.subject), device.subject, device.key_hash, now_ms
            )
            if result is not ProvisionResult.STORED:
                return result
            assert token is not None, "an unknown token is refused"
            if not _store_key(rows, token.kind, device):
                return ProvisionResult.TOKEN_INVALID
            rows.put_token(replace(token, key_hash=device.key_hash))
            return result

        return self._engine.run(step)

    def load_cash(
        self,
        atm_id: str,
        records: Sequence[Record],
        operator: Sequence[OperatorCount],
        now_ms: int,
    ) -> CashLoad:
        def step(rows: Rows) -> CashLoad:
            atm = rows.atm(atm_id)
            if atm is None:
                return CashLoad(LoadResult.ATM_UNKNOWN)
            if not all(loads.is_load_of(record, atm) for record in records):
                return CashLoad(LoadResult.RECORD_INVALID)
            if atm.held_txid is not None:
                return CashLoad(LoadResult.ATM_BUSY)
            for record in records:
                change = loads.load(atm, record)
                apply(rows, change, now_ms)
                atm = change.atm or atm
            return CashLoad(LoadResult.BOOKED, loads.differences(records, operator))

        return self._engine.run(step)

    def heartbeat(self, atm_id: str, anchor: JournalAnchor, now_ms: int) -> Heartbeat | None:
        def step(rows: Rows) -> Heartbeat | None:
            atm = rows.atm(atm_id)
            if atm is None:
                return None
            is_rolled_back = anchors.is_rolled_back(atm.anchor, anchor)
            if is_rolled_back:
                item = WorkItem(WorkKind.JOURNAL_ROLLED_BACK, atm_id, atm_id)
                rows.add_work_item(item, now_ms)
            elif anchor != atm.anchor:
                rows.put_atm(replace(atm, anchor=anchor))
            stop = is_rolled_back or atm.status is AtmStatus.SUSPENDED
            return Heartbeat(is_rolled_back, (ServiceCommand.STOP_SERVICE,) if stop else ())

        return self._engine.run(step)


def _store_key(rows: Rows, kind: DeviceKind, device: Provisioning) -> bool:
    """Whether there is something to give the key to; then it has it."""
    if kind is DeviceKind.CARD:
        card = rows.card(device.subject)
        if card is None or card.status is not CardStatus.ISSUED:
            return False
        sealed = replace(card, sealed_key=device.sealed_key, pin=device.pin)
        rows.put_card(replace(sealed, status=CardStatus.ACTIVE))
        return True
    atm = rows.atm(device.subject)
    if atm is None:
        return False
    if kind is DeviceKind.PIN_PAD:
        rows.put_atm(replace(atm, sealed_pad_key=device.sealed_key))
    else:
        rows.put_atm(replace(atm, sealed_key=device.sealed_key, status=AtmStatus.ACTIVE))
    return True

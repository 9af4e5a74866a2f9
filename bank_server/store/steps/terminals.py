"""ATMs, their certificates, devices' keys and canisters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bank_server.contract.cash_loads import OperatorCount
from bank_server.contract.operations import DeviceKind, ServiceCommand
from bank_server.domain import anchors, journals, loads, people, provisioning
from bank_server.domain.cards import CardStatus
from bank_server.domain.people import (
    ActionKind,
    Closing,
    Confirmation,
    ConfirmResult,
)
from bank_server.domain.terminals import (
    Atm,
    AtmStatus,
    Beat,
    Heartbeat,
    JournalAnchor,
    ProvisioningToken,
    ProvisionResult,
)
from bank_server.store.results import CashLoad, ChangeResult, LoadResult, MakeResult, Provisioning
from bank_server.store.rows import Certificate, Engine, Rows
from bank_server.store.steps.applying import apply, open_internal_accounts
from bank_server.store.steps.journals import rolled_back
from hardware.crypto.record import Record


class TerminalSteps:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def create(
        self, atm: Atm, tokens: Sequence[ProvisioningToken], serial: str | None = None
    ) -> MakeResult:
        def step(rows: Rows) -> MakeResult:
            if rows.atm(atm.atm_id) is not None:
                return MakeResult.EXISTS
            if any(rows.token(token.token_hash) is not None for token in tokens):
                return MakeResult.EXISTS
            if serial is not None and rows.certificate(serial) is not None:
                return MakeResult.EXISTS
            rows.put_atm(atm)
            open_internal_accounts(rows, atm.currency, atm.atm_id)
            for token in tokens:
                rows.put_token(token)
            if serial is not None:
                rows.put_certificate(Certificate(serial, atm.atm_id))
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
            resolved = rows.resolved_without_receipt(atm_id)
            for record in records:
                change = loads.load(atm, record, resolved)
                apply(rows, change, now_ms)
                atm = change.atm or atm
            return CashLoad(LoadResult.BOOKED, loads.differences(records, operator))

        return self._engine.run(step)

    def heartbeat(
        self, atm_id: str, anchor: JournalAnchor, now_ms: int, beat: Beat | None = None
    ) -> Heartbeat | None:
        def step(rows: Rows) -> Heartbeat | None:
            atm = rows.atm(atm_id)
            if atm is None:
                return None
            is_late = anchors.is_late(atm, beat)
            issued = [book.key for book in rows.journals(atm_id)]
            after = atm if is_late else anchors.heard(atm, anchor, beat, issued)
            if after != atm:
                rows.put_atm(after)
            if atm.anchor.key not in ("", after.anchor.key):
                _end_journal(rows, atm)
            is_rolled_back = after.contradiction is not None
            is_new = is_rolled_back and atm.contradiction is None
            if is_new:
                rows.add_work_item(rolled_back(atm_id), now_ms)
            last = rows.restoration()
            is_levelling = last is not None and last.is_open
            stop = is_rolled_back or is_levelling or atm.status is AtmStatus.SUSPENDED
            commands = (ServiceCommand.STOP_SERVICE,) if stop else ()
            due = None if last is None else last.of(atm_id)
            # Of a journal that was begun after the backup, all is lost.
            is_of_then = anchor.key in ("", *issued)
            acked = due.acked if due is not None and is_of_then else 0
            restored = None if last is None or due is None else (last.name, acked)
            return Heartbeat(is_rolled_back, commands, is_new, is_late, restored)

        return self._engine.run(step)

    def contradict(self, atm_id: str, said: JournalAnchor, note: str, now_ms: int) -> bool:
        def step(rows: Rows) -> bool:
            atm = rows.atm(atm_id)
            if atm is None or atm.contradiction is not None:
                return False
            rows.put_atm(replace(atm, contradiction=said))
            rows.add_work_item(replace(rolled_back(atm_id), note=note), now_ms)
            return True

        return self._engine.run(step)

    def accept_journal(
        self,
        atm_id: str,
        *,
        kept: JournalAnchor,
        said: JournalAnchor,
        why: str,
        confirmation: Confirmation,
        now_ms: int,
    ) -> ConfirmResult:
        def step(rows: Rows) -> ConfirmResult:
            proposal = rows.proposal(confirmation.proposal_id)
            body = people.journal_body(atm_id, kept, said, why)
            kind = ActionKind.ACCEPT_JOURNAL
            refusal = people.refusal(proposal, kind, body, confirmation.by, now_ms)
            if refusal is not None:
                return refusal
            assert proposal is not None, "an unknown proposal is refused"
            atm = rows.atm(atm_id)
            books = {book.key: book for book in rows.journals(atm_id)}
            after = None if atm is None else anchors.accepted(atm, kept, said, list(books))
            if after is None:
                return ConfirmResult.REFUSED
            rows.put_atm(after)
            key = after.anchor.key or said.key or next(reversed(books), "")
            if key in books:
                rows.put_journal(journals.rebased(books[key], said))
            # Its lines must lead to what people saw, and to how far the kiosk says it is by now.
            met = dict.fromkeys((said, after.anchor))
            rows.put_journal_said(atm_id, tuple(each for each in met if each.seq))
            # The base that was given up stays readable: here and in the proposal, for ever.
            because = f"journal {kept.seq} {kept.h} given up for {after.anchor.seq}: {why}"
            closing = Closing(confirmation.by, now_ms, because)
            rows.close_work_item(rolled_back(atm_id), closing)
            rows.put_proposal(replace(proposal, used_by=confirmation.by))
            return ConfirmResult.DONE

        return self._engine.run(step)


def _end_journal(rows: Rows, atm: Atm) -> None:
    """One of a newer key was heard. What is known of the end of the one before stays known."""
    for book in rows.journals(atm.atm_id):
        if book.key == atm.anchor.key:
            said = [each for each in rows.journal_said(atm.atm_id) if each.key == book.key]
            ended = max((atm.anchor, *said), key=lambda each: each.seq)
            rows.put_journal(replace(book, ended=ended))
    rows.put_journal_said(
        atm.atm_id,
        tuple(each for each in rows.journal_said(atm.atm_id) if each.key != atm.anchor.key),
    )


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
        given = replace(atm, sealed_key=device.sealed_key, status=AtmStatus.ACTIVE)
        if device.journal is not None:
            given = replace(given, anchor=JournalAnchor())
            rows.put_journal_said(atm.atm_id, ())
        rows.put_atm(given)
        if device.journal is not None:
            rows.put_journal(device.journal)
    return True

"""A bank on the store that is measured: the product's use cases, one ATM, customers with cards.

The devices' keys are put into the store as provisioning leaves them there. Whatever is measured
goes through the use cases, so that it is grouped into durable steps as they group it.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from bank_server.contract.money import Money
from bank_server.contract.operations import DeviceKind
from bank_server.domain.cards import Card, CardStatus, PinRecord, ProofKind
from bank_server.domain.terminals import Atm, AtmStatus, CanisterBook, ProvisioningToken
from bank_server.service.audit import AuditEntry
from bank_server.service.authorisations import Authorisations
from bank_server.service.card_memory import CardMemory
from bank_server.service.challenges import Challenges
from bank_server.service.event_log import EventLog
from bank_server.service.identifiers import card_hash
from bank_server.service.journal_keys import new_journal
from bank_server.service.journals import Journals
from bank_server.service.parts import BankParts
from bank_server.service.pin_guard import PinGuard
from bank_server.service.pin_hash import Argon2PinHasher
from bank_server.service.sealing import KeySealer, SealPurpose
from bank_server.service.settlements import Settlements
from bank_server.service.terminal_cases import TerminalCases
from bank_server.store.base import Provisioning, Store
from bench.measured_hsm import CANISTERS, LOADED, MeasuredHsm
from hardware.crypto.secret import Secret

ATM: Final = "0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8"
CURRENCY: Final = "EUR"
CUSTOMERS: Final = 20
OPENING: Final = Money(1_000_000, CURRENCY)
DAILY_LIMIT: Final = 100_000
NOTES_MAX: Final = 40
BEGIN_MS: Final = 1_800_000_000_000  # in the middle of a business day
TOKEN_LIFE_MS: Final = 86_400_000
DEVICE_KEY: Final = bytes(range(32))  # of every device here; nobody guards it
_PIN: Final = PinRecord(bytes(32), 19, 19_456, 2, 1)


class NoAudit:
    """The audit log is a file of its own and no step of the store."""

    def append(self, entry: AuditEntry) -> None:
        """Nothing is kept."""


class HandClock:
    """Moves when told to."""

    def __init__(self) -> None:
        self.now_ms = BEGIN_MS

    def __call__(self) -> int:
        return self.now_ms


@dataclass(frozen=True, slots=True)
class MeasuredBank:
    """
    Attributes:
        cards: ids as the cards tell them; card n draws on account n alone.
        journal_key: the first key of the ATM's journal.
    """

    store: Store
    clock: HandClock
    challenges: Challenges
    authorisations: Authorisations
    settlements: Settlements
    journals: Journals
    terminals: TerminalCases
    hsm: MeasuredHsm
    cards: tuple[str, ...]
    journal_key: Secret


def furnished(store: Store) -> MeasuredBank:
    """A bank on this empty store, with its ATM loaded and its customers' cards issued."""
    clock, sealer = HandClock(), KeySealer(Secret(os.urandom(32)), os.urandom)
    pepper = Secret(os.urandom(32))
    parts = BankParts(
        store=store,
        sealer=sealer,
        hasher=Argon2PinHasher(pepper),
        pepper=pepper,
        now_ms=clock,
        random_bytes=os.urandom,
        audit=NoAudit(),
        log=EventLog(),
        currency=CURRENCY,
        zone=ZoneInfo("UTC"),
        day_ends_minute=0,
    )
    memory, journals = CardMemory(), Journals(parts)
    hsm, journal_key = MeasuredHsm(UUID(ATM), Secret(DEVICE_KEY)), Secret(os.urandom(32))
    _add_atm(store, sealer, hsm, journal_key)
    return MeasuredBank(
        store=store,
        clock=clock,
        challenges=Challenges(parts, memory),
        authorisations=Authorisations(parts, memory, PinGuard(clock)),
        settlements=Settlements(parts),
        journals=journals,
        terminals=TerminalCases(parts, journals),
        hsm=hsm,
        cards=tuple(_add_customer(store, sealer, number) for number in range(CUSTOMERS)),
        journal_key=journal_key,
    )


def _add_atm(store: Store, sealer: KeySealer, hsm: MeasuredHsm, journal_key: Secret) -> None:
    books = tuple(CanisterBook(number, worth) for number, worth in CANISTERS.items())
    pad, safe = (_token(kind, ATM) for kind in (DeviceKind.PIN_PAD, DeviceKind.HSM))
    store.terminals.create(Atm(ATM, AtmStatus.CREATED, CURRENCY, NOTES_MAX, books), (pad, safe))
    pad_key = sealer.seal(Secret(DEVICE_KEY), SealPurpose.PAD_KEY, ATM)
    store.terminals.provision(_device(pad, pad_key), BEGIN_MS)
    key = sealer.seal(Secret(DEVICE_KEY), SealPurpose.ATM_KEY, ATM)
    book = new_journal(sealer, ATM, journal_key)
    device = Provisioning(safe.token_hash, ATM, _digest(ATM), key, journal=book)
    store.terminals.provision(device, BEGIN_MS)
    for canister in CANISTERS:
        store.terminals.load_cash(ATM, [hsm.load(canister, LOADED)], [], BEGIN_MS)


def _add_customer(store: Store, sealer: KeySealer, number: int) -> str:
    account_id, card = str(UUID(int=number, version=4)), str(UUID(int=1_000 + number, version=4))
    store.accounts.create(account_id, f"Customer {number}", "current", OPENING, BEGIN_MS)
    card_id = card_hash(card)
    token = _token(DeviceKind.CARD, card_id)
    issued = Card(
        card_id,
        CardStatus.ISSUED,
        0,
        ProofKind.CHIP,
        (account_id,),
        daily_limit=DAILY_LIMIT,
        issued_ms=BEGIN_MS,
    )
    store.cards.issue(issued, token)
    key = sealer.seal(Secret(DEVICE_KEY), SealPurpose.CARD_KEY, card_id)
    store.terminals.provision(_device(token, key, _PIN), BEGIN_MS)
    return card


def _token(kind: DeviceKind, subject: str) -> ProvisioningToken:
    return ProvisioningToken(_digest(kind + subject), kind, subject, BEGIN_MS + TOKEN_LIFE_MS)


def _device(token: ProvisioningToken, key: bytes, pin: PinRecord | None = None) -> Provisioning:
    return Provisioning(token.token_hash, token.subject, _digest(token.subject), key, pin)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

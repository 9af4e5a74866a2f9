"""The real bank over a store in memory: its use cases, called with bytes and answered in bytes."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import replace
from typing import Final, cast
from zoneinfo import ZoneInfo

from bank_server.certificates.authority import Authority
from bank_server.contract import PATHS, Message
from bank_server.contract.authorisations import AuthorisationRequest
from bank_server.contract.balancings import BalancingRequest
from bank_server.contract.card_deactivations import CardDeactivationRequest
from bank_server.contract.cash_loads import CashLoadRequest
from bank_server.contract.challenges import ChallengeRequest
from bank_server.contract.deposit_results import DepositResultRequest
from bank_server.contract.heartbeats import HeartbeatRequest
from bank_server.contract.journal_entries import JournalEntriesRequest
from bank_server.contract.json_text import dump, parse
from bank_server.contract.levellings import LevellingRequest
from bank_server.contract.money import Money
from bank_server.contract.new_journals import NewJournalRequest
from bank_server.contract.operations import DeviceKind, ServiceCommand
from bank_server.contract.provisionings import ProvisioningRequest
from bank_server.contract.settlements import ResolutionRequest, SettlementRequest
from bank_server.domain.cards import Card, CardStatus, ProofKind
from bank_server.domain.ledger import Account
from bank_server.domain.people import Staff, StaffRole
from bank_server.domain.terminals import Atm, AtmStatus, CanisterBook, ProvisioningToken
from bank_server.domain.transactions import Transaction
from bank_server.http.atm_routes import SAY_IT_THEMSELVES
from bank_server.http.problems import problem_response
from bank_server.service.audit import AuditEntry, AuditOutcome
from bank_server.service.authorisations import OVERLOADED
from bank_server.service.bank import wire
from bank_server.service.event_log import EventLog, FieldValue
from bank_server.service.identifiers import card_hash, stripe_tag, text_hash
from bank_server.service.outcome import Refusal
from bank_server.service.parts import BankParts
from bank_server.service.pin_hash import PinParameters
from bank_server.service.pin_work import PinWork, find_out
from bank_server.service.provisionings import ProvisioningWork, hash_first_pin
from bank_server.service.sealing import KeySealer
from bank_server.service.staff_accounts import account_id_of
from bank_server.store.memory import MemoryEngine
from bank_server.store.rows import Engine
from bank_server.store.stepped import SteppedStore
from hardware.crypto.secret import Secret
from kiosk.bank.answers import Answer
from tests.world.support.chance import Chance

CURRENCY: Final = "EUR"
START_MS: Final = 1_800_000_000_000
TOKEN_LIFE_MS: Final = 86_400_000
JSON: Final = "application/json"
MODELS: Final = {path: model for model, path in PATHS.items()}


class CheapHasher:
    """Stands in for Argon2 and counts its runs."""

    def __init__(self) -> None:
        self.run_count = 0

    def tag(self, pin: Secret, card_id: Secret, parameters: PinParameters) -> bytes:
        self.run_count += 1
        return hmac.digest(pin.reveal(), card_id.reveal(), "sha256")


class AuditList:
    """The bank's audit trail, kept to be asked."""

    def __init__(self) -> None:
        self.entries: list[AuditEntry] = []

    def append(self, entry: AuditEntry) -> None:
        self.entries.append(entry)


class SilentLog(EventLog):
    """Checks the fields as the real log does; the audit trail is what tests look at."""

    def info(self, event: str, **fields: FieldValue) -> None:
        """Nothing to see."""

    def warning(self, event: str, **fields: FieldValue) -> None:
        """Nothing to see."""


class BankHouse:
    """Attributes: is_up: a bank that is down has lost what it kept in memory only."""

    def __init__(self, now_s: Callable[[], float], seed: int = 0, currency: str = CURRENCY) -> None:
        self._now_s = now_s
        self._currency = currency
        self._random_bytes = Chance("bank", seed)
        self.engine = self.new_engine()
        self.boots = 0
        self.hasher = CheapHasher()
        self.audit = AuditList()
        self.fails_in_argon2 = False
        self.stops: tuple[ServiceCommand, ...] = ()
        self.start()

    def new_engine(self) -> Engine:
        """What the books are kept in."""
        return MemoryEngine()

    def start(self) -> None:
        """A new process of the bank over the same books."""
        self.boots += 1
        self.is_up = True
        self.store = SteppedStore(self.engine, f"boot-{self.boots}")
        self.parts = BankParts(
            store=self.store,
            sealer=KeySealer(Secret(b"m" * 32), self._random_bytes),
            hasher=self.hasher,
            pepper=Secret(b"p" * 32),
            now_ms=self.now_ms,
            random_bytes=self._random_bytes,
            audit=self.audit,
            log=SilentLog(),
            currency=self._currency,
            zone=ZoneInfo("UTC"),
            day_ends_minute=0,
        )
        # Certificates are made elsewhere: who asks is told by the line itself.
        self._bank = wire(self.parts, cast("Authority", None))

    def stop(self) -> None:
        self.is_up = False

    def now_ms(self) -> int:
        return START_MS + int(self._now_s() * 1000)

    # --- what staff do

    def open_account(self, name: str, minor: int) -> None:
        opening = Money(minor, self._currency)
        self.store.accounts.create(account_id_of(name), name, "current", opening, self.now_ms())

    def issue(
        self,
        uuid: str,
        accounts: tuple[str, ...],
        token: str,
        daily_limit: int | None = None,
        stripe_code: str | None = None,
        *,
        may_withdraw: bool = True,
    ) -> None:
        """stripe_code: of a card that has no chip. may_withdraw: it gets cash."""
        card_id, ids = card_hash(uuid), tuple(map(account_id_of, accounts))
        card = Card(card_id, CardStatus.ISSUED, 0, ProofKind.CHIP, ids)
        if stripe_code is not None:
            tag = stripe_tag(self.parts.pepper, uuid, stripe_code)
            card = replace(card, proof=ProofKind.STRIPE, stripe_tag=tag, may_withdraw=may_withdraw)
        stored = self._token(token, DeviceKind.CARD, card_id)
        self.store.cards.issue(replace(card, daily_limit=daily_limit), stored)

    def create_atm(self, atm: str, denominations: tuple[int, ...], token: str, pad: str) -> None:
        books = tuple(CanisterBook(n, value) for n, value in enumerate(denominations, start=1))
        tokens = (
            self._token(token, DeviceKind.HSM, atm),
            self._token(pad, DeviceKind.PIN_PAD, atm),
        )
        self.store.terminals.create(Atm(atm, AtmStatus.CREATED, self._currency, 40, books), tokens)

    def hire(self) -> None:
        """Two supervisors."""
        for name in ("anna", "ben"):
            self.store.staff.add(Staff(name, StaffRole.SUPERVISOR, name))

    def propose_new_journal(self, atm: str) -> tuple[str, Secret]:
        """By anna, who is shown the token; the id is for ben."""
        made = self._bank.new_journals.propose("anna", atm, "PC replaced")
        assert not isinstance(made, Refusal)
        return made

    def confirm(self, proposal_id: str) -> None:
        assert self._bank.people.confirm("ben", proposal_id) is None

    def _token(self, token: str, kind: DeviceKind, subject: str) -> ProvisioningToken:
        return ProvisioningToken(text_hash(token), kind, subject, self.now_ms() + TOKEN_LIFE_MS)

    # --- what an ATM asks

    def serve(self, atm: str, path: str, body: bytes) -> Answer | None:
        """The answer to one request; None if the bank died over it."""
        reply = self._reply(atm, path, body)
        match reply:
            case None:
                return None
            case Refusal():
                problem = problem_response(reply)
                media, retry = str(problem.media_type), problem.headers.get("retry-after", "")
                return Answer(problem.status_code, media, retry, bytes(problem.body))
            case bytes():
                return Answer(200, JSON, "", reply)
            case _:
                return Answer(200, JSON, "", dump(reply))

    def _reply(self, atm: str, path: str, body: bytes) -> Message | bytes | Refusal | None:
        request = parse(MODELS[path], body)
        bank = self._bank
        if not isinstance(request, SAY_IT_THEMSELVES):
            bank.journals.heard(atm, request.anchor)
        match request:
            case ChallengeRequest():
                return bank.challenges.give(atm, request)
            case AuthorisationRequest():
                return self._authorise(atm, request)
            case SettlementRequest():
                return bank.settlements.settle(atm, request)
            case DepositResultRequest():
                return bank.deposits.report(atm, request)
            case ResolutionRequest():
                return bank.settlements.resolve(atm, request)
            case HeartbeatRequest():
                reply = bank.terminals.heartbeat(atm, request)
                if isinstance(reply, Refusal) or not self.stops:
                    return reply
                return reply.model_copy(update={"commands": self.stops})
            case LevellingRequest():
                return bank.levellings.level(atm, request)
            case JournalEntriesRequest():
                return bank.journals.keep(atm, request)
            case NewJournalRequest():
                return bank.new_journals.begin(atm, request)
            case CardDeactivationRequest():
                return bank.terminals.deactivate(atm, request)
            case CashLoadRequest():
                return bank.terminals.load_cash(atm, request)
            case BalancingRequest():
                return bank.balancings.balance(atm, request)
            case ProvisioningRequest():
                work = bank.provisionings.begin(atm, request)
                if not isinstance(work, ProvisioningWork):
                    return work
                return bank.provisionings.finish(work, hash_first_pin(work, self.hasher))
        raise AssertionError(f"nobody asks this here: {path}")

    def _authorise(self, atm: str, request: AuthorisationRequest) -> bytes | Refusal | None:
        cases = self._bank.authorisations
        started = cases.begin(atm, request, arrived_ms=self.now_ms(), has_place=True)
        assert started is not OVERLOADED
        if not isinstance(started, PinWork):
            return started
        findings = find_out(started, self.hasher)
        if self.fails_in_argon2:
            self.fails_in_argon2 = False
            self.stop()
            return None
        return cases.finish(started, findings)

    # --- what the auditor sees

    def account(self, name: str) -> Account:
        found = self.store.accounts.account(account_id_of(name))
        assert found is not None
        return found

    def atm(self, atm: str) -> Atm:
        found = self.store.terminals.atm(atm)
        assert found is not None
        return found

    def waits_for(self, atm: str) -> bool:
        """Whether it was restored, and this ATM has not told all that it lacks."""
        last = self.store.restorations.last()
        return last is not None and last.of(atm) is not None

    def card_status(self, uuid: str) -> CardStatus:
        card = self.store.cards.card(card_hash(uuid))
        assert card is not None
        return card.status

    def tries(self, uuid: str) -> int:
        card = self.store.cards.card(card_hash(uuid))
        assert card is not None
        return card.tries

    @property
    def transactions(self) -> tuple[Transaction, ...]:
        return self.store.accounts.snapshot().transactions

    @property
    def findings(self) -> tuple[str, ...]:
        """What does not add up in the books; empty if all does."""
        found = self.store.accounts.snapshot().findings
        return tuple(f"{each.kind.value} {each.subject}" for each in found)

    @property
    def alarms(self) -> tuple[str, ...]:
        return tuple(
            f"{each.what}: {each.detail}"
            for each in self.audit.entries
            if each.outcome is AuditOutcome.ALARM
        )

    @property
    def work_items(self) -> tuple[str, ...]:
        return tuple(item.kind.value for item in self.store.staff.work_items())


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

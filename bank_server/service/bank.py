"""All use cases of one bank, wired together once."""

from __future__ import annotations

from dataclasses import dataclass

from bank_server.certificates.authority import Authority
from bank_server.service.allow_list import AllowList
from bank_server.service.audit_read import LookBack, no_log
from bank_server.service.authorisations import Authorisations
from bank_server.service.balancings import Balancings
from bank_server.service.card_memory import CardMemory
from bank_server.service.challenges import Challenges
from bank_server.service.deposits import Deposits
from bank_server.service.journals import Journals
from bank_server.service.levellings import Levellings
from bank_server.service.new_journals import NewJournals
from bank_server.service.parts import BankParts
from bank_server.service.pin_guard import PinGuard
from bank_server.service.pin_review import PinReview
from bank_server.service.provisionings import Provisionings
from bank_server.service.settlements import Settlements
from bank_server.service.staff_accounts import StaffAccounts
from bank_server.service.staff_atms import StaffAtms
from bank_server.service.staff_cards import StaffCards
from bank_server.service.staff_days import StaffDays
from bank_server.service.staff_deposits import StaffDeposits
from bank_server.service.staff_disputes import StaffDisputes
from bank_server.service.staff_people import StaffPeople
from bank_server.service.staff_restorations import StaffRestorations
from bank_server.service.staff_suspense import StaffSuspense
from bank_server.service.staff_work import StaffWork
from bank_server.service.terminal_cases import TerminalCases


@dataclass(frozen=True, slots=True)
class Bank:
    """What the listeners translate to. Everything here runs on the store's thread."""

    parts: BankParts
    allow_list: AllowList
    challenges: Challenges
    authorisations: Authorisations
    settlements: Settlements
    deposits: Deposits
    provisionings: Provisionings
    terminals: TerminalCases
    journals: Journals
    levellings: Levellings
    new_journals: NewJournals
    balancings: Balancings
    accounts: StaffAccounts
    cards: StaffCards
    atms: StaffAtms
    people: StaffPeople
    work: StaffWork
    disputes: StaffDisputes
    suspense: StaffSuspense
    envelopes: StaffDeposits
    restorations: StaffRestorations
    days: StaffDays
    pin_review: PinReview


def wire(parts: BankParts, atm_authority: Authority, look_back: LookBack = no_log) -> Bank:
    """look_back: over the audit log, the newest line first."""
    journals = Journals(parts)
    memory, allow_list, guard = CardMemory(), AllowList(), PinGuard(parts.now_ms)
    return Bank(
        parts=parts,
        allow_list=allow_list,
        challenges=Challenges(parts, memory),
        authorisations=Authorisations(parts, memory, guard),
        settlements=Settlements(parts),
        deposits=Deposits(parts),
        provisionings=Provisionings(parts),
        terminals=TerminalCases(parts, journals),
        journals=journals,
        levellings=Levellings(parts),
        new_journals=NewJournals(parts),
        balancings=Balancings(parts),
        accounts=StaffAccounts(parts),
        cards=StaffCards(parts),
        atms=StaffAtms(parts, atm_authority, allow_list),
        people=StaffPeople(parts),
        work=StaffWork(parts),
        disputes=StaffDisputes(parts),
        suspense=StaffSuspense(parts),
        envelopes=StaffDeposits(parts),
        restorations=StaffRestorations(parts, look_back),
        days=StaffDays(parts),
        pin_review=PinReview(parts),
    )

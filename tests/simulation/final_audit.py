"""At rest, with all settled: every note has its cent, and every file is in order."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from bank_server.contract.operations import Operation
from bank_server.domain.ledger import AccountKind
from bank_server.domain.transactions import TransactionState
from bank_server.service.staff_accounts import account_id_of
from hardware.crypto.record import Record, TxnOutcome
from hardware.crypto.sealed_log import SealBroken
from kiosk.journal.files import journal_files
from kiosk.journal.reader import read_entries
from kiosk.journal.tail import lines_after
from kiosk.journal_tools.grammar import faults
from kiosk.journal_tools.lines import parse
from kiosk.journal_tools.reconcile import reconcile
from tests.simulation import balances
from tests.simulation.broken import Broken, hold
from tests.simulation.faults import FaultKind
from tests.simulation.plan import OPENING_MINOR
from tests.simulation.technician import FULL

if TYPE_CHECKING:
    from tests.simulation.city import City
    from tests.simulation.site import Site

State = TransactionState
# After these a canister may hold fewer or more notes than its HSM believes.
# Two notes at once are one to the HSM, and a canister may hold fewer than was typed.
FEWER: Final = frozenset({FaultKind.CANISTER_SHORT, FaultKind.DOUBLE_NOTE})
# After these a journal cannot add up, and says so: records are missing, or contradict one another.
UNCOUNTED: Final = frozenset({FaultKind.DISK_LOST, FaultKind.HSM_MEMORY_OLD, FaultKind.LYING_KIOSK})


def audit(city: City) -> None:
    """Raises Broken."""
    findings = city.bank.findings
    hold("audit", not findings, f"the bank's own audit finds {findings}")
    city.watch.cashless.audit()
    _each_transaction(city)
    _each_account(city)
    _each_machine(city)
    _no_secrets(city)


def _each_transaction(city: City) -> None:
    """I3 and I10: what was captured is what came out, and nothing is under way."""
    for one in city.bank.transactions:
        key = (one.atm_id, one.txid)
        exited, taken_back = city.watch.exited_minor(key), city.watch.taken_back_minor(key)
        captured = 0 if one.captured is None else one.captured.minor
        if one.receipt is not None:
            _outcome_is_so(one.receipt, taken_back)
        exited -= city.watch.stolen.get(key, 0)
        what = f"{one.txid[:6]} {one.state.value}: {exited} came out, {captured} was captured"
        match one.state:
            case State.CAPTURED:
                hold("I3", exited == captured, what)
                returned = None if one.returned is None else one.returned.minor
                was_open = taken_back > 0 or returned is not None
                hold("I3", not was_open or returned == taken_back, f"{what}; {returned} returned")
            case State.RESOLVED if one.receipt is None:
                hold("I3", exited - taken_back == captured, what)
            case State.HELD | State.IN_DOUBT | State.AWAITED | State.PENDING:
                hold("I10", False, what)
            case State.RESOLVED:
                pass  # with a receipt that could not tell; its account is checked below
            case State.SUSPENSE:
                hold("I3", exited == captured, what)
            case _:
                hold("I3", exited == 0, what)
    known = {(one.atm_id, one.txid) for one in city.bank.transactions}
    for atm, txid, _ in city.watch.exited:
        hold("I3", (atm, txid) in known, f"the bank does not know {txid[:6]}, which paid")


def _outcome_is_so(receipt: str, taken_back: int) -> None:
    """Who has the notes, by the record and as matter: I3 for the customer's own claim."""
    outcome = Record.parse(bytes.fromhex(receipt)).outcome
    if outcome is TxnOutcome.TAKEN:
        hold("I3", not taken_back, f"{taken_back} of what was taken lies in the retract bin")


def _each_account(city: City) -> None:
    """Every account has gone down by what was carried away for it, once people have counted."""
    paid: Counter[str] = Counter()
    for account_id, minor in city.envelopes.credited.values():
        paid[account_id] -= minor
    for one in city.bank.transactions:
        if one.operation is Operation.TRANSFER and one.state is State.DONE:
            terms = one.terms
            assert terms is not None
            assert terms.amount is not None
            paid[terms.source or ""] += terms.amount.minor
            paid[terms.target or ""] -= terms.amount.minor
        elif one.account_id is not None:
            key = (one.atm_id, one.txid)
            carried = city.watch.exited_minor(key) - city.watch.taken_back_minor(key)
            paid[one.account_id] += carried - city.watch.stolen.get(key, 0)
    for name, opening in OPENING_MINOR.items():
        account = city.bank.account(name)
        gone = opening - account.balance.minor
        carried = paid[account_id_of(name)]
        hold("I3", gone == carried, f"{name}: {gone} debited, {carried} carried away")
        hold("I10", account.held.minor == 0, f"{name} still has a hold")
    books = city.bank.store.accounts.snapshot()
    total = sum(account.balance.minor for account in books.accounts)
    hold("I1", total == 0, f"the ledger's accounts add up to {total}")
    for kind in (AccountKind.SUSPENSE, AccountKind.DISPUTE):
        ended = all(a.balance.minor == 0 for a in books.accounts if a.kind is kind)
        hold("I3", ended, f"money lies in {kind.value} after people have acted")
    _each_cash_account(city)


def _each_cash_account(city: City) -> None:
    """What the ledger says lies in a machine is what its canisters' books and bins come to."""
    for site in city.sites:
        atm = city.bank.atm(site.atm)
        booked = sum(book.inside * book.denomination for book in atm.canisters)
        cash = city.bank.store.accounts.account(f"cash:{site.atm}")
        assert cash is not None
        said = -cash.balance.minor
        hold(
            "I3", said == booked, f"ATM {site.number}: {said} in the ledger, {booked} in the books"
        )


def _each_machine(city: City) -> None:
    """I2, I5, I12."""
    fired = {fault.kind for fault in city.plan.fired}
    for site in city.sites:
        city.watch.counters(site)
        hold("I5", site.counters_of_hsm == site.counters_of_bank, f"ATM {site.number}: counters")
        for number, canister in site.matter.hsm._vault.state.canisters.items():
            total = canister.left + canister.picked_total
            hold("I2", total == FULL, f"ATM {site.number}: {total} notes of {FULL}")
            if FaultKind.SENSORS_UNSURE in fired:
                continue  # a pick that was announced may or may not have been made: suspect
            left = site.matter.works.whereabouts()["canisters"][number]
            what = f"{left} notes are left, and the HSM knows of {canister.left}"
            hold("I2", left <= canister.left, what)
            is_robbed = any(atm == site.atm for atm, _ in city.watch.stolen)
            hold("I2", bool(fired & FEWER) or is_robbed or left == canister.left, what)
        written = list(read_entries(site.disk))  # raises if the chain is broken
        entries = len(written)
        hold("I12", entries > 0, "a machine without a journal")
        city.watch.cashless.journal_agrees(site, written)
        city.watch.counts.journal_agrees(site, written)
        try:
            verified = site.verified()
        except SealBroken as error:
            raise Broken("I12", f"ATM {site.number}: a seal: {error}") from error
        hold("I12", verified == entries, f"{verified} of {entries} entries verify")
        journal_makes_sense(city, site, fired)
        _journal_at_bank(city, site)


def journal_makes_sense(city: City, site: Site, fired: set[FaultKind]) -> None:
    """I12: what the tools for people say of it; they see nothing but its lines."""
    files = (site.disk.read(str(file)) for file in journal_files(site.disk))
    lines = [parse(line) for raw in files for line in raw.splitlines(keepends=True)]
    fault = next(faults(lines), "")
    hold("I12", not fault, f"ATM {site.number}: against the grammar: {fault}")
    if not fired & UNCOUNTED:
        books = reconcile(lines)
        wrong = next(iter(books.problems), "")
        hold("I12", not wrong, f"ATM {site.number}: does not add up: {wrong}")
        hold("I12", not books.open, f"ATM {site.number}: its journal leaves something open")
        other = balances.difference(list(read_entries(site.disk)), lines)
        hold("I12", not other, f"ATM {site.number}: balancing and reconcile differ: {other}")
    city.coverage["journal lines against the grammar"] += len(lines)


def _journal_at_bank(city: City, site: Site) -> None:
    """I12: the bank keeps what the kiosk wrote, line for line, as far as it acknowledged it."""
    journals, what = city.bank.store.journals, f"ATM {site.number}: "
    (book,) = journals.books(site.atm)
    is_lost = any(fault.kind is FaultKind.DISK_LOST for fault in city.plan.fired)
    if city.bank.atm(site.atm).contradiction is not None:
        # Found out so late that nobody has come yet.
        hold("I12", is_lost, what + "stopped over its journal")
        return
    count = book.acked - book.since
    kept = journals.lines(book, book.since + 1, count)
    hold("I12", len(kept) == count, f"{what}{len(kept)} lines kept, {count} acknowledged")
    first, written = lines_after(site.disk, book.key, book.since, count)
    if is_lost:
        # What lay on the lost disk has only the bank now.
        kept = kept[max(0, first - book.since - 1) :]
        written = written[: len(kept)]
    else:
        hold("I12", not count or first == book.since + 1, what + "the kiosk lacks lines")
    is_same = list(kept) == written
    hold("I12", is_same, what + "the bank keeps other lines than the kiosk wrote")
    city.coverage["journal lines at the bank"] += count


def _no_secrets(city: City) -> None:
    """I11: no card number, in any journal or audit trail."""
    texts = [site.disk.read(name) for site in city.sites for name in site.disk.names()]
    texts.append(repr(city.bank.audit.entries).encode())
    for uuid in city.card_uuids.values():
        found = any(
            uuid.encode() in text or uuid.replace("-", "").encode() in text for text in texts
        )
        hold("I11", not found, "a card number is in a file")

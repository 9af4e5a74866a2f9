"""A receipt that does not say what has happened is a broken invariant; so is one that lacks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bank_server.domain.transactions import TransactionState
from hardware.emulators.paper import PrintedLine, Slip
from hardware.protocol.escpos import CODE_PAGE, CUT, INITIALISE
from tests.simulation.broken import Broken
from tests.simulation.city import City
from tests.simulation.draws import Draws
from tests.simulation.faults import FaultPlan
from tests.simulation.plan import errands

SEED, TRANSACTIONS = 2, 24
OF_CASH, OF_TRANSFER, OF_ENVELOPE = "Cash withdrawal", "Transfer", "Envelope deposit"
OF_BALANCE = "Balance"


@pytest.fixture(scope="module")
def day():
    """A day without faults that is over, and by its title a receipt of it, with its machine."""
    draws = Draws(SEED)
    city = City(SEED, FaultPlan(draws, (), None), errands(draws, TRANSACTIONS), None)
    found = {}
    for site in city.sites:

        def seen(slip, site=site, told=site.matter.printer.on_slip):
            told(slip)
            lines = [line.text for line in slip.lines]
            found[lines[3].strip()] = (site, lines)

        site.matter.printer.on_slip = seen
    city.run()
    yield city, found
    city.bank.engine.close()


def print_again(day, title, old="", new=""):
    """As it was, but for one thing; a machine that had printed none of it before."""
    city, found = day
    site, lines = found[title]
    changed = "\n".join(lines).replace(old, new).splitlines()
    city.watch.receipts._printed.clear()
    city.watch.receipts.printed(site, Slip(1, tuple(PrintedLine(text) for text in changed)))


@pytest.mark.parametrize("title", [OF_CASH, OF_TRANSFER, OF_ENVELOPE, OF_BALANCE])
def test_an_honest_receipt_is_taken(day, title):
    print_again(day, title)


@pytest.mark.parametrize(
    ("title", "old", "new"),
    [
        (OF_CASH, "EUR ", "EUR 1"),
        (OF_TRANSFER, "EUR ", "EUR 1"),
        (OF_BALANCE, "EUR ", "EUR 1"),
        (OF_ENVELOPE, "EUR ", "EUR 1"),
        (OF_ENVELOPE, "Envelope     ", "Envelope    X"),
        (OF_CASH, "Reference     ", "Reference    F"),
    ],
)
def test_one_thing_that_is_not_so_is_found(day, title, old, new):
    with pytest.raises(Broken, match=r"^I17: "):
        print_again(day, title, old, new)


def test_another_account_on_it_is_found(day):
    (said,) = [line.split()[-1] for line in day[1][OF_CASH][1] if line.startswith("From")]

    with pytest.raises(Broken, match=r"^I17: another account"):
        print_again(day, OF_CASH, said, said[::-1])


def test_a_second_one_is_found(day):
    city, found = day
    site, lines = found[OF_TRANSFER]
    print_again(day, OF_TRANSFER)

    with pytest.raises(Broken, match=r"^I17: two receipts of one transaction"):
        city.watch.receipts.printed(site, Slip(2, tuple(PrintedLine(text) for text in lines)))


def test_a_whole_account_number_on_it_is_found(day):
    account = day[0].bank.store.accounts.snapshot().accounts[0].account_id

    with pytest.raises(Broken, match=r"^I11: a whole account number is on a receipt"):
        print_again(day, OF_CASH, "Here", account)


def test_half_a_receipt_is_none(day):
    city, found = day
    site, lines = found[OF_CASH]

    city.watch.receipts.printed(site, Slip(3, tuple(PrintedLine(text) for text in lines[:6])))
    assert 1 == city.coverage["receipt torn off before its end"]


def job(lines):
    """As a machine sends it."""
    text = "\n".join(lines).encode(CODE_PAGE)
    return INITIALISE + text + b"\n" + CUT


def test_noise_on_the_printers_line_excuses_the_one_receipt_that_it_changed(day):
    city, found = day
    site, lines = found[OF_CASH]
    sent, watch = job(lines), city.watch.receipts
    watch.heard(site, sent, sent.replace(b"EUR ", b"EUR("))
    print_again(day, OF_CASH, "EUR ", "EUR(")

    assert 1 == city.coverage["receipt garbled on the line to the printer"]
    with pytest.raises(Broken, match=r"^I17: "):
        print_again(day, OF_CASH, "EUR ", "EUR(")


def test_noise_excuses_no_receipt_that_came_out_as_it_was_sent(day):
    """Nothing was to be seen of it, or it was lost with the paper's end; the next one is judged."""
    city, found = day
    site, lines = found[OF_CASH]
    watch = city.watch.receipts
    watch.heard(site, job(lines), job(lines) + b"\0")
    wrong = [line.replace("EUR ", "EUR 1") for line in lines]
    watch.heard(site, job(wrong), job(wrong))

    with pytest.raises(Broken, match=r"^I17: "):
        print_again(day, OF_CASH, "EUR ", "EUR 1")


def test_what_a_machine_has_sent_is_judged_whatever_noise_makes_of_it(day):
    city, found = day
    site, lines = found[OF_CASH]
    wrong = job([line.replace("EUR ", "EUR 1") for line in lines])

    with pytest.raises(Broken, match=r"^I17: "):
        city.watch.receipts.heard(site, wrong, wrong.replace(b"EUR", b"EUQ"))
    site.print_noise.excuses(())


def test_each_of_two_jobs_that_noise_has_changed_is_excused(day):
    """One that is heard twice."""
    city, found = day
    site, lines = found[OF_CASH]
    for _ in range(2):
        city.watch.receipts.heard(site, job(lines), job(lines).replace(b"EUR ", b"EUR("))
        print_again(day, OF_CASH, "EUR ", "EUR(")


def test_a_late_receipt_of_a_transaction_that_a_restored_bank_forgot_is_known(day, monkeypatch):
    """The machine has begun others since."""
    city, found = day
    site, _lines = found[OF_CASH]
    txid = min(site.intents)
    monkeypatch.setattr(type(city.watch.cashless), "has_forgotten", True)
    monkeypatch.setattr(type(city.bank), "transactions", ())

    assert txid != site.last_intent
    key, _one = city.watch.receipts._named(site, txid[:12].upper())
    assert (site.atm, txid) == key


@pytest.fixture
def suspense(day, monkeypatch):
    """Notes that a restored bank could not charge; the account, and what the bank had forgotten."""
    city, _found = day
    paid = next(o for o in city.bank.transactions if o.state is TransactionState.CAPTURED)
    moved = next(
        o
        for o in city.bank.transactions
        if o.state is TransactionState.DONE and o.terms and o.terms.target
    )
    now = replace(paid, state=TransactionState.SUSPENSE, account_id=None)
    monkeypatch.setattr(city.watch, "_books", lambda: ((now,), ()))
    key = (paid.atm_id, paid.txid)
    monkeypatch.setattr(city.watch, "_lost", {key: paid})
    to_it = replace(moved, terms=replace(moved.terms, target=paid.account_id))
    return city.watch, (moved.atm_id, moved.txid), to_it


def test_notes_without_a_hold_are_explained_by_a_credit_that_the_bank_forgot(suspense):
    """Even where that credit came back later: an envelope is opened once more."""
    watch, key, transfer = suspense
    watch._poorer.clear()
    watch._forget_credits({key: transfer}, [transfer])
    with pytest.raises(Broken, match="notes came out without a hold"):
        watch.nobody_lacks_a_hold()

    watch._forget_credits({key: transfer}, [])
    watch._forget_credits({key: transfer}, [transfer])
    watch.nobody_lacks_a_hold()

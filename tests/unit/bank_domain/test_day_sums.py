"""A day can be looked at and closed, whatever machines have told and customers have moved."""

from bank_server.contract.balancings import BalancingReply
from bank_server.contract.json_text import dump
from bank_server.contract.message import Balance, SignedAmount
from bank_server.contract.money import MINOR_MAX, Money
from bank_server.domain.balancing_sums import NOTHING_MOVED
from bank_server.domain.balancings import Balancing
from bank_server.domain.business_days import DayBooks, atm_day, report
from bank_server.domain.ledger import Entry, PostingKind
from tests.unit.bank_domain.small_bank import ATM, ATM_ID

NOTHING = Balance(minor=0, currency="EUR")
NO_DIFFERENCE = SignedAmount(minor=0, currency="EUR")


def close(number, machine, off):
    reply = BalancingReply(
        number=number,
        day="2027-01-15",
        at_ms=0,
        since=None,
        since_ms=None,
        dispensed=NOTHING,
        loaded=NO_DIFFERENCE,
        corrected=NO_DIFFERENCE,
        cash=NO_DIFFERENCE,
        uncertain=NOTHING,
        machine_dispensed=Balance(minor=machine, currency="EUR"),
        host_difference=SignedAmount(minor=-machine, currency="EUR"),
        counted=NOTHING,
        carried=None,
        cash_difference=SignedAmount(minor=off, currency="EUR"),
        open=0,
        is_held=False,
        counters_fit=True,
        envelopes_known=0,
        envelopes_pending=0,
        canisters=(),
    )
    return Balancing(ATM_ID, number, f"{number:032x}", 0, 0, "{}", dump(reply).decode("ascii"))


def test_sums_of_an_atm_s_closes_end_at_the_greatest_amount():
    day = atm_day(ATM, NOTHING_MOVED, [close(1, MINOR_MAX, -MINOR_MAX), close(2, 1, -1)], before=0)

    assert (MINOR_MAX, -MINOR_MAX, -MINOR_MAX) == (
        day.machine_dispensed.minor,
        day.host_difference.minor,
        day.cash_difference.minor,
    )


def test_sums_of_what_customers_moved_do_too():
    great = Money(MINOR_MAX, "EUR")
    entries = [Entry(n, n, 0, PostingKind.TRANSFER, "t", "savings", great) for n in (1, 2)]

    day = report(
        DayBooks(
            after=0,
            head=2,
            began_ms=0,
            atms=(),
            accounts=(),
            entries=entries,
            balancings={},
            before={},
            pending=0,
        ),
        lambda txid, atm_id: None,
    )

    assert (2, (great,)) == (day.transfer_count, day.transfers)

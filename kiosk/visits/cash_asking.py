"""From the bank's answer to what a withdrawal hears."""

from __future__ import annotations

from typing import Final

from bank_server.contract import ApprovedWithdrawal, DeclineReason
from kiosk.domain.transactions.withdrawal.events import Approved as CashApproved
from kiosk.domain.transactions.withdrawal.events import Denied
from kiosk.domain.transactions.withdrawal.job import Denial, Voucher
from kiosk.domain.visit.events import Failure
from kiosk.money.exchange import Answer, Approved, Declined, NoAnswer, NotAsked

_REASONS: Final = {
    DeclineReason.CARD_BLOCKED: Denial.CARD_BLOCKED,
    DeclineReason.FUNDS: Denial.FUNDS,
    DeclineReason.DAILY_LIMIT: Denial.LIMIT,
    DeclineReason.CARD_BUSY: Denial.CARD_BUSY,
    DeclineReason.ATM_CASH: Denial.ATM_CASH,
    DeclineReason.STRIPE_REFUSED: Denial.CARD_KIND,
}
_FAILURES: Final = {
    Failure.EXPIRED: Denial.VISIT_EXPIRED,
    Failure.BLOCKED: Denial.CARD_BLOCKED,
    Failure.SILENT: Denial.BANK_SILENT,
    Failure.CARD: Denial.CARD_SILENT,
    Failure.COUNTERS: Denial.COUNTERS,
}


def cash_answer(answer: Answer) -> CashApproved | Denied:
    """No answer is a denial too: the ticket is cancelled, and its FINAL void undoes a hold."""
    match answer:
        case Approved(ApprovedWithdrawal(vouchers=parts, hold_copy=copy)):
            vouchers = tuple(Voucher(p.canister, bytes.fromhex(p.voucher)) for p in parts)
            return CashApproved(vouchers, bytes.fromhex(copy or ""))
        case Declined(reason, _):
            return Denied(_REASONS.get(reason, Denial.REFUSED))
        case NotAsked(failure):
            return Denied(_FAILURES.get(failure, Denial.REFUSED))
        case NoAnswer():
            return Denied(Denial.BANK_SILENT)
        case _:
            return Denied(Denial.REFUSED)

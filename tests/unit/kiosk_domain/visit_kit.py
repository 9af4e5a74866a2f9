"""A machine, an account and an amount, as the tests of a visit have them."""

from __future__ import annotations

from dataclasses import replace

from bank_server.contract.money import Money
from kiosk.domain.mix import Canister, CanisterNotes
from kiosk.domain.visit import state
from kiosk.domain.visit.terms import Terms

TWENTY = Money(2_000, "EUR")
HUNDRED = Money(10_000, "EUR")
CANISTERS = (Canister(1, TWENTY, 50), Canister(2, Money(1_000, "EUR"), 50))
TERMS = Terms(
    "EUR",
    100,
    CANISTERS,
    (TWENTY, HUNDRED),
    Money(50_000, "EUR"),
    language="en",
    languages=("en", "de"),
)
ACCOUNT = state.Account("a", "Everyday", HUNDRED, HUNDRED)
FIVE = (CanisterNotes(1, TWENTY, 5),)
SAVINGS = state.Account("b", "Savings", TWENTY, TWENTY, "savings", "00BB")
# A machine with everything; of languages one, which is not asked for.
RICH = replace(TERMS, has_printer=True, prints=True, takes_envelopes=True, languages=())

"""The bank's answers to its auditor, as the panel shows them."""

import pytest

from bank_server.domain.people import WorkKind
from kiosk.panel.ledger import Account, Books, Box, books
from kiosk.panel.plain_words import WORK

ACCOUNTS = {
    "accounts": [
        {"name": "Alice Byrne", "currency": "EUR", "balance": 495000, "held": 5000},
        {"name": "Bob Kelly", "currency": "EUR", "balance": 120050, "held": 0},
    ]
}
ATMS = {
    "atms": [{"currency": "EUR", "canisters": [{"canister": 1, "denomination": 2000, "left": 197}]}]
}

NO_WORK: dict = {"items": []}


def item(**told):
    return {"kind": "dispute", "amount": 2000, "currency": "EUR", **told}


def test_accounts_notes_and_verdict_are_told_in_words():
    wanted = Books(
        accounts=(
            Account("Alice Byrne", "4,950 EUR", "50 EUR"),
            Account("Bob Kelly", "1,200.50 EUR", ""),
        ),
        boxes=(Box(1, "20 EUR", 197),),
        verdict="Books balance: 12 entries agree",
        is_good=True,
    )

    assert wanted == books(ACCOUNTS, ATMS, NO_WORK, {"entries": 12, "findings": []})


def test_findings_of_the_audit_are_counted():
    found = books(ACCOUNTS, ATMS, NO_WORK, {"entries": 12, "findings": ["held of an account"]})

    assert ("One thing does not agree", False) == (found.verdict, found.is_good)


@pytest.mark.parametrize(
    ("work", "wanted"),
    [
        (item(), "To be checked: 20 EUR, notes taken back"),
        (item(kind="journal-rolled-back", amount=None, currency=None),
         "To be checked: the kiosk's journal went back"),
        (item(kind="moon-phase"), "To be checked: 20 EUR, moon-phase"),
    ],
)  # fmt: skip
def test_what_waits_for_people_is_told_with_its_amount(work, wanted):
    found = books(ACCOUNTS, ATMS, {"items": [work]}, {"entries": 12, "findings": []})

    assert (
        (wanted,),
        "Click a card to begin. 1 thing is to be checked by people: see Ledger.",
    ) == (
        found.work,
        found.waits,
    )


def test_every_kind_of_work_has_words():
    assert {kind.value for kind in WorkKind} == WORK.keys()

"""The bank's answers to its auditor, as the panel shows them."""

from kiosk.panel.ledger import Account, Books, Box, books

ACCOUNTS = {
    "accounts": [
        {"name": "Alice Byrne", "currency": "EUR", "balance": 495000, "held": 5000},
        {"name": "Bob Kelly", "currency": "EUR", "balance": 120050, "held": 0},
    ]
}
ATMS = {
    "atms": [{"currency": "EUR", "canisters": [{"canister": 1, "denomination": 2000, "left": 197}]}]
}


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

    assert wanted == books(ACCOUNTS, ATMS, {"entries": 12, "findings": []})


def test_findings_of_the_audit_are_counted():
    found = books(ACCOUNTS, ATMS, {"entries": 12, "findings": ["held of an account"]})

    assert ("One thing does not agree", False) == (found.verdict, found.is_good)

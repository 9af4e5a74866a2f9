"""The scripted visits by name, so that they can be listed before anything is installed.

Standard library only. What each customer does is in `kiosk.workbench.scripts`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Visit:
    """card: whose visit it is."""

    name: str
    card: str
    title: str


WITHDRAW = Visit(
    "withdraw",
    "alice",
    "70 euro as she types them: the card, then three twenties and a ten, then a receipt.",
)
BALANCE = Visit("balance", "alice", "What is on the account, then nothing more.")
PIN_CHANGE = Visit(
    "pin-change", "bob", "A new PIN, typed twice; a second visit proves that it is the one now."
)
TRANSFER = Visit("transfer", "dora", "25 euro to the savings account, and a receipt.")
DEPOSIT = Visit("deposit", "alice", "An envelope, said to hold 50 euro: people will open it.")
WRONG_PIN = Visit(
    "wrong-pin",
    "carol",
    "Three wrong PINs stop the card; an operator gives it back its tries, and it works again.",
)
SERVICE = Visit(
    "service",
    "carol",
    "The key is turned off and on, the notes are counted, and a cable is pulled and put back.",
)
JOURNAL_ROUND = Visit(
    "journal-round",
    "alice",
    "Every kind of entry that the journal knows, then a look for what is missing. Played alone.",
)
VISITS = (WITHDRAW, BALANCE, PIN_CHANGE, TRANSFER, DEPOSIT, WRONG_PIN, SERVICE)

"""Visits that are played when they are named: one for each rule and failure of the machine.

Standard library only. What each customer does is in `kiosk.workbench.scripts_more` and
`kiosk.workbench.scripts_failing`.
"""

from kiosk.workbench.visits import Visit

SAVINGS = Visit("savings", "dora", "50 euro, and from the savings account.")
SMALL_NOTES = Visit("small-notes", "alice", "60 euro in small notes instead of the usual ones.")
ON_SCREEN = Visit("receipt-screen", "dora", "A transfer whose receipt is read on the screen.")
NO_RECEIPT = Visit("no-receipt", "alice", "20 euro, and no receipt.")
PRINTED_BALANCE = Visit("printed-balance", "alice", "What is on the account, on paper.")
SERIES = Visit("series", "dora", "Balance, transfer, envelope and cash with one card and one PIN.")
CANCEL = Visit("cancel", "carol", "Cancel at the amount: the card comes back.")
KEY_OFF = Visit(
    "key-off",
    "alice",
    "The key is turned off while she is there: closed after her, and counted before the next.",
)
COUNT = Visit(
    "count",
    "carol",
    "The operator's count: ten digits, two numbers that differ, Cancel, and one note too many.",
)
SAFE_OPEN = Visit("safe-open", "alice", "With the safe open there is no cash; a balance there is.")
LINK_DOWN = Visit("link-down", "alice", "The link drops before the cash: no notes, no charge.")
LINK_LATE = Visit(
    "link-late", "alice", "The link drops when the notes move: they come, and are booked later."
)
NO_PAPER = Visit("no-paper", "alice", "It is said before the PIN; cash comes all the same.")
PAPER_JAM = Visit(
    "paper-jam", "dora", "A transfer is done, its receipt is not: it is read on the screen."
)
ENVELOPE_BACK = Visit("envelope-back", "alice", "An envelope is pulled back: nothing is recorded.")
ENVELOPE_CANCELLED = Visit("envelope-cancelled", "alice", "Cancel at the open slot.")
ENVELOPES_FULL = Visit(
    "envelopes-full", "alice", "With a full bin no envelope is offered; it is emptied."
)
SHORT_STACK = Visit("short-stack", "alice", "A note is torn: she is asked before less is given.")
NO_NOTES = Visit("no-notes", "alice", "Both canisters jam: nothing is paid, nothing is charged.")
STRIPE = Visit(
    "stripe", "eve", "A machine that gives a stripe card back at once: balance, and cash twice."
)
MORNING = Visit(
    "morning",
    "alice",
    "Staff do their round with the key off, from the status to the close; then she comes again.",
)
SERVICE_DOOR = Visit(
    "service-door",
    "alice",
    "The service door gets a lock: staff come without a work order, with one, with an old one.",
)

MORE = (
    *(SAVINGS, SMALL_NOTES, ON_SCREEN, NO_RECEIPT, PRINTED_BALANCE, SERIES, CANCEL),
    *(KEY_OFF, COUNT, SAFE_OPEN, LINK_DOWN, LINK_LATE),
    *(NO_PAPER, PAPER_JAM, ENVELOPE_BACK, ENVELOPE_CANCELLED, ENVELOPES_FULL),
    *(SHORT_STACK, NO_NOTES, STRIPE, MORNING, SERVICE_DOOR),
)

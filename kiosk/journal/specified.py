"""Entries for what this machine cannot do yet: specified now, so that whoever builds it need not.

And the names that are kept free for what nobody needs of a machine of this kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from kiosk.journal.event_base import Actor

TXID: Final = "as everywhere"
ACCOUNT: Final = "the end of the account's id at the bank"
WHO: Final = "name of the person, as logged in at the machine"


@dataclass(frozen=True, slots=True)
class Specified:
    """
    Attributes:
        missing: what has to be built first.
        fields: name -> meaning.
        out: where it is not `ok`.
        reason: what its reason code is; empty if it has none.
    """

    actor: Actor
    when: str
    missing: str
    fields: Mapping[str, str] = field(default_factory=dict)
    out: str = ""
    reason: str = ""


_SLOT: Final = "slot for envelopes"
_PRINTER: Final = "receipt printer"
_TRANSFERS: Final = "transfers"
_STAFF: Final = "staff who log in"

SPECIFIED: Final[Mapping[str, Specified]] = {
    "DEPOSIT_APPROVED": Specified(
        Actor.BANK,
        "The bank agrees to take an envelope; on disk before the slot opens. Not made where it "
        "declines: AUTH_DECLINED.",
        _SLOT,
        {
            "txid": TXID,
            "account_last4": ACCOUNT,
            "claimed": "amount that the customer typed; nobody has counted it",
            "envelope": "number that the machine gives it",
        },
    ),
    "DEPOSIT_INSERTED": Specified(
        Actor.DEVICE,
        "The slot has seen the envelope pass, and is shut again; on disk before the bank hears "
        "of it.",
        _SLOT,
        {"txid": TXID, "envelope": "its number", "wait_ms": "since the slot opened"},
    ),
    "DEPOSIT_NOT_INSERTED": Specified(
        Actor.DEVICE,
        "The slot is shut again, and nothing has passed it; the bank is told to forget the "
        "deposit.",
        _SLOT,
        {"txid": TXID, "why": "`cancel`, `timeout` or `link`"},
        reason="as `why`",
    ),
    "DEPOSIT_FAIL": Specified(
        Actor.DEVICE,
        "The slot is jammed: whether the envelope is inside is not known, and people must look.",
        _SLOT,
        {"txid": TXID, "envelope": "its number", "code": "the device's"},
        out="`unknown`",
        reason="as `code`",
    ),
    "ENVELOPES_REMOVED": Specified(
        Actor.STAFF,
        "A person takes the envelopes out, with the key off.",
        f"{_SLOT}, {_STAFF}",
        {"who": WHO, "count": "of envelopes", "first, last": "their numbers"},
    ),
    "TRANSFER_DONE": Specified(
        Actor.BANK,
        "The bank has moved the money. It was asked with AUTH_REQUEST, operation `transfer`; a "
        "transfer that failed has AUTH_DECLINED or AUTH_TIMEOUT and none of this.",
        _TRANSFERS,
        {
            "txid": TXID,
            "from_last4, to_last4": "the ends of both accounts' ids",
            "amount": "that was moved",
        },
    ),
    "RECEIPT_PRINTED": Specified(
        Actor.DEVICE,
        "The printer has cut the receipt of a transaction that succeeded.",
        _PRINTER,
        {"txid": TXID, "paper": "`ok` or `low`"},
    ),
    "RECEIPT_TAKEN": Specified(
        Actor.DEVICE,
        "The receipt is gone from the slot.",
        f"{_PRINTER} with a sensor",
        {"txid": TXID, "wait_ms": "since it was cut"},
    ),
    "RECEIPT_FAIL": Specified(
        Actor.DEVICE,
        "The transaction succeeded, and its receipt could not be printed.",
        _PRINTER,
        {"txid": TXID, "code": "`out`, `jam` or `lost`"},
        out="`fail`",
        reason="as `code`",
    ),
    "RECEIPT_DECLINED": Specified(
        Actor.CUSTOMER,
        "The customer wants no receipt, and none is printed.",
        _PRINTER,
        {"txid": TXID},
    ),
    "PAPER_LOADED": Specified(
        Actor.STAFF,
        "A person puts paper in, with the key off.",
        f"{_PRINTER}, {_STAFF}",
        {"who": WHO},
    ),
    "COUNT_SET": Specified(
        Actor.STAFF,
        "The key was turned on, and a person has typed what lies in a canister; one for each "
        "canister, on disk before IN_SERVICE.",
        _STAFF,
        {
            "canister": "from 1",
            "denomination": "of its notes",
            "count": "as typed",
            "expected": "as the HSM has it",
            "difference": "`count` less `expected`",
            "who": WHO,
        },
        out="`fail` if `difference` is not 0",
        reason="then `difference`",
    ),
    "CASSETTE_SWAPPED": Specified(
        Actor.STAFF,
        "A person takes a canister out, with what is in it, and puts another one in; LOADING "
        "follows.",
        _STAFF,
        {"canister": "from 1", "count": "notes taken out", "who": WHO},
    ),
    "BINS_EMPTIED": Specified(
        Actor.STAFF,
        "A person empties the bins of rejected and of retracted notes, and counts them.",
        _STAFF,
        {"which": "`reject` or `retract`", "lines": "notes by canister", "who": WHO},
    ),
}

KEPT_FREE: Final = (
    *("CARD_RETAINED", "CARDS_REMOVED", "SPEECH_ON", "SPEECH_OFF"),
    *("STAFF_LOGIN", "STAFF_LOGOUT", "STAFF_FAIL", "STAFF_LOCKED", "DUAL_OK"),
    *("BALANCE_TRIAL", "BALANCE_CLOSE", "DIAG_START", "DIAG_END"),
    *("UPDATE_READY", "UPDATE_INSTALLED", "UPDATE_REFUSED"),
    *("JOURNAL_EXPORT", "JOURNAL_VERIFY", "JOURNAL_MASK_LIFTED", "REMOTE_COMMAND"),
)

NOT_YET: Final = (*SPECIFIED, *KEPT_FREE)

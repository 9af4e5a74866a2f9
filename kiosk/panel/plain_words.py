"""The names that the panel uses for everything: one name for one thing, and no codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

# The safe's own computer guards it and speaks for it, so to whoever watches it is the safe.
PART_NAMES: Final[Mapping[str, str]] = {
    "card_reader": "Card reader",
    "hsm": "Safe",
    "pin_pad": "PIN pad",
    "cabinet": "Cabinet",
    "receipt_printer": "Receipt printer",
    "door_lock": "Door's lock",
}

MODES: Final[Mapping[str, str]] = {
    "starting": "Starting",
    "in-service": "In service",
    "no-cash": "In service without cash",
    "out-of-service": "Out of service",
    "off": "Closed",
}

# Staff codes, docs/faults.md.
REASONS: Final[Mapping[str, str]] = {
    "OOS-01": "the bank does not answer",
    "OOS-02": "no notes can be paid",
    "OOS-04": "the safe does not answer",
    "OOS-06": "nobody knows who has some notes",
    "OOS-07": "card reader",
    "OOS-08": "PIN pad",
    "OOS-09": "no receipts can be printed",
    "OOS-10": "the journal cannot be written, or lacks entries, or the clock is wrong",
    "OOS-11": "the safe is open",
    "OOS-12": "battery",
    "OOS-13": "key switch off",
    "OOS-14": "keys are missing",
    "OOS-15": "closed by the bank",
    "OOS-16": "no envelope can be taken",
    "OOS-17": "cabinet",
    "OOS-18": "the bank has not settled a withdrawal",
    "OOS-19": "the operator has not counted the notes",
    "OOS-20": "staff are at the machine",
    "OOS-21": "the lock of the service door",
}

# What became of a transaction, as kiosk, safe and bank call it.
ENDS: Final[Mapping[str, str]] = {
    "taken": "the customer has the notes",
    "void": "nothing paid out",
    "retracted": "notes taken back",
    "suspect": "nobody knows who has the notes",
    "captured": "debited",
    "in-doubt": "people must find out who has the notes",
    "suspense": "notes gone that no account has paid",
    "loaded": "notes loaded",
    "refused": "refused",
    "declined": "declined",
    "held": "still reserved",
    "in-progress": "still being worked on",
    "resolved": "settled by people",
    "not confirmed": "not confirmed",
    "done": "done",
}

FAULTS: Final[Mapping[str, str]] = {
    "DeviceTimeout": "does not answer",
    "TransportError": "cannot be reached",
    "lost": "cannot be reached",
    "ProtocolError": "gives answers that make no sense",
    "jam": "is jammed",
    "open": "is open",
    "slot": "has an envelope slot that does not open",
}

# The bank's work list.
WORK: Final[Mapping[str, str]] = {
    "dispute": "notes taken back",
    "in-doubt": "nobody knows who has the notes",
    "suspense": "notes gone that no account has paid",
    "receipt-invalid": "a record that the safe cannot have signed",
    "settled-differently": "two counts that differ",
    "counters-moved": "notes moved without a customer",
    "load-differs": "notes loaded that were counted otherwise",
    "journal-rolled-back": "the kiosk's journal went back",
    "behind": "notes gone that a restored bank was not told of",
    "deactivation-ignored": "a card used after it was stopped",
    "deposit": "an envelope to be opened and counted",
    "deposit-disputed": "an envelope that may be in the bin or not",
    "deposit-unknown": "an envelope of a deposit that the bank never agreed to",
    "envelope-repeated": "two envelopes with one number",
    "cash-over": "more notes counted than the books have",
    "cash-short": "fewer notes counted than the books have",
    "totals-differ": "bank and machine differ in what was paid out",
    "envelopes-differ": "another number of envelopes than deposits",
    "pin-guessing": "somebody tries PINs of many cards",
    "balancing-refused": "a count of the machine that is in no book of the bank",
}


DISPENSE_FAULTS: Final[Mapping[str, str]] = {
    "no-notes": "no note came out",
    "refused": "the safe refused",
}


def notes_text(count: int) -> str:
    """`1 note`, `12 notes`."""
    return f"{count} note" if count == 1 else f"{count} notes"


def envelopes_text(envelopes: Sequence[tuple[int, str]]) -> str:
    """`2 envelopes. The last: No. 7, "4F21A0".`"""
    count = f"{len(envelopes)} envelope" + ("" if len(envelopes) == 1 else "s")
    if not envelopes:
        return f"{count}."
    number, text = envelopes[-1]
    return f"{count}. The last: No. {number}" + (f', "{text}".' if text else ".")


def fault_text(code: str) -> str:
    """What follows a device's name; `code`: an error's name, perhaps with its text."""
    name, _, said = code.partition(": ")
    return FAULTS.get(name, f"has a fault: {said or name}")


def reasons_text(codes: str) -> str:
    """Of staff codes, `OOS-07,OOS-08`; an unknown one as it stands."""
    return ", ".join(REASONS.get(code, code) for code in codes.split(","))

"""A journal entry in words, for whoever watches: one short line, and what kind of thing it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bank_server.contract.currencies import minor_digits
from hardware.crypto.record import LineFlag, Record, RecordInvalid
from kiosk.domain.screens import ScreenId
from kiosk.journal.entry import Out, StoredEntry
from kiosk.journal.event_base import Json
from kiosk.panel.plain_words import (
    DISPENSE_FAULTS,
    ENDS,
    MODES,
    PART_NAMES,
    fault_text,
    notes_text,
    reasons_text,
)

Fields = Mapping[str, Json]


class Kind(StrEnum):
    """How a line is drawn."""

    PLAIN = "plain"
    MONEY = "money"
    GOOD = "good"
    BAD = "bad"
    VISIT = "visit"


@dataclass(frozen=True, slots=True)
class Told:
    text: str
    kind: Kind = Kind.PLAIN


def told(entry: StoredEntry) -> Told:
    """An event without words of its own is told by its code."""
    words = WORDS.get(entry.ev)
    if words is None:
        return Told(_spaced(entry.ev).capitalize())
    text, kind = words
    try:
        said = text if isinstance(text, str) else text(entry.d)
    except KeyError:  # of another version, whose entries have other fields
        return Told(_spaced(entry.ev).capitalize(), kind)
    if kind is Kind.PLAIN and entry.out is not Out.OK:
        kind = Kind.BAD
    if kind is Kind.VISIT and entry.visit is not None:
        said = f"Visit {entry.visit} {said}"
    return Told(said, kind)


def money_text(value: Json) -> str:
    """`70 EUR`, `70.50 EUR`; `nothing` where there is no amount."""
    match value:
        case {"minor": int(minor), "currency": str(currency)}:
            digits = minor_digits(currency)
            whole, part = divmod(abs(minor), 10**digits)
            sign = "−" if minor < 0 else ""
            return f"{sign}{whole:,}{f'.{part:0{digits}}' if part else ''} {currency}"
        case _:
            return "nothing"


def _spaced(code: Json) -> str:
    return str(code).replace("_", " ").replace("-", " ").lower()


def _notes(lines: Json) -> str:
    """`3 + 1 notes`: by canister."""
    counts = [
        str(line["count"])
        for line in (lines if isinstance(lines, list) else [])
        if isinstance(line, dict) and "count" in line
    ]
    if len(counts) == 1:
        return notes_text(int(counts[0]))
    return f"{' + '.join(counts)} notes" if counts else "no notes"


def _count(d: Fields) -> int:
    count = d["count"]
    return count if isinstance(count, int) else 0


def _device(d: Fields) -> str:
    return PART_NAMES.get(str(d["device"]), _spaced(d["device"]).capitalize())


def _proof(d: Fields) -> str:
    words = {"ok": "The card is genuine", "late": "The card answered too late"}
    return words.get(str(d["result"]), "The card could not prove itself")


def _dispense(code: Json) -> str:
    return DISPENSE_FAULTS.get(str(code), _spaced(code))


def _screen(d: Fields) -> str:
    """A screen's name for its id."""
    try:
        return _spaced(ScreenId(str(d["screen"])).name)
    except ValueError:
        return str(d["screen"])


def _end(code: Json) -> str:
    return ENDS.get(str(code), _spaced(code))


def _done(d: Fields) -> str:
    return "Finished" if d["state"] == "done" else f"Finished: {_end(d['state'])}"


def _signed(d: Fields) -> str:
    """With what the safe says of its canisters, which nothing else tells."""
    try:
        lines = Record.parse(bytes.fromhex(str(d["record"]))).lines
    except (ValueError, RecordInvalid):
        lines = ()
    jammed = [f"canister {each.canister} jammed" for each in lines if LineFlag.FAULT in each.flags]
    return ", ".join(["Record signed by the safe", *jammed])


def _recovered(d: Fields) -> str:
    return f"{_device(d)} is back after {_seconds(d['down_ms'])}"


def _mode(d: Fields) -> str:
    why = f": {reasons_text(str(d['why']))}" if d["why"] else ""
    return f"{MODES.get(str(d['after']), _spaced(d['after']))}{why}"


def _in_service(d: Fields) -> str:
    return "Customers are served" + ("" if d["mode"] == "in-service" else ", without cash")


def _link_up(d: Fields) -> str:
    return f"Link is up, was down {_seconds(d['down_ms'])}" if d["down_ms"] else "Link is up"


def _balance_told(d: Fields) -> str:
    return (
        f"Bank refuses the balance: {_spaced(d['code'])}" if d["code"] else "Bank has the balance"
    )


def _not_printed(d: Fields) -> str:
    return f" not printed: {_spaced(d['code'])}" if d["code"] else ""


def _level(d: Fields) -> str:
    return "Bank's books fit the safe again" if d["is_level"] else "Bank still lacks notes"


def _start(d: Fields) -> str:
    return "Kiosk starts" if d["why"] == "start" else f"Kiosk starts: {_spaced(d['why'])}"


def _door(d: Fields) -> str:
    return f"{d['door']} door {'open' if d['is_open'] else 'shut'}".capitalize()


def _door_lock(d: Fields) -> str:
    if d["state"] != "ok":
        return f"The service door has a wrong lock: {d['state']}"
    return f"Lock of the service door answers, {'open' if d['is_open'] else 'shut'}"


def _unlocked(d: Fields) -> str:
    who = d["who"] or "nobody logged in"
    return f"Service door unlocked by card {d['index']}: {who}"


def _partial(d: Fields) -> str:
    return f"Only {money_text(d['given'])} of {money_text(d['asked'])}: {_spaced(d['choice'])}"


def _intent(d: Fields) -> str:
    amount = "" if d["amount"] is None else f" of {money_text(d['amount'])}"
    return f"Begins: {_spaced(d['operation'])}{amount}"


def _settled(d: Fields) -> str:
    if d["state"] == "captured":
        return f"Bank has debited {money_text(d['amount'])}"
    return f"Bank has settled: {_end(d['state'])}"


def _seconds(value: Json) -> str:
    return f"{value / 1000:.1f} s" if isinstance(value, int) else "?"


def _out_of_service(d: Fields) -> str:
    return f"Nobody is served: {reasons_text(str(d['code']))}"


def _supply(d: Fields) -> str:
    level = {"ok": "well again", "out": "used up"}.get(str(d["level"]), str(d["level"]))
    return f"{_spaced(d['which']).capitalize()}: {level}"


def _again(d: Fields) -> str:
    return "" if d["tries"] == 1 else f", try {d['tries']}"


Words = tuple[str | Callable[[Fields], str], Kind]

WORDS: Final[Mapping[str, Words]] = {
    # Visit.
    "VISIT_START": ("begins", Kind.VISIT),
    "VISIT_END": (lambda d: f"ends: {_spaced(d['why'])}, {_seconds(d['length_ms'])}", Kind.VISIT),
    "CARD_INSERTED": (lambda d: f"Card put in ({_spaced(d['media'])})", Kind.PLAIN),
    "CARD_IDENTIFIED": (lambda d: f"Card read, ends in {d['last4']}", Kind.PLAIN),
    "CARD_READ_FAIL": (lambda d: f"Card not readable: {_spaced(d['error'])}", Kind.BAD),
    "CARD_REFUSED": (lambda d: f"Card refused: {_spaced(d['code'])}", Kind.BAD),
    "CARD_EJECTED": ("Card given back", Kind.PLAIN),
    "CARD_TAKEN": (lambda d: f"Card taken after {_seconds(d['wait_ms'])}", Kind.PLAIN),
    "CARD_NOT_TAKEN": (lambda d: f"Card not taken in {_seconds(d['wait_ms'])}", Kind.BAD),
    "SCREEN_TIMEOUT": (lambda d: f"No answer at: {_screen(d)}", Kind.BAD),
    "TIME_EXTENDED": (lambda d: f"More time at: {_screen(d)}", Kind.PLAIN),
    "LANGUAGE_SELECTED": (lambda d: f"Language: {d['language']}", Kind.PLAIN),
    "TXN_SELECTED": (lambda d: f"Chosen: {_spaced(d['operation'])}", Kind.PLAIN),
    "TXN_CANCELLED": (lambda d: f"Given up at: {_screen(d)}, by {_spaced(d['by'])}", Kind.BAD),
    "AMOUNT_REFUSED": (lambda d: f"Cannot pay {money_text(d['asked'])}", Kind.BAD),
    # Bank.
    "CARD_CHALLENGE": (_proof, Kind.PLAIN),
    "AUTH_REQUEST": (lambda d: f"Asks the bank: {_spaced(d['operation'])}", Kind.PLAIN),
    "AUTH_APPROVED": (lambda d: f"Bank agrees, {d['ms']} ms", Kind.GOOD),
    "HOLD_COPY": ("Bank's copy of the hold is kept", Kind.PLAIN),
    "AUTH_DECLINED": (lambda d: f"Bank declines: {_spaced(d['reason'])}", Kind.BAD),
    "AUTH_TIMEOUT": (lambda d: f"Bank did not answer in {_seconds(d['ms'])}", Kind.BAD),
    "PIN_OK": ("PIN is right", Kind.PLAIN),
    "PIN_FAIL": (lambda d: f"PIN is wrong, {d['tries_left']} tries left", Kind.BAD),
    "PIN_LIMIT": ("No PIN tries left: card blocked", Kind.BAD),
    "PIN_CHANGED": ("PIN changed", Kind.GOOD),
    "BALANCE_SHOWN": ("Balance shown", Kind.PLAIN),
    "LATE_ANSWER": ("Bank agrees too late: its hold is released", Kind.BAD),
    "CARD_DEACTIVATE_SENT": ("Asks the bank to stop the card", Kind.PLAIN),
    "CARD_DEACTIVATE_CONFIRMED": (lambda d: f"Bank on the card: {_spaced(d['state'])}", Kind.PLAIN),
    "BANK_RESTORED": (lambda d: f"Restored bank is told again: {d['count']}", Kind.BAD),
    "BANK_LEVEL": (_level, Kind.PLAIN),
    "LINK_UP": (_link_up, Kind.GOOD),
    "LINK_DOWN": (lambda d: f"Link is down: {_spaced(d['cause'])}", Kind.BAD),
    # Money.
    "INTENT": (_intent, Kind.MONEY),
    "CMD": (lambda d: f"Orders {_notes(d['lines'])}", Kind.MONEY),
    "CASH_STACKED": (lambda d: f"Counted {_notes(d['lines'])}", Kind.MONEY),
    "CASH_PRESENTED": (lambda d: f"Presented {money_text(d['amount'])}", Kind.MONEY),
    "RES": (_signed, Kind.MONEY),
    "CASH_TAKEN": (lambda d: f"Cash taken after {_seconds(d['wait_ms'])}", Kind.MONEY),
    "CASH_REJECTED": (lambda d: f"{_notes(d['lines']).capitalize()} rejected", Kind.BAD),
    "CASH_RETRACTED": (lambda d: f"Cash taken back after {_seconds(d['wait_ms'])}", Kind.BAD),
    "DISPENSE_PARTIAL": (_partial, Kind.BAD),
    "DISPENSE_FAIL": (lambda d: f"No cash given: {_dispense(d['code'])}", Kind.BAD),
    "DISPENSE_SUSPECT": ("In doubt: nobody knows who has the notes", Kind.BAD),
    "SETTLEMENT_QUEUED": (lambda d: f"Reports to the bank: {_end(d['outcome'])}", Kind.MONEY),
    "SETTLEMENT_SENT": (lambda d: f"Record sent to the bank{_again(d)}", Kind.MONEY),
    "SETTLEMENT_CONFIRMED": (_settled, Kind.GOOD),
    "RESOLUTION_SENT": (lambda d: f"Asks the bank how it ended{_again(d)}", Kind.MONEY),
    "MANUAL_REVIEW": ("Not settled for a day: somebody must look", Kind.BAD),
    "RESOLUTION_CONFIRMED": (lambda d: f"Bank has found: {_end(d['state'])}", Kind.GOOD),
    "RECOVERY_DECISION": (lambda d: f"Takes up what was open: {_spaced(d['action'])}", Kind.MONEY),
    "DONE": (_done, Kind.GOOD),
    "TRANSFER_DONE": (lambda d: f"Bank has moved {money_text(d['amount'])}", Kind.GOOD),
    "DEPOSIT_APPROVED": (lambda d: f"Bank takes an envelope: {d['reference']}", Kind.MONEY),
    "DEPOSIT_INSERTED": (lambda d: f"Envelope {d['envelope']} taken in", Kind.MONEY),
    "DEPOSIT_NOT_INSERTED": (lambda d: f"No envelope came: {_spaced(d['why'])}", Kind.BAD),
    "DEPOSIT_FAIL": ("In doubt: nobody knows where the envelope is", Kind.BAD),
    "DEPOSIT_SENT": (lambda d: f"Tells the bank of the envelope{_again(d)}", Kind.MONEY),
    "DEPOSIT_CONFIRMED": (lambda d: f"Bank on the envelope: {_end(d['state'])}", Kind.GOOD),
    "RECEIPT_PRINTED": ("Receipt printed", Kind.PLAIN),
    "RECEIPT_TAKEN": (lambda d: f"Receipt taken after {_seconds(d['wait_ms'])}", Kind.PLAIN),
    "RECEIPT_FAIL": (lambda d: f"Receipt failed: {_spaced(d['code'])}", Kind.BAD),
    "RECEIPT_DECLINED": ("No receipt on paper wanted", Kind.PLAIN),
    "CASSETTE_SWAPPED": (
        lambda d: f"Canister {d['canister']} emptied: {notes_text(_count(d))} found in it",
        Kind.MONEY,
    ),
    "BINS_EMPTIED": (lambda d: f"The {d['which']} bin is emptied", Kind.MONEY),
    "LOADING": (
        lambda d: f"Loads canister {d['canister']}: {notes_text(_count(d))}",
        Kind.MONEY,
    ),
    "CASH_ADDED": (
        lambda d: f"Canister {d['canister']}: {notes_text(_count(d))} added",
        Kind.MONEY,
    ),
    "LOADED": ("Load signed by the safe", Kind.MONEY),
    # Machine.
    "SYSTEM_START": (_start, Kind.PLAIN),
    "SYSTEM_STOP": (lambda d: f"Kiosk stops: {_spaced(d['why'])}", Kind.PLAIN),
    "POWER_UP_AFTER_LOSS": ("Last run had no orderly end", Kind.BAD),
    "RUN_NAMED": ("This run of the kiosk has a name", Kind.PLAIN),
    "KEY_SWITCH": (lambda d: f"Key switch {'on' if d['is_on'] else 'off'}", Kind.PLAIN),
    "COUNT_SET": (
        lambda d: f"Canister {d['canister']}: the operator counted {notes_text(_count(d))}",
        Kind.PLAIN,
    ),
    "COUNT_REPORTED": ("The bank has the operator's count", Kind.PLAIN),
    "MODE_CHANGED": (_mode, Kind.PLAIN),
    "IN_SERVICE": (_in_service, Kind.GOOD),
    "OUT_OF_SERVICE": (_out_of_service, Kind.BAD),
    "SERVICE_HALTED": (lambda d: f"Halted until somebody looks: {_spaced(d['why'])}", Kind.BAD),
    "HALT_CLEARED": (lambda d: f"Halt cleared by {d['who']}", Kind.GOOD),
    "DEVICE_FAULT": (lambda d: f"{_device(d)} {fault_text(str(d['code']))}", Kind.BAD),
    "DEVICE_RECOVERED": (_recovered, Kind.GOOD),
    "TAMPER": (lambda d: f"{_device(d)} was opened: its keys are gone", Kind.BAD),
    "DOOR": (_door, Kind.BAD),
    "DOOR_LOCK": (_door_lock, Kind.PLAIN),
    "DOOR_UNLOCKED": (_unlocked, Kind.BAD),
    "DOOR_LOCKED": ("Service door locked again", Kind.GOOD),
    "DOOR_REFUSED": (
        lambda d: f"Door's lock refuses a card ({d['count']}): {_spaced(d['why'])}",
        Kind.BAD,
    ),
    "WORK_ORDER": (
        lambda d: f"Work order {d['index']} of {d['who']}: {_spaced(d['result'])}",
        Kind.PLAIN,
    ),
    "DEVICE_STATUS": (lambda d: f"{_device(d)} answers, firmware {d['firmware']}", Kind.PLAIN),
    "SUPPLY_THRESHOLD": (_supply, Kind.BAD),
    "UPS": (
        lambda d: "Runs from its battery" if d["on_battery"] else "Runs from the mains again",
        Kind.BAD,
    ),
    "KEY_LOADED": (lambda d: f"{_device(d)} has got its key", Kind.GOOD),
    "STAFF_LOGIN": (lambda d: f"{d['who']} logs in", Kind.PLAIN),
    "STAFF_LOGOUT": (lambda d: f"{d['who']} logged out: {_spaced(d['why'])}", Kind.PLAIN),
    "STAFF_FAIL": (
        lambda d: (
            f"Wrong staff PIN: {d['who'] or 'nobody known'}"
            if d.get("why", "wrong") == "wrong"
            else f"{d['who']} is refused: {_spaced(d['why'])}"
        ),
        Kind.BAD,
    ),
    "STAFF_LOCKED": (lambda d: f"{d['who']} is locked out", Kind.BAD),
    "DUAL_OK": (lambda d: f"{d['second']} joins {d['who']} for {d['what']}", Kind.PLAIN),
    "STAFF_CHANGED": (lambda d: f"{d['person']}: {_spaced(d['what'])}, by {d['who']}", Kind.PLAIN),
    "DIAG_START": (
        lambda d: f"{_device(d)} test {_spaced(d['test'])}, by {d['who']}",
        Kind.PLAIN,
    ),
    "DIAG_END": (
        lambda d: f"{_device(d)} test {_spaced(d['test'])}: {_spaced(d['result'])}",
        Kind.PLAIN,
    ),
    "PAPER_LOADED": (lambda d: f"{d['who']} put receipt paper in", Kind.PLAIN),
    "ENVELOPES_REMOVED": (
        lambda d: f"{d['who']} took {d['count']} envelopes out",
        Kind.PLAIN,
    ),
    "BALANCE_TRIAL": (lambda d: f"Balanced on trial by {d['who']}", Kind.PLAIN),
    "BALANCE_CLOSE": (lambda d: f"Balanced and closed by {d['who']}", Kind.MONEY),
    "BALANCE_TOLD": (_balance_told, Kind.MONEY),
    "SLIP_PRINTED": (lambda d: f"Slip of {_spaced(d['what'])}{_not_printed(d)}", Kind.PLAIN),
    "JOURNAL_VERIFY": (lambda d: f"Journal verified: {_spaced(d['result'])}", Kind.PLAIN),
    "JOURNAL_EXPORT": (
        lambda d: f"Journal copied by {d['who']}: {_spaced(d['stage'])}",
        Kind.PLAIN,
    ),
    "JOURNAL_PRINTED": (lambda d: f"Journal printed by {d['who']}{_not_printed(d)}", Kind.PLAIN),
    "SETTING_CHANGED": (lambda d: f"{d['who']} sets {_spaced(d['name'])}", Kind.PLAIN),
    "TEST_ALARM": (lambda d: f"Test alarm of {d['who']}: {_spaced(d['stage'])}", Kind.PLAIN),
    "END_ASKED": (lambda d: f"{d['who']} asks for {_spaced(d['what'])}", Kind.PLAIN),
    "CONFIG_CHANGED": ("Settings differ from the last start's", Kind.BAD),
    "CLOCK_CHANGED": ("The clock was set", Kind.BAD),
    "HEARTBEAT": (lambda d: f"Alive; {d['queue']} messages wait for the bank", Kind.PLAIN),
    "JOURNAL_OPEN": (lambda d: f"Journal file begun: {d['file']}", Kind.PLAIN),
    "JOURNAL_CLOSE": (lambda d: f"Journal file closed, {d['count']} entries", Kind.PLAIN),
    "JOURNAL_DELETED": (lambda d: f"Old journal file deleted: {d['file']}", Kind.PLAIN),
    "LOG_GAP": ("A torn last line was set aside", Kind.BAD),
}

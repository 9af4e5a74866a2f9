"""What a dispute clerk reads of each event: a few words, as on a receipt, and its figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kiosk.journal_tools.lines import Fields, Json

# As in bank_server.contract.currencies, which this tool does without.
_NO_DIGITS: Final = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE_DIGITS: Final = "BHD IQD JOD KWD LYD OMR TND"
_DIGITS: Final = {
    **dict.fromkeys(_NO_DIGITS.split(), 0),
    **dict.fromkeys(_THREE_DIGITS.split(), 3),
}
NO_BREAK: Final = "\N{NO-BREAK SPACE}"
_WITH_KEYS: Final = frozenset({"hsm", "pin_pad"})
_PLAIN: Final = {
    "CARD_EJECTED": "CARD OFFERED BACK",
    "PIN_LIMIT": "PIN TRIES USED UP",
    "BALANCE_SHOWN": "BALANCE SHOWN",
    "PIN_CHANGED": "PIN CHANGED",
    "RECEIPT_DECLINED": "NO PAPER RECEIPT WANTED",
}
_WORDED: Final[dict[str, Callable[[Fields], str]]] = {
    "VISIT_START": lambda d: f"VISIT BEGINS {_up(d, 'language')}",
    "VISIT_END": lambda d: f"VISIT ENDS: {_up(d, 'why')}",
    "LANGUAGE_SELECTED": lambda d: f"LANGUAGE {_up(d, 'language')}",
    "CARD_INSERTED": lambda d: f"CARD IN {_up(d, 'media')}",
    "CARD_READ_FAIL": lambda d: f"CARD NOT READ: {_up(d, 'error')}",
    "CARD_IDENTIFIED": lambda d: f"CARD ****{_text(d, 'last4')}",
    "CARD_REFUSED": lambda d: f"CARD REFUSED: {_up(d, 'code')}",
    "CARD_TAKEN": lambda d: f"CARD TAKEN {_seconds(d, 'wait_ms')}",
    "CARD_NOT_TAKEN": lambda d: f"CARD NOT TAKEN {_seconds(d, 'wait_ms')}",
    "SCREEN_TIMEOUT": lambda d: f"NO ANSWER AT {_text(d, 'screen')} {_seconds(d, 'limit_ms')}",
    "TIME_EXTENDED": lambda d: f"MORE TIME AT {_text(d, 'screen')}",
    "TXN_SELECTED": lambda d: f"CHOSE {_up(d, 'operation')}",
    "TXN_CANCELLED": lambda d: f"CANCELLED AT {_text(d, 'screen')} BY {_up(d, 'by')}",
    "AMOUNT_REFUSED": lambda d: f"CANNOT PAY {_money(d, 'asked')}",
    "CARD_CHALLENGE": lambda d: f"CARD PROOF {_up(d, 'result')}",
    "AUTH_REQUEST": lambda d: f"ASKS BANK: {_up(d, 'operation')} {_money(d, 'amount')}",
    "AUTH_APPROVED": lambda d: f"BANK APPROVES {_seconds(d, 'ms')}",
    "AUTH_DECLINED": lambda d: f"BANK DECLINES: {_up(d, 'reason')}",
    "AUTH_TIMEOUT": lambda d: f"BANK SILENT {_seconds(d, 'ms')}",
    "PIN_OK": lambda d: f"PIN RIGHT, TRY {_text(d, 'tries')}",
    "PIN_FAIL": lambda d: f"PIN WRONG, {_text(d, 'tries_left')} LEFT",
    "INTENT": lambda d: f"BEGINS {_up(d, 'operation')} {_money(d, 'amount')}",
    "HOLD_COPY": lambda _: "BANK'S COPY OF HOLD KEPT",
    "CMD": lambda d: f"DISPENSE ORDERED {_notes(d)}",
    "RES": lambda _: "SAFE'S RECORD KEPT",
    "DONE": lambda d: f"CLOSED: {_up(d, 'state')}",
    "CASH_STACKED": lambda d: f"STACKED {_notes(d)}",
    "CASH_PRESENTED": lambda d: f"PRESENTED {_money(d, 'amount')} {_notes(d)}",
    "CASH_TAKEN": lambda d: f"NOTES TAKEN {_notes(d)} {_seconds(d, 'wait_ms')}",
    "CASH_REJECTED": lambda d: f"REJECTED {_notes(d)}: {_up(d, 'why')}",
    "CASH_RETRACTED": lambda d: f"NOTES TAKEN BACK {_notes(d)} {_seconds(d, 'wait_ms')}",
    "DISPENSE_PARTIAL": lambda d: (
        f"ONLY {_money(d, 'given')} OF {_money(d, 'asked')}: {_up(d, 'choice')}"
    ),
    "DISPENSE_FAIL": lambda d: f"NO CASH: {_up(d, 'code')}",
    "DISPENSE_SUSPECT": lambda d: f"CASH NOT CERTAIN: {_up(d, 'code')}",
    "SETTLEMENT_QUEUED": lambda d: f"TO BE SETTLED: {_up(d, 'outcome')}",
    "SETTLEMENT_SENT": lambda d: f"TELLS BANK, TRY {_text(d, 'tries')}",
    "RESOLUTION_SENT": lambda d: f"ASKS BANK AGAIN, TRY {_text(d, 'tries')}",
    "LATE_ANSWER": lambda d: f"APPROVED TOO LATE: {_up(d, 'action')}",
    "CARD_DEACTIVATE_SENT": lambda _: "ASKS BANK TO STOP CARD",
    "CARD_DEACTIVATE_CONFIRMED": lambda d: f"BANK ON CARD: {_up(d, 'state')}",
    "SETTLEMENT_CONFIRMED": lambda d: f"SETTLED: {_up(d, 'state')} {_money(d, 'amount')}",
    "RESOLUTION_CONFIRMED": lambda d: f"BANK SAYS: {_up(d, 'state')}",
    "RECOVERY_DECISION": lambda d: f"TAKEN UP AGAIN AFTER {_text(d, 'found')}",
    "MANUAL_REVIEW": lambda d: f"OPEN FOR {_text(d, 'age_s')} S: LOOK AT IT",
    "BANK_RESTORED": lambda d: f"BANK RESTORED, TOLD AGAIN: {_text(d, 'count')}",
    "BANK_LEVEL": lambda d: "BANK LEVEL" if d.get("is_level") is True else "BANK NOT LEVEL",
    "TRANSFER_DONE": lambda d: (
        f"TRANSFERRED {_money(d, 'amount')} FROM **{_text(d, 'from_last4')} "
        f"TO **{_text(d, 'to_last4')}"
    ),
    "DEPOSIT_APPROVED": lambda d: (
        f"ENVELOPE {_text(d, 'reference')} AGREED, CLAIMED {_money(d, 'claimed')}"
    ),
    "DEPOSIT_INSERTED": lambda d: (
        f"ENVELOPE {_text(d, 'envelope')} TAKEN IN {_seconds(d, 'wait_ms')}"
    ),
    "DEPOSIT_NOT_INSERTED": lambda d: f"NO ENVELOPE: {_up(d, 'why')}",
    "DEPOSIT_FAIL": lambda d: f"ENVELOPE NOT CERTAIN: {_up(d, 'code')}",
    "DEPOSIT_SENT": lambda d: f"TELLS BANK: {_up(d, 'envelope')}, TRY {_text(d, 'tries')}",
    "DEPOSIT_CONFIRMED": lambda d: f"BANK ON ENVELOPE: {_up(d, 'state')}",
    "RECEIPT_PRINTED": lambda d: f"RECEIPT PRINTED, PAPER {_up(d, 'paper')}",
    "RECEIPT_TAKEN": lambda d: f"RECEIPT TAKEN {_seconds(d, 'wait_ms')}",
    "RECEIPT_FAIL": lambda d: f"RECEIPT FAILED: {_up(d, 'code')}",
    "LINK_UP": lambda _: "LINE TO BANK UP",
    "LINK_DOWN": lambda d: f"LINE TO BANK DOWN: {_up(d, 'cause')}",
    "CASSETTE_SWAPPED": lambda d: (
        f"CANISTER {_text(d, 'canister')} EMPTIED, {_text(d, 'count')} {_each(d)} FOUND "
        f"BY {_up(d, 'who')}"
    ),
    "BINS_EMPTIED": lambda d: f"{_up(d, 'which')} BIN EMPTIED {_notes(d)} BY {_up(d, 'who')}",
    "LOADING": lambda d: f"LOADING C{_text(d, 'canister')}x{_text(d, 'count')} {_each(d)}",
    "LOADED": lambda _: "SAFE'S LOAD RECORD KEPT",
    "CASH_ADDED": lambda d: f"CASH ADDED C{_text(d, 'canister')}x{_text(d, 'count')} {_each(d)}",
    "SYSTEM_START": lambda d: f"PROGRAM STARTS {_text(d, 'version')}: {_up(d, 'why')}",
    "SYSTEM_STOP": lambda d: f"PROGRAM STOPS: {_up(d, 'why')} BY {_up(d, 'who')}",
    "POWER_UP_AFTER_LOSS": lambda d: f"POWER WAS LOST AFTER {_text(d, 'last_seq')}",
    "RUN_NAMED": lambda d: f"RUN {_up(d, 'run')[:8]}",
    "CONFIG_CHANGED": lambda d: f"SETTINGS NOW {_up(d, 'after')[:8]}",
    "HEARTBEAT": lambda d: f"ALIVE, {_text(d, 'queue')} TO SEND, DISK {_percent(d)}",
    "CLOCK_CHANGED": lambda d: f"CLOCK SET BY {_shift(d)} S",
    "KEY_SWITCH": lambda d: f"KEY {'ON' if d.get('is_on') else 'OFF'}",
    "COUNT_SET": lambda d: f"COUNTED C{_text(d, 'canister')}x{_text(d, 'count')} {_each(d)}",
    "COUNT_REPORTED": lambda d: f"BANK HAS THE COUNT, {_text(d, 'differing')} DIFFER",
    "MODE_CHANGED": lambda d: f"NOW {_up(d, 'after')} {_up(d, 'why')}",
    "IN_SERVICE": lambda d: f"SERVES: {_up(d, 'mode')} {_money(d, 'cash')}",
    "OUT_OF_SERVICE": lambda d: f"SERVES NOBODY: {_up(d, 'code')}",
    "SERVICE_HALTED": lambda d: f"HALTED: {_text(d, 'why')}",
    "HALT_CLEARED": lambda d: f"HALT CLEARED BY {_up(d, 'who')}",
    "DEVICE_STATUS": lambda d: f"{_part(d)} IS THERE" + (", HAS NO KEY" if _lacks_key(d) else ""),
    "DEVICE_FAULT": lambda d: f"{_part(d)} FAULT: {_up(d, 'code')}",
    "DEVICE_RECOVERED": lambda d: f"{_part(d)} WORKS AGAIN {_seconds(d, 'down_ms')}",
    "SUPPLY_THRESHOLD": lambda d: f"{_up(d, 'which')} {_up(d, 'level')}",
    "DOOR": lambda d: f"{_up(d, 'door')} DOOR {'OPEN' if d.get('is_open') else 'SHUT'}",
    "DOOR_LOCK": lambda d: f"DOOR'S LOCK {_up(d, 'lock')} {_lock(d)}",
    "DOOR_UNLOCKED": lambda d: (
        f"DOOR UNLOCKED BY CARD {_text(d, 'index')}, {_up(d, 'who') or 'NOBODY'} HERE"
        + (", UNSEEN" if d.get("is_unseen") else "")
    ),
    "DOOR_LOCKED": lambda d: f"DOOR LOCKED AGAIN {_seconds(d, 'open_ms')}",
    "DOOR_REFUSED": lambda d: f"DOOR'S LOCK REFUSES X{_text(d, 'count')}: {_up(d, 'why')}",
    "WORK_ORDER": lambda d: (
        f"WORK ORDER {_text(d, 'index')} OF {_up(d, 'who')}: {_up(d, 'result')}"
    ),
    "TAMPER": lambda d: f"{_part(d)} WAS TAMPERED WITH",
    "UPS": lambda d: "ON BATTERY" if d.get("on_battery") else "ON MAINS",
    "KEY_LOADED": lambda d: f"{_part(d)} HAS GOT ITS KEY",
    "STAFF_LOGIN": lambda d: f"STAFF: {_up(d, 'who')} LOGGED IN",
    "STAFF_LOGOUT": lambda d: f"STAFF: {_up(d, 'who')} LOGGED OUT: {_up(d, 'why')}",
    "STAFF_FAIL": lambda d: (
        f"STAFF: WRONG PIN OF {_up(d, 'who') or 'NOBODY'}"
        if d.get("why", "wrong") == "wrong"
        else f"STAFF: {_up(d, 'who')} REFUSED: {_up(d, 'why')}"
    ),
    "STAFF_LOCKED": lambda d: f"STAFF: {_up(d, 'who')} IS LOCKED",
    "DUAL_OK": lambda d: f"STAFF: {_up(d, 'second')} JOINS {_up(d, 'who')} FOR {_up(d, 'what')}",
    "STAFF_CHANGED": lambda d: f"STAFF: {_up(d, 'person')} {_up(d, 'what')} BY {_up(d, 'who')}",
    "DIAG_START": lambda d: f"TEST OF {_part(d)}: {_up(d, 'test')} BY {_up(d, 'who')}",
    "DIAG_END": lambda d: f"TEST OF {_part(d)}: {_up(d, 'test')} {_up(d, 'result')}",
    "PAPER_LOADED": lambda d: f"PAPER LOADED BY {_up(d, 'who')}",
    "ENVELOPES_REMOVED": lambda d: f"{_text(d, 'count')} ENVELOPES REMOVED BY {_up(d, 'who')}",
    "BALANCE_TRIAL": lambda d: f"TOTALS OF PERIOD {_text(d, 'number')} SEEN BY {_up(d, 'who')}",
    "BALANCE_CLOSE": lambda d: (
        f"PERIOD {_text(d, 'number')} CLOSED BY {_up(d, 'who')}: {_money(d, 'difference')}"
    ),
    "BALANCE_TOLD": lambda d: f"BANK HAS CLOSE {_text(d, 'number')} {_up(d, 'code')}",
    "SLIP_PRINTED": lambda d: f"SLIP {_up(d, 'what')} X{_text(d, 'copies')} {_up(d, 'code')}",
    "JOURNAL_VERIFY": lambda d: f"JOURNAL READ BY {_up(d, 'who')}: {_up(d, 'result')}",
    "JOURNAL_EXPORT": lambda d: f"JOURNAL COPIED BY {_up(d, 'who')}: {_up(d, 'stage')}",
    "JOURNAL_PRINTED": lambda d: f"JOURNAL {_text(d, 'first')}-{_text(d, 'last')} ON PAPER",
    "SETTING_CHANGED": lambda d: (
        f"SETTING {_up(d, 'name')} FROM {_text(d, 'before')} TO {_text(d, 'after')} "
        f"BY {_up(d, 'who')}"
    ),
    "TEST_ALARM": lambda d: f"TEST ALARM OF {_up(d, 'who')}: {_up(d, 'stage')}",
    "END_ASKED": lambda d: f"{_up(d, 'who')} ENDS THE PROGRAM: {_up(d, 'what')}",
    "JOURNAL_OPEN": lambda d: f"FILE BEGINS, KEY {_up(d, 'key')[:8]}{_lost(d)}",
    "JOURNAL_CLOSE": lambda d: f"FILE ENDS: {_up(d, 'why')}, {_text(d, 'count')} ENTRIES",
    "JOURNAL_DELETED": lambda d: f"OLD FILE DELETED: {_text(d, 'first')}-{_text(d, 'last')}",
    "LOG_GAP": lambda d: f"TORN END PUT ASIDE, {_text(d, 'size')} BYTES",
}


def words(ev: str, d: Fields) -> str:
    """A line of text about an event; one that nobody worded says its own name and fields."""
    if ev in _PLAIN:
        return _PLAIN[ev]
    if ev in _WORDED:
        return " ".join(part for part in _WORDED[ev](d).split(" ") if part)
    fields = (f"{name}={_shown(value)}" for name, value in d.items() if _is_short(value))
    return " ".join([ev.replace("_", " "), *fields])


def _is_short(value: Json) -> bool:
    return not isinstance(value, dict | list) and len(str(value)) <= 24


def _shown(value: Json) -> str:
    match value:
        case None:
            return "-"
        case bool():
            return "yes" if value else "no"
        case _:
            return str(value)


def _text(d: Fields, name: str) -> str:
    return str(d.get(name, "?"))


def _up(d: Fields, name: str) -> str:
    return _text(d, name).upper()


def _seconds(d: Fields, name: str) -> str:
    value = d.get(name)
    return f"{value // 1000} S" if isinstance(value, int) and value >= 1000 else ""


def _money(d: Fields, name: str) -> str:
    value = d.get(name)
    if not isinstance(value, dict):
        return ""
    minor, currency = value.get("minor"), value.get("currency")
    if not isinstance(minor, int):
        return ""
    digits = _DIGITS.get(str(currency), 2)
    return f"{currency}{NO_BREAK}{minor / 10**digits:,.{digits}f}"


def _each(d: Fields) -> str:
    """What one of these notes is worth."""
    worth = _money(d, "denomination")
    return f"OF {worth}" if worth else ""


def _part(d: Fields) -> str:
    return _up(d, "device").replace("_", " ").replace("-", " ")


def _lock(d: Fields) -> str:
    if d.get("state") != "ok":
        return f"IS WRONG: {_up(d, 'state')}"
    return "IS OPEN" if d.get("is_open") else "IS SHUT"


def _lacks_key(d: Fields) -> bool:
    return d.get("device") in _WITH_KEYS and not d.get("has_key")


def _percent(d: Fields) -> str:
    free = d.get("disk_permille")
    return f"{free // 10} % FREE" if isinstance(free, int) else "?"


def _shift(d: Fields) -> str:
    before, after = d.get("before_ms"), d.get("after_ms")
    if not isinstance(before, int) or not isinstance(after, int):
        return "?"
    return f"{round((after - before) / 1000):+d}"


def _lost(d: Fields) -> str:
    lost = d.get("lost")
    return f", {lost} ENTRIES LOST" if isinstance(lost, int) and lost else ""


def _notes(d: Fields) -> str:
    lines = d.get("lines")
    shown: list[str] = []
    for line in lines if isinstance(lines, list) else []:
        if isinstance(line, dict):
            text = f"C{line.get('canister')}x{line.get('count')}"
            rejected = line.get("rejected")
            shown.append(text + (f" REJ {rejected}" if rejected else ""))
    return " ".join(shown)

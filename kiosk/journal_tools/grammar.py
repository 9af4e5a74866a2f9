"""What a visit's entries look like, whatever happens in it: a small automaton, and one per txid.

    visit  = VISIT_START reading anything* VISIT_END late*
    txid   = begins with INTENT, AUTH_REQUEST, CARD_CHALLENGE or, in recovery, RES; then as _NEXT

`anything` are the entries of a customer who is served, in any order that the rules below leave; a
customer may turn back at every screen. `late` are those of transactions that outlive the visit. A
visit whose kiosk ended with it may stop anywhere, and one that began before the oldest file that is
left may begin anywhere. With or without a visit, SERVICE_HALTED comes between DISPENSE_SUSPECT and
its DONE, but where a person has looked. Whatever breaks this was not written by a kiosk of this
version, or is a bug.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from kiosk.journal_tools.lines import Line

START, END = "VISIT_START", "VISIT_END"

# Of one transaction: what may come next after each entry. "" is its beginning.
_ANSWERS: Final = ("AUTH_APPROVED", "AUTH_DECLINED", "AUTH_TIMEOUT")
_RESULTS: Final = ("CASH_TAKEN", "CASH_RETRACTED", "DISPENSE_SUSPECT", "DISPENSE_FAIL")
_ENVELOPES: Final = ("DEPOSIT_INSERTED", "DEPOSIT_NOT_INSERTED", "DEPOSIT_FAIL")
_CLOSING: Final = (
    *("RES", "RESOLUTION_SENT", "RESOLUTION_CONFIRMED", "DONE", "TRANSFER_DONE"),
    *_ENVELOPES,
)
# A customer's receipt waits for nothing, and nothing for it: what it needs of its transaction.
_SUCCESSES: Final = frozenset(
    {"RES", "BALANCE_SHOWN", "PIN_CHANGED", "TRANSFER_DONE", "DEPOSIT_INSERTED"}
)
_RECEIPTS: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys(("RECEIPT_PRINTED", "RECEIPT_FAIL", "RECEIPT_DECLINED"), _SUCCESSES),
    "RECEIPT_TAKEN": frozenset({"RECEIPT_PRINTED", "RECEIPT_FAIL"}),
}
_NEXT: Final[dict[str, tuple[str, ...]]] = {
    "": ("INTENT", "AUTH_REQUEST", "CARD_CHALLENGE", *_CLOSING),
    "INTENT": ("AUTH_REQUEST", "CARD_CHALLENGE", *_CLOSING),
    "AUTH_REQUEST": ("CARD_CHALLENGE", *_ANSWERS, *_CLOSING),
    "CARD_CHALLENGE": ("AUTH_APPROVED", *_CLOSING),
    "AUTH_APPROVED": (
        *("HOLD_COPY", "CMD", "BALANCE_SHOWN", "PIN_CHANGED", "DEPOSIT_APPROVED"),
        *_CLOSING,
    ),
    "HOLD_COPY": ("CMD", *_CLOSING),
    "AUTH_DECLINED": _CLOSING,
    "AUTH_TIMEOUT": _CLOSING,
    "BALANCE_SHOWN": (),
    "CMD": ("CASH_STACKED", *_CLOSING),
    "CASH_STACKED": ("DISPENSE_PARTIAL", "CASH_PRESENTED", *_CLOSING),
    "DISPENSE_PARTIAL": ("CASH_PRESENTED", *_CLOSING),
    "CASH_PRESENTED": _CLOSING,
    "RES": (*_RESULTS, "CASH_REJECTED", "SETTLEMENT_QUEUED"),
    **dict.fromkeys(_RESULTS, ("CASH_REJECTED", "SETTLEMENT_QUEUED")),
    "CASH_REJECTED": ("SETTLEMENT_QUEUED",),
    "SETTLEMENT_QUEUED": ("SETTLEMENT_SENT",),
    "SETTLEMENT_SENT": ("SETTLEMENT_SENT", "SETTLEMENT_CONFIRMED"),
    "SETTLEMENT_CONFIRMED": ("DONE",),
    "RESOLUTION_SENT": ("RESOLUTION_SENT", "RESOLUTION_CONFIRMED", "DONE"),
    "RESOLUTION_CONFIRMED": ("PIN_CHANGED", "TRANSFER_DONE", "DONE"),
    "PIN_CHANGED": ("DONE",),
    "TRANSFER_DONE": ("DONE",),
    "DEPOSIT_APPROVED": _ENVELOPES,
    **dict.fromkeys(_ENVELOPES, ("DEPOSIT_SENT",)),
    "DEPOSIT_SENT": ("DEPOSIT_SENT", "DEPOSIT_CONFIRMED"),
    "DEPOSIT_CONFIRMED": ("DONE",),
    "DONE": (),
}
# An answer of the bank that was still on its way when the transaction was given up.
_ANY_TIME: Final = frozenset({"CARD_CHALLENGE", *_ANSWERS, "LATE_ANSWER", "MANUAL_REVIEW"})

# Entries without a txid, and what they need before them in the visit.
_NEEDS: Final[dict[str, str]] = {
    "CARD_INSERTED": "",
    "CARD_READ_FAIL": "",
    "CARD_IDENTIFIED": "",
    "LANGUAGE_SELECTED": "CARD_IDENTIFIED",
    "CARD_REFUSED": "CARD_IDENTIFIED",
    "CARD_EJECTED": "",
    "CARD_TAKEN": "",
    "CARD_NOT_TAKEN": "",
    "SCREEN_TIMEOUT": "",
    "TIME_EXTENDED": "",
    "TXN_SELECTED": "CARD_IDENTIFIED",
    "TXN_CANCELLED": "",
    "AMOUNT_REFUSED": "CARD_IDENTIFIED",
    "PIN_OK": "AUTH_APPROVED",
    "PIN_FAIL": "AUTH_DECLINED",
    "PIN_LIMIT": "PIN_FAIL",
    "CARD_DEACTIVATE_SENT": "PIN_LIMIT",
    "CARD_DEACTIVATE_CONFIRMED": "CARD_DEACTIVATE_SENT",
    "KEY_SWITCH": "",
    "DOOR": "",
    "TAMPER": "",
}
_ONCE: Final = frozenset({"CARD_IDENTIFIED", "CARD_TAKEN", "PIN_LIMIT"})
_LATE: Final = frozenset(  # of the bank, which may answer when the customer has gone
    {"PIN_OK", "PIN_FAIL", "PIN_LIMIT", "CARD_DEACTIVATE_SENT", "CARD_DEACTIVATE_CONFIRMED"}
)


@dataclass(slots=True)
class _Visit:
    number: str
    seen: set[str] = field(default_factory=set)
    txids: dict[str, str] = field(default_factory=dict)
    reached: set[tuple[str, str]] = field(default_factory=set)  # a txid, and what it came to
    is_over: bool = False

    def take(self, line: Line) -> str:
        """What is wrong with this entry, or nothing."""
        ev, why = line.ev, ""
        if ev == START:
            why = "a visit begins twice" if self.seen else ""
        elif not self.seen:
            why = f"{ev} before {START}"
        elif ev == END:
            why = "a visit ends twice" if self.is_over else ""
            self.is_over = True
        elif line.txn:
            why = self._transaction(line)
        elif ev not in _NEEDS:
            why = f"{ev} is no entry of a visit"
        elif self.is_over and ev not in _LATE:
            why = f"{ev} after {END}"
        elif _NEEDS[ev] and _NEEDS[ev] not in self.seen:
            why = f"{ev} without {_NEEDS[ev]}"
        elif ev in _ONCE and ev in self.seen:
            why = f"{ev} twice"
        self.seen.add(ev)
        return why

    def _transaction(self, line: Line) -> str:
        ev, before = line.ev, self.txids.get(line.txn, "")
        if "CARD_IDENTIFIED" not in self.seen:
            return f"{ev} before the card was read"
        if ev in _SUCCESSES or ev in _RECEIPTS:
            self.reached.add((line.txn, ev))
        if ev in _RECEIPTS:
            has_ground = any((line.txn, each) in self.reached for each in _RECEIPTS[ev])
            return "" if has_ground else f"{ev} of nothing that was done"
        if not before and self.is_over:
            return f"{ev} begins a transaction after {END}"
        if ev in _NEXT.get(before, ()):
            self.txids[line.txn] = ev
            return ""
        if ev in _ANY_TIME and before:
            return ""
        return f"{ev} after {before or 'nothing'} of its transaction"


@dataclass(slots=True)
class _Halts:
    """What is not certain stops the machine before it is closed; a person may have looked, too.

    Attributes: is_halted: no person has looked since SERVICE_HALTED.
    """

    is_halted: bool
    doubts: set[str] = field(default_factory=set)

    def take(self, line: Line) -> str:
        match line.ev:
            case "SERVICE_HALTED" | "HALT_CLEARED":
                self.is_halted = line.ev == "SERVICE_HALTED"
                self.doubts.clear()
            case "DISPENSE_SUSPECT" if not self.is_halted:
                self.doubts.add(line.txn)
            case "DONE" if line.txn in self.doubts:
                self.doubts.remove(line.txn)
                return "closed in doubt, and SERVICE_HALTED is missing"
        return ""


def faults(lines: Iterable[Line], *, is_cut: bool = False) -> Iterator[str]:
    """Each entry of a visit that breaks the grammar, and each visit that stops while its kiosk goes
    on. Keeps the visits of the boot under way in mind.

    is_cut: files before these were deleted, so the visits under way then lack their beginning.
    """
    visits: dict[str, _Visit] = {}
    boot, first = -1, ""
    halts = _Halts(is_halted=is_cut)
    for line in lines:
        if why := halts.take(line):
            yield f"seq {line.seq}: {why}"
        if line.boot != boot:
            is_cut, first = is_cut and boot < 0, ""
            boot, visits = line.boot, {}
        if not line.visit:
            continue
        first = first or (line.visit if line.ev == START else "")
        if is_cut and (not first or order_of(line.visit) < order_of(first)):
            continue  # it began before the first one that is here
        visit = visits.get(line.visit)
        if visit is None:
            for other in visits.values():
                if not other.is_over:
                    yield f"seq {line.seq}: visit {other.number} had no end before this one"
            visit = visits[line.visit] = _Visit(line.visit)
        if why := visit.take(line):
            yield f"seq {line.seq}, visit {line.visit}: {why}"


def order_of(visit: str) -> tuple[int, int]:
    """Visits are numbered by boot and within it; no number comes before all."""
    boot, _, number = visit.partition("-")
    return (int(boot), int(number)) if boot.isdecimal() and number.isdecimal() else (0, 0)

"""What somebody in front of the emulated machine sees, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hardware.emulators.image import Image, JsonValue

DEVICES: Final = ("card_reader", "hsm", "pin_pad", "cabinet", "receipt_printer", "door_lock")
LINE_PARTS: Final = 2  # its text, and how it is printed
JAM_PLANNED: Final = "jam"


@dataclass(frozen=True, slots=True)
class Canister:
    """Attributes: is_short: the next notes will not all come, by a jam that was arranged."""

    number: int
    left: int
    taken_out: int
    is_jammed: bool
    is_short: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A device, its power and its cable."""

    name: str
    has_power: bool
    is_plugged: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """
    Attributes:
        card: where it is: `none`, `at_slot`, `latched`, `jam`. card_name: empty without one.
        is_given_back: the reader let the card go, so it is to be taken.
        at_shutter: notes that lie there to be taken, by canister; nothing while it is locked.
        pad_mode: `pin` while the pad keeps its keys to itself.
        link: `up`, `slow`, `silent`, `down`; empty where the link does not pass the devices.
        fails_at: the moment at which the HSM will lose power; empty if at none.
        slot: of envelopes: `closed`, `waiting`, `accepted`, `refused`, `unknown`.
        envelopes: number and text of those in the bin, oldest first.
        paper: of the receipt printer: `ok`, `low`, `out`. receipts_out: in its slot.
        slip: the last receipt, by line its text and style; empty if there was none.
        lock: of the service door, its owner and number; empty for a plain one. orders: names of the
            newest work orders, oldest first. lock_charge: `good`, `low`, `dead`.
        prints_planned: what will happen to the next receipts.
    """

    card: str = "none"
    card_name: str = ""
    is_given_back: bool = False
    cards: tuple[str, ...] = ()
    lamps: frozenset[str] = frozenset()
    is_shutter_open: bool = False
    at_shutter: tuple[tuple[int, int], ...] = ()
    canisters: tuple[Canister, ...] = ()
    parts: tuple[Part, ...] = ()
    pad_mode: str = ""
    digits: int = 0
    is_key_on: bool = True
    is_service_door_open: bool = False
    is_safe_door_open: bool = False
    are_sensors_unsure: bool = False
    link: str = ""
    fails_at: str = ""
    rejected: int = 0
    retracted: int = 0
    slot: str = "closed"
    is_slot_open: bool = False
    is_slot_jammed: bool = False
    is_bin_full: bool = False
    envelopes: tuple[tuple[int, str], ...] = ()
    paper: str = "ok"
    is_printer_jammed: bool = False
    is_printer_open: bool = False
    receipts_out: int = 0
    slip: tuple[tuple[str, str], ...] = ()
    prints_planned: tuple[str, ...] = ()
    has_headphones: bool = False
    is_on_battery: bool = False
    lock: str = ""
    is_unlocked: bool = False
    orders: tuple[str, ...] = ()
    lock_charge: str = "good"
    is_lock_doubtful: bool = False

    def canister(self, number: int) -> Canister | None:
        return next((each for each in self.canisters if each.number == number), None)

    def part(self, name: str) -> Part | None:
        return next((each for each in self.parts if each.name == name), None)


def seen(state: Image) -> Seen:
    """The snapshot of the control socket's `state`. Whatever is missing there reads as nothing."""
    card, cash, doors = _table(state, "card"), _table(state, "cash"), _table(state, "doors")
    notes, slot, envelopes = (_table(state, each) for each in ("notes", "slot", "envelopes"))
    printer, lock = _table(state, "printer"), _table(state, "door_lock")
    return Seen(
        card=_text(card, "position") or "none",
        card_name=_text(card, "name"),
        is_given_back=_flag(card, "given_back"),
        cards=_texts(state, "cards"),
        lamps=frozenset(_texts(state, "lamps")),
        is_shutter_open=_flag(cash, "shutter_open"),
        at_shutter=tuple(sorted(_counts(cash, "at_shutter").items())),
        canisters=_canisters(state, notes),
        parts=_parts(state),
        pad_mode=_text(_table(state, "pad"), "mode"),
        digits=_number(_table(state, "pad"), "digits"),
        is_key_on=_flag(state, "key_on"),
        is_service_door_open=_flag(doors, "service"),
        is_safe_door_open=_flag(doors, "safe"),
        are_sensors_unsure=_flag(state, "sensors_unsure"),
        link=_text(state, "link"),
        fails_at=_text(state, "power_fails_at"),
        rejected=sum(_counts(notes, "reject_bin").values()),
        retracted=sum(_counts(notes, "retract_bin").values()),
        slot=_text(slot, "state") or "closed",
        is_slot_open=_flag(slot, "open"),
        is_slot_jammed=_flag(envelopes, "jammed"),
        is_bin_full=_flag(envelopes, "full"),
        envelopes=_envelopes(envelopes),
        paper=_text(printer, "paper") or "ok",
        is_printer_jammed=_flag(printer, "jammed"),
        is_printer_open=_flag(printer, "cover_open"),
        receipts_out=_number(printer, "in_slot"),
        slip=_slip(printer),
        prints_planned=_texts(printer, "planned"),
        has_headphones=_flag(state, "headphones"),
        is_on_battery=_flag(state, "battery"),
        lock=_text(lock, "lock"),
        is_unlocked=_flag(lock, "unlocked"),
        orders=_texts(lock, "orders"),
        lock_charge=_text(lock, "battery") or "good",
        is_lock_doubtful=_flag(lock, "doubtful"),
    )


def _canisters(state: Image, notes: Image) -> tuple[Canister, ...]:
    jammed, planned = state.get("jammed"), _table(state, "planned")
    taken_out = _counts(notes, "technician")
    return tuple(
        Canister(
            number=number,
            left=left,
            taken_out=taken_out.get(number, 0),
            is_jammed=isinstance(jammed, list) and number in jammed,
            is_short=JAM_PLANNED in _texts(planned, str(number)),
        )
        for number, left in sorted(_counts(notes, "canisters").items())
    )


def _slip(printer: Image) -> tuple[tuple[str, str], ...]:
    found = printer.get("receipts")
    last = found[-1] if isinstance(found, list) and found else None
    rows = last.get("lines") if isinstance(last, dict) else None
    return tuple(
        (str(row[0]), str(row[1]))
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, list) and len(row) == LINE_PARTS
    )


def _envelopes(envelopes: Image) -> tuple[tuple[int, str], ...]:
    found = envelopes.get("bin")
    rows = found if isinstance(found, list) else []
    return tuple(
        (_number(row, "number"), _text(row, "text")) for row in rows if isinstance(row, dict)
    )


def _parts(state: Image) -> tuple[Part, ...]:
    power, cables = _table(state, "power"), _table(state, "cables")
    return tuple(
        Part(name, _flag(power, name), _flag(cables, name)) for name in DEVICES if name in power
    )


def _table(image: Image, name: str) -> Image:
    value = image.get(name)
    return value if isinstance(value, dict) else {}


def _text(image: Image, name: str) -> str:
    value = image.get(name)
    return value if isinstance(value, str) else ""


def _texts(image: Image, name: str) -> tuple[str, ...]:
    value: JsonValue = image.get(name)
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


def _flag(image: Image, name: str) -> bool:
    return image.get(name) is True


def _number(image: Image, name: str) -> int:
    value = image.get(name)
    return value if isinstance(value, int) else 0


def _counts(image: Image, name: str) -> dict[int, int]:
    return {int(key): value for key, value in _table(image, name).items() if isinstance(value, int)}

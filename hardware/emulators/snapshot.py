"""Everything that somebody in front of the machine, or inside the safe, could see."""

from __future__ import annotations

from typing import Final

from hardware.emulators.dispenser import Delays
from hardware.emulators.image import Image, JsonValue
from hardware.emulators.paper import PrintedLine
from hardware.emulators.receipt_printer import ReceiptPrinterEmulator
from hardware.emulators.world import World
from hardware.protocol.cabinet import CabinetFlag
from hardware.protocol.pin_pad import PadMode

MILLISECONDS: Final = 1000


def state(world: World) -> Image:
    """Never a PIN, a key or a card id: cards go by the names that their owners gave them."""
    world.catch_up()
    places = world.works.whereabouts()
    flags = world.cabinet.flags
    return {
        "card": {
            "position": world.reader.position.name.lower(),
            "name": world.card_in_slot or None,
            "given_back": world.reader.is_given_back,
        },
        "cards": [*world.card_names],
        "lamps": [
            *sorted(lamp.name.lower() for lamp in world.cabinet.lamps),
            *(["pad"] if world.pad.mode is PadMode.PIN else []),
        ],
        "beeps": [tone.name.lower() for tone in world.cabinet.beeps],
        "cash": {
            "shutter_open": world.works.shutter_is_open,
            "at_shutter": _notes(places["stack"]) if world.works.shutter_is_open else {},
        },
        "notes": {place: _notes(counts) for place, counts in places.items()},
        "jammed": [number for number in world.works.fitted if world.works.is_jammed(number)],
        "planned": {
            str(number): [fault.value for fault in planned]
            for number, planned in sorted(world.works.faults.items())
            if planned
        },
        "sensors_unsure": world.works.are_sensors_unsure,
        "key_on": CabinetFlag.KEY_ON in flags,
        "doors": {
            "service": CabinetFlag.SERVICE_DOOR in flags,
            "safe": CabinetFlag.SAFE_DOOR in flags,
        },
        "slot": {
            "state": world.cabinet.slot.state.name.lower(),
            "open": world.cabinet.power.is_on and world.cabinet.slot.is_open,
        },
        "envelopes": {**world.envelopes.image(), "full": world.cabinet.is_bin_full},
        "headphones": CabinetFlag.HEADPHONES in flags,
        "battery": CabinetFlag.BATTERY in flags,
        "pad": {"mode": world.pad.mode.name.lower(), "digits": world.pad.digit_count},
        "power": {name: device.power.is_on for name, device in world.devices.items()},
        "power_fails_at": world.hsm.power.armed_at or world.cabinet.power.armed_at,
        "hands": {
            "card": world.hands.card,
            "cash": world.hands.cash,
            "keep_card": world.hands.keep_card,
            "envelope": world.hands.envelope,
            "receipt": world.hands.receipt,
        },
        "printer": printer(world.printer),
        "delays": delays(world.hsm.delays),
        **({} if world.door is None else {"door_lock": world.door.image()}),
    }


def delays(times: Delays) -> Image:
    """In whole milliseconds."""
    return {
        "note_ms": round(times.note_s * MILLISECONDS),
        "present_ms": round(times.present_s * MILLISECONDS),
        "retract_ms": round(times.retract_s * MILLISECONDS),
        "reject_ms": round(times.reject_s * MILLISECONDS),
        "envelope_ms": round(times.envelope_s * MILLISECONDS),
        "line_ms": round(times.line_s * MILLISECONDS),
        "cut_ms": round(times.cut_s * MILLISECONDS),
    }


def printer(device: ReceiptPrinterEmulator) -> Image:
    """The last receipts as they lie on paper: each line its text, and how it is printed."""
    paper = device.paper
    receipts: list[JsonValue] = [
        {
            "number": slip.number,
            "taken": slip.is_taken,
            "back": slip.is_back,
            "lines": [*map(_line, slip.lines)],
        }
        for slip in paper.slips
    ]
    return {
        "paper": "out" if paper.is_out else "low" if paper.is_low else "ok",
        "lines_left": paper.left,
        "cover_open": paper.is_cover_open,
        "jammed": paper.is_jammed,
        "busy": device.is_busy,
        "in_slot": paper.in_slot,
        "hanging": [*map(_line, paper.hanging)],
        "receipts": receipts,
        "planned": [fault.value for fault in device.planned],
    }


def _line(line: PrintedLine) -> JsonValue:
    style = (("bold", line.is_bold), ("tall", line.is_tall), ("centred", line.is_centred))
    return [line.text, " ".join(name for name, is_so in style if is_so)]


def _notes(counts: dict[int, int]) -> Image:
    return {str(canister): notes for canister, notes in sorted(counts.items())}

"""What a click does: the commands of the control socket that it means, as things are now."""

from __future__ import annotations

from typing import Final

from kiosk.panel import door_deeds, printer_deeds, slot_deeds
from kiosk.panel.deed import Deed, NotNow
from kiosk.panel.seen import Seen

# One note comes, the next one jams: the customer is asked whether a part of the amount will do.
SHORT_PLAN: Final = ("ok", "jam")
FAILS_AT: Final = "unlocked"  # the notes lie in the open shutter, and nothing says yet who has them
HSM: Final = "hsm"
HELP_KEY: Final = "H"
HELP: Final = "Help will read the screen aloud. This machine cannot speak yet."


def card_clicked(now: Seen, card: str) -> Deed:
    """Into the slot, or back into the wallet. Raises NotNow."""
    if now.card_name == card:
        return slot_clicked(now)
    if now.card_name:
        raise NotNow("Another card is in the slot. Take that one first.")
    return Deed("insert", {"card": card})


def slot_clicked(now: Seen) -> Deed:
    """Takes the card that sticks out. Raises NotNow."""
    match now.card:
        case "at_slot":
            return Deed("take_card")
        case "latched":
            raise NotNow("The card reader holds the card. Cancel gives it back.")
        case "jam":
            raise NotNow("The card reader is jammed. Repair all clears it.")
        case _:
            raise NotNow("Click a card to put it into the slot.")


def cash_clicked(now: Seen) -> Deed:
    """Takes what lies in the cash slot. Raises NotNow."""
    if not now.at_shutter:
        raise NotNow("There are no notes in the cash slot.")
    return Deed("take_cash")


def key_clicked(keys: str) -> Deed:
    return Deed("press", {"keys": keys})


def pull_clicked(now: Seen) -> Deed:
    """Tears the card out, whatever holds it. Raises NotNow."""
    if not now.card_name:
        raise NotNow("There is no card in the card reader.")
    return Deed("pull_card")


def jam_clicked(now: Seen, number: int) -> Deed:
    canister = now.canister(number)
    is_jammed = canister is not None and canister.is_jammed
    return Deed("clear" if is_jammed else "jam", {"canister": number})


def short_clicked(now: Seen, number: int) -> Deed:
    canister = now.canister(number)
    plan = () if canister is not None and canister.is_short else SHORT_PLAN
    return Deed("next_notes", {"canister": number, "faults": [*plan]})


def empty_clicked(now: Seen, number: int) -> Deed:
    canister = now.canister(number)
    is_emptied = canister is not None and canister.left == 0 and canister.taken_out > 0
    return Deed("put_back" if is_emptied else "empty", {"canister": number})


def reader_jam_clicked(now: Seen) -> Deed:
    return Deed("clear" if now.card == "jam" else "jam", {"reader": True})


def sensors_clicked(now: Seen) -> Deed:
    return Deed("clear" if now.are_sensors_unsure else "jam", {"sensors": True})


def power_clicked(now: Seen, name: str) -> Deed:
    part = now.part(name)
    is_off = part is not None and not part.has_power
    return Deed("power_on" if is_off else "power_cut", {"device": name})


def cable_clicked(now: Seen, name: str) -> Deed:
    part = now.part(name)
    is_out = part is not None and not part.is_plugged
    return Deed("plug" if is_out else "unplug", {"device": name})


def fails_clicked(now: Seen) -> Deed:
    """Power of the HSM fails when notes are presented. Raises NotNow: that cannot be taken back."""
    if now.fails_at:
        raise NotNow("The safe's power will fail when the next notes come out.")
    return Deed("power_cut", {"device": HSM, "at": FAILS_AT})


def key_switch_clicked(now: Seen) -> Deed:
    return Deed("key_switch", {"on": not now.is_key_on})


def door_clicked(now: Seen, door: str) -> Deed:
    """Raises NotNow for a service door whose lock is shut."""
    is_open = now.is_safe_door_open if door == "safe" else now.is_service_door_open
    if door == "service" and not is_open:
        door_deeds.want_unlocked(now)
    return Deed("door", {"door": door, "open": not is_open})


def link_clicked(now: Seen, state: str) -> Deed:
    """Raises NotNow where the link does not pass the devices."""
    if not now.link:
        raise NotNow("The link does not pass the devices here; ./atm demo makes it so.")
    return Deed("link", {"state": state})


def repairs(now: Seen) -> list[Deed]:
    """Everything that is broken, undone; nothing that a customer has done."""
    deeds = [Deed("link", {"state": "up"})] if now.link not in {"", "up"} else []
    for canister in now.canisters:
        if canister.is_short:
            deeds.append(short_clicked(now, canister.number))
        if canister.is_jammed:
            deeds.append(jam_clicked(now, canister.number))
        if canister.left == 0 and canister.taken_out:
            deeds.append(empty_clicked(now, canister.number))
    for part in now.parts:
        if not part.has_power:
            deeds.append(power_clicked(now, part.name))
        if not part.is_plugged:
            deeds.append(cable_clicked(now, part.name))
    if now.card == "jam":
        deeds.append(reader_jam_clicked(now))
    if now.are_sensors_unsure:
        deeds.append(sensors_clicked(now))
    deeds += slot_deeds.repairs(now)
    deeds += printer_deeds.repairs(now)
    for door, is_open in (("service", now.is_service_door_open), ("safe", now.is_safe_door_open)):
        if is_open:
            deeds.append(door_clicked(now, door))
    if not now.is_key_on:
        deeds.append(key_switch_clicked(now))
    return deeds

"""What a click does at the envelope slot, its bin, the headphone jack and the battery."""

from __future__ import annotations

from kiosk.panel.deed import Deed, NotNow
from kiosk.panel.seen import Seen


def slot_clicked(now: Seen) -> Deed:
    """Puts an envelope in. Raises NotNow."""
    if not now.is_slot_open:
        raise NotNow("The envelope slot is shut. A deposit opens it.")
    return Deed("envelope", {"what": "insert"})


def back_clicked(now: Seen) -> Deed:
    """Holds an envelope into the slot and takes it away again. Raises NotNow."""
    if not now.is_slot_open:
        raise NotNow("The envelope slot is shut: there is nothing to pull back.")
    return Deed("envelope", {"what": "leave"})


def jam_clicked(now: Seen) -> Deed:
    return Deed("clear" if now.is_slot_jammed else "jam", {"slot": True})


def full_clicked(now: Seen) -> Deed:
    return Deed("envelope_bin", {"full": not now.is_bin_full})


def remove_clicked(now: Seen) -> Deed:
    """Takes the envelopes out of the bin. Raises NotNow."""
    if now.is_key_on:
        raise NotNow("Turn the key off first: with it on, the bin is locked.")
    if not now.envelopes:
        raise NotNow("There are no envelopes in the bin.")
    return Deed("envelopes_remove")


def headphones_clicked(now: Seen) -> Deed:
    return Deed("headphones", {"on": not now.has_headphones})


def battery_clicked(now: Seen) -> Deed:
    return Deed("battery", {"on": not now.is_on_battery})


def repairs(now: Seen) -> list[Deed]:
    """What is broken here, undone."""
    return [
        *([jam_clicked(now)] if now.is_slot_jammed else []),
        *([full_clicked(now)] if now.is_bin_full else []),
        *([battery_clicked(now)] if now.is_on_battery else []),
    ]

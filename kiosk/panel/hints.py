"""What to do next, for whoever stands in front of this machine for the first time."""

from __future__ import annotations

from enum import Enum
from typing import Final

from kiosk.panel.seen import Seen

NO_DEVICES: Final = "The devices do not answer. Is the demo running?"
FIRST: Final = "Click a card to put it into the slot."
PIN: Final = "Type the PIN on the card, then Enter."
FOLLOW: Final = "Follow the screen: touch it, or use keys A to I."
TAKE_CARD: Final = "Click the card in the slot to take it."
TAKE_CASH: Final = "Click the notes to take them."


class Practice(Enum):
    """How far somebody has come with this machine."""

    NEW = "new"
    VISITING = "visiting"
    DONE = "done"  # a whole visit: nothing is left to explain


def hint(now: Seen, practice: Practice) -> str:
    """Empty where nothing is to be done here, or nothing needs to be said any more."""
    # What waits to be taken is said to everybody: here nothing beeps.
    if now.at_shutter:
        return TAKE_CASH
    if now.card == "at_slot" and now.is_given_back:
        return TAKE_CARD
    if practice is Practice.DONE:
        return ""
    if now.card == "none":
        return FIRST if practice is Practice.NEW else ""
    if now.card != "latched":
        return ""
    # The pad takes a PIN as long as one is asked for, on whichever pad it is typed. At any other
    # time the screen leads: here nobody knows whether it asks for something or says to wait.
    return PIN if now.pad_mode == "pin" else FOLLOW


def trouble(now: Seen) -> str:
    """What is wrong with the machine, in a few words; empty if nothing is."""
    faults = [
        *(f"Link to the bank {now.link}" for _ in (1,) if now.link not in {"", "up"}),
        *(f"{PART_NAMES[part.name]} has no power" for part in now.parts if not part.has_power),
        *(f"{PART_NAMES[part.name]} unplugged" for part in now.parts if not part.is_plugged),
        *("Card reader jammed" for _ in (1,) if now.card == "jam"),
        *(f"Canister {each.number} jammed" for each in now.canisters if each.is_jammed),
        *(f"Canister {each.number} will run short" for each in now.canisters if each.is_short),
        *("Power will fail at cash" for _ in (1,) if now.fails_at),
        *(f"Canister {each.number} empty" for each in now.canisters if each.left == 0),
        *("Sensors cannot tell" for _ in (1,) if now.are_sensors_unsure),
        *("Safe open" for _ in (1,) if now.is_safe_door_open),
        *("Service door open" for _ in (1,) if now.is_service_door_open),
        *("Key switch off" for _ in (1,) if not now.is_key_on),
    ]
    if len(faults) > 1:
        return f"{faults[0]}, and {len(faults) - 1} more"
    return faults[0] if faults else ""


PART_NAMES: Final = {
    "card_reader": "Card reader",
    "hsm": "Safe and HSM",
    "pin_pad": "PIN pad",
    "cabinet": "Cabinet",
}

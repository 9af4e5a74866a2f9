"""What to do next, for whoever stands in front of this machine."""

from __future__ import annotations

from enum import Enum
from typing import Final, assert_never

from kiosk.panel.plain_words import PART_NAMES
from kiosk.panel.seen import Seen
from kiosk.panel.visit_news import Asked, VisitNews

NO_DEVICES: Final = "The devices do not answer. Is the demo running?"
FIRST: Final = "Click a card to put it into the slot."
PIN: Final = "Type the PIN on the card, then Enter."
OWN_PIN: Final = "Type the PIN that you chose, then Enter."
PIN_AGAIN: Final = "That PIN was wrong. Type it again, then Enter."
NEW_PIN: Final = "Type a new PIN and Enter, twice."
FOLLOW: Final = "Follow the screen: touch it, or use keys A to I."
FOLLOW_ON: Final = "Follow the screen."
READING: Final = "One moment: the machine reads the card."
NOT_NOW: Final = "No card can be used now. Click it to take it back, or wait."
CLOSED: Final = "The machine serves nobody now. Its screen says more."
COUNT: Final = "Type how many notes each canister holds, and Enter; each number twice."
TAKE_CARD: Final = "Click the card in the slot to take it."
PUT_ENVELOPE: Final = "Click the envelope slot to put an envelope in."
TAKE_CASH: Final = "Click the notes in the cash slot to take them."
TAKE_RECEIPT: Final = "Click the receipt slot to take the receipt and read it."
PUT_AWAY: Final = "Click the receipt to put it away: it covers the keys."


class Practice(Enum):
    """How far somebody has come with this machine."""

    NEW = "new"
    VISITING = "visiting"
    DONE = "done"  # a whole visit: the next ones are told in fewer words


def hint(now: Seen, news: VisitNews, practice: Practice, *, has_own_pin: bool = False) -> str:
    """What to do next; empty where nothing is to be done.

    has_own_pin: the customer has changed the PIN of the card that is in, or was last.
    """
    if now.at_shutter:
        return TAKE_CASH
    if now.is_slot_open:
        return PUT_ENVELOPE
    # It takes a PIN as long as one is asked for, on whichever pad it is typed; a machine that gives
    # the card back at once asks for it when the card is gone.
    if now.pad_mode == "pin" and (now.card == "latched" or (now.card == "none" and news.is_visit)):
        return _pin(news, has_own_pin=has_own_pin)
    if now.receipts_out and not now.is_given_back:
        return TAKE_RECEIPT
    match now.card:
        case "at_slot" if now.is_given_back:
            return TAKE_CARD
        case "at_slot":
            return {True: READING, False: NOT_NOW, None: ""}[news.serves]
        case "none" if news.counts:
            return COUNT
        case "none" if not news.is_visit:
            return FIRST if practice is Practice.NEW and not trouble(now, news) else ""
        case "latched" | "none":
            # The screen leads: here nobody knows whether it asks for something or says to wait.
            return FOLLOW_ON if practice is Practice.DONE or now.card == "none" else FOLLOW
        case _:
            return ""


def _pin(news: VisitNews, *, has_own_pin: bool) -> str:
    match news.asked:
        case Asked.AGAIN:
            return PIN_AGAIN
        case Asked.NEW:
            return NEW_PIN
        case Asked.PIN:
            return OWN_PIN if has_own_pin else PIN
        case _:
            assert_never(news.asked)


def trouble(now: Seen, news: VisitNews) -> str:
    """What is wrong with the machine, in a few words; empty if nothing is."""
    faults = [
        *(f"Link to the bank {now.link}" for _ in (1,) if now.link not in {"", "up"}),
        *(f"{PART_NAMES[part.name]} has no power" for part in now.parts if not part.has_power),
        *(f"{PART_NAMES[part.name]} unplugged" for part in now.parts if not part.is_plugged),
        *("Card reader jammed" for _ in (1,) if now.card == "jam"),
        *(f"Canister {each.number} jammed" for each in now.canisters if each.is_jammed),
        *(f"Canister {each.number} will run short" for each in now.canisters if each.is_short),
        *("The safe's power will fail at cash" for _ in (1,) if now.fails_at),
        *(f"Canister {each.number} empty" for each in now.canisters if each.left == 0),
        *("Note sensors are dirty" for _ in (1,) if now.are_sensors_unsure),
        *("Envelope slot jammed" for _ in (1,) if now.is_slot_jammed),
        *("Envelope bin full" for _ in (1,) if now.is_bin_full),
        *("Receipt printer jammed" for _ in (1,) if now.is_printer_jammed),
        *("Receipt printer open" for _ in (1,) if now.is_printer_open),
        *("No receipt paper" for _ in (1,) if now.paper == "out"),
        *("On battery" for _ in (1,) if now.is_on_battery),
        *("Safe open" for _ in (1,) if now.is_safe_door_open),
        *("Service door open" for _ in (1,) if now.is_service_door_open),
        *("Key switch off" for _ in (1,) if not now.is_key_on),
    ]
    if len(faults) > 1:
        return f"{faults[0]}, and {len(faults) - 1} more"
    return faults[0] if faults else CLOSED if news.serves is False else ""

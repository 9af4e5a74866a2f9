"""The groups of the catalogue: which entries stand together, and when one of them is not made.

An event is of its module's group, unless it names another one itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final


class Group(Enum):
    """In the order of the page; the values are its headings."""

    PROGRAM = "The program and the clock"
    SERVICE = "Key, service and link"
    VISIT = "Visit and card"
    PIN = "PIN"
    CHOICES = "What the customer chooses"
    BANK = "What the bank is asked"
    CASH = "A withdrawal"
    ENVELOPE = "A deposit"
    RECEIPT = "The receipt"
    DEVICES = "Loading, devices and doors"
    STAFF = "Staff"
    BALANCE = "Balancing"
    JOURNAL = "The journal itself"


MODULES: Final[Mapping[str, Group]] = {
    "events_machine": Group.DEVICES,
    "events_visit": Group.VISIT,
    "events_bank": Group.BANK,
    "events_canisters": Group.DEVICES,
    "events_door": Group.DEVICES,
    "events_cash": Group.CASH,
    "events_money": Group.CASH,
    "events_deposit": Group.ENVELOPE,
    "events_receipt": Group.RECEIPT,
    "events_balance": Group.BALANCE,
    "events_count": Group.SERVICE,
    "events_staff": Group.STAFF,
    "events_menu": Group.STAFF,
    "events_diag": Group.STAFF,
    "events_supplies": Group.STAFF,
    "events_journal": Group.JOURNAL,
}


@dataclass(frozen=True, slots=True)
class Told:
    """
    Attributes:
        lead: what these entries are.
        absent: when one of them is not made, and what comes with what.
    """

    lead: str
    absent: str


TOLD: Final[Mapping[Group, Told]] = {
    Group.PROGRAM: Told(
        "They say that the program ran, and from when to when.",
        "HEARTBEAT is not made while the program does not run: that is its use. A clock that was "
        "set while the program did not run makes no CLOCK_CHANGED; `verify` sees that step from "
        "`t` alone. A start without POWER_UP_AFTER_LOSS followed a run that ended in order.",
    ),
    Group.SERVICE: Told(
        "They say whether customers are served, and if not, why. The staff codes are listed below "
        "the tables.",
        "MODE_CHANGED comes with every change of mode, and IN_SERVICE or OUT_OF_SERVICE right "
        "after it where service begins or ends; IN_SERVICE is not made between `in-service` and "
        "`no-cash`, and OUT_OF_SERVICE not for `off`. OUT_OF_SERVICE alone means that only the "
        "reasons are others. LINK_DOWN is not made by a start at which the bank has never "
        "answered: there OUT_OF_SERVICE says `OOS-01`, and LINK_UP is missing. COUNT_SET is not "
        "made where the key was on when the program ended and is on at the next start, nor at the "
        "first start of all, before which the canisters were loaded; a count that was begun and "
        "not finished leaves none. Where the HSM was away, all its COUNT_SET come once more when "
        "it answers, before anybody is paid, with `expected`; not if the key was off by then. "
        "COUNT_REPORTED is missing as long as the bank does not answer, and of a count without "
        "`expected`.",
    ),
    Group.VISIT: Told(
        "They say that somebody was there, with which card, and that the card went back.",
        "A card put in while nobody is served makes CARD_INSERTED without a visit, and no "
        "VISIT_START: it was never read. CARD_EJECTED without a visit gives back a card that an "
        "earlier run, or a device that failed, had left inside. A visit that ends while the reader "
        "is lost has no CARD_TAKEN. CARD_NOT_TAKEN comes again for each further wait.",
    ),
    Group.PIN: Told(
        "They say what the bank found of a PIN, never the PIN.",
        "Each wrong PIN makes AUTH_DECLINED and PIN_FAIL; the third also PIN_LIMIT, and then "
        "CARD_DEACTIVATE_SENT. The bank counts wrong PINs over all machines and stops the card "
        "itself: PIN_LIMIT tells that it has. This machine counts those of one visit. So after "
        "two wrong ones elsewhere and one here there is PIN_LIMIT without CARD_DEACTIVATE_SENT, "
        "for only PINs that were typed here can be named. A message that nobody answered is sent "
        "at most five times, and not again after a restart: the bank has stopped the card anyway. "
        "The card is that of the visit, whose number all these entries bear. PIN_OK and PIN_FAIL "
        "are the customer's, who typed; what the bank judged stands before them, in AUTH_APPROVED "
        "and AUTH_DECLINED.",
    ),
    Group.CHOICES: Told(
        "They say what the customer chose, and where it ended early.",
        "TXN_CANCELLED comes with every visit that is broken off at a prompt, also before "
        "anything was chosen. It is not made at a time-out, which SCREEN_TIMEOUT tells; not on a "
        "screen that only tells something; and not while a withdrawal is under way: before CMD "
        "that then ends with RES, `void`, and after CMD nothing can be broken off.",
    ),
    Group.BANK: Told(
        "They say what was asked, and what the answer was; no secret, and no balance.",
        "AUTH_REQUEST is not made where the bank gave no challenge for the card, or the card did "
        "not answer it, for then nothing was asked. CARD_CHALLENGE `ok` comes with an approval "
        "only; a decline does not say how the proof went. After AUTH_REQUEST comes AUTH_APPROVED, "
        "AUTH_DECLINED or AUTH_TIMEOUT, unless the power went. The bank approves the amount that "
        "was asked, or declines: there is no other amount. BALANCE_SHOWN is not made where the "
        "link fails, or the customer goes, before the balance is there.",
    ),
    Group.CASH: Told(
        "They say how far money came; the first four carry it.",
        "INTENT is not made for a question about accounts or a balance; it comes with everything "
        "else that a customer asks of the bank. RES and the entries with it come with every "
        "withdrawal that the HSM has opened, declined ones included: its record then says that no "
        "note moved. Without a record the bank is asked instead (RESOLUTION_SENT). CASH_STACKED is "
        "not made where nothing could be stacked, CASH_PRESENTED not where the card was not taken. "
        "A customer who takes a part of the notes makes no CASH_TAKEN: the rest is drawn in, and "
        "CASH_RETRACTED says so. A transfer and a PIN change have INTENT and DONE, and "
        "TRANSFER_DONE or PIN_CHANGED before it where the bank has done them; a cash load has "
        "DONE, and LOADING and LOADED for INTENT and RES. After a restart RES, SETTLEMENT_SENT and "
        "the others stand outside any visit; `txn` names theirs.",
    ),
    Group.ENVELOPE: Told(
        "Between INTENT and DONE they say whether an envelope came; what is in it nobody knows "
        "yet.",
        "DEPOSIT_APPROVED is not made where the bank declines, which AUTH_DECLINED tells, nor "
        "where its answer is lost: then the slot never opens. Every deposit that the bank has been "
        "asked for and has not declined has one of DEPOSIT_INSERTED, DEPOSIT_NOT_INSERTED and "
        "DEPOSIT_FAIL, and then DEPOSIT_SENT until DEPOSIT_CONFIRMED. The money is credited when "
        "people have opened the envelope, and the bank alone knows of that.",
    ),
    Group.RECEIPT: Told(
        "They say whether the customer got it on paper. Money never waits for them, and never "
        "comes back because of them.",
        "A machine without a printer makes none of them. None is made for a transaction that did "
        "not succeed. RECEIPT_TAKEN is not made where the printer cannot see it, or where the "
        "receipt is left. RECEIPT_FAIL is `unknown` where the printer was lost while it printed: "
        "it is never printed a second time. RECEIPT_DECLINED is also made where the customer reads "
        "it on the screen.",
    ),
    Group.DEVICES: Told(
        "They say what people and parts of the machine did.",
        "Devices are named by their ports: `card_reader`, `hsm` (safe and notes), `pin_pad` "
        "(keypad), `cabinet` (key switch, doors, battery), `receipt_printer`, which has neither "
        "firmware nor key to tell of, `door_lock` (of the service door, where one is fitted). A "
        "device that is missing from the start "
        "makes neither DEVICE_STATUS nor DEVICE_FAULT, but a staff code. The screen is a part of "
        "the PC and has no entries. Canister and paper make SUPPLY_THRESHOLD at a start only if "
        "they are not "
        "`ok`. Nobody loads unless the key is off and the safe door open, and at the menu only two "
        "people; the HSM refuses, too, unless its own switch has seen that door open since the "
        "last withdrawal. LOADING does not repeat this: KEY_SWITCH and DOOR before it do. A load "
        "that adds notes to what lies in a canister has no CASSETTE_SWAPPED, but `found` in "
        "LOADING; that of a machine which is provisioned has neither. A load that the HSM refuses "
        "has no LOADED, and its DONE says `refused`. BINS_EMPTIED is not made for a bin that "
        "people empty without saying so at the menu. Only a machine whose service door has a "
        "lock that tells makes DOOR_LOCK, DOOR_UNLOCKED, DOOR_LOCKED, DOOR_REFUSED and "
        "WORK_ORDER. DOOR says what the switch at the door has seen, DOOR_UNLOCKED what the bolt "
        "did: a card opens the bolt, and a hand the door. What the lock has refused while it did "
        "not answer makes no DOOR_REFUSED: its own audit has it. Several openings that nobody saw "
        "make one DOOR_UNLOCKED, and `openings` tells how many. WORK_ORDER is not made for whoever "
        "may do nothing that needs the door. UPS is made at a start "
        "only if the machine runs from its battery then.",
    ),
    Group.STAFF: Told(
        "They say who was at the supervisor menu, what was tried out and changed there, and that "
        "there were two where two are needed.",
        "STAFF_FAIL is made before STAFF_LOCKED where a wrong PIN was the last try. DUAL_OK is not "
        "made for what one person may do. A number that is nobody's has no name in STAFF_FAIL, and "
        "the digits that were typed are nowhere. A DIAG_START without its DIAG_END is a test in "
        "the midst of which the program ended or the power failed. A test that moves a note has "
        "the entries of a withdrawal without a customer between the two: INTENT, RES and DONE.",
    ),
    Group.BALANCE: Told(
        "They say what must have been in the machine, what two people found, and that the bank was "
        "told.",
        "BALANCE_CLOSE is not made while anything waits for the bank's word, nor without the "
        "HSM's record; BALANCE_TOLD is missing as long as the bank does not answer. No close "
        "needs an entry from before the close before it, so old files may go. Where nobody has "
        "closed for longer than files are kept, the next close begins with the oldest entry "
        "that is left, and nobody knows what had come into the bins before. SLIP_PRINTED is not "
        "made on a machine without a printer.",
    ),
    Group.JOURNAL: Told(
        "They say which files there were, and what is missing.",
        "JOURNAL_CLOSE is not made when the program ends or the power fails: the file goes on with "
        "the next start. JOURNAL_DELETED is not made for a file that somebody else removed; "
        "`verify` names that.",
    ),
}

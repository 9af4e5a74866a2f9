"""The kiosk's core: it takes customers one after the other, and shows what there is to show.

Supervision says whether there is service, DeviceNews what the machine is like, Transactions keeps
the money, and a VisitRunner talks with the customer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from hardware.crypto.record import Record
from hardware.crypto.secret import Secret
from hardware.protocol.cabinet import CabinetFlag
from hardware.protocol.pin_pad import KEYS_SIDE
from kiosk.bank.link_state import LinkState
from kiosk.devices.software_pad import SoftwarePad
from kiosk.domain import count_screen
from kiosk.domain.maintenance import doors
from kiosk.domain.mix import most
from kiosk.domain.screens import (
    Choice,
    ChoicePressed,
    CustomerInput,
    KeyPressed,
    PinKeyPressed,
    PinPrompt,
    Screen,
    ScreenId,
)
from kiosk.domain.supervisor import Conditions, Device, Mode, Service, may_begin_visit, may_pay
from kiosk.domain.visit import showing
from kiosk.domain.visit.terms import Terms
from kiosk.journal.events import CardIdentified, card_identified
from kiosk.journal.replay import MoneyState
from kiosk.money.ports import Ports
from kiosk.visits.balance_report import BalanceReport
from kiosk.visits.bins import Bins
from kiosk.visits.counting import CountDesk
from kiosk.visits.device_news import DeviceNews
from kiosk.visits.door_watch import DoorWatch
from kiosk.visits.house import House, Observer, StaffScreens
from kiosk.visits.lights import Lights
from kiosk.visits.loads import Loads
from kiosk.visits.note_tests import NoteTests
from kiosk.visits.pad_keys import PadKeys, wants_keys
from kiosk.visits.pin_entry import PinEntryDesk
from kiosk.visits.receipt_desk import ReceiptDesk
from kiosk.visits.slot_watch import SlotWatch
from kiosk.visits.supervision import Supervision
from kiosk.visits.transactions import Transactions
from kiosk.visits.visit_runner import VisitRunner, VisitTools

STAFF: Final = Choice("staff")  # the way in, on the closed screen


class KioskCore:
    """Lives in the core thread, but for `post_input`. Fulfils `Stage`.

    Attributes:
        balances: what the bank has not heard of balancing.
        door: listens to the service door's lock; None where none is fitted.
    """

    def __init__(
        self,
        ports: Ports,
        pins: PinEntryDesk,
        house: House,
        token_key: Secret,
        receipts: ReceiptDesk,
    ) -> None:
        self._ports = ports
        self._house = house
        self._pins = pins
        self._keys = PadKeys(ports.loop, ports.devices.pin_pad, self._pad_key, ports.pace)
        self._token_key = token_key
        self._lights = Lights(ports.loop, ports.devices.cabinet)
        conditions = Conditions(
            touch_pin=house.touch_pin and not house.uses_pad,
            printer=house.has_printer,
            has_door_lock=house.door_lock is not None,
        )
        self._supervision = Supervision(
            ports, self._served, house.software, conditions, house.clock_off_max_s
        )
        self._observers: list[Observer] = []
        self._screen = showing.idle(self._supervision.service, ())
        self._visit: VisitRunner | None = None
        self._visit_count = 0
        self._beginning = False
        self._requested = False
        self._staff: StaffScreens | None = None
        self._counting = CountDesk(
            ports, self._supervision, house.denominations, self._machine_changed
        )
        self.balances = BalanceReport(ports, self._supervision, self._closes_told)
        self._supervision.keep_journal_while(lambda: bool(self.balances.untold))
        slot = SlotWatch(ports, self._supervision)
        self.door: DoorWatch | None = None
        if house.door_lock is not None:
            self.door = DoorWatch(ports, self._supervision, house.door_lock, self._machine_changed)
        self.devices = DeviceNews(
            ports,
            house,
            self._supervision,
            pins,
            self._lights,
            guest=lambda: self._visit,
            changed=self._machine_changed,
            key_turned=self._counting.key_turned,
            slot=slot.seen,
            door=self.door,
        )
        self._transactions = Transactions(
            ports,
            self._supervision,
            slot,
            receipts,
            house.denominations,
            counted=self.devices.hsm_changed,
            cash_ended=self._cash_ended,
            settled=self._transactions_settled,
            loads_changed=self._machine_changed,
        )
        self.note_tests = NoteTests(
            ports, house, self._supervision, self.devices, self._transactions
        )

    # --- for those who watch and press

    @property
    def screen(self) -> Screen:
        return self._screen

    @property
    def service(self) -> Service:
        return self._supervision.service

    @property
    def supervision(self) -> Supervision:
        """For the supervisor menu, which shows what is known of the machine."""
        return self._supervision

    @property
    def loads(self) -> Loads:
        """People fill the canisters through it."""
        return self._transactions.loads

    @property
    def bins(self) -> Bins:
        """What lies in them, by the HSM's records."""
        return self._transactions.bins

    @property
    def counting(self) -> CountDesk:
        """Staff may count without loading."""
        return self._counting

    @property
    def is_idle(self) -> bool:
        """No visit, and nothing of the last one left to do."""
        now = self._supervision.conditions
        return not now.customer and not now.unsettled

    def observe(self, observer: Observer) -> None:
        self._observers.append(observer)
        observer.screen_shown(self._screen)

    def forget(self, observer: Observer) -> None:
        self._observers.remove(observer)

    def post_input(self, pressed: CustomerInput) -> None:
        """From any thread: something was pressed."""
        self._ports.loop.post(lambda: self._input(pressed))

    def request_visit(self) -> None:
        """Automation asks for a visit with the card that is in the slot, or comes next."""
        self._requested = True
        self._maybe_begin()

    def withdraw_request(self) -> None:
        self._requested = False

    # --- start, link, keys of devices

    def start(self, money: MoneyState) -> None:
        if self.door is not None:
            self.door.start(money.door_lock)
        self._counting.start(money)
        self.balances.start(money.untold_closes)
        self._transactions.start(money)
        self.note_tests.start(money)
        self._supervision.start(money.runs)

    def link(self, state: LinkState) -> None:
        """A call to the bank has ended."""
        was_up = self._supervision.conditions.link_up
        self._supervision.link(state)
        if not was_up and self._supervision.conditions.link_up:
            self._transactions.link_is_back()
            self._counting.hurry()
            self.balances.hurry()

    def ask_bank(self, then: Callable[[], None]) -> None:
        """Staff want it now: whatever waits for its next try; `then` after the bank's answer or its
        silence."""
        self._transactions.link_is_back()
        self._counting.hurry()
        self.balances.hurry()
        self._supervision.beat(then)

    @property
    def halted(self) -> str:
        """What people must look at, also while it is only on its way into the journal; or empty."""
        return self._transactions.halted

    def end_halt(self, halted: str) -> None:
        """People have looked at this, and the journal says so."""
        self._transactions.end_halt(halted)

    def provisioning_changed(self, device: Device) -> None:
        """A device has got its key while the machine runs."""
        if self.devices.has_got_key(device) and device is Device.HSM:
            self._counting.begins_new()

    def name_cards_by(self, token_key: Secret) -> None:
        """The journal has got its key from the bank; from now on cards are named by this one."""
        self._token_key = token_key

    def staffed_by(self, staff: StaffScreens) -> None:
        """Staff can log in at this machine while the key is off. Once."""
        self._staff = staff
        staff.machine_is(self.service)

    def staff_changed(self) -> None:
        """The supervisor menu has another page, or is closed."""
        self._machine_changed()

    def use_glass(self, glass: SoftwarePad) -> None:
        """The PIN can be typed on the screen from now on."""
        self._pins.use_glass(glass)

    def type_first_pin(self, pin: Secret) -> None:
        """Type a new card's PIN on the pad on glass, for provisioning. Between visits only."""
        if self._visit is None:
            self._pins.start(PinPrompt.CURRENT, lambda _event: None)
            for digit in pin.reveal().decode("ascii"):
                self._pins.press(digit)
            self._pins.press("E")

    # --- service and screens

    def _served(self, now: Service) -> None:
        if self._staff is not None:
            self._staff.machine_is(now)
        if self._visit is not None:
            self._visit.machine_is(now)
            return
        self._machine_changed()

    def _machine_changed(self) -> None:
        """Service, card or canisters are news, or what staff or operator see."""
        if self._visit is None:
            asked = self._staff_screen or self._counting.screen
            self.show(asked or self._idle_screen)
        else:
            self._visit.canisters_are(self.devices.canisters)
        self._maybe_begin()

    @property
    def _idle_screen(self) -> Screen:
        idle = showing.idle(self.service, self.devices.canisters)
        if idle.id is not ScreenId.CLOSED:
            return idle
        flags = self.devices.flags
        reminder = doors.reminder(
            is_safe_open=CabinetFlag.SAFE_DOOR in flags,
            is_service_open=CabinetFlag.SERVICE_DOOR in flags,
        )
        reminded = replace(idle, notice=reminder)
        return reminded if self._staff is None else replace(reminded, choices=(STAFF,))

    @property
    def _staff_screen(self) -> Screen | None:
        return None if self._staff is None else self._staff.screen

    def show(self, screen: Screen) -> None:
        if screen == self._screen:
            return
        self._screen = screen
        self._lights.show(screen)
        self._keys.listen(on=self._house.uses_pad and wants_keys(screen))
        for observer in tuple(self._observers):
            observer.screen_shown(screen)

    def _pad_key(self, key: str) -> None:
        """A key of the pad outside PIN entry; side keys belong to whoever draws beside them."""
        if key in KEYS_SIDE and self._staff_screen is None:
            for observer in tuple(self._observers):
                observer.side_key_pressed(key)
        else:
            self._input(KeyPressed(key))

    def _input(self, pressed: CustomerInput) -> None:
        match pressed:
            case PinKeyPressed(key):
                self._pins.press(key)
            case ChoicePressed(screen) if screen != self._screen.id:
                pass  # pressed on a screen that was gone before the press arrived
            case ChoicePressed() | KeyPressed():
                if self._visit is not None:
                    self._visit.handle(pressed)
                elif self._staff is not None and self._is_for_staff:
                    self._staff.handle(pressed)
                elif isinstance(pressed, KeyPressed):
                    self._counting.press(pressed.key)
                elif pressed.choice == count_screen.GO_ON:
                    self._counting.press("E")
                elif pressed.choice == count_screen.COUNT_AGAIN:
                    self._counting.press("X")

    @property
    def _is_for_staff(self) -> bool:
        """They are at it, or may begin."""
        return self._staff_screen is not None or self.service.mode is Mode.OFF

    # --- visits

    def _transactions_settled(self) -> None:
        self._counting.hurry()
        self._maybe_begin()

    def _closes_told(self) -> None:
        self.loads.closes_are_told()
        self._maybe_begin()

    def _maybe_begin(self) -> None:
        """A card at the slot of a machine in service begins a visit, after one heartbeat."""
        if self._may_begin() and not self._beginning:
            self._beginning = True
            self._supervision.beat(self._begin)

    def _may_begin(self) -> bool:
        comes_by_itself = not (self._house.needs_request or self.devices.card_was_returned)
        is_asked = self._requested or comes_by_itself
        return (
            is_asked
            and self.devices.card_waits
            and self._visit is None
            and may_begin_visit(self._supervision.conditions)
        )

    def _begin(self) -> None:
        self._beginning = False
        card = self.devices.card
        if card is None or not self._may_begin():
            return
        self._requested = False
        self._visit_count += 1
        number = f"{self._house.boot}-{self._visit_count}"
        tools = VisitTools(
            self._ports,
            self._pins,
            self._lights,
            self.devices.card_return,
            self._transactions,
            self,
            self._identify,
        )
        self._visit = VisitRunner(tools, self._terms(), number, card.insert_no)
        self._supervision.note(customer=True)
        self._supervision.visit_changes_pace()
        self._transactions.clear_receipt_slot()
        self._visit.start()

    def _identify(self, card_id: Secret) -> CardIdentified:
        return card_identified(card_id, self._token_key)

    def _terms(self) -> Terms:
        house = self._house
        canisters = self.devices.canisters
        return Terms(
            currency=house.currency,
            minor_per_unit=house.minor_per_unit,
            canisters=canisters,
            quick_amounts=house.quick_amounts,
            amount_max=most(canisters, house.currency, house.notes_max),
            notes_max=house.notes_max,
            touch_pin=house.touch_pin,
            pad_pin=house.uses_pad,
            may_pay=may_pay(self._supervision.conditions),
            has_printer=house.has_printer,
            prints=self.service.prints,
            takes_envelopes=self.service.envelopes,
            keeps_card=house.keeps_card,
            quiet_s=house.quiet_s,
            warning_s=house.warning_s,
            take_card_s=house.take_card_s,
            take_receipt_s=house.take_receipt_s,
            print_s=house.print_s,
            message_s=house.message_s,
            goodbye_s=house.goodbye_s,
            language_s=house.language_s,
            service_notice_s=house.service_notice_s,
            language=house.language,
            languages=house.languages,
        )

    def link_is_up(self) -> bool:
        return self._supervision.link_is_up()

    def visit_ended(self, reason: str) -> None:
        has_card = self._visit is not None and self._visit.has_card
        self._visit = None
        for observer in tuple(self._observers):
            observer.visit_ended(reason)
        self.devices.return_left_card(expected=has_card)
        self._supervision.note(customer=False)
        self._supervision.visit_changes_pace()
        self._machine_changed()

    def _cash_ended(self, txid: bytes, final: Record | None) -> None:
        for observer in tuple(self._observers):
            observer.cash_ended(txid, final)

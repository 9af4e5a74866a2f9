"""The kiosk's core: it takes customers one after the other and never forgets their money.

Supervision says whether there is service; a VisitRunner talks with the customer; a Withdrawal or
PinChange may outlive its visit, and until it has its DONE nobody else is served.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from bank_server.contract import Operation
from bank_server.contract.money import Money
from hardware.crypto.record import Record
from hardware.crypto.secret import Secret
from hardware.errors import DeviceError
from hardware.protocol.cabinet import CabinetFlag, CabinetStatus
from hardware.protocol.card_reader import CardPosition, CardReaderStatus
from hardware.protocol.hello import Provision
from hardware.protocol.pin_pad import KEYS_SIDE, PinPadStatus
from hardware.status import Status
from kiosk.bank.link_state import LinkState
from kiosk.devices.device_set import DeviceHealth
from kiosk.devices.port import PortHealth
from kiosk.devices.software_pad import SoftwarePad
from kiosk.domain.mix import Canister, most
from kiosk.domain.screens import (
    ChoicePressed,
    CustomerInput,
    KeyPressed,
    PinKeyPressed,
    PinPrompt,
    Screen,
)
from kiosk.domain.supervisor import Conditions, Device, Service, may_begin_visit, may_pay
from kiosk.domain.transactions import pin_change
from kiosk.domain.transactions.withdrawal import events as cash
from kiosk.domain.transactions.withdrawal.effects import Ended, Halt, News, Short
from kiosk.domain.transactions.withdrawal.job import Job
from kiosk.domain.transactions.withdrawal.states import Finished, Stuck
from kiosk.domain.transactions.withdrawal.table import begin
from kiosk.domain.visit import showing
from kiosk.domain.visit.events import CashNews
from kiosk.domain.visit.places import Terms
from kiosk.journal.events import (
    CardIdentified,
    CardInserted,
    Door,
    KeySwitch,
    card_identified,
)
from kiosk.journal.replay import MoneyState
from kiosk.money.exchange import Question
from kiosk.money.pin_change import PinChange
from kiosk.money.ports import Ports
from kiosk.money.recovery import Recovery
from kiosk.money.withdrawal import Withdrawal
from kiosk.visits.card_return import CardReturn
from kiosk.visits.lights import Lights
from kiosk.visits.pad_keys import PadKeys, wants_keys
from kiosk.visits.pin_entry import PinEntryDesk
from kiosk.visits.supervision import Supervision
from kiosk.visits.visit_runner import VisitRunner, VisitTools

REFERENCE_SIZE: Final = 6  # characters of the txid that a customer quotes


@dataclass(frozen=True, slots=True)
class House:
    """What is fixed for this machine.

    Attributes:
        denominations: canister 1 first; the machine knows them, the HSM does not.
        quick_amounts: what the amount screen would like to offer.
        needs_request: a card alone begins no visit; automation asks for each.
        boot: of the journal, for the visits' numbers.
    """

    currency: str
    minor_per_unit: int
    denominations: tuple[Money, ...]
    quick_amounts: tuple[Money, ...]
    notes_max: int
    touch_pin: bool
    uses_pad: bool
    quiet_s: float
    warning_s: float
    take_card_s: float
    message_s: float
    goodbye_s: float
    needs_request: bool
    software: str
    boot: int


class Observer(Protocol):
    """Whoever watches: the screen, a recorder, automation. Called in the core thread."""

    def screen_shown(self, screen: Screen) -> None: ...

    def side_key_pressed(self, key: str) -> None: ...

    def visit_ended(self, reason: str) -> None: ...

    def cash_ended(self, txid: bytes, final: Record | None) -> None: ...


class KioskCore:
    """Lives in the core thread, but for `post_input`. Fulfils `Till`."""

    def __init__(self, ports: Ports, pins: PinEntryDesk, house: House, journal_key: Secret) -> None:
        self._ports = ports
        self._house = house
        self._pins = pins
        self._keys = PadKeys(ports.loop, ports.devices.pin_pad, self._pad_key)
        self._journal_key = journal_key
        self._lights = Lights(ports.devices.cabinet)
        self._card_return = CardReturn(ports.loop, ports.devices.card_reader)
        conditions = Conditions(touch_pin=house.touch_pin and not house.uses_pad)
        self._supervision = Supervision(ports, self._served, house.software, conditions)
        self._observers: list[Observer] = []
        self._screen = showing.idle(self._supervision.service, ())
        self._canisters: tuple[Canister, ...] = ()
        self._card: CardReaderStatus | None = None
        self._flags: CabinetFlag | None = None
        self._provisioned: dict[Device, bool] = {}
        self._visit: VisitRunner | None = None
        self._visit_count = 0
        self._beginning = False
        self._requested = False
        self._withdrawal: Withdrawal | None = None
        self._change: PinChange | None = None
        self._last_ticket = bytes(16)
        self._recovery: Recovery | None = None

    # --- for those who watch and press

    @property
    def screen(self) -> Screen:
        return self._screen

    @property
    def service(self) -> Service:
        return self._supervision.service

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

    # --- start

    def start(self, money: MoneyState) -> None:
        self._last_ticket = money.last_ticket
        self._recovery = Recovery(self._ports, money, self._recovered, self._halt)
        self._recovery.start()
        self._supervision.beat()

    def _recovered(self, last_ticket: bytes) -> None:
        self._last_ticket = last_ticket
        self._recovery = None
        self._supervision.note(recovered=True, unsettled=False)
        self._maybe_begin()

    def _halt(self, why: str) -> None:
        self._supervision.note(halted=why)

    # --- what the devices say

    def card_reader_changed(self, status: CardReaderStatus) -> None:
        before, self._card = self._card, status
        inserted = before is None or before.insert_no != status.insert_no
        if status.card is CardPosition.AT_SLOT and inserted:
            self._ports.note(CardInserted(status.type.name.lower()), self._number)
        if self._visit is not None:
            # A card that is jammed is still in the machine: it has not been returned.
            is_in = status.card is not CardPosition.NONE
            self._visit.card_is(status.insert_no if is_in else None)
        elif status.card is CardPosition.LATCHED and not self._beginning:
            # Left over from before a restart: nobody is being served, so the card goes back.
            self._card_return.begin()
        self._maybe_begin()

    def hsm_changed(self, record: Record) -> None:
        self._counted(record)

    def hsm_refused(self, error: DeviceError) -> None:
        if error.status is Status.NOT_PROVISIONED:
            self._provisioned[Device.HSM] = False
            self._note_provisioned()

    def pin_pad_changed(self, status: PinPadStatus) -> None:
        self._pins.pad_status(status)

    def cabinet_changed(self, status: CabinetStatus) -> None:
        before, self._flags = self._flags, status.flags
        changed = status.flags if before is None else before ^ status.flags
        key_on = bool(status.flags & CabinetFlag.KEY_ON)
        if changed & CabinetFlag.KEY_ON:
            present = self._visit is not None
            self._ports.note(KeySwitch(key_on, present), self._number)
        for flag, name in ((CabinetFlag.SERVICE_DOOR, "service"), (CabinetFlag.SAFE_DOOR, "safe")):
            if changed & flag:
                self._ports.note(Door(name, bool(status.flags & flag)), self._number)
        open_door = bool(status.flags & CabinetFlag.SAFE_DOOR)
        self._supervision.note(key_on=key_on, door_open=open_door)

    def health_changed(self, health: DeviceHealth) -> None:
        self._port(Device.CARD_READER, health.card_reader)
        self._port(Device.HSM, health.hsm)
        self._port(Device.PIN_PAD, health.pin_pad)
        self._port(Device.CABINET, health.cabinet)

    def _port(self, device: Device, health: PortHealth) -> None:
        was_up = device in self._supervision.conditions.present
        if health.is_up == was_up:
            return
        if health.is_up and health.hello is not None:
            self._provisioned[device] = health.hello.provision is Provision.YES
            self._note_provisioned()
        if device is Device.CABINET:
            self._lights.forget()
        if device is Device.PIN_PAD and was_up:
            self._pins.pad_lost()
        self._supervision.device(device, is_up=health.is_up, reason=health.reason)

    def provisioning_changed(self, device: Device) -> None:
        """A device has got its key while the machine runs."""
        self._provisioned[device] = True
        self._note_provisioned()

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

    def link(self, state: LinkState) -> None:
        self._supervision.link(state)

    def _note_provisioned(self) -> None:
        needed = {Device.HSM} | ({Device.PIN_PAD} if self._house.uses_pad else set())
        all_have_keys = all(self._provisioned.get(device, False) for device in needed)
        self._supervision.note(provisioned=all_have_keys)

    def _counted(self, record: Record) -> None:
        denominations = self._house.denominations
        self._canisters = tuple(
            Canister(line.canister, denominations[line.canister - 1], line.left)
            for line in record.lines
            if line.canister <= len(denominations)
        )
        self._supervision.counters(record)
        self._supervision.note(cash=any(canister.left for canister in self._canisters))
        if self._visit is None:
            self.show(showing.idle(self.service, self._canisters))

    # --- service and screens

    def _served(self, now: Service) -> None:
        if self._visit is not None:
            self._visit.close_after_this(closing=now.closing)
            return
        self.show(showing.idle(now, self._canisters))
        self._maybe_begin()

    def show(self, screen: Screen) -> None:
        if screen == self._screen:
            return
        self._screen = screen
        self._lights.show(screen.id)
        self._keys.listen(on=self._house.uses_pad and wants_keys(screen))
        for observer in tuple(self._observers):
            observer.screen_shown(screen)

    def _pad_key(self, key: str) -> None:
        """A key of the pad outside PIN entry; side keys belong to whoever draws beside them."""
        if key in KEYS_SIDE:
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

    # --- visits

    @property
    def _number(self) -> str | None:
        return None if self._visit is None else self._visit.number

    def _maybe_begin(self) -> None:
        """A card at the slot of a machine in service begins a visit, after one heartbeat."""
        if self._beginning or not self._card_waits():
            return
        if self._house.needs_request and not self._requested:
            return
        self._beginning = True
        self._supervision.beat(self._begin)

    def _card_waits(self) -> bool:
        now = self._supervision.conditions
        at_slot = self._card is not None and self._card.card is CardPosition.AT_SLOT
        return at_slot and may_begin_visit(now)

    def _begin(self) -> None:
        self._beginning = False
        if not self._card_waits() or self._card is None or self._visit is not None:
            return
        self._requested = False
        self._visit_count += 1
        number = f"{self._house.boot}-{self._visit_count}"
        tools = VisitTools(
            self._ports, self._pins, self._lights, self._card_return, self, self._identify
        )
        self._visit = VisitRunner(tools, self._terms(), number, self._card.insert_no)
        self._supervision.note(customer=True)
        self._supervision.visit_changes_pace()
        self._visit.start()

    def _identify(self, card_id: Secret) -> CardIdentified:
        return card_identified(card_id, self._journal_key)

    def _terms(self) -> Terms:
        house = self._house
        return Terms(
            currency=house.currency,
            minor_per_unit=house.minor_per_unit,
            canisters=self._canisters,
            quick_amounts=house.quick_amounts,
            amount_max=most(self._canisters, house.currency, house.notes_max),
            notes_max=house.notes_max,
            touch_pin=house.touch_pin,
            may_pay=may_pay(self._supervision.conditions),
            quiet_s=house.quiet_s,
            warning_s=house.warning_s,
            take_card_s=house.take_card_s,
            message_s=house.message_s,
            goodbye_s=house.goodbye_s,
        )

    def visit_ended(self, reason: str) -> None:
        self._visit = None
        for observer in tuple(self._observers):
            observer.visit_ended(reason)
        self._supervision.note(customer=False)
        self._supervision.visit_changes_pace()
        self.show(showing.idle(self.service, self._canisters))
        self._maybe_begin()

    def link_is_up(self) -> bool:
        return self._supervision.link_is_up()

    # --- money

    def begin_cash(self, job: Job, visit: str, runner: VisitRunner) -> None:
        reference = job.txid.hex()[:REFERENCE_SIZE].upper()

        def tell(news: News | Short | Ended | Halt) -> None:
            if isinstance(news, Halt):
                self._halt(news.why)
            runner.handle(CashNews(news, reference))

        def authorise(
            job: Job, opened: Record, deliver: Callable[[cash.Approved | cash.Denied], None]
        ) -> None:
            question = Question(
                job.txid,
                Operation.WITHDRAWAL,
                runner.account_id,
                amount=job.amount,
                notes=job.notes,
                opened=opened,
            )
            runner.authorise_cash(question, deliver)

        self._supervision.note(unsettled=True)
        self._withdrawal = Withdrawal(
            self._ports, visit, self._last_ticket, tell, self._cash_ended, authorise
        )
        self._withdrawal.start(begin(job))

    def tell_cash(self, event: cash.Event) -> None:
        if self._withdrawal is not None:
            self._withdrawal.handle(event)

    def _cash_ended(self, state: Finished | Stuck) -> None:
        ended, self._withdrawal = self._withdrawal, None
        assert ended is not None
        if ended.final is not None:
            self._last_ticket = ended.final.ticket
            self._counted(ended.final)
        for observer in tuple(self._observers):
            observer.cash_ended(state.txid, ended.final)
        if isinstance(state, Stuck):
            return
        if ended.open_refused:
            self._look_for_foreign_transaction()
            return
        self._supervision.note(unsettled=False)
        self._maybe_begin()

    def _look_for_foreign_transaction(self) -> None:
        found = MoneyState(last_ticket=self._last_ticket, last_record=b"", open=())
        self._recovery = Recovery(self._ports, found, self._recovered, self._halt)
        self._recovery.start()

    def begin_pin_change(self, change: PinChange, txid: bytes) -> None:
        self._supervision.note(unsettled=True)
        self._change = change
        change.start(pin_change.begin(txid))

    def pin_change_ended(self) -> None:
        self._change = None
        self._supervision.note(unsettled=False)
        self._maybe_begin()

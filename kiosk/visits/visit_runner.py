"""Runs one visit: carries out the effects of its table and hands the answers back to it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Protocol, assert_never

from hardware.crypto.secret import Secret
from hardware.protocol.card_reader import CardIdentity
from hardware.protocol.hello import Provision
from kiosk.devices.results import Done, Result
from kiosk.domain.mix import Canister
from kiosk.domain.screens import Notice, Screen
from kiosk.domain.supervisor import Mode, Reason, Service
from kiosk.domain.transactions.withdrawal import events as cash
from kiosk.domain.visit import showing
from kiosk.domain.visit.effects import (
    Do,
    Effect,
    End,
    Log,
    SetTimer,
    StartPin,
    Step,
    begin,
)
from kiosk.domain.visit.events import (
    Back,
    CardFailed,
    CardRead,
    CardTaken,
    CashOffer,
    Event,
    Lost,
    ReaderBack,
    TimeIsUp,
)
from kiosk.domain.visit.money_news import (
    Offers,
)
from kiosk.domain.visit.places import Over, Reading
from kiosk.domain.visit.state import Part, Reader, Visit
from kiosk.domain.visit.table import step
from kiosk.domain.visit.terms import Terms
from kiosk.domain.visit.unasked import came_by_time
from kiosk.journal.events import (
    CardEjected,
    CardIdentified,
    CardReadFail,
    ReceiptDeclined,
    VisitEnd,
    VisitStart,
)
from kiosk.journal.events import CardTaken as CardTakenEntry
from kiosk.journal.events import Event as JournalEvent
from kiosk.money.ports import CardInUse, Ports
from kiosk.runtime.loop import Timer
from kiosk.visits.card_reading import latch_and_read, may_pass
from kiosk.visits.card_return import CardReturn
from kiosk.visits.lights import TONES, Lights
from kiosk.visits.notes import RECEIPT_DECLINED, event_of
from kiosk.visits.pin_entry import PinEntryDesk
from kiosk.visits.questions import Questions
from kiosk.visits.transactions import Transactions
from kiosk.visits.visit_money import VisitMoney

# What the machine's service says of parts that a visit has lost.
_GONE: Final = {Part.LINK: Reason.LINK, Part.PIN_PAD: Reason.PIN_PAD}


class Stage(Protocol):
    """What the visit needs of the machine around it."""

    def link_is_up(self) -> bool: ...

    def show(self, screen: Screen) -> None: ...

    def visit_ended(self, reason: str) -> None: ...


@dataclass(frozen=True, slots=True)
class VisitTools:
    """What a visit works with."""

    ports: Ports
    pins: PinEntryDesk
    lights: Lights
    card_return: CardReturn
    transactions: Transactions
    stage: Stage
    identify: Callable[[Secret], CardIdentified]


class VisitRunner:
    """One visit. Lives in the core thread; drops whatever arrives after its end.

    Attributes: money: what it deals in.
    """

    def __init__(self, tools: VisitTools, terms: Terms, number: str, insert_no: int) -> None:
        self.number = number
        self._tools = tools
        self._ports = tools.ports
        self._visit: Visit = Visit(terms)
        self._insert_no = insert_no
        self._questions = Questions(tools.ports, number, self.handle)
        self.money = VisitMoney(number, self._questions, tools.transactions, self.handle)
        self._timer: Timer | None = None
        self._by_time = False
        self._closing = False
        self._began_at = tools.ports.loop.now()
        self._released_at: float | None = None
        self._over = False
        self._heard: deque[Event] = deque()
        self._is_busy = False

    @property
    def screen(self) -> Screen:
        shown = showing.screen(self._visit, closing=self._closing)
        return replace(shown, by_time=self._by_time)

    def start(self) -> None:
        terms = self._visit.terms
        kind = "chip" if terms.keeps_card else "stripe"
        self._ports.note(VisitStart(kind, terms.language), self.number)
        first = begin(terms)
        self._tools.stage.show(self.screen)
        self._take(first)

    def handle(self, event: Event) -> None:
        """One after the other: what an effect answers at once is heard after all of its step's."""
        self._heard.append(event)
        if self._is_busy:
            return
        self._is_busy = True
        while self._heard and not self._over:
            self._hear(self._heard.popleft())
        self._is_busy = False

    def _hear(self, event: Event) -> None:
        taken = step(self._visit, event)
        self._by_time = came_by_time(self._visit, event, taken.visit, was=self._by_time)
        self._take(taken)

    @property
    def has_card(self) -> bool:
        """The customer has not got it back."""
        return self._visit.card_in

    def lost(self, part: Part, *, card_at_slot: bool = False) -> None:
        """A device or the link does not answer any more. card_at_slot: the reader's last word."""
        self.handle(Lost(part, self.number, card_at_slot))

    def machine_is(self, now: Service) -> None:
        """The machine's service has changed; the visit goes on as far as it can."""
        if Reason.LINK in now.reasons and Part.LINK not in self._visit.gone:
            self.lost(Part.LINK)
        for part, reason in _GONE.items():
            if part in self._visit.gone and reason not in now.reasons:
                self.handle(Back(part))
        may_pay = now.mode is Mode.IN_SERVICE
        if may_pay != self._visit.terms.may_pay:
            self.handle(CashOffer(may_pay))
        terms = self._visit.terms
        if (terms.prints, terms.takes_envelopes) != (now.prints, now.envelopes):
            self.handle(Offers(now.prints, now.envelopes))
        self._closing = now.closing
        if self._over:
            return
        # The key was turned, or the link is there again: only what is said beside it changes.
        self._tools.stage.show(self.screen)

    def canisters_are(self, canisters: tuple[Canister, ...]) -> None:
        """What they hold has changed: by a withdrawal of this visit, if it goes on after it."""
        if canisters != self._visit.terms.canisters:
            self.handle(CashOffer(self._visit.terms.may_pay, canisters))

    def card_is(self, insert_no: int | None) -> None:
        """What the reader says: the number of the card in it, or None."""
        if not self._visit.card_in:
            return
        if insert_no is not None and self._visit.reader is not Reader.THERE:
            # Its power may have been gone, and its numbers begin anew; the card is still this one.
            self._insert_no = insert_no
            self.handle(ReaderBack.READER_BACK)
            return
        if insert_no == self._insert_no:
            return
        if insert_no is not None and isinstance(self._visit.place, Reading):
            # Changed for another before it was read: nothing has been asked of either.
            self._insert_no = insert_no
            return
        since = self._released_at if self._released_at is not None else self._began_at
        waited_ms = round((self._ports.loop.now() - since) * 1000)
        self._ports.note(CardTakenEntry(waited_ms), self.number)
        self._tools.card_return.end()
        self._ports.devices.card_reader.watch(False)
        self.handle(CardTaken.CARD_TAKEN)

    def _take(self, taken: Step) -> None:
        before = self.screen
        self._visit = taken.visit
        after = self.screen
        if after != before and not isinstance(self._visit.place, Over):
            self._tools.stage.show(after)
        for effect in taken.effects:
            self._run(effect, before.id.value)

    def _run(self, effect: Effect, screen: str) -> None:
        match effect:
            case Do():
                self._do(effect)
            case StartPin(prompt):
                self._tools.pins.start(prompt, self.handle)
            case SetTimer(seconds):
                self._set_timer(seconds)
            case Log():
                self._ports.note(self._told(effect, screen), self.number)
            case End(reason):
                self._end(reason)
            case _:
                self.money.run(effect)

    def _do(self, act: Do) -> None:
        match act:
            case Do.READ_CARD:
                self._ports.devices.card_reader.submit(latch_and_read, self._read)
            case Do.RELEASE_CARD:
                self._release()
            case Do.STOP_PIN:
                self._tools.pins.stop()
            case Do.ASK_ACCOUNTS:
                self._questions.ask_accounts()
            case Do.CHANGE_PIN:
                self.money.change_pin()
            case Do.CANCEL_CASH:
                self.money.tell_cash(cash.CancelAsked.CANCEL_ASKED)
            case Do.CANCEL_DEPOSIT:
                self.money.cancel_deposit()
            case Do.CARD_IS_OUT:
                link_up = self._tools.stage.link_is_up()
                self.money.tell_cash(cash.CardGone(link_up=link_up))
            case Do.CARD_STAYS:
                self.money.tell_cash(cash.CardStays.CARD_STAYS)
            case Do.BEEP_REFUSED | Do.BEEP_TAKE | Do.BEEP_HURRY:
                self._tools.lights.sound(TONES[act])
            case _:
                assert_never(act)

    def _told(self, log: Log, screen: str) -> JournalEvent:
        if log.what == RECEIPT_DECLINED:
            return ReceiptDeclined(self._questions.txids[log.detail])
        return event_of(log, screen, self._visit.terms.currency, self._waited_ms())

    # --- card

    def _read(self, result: Result[CardIdentity]) -> None:
        match result:
            case Done(identity) if identity.provision is Provision.YES and self._serves(identity):
                self._insert_no = identity.insert_no
                self._questions.card = CardInUse(
                    identity.insert_no, identity.card_id, identity.stripe_code
                )
                self._ports.note(self._tools.identify(identity.card_id), self.number)
                self.handle(CardRead())
            case _:
                place = self._visit.place
                tries = place.tries if isinstance(place, Reading) else 1
                self._ports.note(CardReadFail("unreadable", tries), self.number)
                self.handle(CardFailed(Notice.CARD_UNREADABLE, may_pass(result)))

    def _serves(self, identity: CardIdentity) -> bool:
        """Whoever gives the card back at once cannot ask a chip anything."""
        return self._visit.terms.keeps_card or identity.stripe_code is not None

    def _release(self) -> None:
        self._released_at = self._ports.loop.now()
        self._ports.note(CardEjected(), self.number)
        self._tools.card_return.begin()
        self._ports.devices.card_reader.watch(True)

    # --- time and end

    def _waited_ms(self) -> int:
        since = self._released_at if self._released_at is not None else self._began_at
        return round((self._ports.loop.now() - since) * 1000)

    def _set_timer(self, seconds: float | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None
        if seconds is not None:
            self._timer = self._ports.loop.after(seconds, lambda: self.handle(TimeIsUp.TIME_IS_UP))

    def _end(self, reason: str) -> None:
        self._over = True
        # Of cash that nobody waits for any more; where notes move already it changes nothing.
        self.money.tell_cash(cash.CancelAsked.CANCEL_ASKED)
        self._set_timer(None)
        self._tools.pins.stop()
        self._tools.card_return.end()
        self._ports.devices.card_reader.watch(False)
        self._questions.end()
        length_ms = round((self._ports.loop.now() - self._began_at) * 1000)
        end = VisitEnd(reason, length_ms, self.money.count)
        self._ports.note(end, self.number)
        self._tools.stage.visit_ended(reason)

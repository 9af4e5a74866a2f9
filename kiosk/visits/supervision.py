"""Keeps what is known of the machine, derives the service from it, and sends the heartbeats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bank_server.contract import HeartbeatReply, HeartbeatRequest
from bank_server.contract.heartbeats import TEST_ALARM, Beat, CanisterCounter
from bank_server.contract.money import Money
from bank_server.contract.operations import ServiceCommand, ServiceState
from hardware.crypto.record import Record
from hardware.protocol.escpos_replies import PrinterStatus
from kiosk.bank.journal_upload import JournalUpload
from kiosk.bank.link_state import LinkState
from kiosk.devices.results import Done, Result
from kiosk.domain.supervisor import (
    CLOCK_OFF_MAX_S,
    Conditions,
    Device,
    Mode,
    Service,
    service,
)
from kiosk.journal.care import JournalCare
from kiosk.journal.entry import Out
from kiosk.journal.events import (
    DeviceFault,
    DeviceRecovered,
    InService,
    LinkDown,
    LinkUp,
    ModeChanged,
    OutOfService,
    RunNamed,
)
from kiosk.money.levelling import Levelling
from kiosk.money.ports import Ports
from kiosk.runtime.loop import Timer

HEARTBEAT_VISIT_S: Final = 5.0
HEARTBEAT_IDLE_S: Final = 30.0
SILENCE_AGAIN_S: Final = 0.01  # a timer that fired too soon is set again
HEARTBEAT_DOWN_S: Final = 2.0  # how often a dead link is tried again

RUN_SIZE: Final = 16
MS_PER_S: Final = 1_000

PRINTER_ANSWER_S: Final = 3.0  # a start waits no longer for the printer's first word

DISK_LOW_PERMILLE: Final = 20  # less than this takes no customer
DISK_WELL_PERMILLE: Final = 30  # again as much as this does

_STATES: Final = {
    Mode.STARTING: ServiceState.OUT_OF_SERVICE,
    Mode.OFF: ServiceState.OFF,
    Mode.IN_SERVICE: ServiceState.IN_SERVICE,
    Mode.NO_CASH: ServiceState.LIMITED,
    Mode.OUT_OF_SERVICE: ServiceState.OUT_OF_SERVICE,
}


class Supervision:
    """Lives in the core thread. `changed` hears each new service.

    Attributes:
        open_txids: transactions of this run that have no DONE yet.
        upload: of the journal.
        clock_ahead_ms: of this machine's clock before the bank's, by the newest heartbeat; the
            time that a message is under way is in it. None before the bank has answered.
        free_permille: room for the journal; None before the disk was asked.
    """

    def __init__(
        self,
        ports: Ports,
        changed: Callable[[Service], None],
        software: str,
        conditions: Conditions,
        clock_off_max_s: float = CLOCK_OFF_MAX_S,
    ) -> None:
        """clock_off_max_s: with a larger difference to the bank's clock nobody is served."""
        self._clock_off_max_s = clock_off_max_s
        self.clock_ahead_ms: int | None = None
        self.free_permille: int | None = None
        self._ports = ports
        self._changed = changed
        self._software = software
        self._timer: Timer | None = None
        # Drawn anew: a kiosk that starts over an older journal must not look like the one before.
        self._run = ports.random_bytes(RUN_SIZE)
        self._runs_before: tuple[str, ...] = ()
        self._beats = 0
        self._beating = False
        self._is_test = False
        self._test_heard = False
        self._waiting: list[Callable[[], None]] = []
        self._link = LinkState()
        self._silence: Timer | None = None
        self._down_since: float | None = None
        self._lost_since: dict[Device, float] = {}
        self._counters: tuple[CanisterCounter, ...] = ()
        self._cash: Money | None = None
        self._jammed_since: float | None = None
        self._printer_stopped_since: float | None = None
        self._is_untold: Callable[[], bool] = lambda: False
        self.open_txids: tuple[bytes, ...] = ()
        self.conditions = conditions
        self.service = service(conditions)
        self.upload = JournalUpload(
            ports.journal,
            ports.bank,
            anchor=ports.anchor,
            is_idle=self._is_idle,
            now=ports.loop.now,
        )
        self._levelling = Levelling(ports, self._is_alone, self.beat)
        self._care = JournalCare(
            ports.loop,
            ports.journal,
            queue=lambda: int(self.conditions.unsettled),
            acked=lambda: self.upload.acked,
            may_retire=self._may_forget,
        )

    def _is_idle(self) -> bool:
        """Nobody is at the machine, and nobody's money waits for the bank."""
        now = self.conditions
        return now.link_up and not now.customer and not now.unsettled

    def _is_alone(self) -> bool:
        """Nobody is at the machine. What waits for the bank may wait for this very telling."""
        return self.conditions.link_up and not self.conditions.customer

    def _may_forget(self) -> bool:
        """Nothing is open, and nobody has to look: the next start needs no old entry."""
        now = self.conditions
        looks = now.halted or now.uncounted or now.uncompared or now.slot_doubtful
        looks = looks or now.door_lock.stops_service
        return now.probed and not (now.unsettled or looks or self._is_untold())

    def keep_journal_while(self, is_untold: Callable[[], bool]) -> None:
        """The bank has not heard of something that the next start must find."""
        self._is_untold = is_untold

    def note(self, **changes: object) -> None:
        """Something about the machine is known anew."""
        before = self.service
        self.conditions = replace(self.conditions, **changes)  # type: ignore[arg-type]  # by name
        self.service = service(self.conditions)
        if self.service == before:
            return
        self._log_service(before)
        self._changed(self.service)

    def device(self, device: Device, *, is_up: bool, reason: str) -> None:
        """A port came up or was lost."""
        now = self._ports.loop.now()
        present = self.conditions.present
        if is_up and device not in present:
            self._works_again(device, self._lost_since.pop(device, None))
            self.note(present=present | {device})
        elif not is_up and device in present:
            self._lost_since[device] = now
            self._failed(device, reason or "lost", "reconnect")
            self.note(present=present - {device})

    def reader(self, *, is_jammed: bool) -> None:
        """Whether a card sticks in the reader."""
        if is_jammed and self._jammed_since is None:
            self._jammed_since = self._ports.loop.now()
            self._failed(Device.CARD_READER, "jam", "wait for a person")
        elif not is_jammed:
            since, self._jammed_since = self._jammed_since, None
            self._works_again(Device.CARD_READER, since)
        self.note(reader_jammed=is_jammed)

    def printer(self, status: PrinterStatus) -> None:
        """Whether receipts can be printed; a jam or an open cover waits for a person."""
        stopped = "jam" if status.is_jammed else "open" if status.cover_open else ""
        if stopped and self._printer_stopped_since is None:
            self._printer_stopped_since = self._ports.loop.now()
            self._failed(Device.RECEIPT_PRINTER, stopped, "wait for a person")
        elif not stopped:
            since, self._printer_stopped_since = self._printer_stopped_since, None
            self._works_again(Device.RECEIPT_PRINTER, since)
        self.note(receipts=status.can_print, printer_asked=True)

    def _failed(self, device: Device, code: str, action: str) -> None:
        self._ports.note(DeviceFault(device.value, code, action), None, Out.FAIL)

    def _works_again(self, device: Device, since: float | None) -> None:
        """since: when it failed; None at its first answer in this run."""
        if since is not None:
            down_ms = round((self._ports.loop.now() - since) * 1000)
            self._ports.note(DeviceRecovered(device.value, down_ms), None)

    def counters(self, record: Record, cash: Money | None) -> None:
        """What the HSM's newest record says of its canisters; told to the bank. cash: its value."""
        self._cash = cash
        self._counters = tuple(
            CanisterCounter(canister=line.canister, load=line.load, next=line.next, left=line.left)
            for line in record.lines
        )

    @property
    def counted(self) -> tuple[CanisterCounter, ...]:
        """By the HSM's newest record; empty before there is one."""
        return self._counters

    # --- the link

    def link(self, state: LinkState) -> None:
        """A call to the bank has ended; called before its result is delivered."""
        was_up, self._link = self.conditions.link_up, state
        now = self._ports.loop.now()
        is_up = state.is_up(now)
        if is_up and not was_up:
            down_ms = round((now - self._down_since) * 1000) if self._down_since else 0
            self._ports.note(LinkUp(down_ms), None)
            self._down_since = None
        elif was_up and not is_up:
            self._down_since = now
            down = LinkDown(state.cause or "silence", self.open_txids)
            self._ports.note(down, None, Out.FAIL)
        self.note(link_up=is_up)
        self._listen()
        if was_up and not is_up:
            self._beat_by_new_pace()

    def _listen(self) -> None:
        """In a visit a silence counts as soon as it has lasted long enough. Between visits
        heartbeats are rarer than that, and each call that fails says so itself."""
        if self._silence is not None:
            self._silence.cancel()
        self._silence = None
        if self.conditions.customer and self.conditions.link_up:
            left_s = self._link.silent_from_s() - self._ports.loop.now()
            wait_s = max(left_s, SILENCE_AGAIN_S)
            self._silence = self._ports.loop.after(wait_s, lambda: self.link(self._link))

    def link_is_up(self) -> bool:
        """Asked at the last moment before cash moves: the newest call succeeded, and lately."""
        return self._link.is_up(self._ports.loop.now())

    def start(self, runs: tuple[bytes, ...]) -> None:
        """The first heartbeat, once the journal knows its name: should this process end before it
        arrives, the next one tells the bank that it is late. runs: those before this one."""
        self._runs_before = tuple(run.hex() for run in runs)
        self._ports.loop.after(PRINTER_ANSWER_S, lambda: self.note(printer_asked=True))
        self._ports.write_one(RunNamed(self._run), None, self.beat)
        self._care.start()

    def beat(self, then: Callable[[], None] | None = None) -> None:
        """Send a heartbeat now; `then` runs after its answer or its failure."""
        if then is not None:
            self._waiting.append(then)
        if self._beating:
            return
        self._beating = True
        if self._timer is not None:
            self._timer.cancel()
        self._ports.journal.room(self._roomy)
        self._beats += 1
        request = HeartbeatRequest(
            anchor=self._ports.anchor(),
            state=_STATES[self.service.mode],
            reasons=(
                *(reason.value for reason in self.service.reasons),
                *((TEST_ALARM,) if self._is_test else ()),
            ),
            counters=self._counters,
            software=self._software,
            beat=Beat(run=self._run.hex(), number=self._beats, before=self._runs_before),
        )
        key = request.anchor.key
        self._ports.bank.submit(request, lambda result: self._beaten(result, key))

    def beat_soon(self) -> None:
        """The bank need not wait for the next one to hear what has just become known. What is known
        before the first is in it."""
        if self._beating:
            self._waiting.append(self.beat)
        elif self._beats:
            self.beat()

    def test_alarm(self, then: Callable[[bool], None]) -> None:
        """Staff want to know whether an alarm comes to the bank: the next heartbeat says so. `then`
        hears whether the bank has answered to that one."""

        def send() -> None:
            self._is_test = True
            self.beat(lambda: then(self._test_heard))

        if self._beating:
            self._waiting.append(send)
        else:
            send()

    def _beaten(self, result: Result[HeartbeatReply], key: str | None) -> None:
        self._beating = False
        if self._is_test:
            self._is_test, self._test_heard = False, isinstance(result, Done)
        if isinstance(result, Done):
            stops = ServiceCommand.STOP_SERVICE in result.value.commands
            no_cash = ServiceCommand.STOP_CASH in result.value.commands
            ahead_ms = self._ports.journal.utc_ms() - result.value.time_ms
            self.clock_ahead_ms = ahead_ms
            clock_wrong = abs(ahead_ms) > self._clock_off_max_s * MS_PER_S
            self.note(by_bank=stops, cash_stopped=no_cash, clock_wrong=clock_wrong)
        self.note(bank_asked=True)
        self._timer = self._ports.loop.after(self._pause(), self.beat)
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then()
        if isinstance(result, Done):
            self.upload.beaten(result.value.journal_seq, key)
            self._levelling.due(result.value.restored)

    def _roomy(self, free_permille: int) -> None:
        """The journal's disk has so much room. Nobody new is served with the last of it."""
        self.free_permille = free_permille
        is_low = self.conditions.disk_low
        self.note(disk_low=free_permille < (DISK_WELL_PERMILLE if is_low else DISK_LOW_PERMILLE))

    def _pause(self) -> float:
        if not self.conditions.link_up:
            return HEARTBEAT_DOWN_S
        return HEARTBEAT_VISIT_S if self.conditions.customer else HEARTBEAT_IDLE_S

    def visit_changes_pace(self) -> None:
        """A visit began or ended: the next heartbeat is due by the new pace."""
        self._listen()
        if self._beating:
            return
        self._beat_by_new_pace()
        self.upload.look()

    def _beat_by_new_pace(self) -> None:
        """Unless one is under way: what comes of that sets the next. Before the first there is no
        pace: it waits for the journal."""
        if self._beating or self._timer is None:
            return
        self._timer.cancel()
        self._timer = self._ports.loop.after(self._pause(), self.beat)

    # --- journal

    def _log_service(self, before: Service) -> None:
        now = self.service
        codes = ",".join(reason.value for reason in now.reasons)
        if now.mode is not before.mode:
            self._ports.note(ModeChanged(before.mode.value, now.mode.value, codes), None)
        if now.serves and not before.serves:
            self._ports.note(InService(now.mode.value, self._cash, self.conditions.link_up), None)
        if now.mode is Mode.OUT_OF_SERVICE and now.reasons != before.reasons:
            self._ports.note(OutOfService(codes), None, Out.FAIL)

"""The whole ATM from one command: bank, emulated devices, kiosk, an ATM and its customers.

./atm demo                      on this screen
./atm demo --headless --out DIR scripted visits, with pictures and a verdict
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from typing import Final, NoReturn

from hardware.emulators.control import ControlError
from hardware.process_end import RESTART, code_broken_off
from hardware.process_lock import ProcessLock, StateInUse
from kiosk.workbench import journal_round
from kiosk.workbench.changed_pins import ChangedPins
from kiosk.workbench.children import CHECKOUT, ChildDied, Children, ChildSilent
from kiosk.workbench.demo_notes import DemoNotes, NotesUnreadable, load_notes, notes_path
from kiosk.workbench.demo_options import NAMES, read_options
from kiosk.workbench.display import why_no_display
from kiosk.workbench.log_faults import LogFaults
from kiosk.workbench.machine import Machine, make_folder
from kiosk.workbench.new_state import (
    NOTES_PER_CANISTER,
    NewState,
    ProvisioningFailed,
    people_for,
    settings_of,
)
from kiosk.workbench.operator_desk import OperatorDesk, OperatorRefused
from kiosk.workbench.progress import Progress
from kiosk.workbench.show import Show
from kiosk.workbench.summary import Summary
from kiosk.workbench.visits import JOURNAL_ROUND

GOOD: Final = 0
BAD: Final = 1
CANNOT: Final = 2
LOOK_S: Final = 60.0
SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interrupted(Exception):
    """Somebody wants the demo to end, by this signal."""

    def __init__(self, number: int) -> None:
        super().__init__(f"signal {number}")
        self.number = number


class StateForeign(Exception):
    """The folder is not one that a demo may replace. The text says what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    if not __debug__:
        sys.stderr.write("demo: refuses to run without its assertions (python -O)\n")
        return CANNOT
    options = read_options(arguments)
    progress = Progress(sys.stderr)
    os.umask(0o077)
    try:
        with _interruptible():
            return _Demo(options, progress).run()
    except Interrupted as interrupted:
        progress.say("Stopped; everything has ended.")
        return code_broken_off(interrupted.number)
    except ChildDied as error:
        progress.say(f"demo: {error}")
        return CANNOT if error.code == CANNOT else BAD
    except (ChildSilent, ControlError, OperatorRefused, ProvisioningFailed) as error:
        progress.say(f"demo: {error}")
        return BAD
    except (StateInUse, StateForeign, NotesUnreadable) as error:
        progress.say(f"demo: {error}")
    except OSError as error:
        progress.say(f"demo: {error.filename or 'the system'}: {error.strerror}")
    return CANNOT


class _Demo:
    def __init__(self, options: argparse.Namespace, progress: Progress) -> None:
        self._progress = progress
        self._is_headless = bool(options.headless)
        if not self._is_headless and (why := why_no_display(os.environ)):
            progress.say(f"No display can be used here ({why}): running headless.")
            self._is_headless = True
        self._serves_calls = bool(options.automation)
        self._plays = self._is_headless and not self._serves_calls
        self._zero_delay = bool(options.zero_delay)
        self._has_door_lock = bool(options.door_lock)
        self._has_panel = not self._is_headless and bool(options.panel)
        self._scripts: list[str] = list(dict.fromkeys(options.script or NAMES))
        self._is_round = self._plays and self._scripts == [JOURNAL_ROUND.name]
        self._out: Path = options.out.absolute()
        own = self._out / "state" if self._plays else CHECKOUT / "state"
        self._state: Path = options.state.absolute() if options.state else own
        self._is_fresh = self._plays and options.state is None

    def run(self) -> int:
        if self._is_fresh:
            _refuse_foreign(self._state)
        make_folder(self._state)
        with ExitStack() as stack:
            stack.callback(self._hold())
            if self._is_fresh:
                _renew(self._state)
            log_faults = LogFaults(self._state / "logs")
            children = Children(self._state / "logs", time.monotonic)
            stack.enter_context(children)
            clocks = self._state / "clocks" if self._is_round else None
            machine = Machine(self._state, children, time.monotonic, clocks=clocks)
            stack.callback(machine.end)
            # From here on an end is orderly, and a second Ctrl-C does not cut it short.
            stack.push(_ends_undisturbed)
            self._start(machine)
            notes = load_notes(self._state)
            desk = OperatorDesk(self._state, children, machine.admin_port)
            stack.callback(desk.close)
            count = journal_round.NOTES_PER_CANISTER if self._is_round else NOTES_PER_CANISTER
            settings = settings_of(self._state)
            self._complete(
                NewState(
                    machine,
                    desk,
                    notes,
                    people=people_for(settings.profile),
                    notes_per_canister=count,
                    denominations=settings.denominations,
                )
            )
            if not self._plays:
                return self._serve(machine, notes)
            summary = self._new_summary()
            show = Show(machine, desk, notes, summary, self._progress, time.monotonic, log_faults)
            if self._is_round:
                show.play_round()
            else:
                show.play(self._scripts)
            self._tell(summary)
            return GOOD if summary.is_good else BAD

    def _hold(self) -> Callable[[], None]:
        return ProcessLock(self._state / "launcher.lock").release

    def _start(self, machine: Machine) -> None:
        self._progress.say(f"State folder: {self._state}")
        self._progress.begin("Starting the bank")
        machine.start_bank()
        self._progress.done("Starting the bank")
        is_fitted = (self._state / "devices" / "door_lock.nv").exists()
        if self._has_door_lock or is_fitted:
            machine.door_lock = machine.door_lock_wanted
        self._progress.begin("Starting the devices")
        machine.start_devices(zero_delay=self._zero_delay, has_link=True)
        self._progress.done("Starting the devices")

    def _complete(self, made: NewState) -> None:
        if not made.is_complete:
            self._progress.begin("Making accounts, ATM and cards, and provisioning them")
            made.complete()
            self._progress.done("Making accounts, ATM and cards, and provisioning them")

    def _serve(self, machine: Machine, notes: DemoNotes) -> int:
        """Until somebody ends it. A child that dies ends it too."""
        assert notes.atm is not None, "the state is whole"
        atm = notes.atm.uuid

        def start_kiosk() -> None:
            """As it was before, where staff have it started again."""
            if self._serves_calls:
                port = machine.start_automated_kiosk(atm, offscreen=self._is_headless)
                self._progress.say(
                    f"XML-RPC serves at http://127.0.0.1:{port}; a card waits for calls."
                )
            else:
                beside = ["--beside-panel"] if self._has_panel else []
                chosen = [*machine.house_options, *beside]
                machine.start_kiosk(atm, *chosen, offscreen=False)

        if self._serves_calls:
            machine.control.call("hands", card=True, cash=True, keep_card=True)
        start_kiosk()
        if self._has_panel:
            machine.start_panel()
        hint = _panel_hint(notes) if self._has_panel else _hint(self._state, notes)
        if machine.door_lock:
            hint += f"\n{_door_hint(self._state, has_panel=self._has_panel)}"
        self._progress.say(hint)
        while True:
            try:
                machine.children.next(LOOK_S)
            except ChildDied as error:
                if error.child == "kiosk" and error.code == RESTART:
                    self._progress.say("Staff have asked for a restart of the kiosk.")
                    machine.end_kiosk()
                    start_kiosk()
                    continue
                if error.child == "kiosk" and error.code == GOOD:
                    self._progress.say("The kiosk's window was closed.")
                    return GOOD
                if error.child != "panel":
                    raise
                # The panel has hands and no part in the machine, which goes on without it.
                machine.forget_panel()
                self._progress.say(_without_panel(self._state, error))

    def _new_summary(self) -> Summary:
        summary = Summary(self._out, self._state)
        summary.pictures.mkdir(parents=True, exist_ok=True)
        for old in summary.pictures.glob("[0-9]*.png"):
            old.unlink()
        return summary

    def _tell(self, summary: Summary) -> None:
        for finding in summary.findings:
            sys.stdout.write(f"{finding}\n")
        sys.stdout.write(f"{summary.verdict}: {summary.path}\n")


def _without_panel(state: Path, error: ChildDied) -> str:
    why = "The panel was closed" if error.code == GOOD else str(error)
    return f"{why}. The machine goes on; {_command('panel', state)} opens it again."


def _command(name: str, state: Path) -> str:
    where = "" if state == CHECKOUT / "state" else f" --state {shlex.quote(str(state))}"
    return f"./atm {name}{where}"


def _panel_hint(notes: DemoNotes) -> str:
    return (
        "Click a card in the panel beside the kiosk: it goes into the slot. Its PIN stands on it.\n"
        f"{_staff(notes)}"
        "F11 over the kiosk's window covers the screen; F11 or Escape uncovers it.\n"
        "Ctrl-C here ends everything; the same command goes on from there."
    )


def _staff(notes: DemoNotes) -> str:
    """Who may log in at the machine, and how; the demo's own notes alone know the PINs."""
    people = ", ".join(
        f"{name} {person.number} (PIN {person.pin})" for name, person in notes.staff.items()
    )
    return f"Staff, while the key is off (ENTER on the closed screen): {people}.\n"


def _hint(state: Path, notes: DemoNotes) -> str:
    hands = _command("hands", state)
    pins = ChangedPins(notes.cards)
    pins.see_all(state / "kiosk" / "journal")
    changed = pins.names
    cards = ", ".join(
        f"{name} (PIN changed by you)" if name in changed else f"{name} (PIN {card.pin})"
        for name, card in notes.cards.items()
    )
    pin = "PIN" if "alice" in changed else notes.cards["alice"].pin
    return (
        f"Cards: {cards}.\n"
        f"Be the customer's hands in another terminal, in {CHECKOUT}:\n"
        f"  {hands} insert alice\n"
        f"  {hands} press E\n"
        f"  {hands} press {pin}E\n"
        f"  {hands} take-card\n"
        f"  {hands} take-cash\n"
        f"  {hands} take-receipt\n"
        "PIN and choices may be touched on the screen, too.\n"
        f"{_staff(notes)}"
        "Ctrl-C here ends everything; the same command goes on from there."
    )


def _door_hint(state: Path, *, has_panel: bool) -> str:
    if has_panel:
        return "The service door has a lock: the panel's Parts send a technician with a work order."
    hands = _command("hands", state)
    return (
        "The service door has a lock. The dispatcher sends a work order, and it is put in:\n"
        f"  {hands} work-order\n"
        f"  {hands} present order-1"
    )


def _refuse_foreign(state: Path) -> None:
    """Raises StateForeign unless an earlier demo made this folder, or nobody."""
    if state.exists() and any(state.iterdir()) and not notes_path(state).exists():
        raise StateForeign(
            f"{state} is not of an earlier demo, so it is not replaced; choose another --out, "
            "or give this folder with --state to go on with it"
        )


def _renew(state: Path) -> None:
    """A fresh state: what an earlier demo left in its own folder goes, but the lock in our hand."""
    for each in state.iterdir():
        if each.is_dir():
            shutil.rmtree(each)
        elif each.name != "launcher.lock":
            each.unlink()
    make_folder(state)
    DemoNotes(notes_path(state)).store()


@contextmanager
def _interruptible() -> Iterator[None]:
    """Ctrl-C, SIGTERM and a closed terminal raise Interrupted in the main thread."""

    def interrupt(number: int, _frame: FrameType | None) -> NoReturn:
        raise Interrupted(number)

    before = {number: signal.signal(number, interrupt) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _ends_undisturbed(*_: object) -> bool:
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    return False


if __name__ == "__main__":
    sys.exit(main())

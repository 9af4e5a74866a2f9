"""`./atm soak`: hours of visits on the real machine, killed at any moment, and then the proof."""

from __future__ import annotations

import argparse
import os
import secrets
import shutil
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final

from hardware.emulators.control import ControlError
from hardware.process_end import code_broken_off
from hardware.process_lock import ProcessLock, StateInUse
from kiosk.workbench.children import CHECKOUT, ChildDied, ChildSilent
from kiosk.workbench.machine import make_folder
from kiosk.workbench.new_state import ProvisioningFailed
from kiosk.workbench.operator_desk import OperatorRefused
from kiosk.workbench.progress import Progress
from kiosk.workbench.soak.blows import BlowDraws
from kiosk.workbench.soak.chance import Chance
from kiosk.workbench.soak.options import MINUTES, own_folder, read_options
from kiosk.workbench.soak.room import Trouble
from kiosk.workbench.soak.site import PEOPLE, STAND_IN, Site, StoreUsed, new_site
from kiosk.workbench.soak.stand_in import StandInMissing, check_stand_in
from kiosk.workbench.soak.tally import Tally
from kiosk.workbench.soak.wishes import WishDraws

GOOD: Final = 0
BAD: Final = 1
CANNOT: Final = 2
SEED_MAX: Final = 1_000_000
TOLD_EVERY_S: Final = 60.0
LOCK: Final = "launcher.lock"
SETTINGS: Final = ("ATM_BANK_", "ATM_KIOSK_", "ATM_LOGS_")
SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interrupted(Exception):
    """A second signal, or one before there was anything to compare."""


class StateUsed(Exception):
    """The folder has something in it. The text says what to do."""


class _Wish:
    """What signals have asked for.

    Attributes: number: of the first one; 0 for none. is_running: it ends the visits and no more.
    """

    def __init__(self) -> None:
        self.number = 0
        self.is_running = False
        self._is_ending = False

    def heard(self, number: int, _frame: FrameType | None) -> None:
        is_first = not self.number
        self.number = self.number or number
        if self._is_ending or (is_first and self.is_running):
            return
        self._is_ending = True  # nothing cuts the ending of all processes short
        raise Interrupted


def main(arguments: Sequence[str] | None = None) -> int:
    if not __debug__:
        sys.stderr.write("soak: refuses to run without its assertions (python -O)\n")
        return CANNOT
    options, progress, wish = read_options(arguments), Progress(sys.stderr), _Wish()
    os.umask(0o077)
    for name in [each for each in os.environ if each.startswith(SETTINGS)]:
        del os.environ[name]  # settings of another machine, perhaps its store
    try:
        if options.store == STAND_IN:
            check_stand_in()
        with _hears(wish):
            return _Run(options, progress, wish).run()
    except Interrupted:
        progress.say("Stopped before anything was compared; everything has ended.")
        return code_broken_off(wish.number)
    except (StandInMissing, StateUsed, StoreUsed, StateInUse) as error:
        progress.say(f"soak: {error}")
    except ChildDied as error:
        progress.say(f"soak: {error}")
        return CANNOT if error.code == CANNOT else BAD
    except (ChildSilent, ControlError, OperatorRefused, ProvisioningFailed) as error:
        progress.say(f"soak: {error}")
        return BAD
    except OSError as error:
        progress.say(f"soak: {error.filename or 'the system'}: {error.strerror}")
    return CANNOT


class _Run:
    def __init__(self, options: argparse.Namespace, progress: Progress, wish: _Wish) -> None:
        self._seed: int = secrets.randbelow(SEED_MAX) if options.seed is None else options.seed
        self._kills: int = options.kills or sys.maxsize
        minutes = options.minutes or (sys.maxsize if options.kills else MINUTES)
        self._seconds: float = 60.0 * minutes
        self._store: str = options.store
        self._profile: str = options.profile
        self._is_kept = options.state is not None
        own = own_folder(CHECKOUT, self._seed)
        self._state: Path = options.state.absolute() if options.state else own
        self._progress = progress
        self._wish = wish
        self._began_s = self._told_s = time.monotonic()

    def run(self) -> int:
        make_folder(self._state)
        lock = ProcessLock(self._state / LOCK)
        try:
            if any(each.name not in {LOCK, "logs"} for each in self._state.iterdir()):
                raise StateUsed(f"{self._state} has something in it; a soak begins with nothing")
            self._progress.say(f"seed {self._seed}; state folder {self._state}")
            findings = self._findings()
        finally:
            lock.release()
        if findings:
            sys.stdout.write("".join(f"differs: {each}\n" for each in findings))
            sys.stdout.write(f"DIFFERS seed {self._seed}; the state is kept: {self._state}\n")
            return BAD
        if not self._is_kept:
            shutil.rmtree(self._state)
        sys.stdout.write("AGREES ledger, journal, HSM, notes and envelopes\n")
        return code_broken_off(self._wish.number) if self._wish.number else GOOD

    def _findings(self) -> list[str]:
        blows = BlowDraws(self._seed)
        cards = {card: len(person.accounts) for card, person in PEOPLE.items()}
        wishes = WishDraws(Chance(self._seed, "wishes"), cards)
        with new_site(
            self._state,
            self._store,
            Chance(os.getpid(), "ports"),
            time.monotonic,
            rest_s=blows.rest_s,
            say=self._progress.say,
            profile=self._profile,
        ) as site:
            self._began_s = self._told_s = time.monotonic()
            self._wish.is_running = True
            try:
                site.soak.run(wishes, blows, self._is_over)
                self._progress.say("the visits are over; waiting until nothing is under way")
                site.soak.settle()
                findings = site.proved()
            except Trouble as trouble:
                findings = [str(trouble)]
            self._tell(site)
        return findings

    def _is_over(self, tally: Tally) -> bool:
        now_s = time.monotonic()
        if now_s - self._told_s > TOLD_EVERY_S:
            self._told_s = now_s
            self._progress.say(f"{tally.visits.total()} visits, {tally.killed} kills")
        is_late = now_s - self._began_s > self._seconds
        return is_late or tally.killed >= self._kills or bool(self._wish.number)

    def _tell(self, site: Site) -> None:
        tally = site.soak.tally
        tally.loads = site.technician.loads
        tally.seconds = time.monotonic() - self._began_s
        for line in tally.table(site.soak.notes.counts):
            sys.stdout.write(f"{line}\n")


@contextmanager
def _hears(wish: _Wish) -> Iterator[None]:
    before = {number: signal.signal(number, wish.heard) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


if __name__ == "__main__":
    sys.exit(main())

"""What a round over the whole journal needs: people, clocks, a kiosk that dies, and the journal."""

from __future__ import annotations

import contextlib
import os
import re
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from hardware.emulators.image import JsonValue
from hardware.process_end import RESTART
from kiosk.domain.screens import ScreenId
from kiosk.workbench.children import ChildDied
from kiosk.workbench.customer import Customer
from kiosk.workbench.demo_notes import DemoNotes
from kiosk.workbench.machine import Machine
from kiosk.workbench.moved_clock import Ahead
from kiosk.workbench.operator_desk import OperatorDesk
from kiosk.workbench.stage import NotSeen, Stage

STEP_S: Final = 3.0  # of time that passes at once: less than the link may be silent in a visit
STEP_PAUSE_S: Final = 0.1  # for a heartbeat in between
STEPS_MAX: Final = 100
ADMIN_S_MAX: Final = 60.0
TORN: Final = b'{"seq":'

_EVENT: Final = re.compile(rb'"ev":"([A-Z_]+)"')


@dataclass(frozen=True, slots=True)
class RoundDesk:
    """One machine and everybody who comes to it.

    Attributes: kept: each journal file's entries by code, also of files that are deleted by now.
    """

    machine: Machine
    desk: OperatorDesk
    notes: DemoNotes
    stage: Stage
    monotonic: Callable[[], float]
    kept: dict[str, Counter[str]] = field(default_factory=dict)

    @property
    def journal(self) -> Path:
        return self.machine.state / "kiosk" / "journal"

    @property
    def medium(self) -> Path:
        """Where staff copy the journal to."""
        return self.machine.state / "medium"

    @property
    def ahead(self) -> Ahead:
        assert self.machine.clocks is not None, "the machine runs on clocks that can be moved"
        return Ahead(self.machine.clocks)

    def person(self, card: str) -> Customer:
        return Customer(self.stage, self.notes, card, self.monotonic)

    def does(self, what: str, **fields: JsonValue) -> None:
        """Hands at the emulated world."""
        self.machine.control.call(what, **fields)

    # --- the kiosk's life

    def start(self) -> None:
        assert self.notes.atm is not None, "the state is whole"
        self.medium.mkdir(exist_ok=True)
        options = self.machine.house_options
        medium = {"ATM_KIOSK_EXPORT_DIR": str(self.medium)}
        self.machine.start_kiosk(self.notes.atm.uuid, *options, offscreen=True, chosen=medium)

    def kill(self) -> None:
        """As a power cut does it: in the middle of whatever it was doing, and of a line."""
        os.kill(self.machine.children.pids["kiosk"], signal.SIGKILL)
        self.machine.end_kiosk()
        newest = max(self.journal.glob("EJ_*.jsonl"), key=lambda path: path.name)
        with newest.open("ab") as file:
            file.write(TORN)

    def starts_again(self) -> None:
        """Staff have asked for it: the kiosk ends by itself, and is started. Raises NotSeen."""
        try:
            self.stage.wait_until(lambda: False, "the kiosk's end")
        except ChildDied as died:
            if died.child != "kiosk" or died.code != RESTART:
                raise
        self.machine.end_kiosk()
        self.stage.forgets()
        self.start()

    # --- the bank's

    def administers(self, *words: str) -> None:
        """As an operator types it behind `./atm admin`. Raises NotSeen if it is not done."""
        state = str(self.machine.state)
        done = self.machine.children.run(
            *("bank_server.admin", "--state", state, *words), timeout_s=ADMIN_S_MAX
        )
        if done.code != 0:
            raise NotSeen(f"./atm admin {words[0]} was not done: {done.err.strip()}")

    # --- time

    def passes(self, *, wall_s: float = 0.0, passed_s: float = 0.0) -> None:
        """So much time is over at once, or only the time of day is set.

        A kiosk that waits for its next timer does not see that, and a device that is just being
        asked seems silent. So the mains fail for a moment: once that stands in the journal, the
        kiosk is awake and has heard of a device again. A question to the bank is let come to its
        answer first, however slow this machine is: else the bank would seem silent. Raises NotSeen.
        """
        self._moves(wall_s=wall_s, passed_s=passed_s)
        for on_battery in (True, False):
            self._wakes(on_battery=on_battery)

    def _moves(self, *, wall_s: float, passed_s: float) -> None:
        self.stage.wait_world(lambda world: not world["bank_asked"], "the bank's answer")
        self.ahead.move(wall_s=wall_s, passed_s=passed_s)

    def _wakes(self, *, on_battery: bool) -> None:
        """The mains fail, or are back; the kiosk has seen it."""
        before = self.codes()
        self.does("battery", on=on_battery)
        self.waits_for("UPS", before)

    def waits_for(self, code: str, since: Counter[str]) -> None:
        """Until one more entry of this kind stands in the journal. Raises NotSeen."""
        self.waits_for_any((code,), since)

    def waits_for_any(self, codes: tuple[str, ...], since: Counter[str]) -> None:
        """Until one more entry of one of these kinds stands in the journal. Raises NotSeen."""
        words = " or ".join(codes)
        self.stage.wait_until(
            lambda: any(self._is_more(code, since) for code in codes), f"the entry {words}"
        )

    def waits_for_after(self, earlier: str, code: str) -> None:
        """Until the newest entry `earlier` is followed by one of this kind. Raises NotSeen.

        What is only noted may be on disk later than it was written, so a count can be behind.
        """
        self.stage.wait_until(
            lambda: code in self._after(earlier), f"the entry {code} after {earlier}"
        )

    def _after(self, code: str) -> list[str]:
        """The codes behind the newest entry of this kind, in its file."""
        for path in sorted(self.journal.glob("EJ_*.jsonl"), reverse=True):
            codes = [found.decode("ascii") for found in _EVENT.findall(path.read_bytes())]
            if code in codes:
                return codes[len(codes) - codes[::-1].index(code) :]
        return []

    def lets_time_pass(self, until: ScreenId | str, since: Counter[str] | None = None) -> None:
        """Step by step, until a screen is shown, or one more entry written than `since`.

        Raises NotSeen.
        """
        on_battery = False
        for _ in range(STEPS_MAX):
            self._moves(wall_s=STEP_S, passed_s=STEP_S)
            on_battery = not on_battery  # one change wakes the kiosk as well as two
            self._wakes(on_battery=on_battery)
            if self._has_come(until, since):
                if on_battery:
                    self._wakes(on_battery=False)
                return
        raise NotSeen(f"waited {STEPS_MAX * STEP_S:.0f} s of the kiosk's time for {until}")

    def _has_come(self, until: ScreenId | str, since: Counter[str] | None) -> bool:
        if isinstance(until, ScreenId):
            return self.stage.shows(until.value, STEP_PAUSE_S)
        self.stage.looks_around(STEP_PAUSE_S)
        return since is not None and self._is_more(until, since)

    def codes(self) -> Counter[str]:
        """How often each entry was written until now."""
        for path in sorted(self.journal.glob("EJ_*.jsonl")):
            with contextlib.suppress(FileNotFoundError):  # the kiosk deletes old files itself
                found = _EVENT.findall(path.read_bytes())
                self.kept[path.name] = Counter(code.decode("ascii") for code in found)
        return sum(self.kept.values(), start=Counter())

    def _is_more(self, code: str, since: Counter[str]) -> bool:
        return self.codes()[code] > since[code]

"""A headless demo: scripted visits on the real kiosk, then the verdict of a separate process."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Final

from hardware.emulators.control import ControlError
from kiosk.workbench.children import ChildSilent
from kiosk.workbench.customer import Customer
from kiosk.workbench.demo_notes import DemoNotes
from kiosk.workbench.device_memories import notes_presented
from kiosk.workbench.machine import Machine
from kiosk.workbench.operator_desk import OperatorDesk, OperatorRefused
from kiosk.workbench.progress import Progress
from kiosk.workbench.scripts import SCRIPTS
from kiosk.workbench.stage import NotSeen, Stage
from kiosk.workbench.summary import MS_PER_S, Balances, Played, Summary

AUDIT_S_MAX: Final = 60.0
BALANCED: Final = 0
NOT_BALANCED: Final = 1


class Show:
    """Bank and devices serve, and the state is whole."""

    def __init__(
        self,
        machine: Machine,
        desk: OperatorDesk,
        notes: DemoNotes,
        summary: Summary,
        progress: Progress,
        monotonic: Callable[[], float],
    ) -> None:
        self._machine = machine
        self._desk = desk
        self._notes = notes
        self._summary = summary
        self._progress = progress
        self._monotonic = monotonic

    def play(self, scripts: Sequence[str]) -> None:
        """The scripts one after the other, up to the first that fails; then end the machine."""
        assert self._notes.atm is not None, "the state is whole"
        stage = Stage(self._machine, self._monotonic)
        self._progress.begin("Starting the kiosk")
        pictures = ("--pictures", str(self._summary.pictures))
        options = (*self._machine.language_options, *pictures)
        self._machine.start_kiosk(self._notes.atm.uuid, *options, offscreen=True)
        self._progress.done("Starting the kiosk")
        balances: Balances = self._desk.balances()
        try:
            stage.wait_screen("S00")
        except NotSeen as unseen:
            self._progress.say(f"The machine does not come into service: {unseen}")
            self._summary.verdict = "not in service"
            self._finish(stage)
            return
        for name in scripts:
            played = self._play_one(name, stage, balances)
            balances = played.after
            self._summary.played.append(played)
            if played.failure:
                self._progress.say(f"{name}: {played.failure}")
                break
        self._finish(stage)

    def _play_one(self, name: str, stage: Stage, before: Balances) -> Played:
        script = SCRIPTS[name]
        customer = Customer(stage, self._notes, script.visit.card, self._monotonic)
        began_s, shown_from = self._monotonic(), len(stage.shown)
        self._progress.begin(f"{name}: {script.visit.title.removesuffix('.')}")
        failure = ""
        try:
            script.play(customer, self._desk)
        except (NotSeen, ControlError, OperatorRefused, ChildSilent) as error:
            failure = str(error)
        ms = round((self._monotonic() - began_s) * MS_PER_S)
        if not failure:
            self._progress.done(name)
        deeds = customer.deeds
        return Played(
            script=name,
            card=script.visit.card,
            steps=tuple(deeds.steps),
            asked_units=tuple(deeds.asked_units),
            dispensed=tuple(
                note
                for txid in deeds.txids
                for note in notes_presented(self._machine.state, bytes.fromhex(txid))
            ),
            before=before,
            after=self._desk.balances(),
            shown_from=shown_from,
            shown_to=len(stage.shown),
            ms=ms,
            failure=failure,
        )

    def _finish(self, stage: Stage) -> None:
        self._progress.begin("Ending the machine")
        self._machine.end()
        self._progress.done("Ending the machine")
        self._audit()
        self._summary.write(stage.shown)

    def _audit(self) -> None:
        """By a process of its own, which reads the state at rest and nothing else."""
        self._progress.begin("Auditing")
        done = self._machine.children.run(
            "kiosk.workbench.audit",
            *("--state", str(self._machine.state), "--json"),
            timeout_s=AUDIT_S_MAX,
        )
        if done.code not in {BALANCED, NOT_BALANCED}:
            self._summary.findings.append(done.err.strip())
            return
        verdict = json.loads(done.out)
        is_balanced = done.code == BALANCED
        self._summary.findings += verdict["findings"]
        if self._summary.verdict == "not audited":
            self._summary.verdict = "balanced" if is_balanced else "not balanced"
        self._progress.done("Auditing")

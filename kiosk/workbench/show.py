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
from kiosk.workbench.journal_round import DEEDS, doubt, is_of_the_doubt, unreached
from kiosk.workbench.log_faults import LogFaults
from kiosk.workbench.machine import Machine
from kiosk.workbench.operator_desk import OperatorDesk, OperatorRefused
from kiosk.workbench.progress import Progress
from kiosk.workbench.round_desk import RoundDesk
from kiosk.workbench.scripts_failing import ALL_SCRIPTS
from kiosk.workbench.stage import NotSeen, Stage
from kiosk.workbench.summary import MS_PER_S, Balances, Played, Summary
from kiosk.workbench.visits import JOURNAL_ROUND

AUDIT_S_MAX: Final = 60.0
BALANCED: Final = 0
NOT_BALANCED: Final = 1
FAILED: Final = "but a process of the machine failed"


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
        log_faults: LogFaults,
    ) -> None:
        """log_faults: from before the machine's processes began."""
        self._machine = machine
        self._log_faults = log_faults
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
        options = (*self._machine.house_options, *pictures)
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

    def play_round(self) -> None:
        """Every entry of the journal's catalogue; what is missing afterwards is its failure."""
        stage = Stage(self._machine, self._monotonic)
        desk = RoundDesk(self._machine, self._desk, self._notes, stage, self._monotonic)
        self._progress.begin("Starting the kiosk")
        desk.start()
        self._progress.done("Starting the kiosk")
        before = self._desk.balances()
        began_s = self._monotonic()
        failure = self._deeds(desk)
        after = self._desk.balances()
        self._machine.end()
        missing = [] if failure else unreached(desk)
        for each in missing:
            self._progress.say(f"{JOURNAL_ROUND.name}: {each}")
        self._summary.played.append(
            Played(
                script=JOURNAL_ROUND.name,
                card=JOURNAL_ROUND.card,
                steps=(),
                asked_units=(),
                dispensed=(),
                before=before,
                after=after,
                shown_from=0,
                shown_to=len(stage.shown),
                ms=round((self._monotonic() - began_s) * MS_PER_S),
                failure=failure or "; ".join(missing),
            )
        )
        self._finish(stage, doubt(desk))

    def _deeds(self, desk: RoundDesk) -> str:
        """Why the round did not come to its end, or empty."""
        try:
            desk.stage.wait_screen("S00")
            for title, deed in DEEDS:
                self._progress.begin(title)
                desk.stage.forgets()
                deed(desk)
                self._progress.done(title)
        except (NotSeen, ControlError, OperatorRefused, ChildSilent) as error:
            self._progress.say(f"{JOURNAL_ROUND.name}: {error}")
            return str(error)
        return ""

    def _play_one(self, name: str, stage: Stage, before: Balances) -> Played:
        script = ALL_SCRIPTS[name]
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

    def _finish(self, stage: Stage, in_doubt: str = "") -> None:
        """in_doubt: txid of what the auditor cannot be certain of either."""
        self._progress.begin("Ending the machine")
        self._machine.end()
        self._progress.done("Ending the machine")
        self._audit(in_doubt)
        self._look_at_logs()
        self._summary.write(stage.shown)

    def _look_at_logs(self) -> None:
        """Nobody sees on a screen that a process of the machine has failed meanwhile."""
        if faults := self._log_faults.found():
            self._summary.findings += faults
            self._summary.verdict = f"{self._summary.verdict}, {FAILED}"

    def _audit(self, in_doubt: str) -> None:
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
        findings = [
            each
            for each in verdict["findings"]
            if not (in_doubt and is_of_the_doubt(each, in_doubt))
        ]
        is_balanced = not findings
        self._summary.findings += findings
        if self._summary.verdict == "not audited":
            self._summary.verdict = "balanced" if is_balanced else "not balanced"
        self._progress.done("Auditing")

"""People of the machine and of the bank: they fill, empty and count, and let a machine go on."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from hardware.emulators.control import ControlError
from hardware.emulators.image import Image
from kiosk.workbench.children import Children
from kiosk.workbench.machine import Value
from kiosk.workbench.new_state import CANISTERS, KioskCalls, ProvisioningFailed, bill_file, blob
from kiosk.workbench.operator_desk import OperatorDesk, OperatorRefused
from kiosk.workbench.soak.cashless import Cashless, envelopes_in
from kiosk.workbench.soak.notes_out import NotesOut
from kiosk.workbench.soak.opening import open_envelopes
from kiosk.workbench.soak.room import Room, Trouble

PROPOSER, CONFIRMER = "anna", "ben"
FULL: Final = 150
AGAIN_S: Final = 2.0  # until a count that was not taken is typed again
LOW: Final = 45
ENVELOPES_MAX: Final = 12  # then the bin is emptied
SEEN_S: Final = 1.0  # by then the kiosk has seen an open door
ROLL_LINES: Final = 8_000  # of receipt paper
RUN_S_MAX: Final = 60.0
WHY: Final = "counted together"
UNUSED_TOKEN: Final = "0" * 32  # a machine that has its keys takes cash without one


class Technician:
    """Takes out envelopes and fills all canisters, through the real kiosk, and again where a kill
    cut it short.

    Attributes: is_at_work: the machine is out of service for it. loads: how many were begun.
    """

    def __init__(
        self, room: Room, atm: str, cashless: Cashless, monotonic: Callable[[], float]
    ) -> None:
        self._room = room
        self._cashless = cashless
        self._monotonic = monotonic
        self._atm = atm
        self._call: _FillingCall | None = None
        self._counted_s = 0.0
        self._opened_s: float | None = None
        self.is_at_work = False
        self.loads = 0

    def is_wanted(self, world: Image) -> bool:
        is_full = len(envelopes_in(world)) > ENVELOPES_MAX
        return _is_low(world) or is_full or self._cashless.is_doubted

    def begins(self) -> None:
        self.is_at_work = True

    def looks(self, *, is_settled: bool) -> None:
        """Do the next thing. is_settled: the journal has nothing open."""
        if self._call is not None:
            if not self._call.is_alive():
                self._call = None
            return
        if not self._room.is_whole or not is_settled:
            return
        try:
            if self._opened_s is None:
                self._opens()
            elif _is_low(self._room.control.call("state")):
                self.loads += 1
                self._call = _FillingCall(self._room.automation_port, self._atm)
                self._call.start()
            elif self._monotonic() - self._opened_s > SEEN_S:
                self._room.control.call("door", door="safe", open=False)
                self._room.control.call("key_switch", on=True)
                self._opened_s, self.is_at_work = None, False
        except ControlError:
            return  # the devices have just died; a door stays where it is

    def _opens(self) -> None:
        """And takes out whatever envelopes there are."""
        control = self._room.control
        control.call("key_switch", on=False)
        control.call("door", door="safe", open=True)
        control.call("paper", lines=ROLL_LINES)
        self._cashless.taken_out(control.call("state"))
        control.call("clear", slot=True)
        control.call("envelopes_remove")
        self._opened_s = self._monotonic()

    def counts(self) -> None:
        """What the machine asks for when the key was turned on: every canister, typed twice.

        From the beginning each time: a kiosk that died in the midst asks anew.
        """
        now_s = self._monotonic()
        if now_s - self._counted_s < AGAIN_S:
            return
        self._counted_s = now_s
        try:
            left = _of(self._room.control.call("state"), "canisters")
            keys = "".join(f"{count}E{count}E" for _, count in sorted(left.items()))
            self._room.control.call("press", keys=f"X{keys}E")
        except ControlError:
            return

    def leaves(self) -> None:
        """At the very end: nothing waits for a call any more."""
        if self._call is not None:
            self._call.join()


class _FillingCall(threading.Thread):
    """The kiosk's own call waits for HSM and bank, which may be dead: so nobody waits for it."""

    def __init__(self, port: int, atm: str) -> None:
        super().__init__(name="filling", daemon=True)
        self._port = port
        self._atm = atm

    def run(self) -> None:
        bills = [bill_file(units, FULL) for units in CANISTERS.values()]
        try:
            KioskCalls(self._port).call(
                "provision_atm", blob(self._atm, UNUSED_TOKEN, UNUSED_TOKEN), bills
            )
        except ProvisioningFailed:
            return  # what is in the canisters says whether to begin again


class BankStaff:
    """Two people at the bank, who only ever act together where money is concerned."""

    def __init__(self, state: Path, children: Children, admin_port: int, atm: str) -> None:
        self._state = state
        self._children = children
        self._atm = atm
        self._desks = {
            name: OperatorDesk(state, children, admin_port, operator=name)
            for name in (PROPOSER, CONFIRMER)
        }

    def close(self) -> None:
        for desk in self._desks.values():
            desk.close()

    def unblock(self, card: str) -> bool:
        """Whether the bank has heard it."""
        try:
            self._desks[PROPOSER].ask("cards/unblock", card=card)
        except OperatorRefused:
            return False
        return True

    def opens_envelopes(self, room: Cashless, *, is_last: bool = False) -> bool:
        """Whether all that were taken out are ended."""
        desks = self._desks
        return open_envelopes(desks[PROPOSER], desks[CONFIRMER], room, is_last=is_last)

    def resolve(self, txid: str, notes: NotesOut) -> bool:
        """What the customer got, as it was counted. Whether that is done."""
        counted = notes.carried_away(txid)
        presented: list[Value] = [
            {"canister": number, "count": count} for number, count in sorted(counted.items())
        ]
        try:
            proposed = self._desks[PROPOSER].ask(
                "in-doubt/resolve", atm=self._atm, txid=txid, presented=presented, why=WHY
            )
            self._desks[CONFIRMER].ask("confirmations", id=proposed["id"])
        except OperatorRefused:
            return False
        return True

    def reopen(self) -> None:
        """While no kiosk runs. Raises Trouble."""
        done = self._children.run(
            *("kiosk", "--state", str(self._state)),
            *("--atm-id", self._atm, "--reopen", PROPOSER),
            timeout_s=RUN_S_MAX,
        )
        if done.code != 0:
            raise Trouble(f"the machine was not reopened: {done.err.strip()}")


def _is_low(world: Image) -> bool:
    return any(count < LOW for count in _of(world, "canisters").values())


def _of(world: Image, place: str) -> dict[str, int]:
    places = world["notes"]
    assert isinstance(places, dict), "places of notes"
    counts = places[place]
    assert isinstance(counts, dict), "notes by canister"
    return {str(name): count for name, count in counts.items() if isinstance(count, int)}

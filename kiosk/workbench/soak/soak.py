"""The loop of a soak: visits, blows, people who help, and the quiet at the end."""

from __future__ import annotations

import signal
from collections.abc import Callable
from typing import Final

from hardware.emulators.control import ControlError
from kiosk.domain.screens import ScreenId
from kiosk.workbench.children import ChildDied, Children, Line
from kiosk.workbench.soak.blows import BANK, KIOSK, BlowDraws
from kiosk.workbench.soak.cashless import Cashless, envelopes_in
from kiosk.workbench.soak.notes_out import NotesOut
from kiosk.workbench.soak.room import Room, Trouble
from kiosk.workbench.soak.staff import BankStaff, Technician
from kiosk.workbench.soak.striker import Striker
from kiosk.workbench.soak.tally import Tally
from kiosk.workbench.soak.visitor import Visitor
from kiosk.workbench.soak.wishes import Wish, WishDraws

LOOK_S: Final = 0.01
LINES_MAX: Final = 200
QUIET_S_MAX: Final = 120.0
# As long as whoever is killed again and again may need to serve the next customer.
SERVICE_S_MAX: Final = 240.0
IN_SERVICE: Final = ("S00", "S92")


class Soak:
    """Everybody around one machine. Its methods belong to one thread."""

    def __init__(
        self,
        room: Room,
        children: Children,
        striker: Striker,
        visitor: Visitor,
        technician: Technician,
        bank_staff: BankStaff,
        bank_cards: dict[str, str],
        cashless: Cashless,
        monotonic: Callable[[], float],
    ) -> None:
        """bank_cards: how the bank's staff name each card."""
        self.notes = NotesOut()
        self.cashless = cashless
        self.slips = visitor.slips
        self.tally = Tally()
        self._room = room
        self._children = children
        self._striker = striker
        self._visitor = visitor
        self._technician = technician
        self._bank_staff = bank_staff
        self._bank_cards = bank_cards
        self._monotonic = monotonic
        self._served_s = monotonic()

    def run(self, wishes: WishDraws, blows: BlowDraws, is_over: Callable[[Tally], bool]) -> None:
        """Visit after visit and blow after blow. Raises Trouble."""
        arms_s = self._monotonic()
        while not is_over(self.tally):
            was_armed = self._striker.is_armed
            self._look()
            if was_armed and not self._striker.is_armed:
                arms_s = self._monotonic() + blows.pause_s()
            if not self._striker.is_armed and self._monotonic() >= arms_s:
                is_loading = self._technician.is_at_work
                self._striker.arm(blows.of_a_load() if is_loading else blows.next())
            if self._is_ready():
                self._next_visit(wishes.next())
            elif self._monotonic() - self._served_s > SERVICE_S_MAX:
                raise Trouble(f"nobody was served for {SERVICE_S_MAX:.0f} s; {self._room.seen}")
        self._striker.disarm()

    def visit(self, wish: Wish) -> None:
        """One visit from a machine in service to a machine in service, whoever dies meanwhile.

        A blow that is armed has fallen by then. Raises Trouble.
        """
        self._until(self._is_ready, "to be in service")
        self._next_visit(wish)
        self._until(lambda: not self._striker.is_armed, "to be struck")
        self.settle()

    def settle(self) -> None:
        """Until everything is up again and nothing is under way. Raises Trouble."""
        self._until(self._is_ready, "to come to rest")
        self._sees_notes()

    def open_envelopes(self) -> None:
        """At the very end: all that there are, and what waits for one. Raises Trouble."""
        if not self.cashless.slips:
            return
        if envelopes_in(self._room.control.call("state")):
            self._technician.begins()
            self.settle()
        if not self._bank_staff.opens_envelopes(self.cashless, is_last=True):
            raise Trouble("the bank's staff could not open all envelopes")

    # --- one look around

    def _look(self) -> None:
        self._hears()
        self._room.look()
        while self._striker.entries:
            entry = self._striker.entries.popleft()
            self.notes.heard(entry)
            self.cashless.heard(entry, self._visitor.wish)
        while self._striker.struck:
            self.tally.struck(self._striker.struck.popleft())
        self._visitor.looks()
        if self._technician.is_at_work:
            self._technician.looks(is_settled=not self.notes.open)
        if self._room.seen is not None and self._room.seen.screen == ScreenId.COUNT:
            self._technician.counts()
        if self.cashless.waiting and self._room.is_up(BANK):
            self._bank_staff.opens_envelopes(self.cashless)
        if self.notes.halted:
            self._help_halted()
        for card in sorted(self._visitor.stopped):
            if self._bank_staff.unblock(self._bank_cards[card]):
                self._visitor.stopped.discard(card)

    def _hears(self) -> None:
        """Raises Trouble for a process that nobody has killed."""
        wait_s = LOOK_S
        for _ in range(LINES_MAX):
            try:
                heard = self._children.next(wait_s)
            except ChildDied as error:
                if error.child not in self._striker.doomed or error.code != -signal.SIGKILL:
                    raise Trouble(f"nobody has killed it: {error}") from error
                self._striker.doomed.discard(error.child)
                self._room.died(error.child)
                continue
            if heard is None:
                return
            if isinstance(heard, Line) and heard.child in self._room.places:
                self._room.heard(heard)
            wait_s = 0.0

    def _is_ready(self) -> bool:
        """For the next customer."""
        seen = self._room.seen
        is_serving = seen is not None and seen.screen in IN_SERVICE
        return self._is_at_rest() and is_serving and not self._visitor.stopped

    def _is_at_rest(self) -> bool:
        is_anybody_there = self._visitor.wish is not None or self._technician.is_at_work
        is_open = bool(self.notes.open or self.notes.halted)
        is_whole = self._room.is_whole and not self._striker.doomed
        return is_whole and not is_anybody_there and not is_open

    def _next_visit(self, wish: Wish) -> None:
        if not self._sees_notes():
            return
        self._served_s = self._monotonic()
        try:
            if self._technician.is_wanted(self._room.control.call("state")):
                self._technician.begins()
                return
        except ControlError:
            return
        if self._visitor.comes(wish):
            self.tally.visits[wish.want] += 1

    def _sees_notes(self) -> bool:
        """Whether somebody could look."""
        try:
            world = self._room.control.call("state")
        except ControlError:
            return False
        self.notes.seen(world)
        self.cashless.seen(world, self._visitor.last)
        return True

    def _until(self, is_so: Callable[[], bool], what: str) -> None:
        deadline_s = self._monotonic() + QUIET_S_MAX
        while not is_so():
            self._look()
            if self._monotonic() > deadline_s:
                is_open = ", ".join(f"{what} {key[:6]}" for key, what in self.notes.open.items())
                raise Trouble(
                    f"waited {QUIET_S_MAX:.0f} s for the machine {what}; it shows "
                    f"{self._room.seen}; open: {is_open or 'nothing'}"
                )

    # --- a machine that waits for people

    def _cleans(self) -> bool:
        """The sensors; whether somebody could."""
        try:
            self._room.control.call("clear", sensors=True)
        except ControlError:
            return False
        return True

    def _help_halted(self) -> None:
        """Only a safe that is not certain may stop it. Raises Trouble for anything else."""
        if not self.notes.suspects:
            raise Trouble("the machine has found a contradiction: its journal says which")
        if self._visitor.wish is not None or not self._room.is_whole or not self._sees_notes():
            return
        txid = self.notes.suspects[-1]
        if txid in self.notes.open or not self._cleans():
            return
        if not self._bank_staff.resolve(txid, self.notes):
            return
        self._striker.disarm()
        self._room.end(KIOSK)
        self._bank_staff.reopen()
        self._room.call_back(KIOSK)
        self.notes.suspects.clear()
        self.tally.halts += 1
        # HALT_CLEARED is in the journal and is heard with the next look.
        self.notes.halted = ""

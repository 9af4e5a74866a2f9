"""A whole ATM of real processes on a state folder of its own, to be measured from outside.

Bank with TLS and Argon2, devices on pseudo-terminals, kiosk with its window drawn in memory,
journals and databases on the disk that the folder lies on.
"""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import replace
from http.client import HTTPException
from pathlib import Path
from types import TracebackType
from typing import Final

from bank_server.contract import Anchor, HeartbeatRequest
from bank_server.contract.operations import ServiceState
from bench.by_hand import ShownKiosk, UnhurriedCustomer
from bench.by_program import Calls, MeasuredCallFailed
from bench.probe import PROBE_OUT
from bench.watched_children import WatchedChildren
from kiosk.bank.client import BankClient
from kiosk.domain.screens import ScreenId
from kiosk.identity import find_identity
from kiosk.workbench.children import INBOX_MAX, ChildDied
from kiosk.workbench.demo_notes import DemoNotes
from kiosk.workbench.machine import Machine, make_folder
from kiosk.workbench.new_state import PEOPLE, NewState
from kiosk.workbench.operator_desk import OperatorDesk
from kiosk.workbench.stage import Stage

CARD: Final = "alice"
# Everything at once must not run out of notes, nor of money.
NOTES_PER_CANISTER: Final = 1_000
DEATH_S_MAX: Final = 10.0
RICH: Final = {CARD: replace(PEOPLE[CARD], balance=100_000), "bob": PEOPLE["bob"]}


class Room(AbstractContextManager["Room"]):
    """Provisioned when entered; every process has ended when left."""

    def __init__(self, state: Path) -> None:
        self._stack = ExitStack()
        make_folder(state)
        self.state = state
        self._children = WatchedChildren(state / "logs", time.monotonic)
        self._machine = Machine(state, self._children, time.monotonic)
        self._notes = DemoNotes(state / "keys" / "demo.json")
        self._peer_atm = ""
        self._desk: OperatorDesk | None = None

    def __enter__(self) -> Room:
        with ExitStack() as stack:
            stack.enter_context(self._children)
            stack.callback(self._machine.end)
            self._machine.start_bank()
            self._machine.start_devices(zero_delay=True)
            desk = OperatorDesk(self.state, self._children, self._machine.admin_port)
            stack.callback(desk.close)
            NewState(
                self._machine,
                desk,
                self._notes,
                people=RICH,
                notes_per_canister=NOTES_PER_CANISTER,
            ).complete()
            self._desk = desk
            # An ATM of its own for the bare round trips, so that nobody waits for its connection.
            peer = desk.create_atm({1: 1000})["uuid"]
            assert isinstance(peer, str), "an ATM has a uuid"
            self._peer_atm = peer
            self._be_the_customer()
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    @property
    def journal(self) -> Path:
        """The kiosk's, as a folder."""
        return self.state / "kiosk" / "journal"

    @property
    def pids(self) -> dict[str, int]:
        return self._children.pids

    def hear(self) -> None:
        """Read what the kiosk reports of its screens, or one day it waits for somebody to read.

        Raises ChildDied.
        """
        for _ in range(INBOX_MAX):
            if self._children.next(0.0) is None:
                return

    @contextmanager
    def kiosk(
        self, *, inside: str = "", environment: Mapping[str, str] | None = None
    ) -> Iterator[Calls]:
        """A kiosk that serves calls, warm. inside: a module of bench that runs and watches it."""
        atm = self._notes.atm
        assert atm is not None, "the state is whole"
        self._children.wrapped = {"kiosk": inside} if inside else {}
        self._children.environment = dict(environment or {})
        port = self._machine.start_automated_kiosk(atm.uuid, offscreen=True)
        try:
            calls = Calls(port, self._notes.cards[CARD].pin)
            calls.check_balance()
            calls.withdraw()
            yield calls
        finally:
            self._machine.end_kiosk()

    def lose_kiosk(self) -> None:
        """A kiosk dies in a withdrawal, the notes offered; nothing of it is left but its state."""
        atm = self._notes.atm
        assert atm is not None, "the state is whole"
        self._children.wrapped = {"kiosk": "bench.killed_kiosk"}
        self._children.environment = {}
        port = self._machine.start_automated_kiosk(atm.uuid, offscreen=True)
        try:
            with suppress(OSError, HTTPException):  # the line breaks in the midst of the call
                Calls(port, self._notes.cards[CARD].pin).withdraw()
            while self._children.next(DEATH_S_MAX) is not None:
                """Of the screens before."""
            raise MeasuredCallFailed("the kiosk outlived its withdrawal")
        except ChildDied as died:
            if died.code != -signal.SIGKILL:
                raise
        finally:
            self._machine.end_kiosk()

    @contextmanager
    def shown_kiosk(self, *, look_s: float, key_s: float) -> Iterator[ShownKiosk]:
        """A kiosk in service whose visits are made by hand, its screens and frames noted.

        look_s: how long its customer looks at each screen. key_s: and takes from key to key.
        """
        atm, desk = self._notes.atm, self._desk
        assert atm is not None and desk is not None, "the state is whole"  # noqa: PT018  one promise
        out = self.state / "kiosk-frames.json"
        out.unlink(missing_ok=True)
        self._children.wrapped = {"kiosk": "bench.watched_kiosk"}
        self._children.environment = {PROBE_OUT: str(out)}
        self._machine.control.call("hands", card=False, cash=False, keep_card=False)
        if self._card is not None:
            self._machine.control.call("take_card")
        self._machine.start_kiosk(atm.uuid, offscreen=True)
        try:
            stage = Stage(self._machine, time.monotonic)
            stage.wait_screen(ScreenId.ATTRACT.value)
            customer = UnhurriedCustomer(stage, self._notes, CARD, look_s=look_s, key_s=key_s)
            yield ShownKiosk(out, self.pids["kiosk"], customer, desk)
        finally:
            self._machine.end_kiosk()
            self._be_the_customer()

    def kiosk_options(self) -> tuple[str, ...]:
        """For a kiosk that is started otherwise, while none is running here."""
        atm = self._notes.atm
        assert atm is not None, "the state is whole"
        return (
            *("--state", str(self.state), "--atm-id", atm.uuid, "--bank-url", self._bank_url()),
            # The card in the slot begins no visit then.
            *("--automation", "--automation-port", "0"),
        )

    @contextmanager
    def heartbeats(self) -> Iterator[Callable[[], None]]:
        """A bare keep-alive round trip to this bank, by the kiosk's own client."""
        found = find_identity(self.state / "keys", self._peer_atm)
        client = BankClient(self._bank_url(), found.ca, found.certificate, found.key)
        request = HeartbeatRequest(
            anchor=Anchor.zero(),
            state=ServiceState.OUT_OF_SERVICE,
            reasons=(),
            counters=(),
            software="bench",
        )
        client.call(request)  # connects

        def beat() -> None:
            client.call(request)

        try:
            yield beat
        finally:
            client.close()

    def _bank_url(self) -> str:
        port = json.loads((self.state / "run.json").read_text("utf-8"))["bank"]["port"]
        return f"https://127.0.0.1:{port}"

    def restart_devices(self, *options: str) -> None:
        """With these options; between two kiosks."""
        self._children.end("devices")
        self._children.options["devices"] = options
        self._machine.start_devices(zero_delay=True)
        self._be_the_customer()

    def _be_the_customer(self) -> None:
        """Hands that take card and notes at once, and put the card in again."""
        self._machine.control.call("hands", card=True, cash=True, keep_card=True)
        if self._card is None:
            self._machine.control.call("insert", card=CARD)

    @property
    def _card(self) -> str | None:
        """What is in the slot now."""
        match self._machine.control.call("state")["card"]:
            case {"name": str(name)}:
                return name
        return None

"""The HSM: who it says it is, and a fresh record of its canisters, which the bank checks.

The bank has no call for that alone; it looks at the seal of a STATUS record that comes with a
count, and a count of nothing changes no book.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bank_server.contract import CashLoadReply, CashLoadRequest
from hardware.crypto.record import Record
from hardware.drivers.hsm import Hsm
from hardware.protocol.hello import Hello, Provision
from kiosk.bank.errors import BankRefused
from kiosk.devices.results import Done, NotDone, Result
from kiosk.domain.maintenance.device_tests import DeviceTests
from kiosk.domain.staff_page import Action, Line, Mood, Word
from kiosk.domain.supervisor import Device
from kiosk.journal.entry import Out
from kiosk.maintenance.device_tests.device_test import DeviceTest
from kiosk.maintenance.task import Desk
from kiosk.maintenance.tools import Tools

ASK: Final = 1
NONCE_SIZE: Final = 16


class HsmTest(DeviceTest):
    def __init__(self, tools: Tools, desk: Desk) -> None:
        super().__init__(tools, desk, DeviceTests.HSM, Device.HSM.value)
        self._hello: Hello | None = None
        self._record: Record | None = None
        self._seal: Word | None = None
        self._seal_mood = Mood.PLAIN

    def lines(self) -> Sequence[Line]:
        found = []
        if self._hello is not None:
            found.append(Line(Word("tests.firmware"), (str(self._hello.firmware),)))
            has_key = self._hello.provision is Provision.YES
            word = Word("tests.has-key" if has_key else "tests.no-key")
            found.append(Line(Word("tests.hsm-key"), (word,), Mood.GOOD if has_key else Mood.BAD))
        if self._record is not None:
            found += [
                Line(Word("status.canister", (line.canister,)), (line.load, line.next, line.left))
                for line in self._record.lines
            ]
        if self._seal is not None:
            found.append(Line(Word("tests.seal"), (self._seal,), self._seal_mood))
        return found

    def actions(self) -> Sequence[Action]:
        return (Action(ASK, Word("tests.ask")),)

    def chosen(self, number: int) -> None:
        assert number == ASK
        self._hello, self._record, self._seal = None, None, None
        self._begin("record", lambda: self._ports.devices.hsm.submit(Hsm.hello, self._greeted))

    def _greeted(self, result: Result[Hello]) -> None:
        if not isinstance(result, Done):
            self._end_badly(result)
            return
        self._hello = result.value
        nonce = self._ports.random_bytes(NONCE_SIZE)
        self._ports.devices.hsm.submit(lambda hsm: hsm.status(nonce), self._recorded)

    def _recorded(self, result: Result[Record]) -> None:
        """The driver has seen that the nonce is the one that was asked with."""
        if not isinstance(result, Done):
            self._end_badly(result)
            return
        self._record = result.value
        if result.value.hsm != self._tools.identity.atm:
            self._end("another-hsm", Word("tests.another-hsm"), Mood.BAD)
            return
        now = self._tools.supervision.conditions
        if now.unsettled or not now.link_up:
            self._sealed(Word("tests.bank-not-asked"), Mood.WARN)
            self._end_well(Word("tests.bank-not-asked"))
            return
        request = CashLoadRequest(
            anchor=self._ports.anchor(),
            operator=(),
            staff=(),
            records=(result.value.encode().hex(),),
        )
        self._ports.bank.submit(request, self._checked)

    def _checked(self, result: Result[CashLoadReply]) -> None:
        match result:
            case Done():
                self._sealed(Word("tests.seal-good"), Mood.GOOD)
                self._end_well()
            case NotDone(BankRefused() as error):
                self._sealed(Word("tests.seal-bad"), Mood.BAD)
                self._end(error.code.value, Word("tests.seal-bad"), Mood.BAD)
            case _:
                self._sealed(Word("tests.bank-silent"), Mood.WARN)
                self._end("no-answer", Word("tests.bank-silent"), Mood.WARN, Out.UNKNOWN)

    def _sealed(self, word: Word, mood: Mood) -> None:
        self._seal, self._seal_mood = word, mood

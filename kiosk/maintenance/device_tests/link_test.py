"""The link: how long a heartbeat takes, how far clocks differ, how long the certificate lasts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kiosk.devices.results import Done, Result
from kiosk.domain.maintenance.device_tests import DeviceTests
from kiosk.domain.staff_page import Action, Line, Mood, Signed, Word
from kiosk.maintenance.certificates import CertificateFacts, own_certificate
from kiosk.maintenance.device_tests.device_test import DeviceTest
from kiosk.maintenance.task import Desk
from kiosk.maintenance.tools import Tools

ASK: Final = 1
MS_PER_S: Final = 1_000
DAY_MS: Final = 86_400_000
SLOW_MS: Final = 2_000
DAYS_LOW: Final = 30
LINK: Final = "link"


class LinkTest(DeviceTest):
    """TLS itself is tested by it: without both certificates there is no heartbeat."""

    def __init__(self, tools: Tools, desk: Desk) -> None:
        super().__init__(tools, desk, DeviceTests.LINK, LINK)
        self._round_trip_ms: int | None = None
        self._ahead_ms: int | None = None
        self._days: int | None = None
        self._sent_s = 0.0

    def lines(self) -> Sequence[Line]:
        is_up = self._tools.supervision.conditions.link_up
        state = Word("status.answers" if is_up else "status.away")
        found = [Line(Word("status.link"), (state,), Mood.GOOD if is_up else Mood.BAD)]
        if self._round_trip_ms is not None:
            mood = Mood.GOOD if self._round_trip_ms <= SLOW_MS else Mood.WARN
            found.append(Line(Word("tests.round-trip"), (self._round_trip_ms,), mood))
        if self._ahead_ms is not None:
            found.append(Line(Word("tests.clock-ahead"), (Signed(self._ahead_ms),)))
        if self._days is not None:
            mood = Mood.GOOD if self._days > DAYS_LOW else Mood.BAD
            found.append(Line(Word("tests.certificate-days"), (self._days,), mood))
        return found

    def actions(self) -> Sequence[Action]:
        return (Action(ASK, Word("tests.ask")),)

    def chosen(self, number: int) -> None:
        assert number == ASK
        self._round_trip_ms = self._ahead_ms = self._days = None
        self._begin("heartbeat", self._beat)

    def _beat(self) -> None:
        self._sent_s = self._ports.loop.now()
        self._tools.supervision.beat(self._beaten)

    def _beaten(self) -> None:
        took_ms = round((self._ports.loop.now() - self._sent_s) * MS_PER_S)
        if not self._tools.supervision.conditions.link_up:
            self._end("no-answer", Word("tests.bank-silent"), Mood.BAD)
            return
        self._round_trip_ms = took_ms
        self._ahead_ms = self._tools.supervision.clock_ahead_ms
        identity = self._tools.identity
        self._tools.chores.do(lambda: own_certificate(identity), self._have_read)

    def _have_read(self, result: Result[CertificateFacts]) -> None:
        if not isinstance(result, Done):
            self._end("certificate", Word("tests.no-certificate"), Mood.WARN)
            return
        self._days = (result.value.ends_ms - self._tools.utc_ms()) // DAY_MS
        self._end_well()

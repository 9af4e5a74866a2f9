"""A card is given back until the reader has obeyed, and never when it is no longer wanted."""

from __future__ import annotations

import pytest

from hardware.errors import DeviceError, DeviceTimeout
from hardware.status import Status
from kiosk.devices.results import Done, NotDone, Unknown
from kiosk.runtime.virtual_loop import VirtualLoop
from kiosk.visits.card_return import CardReturn


class Reader:
    """Answers RELEASE with what the test says, the last answer for ever."""

    def __init__(self, loop, *answers):
        self.loop = loop
        self.answers = list(answers)
        self.asked_at = []

    def submit(self, call, deliver):
        self.asked_at.append(self.loop.now() - 1_000)
        result = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        self.loop.post(lambda: deliver(result))


AWAY = NotDone(DeviceTimeout("away"))
SILENT = Unknown(DeviceTimeout("silent"))
JAMMED = NotDone(DeviceError(Status.WRONG_STATE))


def asked_at(*answers, seconds=10.0):
    loop = VirtualLoop()
    reader = Reader(loop, *answers)
    CardReturn(loop, reader).begin()
    loop.advance(seconds)
    return reader.asked_at


@pytest.mark.parametrize("end", [Done(None), NotDone(DeviceError(Status.NO_CARD))])
def test_once_is_enough_when_the_reader_obeys_or_has_no_card(end):
    assert [0.0] == asked_at(end)


@pytest.mark.parametrize("failure", [AWAY, SILENT, JAMMED])
def test_it_is_asked_for_again_each_second(failure):
    assert [0.0, 1.0, 2.0] == asked_at(failure, failure, Done(None))


def test_nothing_is_asked_once_the_card_is_gone():
    loop = VirtualLoop()
    reader = Reader(loop, AWAY)
    giving = CardReturn(loop, reader)
    giving.begin()
    loop.advance(0.5)
    giving.end()
    loop.advance(10)

    assert [0.0] == reader.asked_at

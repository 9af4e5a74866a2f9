"""Keys of the pad are asked for while a screen takes them, at one pace, and not otherwise."""

from __future__ import annotations

from hardware.errors import DeviceTimeout
from kiosk.devices.results import Done, NotDone
from kiosk.runtime.virtual_loop import VirtualLoop
from kiosk.visits.pad_keys import PadKeys


class Driver:
    """Says which keys were pressed, and counts the questions."""

    def __init__(self):
        self.asked = []
        self.pressed = ""

    def keys(self, on):
        self.asked.append(on)
        pressed, self.pressed = self.pressed, ""
        return pressed


class Port:
    """A pad whose answers come at the next turn of the loop."""

    def __init__(self, loop):
        self.loop = loop
        self.driver = Driver()
        self.is_up = True

    def submit(self, call, deliver):
        result = Done(call(self.driver)) if self.is_up else NotDone(DeviceTimeout("away"))
        self.loop.post(lambda: deliver(result))


def made():
    loop, heard = VirtualLoop(), []
    port = Port(loop)
    return loop, port, PadKeys(loop, port, heard.append), heard


def test_keys_are_heard_in_order_while_it_listens():
    loop, port, keys, heard = made()
    keys.listen(on=True)
    loop.advance(1)
    port.driver.pressed = "12E"
    loop.advance(0.1)

    assert ["1", "2", "E"] == heard


def test_what_was_pressed_before_the_beginning_is_not_heard():
    """The pad gives up what it has when listening ends."""
    loop, port, keys, heard = made()
    keys.listen(on=True)
    loop.advance(1)
    port.driver.pressed = "7"
    keys.listen(on=False)
    loop.advance(1)
    keys.listen(on=True)
    loop.advance(1)

    assert [] == heard
    assert False in port.driver.asked


def test_listening_again_and_again_does_not_ask_more_often():
    loop, port, keys, _ = made()
    for _ in range(5):
        keys.listen(on=True)
        loop.run_ready()
        keys.listen(on=False)
        loop.run_ready()
    keys.listen(on=True)
    port.driver.asked.clear()
    loop.advance(1.0)

    assert 20 >= len(port.driver.asked)


def test_a_pad_that_is_away_is_asked_less_often_and_heard_when_it_is_back():
    loop, port, keys, heard = made()
    port.is_up = False
    keys.listen(on=True)
    loop.advance(5)
    port.is_up = True
    port.driver.pressed = "3"
    loop.advance(1)

    assert ["3"] == heard

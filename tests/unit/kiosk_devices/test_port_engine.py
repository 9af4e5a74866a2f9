"""A port polls, notices when its device is gone or new, and answers every call exactly once."""

from __future__ import annotations

import pytest

from hardware.errors import DeviceError, DeviceTimeout, Outcome, ProtocolError, TransportError
from hardware.protocol.hello import DeviceKind, Hello, Provision
from hardware.status import Status
from kiosk.devices.port import PortClosed, PortListener, PortState
from kiosk.devices.port_engine import CALL_COUNT_MAX
from kiosk.devices.port_inline import InlinePort
from kiosk.devices.results import Done, NotDone, Unknown
from kiosk.runtime.virtual_loop import VirtualLoop

HELLO = Hello(DeviceKind.CABINET, 1, Provision.NO, None, "S1")


class FakeDriver:
    """A device that does what the test says.

    Attributes: status: an answer, or an error to raise. polls: the time of each poll.
    """

    def __init__(self, world):
        self.world = world
        self.is_closed = False

    def hello(self):
        return self.world.answer(self.world.hello)

    def poll(self):
        self.world.polls.append(self.world.loop.now())
        return self.world.answer(self.world.status)

    def close(self):
        self.is_closed = True


class World:
    def __init__(self):
        self.loop = VirtualLoop(start_s=0.0)
        self.hello, self.status, self.plugged = HELLO, "idle", True
        self.polls, self.statuses, self.healths, self.refusals, self.results = [], [], [], [], []
        self.drivers = []
        self.connects = []
        listener = PortListener(
            self.statuses.append, self.healths.append, lambda e: self.refusals.append(e.status)
        )
        self.port = InlinePort("cabinet", self.connect, FakeDriver.poll, self.loop, listener)

    def connect(self):
        self.connects.append(self.loop.now())
        if not self.plugged:
            raise TransportError("the port does not open", outcome=Outcome.NOT_DONE)
        self.drivers.append(FakeDriver(self))
        return self.drivers[-1]

    @staticmethod
    def answer(value):
        if isinstance(value, Exception):
            raise value
        return value

    def started(self):
        self.port.start()
        self.loop.run_ready()
        return self

    def submit(self, value):
        self.port.submit(lambda _driver: self.answer(value), self.results.append)
        self.loop.run_ready()

    @property
    def states(self):
        return [health.state for health in self.healths]


@pytest.fixture
def world():
    return World()


def test_device_is_greeted_before_its_first_status(world):
    """The core hears who is there, then how it is."""
    world.started()

    assert [PortState.UP] == world.states
    assert HELLO == world.healths[0].hello
    assert ["idle"] == world.statuses


def test_idle_poll_is_every_quarter_of_a_second(world):
    """And tells only what has changed."""
    world.started()
    world.loop.advance(1.0)
    world.status = "changed"
    world.loop.advance(1.0)

    assert [0.0, 0.25, 0.5, 0.75, 1.0] == world.polls[:5]
    assert ["idle", "changed"] == world.statuses


def test_watched_device_is_polled_eagerly(world):
    """After 2, 4, 8, 16, 32, then each 50 ms."""
    world.started()
    world.polls.clear()
    world.port.watch(True)
    world.loop.advance(0.2)

    assert [2, 6, 14, 30, 62, 112, 162] == [round(at * 1000) for at in world.polls]


def test_eager_polls_begin_anew_after_each_call(world):
    """What was just commanded may be quick."""
    world.started()
    world.port.watch(True)
    world.loop.advance(1.0)
    world.polls.clear()
    world.submit("done")
    world.loop.advance(0.007)

    assert [2, 6] == [round((at - 1.0) * 1000) for at in world.polls]


def test_watch_ends(world):
    """Back to the quarter of a second."""
    world.started()
    world.port.watch(True)
    world.loop.advance(1.0)
    world.port.watch(False)
    world.polls.clear()
    world.loop.advance(1.0)

    assert 4 == len(world.polls)


def test_whoever_begins_to_watch_is_told_the_status(world):
    """As it is now, news or not: two quick entries may end in the same status."""
    world.started()
    world.port.watch(True)
    world.loop.advance(0.1)
    world.port.watch(True)
    world.loop.advance(0.1)

    assert ["idle", "idle", "idle"] == world.statuses


def test_another_poll_while_watched(world):
    """Progress of a transaction in place of the usual status, told anew though equal."""
    world.started()
    world.port.watch(True, lambda driver: "progress")
    world.loop.advance(0.1)
    world.port.watch(False)
    world.loop.advance(1.0)

    assert ["idle", "progress", "idle"] == world.statuses


def test_a_call_is_done(world):
    """Its value comes back through the loop."""
    world.started()
    world.submit(42)

    assert [Done(42)] == world.results


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (DeviceError(Status.NO_CARD), NotDone),
        (DeviceError(Status.CANISTER), Unknown),
        (DeviceTimeout("late"), Unknown),
        (ProtocolError("garbled"), Unknown),
        (TransportError("gone"), Unknown),
        (TransportError("never sent", outcome=Outcome.NOT_DONE), NotDone),
    ],
)
def test_an_error_keeps_its_outcome(world, error, kind):
    """Unknown never becomes not done."""
    world.started()
    world.submit(error)

    assert [kind(error)] == world.results


def test_three_silent_polls_are_a_lost_device(world):
    """Two are not."""
    world.started()
    world.status = DeviceTimeout("silent")
    world.loop.advance(0.5)
    assert [PortState.UP] == world.states

    world.loop.advance(0.25)

    assert [PortState.UP, PortState.LOST] == world.states
    assert "DeviceTimeout: silent" == world.healths[-1].reason
    assert world.drivers[0].is_closed


def test_an_answer_in_between_counts_anew(world):
    """Silence is three in a row; a refusal is an answer too."""
    world.started()
    world.status = DeviceTimeout("silent")
    world.loop.advance(0.5)
    world.status = DeviceError(Status.NOT_PROVISIONED)
    world.loop.advance(0.25)
    world.status = DeviceTimeout("silent")
    world.loop.advance(0.5)

    assert [PortState.UP] == world.states
    assert [Status.NOT_PROVISIONED] == world.refusals


def test_the_same_refusal_is_told_once(world):
    """Until an answer or another refusal comes between."""
    world.started()
    world.status = DeviceError(Status.NOT_PROVISIONED)
    world.loop.advance(1.0)
    world.status = "well"
    world.loop.advance(0.5)
    world.status = DeviceError(Status.NOT_PROVISIONED)
    world.loop.advance(1.0)

    assert [Status.NOT_PROVISIONED] * 2 == world.refusals


def test_unplugged_device_is_lost_at_once_and_found_again(world):
    """Tried each half second; the status is told anew."""
    world.started()
    world.status, world.plugged = TransportError("gone"), False
    world.loop.advance(0.25)
    assert [PortState.UP, PortState.LOST] == world.states
    world.connects.clear()
    world.loop.advance(1.25)
    assert [0.75, 1.25] == world.connects

    world.status, world.plugged = "idle", True
    world.loop.advance(0.5)

    assert [PortState.UP, PortState.LOST, PortState.LOST, PortState.UP] == world.states
    assert ["idle", "idle"] == world.statuses


def test_calls_to_a_lost_device_are_not_done(world):
    """At once, with the reason."""
    world.plugged = False
    world.started()
    world.submit(1)

    assert [NotDone] == [type(result) for result in world.results]
    assert "the port does not open" in str(world.results[0].error)


def test_calls_behind_a_broken_one_are_not_done(world):
    """The one under way is unknown, the ones behind it were never sent."""
    world.started()
    for _ in range(2):
        world.port.submit(lambda _driver: world.answer(TransportError("cut")), world.results.append)
    world.loop.run_ready()

    assert [Unknown, NotDone] == [type(result) for result in world.results]


def test_calls_before_the_first_connection_wait_for_it(world):
    """The start of the machine is not a fault."""
    world.port.submit(lambda _driver: "early", world.results.append)
    world.started()

    assert [Done("early")] == world.results


def test_wrong_device_is_refused(world):
    """Another kind on this port: said clearly, closed, tried again."""
    world.hello = ProtocolError("a HSM answers where a CABINET is expected")
    world.started()
    assert [PortState.WRONG_DEVICE] == world.states
    assert "a HSM answers where a CABINET is expected" in world.healths[0].reason
    assert world.drivers[0].is_closed

    world.hello = HELLO
    world.loop.advance(0.5)

    assert PortState.UP is world.states[-1]


def test_a_device_that_does_not_say_hello_is_lost(world):
    """The port is there, the device is not."""
    world.hello = DeviceTimeout("silent")
    world.started()

    assert [PortState.LOST] == world.states


def test_queue_is_bounded(world):
    """One call too many is refused, not kept."""
    for _ in range(CALL_COUNT_MAX + 1):
        world.port.submit(lambda _driver: 1, world.results.append)
    world.started()

    assert 1 == len([result for result in world.results if isinstance(result, NotDone)])
    assert CALL_COUNT_MAX + 1 == len(world.results)


def test_close_answers_what_waits(world):
    """Once each, and closes the line."""
    world.started()
    for _ in range(3):
        world.port.submit(lambda _driver: 1, world.results.append)
    world.port.close()
    world.port.submit(lambda _driver: 1, world.results.append)
    world.loop.advance(5.0)

    assert [PortClosed] * 4 == [type(result.error) for result in world.results]
    assert world.drivers[0].is_closed


def test_a_bug_in_a_call_ends_the_core(world):
    """Its result is unknown, and the mistake is raised in the core thread."""
    world.started()
    with pytest.raises(ZeroDivisionError):
        world.submit(ZeroDivisionError())

    assert [Unknown] == [type(result) for result in world.results]


def test_a_bug_in_a_poll_ends_the_core(world):
    """No silent half-life."""
    world.started()
    world.status = ZeroDivisionError()

    with pytest.raises(ZeroDivisionError):
        world.loop.advance(1.0)

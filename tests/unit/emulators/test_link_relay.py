"""The line between kiosk and bank: bytes pass untouched, late, not at all, or are cut off."""

import socket

import pytest

from hardware.emulators.link_relay import HELD_SIZE_MAX, LINES_MAX, LinkRelay, LinkState

SLOW_S = 0.6
TURNS = 8
ANSWER_S_MAX = 5.0
QUESTION = b"\x16\x03\x01 as it is"


class Clock:
    def __init__(self):
        self.now_s = 100.0

    def __call__(self):
        return self.now_s


class Line:
    """A relay that tests turn by hand, a bank that listens, and a clock that tests move."""

    def __init__(self):
        self.clock = Clock()
        self.bank = socket.create_server(("127.0.0.1", 0))
        self.bank.settimeout(ANSWER_S_MAX)
        self.relay = LinkRelay(self.bank.getsockname()[1], monotonic=self.clock, slow_s=SLOW_S)
        self._open = [self.bank]

    def turn(self):
        for _ in range(TURNS):
            self.relay.turn()

    def call(self):
        """A kiosk's connection to the relay."""
        kiosk = socket.create_connection(("127.0.0.1", self.relay.port), ANSWER_S_MAX)
        self._open.append(kiosk)
        self.turn()
        return kiosk

    def answer(self):
        """The bank's end of the next call."""
        bank, _ = self.bank.accept()
        bank.settimeout(ANSWER_S_MAX)
        self._open.append(bank)
        return bank

    def close(self):
        self.relay.close()
        for each in self._open:
            each.close()


@pytest.fixture
def line():
    made = Line()
    yield made
    made.close()


def arrived(connection):
    """What lies there now; None if nothing does."""
    connection.setblocking(False)
    try:
        return connection.recv(4096)
    except BlockingIOError:
        return None


def test_bytes_pass_as_they_are_both_ways(line):
    kiosk, bank = line.call(), line.answer()
    kiosk.sendall(QUESTION)
    line.turn()
    asked = bank.recv(4096)
    bank.sendall(asked[::-1])
    line.turn()

    assert (QUESTION, QUESTION[::-1]) == (asked, kiosk.recv(4096))


def test_line_tells_whether_an_answer_is_waited_for(line):
    kiosk, bank = line.call(), line.answer()
    before = line.relay.is_asked
    kiosk.sendall(QUESTION)
    line.turn()
    bank.recv(4096)
    asked = line.relay.is_asked
    bank.sendall(QUESTION)
    line.turn()
    answered = line.relay.is_asked
    kiosk.sendall(QUESTION)
    kiosk.close()
    line.turn()

    assert (False, True, False) == (before, asked, answered)
    assert not line.relay.is_asked


def test_slow_line_delivers_after_its_time_and_not_before(line):
    kiosk, bank = line.call(), line.answer()
    line.relay.set_state(LinkState.SLOW)
    kiosk.sendall(QUESTION)
    line.turn()
    line.clock.now_s += SLOW_S / 2
    line.turn()
    early = arrived(bank)
    line.clock.now_s += SLOW_S / 2
    line.turn()

    assert (None, QUESTION) == (early, arrived(bank))


def test_silent_line_takes_the_call_and_nothing_comes_back(line):
    """The bytes wait in the line and arrive once it is up, as after a cut that TCP outlives."""
    kiosk, bank = line.call(), line.answer()
    line.relay.set_state(LinkState.SILENT)
    kiosk.sendall(QUESTION)
    line.turn()
    silent = arrived(bank)
    line.relay.set_state(LinkState.UP)
    line.turn()

    assert (None, QUESTION) == (silent, arrived(bank))


def test_call_given_up_on_a_silent_line_never_reaches_the_bank(line):
    """What was on the line is gone with the reset, so no late request arrives after a newer one."""
    kiosk, bank = line.call(), line.answer()
    line.relay.set_state(LinkState.SILENT)
    kiosk.sendall(QUESTION)
    kiosk.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    kiosk.close()
    line.relay.set_state(LinkState.UP)
    line.turn()

    with pytest.raises(ConnectionResetError):
        arrived(bank)


def test_line_that_is_down_cuts_off_what_runs_and_what_comes(line):
    kiosk, bank = line.call(), line.answer()
    line.relay.set_state(LinkState.DOWN)
    line.turn()
    second = line.call()

    for connection in (kiosk, bank, second):
        with pytest.raises(ConnectionResetError):
            connection.recv(1)
    assert 0 == line.relay.line_count


def test_line_that_was_down_carries_new_calls_once_it_is_up(line):
    line.relay.set_state(LinkState.DOWN)
    line.call()
    line.relay.set_state(LinkState.UP)
    kiosk, bank = line.call(), line.answer()
    kiosk.sendall(QUESTION)
    line.turn()

    assert QUESTION == bank.recv(4096)


def test_end_of_one_side_is_passed_on_after_what_was_said(line):
    kiosk, bank = line.call(), line.answer()
    kiosk.sendall(QUESTION)
    kiosk.shutdown(socket.SHUT_WR)
    line.turn()
    heard = bank.recv(4096), bank.recv(4096)
    bank.close()
    line.turn()

    assert (QUESTION, b"") == heard
    assert b"" == kiosk.recv(4096)
    assert 0 == line.relay.line_count


def test_bank_that_is_not_there_cuts_the_call_off(line):
    line.bank.close()
    kiosk = line.call()

    with pytest.raises(ConnectionResetError):
        kiosk.recv(1)


def test_line_holds_no_more_than_its_bound(line):
    """A kiosk that keeps sending on a slow line is held up like on any full one."""
    kiosk, _ = line.call(), line.answer()
    line.relay.set_state(LinkState.SLOW)
    kiosk.setblocking(False)
    sent = sum(_sent(kiosk, line) for _ in range(200))
    way = line.relay._lines[0][0]

    assert way.held_size < HELD_SIZE_MAX + 16 * 1024
    assert sent > way.held_size


def _sent(kiosk, line):
    line.turn()
    try:
        return kiosk.send(bytes(64 * 1024))
    except BlockingIOError:
        return 0


def test_more_calls_than_there_is_room_for_are_cut_off(line):
    for _ in range(LINES_MAX):
        line.call()
    surplus = line.call()

    with pytest.raises(ConnectionResetError):
        surplus.recv(1)
    assert LINES_MAX == line.relay.line_count


def test_relay_serves_in_its_own_thread_until_it_is_closed(line):
    line.relay.start()
    kiosk = socket.create_connection(("127.0.0.1", line.relay.port), ANSWER_S_MAX)
    bank = line.answer()
    kiosk.sendall(QUESTION)
    heard = bank.recv(4096)
    line.relay.close()

    assert QUESTION == heard
    with kiosk, pytest.raises(ConnectionResetError):
        kiosk.recv(1)

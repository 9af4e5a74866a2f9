"""What a receipt printer must do, through its real driver: the three outcomes of each receipt.

In memory against the emulator; with --device receipt_printer=PATH against hardware, which needs
paper. Source: docs/protocols.md, section 1.6.
"""

import pytest

from hardware.drivers.receipt_printer import CUTS_MAX, LooseEnd, failure_code
from hardware.emulators.dispenser import Delays
from hardware.emulators.receipt_printer import PrintFault
from hardware.errors import DeviceTimeout, Outcome, PrinterStopped, TransportError
from hardware.protocol import escpos
from hardware.protocol.escpos_replies import PaperLevel
from hardware.protocol.hello import DeviceKind
from kiosk.receipts.job import escpos_bytes
from kiosk.receipts.layout import Line
from tests.unit.emulators.emulated_atm import EmulatedAtm

LINES = [Line(f"line {number}") for number in range(1, 8)]
JOB = escpos_bytes(LINES)
OTHER = escpos_bytes([Line("another customer's")])
FEED = 3  # lines up to the knife


def on_paper(atm):
    """The last slips, each as its lines."""
    return [[line.text for line in slip.lines] for slip in atm.world.printer.paper.slips]


def why(call, *arguments):
    """How a print fails."""
    with pytest.raises((PrinterStopped, TransportError)) as caught:
        call(*arguments)
    return failure_code(caught.value), caught.value.outcome


def test_a_printer_is_one(any_printer):
    """By its answer to a status: it has no HELLO."""
    assert any_printer.hello().kind is DeviceKind.RECEIPT_PRINTER


def test_a_printer_with_paper_can_print(any_printer):
    any_printer.hello()

    assert any_printer.status().can_print


def test_a_receipt_is_printed_and_cut(any_printer):
    """print() returns when the printer has said that it is done, and does so again."""
    any_printer.hello()
    any_printer.print(JOB)
    any_printer.print(OTHER)

    assert any_printer.status().can_print


def test_the_roll_shows_what_was_sent(bare_atm):
    """Each receipt apart, with its bold, tall and centred lines and its euro sign."""
    bare_atm.printer.print(escpos_bytes([Line("5 €", is_bold=True, is_centred=True), Line("x")]))
    bare_atm.printer.print(escpos_bytes([Line("Größe", is_tall=True)]))
    first, second = bare_atm.world.printer.paper.slips

    assert [("5 €", True, False, True), ("x", False, False, False)] == [
        (line.text, line.is_bold, line.is_tall, line.is_centred) for line in first.lines
    ]
    assert [("Größe", True)] == [(line.text, line.is_tall) for line in second.lines]


def test_a_receipt_sticks_out_until_it_is_taken(bare_atm):
    before = bare_atm.printer.status().has_receipt
    bare_atm.printer.print(JOB)
    printed = bare_atm.printer.status().has_receipt
    bare_atm.world.take_receipt()

    assert [False, True, False] == [before, printed, bare_atm.printer.status().has_receipt]


def test_paper_is_used_up_line_by_line(bare_atm):
    """A tall line takes two; the first receipt of a connection has a blank strip before it."""
    paper = bare_atm.world.printer.paper
    bare_atm.printer.print(OTHER)
    before = paper.left
    bare_atm.printer.print(escpos_bytes([Line("a"), Line("b", is_tall=True)]))

    assert 1 + 2 + FEED == before - paper.left


@pytest.mark.parametrize(
    ("left", "level"), [(8000, PaperLevel.OK), (100, PaperLevel.LOW), (0, PaperLevel.OUT)]
)
def test_the_sensors_tell_how_much_paper_there_is(bare_atm, left, level):
    bare_atm.world.printer.load_paper(left)

    assert level is bare_atm.printer.status().paper
    assert bare_atm.printer.status().can_print is (left > 0)


def test_without_paper_nothing_is_sent(bare_atm):
    """NOT_DONE: whoever asks may ask again with another roll."""
    bare_atm.world.printer.load_paper(0)

    assert ("out", Outcome.NOT_DONE) == why(bare_atm.printer.print, JOB)
    bare_atm.world.printer.load_paper(500)
    bare_atm.printer.print(OTHER)
    assert [["another customer's"]] == on_paper(bare_atm)


def test_off_line_nothing_is_sent(bare_atm, monkeypatch):
    """Why, it does not say."""
    held = {ask: 0x1A if ask is escpos.Ask.PRINTER else 0x12 for ask in list(escpos.Ask)[:4]}
    monkeypatch.setattr(type(bare_atm.world.printer), "_status_bytes", held)
    left = bare_atm.world.printer.paper.left

    assert ("lost", Outcome.NOT_DONE) == why(bare_atm.printer.print, JOB)
    assert left == bare_atm.world.printer.paper.left


def test_a_printer_that_is_deaf_while_it_prints_has_not_stopped(monkeypatch):
    """Many answer no status while they cut."""
    atm = EmulatedAtm(delays=Delays(line_s=0.2, cut_s=0.5))
    obey = atm.world.printer._obey_at_once
    monkeypatch.setattr(
        atm.world.printer,
        "_obey_at_once",
        lambda asked: b"" if atm.world.printer.is_busy else obey(asked),
    )
    atm.printer.hello()
    atm.printer.print(JOB)

    assert [[line.text for line in LINES]] == on_paper(atm)


def test_with_a_jam_or_an_open_cover_nothing_is_sent(bare_atm):
    bare_atm.world.printer.set_jam(is_jammed=True)
    assert bare_atm.printer.status().is_jammed
    assert ("jam", Outcome.NOT_DONE) == why(bare_atm.printer.print, JOB)
    bare_atm.world.printer.set_jam(is_jammed=False)
    bare_atm.world.printer.set_cover(is_open=True)
    assert bare_atm.printer.status().cover_open
    assert ("open", Outcome.NOT_DONE) == why(bare_atm.printer.print, JOB)
    bare_atm.world.printer.set_cover(is_open=False)
    bare_atm.printer.print(JOB)

    assert 1 == len(on_paper(bare_atm))


@pytest.mark.parametrize("fault", [PrintFault.OUT, PrintFault.JAM])
def test_a_printer_that_stops_on_the_way_leaves_it_unknown(bare_atm, fault):
    """And no line of that receipt is on the next one, however the printer is mended."""
    bare_atm.world.printer.planned.append(fault)

    assert (fault.value, Outcome.UNKNOWN) == why(bare_atm.printer.print, JOB)
    bare_atm.world.printer.load_paper(500)
    bare_atm.world.printer.set_jam(is_jammed=False)
    bare_atm.printer.print(OTHER)
    assert [["another customer's"]] == on_paper(bare_atm)


def test_a_lost_answer_leaves_it_unknown(bare_atm):
    """It was printed, and nobody can know."""
    bare_atm.world.printer.planned.append(PrintFault.LOST)

    assert ("lost", Outcome.UNKNOWN) == why(bare_atm.printer.print, JOB)
    assert [[line.text for line in LINES]] == on_paper(bare_atm)
    bare_atm.printer.print(OTHER)
    assert 2 == len(on_paper(bare_atm))


def test_a_cable_that_is_pulled_while_it_prints_leaves_it_unknown(bare_atm):
    """Whoever plugs it in again gets no line of it."""
    bare_atm.world.printer.on_slip = lambda _slip: bare_atm.printer._transport.unplug()

    assert ("lost", Outcome.UNKNOWN) == why(bare_atm.printer.print, JOB)
    bare_atm.world.printer.on_slip = lambda _slip: None
    again = bare_atm.printer_driver()
    again.hello()
    again.print(OTHER)
    assert ["another customer's"] == on_paper(bare_atm)[-1]


def test_a_slow_printer_is_waited_for_and_not_for_ever():
    """Real motors take their time; one that takes too long leaves it unknown."""
    atm = EmulatedAtm(delays=Delays())
    began_s = atm.clock.now
    atm.printer.print(JOB)
    took_s = atm.clock.now - began_s
    atm.world.printer.planned.append(PrintFault.SLOW)

    assert len(LINES) * 0.025 + 0.3 < took_s < 2
    with pytest.raises(DeviceTimeout):
        atm.printer.print(JOB)


HALF = JOB[:40]
PIECE = [line.text for line in LINES[:5]]
OWN = ["another customer's"]


def line_fails(atm):
    """The kiosk is killed in the midst of a job."""
    atm.world.printer.receive(HALF)


def power_fails(atm):
    """As the printer's in the midst of a receipt."""
    atm.world.printer.receive(HALF)
    atm.world.printer.power_off()
    atm.world.printer.power_on()


def process_ends(atm):
    """The paper is where it was, although all else was forgotten."""
    atm.world.printer.receive(HALF)
    atm.world.printer.power_off()
    atm.restart()


@pytest.mark.parametrize("fails", [line_fails, power_fails, process_ends])
def test_half_a_receipt_is_cut_off_and_taken_back_as_soon_as_the_printer_is_there(bare_atm, fails):
    """Not with the next customer's: his slot is empty until his own comes."""
    fails(bare_atm)
    paper = bare_atm.world.printer.paper
    hanging = [line.text for line in paper.hanging]
    printer = bare_atm.printer_driver()
    printer.hello()
    (piece,) = paper.slips
    in_slot = paper.in_slot
    printer.print(OTHER)

    assert PIECE == hanging
    assert (PIECE, True) == ([line.text for line in piece.lines], piece.is_back)
    assert (0, 1) == (in_slot, paper.in_slot)
    assert OWN == on_paper(bare_atm)[-1]


def test_what_is_late_to_be_cut_off_is_cut_off_by_the_poll(bare_atm):
    """The paper comes free by itself, and nobody has torn anything off."""
    bare_atm.printer.hello()
    bare_atm.world.printer.planned.append(PrintFault.JAM)
    why(bare_atm.printer.print, JOB)
    paper = bare_atm.world.printer.paper
    jammed = bare_atm.printer.watch().is_jammed, len(paper.hanging)
    paper.is_jammed = False
    seen = bare_atm.printer.watch()

    assert (True, 4) == jammed
    assert ([], True) == (paper.hanging, paper.slips[-1].is_back)
    assert (True, False) == (seen.can_print, seen.has_receipt)


def test_what_may_be_the_whole_receipt_is_left_for_the_customer_who_stands_there(bare_atm):
    """And taken back in for the next one."""
    bare_atm.printer.hello()
    bare_atm.world.printer.planned.append(PrintFault.LOST)
    why(bare_atm.printer.print, JOB)
    bare_atm.printer.watch()
    paper = bare_atm.world.printer.paper
    left = paper.in_slot, paper.slips[-1].is_back
    bare_atm.printer.take_back()

    assert (1, False) == left
    assert (0, True) == (paper.in_slot, paper.slips[-1].is_back)


def test_an_empty_slot_has_nothing_to_take_back(bare_atm):
    """The command is not even sent; nor to a printer that cannot see its slot."""
    bare_atm.printer.hello()
    before = bare_atm.world.printer.paper.left
    bare_atm.printer.take_back()

    assert before == bare_atm.world.printer.paper.left
    assert bare_atm.printer.status().has_receipt is False


def test_a_line_that_comes_and_goes_uses_up_no_paper(bare_atm):
    """Whether something hangs is known from before."""
    end = LooseEnd()
    printer = bare_atm.printer_driver(end=end)
    printer.hello()
    left = bare_atm.world.printer.paper.left
    for _ in range(5):
        bare_atm.printer_driver(end=end).hello()

    assert left == bare_atm.world.printer.paper.left


def test_a_printer_that_never_says_done_does_not_eat_its_roll(bare_atm, monkeypatch):
    bare_atm.printer.hello()
    monkeypatch.setattr("hardware.emulators.receipt_printer.processed", lambda _ident: b"")
    why(bare_atm.printer.print, JOB)
    left = bare_atm.world.printer.paper.left
    for _ in range(10):
        bare_atm.printer.watch()

    assert (CUTS_MAX - 1) * FEED == left - bare_atm.world.printer.paper.left


def test_power_loss_forgets_what_was_not_printed(bare_atm):
    """Paper, jam and what sticks out stay as they are."""
    bare_atm.printer.print(OTHER)
    bare_atm.world.printer.set_cover(is_open=True)
    bare_atm.world.printer.receive(JOB)
    bare_atm.world.printer.power_off()
    assert ("lost", Outcome.NOT_DONE) == why(bare_atm.printer.print, JOB)
    bare_atm.world.printer.power_on()
    bare_atm.world.printer.set_cover(is_open=False)

    assert bare_atm.printer.status().has_receipt
    assert [["another customer's"]] == on_paper(bare_atm)


def test_the_roll_outlives_the_process(bare_atm):
    bare_atm.world.printer.load_paper(77)
    bare_atm.world.printer.set_jam(is_jammed=True)
    bare_atm.restart()
    paper = bare_atm.world.printer.paper

    assert (77, True, False) == (paper.left, paper.is_jammed, paper.is_cover_open)


@pytest.fixture
def without_sensor(bare_atm, monkeypatch):
    obey = bare_atm.world.printer._obey_at_once
    presenter = escpos.Ask.PRESENTER
    monkeypatch.setattr(
        bare_atm.world.printer,
        "_obey_at_once",
        lambda asked: b"" if getattr(asked, "number", 0) == presenter else obey(asked),
    )
    return bare_atm


def test_a_printer_without_the_sensor_is_as_good(without_sensor):
    """Whether a receipt sticks out is then not known."""
    without_sensor.printer.hello()

    assert without_sensor.printer.status().has_receipt is None
    without_sensor.printer.print(JOB)


def test_without_a_presenter_the_piece_falls_by_itself_and_not_with_the_next_receipt(
    without_sensor,
):
    without_sensor.world.printer.receive(HALF)
    without_sensor.printer.hello()
    fallen = on_paper(without_sensor)
    without_sensor.printer.print(OTHER)

    assert [PIECE] == fallen
    assert OWN == on_paper(without_sensor)[-1]


@pytest.mark.parametrize("job", [b"", b"x" * (escpos.JOB_SIZE_MAX + 1)])
def test_a_job_that_is_none_is_a_bug(any_printer, job):
    with pytest.raises(ValueError, match="buffer"):
        any_printer.print(job)

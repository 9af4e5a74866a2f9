"""The emulators as a process: ports, cables, locks, ends, and kills in the midst of a dispense."""

import subprocess
import threading
import time

import pytest

from hardware.crypto.device_keys import KeyName, subkey
from hardware.crypto.record import RecordKind, TxnOutcome
from hardware.crypto.voucher import VoucherTerms, seal
from hardware.drivers.cabinet import Cabinet
from hardware.drivers.card_reader import CardReader
from hardware.drivers.hsm import Hsm
from hardware.drivers.pin_pad import PinPad
from hardware.drivers.receipt_printer import ReceiptPrinter
from hardware.emulators.control import ControlClient, ControlError
from hardware.emulators.socket_path import connect
from hardware.errors import DeviceError, Outcome, TransportError
from hardware.protocol.cabinet import CabinetFlag, LampId
from hardware.protocol.card_reader import CardPosition
from hardware.status import Status
from hardware.transport.serial_port import SerialPort
from kiosk.receipts.job import escpos_bytes
from kiosk.receipts.layout import Line
from tests.unit.emulators.emulated_atm import ATM, NOTHING, Dice
from tests.unit.emulators.emulator_process import COMMAND, ROOT, emulators

TXID = b"\x01" * 16
EVENT_S = 5.0


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """One process for the tests that do not end it."""
    with emulators(tmp_path_factory.mktemp("state")) as running:
        yield running


def test_four_real_serial_ports_answer(served):
    """Each driver finds its device through the link, with pyserial underneath."""
    kinds = {"card_reader": CardReader, "hsm": Hsm, "pin_pad": PinPad, "cabinet": Cabinet}
    found = {}
    for name, kind in kinds.items():
        with served.driver(kind, name) as driver:
            found[name] = driver.hello().kind.name.lower()

    assert found == {name: name for name in kinds}


def test_a_receipt_is_printed_over_a_real_serial_port(served):
    """The fifth port speaks ESC/POS; the printer says by itself that it has cut."""
    line = SerialPort(served.port("receipt_printer"))
    printer = ReceiptPrinter(line, monotonic=time.monotonic, first_id=7)
    printer.hello()
    served.control.call("delays", line_ms=5, cut_ms=20)
    printer.print(escpos_bytes([Line("ATM-1"), Line("5 €", is_bold=True)]))
    shown = served.control.call("state")["printer"]
    printer.close()
    served.control.call("take_receipt")
    served.control.call("delays", line_ms=0, cut_ms=0)

    assert (1, [["ATM-1", ""], ["5 €", "bold"]]) == (
        shown["in_slot"],
        shown["receipts"][0]["lines"],
    )


def test_a_port_may_be_closed_and_opened_again(served):
    """The device is not hung up when the kiosk lets go of the port."""
    for _ in range(3):
        with served.driver(Cabinet, "cabinet") as cabinet:
            assert CabinetFlag.KEY_ON in cabinet.status().flags


def test_a_pulled_cable_is_noticed_and_a_new_one_found(served):
    """The kiosk's port fails, the link is gone; plugged in again there is another port."""
    with served.driver(PinPad, "pin_pad") as pad:
        pad.hello()
        served.control.call("unplug", device="pin_pad")
        with pytest.raises(TransportError):
            pad.hello()
    with pytest.raises(TransportError) as caught, served.driver(PinPad, "pin_pad"):
        pass
    assert caught.value.outcome is Outcome.NOT_DONE
    assert served.control.call("state")["cables"]["pin_pad"] is False
    served.control.call("plug", device="pin_pad")

    with served.driver(PinPad, "pin_pad") as pad:
        assert pad.hello().protocol == 1


def test_every_change_is_an_event(served):
    """Card, lamp and key come to a subscriber in order."""
    served.control.call("new_card", card="alice")
    events = served.control.events(timeout_s=EVENT_S)
    served.control.call("insert", card="alice")
    with served.driver(CardReader, "card_reader") as reader:
        reader.latch()
    with served.driver(Cabinet, "cabinet") as cabinet:
        cabinet.lamp(LampId.CARD, True)
    served.control.call("pull_card")
    seen = [next(events) for _ in range(4)]
    events.close()

    assert [
        {"event": "card", "position": "at_slot", "card": "alice"},
        {"event": "card", "position": "latched", "card": "alice"},
        {"event": "lamp", "lamp": "card", "on": True},
        {"event": "card", "position": "none", "card": None},
    ] == seen


def test_hands_take_the_card_and_put_it_back_at_once(served):
    """The automatic customer: RELEASE is answered when the card is in again."""
    served.control.call("new_card", card="bob")
    served.control.call("insert", card="bob")
    served.control.call("hands", card=True, keep_card=True)
    with served.driver(CardReader, "card_reader") as reader:
        reader.latch()
        before = reader.status().insert_no
        reader.release()
        after = reader.status()
    served.control.call("hands", card=False, keep_card=False)
    served.control.call("pull_card")

    assert (CardPosition.AT_SLOT, (before + 1) % 2**32) == (after.card, after.insert_no)


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        ({"do": "isnert"}, "unknown command 'isnert'; the nearest is 'insert'"),
        ({"do": "insert"}, "insert needs card"),
        ({"do": "insert", "card": 7}, "card is not text"),
        ({"do": "insert", "card": "nobody-has-it", "crad": 1}, "unknown field of insert 'crad'"),
        ({"do": "power_cut", "device": "hms"}, "unknown device 'hms'; the nearest is 'hsm'"),
        ({"do": "power_cut", "device": "hsm", "at": "stakced"}, "the nearest is 'stacked'"),
        ({"do": "next_notes", "canister": 1, "faults": ["torn"]}, "unknown fault 'torn'"),
        ({"do": "press", "keys": "1Z"}, "the pad has no such key"),
        ({"do": "take_cash"}, "no notes lie in the shutter"),
        ({"do": "take_card"}, "no card sticks out of the slot"),
        ({"do": "take_receipt"}, "there is no receipt in the slot"),
        ({"do": "next_prints", "faults": ["jma"]}, "unknown fault 'jma'; the nearest is 'jam'"),
        ({"do": "paper", "lines": -1}, "lines is not between 0 and 100000"),
        ({"do": "printer"}, "say which: cover or jam"),
        ({"do": "new_card", "card": "../x"}, "a card's name is"),
        ({"do": "delays", "note_ms": -1}, "note_ms is not between 0 and 60000"),
        ({"do": "subscribe", "to": 1}, "unknown command 'subscribe'"),
    ],
)
def test_a_wrong_command_is_told_what_is_wrong(served, request_, error):
    """The command is not done, and the next one works."""
    fields = dict(request_)
    with pytest.raises(ControlError) as caught:
        served.control.call(fields.pop("do"), **fields)

    assert error in str(caught.value)
    assert served.control.call("cards")["ok"] is True


@pytest.mark.parametrize(
    "line",
    [b"{\n", b"[]\n", b"7\n", b"\xff\n", b'{"do": 1}\n', b"x" * 70_000, b"[" * 60_000 + b"\n"],
)
def test_rubbish_on_the_control_socket_does_no_harm(served, line):
    """A bounded line, an error, and the next client is served."""
    with connect(served.state / "devices" / "control.sock", timeout_s=EVENT_S) as connection:
        connection.sendall(line + b"\n")
        answer = connection.recv(4096)

    assert b'"ok": false' in answer
    assert served.control.call("cards")["ok"] is True


def test_one_client_serves_many_threads(served):
    """Each caller gets its own answer."""
    answers = []
    threads = [
        threading.Thread(target=lambda: answers.append(served.control.call("cards")["ok"]))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [True] * 8 == answers


def test_a_snapshot_has_no_secret(served):
    """Neither digits nor ids: the card goes by its name."""
    served.control.call("press", keys="1234")
    state = served.control.call("state")

    assert {"mode": "off", "digits": 0} == state["pad"]
    assert "1234" not in str(state)
    assert "bob" in state["cards"]


def test_a_second_process_is_told_who_holds_the_folder(served):
    """Exit code 2 and the pid; the first one goes on."""
    second = subprocess.run(
        [*COMMAND, "--state", str(served.state)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=10,
        check=False,
    )

    assert second.returncode == 2
    assert f"held by process {served.process.pid}" in second.stderr
    assert served.control.call("cards")["ok"] is True


def test_a_damaged_card_is_refused_and_the_other_devices_live(tmp_path):
    """One card's broken memory must not cut the power of the machine."""
    with emulators(tmp_path) as running:
        running.control.call("new_card", card="alice")
        running.control.call("new_card", card="bob")
    (tmp_path / "devices" / "cards" / "alice.nv").write_bytes(b"torn")
    with emulators(tmp_path) as running:
        assert running.control.call("insert", card="bob")["ok"] is True
        running.control.call("pull_card")
        with pytest.raises(ControlError, match="card 'alice' cannot be used"):
            running.control.call("insert", card="alice")

        assert running.control.call("insert", card="bob")["ok"] is True


def test_an_end_leaves_neither_links_nor_socket(tmp_path):
    """SIGTERM ends at once with 0; a long path is served too."""
    state = tmp_path / ("d" * 100)
    state.mkdir()
    with emulators(state) as running:
        running.control.call("cards")
        code = running.end()

    assert code == 0
    assert list((state / "devices" / "ports").iterdir()) == []
    assert not (state / "devices" / "control.sock").exists()
    with pytest.raises(ControlError, match="no emulators answer"):
        ControlClient(state / "devices" / "control.sock").call("cards")


@pytest.mark.parametrize(
    ("point", "outcome", "with_customer"),
    [
        ("hsm:before-pick:2", TxnOutcome.VOID, {}),
        ("hsm:after-pick:3", TxnOutcome.VOID, {}),
        ("hsm:unlocked", TxnOutcome.TAKEN, {"1": 3}),
    ],
)
def test_a_killed_process_goes_on_from_its_memory(tmp_path, point, outcome, with_customer):
    """kill -9 in the midst of a dispense over real ports: one FINAL record, no note twice.

    The killed process leaves its socket and links behind; the next one replaces them.
    """
    with emulators(tmp_path, "--kill-at", point) as first:
        first.control.call("hands", cash=True)
        voucher = withdraw_over(first)
        assert first.wait() == -9
    with emulators(tmp_path) as second, second.driver(Hsm, "hsm") as hsm:
        final = hsm.get(TXID)
        with pytest.raises(DeviceError) as caught:
            hsm.dispense(TXID, [(1, voucher)])
        places = second.control.call("state")["notes"]

    assert (RecordKind.FINAL, outcome) == (final.kind, final.outcome)
    assert caught.value.status == Status.TXN_FINAL
    assert with_customer == places["customer"]
    assert places["transport"] == places["stack"] == {}


def withdraw_over(served):
    """Provision, load, and withdraw three notes until the process dies; the voucher."""
    with served.driver(Hsm, "hsm") as hsm:
        key = hsm.provision(ATM)
        hsm.commit(ATM)
        served.control.call("door", door="safe", open=True)
        hsm.load(b"\x02" * 16, 1, 1, 10)
        served.control.call("door", door="safe", open=False)
        ticket = hsm.open(TXID, NOTHING).ticket
        terms = VoucherTerms(ATM, TXID, ticket, 1, 1, 1, 0, 3)
        keys = subkey(key, KeyName.VOUCHER_ENC), subkey(key, KeyName.VOUCHER_MAC)
        voucher = seal(terms, *keys, Dice())
        with pytest.raises(TransportError):
            dispense_and_present(hsm, voucher)
    return voucher


def dispense_and_present(hsm, voucher):
    hsm.dispense(TXID, [(1, voucher)])
    for _ in range(100):
        if hsm.get(TXID).kind is RecordKind.STACKED:
            break
    hsm.present(TXID, 30)
    for _ in range(100):
        hsm.get(TXID)

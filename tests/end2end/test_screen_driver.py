"""A customer's visit told through KioskDriver: the real kiosk, its window, its devices, the bank.

The demo runs as a person starts it; nothing here reaches into the kiosk's process.
"""

from __future__ import annotations

import json
import re
import signal
import threading
import time
import xmlrpc.client
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from hardware.crypto.secret import Secret
from kiosk.automation.driver import KioskDriver, NotSeen
from kiosk.automation.window_calls import WAIT_COUNT_MAX
from kiosk.automation.window_client import WindowClient
from kiosk.domain.screens import ScreenId
from kiosk.window_port import WindowRefused
from kiosk.workbench.new_state import PEOPLE
from tests.end2end.contest_bench import ContestBench
from tests.end2end.demo_process import Demo, wait_for

PNG = b"\x89PNG\r\n\x1a\n"
RIGHT, WRONG = PEOPLE["alice"].pin, "90909090"
SHORT_S = 0.2
SERVES = "XML-RPC serves at"


@pytest.fixture(scope="module")
def state(tmp_path_factory):
    """A demo that serves calls."""
    folder = tmp_path_factory.mktemp("driven")
    state = folder / "state"
    state.mkdir(mode=0o700)
    (state / "settings.toml").write_text("[kiosk]\nmessage_s = 1\ngoodbye_s = 1\n")
    options = ("--headless", "--automation", "--zero-delay", "--state", str(state))
    demo = Demo(folder / "tmp", *options)
    try:
        # The kiosk that made the cards has ended when this is said, and the one that stays serves.
        said = next((line for line in demo.process.stderr if SERVES in line), "")
        assert SERVES in said, demo.wait().err
        yield state
        assert 130 == demo.send(signal.SIGINT).code
    finally:
        if demo.process.poll() is None:
            demo.end()


@pytest.fixture
def atm(state):
    """Idle when it is handed over, and idle again afterwards."""
    with KioskDriver(state) as atm:
        atm.wait_for(ScreenId.ATTRACT)
        yield atm


@pytest.fixture
def window(state):
    return WindowClient(port_of(state))


def port_of(state):
    return kiosk_of(state)["automation_port"]


def leave(atm):
    """Cancel, and go with the card."""
    atm.press("Cancel")
    atm.take_card()
    atm.wait_for(ScreenId.ATTRACT)


# --- stories


def test_a_customer_mistypes_the_pin_and_withdraws_a_hundred(atm, tmp_path):
    atm.sees("Insert your card").insert_card("alice")
    atm.wait_for(ScreenId.PIN).sees("Enter your PIN")
    atm.type_pin(Secret(WRONG.encode()))
    atm.sees("2 tries left").type_pin(Secret(RIGHT.encode()))
    atm.wait_for(ScreenId.MENU).press("Withdraw cash")
    atm.wait_for(ScreenId.AMOUNT).press("€100")
    atm.wait_for(ScreenId.CONFIRM).sees("€100").press("scr.S10.btn.confirm")
    atm.wait_for(ScreenId.TAKE_CARD).take_card()
    atm.wait_for(ScreenId.TAKE_CASH).sees("€100").picture(tmp_path / "cash.png")
    atm.take_cash()
    atm.wait_for(ScreenId.GOODBYE).wait_for(ScreenId.ATTRACT)

    assert (tmp_path / "cash.png").read_bytes().startswith(PNG)


def test_a_customer_types_the_amount_on_the_glass_and_thinks_better_of_it(atm):
    atm.insert_card("alice")
    atm.wait_for(ScreenId.PIN).type_pin(Secret(RIGHT.encode()))
    atm.wait_for(ScreenId.MENU).press("Withdraw cash")
    atm.wait_for(ScreenId.AMOUNT).press("scr.S07.btn.other")
    atm.wait_for(ScreenId.OTHER_AMOUNT)
    for key in "70":
        atm.press(f"scr.S07a.key.{key}")
    atm.sees("€70").press("scr.S07a.key.E")
    atm.wait_for(ScreenId.CONFIRM).sees("€70").press("Cancel")
    atm.take_card()
    atm.wait_for(ScreenId.ATTRACT)


# --- what a test is told when it does not see what it wants


def test_a_wait_in_vain_says_what_is_on_the_screen_instead(state):
    with KioskDriver(state, within_s=SHORT_S) as atm:
        with pytest.raises(NotSeen, match=r"waited 0\.2 s for S05 MENU; .*S00 ATTRACT: .*card"):
            atm.wait_for(ScreenId.MENU)
        with pytest.raises(NotSeen, match=r"for 'Take your cash'; .*S00 ATTRACT"):
            atm.sees("Take your cash")
        with pytest.raises(NotSeen, match=r"for cash; .*S00 ATTRACT"):
            atm.take_cash()


# --- attacks


def test_what_nobody_could_press_is_refused(atm):
    """The menu is pressed while it is seen; hidden, absent and lifeless things are not."""
    atm.insert_card("alice")
    atm.wait_for(ScreenId.PIN).type_pin(Secret(RIGHT.encode()))
    atm.wait_for(ScreenId.MENU).press("scr.S05.btn.withdraw")
    atm.wait_for(ScreenId.AMOUNT)
    with pytest.raises(NotSeen, match=r"scr\.S05\.btn\.withdraw is hidden; .*S07 AMOUNT"):
        atm.press("scr.S05.btn.withdraw")
    with pytest.raises(NotSeen, match="nothing on the screen: Withdraw cash"):
        atm.press("Withdraw cash")
    with pytest.raises(NotSeen, match="is nothing to press"):
        atm.press("scr.S07.title")

    assert ScreenId.AMOUNT is atm.screen
    leave(atm)


def test_no_text_and_no_name_holds_a_pin(atm, window):
    """Typed on glass through real touches, it leaves as many dots and no digit."""
    atm.insert_card("alice")
    atm.wait_for(ScreenId.PIN)
    before = texts_but_the_time(window), window.names()
    for digit in RIGHT[:5]:
        atm.press(f"scr.S04.key.{digit}")

    assert before == (texts_but_the_time(window), window.names())
    leave(atm)


def texts_but_the_time(window):
    """A minute may pass while somebody types."""
    return [text for text in window.texts() if re.fullmatch(r"\d\d:\d\d", text) is None]


def test_a_refused_key_is_not_repeated_in_the_refusal(window):
    with pytest.raises(WindowRefused, match=r"a key of scr\.S04 is hidden|screen: a key of"):
        window.tap("scr.S04.key.7")
    with pytest.raises(WindowRefused, match=r"screen: a key$"):
        window.tap("7")


@pytest.mark.parametrize(
    ("call", "arguments"),
    [
        ("ui_wait_for", ("S77", 1)),
        ("ui_wait_for", ("S05", 3600)),
        ("ui_wait_for", ("S05", float("nan"))),
        ("ui_wait_for_text", ("", 1)),
        ("ui_tap", ("x" * 201,)),
        ("ui_key", ("4711",)),
    ],
)
def test_an_argument_without_sense_is_refused_by_its_name(state, call, arguments):
    with (
        xmlrpc.client.ServerProxy(f"http://127.0.0.1:{port_of(state)}") as kiosk,
        pytest.raises(xmlrpc.client.Fault) as caught,
    ):
        getattr(kiosk, call)(*arguments)

    assert 400 == caught.value.faultCode
    assert "4711" not in caught.value.faultString


def test_those_who_wait_leave_the_port_to_others(state, window):
    """All places to wait are taken; looking, and document A's calls, go on at once."""
    waiting = [
        threading.Thread(target=lambda: keeps_a_place(window_of(state)))
        for _ in range(WAIT_COUNT_MAX)
    ]
    for each in waiting:
        each.start()
    wait_for(lambda: refuses_to_wait(window), "all places to be taken")
    began_s = time.monotonic()
    with xmlrpc.client.ServerProxy(f"http://127.0.0.1:{port_of(state)}") as kiosk:
        answers = kiosk.ui_screen(), kiosk.hello()
    lasted_s = time.monotonic() - began_s
    for each in waiting:
        each.join()

    assert ("S00", "hello") == answers
    assert lasted_s < 1.0


def keeps_a_place(window):
    """Whoever asks whether all are taken may hold the last one for a moment."""
    with suppress(WindowRefused):
        window.wait_for("S05", 5.0)
        return
    keeps_a_place(window)


def window_of(state):
    return WindowClient(port_of(state))


def refuses_to_wait(window):
    try:
        window.wait_for("S05", 0)
    except WindowRefused:
        return True
    return False


def test_without_automation_the_kiosk_listens_to_nobody(state, tmp_path):
    """No port, so no call of the window either; the automated kiosk has just the one."""
    with ExitStack() as stack:
        bench = ContestBench(tmp_path / "state", stack)
        bench.start_bank()
        bench.start_devices()
        atm_id = bench.bank("create_atm").data.decode().split(":")[0]
        bench.machine.start_kiosk(atm_id, offscreen=True)
        ports = [listening_ports(kiosk_of(each)["pid"]) for each in (state, bench.state)]

    assert [{kiosk_of(state)["automation_port"]}, set()] == ports


def kiosk_of(state):
    return json.loads((state / "run.json").read_text())["kiosk"]


def listening_ports(pid):
    """The TCP ports on which this process listens, as the system tells."""
    links = [link_of(path) for path in Path(f"/proc/{pid}/fd").iterdir()]
    held = {link.removeprefix("socket:[").removesuffix("]") for link in links if "socket" in link}
    rows = [
        row.split()
        for name in ("tcp", "tcp6")
        for row in Path(f"/proc/{pid}/net/{name}").read_text().splitlines()[1:]
    ]
    return {int(row[1].rpartition(":")[2], 16) for row in rows if row[3] == "0A" and row[9] in held}


def link_of(path):
    """Where the link leads; nowhere when the process closed that file while we looked."""
    try:
        return str(path.readlink())
    except FileNotFoundError:
        return ""

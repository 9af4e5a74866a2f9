"""The original contest's set-up: real processes, and its client's calls as that client makes them.

Its programs read material and bills from files, strip white space, and pass blobs on as XML-RPC's
type base64. One machine with one stack of one-unit notes; cards are put in by hand.
"""

from __future__ import annotations

import http.client
import json
import socket
import sqlite3
import time
import xmlrpc.client
from contextlib import ExitStack, closing
from pathlib import Path

from kiosk.workbench.child import ORDERLY_END_S
from kiosk.workbench.children import Children, Line
from kiosk.workbench.machine import READY_S_MAX, Machine, make_folder, report_of
from tests.end2end.demo_process import wait_for

OPERATION_S_MAX = 5.0  # the contest's rule for each operation
PROVISION_S_MAX = 120.0
BACK_S_MAX = 60.0
LOOK_S = 0.05
NOTES = 128
BILLS = [f"{number:016d}" for number in range(NOTES)]
SETTINGS = """[bank]
port = {port}
admin_port = {admin_port}
[kiosk]
denominations = [100]
notes_max = 128
message_s = 1
"""


class _Transport(xmlrpc.client.Transport):
    def __init__(self, timeout_s: float) -> None:
        super().__init__()
        self._timeout_s = timeout_s

    def make_connection(self, host):
        connection = super().make_connection(host)
        connection.timeout = self._timeout_s
        return connection


def ask(port: int, call: str, *arguments, timeout_s: float = OPERATION_S_MAX):
    """One call, as the contest's client makes it; raises what that client would see."""
    where = f"http://localhost:{port}"
    with xmlrpc.client.ServerProxy(where, _Transport(timeout_s)) as proxy:
        return getattr(proxy, call)(*arguments)


class ContestBench:
    """Bank, its calls of port 1338, devices and a kiosk with those of port 1336."""

    def __init__(self, state: Path, stack: ExitStack) -> None:
        make_folder(state)
        port, admin_port = _free_ports(2)
        (state / "settings.toml").write_text(SETTINGS.format(port=port, admin_port=admin_port))
        self.state = state
        self.children = stack.enter_context(Children(state / "logs", time.monotonic))
        self.machine = Machine(state, self.children, time.monotonic)
        stack.callback(self.machine.end)
        self.given: list[str] = []
        self.bank_port = self.atm_port = 0
        self._atm_id = ""

    # --- processes

    def start_bank(self) -> None:
        self.machine.start_bank()
        self.start_operators()

    def start_operators(self) -> None:
        self.children.start(
            "operators", "bank_server.admin", "--state", str(self.state), "xmlrpc", "--port", "0"
        )
        self.bank_port = self._first_port("operators")

    def start_devices(self) -> None:
        self.machine.start_devices(zero_delay=True)
        self.control("hands", card=True, cash=True, keep_card=True)

    def start_kiosk(self, atm_id: str) -> None:
        self._atm_id = atm_id
        self.atm_port = self.machine.start_automated_kiosk(atm_id, offscreen=True)

    def restart(self, *names: str) -> None:
        """End these, the kiosk first, and start them on what they left."""
        self.children.end(*names, within_s=ORDERLY_END_S)
        if "bank" in names:
            self.machine.start_bank()
        if "operators" in names:
            self.start_operators()
        if "devices" in names:
            self.start_devices()
        if "kiosk" in names:
            self.start_kiosk(self._atm_id)

    def balance_once_served(self, pin: str) -> int:
        """check_balance as soon as the machine serves again; each try has the contest's 5 s."""
        deadline_s = time.monotonic() + BACK_S_MAX
        while (balance := self.atm("check_balance", pin)) is False:
            assert time.monotonic() < deadline_s, "the kiosk did not come back into service"
        return balance

    def _first_port(self, name: str) -> int:
        deadline_s = time.monotonic() + READY_S_MAX
        while time.monotonic() < deadline_s:
            heard = self.children.next(LOOK_S)
            if isinstance(heard, Line) and heard.child == name and "port" in report_of(heard):
                return report_of(heard)["port"]
        raise AssertionError(f"{name} did not start")

    # --- hands and eyes

    def control(self, do: str, **fields):
        return self.machine.control.call(do, **fields)

    def put_in(self, card: str) -> None:
        """In place of the card that is there."""
        there = self.control("state")["card"]["name"]
        if there is not None and there != card:
            self.control("take_card")
        if there != card:
            self.insert(card)

    def insert(self, card: str) -> None:
        """Until the kiosk has seen it, as a person waits for the screen."""
        seen = self.cards_seen()
        self.control("insert", card=card)
        wait_for(lambda: self.cards_seen() > seen, "the kiosk to see the card")

    def turn_key(self, *, on: bool) -> None:
        """Until the kiosk has seen it: a key that it sees off only after the notes were loaded
        means that somebody has to count them."""
        turned = "true" if on else "false"
        seen = self._count("KEY_SWITCH", f'"is_on":{turned}')
        self.control("key_switch", on=on)
        wait_for(
            lambda: self._count("KEY_SWITCH", f'"is_on":{turned}') > seen,
            "the kiosk to see its key turned",
        )

    def cards_seen(self) -> int:
        return self._count("CARD_INSERTED")

    def visits(self) -> int:
        return self._count("VISIT_START")

    def _count(self, event: str, field: str = "") -> int:
        folder = self.state / "kiosk" / "journal"
        return sum(
            f'"ev":"{event}"' in line and field in line
            for path in folder.glob("EJ_*.jsonl")
            for line in path.read_text().splitlines()
        )

    def books(self, account: str) -> tuple[int, tuple[int, int]]:
        """The account's balance, and the notes that remain and that have gone."""
        return self.bank("check_balance", account), self.counters()

    def counters(self) -> tuple[int, int]:
        """Document A's num_bills and num_dispensed_bills, as the bank keeps them."""
        row = "SELECT num_bills, num_dispensed_bills FROM atms WHERE atm_id = ?"
        with closing(self._database()) as database:
            return tuple(database.execute(row, (self._atm_id,)).fetchone())

    def findings(self) -> list[str]:
        """What the bank's audit finds when the bank itself is not asked."""
        done = self.children.run(
            "bank_server.admin",
            *("--state", str(self.state), "--json", "audit", "--offline"),
            timeout_s=READY_S_MAX,
        )
        return json.loads(done.out)["findings"]

    def _database(self) -> sqlite3.Connection:
        return sqlite3.connect(f"file:{self.state}/bank/bank.sqlite?mode=ro", uri=True)

    # --- the contest's calls

    def bank(self, call: str, *arguments):
        return ask(self.bank_port, call, *arguments)

    def atm(self, call: str, *arguments):
        return ask(self.atm_port, call, *arguments)

    def withdraw(self, pin: str, amount: int):
        """As `atm("withdraw", …)`; remembers what came out."""
        notes = self.atm("withdraw", pin, amount)
        self.given += notes or []
        return notes

    def provision_atm(self, material: bytes, bills: list[str]):
        lines = [f"{bill}\n" for bill in bills]
        blob = xmlrpc.client.Binary(material.strip(b" \n\r"))
        return ask(self.atm_port, "provision_atm", blob, lines, timeout_s=PROVISION_S_MAX)

    def provision_card(self, material: bytes, pin: str):
        blob = xmlrpc.client.Binary(material.strip(b" \n\r"))
        return ask(self.atm_port, "provision_card", blob, pin, timeout_s=PROVISION_S_MAX)

    def new_customer(self, name: str, balance: int, pin: str) -> None:
        """An account, and its card in the slot."""
        material = self.bank("create_account", name, balance).data
        self.control("new_card", card=name)
        self.put_in(name)
        assert self.provision_card(material, pin) is True


def post(port: int, body: bytes, **headers: str) -> int:
    """A bare request to an XML-RPC port: its HTTP status."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=OPERATION_S_MAX)
    sent = {"Host": f"localhost:{port}", "Content-Type": "text/xml"}
    sent |= {"Content-Length": str(len(body))} | headers
    try:
        connection.putrequest("POST", "/RPC2", skip_host=True, skip_accept_encoding=True)
        for name, value in sent.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        return connection.getresponse().status
    finally:
        connection.close()


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        taken = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in taken:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in taken]

"""The real bank over real TLS, with honest stand-ins for HSM, PIN pad and card around it.

One server a module, in a thread of the test process, so that a test can count Argon2 runs and move
the bank's clock.
"""

import asyncio
import json
import os
import queue
import secrets
import socket
import ssl
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import requests
import uvloop

from bank_server.certificates import state_keys
from bank_server.certificates.authority import new_private_key, private_pem, public_pem
from bank_server.certificates.key_folder import KeyFolder
from bank_server.http.listener import bind
from bank_server.http.server import BankServer
from bank_server.http.threads import StoreThread
from bank_server.service.bank import wire
from bank_server.service.event_log import EventLog
from bank_server.service.parts import BankParts
from bank_server.service.pin_hash import Argon2PinHasher
from bank_server.service.pin_queue import PinQueue
from bank_server.service.sealing import KeySealer
from bank_server.state import StateFolder, add_first_staff, announce
from bank_server.store.sqlite import sqlite_store
from hardware.crypto import challenge as card_challenge
from hardware.crypto import pin_block, record, voucher
from hardware.crypto.device_keys import KeyName, subkey
from hardware.crypto.record import LineFlag, Record, RecordKind, RecordLine, TxnOutcome
from hardware.crypto.secret import Secret

ANCHOR = {"seq": 0, "h": "0" * 64, "m": "0" * 32}
PIN = b"2580"
TIMEOUT_S = 10


MINUTES_PER_DAY = 24 * 60


class Clock:
    """The bank's clock; moves only when a test says so, or with time if `runs`."""

    def __init__(self):
        self.ahead_ms = 0
        self.fixed_ms = int(time.time() * 1000)

    def __call__(self):
        return self.fixed_ms + self.ahead_ms


def _far_from_now(clock):
    """Half a day away from the clock: no test may meet the end of a business day by chance."""
    minute = clock() // 60_000 % MINUTES_PER_DAY
    return (minute + MINUTES_PER_DAY // 2) % MINUTES_PER_DAY


class CountingHasher:
    def __init__(self, hasher):
        self._hasher = hasher
        self._lock = threading.Lock()
        self.runs = 0

    def tag(self, pin, card_id, parameters):
        with self._lock:
            self.runs += 1
        return self._hasher.tag(pin, card_id, parameters)


class AuditList:
    def __init__(self):
        self.entries = []

    def append(self, entry):
        self.entries.append(entry)

    def alarms(self):
        return [(each.what, each.detail) for each in self.entries if each.outcome.value == "alarm"]


@dataclass
class Reply:
    """What came back, as a test wants to compare it."""

    status: int
    body: dict
    raw: bytes
    headers: dict

    @property
    def problem(self):
        return self.status, self.body.get("type", "").removeprefix("urn:atm:problem:")


class Client:
    """One certificate's keep-alive session."""

    def __init__(self, port, folder, ca, name):
        self.base = f"https://localhost:{port}"
        self.files = (str(folder / f"{name}.pem"), str(folder / f"{name}.key"))
        self.ca = str(folder / ca)
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.verify = self.ca
        self.session.cert = self.files

    def post(self, path, body, **headers):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.send(path, data, {"Content-Type": "application/json"} | headers)

    def send(self, path, data, headers):
        answer = self.session.post(self.base + path, data=data, headers=headers, timeout=TIMEOUT_S)
        return Reply(answer.status_code, answer.json(), answer.content, dict(answer.headers))

    def close(self):
        self.session.close()


@dataclass
class Card:
    uuid: str
    key: Secret
    pin: bytes = PIN
    stripe_code: str | None = None

    @property
    def id(self):
        return Secret(self.uuid.encode())

    def answer(self, challenge):
        if self.stripe_code is not None:
            return None
        key = subkey(self.key, KeyName.CHALLENGE)
        return card_challenge.answer(key, challenge.encode()).reveal().hex()


@dataclass
class Canister:
    load: int = 0
    next: int = 0
    left: int = 0


class Hsm:
    """Keeps the counters and seals records as the real one does."""

    def __init__(self, uuid, key):
        self.uuid = UUID(uuid)
        self.key = key
        self.canisters = {1: Canister(), 2: Canister()}
        self.ticket = bytes(16)

    def _sealed(self, kind, txid, ticket, outcome=TxnOutcome.NONE, counts=None, flags=None):
        counts, flags = counts or {}, flags or {}
        lines = tuple(
            RecordLine(
                number,
                flags.get(number, LineFlag(0)),
                box.load,
                box.next,
                box.left,
                *counts.get(number, (0, 0, 0)),
                0,
            )
            for number, box in self.canisters.items()
        )
        unsealed = Record(kind, self.uuid, txid, ticket, outcome, lines)
        return record.seal(unsealed, subkey(self.key, KeyName.RECEIPT_MAC)).encode().hex()

    def load(self, canister, count):
        box = self.canisters[canister]
        box.load, box.next, box.left = box.load + 1, 0, count
        flags = {canister: LineFlag.LOADED}
        return self._sealed(RecordKind.LOAD, secrets.token_bytes(16), bytes(16), flags=flags)

    def status(self):
        return self._sealed(RecordKind.STATUS, secrets.token_bytes(16), bytes(16))

    def open(self, txid):
        self.ticket = secrets.token_bytes(16)
        return self._sealed(RecordKind.OPEN, bytes.fromhex(txid), self.ticket)

    def final(self, txid, outcome, presented=None, ticket=None):
        """presented: notes per canister that were picked and crossed the shutter."""
        counts = {}
        for number, count in (presented or {}).items():
            box = self.canisters[number]
            box.next, box.left = box.next + count, box.left - count
            shown = 0 if outcome is TxnOutcome.VOID else count
            counts[number] = (count, count - shown, shown)
        return self._sealed(
            RecordKind.FINAL, bytes.fromhex(txid), ticket or self.ticket, outcome, counts
        )

    def check_vouchers(self, txid, vouchers):
        """First and last of each, or VoucherInvalid, as before any note moves."""
        enc, mac = subkey(self.key, KeyName.VOUCHER_ENC), subkey(self.key, KeyName.VOUCHER_MAC)
        return [
            voucher.open_voucher(
                bytes.fromhex(part["voucher"]),
                enc,
                mac,
                hsm=self.uuid,
                txid=bytes.fromhex(txid),
                ticket=self.ticket,
                parts=len(vouchers),
                canister=part["canister"],
                load=self.canisters[part["canister"]].load,
            )
            for part in vouchers
        ]


class Atm:
    """A kiosk's side of the calls: honest unless a test overrides a field."""

    def __init__(self, client, created):
        self.client = client
        self.uuid = created["uuid"]
        self.serial = created["serial"]
        self.tokens = (created["token"], created["pad_token"])
        self.hsm = Hsm(self.uuid, Secret(secrets.token_bytes(32)))
        self.pad_key = Secret(secrets.token_bytes(32))

    def call(self, path, **body):
        return self.client.post(f"/v1/{path}", {"anchor": ANCHOR} | body)

    def provision(self, kind, uuid, token, key, **more):
        body = {"pin_block": None, "counts": None} | more
        return self.call(
            "provisionings", kind=kind, uuid=uuid, token=token, aes_key=key.reveal().hex(), **body
        )

    def block(self, card, challenge, pin=None, slot=0):
        return (
            pin_block.encrypt(
                Secret(pin or card.pin),
                subkey(self.pad_key, KeyName.PIN),
                slot,
                card.id,
                challenge.encode(),
                secrets.token_bytes(8),
            )
            .reveal()
            .hex()
        )

    def challenge(self, card, operation="balance", **fields):
        """Reply to `challenges`; for a withdrawal give notes={canister: count} and amount."""
        notes = fields.pop("notes", None)
        txid = fields.pop("txid", None) or secrets.token_hex(16)
        body = {
            "txid": txid,
            "card_id": card.uuid,
            "operation": operation,
            "from": None,
            "to": None,
            "amount": None,
            "notes": [],
            "open_record": None,
            "stripe_code": card.stripe_code,
        }
        if notes is not None:
            amount = sum({1: 1000, 2: 5000}[number] * count for number, count in notes.items())
            body["amount"] = {"minor": amount, "currency": "EUR"}
            body["notes"] = [{"canister": n, "count": c} for n, c in notes.items()]
            body["open_record"] = self.hsm.open(txid)
        reply = self.call("challenges", **(body | fields))
        reply.txid = txid
        return reply

    def authorise(self, card, given, *, pin=None, visit=None, new_pin=None, **fields):
        """Reply to `authorisations` for what `challenge` gave."""
        text = given.body["challenge"]
        proof = {"visit": visit} if visit else {"pin_block": self.block(card, text, pin)}
        body = {
            "txid": given.txid,
            "response": card.answer(text),
            "proof": proof,
            "new_pin_block": self.block(card, text, new_pin, slot=1) if new_pin else None,
        }
        return self.call("authorisations", **(body | fields))

    def ask(self, card, operation="balance", *, pin=None, visit=None, new_pin=None, **fields):
        given = self.challenge(card, operation, **fields)
        assert given.status == 200, given.body
        return self.authorise(card, given, pin=pin, visit=visit, new_pin=new_pin)

    def held(self, card, notes):
        """An approved withdrawal: (txid, reply)."""
        given = self.challenge(card, "withdrawal", notes=notes)
        assert given.status == 200, given.body
        reply = self.authorise(card, given)
        assert reply.body.get("result") == "approved", reply.body
        return given.txid, reply

    def settle(self, txid, receipt):
        return self.call("settlements", txid=txid, receipt=receipt)

    def settle_void(self, txid):
        return self.settle(txid, self.hsm.final(txid, TxnOutcome.VOID))


@dataclass
class World:
    state: StateFolder
    port: int
    admin_port: int
    folder: KeyFolder
    keys: object
    clock: Clock
    hasher: CountingHasher
    audit: AuditList
    store: object
    admission: object
    queue: PinQueue
    clients: list = field(default_factory=list)
    names: int = 0

    def client(self, name):
        client = Client(self.port, self.folder.path, "atm-ca.pem", name)
        self.clients.append(client)
        return client

    def staff(self, name="anna"):
        client = Client(self.admin_port, self.folder.path, "admin-ca.pem", f"staff-{name}")
        self.clients.append(client)
        return client

    def admin(self, path, by="anna", **body):
        client = self.staff(by)
        try:
            return client.post(f"/admin/v1/{path}", body)
        finally:
            client.close()

    def new_name(self):
        self.names += 1
        return f"account {self.names}"

    def new_atm(self, *, provisioned=True, notes=200):
        # Certificates are checked against the machine's clock, so they are made by it.
        key, ahead_ms = new_private_key(), self.clock.ahead_ms
        self.clock.ahead_ms = 0
        created = self.admin(
            "atms",
            canisters=[
                {"canister": 1, "denomination": 1000},
                {"canister": 2, "denomination": 5000},
            ],
            currency=None,
            max_notes=40,
            public_key=public_pem(key),
        ).body
        self.clock.ahead_ms = ahead_ms
        certificate, key_file = state_keys.atm_files(UUID(created["uuid"]))
        self.folder.create(certificate, created["certificate"].encode())
        self.folder.create(key_file, private_pem(key))
        atm = Atm(self.client(certificate.removesuffix(".pem")), created)
        if provisioned:
            pad = atm.provision("pinpad", atm.uuid, atm.tokens[1], atm.pad_key)
            counts = [{"canister": number, "count": notes} for number in (1, 2)]
            hsm = atm.provision("hsm", atm.uuid, atm.tokens[0], atm.hsm.key, counts=counts)
            records = [atm.hsm.load(1, notes), atm.hsm.load(2, notes)]
            load = atm.call("cash-loads", operator=counts, staff=[], records=records)
            assert (200, 200, 200) == (pad.status, hsm.status, load.status), load.body
        return atm

    def new_account(self, minor=100_000):
        name = self.new_name()
        reply = self.admin("accounts", name=name, minor=minor, currency=None)
        assert reply.status == 200, reply.body
        return name

    def issue(self, *accounts, proof="chip", may_withdraw=True, daily_limit=None):
        return self.admin(
            "cards",
            accounts=list(accounts),
            proof=proof,
            may_withdraw=may_withdraw,
            daily_limit=daily_limit,
        )

    def new_card(self, atm, *accounts, pin=PIN, **more):
        issued = self.issue(*(accounts or (self.new_account(),)), **more).body
        card = Card(issued["uuid"], Secret(secrets.token_bytes(32)), pin, issued["stripe_code"])
        block = atm.block(card, issued["token"], slot=1)
        stored = atm.provision("card", card.uuid, issued["token"], card.key, pin_block=block)
        assert stored.status == 200, stored.body
        card.hash = issued["card"]
        return card

    def balance(self, name):
        """(balance, held) in minor units."""
        shown = self.admin("accounts/show", name=name).body
        return shown["balance"], shown["held"]

    def tls(self, name, ca="atm-ca.pem"):
        """A bare TLS context with this certificate."""
        context = ssl.create_default_context(cafile=str(self.folder.path / ca))
        if name is not None:
            folder = self.folder.path
            context.load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")
        return context

    def connect(self, context):
        raw = socket.create_connection(("127.0.0.1", self.port), timeout=TIMEOUT_S)
        try:
            return context.wrap_socket(raw, server_hostname="localhost")
        except BaseException:
            raw.close()
            raise


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A bank that serves, with its first staff."""
    state = StateFolder(tmp_path_factory.mktemp("bank"))
    state.make()
    folder = KeyFolder(state.keys)
    now = datetime.now(UTC)
    state_keys.make_keys(folder, now=now, random_bytes=os.urandom)
    keys = state_keys.open_keys(folder, now=now)
    store = sqlite_store(state.database, "test")
    add_first_staff(store, folder, keys, now)
    clock, audit = Clock(), AuditList()
    hasher = CountingHasher(Argon2PinHasher(keys.pepper))
    parts = BankParts(
        store=store,
        sealer=KeySealer(keys.master_key, os.urandom),
        hasher=hasher,
        pepper=keys.pepper,
        now_ms=clock,
        random_bytes=os.urandom,
        audit=audit,
        log=EventLog(),
        currency="EUR",
        zone=ZoneInfo("UTC"),
        day_ends_minute=_far_from_now(clock),
    )
    ready, ended = queue.Queue(), threading.Event()
    thread = threading.Thread(
        target=_serve, args=(parts, keys, ready, ended), name="bank", daemon=True
    )
    thread.start()
    port, admin_port, admission, pins, stop = ready.get(timeout=TIMEOUT_S)
    announce(state, port, admin_port)
    made = World(
        state, port, admin_port, folder, keys, clock, hasher, audit, store, admission, pins
    )
    yield made
    for client in made.clients:
        client.close()
    stop()
    assert ended.wait(TIMEOUT_S)
    thread.join(TIMEOUT_S)
    store.close()


def _serve(parts, keys, ready, ended):
    async def run():
        store_thread = StoreThread()
        store_thread.run_blocking(lambda: None)
        pins = PinQueue(2, 12)
        server = BankServer(
            wire(parts, keys.atm_authority),
            keys,
            store_thread,
            pins,
            atm_socket=bind(0),
            admin_socket=bind(0),
            wall_s=time.time,
        )
        await server.open()
        loop, stop = asyncio.get_running_loop(), asyncio.Event()
        ready.put(
            (
                server.port,
                server.admin_port,
                server.atm_admission,
                pins,
                lambda: loop.call_soon_threadsafe(stop.set),
            )
        )
        await stop.wait()
        await server.close()
        store_thread.close()

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run())
    ended.set()


@pytest.fixture(scope="module")
def atm(world):
    return world.new_atm()


@pytest.fixture(scope="module")
def other_atm(world):
    return world.new_atm()

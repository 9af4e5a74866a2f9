"""A bank under test: its clock, what it counts and notes, and how ATMs and cards get into it."""

import secrets
import socket
import ssl
import threading
import time
from dataclasses import dataclass, field
from uuid import UUID

from bank_server.certificates import state_keys
from bank_server.certificates.authority import new_private_key, private_pem, public_pem
from bank_server.certificates.key_folder import KeyFolder
from bank_server.service.pin_queue import PinQueue
from bank_server.state import StateFolder
from hardware.crypto.secret import Secret
from tests.contract.bank_http.bank_atm import Atm
from tests.contract.bank_http.bank_client import TIMEOUT_S, Client
from tests.contract.bank_http.bank_devices import PIN, Card

MINUTES_PER_DAY = 24 * 60


class Clock:
    """The bank's clock; moves only when a test says so, or with time if `runs`."""

    def __init__(self):
        self.ahead_ms = 0
        self.fixed_ms = int(time.time() * 1000)

    def __call__(self):
        return self.fixed_ms + self.ahead_ms

    def far_from_now(self):
        """Half a day away: no test may meet the end of a business day by chance."""
        minute = self() // 60_000 % MINUTES_PER_DAY
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
    parts: object = None
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

    def new_atm(self, *, provisioned=True, notes=200, currency=None):
        # Certificates are checked against the machine's clock, so they are made by it.
        key, ahead_ms = new_private_key(), self.clock.ahead_ms
        self.clock.ahead_ms = 0
        created = self.admin(
            "atms",
            canisters=[
                {"canister": 1, "denomination": 1000},
                {"canister": 2, "denomination": 5000},
            ],
            currency=currency,
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

    def new_account(self, minor=100_000, currency=None):
        name = self.new_name()
        reply = self.admin("accounts", name=name, minor=minor, currency=currency)
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

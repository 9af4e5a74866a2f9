"""Settings with eight denominations, the provisioning of keys, and a load of each canister, with
the real bank and the real drivers on emulated devices."""

from __future__ import annotations

from types import SimpleNamespace
from uuid import UUID

import pytest

from bank_server.contract import PATHS, REPLIES
from bank_server.contract.json_text import dump
from hardware.crypto.secret import Secret
from hardware.protocol.cabinet import CabinetFlag
from kiosk.devices.results import Done, attempt
from kiosk.journal.disk_folder import FolderDisk
from kiosk.journal.entry import Entry
from kiosk.journal.events import SystemStart
from kiosk.journal.inline_journal import InlineJournal
from kiosk.journal.seals_folder import FolderSeals
from kiosk.journal.writer import Journal, JournalClocks
from kiosk.money.ports import Ports
from kiosk.provisioning.atm import provision_atm
from kiosk.provisioning.blobs import AtmBlob
from kiosk.provisioning.place import ProvisioningRefused
from kiosk.setting_values import PinEntryPlace, Settings
from tests.unit.emulators.emulated_atm import ATM, NOTHING, EmulatedAtm
from tests.world.support.bank_house import BankHouse

DENOMINATIONS = (500, 1_000, 2_000, 5_000, 10_000, 20_000, 2_000, 2_000)
TOKEN, PAD_TOKEN = "h" * 32, "p" * 32
BLOB = AtmBlob(ATM, Secret(TOKEN.encode()), Secret(PAD_TOKEN.encode()))
BILLS = [[f"{worth // 100} N{number}" for number in range(3)] for worth in DENOMINATIONS]


class Port:
    """A device at hand."""

    def __init__(self, driver):
        self._driver = driver

    def submit(self, call, deliver):
        deliver(attempt(lambda: call(self._driver)))


class Line:
    """To the bank."""

    def __init__(self, house):
        self._house = house

    def submit(self, request, deliver):
        answer = self._house.serve(str(ATM), PATHS[type(request)], dump(request))
        assert answer.status == 200
        deliver(Done(REPLIES[type(request)].validate_json(answer.body)))


@pytest.fixture
def house():
    house = BankHouse(lambda: 0.0)
    house.create_atm(str(ATM), DENOMINATIONS, TOKEN, PAD_TOKEN)
    return house


@pytest.fixture
def devices():
    """With eight canisters, the key off and the safe open."""
    atm = EmulatedAtm()
    for canister in range(3, 9):
        atm.world.works.fit(canister)
    atm.world.set_flag(CabinetFlag.KEY_ON, is_set=False)
    atm.door(is_open=True)
    return atm


@pytest.fixture
def kiosk(tmp_path, house, devices):
    keys = tmp_path / "keys"
    keys.mkdir(mode=0o700)
    clocks = JournalClocks(lambda: 0, lambda: 0, lambda: "20261122")
    seals, disk = FolderSeals(keys / "journal.seal"), FolderDisk(tmp_path / "journal")
    journal = Journal(disk, "ATM-1", clocks, seals, lambda count: b"r" * count)
    journal.append(Entry(SystemStart("0.1.0", "", "start")))
    loop = SimpleNamespace(post=lambda act: act(), now=lambda: 0.0)
    ports = Ports(
        devices=SimpleNamespace(
            cabinet=Port(devices.cabinet), hsm=Port(devices.hsm), pin_pad=Port(devices.pad)
        ),
        bank=Line(house),
        journal=InlineJournal(journal, lambda act: act(), pytest.fail),
        loop=loop,
        pins=None,
        anchor=journal.anchor,
        random_bytes=devices.dice,
        take_cash_s=30,
    )
    yield SimpleNamespace(
        settings=Settings(denominations=DENOMINATIONS, pin_entry=PinEntryPlace.PAD),
        identity=SimpleNamespace(atm=UUID(str(ATM)), card_token_key=keys / "card_token.key"),
        ports=ports,
        journal=journal,
        loop=loop,
        core=SimpleNamespace(provisioning_changed=lambda _: None, name_cards_by=lambda _: None),
    )
    journal.close()


def test_each_canister_has_its_notes_and_the_bank_its_books(kiosk, house, devices):
    """The texts of all notes lie in the HSM; the bank and it count the same."""
    provision_atm(kiosk, BLOB, BILLS)
    lines = devices.hsm.status(NOTHING).lines
    books = house.atm(str(ATM)).canisters

    assert [(n, 1, 0, 3) for n in range(1, 9)] == [
        (line.canister, line.load, line.next, line.left) for line in lines
    ]
    assert [(n, worth, 1, 3) for n, worth in enumerate(DENOMINATIONS, start=1)] == [
        (book.canister, book.denomination, book.load, book.left) for book in books
    ]
    assert () == house.findings


def test_a_ninth_canister_is_refused_before_any_key_is_given(kiosk, devices):
    with pytest.raises(ProvisioningRefused, match="more canisters than the settings"):
        provision_atm(kiosk, BLOB, [*BILLS, ["20 N0"]])

    assert devices.hsm.hello().uuid is None

"""The bank's journal key seals what comes, and nothing on the kiosk keeps it."""

from __future__ import annotations

from types import SimpleNamespace
from uuid import UUID

import pytest

from bank_server.contract import Anchor, ProvisioningReply
from hardware.crypto.card_token import card_token_key
from hardware.crypto.sealed_log import Chain, key_name
from hardware.crypto.secret import Secret
from hardware.errors import HardwareError, Outcome
from hardware.protocol.cabinet import CabinetFlag
from hardware.protocol.hello import Provision
from kiosk.devices.results import Done, attempt
from kiosk.identity import read_card_token_key
from kiosk.journal.disk_folder import FolderDisk
from kiosk.journal.entry import Entry
from kiosk.journal.events import SystemStart
from kiosk.journal.files import journal_files
from kiosk.journal.inline_journal import InlineJournal
from kiosk.journal.line import body_of, seal_of
from kiosk.journal.seals_folder import FolderSeals
from kiosk.journal.writer import Journal, JournalClocks
from kiosk.provisioning.atm import provision_atm
from kiosk.provisioning.blobs import AtmBlob
from kiosk.settings import PinEntryPlace

ATM = UUID("0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8")
BLOB = AtmBlob(ATM, Secret(b"h" * 32), Secret(b"p" * 32))
FIRST = Secret(bytes(range(100, 132)))
START = Entry(SystemStart("0.1.0", "", "start"))


class Port:
    """A device that answers at once, with what was set for each call."""

    def __init__(self, **answers):
        self.answers = answers
        self.driver = SimpleNamespace(
            **{name: lambda *_, name=name: self._answer(name) for name in answers}
        )

    def submit(self, call, deliver):
        deliver(attempt(lambda: call(self.driver)))

    def _answer(self, name):
        if isinstance(self.answers[name], Exception):
            raise self.answers[name]
        return self.answers[name]


class Bank:
    def submit(self, request, deliver):
        deliver(Done(ProvisioningReply(journal_key=FIRST.reveal().hex())))


@pytest.fixture
def keys(tmp_path):
    folder = tmp_path / "keys"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def disk(tmp_path):
    return FolderDisk(tmp_path / "journal")


@pytest.fixture
def journal(disk, keys):
    clocks = JournalClocks(lambda: 0, lambda: 0, lambda: "20261122")
    journal = Journal(disk, "ATM-1", clocks, FolderSeals(keys / "journal.seal"), lambda n: b"r" * n)
    journal.append(START)
    yield journal
    journal.close()


@pytest.fixture
def hsm():
    return Port(
        hello=SimpleNamespace(provision=Provision.NO), provision=Secret(b"a" * 32), commit=None
    )


@pytest.fixture
def named():
    """The keys by which cards were to be named from then on."""
    return []


@pytest.fixture
def kiosk(keys, journal, hsm, named):
    devices = SimpleNamespace(
        cabinet=Port(status=SimpleNamespace(flags=CabinetFlag.SAFE_DOOR)),
        hsm=hsm,
        pin_pad=Port(hello=SimpleNamespace(provision=Provision.YES)),
    )
    worker = InlineJournal(journal, lambda act: act(), pytest.fail)
    return SimpleNamespace(
        settings=SimpleNamespace(pin_entry=PinEntryPlace.PAD, denominations=(1000,)),
        identity=SimpleNamespace(atm=ATM, card_token_key=keys / "card_token.key"),
        ports=SimpleNamespace(devices=devices, bank=Bank(), journal=worker),
        journal=SimpleNamespace(anchor=Anchor.zero),
        loop=SimpleNamespace(post=lambda act: act(), now=lambda: 0.0),
        core=SimpleNamespace(provisioning_changed=lambda _: None, name_cards_by=named.append),
    )


def test_a_new_file_is_sealed_with_it_from_the_first_entry(kiosk, journal, disk):
    """What was sealed with the kiosk's own key stays in the file before."""
    provision_atm(kiosk, BLOB, [])
    journal.append(START)

    first, second = journal_files(disk)
    chain = Chain(FIRST)
    for line in disk.read(str(second)).splitlines(keepends=True):
        chain.check(body_of(line), seal_of(line))
    assert (3, key_name(FIRST)) == (chain.number, journal.known_key())
    assert f"{first}.seal" in disk.names()


def test_neither_it_nor_a_former_key_is_in_any_file(kiosk, journal, keys):
    """Cards are named by a key that comes of it; there is no way back."""
    provision_atm(kiosk, BLOB, [])
    journal.append(START)

    kept = b"".join(path.read_bytes() for path in keys.iterdir())
    assert ["card_token.key", "journal.seal"] == sorted(path.name for path in keys.iterdir())
    assert FIRST.reveal() not in kept
    assert FIRST.reveal().hex().encode() not in kept
    token_key = read_card_token_key(keys / "card_token.key")
    assert token_key.matches(card_token_key(FIRST).reveal())


def test_cards_are_named_by_what_comes_of_it_at_once(kiosk, named):
    """Not only after the next start."""
    provision_atm(kiosk, BLOB, [])

    assert [True] == [key.matches(card_token_key(FIRST).reveal()) for key in named]


def test_after_a_crash_before_the_commit_the_same_key_goes_on(kiosk, journal, hsm):
    """The bank gives the same one again; no number is used twice."""
    hsm.answers["commit"] = HardwareError("no answer", Outcome.UNKNOWN)
    with pytest.raises(HardwareError):
        provision_atm(kiosk, BLOB, [])
    journal.append(START)
    hsm.answers["commit"] = None
    provision_atm(kiosk, BLOB, [])

    assert 3 == journal.append(START)

"""A machine whose PC was replaced gets a first key for a new journal from the real bank, once; its
HSM, its pad and its cash are asked for nothing. Each refusal comes after the honest case."""

from __future__ import annotations

from types import SimpleNamespace
from uuid import UUID

import pytest

from bank_server.contract import (
    PATHS,
    REPLIES,
    Anchor,
    HeartbeatRequest,
    Problem,
    ProblemCode,
    ServiceCommand,
    ServiceState,
)
from bank_server.contract.json_text import dump, parse
from bank_server.domain.terminals import JournalAnchor
from hardware.crypto.card_token import card_token_key
from hardware.crypto.secret import Secret
from hardware.errors import Outcome
from hardware.protocol.cabinet import CabinetFlag
from kiosk.bank.errors import BankRefused, BankUnreachable
from kiosk.devices.results import Done, NotDone, Unknown, attempt
from kiosk.identity import read_card_token_key
from kiosk.journal.disk_folder import FolderDisk
from kiosk.journal.entry import Entry
from kiosk.journal.events import SystemStart
from kiosk.journal.inline_journal import InlineJournal
from kiosk.journal.seals_folder import FolderSeals
from kiosk.journal.writer import Journal, JournalClocks
from kiosk.provisioning.blobs import JournalBlob
from kiosk.provisioning.journal import provision_journal
from kiosk.provisioning.place import ProvisioningRefused
from tests.world.support.bank_house import TOKEN_LIFE_MS, BankHouse

ATM, OTHER = "0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8", "1f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8"
TOKENS = {ATM: "h" * 32, OTHER: "i" * 32}
PAD_TOKENS = {ATM: "p" * 32, OTHER: "q" * 32}
FORMER = Anchor(seq=900, h="a" * 64, m="b" * 32)
START = Entry(SystemStart("0.1.0", "", "start"))


class Line:
    """To the bank. Attributes: loses_request, loses_reply: the next one."""

    def __init__(self, house, atm):
        self.house, self.atm = house, atm
        self.loses_request = self.loses_reply = False

    def submit(self, request, deliver):
        lost = Unknown(BankUnreachable("no answer in time", Outcome.UNKNOWN))
        if self.loses_request:
            return deliver(lost)
        answer = self.house.serve(self.atm, PATHS[type(request)], dump(request))
        if self.loses_reply:
            return deliver(lost)
        if answer.status != 200:
            return deliver(NotDone(BankRefused(parse(Problem, answer.body).code)))
        return deliver(Done(REPLIES[type(request)].validate_json(answer.body)))


class Time:
    """Attributes: now_s: of the bank."""

    now_s = 0.0


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def house(time):
    """A bank with two ATMs that have served, whose former journals it knows."""
    house = BankHouse(lambda: time.now_s)
    house.hire()
    for atm in (ATM, OTHER):
        house.create_atm(atm, (1000,), TOKENS[atm], PAD_TOKENS[atm])
        for kind, token in (("pinpad", PAD_TOKENS[atm]), ("hsm", TOKENS[atm])):
            counts = '[{"canister":1,"count":0}]' if kind == "hsm" else "null"
            body = (
                f'{{"anchor":{dump(Anchor.zero()).decode()},"kind":"{kind}","uuid":"{atm}",'
                f'"token":"{token}","aes_key":"{"0" * 64}","pin_block":null,"counts":{counts}}}'
            )
            assert 200 == house.serve(atm, "/v1/provisionings", body.encode()).status
        key = house.store.journals.books(atm)[0].key
        beats(house, FORMER.model_copy(update={"key": key}), atm)
    return house


def beats(house, anchor, atm=ATM):
    """The orders that a heartbeat with this anchor is answered with."""
    request = HeartbeatRequest(
        anchor=anchor, state=ServiceState.IN_SERVICE, reasons=(), counters=(), software="1"
    )
    answer = house.serve(atm, "/v1/heartbeats", dump(request))
    return REPLIES[HeartbeatRequest].validate_json(answer.body).commands


@pytest.fixture
def keys(tmp_path):
    folder = tmp_path / "keys"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def journal(tmp_path, keys):
    """Of the new PC: it has a key that the bank does not know."""
    clocks = JournalClocks(lambda: 0, lambda: 0, lambda: "20261122")
    seals, disk = FolderSeals(keys / "journal.seal"), FolderDisk(tmp_path / "journal")
    journal = Journal(disk, "ATM-1", clocks, seals, lambda n: b"r" * n)
    journal.append(START)
    yield journal
    journal.close()


@pytest.fixture
def kiosk(house, keys, journal):
    """No HSM and no pad: whoever asks them for anything fails."""
    flags = SimpleNamespace(flags=CabinetFlag.SAFE_DOOR)
    driver = SimpleNamespace(status=lambda: flags)
    cabinet = SimpleNamespace(submit=lambda call, deliver: deliver(attempt(lambda: call(driver))))
    worker = InlineJournal(journal, lambda act: act(), pytest.fail)
    return SimpleNamespace(
        flags=flags,
        identity=SimpleNamespace(atm=UUID(ATM), card_token_key=keys / "card_token.key"),
        ports=SimpleNamespace(
            devices=SimpleNamespace(cabinet=cabinet), bank=Line(house, ATM), journal=worker
        ),
        journal=journal,
        loop=SimpleNamespace(post=lambda act: act(), now=lambda: 0.0),
        core=SimpleNamespace(name_cards_by=lambda key: None),
    )


def token_for(house, atm=ATM):
    """What anna is shown once ben has agreed."""
    proposal_id, token = house.propose_new_journal(atm)
    house.confirm(proposal_id)
    return JournalBlob(UUID(ATM), token)


def refused(kiosk, blob):
    with pytest.raises(BankRefused) as caught:
        provision_journal(kiosk, blob)
    assert kiosk.journal.known_key() is None
    return caught.value.code


def goes_on(kiosk, house):
    """The machine writes, the bank hears of it, and nobody has to accept anything."""
    kiosk.journal.append(START)
    assert () == beats(house, kiosk.journal.anchor())
    assert kiosk.journal.known_key() == house.atm(ATM).anchor.key
    assert house.atm(ATM).contradiction is None


def test_it_begins_another_journal_and_serves_again(kiosk, house):
    """Also where it was stopped before, because it had nothing to show."""
    assert (ServiceCommand.STOP_SERVICE,) == beats(house, kiosk.journal.anchor())
    before = house.atm(ATM)

    provision_journal(kiosk, token_for(house))

    assert () == beats(house, kiosk.journal.anchor())
    goes_on(kiosk, house)
    after = house.atm(ATM)
    assert (before.sealed_key, before.canisters) == (after.sealed_key, after.canisters)
    former, newest = house.store.journals.books(ATM)
    assert JournalAnchor(900, "a" * 64, "b" * 32, former.key) == former.ended
    assert newest.key == kiosk.journal.known_key()
    assert () == house.work_items


def test_its_cards_are_named_by_what_comes_of_the_new_key(kiosk, house, keys):
    provision_journal(kiosk, token_for(house))

    named = read_card_token_key(keys / "card_token.key")
    assert ["card_token.key", "journal.seal"] == sorted(path.name for path in keys.iterdir())
    assert not named.matches(card_token_key(Secret(b"r" * 32)).reveal())


@pytest.mark.parametrize("lost", ["loses_request", "loses_reply"])
def test_after_a_power_cut_the_same_token_gives_the_same_key(kiosk, house, lost):
    """The machine beats meanwhile, with nothing to show; that is not held against it again."""
    blob = token_for(house)
    setattr(kiosk.ports.bank, lost, True)
    with pytest.raises(BankUnreachable):
        provision_journal(kiosk, blob)
    assert kiosk.journal.known_key() is None
    books = len(house.store.journals.books(ATM))
    beats(house, kiosk.journal.anchor())
    setattr(kiosk.ports.bank, lost, False)

    provision_journal(kiosk, blob)

    assert {"loses_request": 1, "loses_reply": 2}[lost] == books
    assert 2 == len(house.store.journals.books(ATM))
    assert kiosk.journal.known_key() == house.store.journals.books(ATM)[-1].key
    goes_on(kiosk, house)


def test_a_token_that_was_used_gives_nothing_any_more(kiosk, house, journal):
    """Whoever finds it later would get the key from which all others come."""
    blob = token_for(house)
    provision_journal(kiosk, blob)
    goes_on(kiosk, house)

    kiosk.ports.journal = SimpleNamespace(key=lambda: None)
    kiosk.journal = SimpleNamespace(anchor=Anchor.zero, known_key=lambda: None)
    assert ProblemCode.TOKEN_USED == refused(kiosk, blob)


def test_an_older_token_gives_nothing_once_a_later_one_was_used(kiosk, house):
    older, later = token_for(house), token_for(house)
    kiosk.ports.bank.loses_reply = True
    for blob in (older, later):
        with pytest.raises(BankUnreachable):
            provision_journal(kiosk, blob)
    kiosk.ports.bank.loses_reply = False

    assert ProblemCode.TOKEN_USED == refused(kiosk, older)
    provision_journal(kiosk, later)
    goes_on(kiosk, house)


def test_another_machines_token_gives_nothing(kiosk, house):
    assert ProblemCode.TOKEN_INVALID == refused(kiosk, token_for(house, OTHER))

    provision_journal(kiosk, token_for(house))
    goes_on(kiosk, house)


@pytest.mark.parametrize("token", [b"x" * 32, TOKENS[ATM].encode()], ids=["no token", "the HSM's"])
def test_what_is_no_token_for_a_journal_gives_nothing(kiosk, token):
    assert ProblemCode.TOKEN_INVALID == refused(kiosk, JournalBlob(UUID(ATM), Secret(token)))


def test_a_token_opens_nothing_before_a_second_person_agrees(kiosk, house):
    proposal_id, token = house.propose_new_journal(ATM)
    blob = JournalBlob(UUID(ATM), token)
    assert ProblemCode.TOKEN_UNCONFIRMED == refused(kiosk, blob)

    house.confirm(proposal_id)
    provision_journal(kiosk, blob)
    goes_on(kiosk, house)


def test_a_token_lasts_a_day(kiosk, house, time):
    blob = token_for(house)
    time.now_s += TOKEN_LIFE_MS / 1000 + 1

    assert ProblemCode.TOKEN_EXPIRED == refused(kiosk, blob)


def test_a_machine_whose_journal_is_fine_asks_for_nothing(kiosk, house):
    provision_journal(kiosk, token_for(house))
    goes_on(kiosk, house)
    key = kiosk.journal.known_key()

    with pytest.raises(ProvisioningRefused, match="nothing is lost"):
        provision_journal(kiosk, token_for(house))
    assert key == kiosk.journal.known_key()


def test_and_the_bank_gives_it_nothing_if_it_asks(kiosk, house):
    """It says itself under which key it writes."""
    provision_journal(kiosk, token_for(house))
    goes_on(kiosk, house)
    blob, true = token_for(house), kiosk.journal.anchor()
    kiosk.ports.journal = SimpleNamespace(key=lambda: None)
    kiosk.journal = SimpleNamespace(anchor=lambda: true, known_key=lambda: None)

    assert ProblemCode.JOURNAL_KNOWN == refused(kiosk, blob)
    assert 2 == len(house.store.journals.books(ATM))


@pytest.mark.parametrize(
    ("flags", "why"),
    [
        (CabinetFlag.SAFE_DOOR | CabinetFlag.KEY_ON, "key switch off"),
        (CabinetFlag(0), "safe door"),
    ],
)
def test_it_happens_at_an_open_machine_that_serves_nobody(kiosk, house, flags, why):
    blob = token_for(house)
    honest, kiosk.flags.flags = kiosk.flags.flags, flags
    with pytest.raises(ProvisioningRefused, match=why):
        provision_journal(kiosk, blob)

    kiosk.flags.flags = honest
    provision_journal(kiosk, blob)


def test_another_machines_blob_is_not_even_sent(kiosk, house):
    blob = JournalBlob(UUID(OTHER), token_for(house).token)

    with pytest.raises(ProvisioningRefused, match="another ATM"):
        provision_journal(kiosk, blob)
    assert 1 == len(house.store.journals.books(ATM))


def test_once_the_new_journal_was_heard_the_old_one_stops_the_machine(kiosk, house):
    """Until then it may speak: its last words may be under way."""
    old = FORMER.model_copy(update={"key": house.store.journals.books(ATM)[0].key, "seq": 901})
    provision_journal(kiosk, token_for(house))
    assert () == beats(house, old)
    goes_on(kiosk, house)

    assert (ServiceCommand.STOP_SERVICE,) == beats(house, old.model_copy(update={"seq": 902}))
    assert ("heartbeat: journal-rolled-back",) == house.alarms


def test_the_new_journal_does_not_go_back_either(kiosk, house):
    provision_journal(kiosk, token_for(house))
    goes_on(kiosk, house)
    first = kiosk.journal.anchor()
    goes_on(kiosk, house)

    assert (ServiceCommand.STOP_SERVICE,) == beats(house, first)

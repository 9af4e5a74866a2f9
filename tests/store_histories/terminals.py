"""ATMs, their certificates, devices' keys, notes and heartbeats."""

from dataclasses import replace
from uuid import UUID

from bank_server.contract.cash_loads import OperatorCount
from bank_server.contract.operations import DeviceKind
from bank_server.domain.cards import PinRecord
from bank_server.domain.journals import JournalBook
from bank_server.domain.terminals import (
    Atm,
    AtmStatus,
    Beat,
    CanisterBook,
    JournalAnchor,
    KioskRun,
    ProvisioningToken,
)
from bank_server.store.base import Provisioning
from hardware.crypto.record import LineFlag, Record, RecordKind, RecordLine, TxnOutcome
from tests.store_histories.drawing import draws
from tests.store_histories.operation import NOW
from tests.store_histories.store_scene import CURRENCIES, DAY_MS, digest

DENOMINATIONS = (500, 1_000, 2_000, 5_000)
LOADED_MAX = 400


@draws("terminals.create", 0.5)
def create_atm(scene):
    known = [each.atm_id for each in scene.rows._atms.all()]
    atm_id = scene.one(known) if known and scene.happens(0.2) else scene.uuid("atm")
    count = scene.one((1, 2, 2, 3))
    books = tuple(CanisterBook(n, scene.one(DENOMINATIONS)) for n in range(1, count + 1))
    ends_ms = scene.now + scene.one((DAY_MS, DAY_MS, DAY_MS, 1_000))
    tokens = tuple(
        ProvisioningToken(scene.new("token"), kind, atm_id, ends_ms)
        for kind in (DeviceKind.PIN_PAD, DeviceKind.HSM, DeviceKind.HSM)
    )
    serial = scene.one((None, scene.new("serial")[:16], _serial(scene)))
    atm = Atm(atm_id, AtmStatus.CREATED, scene.one(CURRENCIES), 30, books)
    return scene.ask("terminals.create", atm, tokens, serial)


def _serial(scene):
    return scene.known((each.serial for each in scene.rows._certificates.all()), "0" * 16)


@draws("terminals.atm")
def atm(scene):
    return scene.ask("terminals.atm", scene.atm_id())


@draws("terminals.atms", 0.5)
def atms(scene):
    return scene.ask("terminals.atms")


@draws("terminals.set_status", 1.3)
def set_status(scene):
    """Most often back into service, so that histories go on."""
    status = scene.one((AtmStatus.ACTIVE, AtmStatus.ACTIVE, AtmStatus.ACTIVE, AtmStatus.SUSPENDED))
    return scene.ask("terminals.set_status", scene.atm_id(), status)


@draws("terminals.allow_certificate", 1)
def allow_certificate(scene):
    serial = _serial(scene) if scene.happens(0.3) else scene.new("serial")[:16]
    return scene.ask("terminals.allow_certificate", serial, scene.atm_id())


@draws("terminals.revoke_certificate", 0.7)
def revoke_certificate(scene):
    return scene.ask("terminals.revoke_certificate", _serial(scene))


@draws("terminals.is_allowed", 0.7)
def is_allowed(scene):
    known = [(each.serial, each.atm_id) for each in scene.rows._certificates.all()]
    serial, atm_id = scene.known(known, (_serial(scene), scene.atm_id()))
    return scene.ask("terminals.is_allowed", serial, atm_id)


@draws("terminals.token", 1)
def token(scene):
    known = (each.token_hash for each in scene.rows._tokens.all())
    return scene.ask("terminals.token", scene.known(known, digest("no token")))


@draws("terminals.provision", 2.5)
def provision(scene):
    tokens = scene.rows._tokens.all()
    waiting = [each for each in tokens if each.key_hash is None]
    chosen = scene.one(waiting) if waiting and scene.happens(0.75) else None
    return ask_provision(scene, chosen or scene.one(tokens or (None,)))


def ask_provision(scene, token):
    """This device's key comes, or comes again, or another key does."""
    if token is None:
        token = ProvisioningToken(digest("no token"), DeviceKind.HSM, scene.atm_id(), scene.now)
    key_hash = digest(f"key of {token.token_hash}")
    if scene.happens(0.1):
        key_hash = digest("another key")
    journal = None
    if token.kind is DeviceKind.HSM and scene.happens(0.8):
        first = scene.new("journal").encode()
        journal = JournalBook(token.subject, digest(first.hex())[:16], first, first)
    is_card = token.kind is DeviceKind.CARD
    device = Provisioning(
        digest("no token") if scene.happens(0.04) else token.token_hash,
        scene.atm_id() if scene.happens(0.04) else token.subject,
        key_hash,
        b"sealed\0" + bytes.fromhex(key_hash),
        PinRecord(bytes.fromhex(key_hash), 19, 19_456, 2, 1) if is_card else None,
        journal,
    )
    return scene.ask("terminals.provision", device, NOW)


@draws("terminals.load_cash", 2.5)
def load_cash(scene):
    busy = [each.atm_id for each in scene.rows._atms.all() if each.held_txid]
    atm = scene.rows.atm(scene.one(busy) if busy and scene.happens(0.6) else scene.atm_id())
    if atm is None:
        return scene.ask("terminals.load_cash", scene.atm_id(), (), (), NOW)
    return ask_load(scene, atm, scene.chance.sample(atm.canisters, 1))


def ask_load(scene, atm, books):
    """These canisters were filled, one record after the other."""
    records, at = [], {book.canister: book for book in atm.canisters}
    for book in books:
        load = book.load + scene.one((1, 1, 1, 1, 1, 2, 0))
        count = scene.one((LOADED_MAX, scene.below(LOADED_MAX)))
        record = _load_record(scene, atm.atm_id, at, book, load, count)
        at[book.canister] = replace(book, load=load, next=0, left=count)
        records.append(_other(scene, record) if scene.happens(0.1) else record)
    counts = tuple(
        OperatorCount(
            canister=book.canister, count=scene.one((LOADED_MAX, scene.below(LOADED_MAX)))
        )
        for book in books
    )
    return scene.ask("terminals.load_cash", atm.atm_id, tuple(records), counts, NOW)


def _load_record(scene, atm_id, at, loaded, load, count):
    # The closing totals of the former load: what the bank's book says, or a little more.
    picked = loaded.next + scene.one((0, 0, 0, scene.below(12)))
    rejected = loaded.rejected + scene.one((0, 0, 0, scene.below(1 + picked - loaded.rejected)))
    lines = tuple(
        RecordLine(each.canister, LineFlag.LOADED, load, 0, count, picked, rejected, 0, 0)
        if each.canister == loaded.canister
        else RecordLine(each.canister, LineFlag(0), each.load, each.next, each.left, 0, 0, 0, 0)
        for each in at.values()
    )
    load_id = bytes.fromhex(scene.new("load")[:32])
    nothing = (bytes(16), TxnOutcome.NONE)
    return Record(RecordKind.LOAD, UUID(atm_id), load_id, *nothing, lines, bytes(16))


def _other(scene, record):
    return replace(
        record,
        **scene.one(({"kind": RecordKind.STATUS}, {"kind": RecordKind.OPEN}, {"hsm": UUID(int=7)})),
    )


# --- journals, as far as a heartbeat tells


def anchor(scene, seq, key=""):
    text = digest(f"entry {seq}" if scene.happens(0.97) else f"another entry {seq}")
    return JournalAnchor(seq, text, text[:32], key)


def _key(scene, atm_id):
    """Under which a kiosk writes: the one that was given last, seldom another, or none is said."""
    issued = [each.key for each in scene.rows.journals(atm_id)]
    if not issued or scene.happens(0.5):
        return ""
    return scene.one((*issued, "f" * 16)) if scene.happens(0.05) else issued[-1]


@draws("terminals.heartbeat", 2)
def heartbeat(scene):
    atm_id = scene.atm_id()
    atm = scene.rows.atm(atm_id)
    goes_back = scene.happens(0.04)
    seq = 0 if atm is None else max(0, atm.anchor.seq + (-1 if goes_back else scene.below(5)))
    beat = None
    if scene.happens(0.8):
        runs = () if atm is None else atm.runs
        of = KioskRun(scene.new("run")[:32], 1)
        if runs and scene.happens(0.85):
            known = scene.one((runs[-1], runs[-1], scene.one(runs)))
            number = max(1, known.number + scene.one((1, 1, 3, 17, 70, -1, -20)))
            of = replace(known, number=number)
        before = tuple(each.run for each in runs[-3:] if each.run != of.run)
        beat = Beat(of, before + ((scene.new("run")[:32],) if scene.happens(0.1) else ()))
    said = anchor(scene, seq, _key(scene, atm_id))
    return scene.ask("terminals.heartbeat", atm_id, said, NOW, beat)


@draws("terminals.contradict", 0.3)
def contradict(scene):
    stopped = [each.atm_id for each in scene.rows._atms.all() if each.contradiction]
    atm_id = scene.one(stopped) if stopped and scene.happens(0.3) else scene.atm_id()
    seq = scene.below(20)
    note = "lines that cannot follow"
    return scene.ask("terminals.contradict", atm_id, anchor(scene, seq), note, NOW)

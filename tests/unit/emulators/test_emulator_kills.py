"""Kill -9 at each write of a withdrawal and of a deposit.

Nothing is paid twice, the books match the notes, and no envelope is forgotten.
"""

import os
import shutil
import signal

import pytest

from hardware.crypto.record import TxnOutcome
from hardware.emulators.memories import FolderMemories
from hardware.errors import DeviceError
from hardware.protocol.cabinet import SlotState
from hardware.status import Status
from tests.unit.emulators.emulated_atm import NOTHING, EmulatedAtm

PARTS = ("before", "torn", "unsynced", "after")
# OPEN, picking, three announcements, stacked, presented, final; and the notes' own writes: three
# picks, settled, shutter open, taken, shutter shut, with the latch of the door before them.
HSM_WRITES = [f"hsm:{number}:{part}" for number in range(1, 9) for part in PARTS]
# Opened, marked, accepted, and the same for the second; each envelope is gripped and dropped.
SLOT_WRITES = [f"cabinet:{number}" for number in range(1, 7)]
SLOT_WRITES += [f"envelopes:{number}" for number in range(1, 5)]
TXID, OTHER_TXID = b"\1" * 16, b"\2" * 16
NOTES_WRITES = [f"notes:{number}:{part}" for number in range(1, 9) for part in PARTS]


class FolderAtm(EmulatedAtm):
    """The same ATM with its memories in files."""

    def __init__(self, folder, *, hook=None):
        self._folder, self._hook = folder, hook
        super().__init__()

    def restart(self):
        self.memories = FolderMemories(self._folder, hook=self._hook)
        super().restart()


class Killer:
    """Ends its own process at the n-th write of a memory after `begin`."""

    def __init__(self, point):
        self._point, self._writes = point, None

    def begin(self):
        self._writes = {}

    def __call__(self, memory, part):
        if self._writes is None:
            return
        if part == "before":
            self._writes[memory] = self._writes.get(memory, 0) + 1
        if f"{memory}:{self._writes[memory]}:{part}" == self._point:
            os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture(scope="module")
def loaded_folder(tmp_path_factory):
    """Memories of an ATM in service, and the key that its bank has."""
    folder = tmp_path_factory.mktemp("loaded")
    atm = FolderAtm(folder)
    atm.provision()
    atm.fill()
    return folder, atm.hsm_key


def withdraw_until_killed(folder, hsm_key, point, word):
    """Writes ticket and vouchers down before the first note."""
    killer = Killer(point)
    atm = FolderAtm(folder, hook=killer)
    atm.hsm_key = hsm_key
    atm.world.hands.cash = True
    killer.begin()
    opened = atm.open()
    [(_, voucher)] = atm.vouchers(opened, c1=3)
    os.write(word, opened.txid + voucher)
    atm.hsm.dispense(opened.txid, [(1, voucher)])
    atm.hsm.get(opened.txid)
    atm.hsm.present(opened.txid, 30)
    atm.hsm.get(opened.txid)


def killed(run, *arguments):
    """What the process said before it was killed. run: the last argument is where it says it."""
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            run(*arguments, writable)
        finally:
            os._exit(1)
    os.close(writable)
    with os.fdopen(readable, "rb") as words:
        said = words.read()
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the point was never reached"
    return said


@pytest.mark.parametrize("point", HSM_WRITES + NOTES_WRITES)
def test_a_kill_at_any_write_pays_at_most_once(loaded_folder, tmp_path, point):
    """After the restart the record tells where the notes are, and the vouchers are dead."""
    source, hsm_key = loaded_folder
    folder = tmp_path / "devices"
    shutil.copytree(source, folder)
    said = killed(withdraw_until_killed, folder, hsm_key, point)
    txid, voucher = said[:16], said[16:]
    atm = FolderAtm(folder)
    atm.hsm_key = hsm_key

    places = atm.world.works.whereabouts()
    line = atm.bank_line(atm.hsm.status(NOTHING), 1)
    assert (line.left, line.next) == (places["canisters"][1], 100 - places["canisters"][1])
    assert atm.notes_in_all() == 200
    assert places["transport"] == places["stack"] == {}
    if txid:
        assert_final_is_true(atm, txid, voucher, places)


def assert_final_is_true(atm, txid, voucher, places):
    final = atm.genuine(atm.hsm.get(txid))
    with pytest.raises(DeviceError) as caught:
        atm.hsm.dispense(txid, [(1, voucher)])
    assert caught.value.status == Status.TXN_FINAL
    line = atm.bank_line(final, 1)
    taken = {TxnOutcome.VOID: 0, TxnOutcome.TAKEN: 3, TxnOutcome.RETRACTED: 0}[final.outcome]
    assert taken == places["customer"].get(1, 0)
    assert line.rejected == places["reject_bin"].get(1, 0)
    assert line.presented == taken + places["retract_bin"].get(1, 0)
    assert line.picked == line.rejected + line.presented


def deposit_until_killed(folder, point, word):
    """Writes each result down that the slot tells."""
    killer = Killer(point)
    atm = FolderAtm(folder, hook=killer)
    atm.world.hands.envelope = False
    killer.begin()
    atm.cabinet.slot_open(TXID, 45, "REF 0815")
    atm.world.slot.put()
    os.write(word, bytes([atm.cabinet.status().slot]))
    atm.world.use_hands(envelope=True)
    atm.cabinet.slot_open(OTHER_TXID, 45, "")


@pytest.mark.parametrize("part", ["torn", "after"])
@pytest.mark.parametrize("write", SLOT_WRITES)
def test_a_kill_at_any_write_of_the_slot_forgets_no_envelope(tmp_path, write, part):
    """Refused only where nothing is in; accepted only where it is; a result once told stays."""
    said = killed(deposit_until_killed, tmp_path, f"{write}:{part}")
    atm = FolderAtm(tmp_path)
    status, bin_ = atm.cabinet.status(), atm.world.envelopes.bin
    of_this = [envelope for envelope in bin_ if envelope.text == "REF 0815"]

    assert status.slot is not SlotState.WAITING
    assert status.slot is SlotState.UNKNOWN or status.envelope_no == len(bin_)
    assert len(said) <= len(of_this) <= 1
    assert status.slot_txid != TXID or (status.slot is SlotState.REFUSED) <= (not of_this)
    assert not said or status.slot_txid == OTHER_TXID or status.slot is SlotState.ACCEPTED


def test_a_kill_in_the_first_write_of_a_new_memory_leaves_a_new_device(tmp_path):
    """The file appears whole or not at all."""
    child = os.fork()
    if child == 0:
        try:
            killer = Killer("hsm:1:torn")
            killer.begin()
            FolderAtm(tmp_path / "devices", hook=killer)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    atm = FolderAtm(tmp_path / "devices")

    assert os.WTERMSIG(status) == signal.SIGKILL
    assert atm.hsm.hello().uuid is None

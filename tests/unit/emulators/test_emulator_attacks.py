"""Attacks on the devices: first the honest message is accepted, then one thing is changed."""

import pytest

from hardware.crypto.record import LineFlag, RecordKind, TxnOutcome
from hardware.errors import DeviceError, DeviceTimeout
from hardware.protocol.frame import FRAME_SIZE_MAX, Frame
from hardware.protocol.hsm import HsmOp
from hardware.status import Status
from tests.unit.emulators.emulated_atm import ALICE, ATM, NOTHING, EmulatedAtm

OTHER = b"\xee" * 16


def refused(call, *arguments, **named):
    """The status with which a device refuses."""
    with pytest.raises(DeviceError) as caught:
        call(*arguments, **named)
    return caught.value.status


NOTE_MOMENTS = [
    f"{moment}:{ordinal}"
    for moment in ("before-mark", "before-pick", "after-pick")
    for ordinal in range(1, 6)
]


@pytest.mark.parametrize("moment", [*NOTE_MOMENTS, "picking", "settled", "stacked"])
def test_a_power_cut_while_notes_move_never_pays_twice(atm, moment):
    """The same vouchers after a power cut at any note: refused, and every note is accounted for."""
    honest = atm.paid(c1=3, c2=2)
    opened = atm.open(honest.ticket)
    vouchers = atm.vouchers(opened, c1=3, c2=2)
    atm.world.hsm.power.arm(moment)
    with pytest.raises(DeviceTimeout):
        dispense_and_ask(atm, opened.txid, vouchers)
    atm.world.hsm.power_on()

    assert refused(atm.hsm.dispense, opened.txid, vouchers) == Status.TXN_FINAL
    final = atm.genuine(atm.hsm.get(opened.txid))
    again = atm.open(final.ticket)
    assert refused(atm.hsm.dispense, again.txid, vouchers) == Status.VOUCHER_INVALID
    assert final.outcome is TxnOutcome.VOID
    assert atm.with_customer() == 5
    assert_books_match(atm, final)


def dispense_and_ask(atm, txid, vouchers):
    atm.hsm.dispense(txid, vouchers)
    atm.hsm.get(txid)


def assert_books_match(atm, final):
    """What the HSM's counters say is what lies there."""
    places = atm.world.works.whereabouts()
    status = atm.hsm.status(NOTHING)
    for canister in (1, 2):
        line = atm.bank_line(status, canister)
        assert line.left == places["canisters"][canister]
        assert line.next + line.left == 100
        rejected = atm.bank_line(final, canister).rejected
        assert rejected == places["reject_bin"].get(canister, 0)
    assert places["transport"] == places["stack"] == {}
    assert atm.notes_in_all() == 200


def test_a_power_cut_in_the_very_reply_to_a_restart_is_survived(atm):
    """Power that fails again while the HSM makes the transaction final changes nothing."""
    opened = atm.stacked(c1=3)
    atm.world.hsm.power_off()
    atm.world.hsm.power.arm("rejected")
    atm.world.hsm.power_on()
    with pytest.raises(DeviceTimeout):
        atm.hsm.get(opened.txid)
    atm.world.hsm.power_on()

    final = atm.hsm.get(opened.txid)
    assert (final.outcome, atm.bank_line(final, 1).rejected) == (TxnOutcome.VOID, 3)
    assert_books_match(atm, final)


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"hsm": ALICE}, Status.VOUCHER_INVALID),
        ({"ticket": OTHER}, Status.VOUCHER_INVALID),
        ({"txid": OTHER}, Status.VOUCHER_INVALID),
        ({"parts": 2}, Status.VOUCHER_INVALID),
        ({"canister": 2}, Status.VOUCHER_INVALID),
        ({"load": 2}, Status.VOUCHER_INVALID),
        ({"first": 1, "last": 3}, Status.FIRST_NOT_NEXT),
        ({"last": 101}, Status.TOO_MANY),
    ],
)
def test_a_voucher_about_anything_else_is_refused(atm, change, status):
    """One field of a genuine voucher changed by a bank's own hand: refused, and no note moves."""
    opened = atm.open()
    bad = [(1, atm.voucher(opened, 1, 3, **change))]

    assert refused(atm.hsm.dispense, opened.txid, bad) == status
    assert atm.hsm.get(opened.txid) == opened
    atm.hsm.dispense(opened.txid, atm.vouchers(opened, c1=3))
    assert atm.bank_line(atm.hsm.get(opened.txid), 1).picked == 3


@pytest.mark.parametrize("byte", range(0, 64, 7))
def test_a_voucher_with_one_bit_changed_is_refused(atm, byte):
    """The honest voucher is accepted after the altered one was refused."""
    opened = atm.open()
    [(canister, voucher)] = atm.vouchers(opened, c1=3)
    altered = voucher[:byte] + bytes((voucher[byte] ^ 1,)) + voucher[byte + 1 :]

    assert refused(atm.hsm.dispense, opened.txid, [(canister, altered)]) == Status.VOUCHER_INVALID
    assert atm.hsm.dispense(opened.txid, [(canister, voucher)]).kind is RecordKind.PICKING


def test_vouchers_doubled_left_out_or_reordered_are_refused(atm):
    """A mix is one word of the bank: any other set of its vouchers moves nothing."""
    opened = atm.open()
    one, two = atm.vouchers(opened, c1=3, c2=2)

    assert refused(atm.hsm.dispense, opened.txid, [one, one]) == Status.CANISTER
    assert refused(atm.hsm.dispense, opened.txid, [two, one]) == Status.CANISTER
    assert refused(atm.hsm.dispense, opened.txid, [one]) == Status.VOUCHER_INVALID
    swapped = [(1, two[1]), (2, one[1])]
    assert refused(atm.hsm.dispense, opened.txid, swapped) == Status.VOUCHER_INVALID
    assert refused(atm.hsm.dispense, opened.txid, [one, (3, two[1])]) == Status.CANISTER
    assert atm.hsm.get(opened.txid) == opened
    assert atm.hsm.dispense(opened.txid, [one, two]).kind is RecordKind.PICKING


def test_a_voucher_of_a_former_ticket_is_dead(atm):
    """A voucher kept back while its transaction was cancelled pays nothing in the next one."""
    first = atm.open()
    kept = atm.vouchers(first, c1=5)
    void = atm.hsm.cancel(first.txid)
    second = atm.open(void.ticket)

    assert refused(atm.hsm.dispense, second.txid, kept) == Status.VOUCHER_INVALID
    assert atm.hsm.dispense(second.txid, atm.vouchers(second, c1=5)).kind is RecordKind.PICKING


def test_a_ticket_is_dead_after_120_seconds(atm):
    """At 119 s a voucher is good, at 121 s the transaction has ended void by itself."""
    honest = atm.open()
    atm.clock.now += 119
    atm.hsm.dispense(honest.txid, atm.vouchers(honest, c1=1))
    atm.hsm.get(honest.txid)
    final = atm.hsm.cancel(honest.txid)
    late = atm.open(final.ticket)
    vouchers = atm.vouchers(late, c1=1)
    atm.clock.now += 121

    assert refused(atm.hsm.dispense, late.txid, vouchers) == Status.TXN_FINAL
    assert atm.hsm.get(late.txid).outcome is TxnOutcome.VOID


def test_a_dispense_after_cancel_is_refused(atm):
    """A DISPENSE that was delayed on its way past the CANCEL finds a dead ticket."""
    opened = atm.open()
    vouchers = atm.vouchers(opened, c1=3)
    atm.hsm.cancel(opened.txid)

    assert refused(atm.hsm.dispense, opened.txid, vouchers) == Status.TXN_FINAL
    assert atm.world.works.whereabouts()["canisters"] == {1: 100, 2: 100}


def test_a_dispense_sent_twice_pays_once(atm):
    """Refused while the first one runs and after it has ended."""
    opened = atm.open()
    vouchers = atm.vouchers(opened, c1=3)
    atm.hsm.dispense(opened.txid, vouchers)

    assert refused(atm.hsm.dispense, opened.txid, vouchers) == Status.WRONG_STATE
    atm.hsm.present(opened.txid, 30)
    assert refused(atm.hsm.dispense, opened.txid, vouchers) == Status.WRONG_STATE
    atm.world.take_cash()
    assert refused(atm.hsm.dispense, opened.txid, vouchers) == Status.TXN_FINAL
    assert atm.with_customer() == 3


def test_an_open_cannot_overwrite_a_result_that_nobody_stored(atm):
    """The next OPEN must name the ticket of the last FINAL record."""
    final = atm.paid(c1=2)

    assert refused(atm.hsm.open, OTHER, NOTHING) == Status.WRONG_STATE
    assert refused(atm.hsm.open, OTHER, OTHER) == Status.WRONG_STATE
    assert refused(atm.hsm.open, final.txid, final.ticket) == Status.TXN_FINAL
    assert atm.hsm.get(NOTHING) == final
    assert atm.hsm.open(OTHER, final.ticket).kind is RecordKind.OPEN


def test_a_cancel_of_a_txid_that_was_never_opened_is_no_receipt(atm):
    """A lying kiosk gets no FINAL record out of a transaction that the HSM has not opened."""
    opened = atm.open()

    assert refused(atm.hsm.cancel, OTHER) == Status.TXN_NOT_CURRENT
    assert atm.hsm.cancel(opened.txid).outcome is TxnOutcome.VOID


def test_a_committed_device_never_gives_its_key_again(bare_atm):
    """HSM, pad and card hand out the same key until the seal, and none after it."""
    bare_atm.world.new_chip_card("alice")
    bare_atm.world.insert("alice")
    insert_no = bare_atm.reader.status().insert_no
    for provision, commit in (
        (bare_atm.hsm.provision, bare_atm.hsm.commit),
        (bare_atm.pad.provision, bare_atm.pad.commit),
        (
            lambda uuid: bare_atm.reader.provision_card(insert_no, uuid),
            lambda uuid: bare_atm.reader.commit_card(insert_no, uuid),
        ),
    ):
        key = provision(ATM)
        assert provision(ATM).matches(key.reveal())
        commit(ATM)
        assert refused(provision, ATM) == Status.ALREADY_PROVISIONED
        assert refused(provision, ALICE) == Status.ALREADY_PROVISIONED
        assert refused(commit, ALICE) == Status.ALREADY_PROVISIONED
    bare_atm.restart()

    assert refused(bare_atm.hsm.provision, ATM) == Status.ALREADY_PROVISIONED


def test_garbage_does_not_disable_the_hsm(atm):
    """After any rubbish, and after a refused voucher, the next valid message in this boot works."""
    opened = atm.open()
    vouchers = atm.vouchers(opened, c1=3)
    device = atm.world.hsm
    assert device.receive(b"\xff" * 300 + b"\0") == b""
    assert device.receive(bytes(range(256)) * 4) == b""
    assert device.receive(Frame(1, HsmOp.DISPENSE, opened.txid).encode()[:-3]) == b""
    assert device.receive(b"\0") == b""
    assert refused(atm.hsm.dispense, opened.txid, [(1, b"\x11" * 64)]) == Status.VOUCHER_INVALID

    assert atm.hsm.dispense(opened.txid, vouchers).kind is RecordKind.PICKING


def test_bytes_without_end_cost_no_memory(atm):
    """70,000 bytes without a 0x00 are dropped; the frame after the next 0x00 is answered."""
    device = atm.world.hsm
    answers = [device.receive(b"\x55" * 1000) for _ in range(70)]

    assert set(answers) == {b""}
    assert len(device._decoder._held) <= FRAME_SIZE_MAX
    assert atm.hsm.status(NOTHING).kind is RecordKind.STATUS


def test_an_older_memory_put_back_shows_in_the_counters(atm):
    """The image of an HSM before a payment names notes that the bank knows to be gone."""
    before = atm.memories.devices["hsm"].snapshot()
    final = atm.paid(c1=5)
    atm.memories.devices["hsm"].put_back(before)
    atm.restart()

    status = atm.genuine(atm.hsm.status(NOTHING))
    assert atm.bank_line(final, 1).next == 5
    assert atm.bank_line(status, 1).next == 0
    assert refused(atm.hsm.get, final.txid) == Status.TXN_NOT_CURRENT


def test_a_restored_memory_never_repeats_a_ticket(atm):
    """Tickets come from the hardware's source: the same image twice opens with two tickets."""
    before = atm.memories.devices["hsm"].snapshot()
    first = atm.hsm.open(OTHER, NOTHING)
    atm.memories.devices["hsm"].put_back(before)
    atm.restart()

    assert atm.hsm.open(OTHER, NOTHING).ticket != first.ticket


def test_another_hsm_refuses_this_ones_voucher(atm):
    """Same uuid, same transaction, another die: another key."""
    other = EmulatedAtm()
    other.dice(1)
    other.restart()
    other.memories.devices.clear()
    other.restart()
    other.provision()
    other.fill()
    opened = other.open()
    mine = other.vouchers(opened, c1=1)
    theirs = [(1, atm.voucher(opened, 1, 1))]

    assert refused(other.hsm.dispense, opened.txid, theirs) == Status.VOUCHER_INVALID
    assert other.hsm.dispense(opened.txid, mine).kind is RecordKind.PICKING


def test_sensors_that_cannot_tell_make_the_outcome_suspect(atm):
    """Neither paid nor void: a person must count."""
    opened = atm.stacked(c1=3)
    atm.world.works.set_sensors_unsure(are_unsure=True)
    atm.world.hsm.power_off()
    atm.world.hsm.power_on()

    final = atm.genuine(atm.hsm.get(opened.txid))
    assert final.outcome is TxnOutcome.SUSPECT
    assert LineFlag.NOTES_UNKNOWN in atm.bank_line(final, 1).flags

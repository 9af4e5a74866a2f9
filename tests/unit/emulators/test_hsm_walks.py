"""A lying kiosk, a clumsy customer and a bad power supply against one HSM, in every order."""

import contextlib

from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.crypto.record import RecordKind, TxnOutcome
from hardware.emulators.notes import PickFault
from hardware.errors import HardwareError
from tests.unit.emulators.emulated_atm import NOTHING, EmulatedAtm

MOMENTS = ["before-mark:2", "before-pick:1", "after-pick:2", "settled", "stacked", "presented"]
MOMENTS += ["unlocked", "retracting", "retracted", "rejected", "final", "picking", "open"]
LOADED = 2 * 60

actions = st.one_of(
    st.sampled_from(
        ["open", "present", "cancel", "take", "replay", "power", "double-spend", "withdraw"]
    ),
    st.tuples(st.just("dispense"), st.integers(0, 4), st.integers(0, 4)),
    st.tuples(st.just("wait"), st.sampled_from([1, 31, 119, 181])),
    st.tuples(st.just("cut"), st.sampled_from(MOMENTS)),
    st.tuples(st.just("blackout"), st.sampled_from(MOMENTS)),
    st.tuples(st.just("fault"), st.sampled_from([PickFault.REJECT, PickFault.JAM])),
)


class Walk:
    """Does what it is told, refused or not, and remembers every word of the bank and the HSM."""

    def __init__(self):
        self.atm = EmulatedAtm()
        self.atm.provision()
        self.atm.fill(LOADED // 2)
        self.finals = {}
        self.vouchers = []

    def act(self, action):
        name, *details = [action] if isinstance(action, str) else action
        with contextlib.suppress(HardwareError):
            getattr(self, name.replace("-", "_"))(*details)
        self.look()

    def look(self):
        """The kiosk asks for the current record; a FINAL one is its last word for ever."""
        try:
            record = self.atm.genuine(self.atm.hsm.get(NOTHING))
        except HardwareError:
            return
        if record.kind is RecordKind.FINAL:
            assert self.finals.setdefault(record.txid, record) == record

    def last_ticket(self):
        return [NOTHING, *(final.ticket for final in self.finals.values())][-1]

    def open(self):
        self.atm.open(self.last_ticket())

    def dispense(self, one, two):
        opened = self.atm.hsm.get(NOTHING)
        notes = {name: count for name, count in (("c1", one), ("c2", two)) if count}
        if opened.kind is RecordKind.OPEN and notes:
            parts = self.atm.vouchers(opened, **notes)
            self.vouchers.append((opened.txid, parts))
            self.atm.hsm.dispense(opened.txid, parts)

    def withdraw(self):
        """The honest way, up to the open shutter."""
        for action in ("open", ("dispense", 2, 1), "present"):
            self.act(action)

    def replay(self):
        current = self.atm.hsm.get(NOTHING).txid
        for _, parts in self.vouchers[:-1]:
            self.refused(current, parts)

    def double_spend(self):
        """The same DISPENSE again, unless it was lost before the HSM heard it."""
        for txid, parts in self.vouchers[-1:]:
            if self.atm.hsm.get(txid).kind is not RecordKind.OPEN:
                self.refused(txid, parts)

    def refused(self, txid, parts):
        try:
            self.atm.hsm.dispense(txid, parts)
        except HardwareError:
            return
        raise AssertionError("the HSM obeyed an old voucher")

    def present(self):
        self.atm.hsm.present(self.atm.hsm.get(NOTHING).txid, 30)

    def cancel(self):
        self.atm.hsm.cancel(self.atm.hsm.get(NOTHING).txid)

    def take(self):
        self.atm.world.works.take()

    def wait(self, seconds):
        self.atm.clock.now += seconds

    def cut(self, moment):
        self.atm.world.hsm.power.arm(moment)

    def blackout(self, moment):
        """Power fails in the midst of an honest withdrawal, and comes back."""
        for action in (("cut", moment), "withdraw", ("wait", 31), "power"):
            self.act(action)

    def power(self):
        self.atm.world.hsm.power_on()

    def fault(self, fault):
        self.atm.world.works.faults[1] = [PickFault.OK, fault]

    def rest(self):
        """Power is good, and time passes: nothing may stay open."""
        for _ in range(4):
            self.power()
            self.wait(400)
            self.look()


@settings(max_examples=80)
@given(st.lists(actions, max_size=25))
def test_in_every_order_each_note_is_attested_once(walked):
    """At rest: presented notes are with the customer or in the retract bin, none is lost, and the
    HSM's counters are those of its canisters."""
    walk = Walk()
    for action in walked:
        walk.act(action)
    walk.rest()
    atm = walk.atm
    places = atm.world.works.whereabouts()
    lines = [line for final in walk.finals.values() for line in final.lines]

    presented = sum(places["customer"].values()) + sum(places["retract_bin"].values())
    assert presented == sum(line.presented for line in lines)
    assert sum(places["reject_bin"].values()) == sum(line.rejected for line in lines)
    assert atm.notes_in_all() == LOADED
    left = {line.canister: line.left for line in atm.hsm.status(NOTHING).lines}
    assert places["canisters"] == left
    assert atm.world.works.is_path_occupied is False
    void = [final for final in walk.finals.values() if final.outcome is TxnOutcome.VOID]
    assert {0} >= {line.presented for final in void for line in final.lines}

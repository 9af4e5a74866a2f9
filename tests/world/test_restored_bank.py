"""A bank whose books were put back to this morning: its ATMs tell it what it has forgotten."""

from __future__ import annotations

import pytest

from bank_server.contract.operations import DepositState, EnvelopeResult
from bank_server.store.memory import MemoryEngine
from kiosk.domain.screens import ScreenId
from kiosk.journal.files import journal_files
from kiosk.journal.reader import read_entries
from kiosk.journal_tools.grammar import faults
from kiosk.journal_tools.lines import parse
from tests.world.support.backup import Backup
from tests.world.support.bank_line import Trouble
from tests.world.support.customer import Customer
from tests.world.support.envelopes import comes_with_envelope, deposits
from tests.world.support.machine import Machine
from tests.world.support.scene import ALICE, PIN, Scene

FIRST, SECOND = "5" * 32, "6" * 32
BEATS_S = 120.0  # time for a few heartbeats
PAID = 7_000


class Morning:
    """A scene whose books were backed up before its day began."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        assert isinstance(scene.bank.engine, MemoryEngine)
        self.engine = scene.bank.engine
        self.backup = Backup(self.engine)

    def comes_back(self, name: str = FIRST, backup: Backup | None = None) -> None:
        """The bank is stopped, its books are put back, and it starts again."""
        (backup or self.backup).restore(self.engine)
        self.scene.bank.start()
        self.scene.bank.store.restorations.begin(name, self.scene.bank.now_ms())

    @property
    def books(self) -> dict[str, tuple[int, int]]:
        """Balance and held amount of every account, in minor units."""
        accounts = self.scene.bank.store.accounts.snapshot().accounts
        return {one.account_id: (one.balance.minor, one.held.minor) for one in accounts}

    @property
    def is_waiting(self) -> bool:
        last = self.scene.bank.store.restorations.last()
        return last is not None and last.is_open


@pytest.fixture
def morning(scene: Scene) -> Morning:
    return Morning(scene)


@pytest.fixture
def day(morning: Morning) -> Morning:
    """Alice has taken 50 and then 20 since."""
    scene = morning.scene
    for units in (50, 20):
        scene.alice.withdraws(units)
        scene.rests()
    scene.runs(BEATS_S)  # the journal is with the bank
    assert scene.alice_paid == PAID
    return morning


def test_an_envelope_of_since_is_told_again_and_people_look_for_it(morning: Morning) -> None:
    """The bank has forgotten what was claimed, and so does not trust it."""
    scene = morning.scene
    comes_with_envelope(scene)
    deposits(scene.alice)
    scene.rests()
    scene.runs(BEATS_S)
    morning.comes_back()
    scene.runs(BEATS_S)

    (envelope,) = [each.envelope for each in scene.bank.transactions if each.envelope]
    assert not morning.is_waiting
    assert 1 == told(scene.machine, "BANK_RESTORED")[0]["count"]
    assert (EnvelopeResult.ACCEPTED, 1) == (envelope.result, envelope.number)
    assert DepositState.DISPUTED is envelope.answer
    assert ("deposit-disputed",) == scene.bank.work_items
    assert () == scene.bank.findings


def told(machine: Machine, code: str) -> list[dict[str, object]]:
    return [dict(entry.d) for entry in read_entries(machine.disk) if entry.ev == code]


def breaks(machine: Machine) -> list[str]:
    """Where its journal is against the grammar."""
    files = [machine.disk.read(str(file)) for file in journal_files(machine.disk)]
    return list(faults(parse(line) for raw in files for line in raw.splitlines(keepends=True)))


def is_whole(day: Morning, paid: int = PAID) -> bool:
    """The ATM is level, the money is where it was, and the next customer is served."""
    scene, machine = day.scene, day.scene.machine
    assert not day.is_waiting
    assert paid == scene.alice_paid == machine.paid_minor
    assert machine.counters_of_hsm == machine.counters_of_bank
    assert () == scene.bank.findings
    assert () == scene.bank.alarms
    assert [] == breaks(machine)
    machine.verified()
    scene.served_again()
    return True


class TestADay:
    def test_at_two_atms_is_what_it_was_to_the_cent(self, scene: Scene) -> None:
        machine, other = scene.machine, scene.other_machine()
        there = Customer(scene.loop, other, ALICE, PIN)
        scene.alice.withdraws(20)
        scene.rests()
        morning = Morning(scene)
        scene.alice.withdraws(50)
        scene.rests()
        scene.runs(BEATS_S)  # the bank lets a card wait that was at work a moment ago
        there.withdraws(30)
        scene.runs(BEATS_S)
        self.leaves_the_cash(scene, there)
        scene.alice.enters()
        scene.alice.asks_for(20)
        scene.alice.confirms()
        scene.alice.sees(ScreenId.TAKE_CARD)
        scene.runs(BEATS_S)  # the card stays in the slot: no cash
        scene.alice.machine.matter.pull_card()
        scene.runs(BEATS_S)
        before, counters = morning.books, (machine.counters_of_bank, other.counters_of_bank)
        assert before["dispute:EUR"] == (2_000, 0)

        morning.comes_back()
        assert before != morning.books
        scene.runs(BEATS_S)

        assert not morning.is_waiting
        assert before == morning.books
        assert counters == (machine.counters_of_bank, other.counters_of_bank)
        assert counters == (machine.counters_of_hsm, other.counters_of_hsm)
        assert () == scene.bank.findings
        assert "dispute" in scene.bank.work_items
        for each in (machine, other):
            assert 1 == len(told(each, "BANK_RESTORED"))
            assert [{"restoration": FIRST, "is_level": True}] == told(each, "BANK_LEVEL")
            copies = [said["txid"] for said in told(each, "HOLD_COPY")]
            assert len(copies) == len(set(copies))
            assert {said["txid"] for said in told(each, "CMD")} <= set(copies)
            assert [] == breaks(each)
            each.verified()
        scene.served_again()

    def leaves_the_cash(self, scene: Scene, customer: Customer) -> None:
        customer.enters()
        customer.asks_for(20)
        customer.confirms()
        customer.sees(ScreenId.TAKE_CARD)
        customer.takes_card()
        customer.sees(ScreenId.TAKE_CASH)
        scene.runs(BEATS_S)

    def test_that_was_over_before_the_backup_is_told_no_more(self, day: Morning) -> None:
        evening = Backup(day.engine)

        day.comes_back(backup=evening)
        day.scene.runs(BEATS_S)

        assert 0 == told(day.scene.machine, "BANK_RESTORED")[0]["count"]
        assert is_whole(day)

    def test_without_cash_is_level_by_its_count_alone(self, morning: Morning) -> None:
        morning.comes_back()
        morning.scene.runs(BEATS_S)

        assert is_whole(morning, 0)


class TestStartedLate:
    def test_a_withdrawal_still_waits_for_what_another_atm_sets_free(self, scene: Scene) -> None:
        """300 of 500 were held at the other ATM when the books were backed up, and given back;
        then 400 were drawn. The bank starts eleven minutes after its books were put back."""
        other = scene.other_machine()
        there = Customer(scene.loop, other, ALICE, PIN)
        morning = Morning(scene)

        def held() -> None:
            morning.backup = Backup(morning.engine)

        there.enters()
        there.asks_for(300)
        other.moments.at("bank settlements before #1", held)
        there.confirms()
        there.sees(ScreenId.TAKE_CARD)
        scene.runs(BEATS_S)  # the card stays in the slot: no cash
        other.matter.pull_card()
        scene.runs(BEATS_S)
        scene.alice.withdraws(400)
        scene.runs(BEATS_S)
        before = morning.books

        morning.comes_back()
        assert 30_000 == scene.held
        scene.bank.stop()
        scene.runs(11 * 60)
        other.bank_line.is_down = True
        scene.bank.start()
        scene.runs(BEATS_S)
        assert morning.is_waiting
        assert () == scene.bank.work_items
        other.bank_line.is_down = False
        scene.runs(BEATS_S)

        assert not morning.is_waiting
        assert before == morning.books
        assert 40_000 == scene.alice_paid
        assert () == scene.bank.findings


class TestInterrupted:
    @pytest.mark.parametrize("path", ["settlements", "levellings"])
    def test_by_a_bank_that_is_silent_or_busy_goes_on_later(self, day: Morning, path: str) -> None:
        line = day.scene.machine.bank_line
        line.trouble(path, Trouble(loses_reply=True))
        line.trouble(path, Trouble(loses_request=True))

        day.comes_back()
        day.scene.runs(3 * BEATS_S)

        assert 1 == len(told(day.scene.machine, "BANK_RESTORED"))
        assert is_whole(day)

    def test_by_a_line_that_is_down_goes_on_later(self, day: Morning) -> None:
        scene, line = day.scene, day.scene.machine.bank_line
        scene.at("bank settlements before #3", lambda: setattr(line, "is_down", True))

        day.comes_back()
        scene.runs(BEATS_S)
        assert day.is_waiting
        line.is_down = False
        scene.runs(BEATS_S)

        assert is_whole(day)

    @pytest.mark.parametrize(
        "moment",
        [
            "bank settlements before #3",
            "bank settlements done #3",
            "bank settlements done #4",
            "journal BANK_RESTORED before #1",
            "journal BANK_RESTORED after #1",
            "bank levellings before #1",
            "bank levellings done #1",
            "journal BANK_LEVEL before #1",
        ],
    )
    def test_by_a_kill_anywhere_begins_again(self, day: Morning, moment: str) -> None:
        scene = day.scene
        scene.at(moment, scene.machine.kill)
        day.comes_back()
        scene.runs(BEATS_S)
        assert not scene.machine.life.is_alive, f"never came to {moment}"

        scene.machine.start()
        scene.runs(BEATS_S)

        assert is_whole(day)

    def test_by_an_hsm_that_is_silent_waits_for_it(self, day: Morning) -> None:
        scene, machine = day.scene, day.scene.machine
        machine.unplug("hsm")
        scene.runs(5)
        day.comes_back()
        scene.runs(BEATS_S)
        assert day.is_waiting
        assert PAID == scene.alice_paid

        machine.plug("hsm")
        scene.runs(2 * BEATS_S)

        assert is_whole(day)

    def test_by_another_restoration_begins_again(self, day: Morning) -> None:
        """And a backup of the bank while it was told knows what was not told by then."""
        scene = day.scene
        taken: list[Backup] = []
        scene.at("bank settlements done #3", lambda: taken.append(Backup(day.engine)))
        day.comes_back(FIRST)
        scene.runs(BEATS_S)
        assert not day.is_waiting

        day.comes_back(SECOND, taken[0])
        assert 5_000 == scene.alice_paid
        scene.runs(BEATS_S)

        named = [each["restoration"] for each in told(scene.machine, "BANK_RESTORED")]
        assert [FIRST, SECOND] == named
        assert is_whole(day)

    def test_the_journal_goes_on_to_the_bank_and_moves_no_place(self, day: Morning) -> None:
        """The upload reaches the end before the money is told; nothing is left out."""
        scene, line = day.scene, day.scene.machine.bank_line
        line.lasting("settlements", Trouble(loses_request=True))
        day.comes_back()
        scene.runs(3 * BEATS_S)
        (book,) = scene.bank.store.journals.books(scene.machine.atm)
        assert book.acked > 20
        scene.machine.kill()
        scene.machine.start()
        scene.runs(BEATS_S)

        line.lasting("settlements", None)
        scene.runs(2 * BEATS_S)

        assert is_whole(day)


class TestInAVisit:
    @pytest.mark.parametrize(
        "moment",
        [
            "bank challenges before #1",
            "bank challenges done #1",
            "bank authorisations done #1",
            "hsm DISPENSE before #1",
            "hsm PRESENT after #1",
            "bank settlements before #1",
            "bank settlements done #1",
        ],
    )
    def test_the_books_go_back_and_notes_are_paid_once_or_not_at_all(
        self, morning: Morning, moment: str
    ) -> None:
        scene, machine = morning.scene, morning.scene.machine
        scene.with_quick_hands()
        scene.is_disturbed(moment, morning.comes_back, lambda alice: alice.withdraws(50))
        scene.runs(3 * BEATS_S)

        assert not morning.is_waiting
        assert machine.paid_minor == scene.alice_paid
        assert machine.paid_minor in {0, 5_000}
        assert machine.counters_of_hsm == machine.counters_of_bank
        assert (0, ()) == (scene.held, scene.bank.findings)

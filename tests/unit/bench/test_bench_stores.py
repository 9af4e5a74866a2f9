"""The measured day of a bank is the product's: each call one durable step, and the books add up."""

from contextlib import closing
from dataclasses import replace

import pytest

from bank_server.domain.audit import audit
from bank_server.store.memory import MemoryEngine
from bank_server.store.sqlite.engine import SqliteEngine
from bank_server.store.stepped import SteppedStore
from bench import mongo_server, stores
from bench.bank_day import LINES, WITHDRAWAL, BankDay, Call
from bench.measured_bank import ATM, furnished
from bench.mongo_server import NAMED, NoMongo, measured_mongo
from bench.plan import QUICK
from bench.timed_engine import TimedEngine

ONE_VISIT = replace(QUICK, writes=10)


class Day:
    """A measured day without a disk; notes how many steps of the store each call took."""

    def __init__(self):
        self.engine = TimedEngine(MemoryEngine(), lambda: 0.0)
        self.bank = furnished(SteppedStore(self.engine, "bench"))
        self.day = BankDay(self.bank, self)
        self.steps = []

    def __call__(self, call, act):
        self.engine.taken_ms.clear()
        result = act()
        self.steps.append((call, len(self.engine.taken_ms)))
        return result


@pytest.fixture
def no_mongo(monkeypatch):
    monkeypatch.delenv(NAMED, raising=False)
    monkeypatch.setattr(mongo_server, "STAND_IN", "not_installed_here")


def figures(report):
    return {figure.label: figure for figure in report.figures}


def test_each_call_of_the_day_is_one_durable_step():
    day = Day()
    day.day.visit(1)
    day.day.read_books()

    assert {1} == {count for _, count in day.steps}
    assert set(Call) == {call for call, _ in day.steps}


def test_a_withdrawal_waits_for_the_six_steps_that_are_added_up():
    """Without the balance, which is asked in between with a challenge of its own."""
    day = Day()
    day.day.visit(1)
    made = [call for call, _ in day.steps]
    asked = made.index(Call.BALANCE)

    assert WITHDRAWAL == (*made[: asked - 1], *made[asked + 1 : made.index(Call.JOURNAL)])
    assert Call.QUESTION is made[asked - 1]


def test_after_two_visits_the_books_add_up_and_the_journal_is_kept():
    day = Day()
    day.day.visit(1)
    day.day.visit(2)
    books = day.bank.store.accounts.snapshot()
    (journal,) = day.bank.store.journals.books(ATM)

    assert () == tuple(audit(books.accounts, books.entries, books.transactions, books.atms))
    assert 2 * LINES == journal.acked
    assert 6 == books.atms[0].num_dispensed_bills


def test_the_stopwatch_hears_every_step_and_hands_its_answer_on(tmp_path):
    engine = SqliteEngine(tmp_path / "some.sqlite")
    with closing(TimedEngine(engine, iter(range(9)).__next__)) as one:
        answer = one.run(lambda _rows: "answer")

    assert ("answer", [1000]) == (answer, one.taken_ms)


@pytest.mark.usefixtures("no_mongo")
def test_without_a_mongodb_the_same_steps_are_said_to_be_not_measured(tmp_path):
    report = stores.stores(tmp_path, ONE_VISIT)
    found = figures(report)

    assert found["SQLite: settlement, captured"].ratio > 0
    assert "not measured" in found["MongoDB: the same steps"].text()
    assert "the stand-in is not installed" in report.remarks[-1]


def test_both_stores_stand_side_by_side_each_beside_a_bare_write(tmp_path, monkeypatch):
    monkeypatch.delenv(NAMED, raising=False)
    report = stores.stores(tmp_path, ONE_VISIT)
    labels = [figure.label for figure in report.figures]

    assert ["SQLite: heartbeat", "MongoDB: heartbeat"] == [
        label for label in labels if "heartbeat" in label
    ]
    assert all(figure.ratio > 0 for figure in report.figures if figure.peer)
    assert "x SQLite" in figures(report)["MongoDB: heartbeat"].note
    assert "a stand-in cannot show elections" in " ".join(report.remarks)


def test_an_address_that_cannot_be_understood_is_no_figure_and_is_told_to_nobody(tmp_path):
    named = {NAMED: "mongodb://user:secret@"}

    with pytest.raises(NoMongo) as ended, measured_mongo(tmp_path, named):
        pytest.fail("nothing serves there")

    assert f"the address in {NAMED} cannot be understood" == str(ended.value)


@pytest.mark.parametrize(
    ("uri", "address"),
    [
        ("mongodb://a:1,b:2/?replicaSet=r", "mongodb://a:1,b:2/books?replicaSet=r"),
        ("mongodb://u:p@a/users", "mongodb://u:p@a/books?authSource=users"),
        ("mongodb+srv://u:p@a", "mongodb+srv://u:p@a/books?authSource=admin"),
    ],
)
def test_the_measured_database_is_another_one_of_the_same_server_and_user(uri, address):
    assert address == mongo_server.address_of(uri, "books")

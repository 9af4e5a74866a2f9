"""Memory, SQLite and MongoDB give the same answers to the same random histories.

The longer run is `python -m tests.store_histories --minutes 10`.
"""

import typing
from collections import Counter
from dataclasses import replace

import pytest

from bank_server.domain.people import ActionKind
from bank_server.store.base import StoreSteps
from bank_server.store.memory import MemoryRows
from tests.store_histories.drawing import DRAWS
from tests.store_histories.history import history
from tests.store_histories.operation import GROUP, RESTART
from tests.store_histories.outcomes import OUTCOMES
from tests.store_histories.people import PLANS
from tests.store_histories.same import play
from tests.store_histories.smaller import shrunk
from tests.store_histories.stores import MongoPlace, in_memory, in_sqlite

ON_ALL = range(1, 4)  # seeds; a history takes three to four seconds
IN_MEMORY = range(1, 101)


@pytest.fixture(scope="module")
def place(mongo):
    return MongoPlace(mongo)


@pytest.mark.parametrize("seed", ON_ALL)
def test_the_same_history_has_the_same_answers_everywhere(seed, place, tmp_path):
    stores = [in_memory(), in_sqlite(tmp_path / "bank.sqlite"), place.emptied()]

    difference = play(history(seed), stores)

    for each in stores:
        each.close()
    assert difference is None, str(difference)


def test_histories_know_every_operation_of_a_store():
    names = {
        f"{noun}.{verb}"
        for noun, part in vars(StoreSteps).items()
        if isinstance(part, property) and noun != "boot_id"
        for verb, step in vars(typing.get_type_hints(part.fget)["return"]).items()
        if callable(step) and not verb.startswith("_")
    }

    assert names == set(DRAWS) == set(OUTCOMES) - {GROUP, RESTART}
    assert set(ActionKind) == set(PLANS)


def test_each_operation_is_tried_with_success_and_with_every_refusal():
    seen = Counter()
    for seed in IN_MEMORY:
        history(seed, seen=seen)
    wanted = {(name, how) for name, hows in OUTCOMES.items() for how in hows}

    assert set() == wanted - set(seen)


def test_a_history_is_the_same_for_the_same_seed():
    assert [str(each) for each in history(7)] == [str(each) for each in history(7)]


class VisitsStay(MemoryRows):
    def drop_visit(self, card_id, atm_id):
        pass


class HoldsAreNew(MemoryRows):
    def held_since_before(self, started_ms):
        return super().held_since_before(started_ms - 1)


class ReturnsAreForgotten(MemoryRows):
    def put_transaction(self, transaction):
        super().put_transaction(replace(transaction, returned=None))


class Unsorted(MemoryRows):
    def all_staff(self):
        return self._staff.all()


@pytest.mark.parametrize("wrong", [VisitsStay, HoldsAreNew, ReturnsAreForgotten, Unsorted])
def test_a_store_that_answers_otherwise_is_found_and_its_history_is_shrunk(wrong):
    drawn = next(each for each in map(history, IN_MEMORY) if differ(each, wrong))

    kept = shrunk(len(drawn), lambda numbers: differ([drawn[each] for each in numbers], wrong))

    assert differ([drawn[each] for each in kept], wrong)
    assert len(kept) <= 30


def differ(drawn, wrong):
    return play(drawn, [in_memory(), in_memory("wrong", wrong)])

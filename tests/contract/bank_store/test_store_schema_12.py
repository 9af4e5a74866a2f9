"""A database of the twelfth schema becomes one that keeps what came of PINs."""

from bank_server.domain.pin_results import PinResult
from bank_server.store.sqlite import sqlite_store
from tests.contract.bank_store.former_schemas import ATM_2, columns, columns_of_today, make
from tests.contract.bank_store.store_world import ATM

RESULT = PinResult(1, ATM, "a" * 32, is_right=True)


def test_results_of_pins_are_kept_from_now_on(tmp_path):
    path = tmp_path / "bank.sqlite"
    make(path, 12, ATM_2)

    store = sqlite_store(path, "boot 2")
    store.pins.note(RESULT)

    assert (RESULT,) == store.pins.results(None, 10)
    store.close()
    assert columns_of_today(tmp_path) == columns(path)

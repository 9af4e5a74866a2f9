"""Document A's calls speak whole units of the bank's currency, however many digits follow them."""

from types import SimpleNamespace

import pytest

from bank_server.admin import xmlrpc as rpc
from bank_server.admin.client import AdminError
from bank_server.http import staff_messages as m
from bank_server.state import StateFolder

MINOR_PER_UNIT = {"JPY": 1, "EUR": 100, "KWD": 1_000}


class Desk:
    """In the bank's place: writes down what it is asked, and knows one account."""

    def __init__(self):
        self.asked = {}
        self.balance = 0

    def ask(self, path, asked, _):
        self.asked[path] = asked
        if path == "accounts/show" and asked.name != "alice":
            raise AdminError("no account has this name")
        return SimpleNamespace(
            name="alice", balance=self.balance, uuid="u", token="t", pad_token="p", id="0" * 32
        )


@pytest.fixture(params=sorted(MINOR_PER_UNIT))
def currency(request):
    return request.param


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def calls(tmp_path, desk, currency):
    (tmp_path / "settings.toml").write_text(f'[bank]\ncurrency = "{currency}"\n', "utf-8")
    return rpc.AdminCalls(StateFolder(tmp_path), desk, desk)


def test_a_balance_of_units_is_opened_and_set_in_the_smallest_unit(calls, desk, currency):
    assert b"u:t" == calls.create_account("alice", 7)
    assert calls.update_balance("alice", 9) is True

    opened, changed = desk.asked["accounts"], desk.asked["accounts/set-balance"]
    assert (7 * MINOR_PER_UNIT[currency], None) == (opened.minor, opened.currency)
    assert 9 * MINOR_PER_UNIT[currency] == changed.minor


@pytest.mark.parametrize("units", [0, 1, rpc.UNITS_MAX])
def test_a_balance_is_told_in_whole_units_rounded_down(calls, desk, currency, units):
    desk.balance = (units + 1) * MINOR_PER_UNIT[currency] - 1

    assert units == calls.check_balance("alice")
    assert calls.check_balance("bob") is False


def test_a_balance_that_the_protocol_cannot_carry_is_a_refusal(calls, desk, currency):
    desk.balance = (rpc.UNITS_MAX + 1) * MINOR_PER_UNIT[currency]

    assert calls.check_balance("alice") is False


@pytest.mark.parametrize("amount", [-1, rpc.UNITS_MAX + 1, True, 1.0, "1", None])
def test_what_is_no_amount_of_units_is_a_refusal_and_nobody_is_asked(calls, desk, amount):
    assert calls.create_account("alice", amount) is False
    assert calls.update_balance("alice", amount) is False
    assert {} == desk.asked


def test_the_largest_amount_is_one_that_the_books_can_hold(calls, desk, currency):
    assert calls.update_balance("alice", rpc.UNITS_MAX) is True

    largest = rpc.UNITS_MAX * MINOR_PER_UNIT[currency]
    assert largest == desk.asked["accounts/set-balance"].minor
    assert largest == m.AccountSetBalance(name="alice", minor=largest).minor


def test_a_note_of_the_machine_is_worth_one_unit(calls, desk, currency, monkeypatch):
    made = []

    def create(_client, _state, canisters, *_):
        made.extend(canisters)
        return SimpleNamespace(uuid="u", token="t", pad_token="p")

    monkeypatch.setattr(rpc, "create_atm", create)

    assert b"u:t:p" == calls.create_atm()
    assert [(1, MINOR_PER_UNIT[currency])] == made

"""Staff on the admin listener: duties, two persons for money, provisioning tokens, certificates."""

import secrets

import pytest

from bank_server.contract.money import Money
from bank_server.domain.people import ActionKind, Staff, StaffRole, balance_body
from hardware.crypto.secret import Secret

A_DAY_MS = 24 * 3_600_000


def test_a_balance_is_set_only_when_a_second_person_confirms(world):
    account = world.new_account(1_000)
    proposed = world.admin("accounts/set-balance", name=account, minor=5_000).body
    assert (1_000, 0) == world.balance(account)
    waiting = world.admin("confirmations/list").body["waiting"]
    assert [(proposed["id"], "anna")] == [(each["id"], each["proposed_by"]) for each in waiting]

    assert {"state": "done"} == world.admin("confirmations", by="ben", id=proposed["id"]).body
    assert (5_000, 0) == world.balance(account)


def test_nobody_confirms_what_they_proposed(world):
    account = world.new_account(1_000)
    proposed = world.admin("accounts/set-balance", name=account, minor=5_000).body

    refused = world.admin("confirmations", by="anna", id=proposed["id"])
    assert (403, "same-person") == refused.problem
    assert (1_000, 0) == world.balance(account)
    assert 200 == world.admin("confirmations", by="ben", id=proposed["id"]).status


def test_a_confirmation_works_once(world):
    account = world.new_account(1_000)
    proposed = world.admin("accounts/set-balance", name=account, minor=5_000).body
    assert 200 == world.admin("confirmations", by="ben", id=proposed["id"]).status

    again = world.admin("confirmations", by="ben", id=proposed["id"])
    assert (409, "not-possible") == again.problem
    assert (404, "not-found") == world.admin("confirmations", by="ben", id="0" * 32).problem


@pytest.mark.parametrize(
    ("who", "path", "body"),
    [
        ("carla", "confirmations", {"id": "0" * 32}),
        ("carla", "atms/suspend", {"uuid": "0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8"}),
        ("carla", "reports/audit", {}),
        ("carla", "operators/revoke", {"name": "anna"}),
        ("edda", "accounts", {"name": "x", "minor": 1, "currency": None}),
        ("edda", "accounts/set-balance", {"name": "x", "minor": 1}),
        ("edda", "cards/block", {"card": "0" * 64}),
    ],
)
def test_a_role_does_only_its_duties(world, who, path, body):
    assert 200 == world.admin("accounts/list", by=who).status

    assert (403, "not-your-duty") == world.admin(path, by=who, **body).problem


def test_a_revoked_operator_is_nobody(world, expect_log):
    expect_log("certificate_refused serial=.* name=dev")
    assert 200 == world.admin("accounts/list", by="dev").status
    assert (403, "same-person") == world.admin("operators/revoke", name="anna").problem
    assert 200 == world.admin("operators/revoke", name="dev").status

    assert (403, "not-staff") == world.admin("accounts/list", by="dev").problem


def test_what_a_revoked_operator_proposed_is_not_confirmed(world):
    """Two people want it, or it does not happen."""
    name, proposal = world.new_account(1_000), "9" * 32
    body = balance_body(world.admin("accounts/show", name=name).body["id"], Money(5_000, "EUR"))
    world.store.staff.add(Staff("gone", StaffRole.SUPERVISOR, "90e"))
    now_ms = world.clock()
    world.store.staff.propose(proposal, ActionKind.SET_BALANCE, body, "gone", now_ms)
    waiting = world.admin("confirmations/list").body["waiting"]
    assert ("gone", proposal) in [(each["proposed_by"], each["id"]) for each in waiting]
    assert 200 == world.admin("operators/revoke", name="gone").status

    assert (409, "not-possible") == world.admin("confirmations", by="ben", id=proposal).problem
    assert (1_000, 0) == world.balance(name)
    waiting = world.admin("confirmations/list").body["waiting"]
    assert "gone" not in [each["proposed_by"] for each in waiting]


def test_an_accounts_name_exists_once(world):
    name = world.new_account()

    again = world.admin("accounts", name=name, minor=1, currency=None)
    assert (409, "exists") == again.problem


@pytest.mark.parametrize("minor", [-1, 1.0, True, "1", 2**53, None])
def test_an_opening_balance_is_a_whole_number_from_zero(world, minor):
    """W6 and W22: negative amounts made money; zero accounts read as missing."""
    assert 200 == world.admin("accounts", name=world.new_name(), minor=0, currency=None).status

    refused = world.admin("accounts", name=world.new_name(), minor=minor, currency=None)
    assert (400, "bad-request") == refused.problem


@pytest.mark.parametrize("name", ["", "x" * 1_025, "a\r\nb", "\x1b[2J", "\x00"])
def test_a_name_that_would_move_a_terminals_cursor_is_refused(world, name):
    """Fault 61."""
    assert (400, "bad-request") == world.admin(
        "accounts", name=name, minor=1, currency=None
    ).problem


def test_a_card_needs_existing_accounts(world):
    assert 200 == world.issue(world.new_account()).status

    assert (404, "not-found") == world.issue("nobody").problem


def test_a_token_lets_one_key_in_and_answers_it_again(world, atm):
    issued = world.issue(world.new_account()).body
    key, other = Secret(secrets.token_bytes(32)), Secret(secrets.token_bytes(32))
    card = type("Card", (), {"pin": b"2580", "id": Secret(issued["uuid"].encode())})
    block = atm.block(card, issued["token"], slot=1)

    def provision(key, token=issued["token"], block=block):
        return atm.provision("card", issued["uuid"], token, key, pin_block=block)

    assert (403, "token-invalid") == provision(key, token="x" * 32).problem
    wrong = atm.block(card, "y" * 32, slot=1)
    assert (403, "pin-block-invalid") == provision(key, block=wrong).problem
    assert {"state": "stored", "journal_key": None} == provision(key).body
    runs = world.hasher.runs
    assert {"state": "stored", "journal_key": None} == provision(key).body
    assert runs == world.hasher.runs
    assert (403, "token-invalid") == provision(other).problem


def test_a_token_ends_after_a_day(world, atm):
    issued = world.issue(world.new_account()).body
    card = type("Card", (), {"pin": b"2580", "id": Secret(issued["uuid"].encode())})
    block = atm.block(card, issued["token"], slot=1)
    key = Secret(secrets.token_bytes(32))
    world.clock.ahead_ms += A_DAY_MS + 1
    late = atm.provision("card", issued["uuid"], issued["token"], key, pin_block=block)
    world.clock.ahead_ms -= A_DAY_MS + 1

    assert (403, "token-invalid") == late.problem


def test_the_pad_comes_before_the_hsm_and_the_journal_key_stays_the_same(world):
    atm = world.new_atm(provisioned=False)
    counts = [{"canister": 1, "count": 5}]

    def provision_hsm():
        return atm.provision("hsm", atm.uuid, atm.tokens[0], atm.hsm.key, counts=counts)

    assert (403, "token-invalid") == provision_hsm().problem
    assert 200 == atm.provision("pinpad", atm.uuid, atm.tokens[1], atm.pad_key).status
    first = provision_hsm().body["journal_key"]

    assert (64, first) == (len(first), provision_hsm().body["journal_key"])


def test_one_atm_does_not_provision_another(world, atm):
    other = world.new_atm(provisioned=False)
    stolen = atm.provision("pinpad", other.uuid, other.tokens[1], atm.pad_key)

    assert (403, "token-invalid") == stolen.problem
    assert 200 == other.provision("pinpad", other.uuid, other.tokens[1], other.pad_key).status


def test_a_cash_load_tells_where_people_and_hsm_disagree(world):
    atm = world.new_atm(notes=100)
    records = [atm.hsm.load(1, 50)]
    counted = [{"canister": 1, "count": 49}]
    reply = atm.call("cash-loads", operator=counted, staff=["anna"], records=records)

    assert [{"canister": 1, "operator": 49, "recorded": 50}] == reply.body["differences"]
    shown = world.admin("atms/show", uuid=atm.uuid).body["canisters"][0]
    assert (2, 0, 50) == (shown["load"], shown["next"], shown["left"])


def test_a_cash_load_of_another_hsm_is_refused(world, atm, other_atm, expect_log):
    expect_log("alarm what=cash-load .* reason=record-not-genuine")
    records = [other_atm.hsm.status()]

    refused = atm.call("cash-loads", operator=[], staff=[], records=records)
    assert (403, "receipt-invalid") == refused.problem


def test_a_suspended_atm_gives_no_cash_until_resumed(world):
    atm = world.new_atm()
    card = world.new_card(atm)
    assert 200 == world.admin("atms/suspend", uuid=atm.uuid).status
    assert (409, "atm-busy") == atm.challenge(card, "withdrawal", notes={1: 1}).problem
    assert 200 == world.admin("atms/resume", uuid=atm.uuid).status

    assert 200 == atm.challenge(card, "withdrawal", notes={1: 1}).status


def test_an_atm_without_a_key_is_not_resumed(world):
    """Only its HSM's key makes an ATM ready; staff cannot say so instead."""
    atm = world.new_atm(provisioned=False)
    assert 200 == world.admin("atms/suspend", uuid=atm.uuid).status

    assert (409, "not-possible") == world.admin("atms/resume", uuid=atm.uuid).problem


def test_a_certificate_is_revoked_under_its_own_atm_only(world):
    """A slip in the ATM's id must not silence another machine."""
    atm, other = world.new_atm(), world.new_atm()

    slip = world.admin("atms/certificates/revoke", uuid=other.uuid, serial=atm.serial)
    assert (404, "not-found") == slip.problem
    assert 200 == atm.call("resolutions", txid="0" * 32).status


def test_what_is_not_allowed_afterwards_is_not_called_done(world):
    """Allowing twice changes nothing; a revoked serial, or another ATM's, is refused."""
    atm, other = world.new_atm(), world.new_atm()
    serials = {"uuid": atm.uuid, "serial": atm.serial}
    assert 200 == world.admin("atms/certificates/allow", **serials).status
    foreign = world.admin("atms/certificates/allow", uuid=other.uuid, serial=atm.serial)
    assert (409, "exists") == foreign.problem
    assert 200 == world.admin("atms/certificates/revoke", **serials).status

    assert (409, "exists") == world.admin("atms/certificates/allow", **serials).problem


@pytest.mark.parametrize(
    "change",
    [
        {"canisters": []},
        {"canisters": [{"canister": 9, "denomination": 1}]},
        {"canisters": [{"canister": 1, "denomination": 0}]},
        {"canisters": [{"canister": 1, "denomination": 1}, {"canister": 1, "denomination": 2}]},
        {"max_notes": 129},
        {"public_key": "-----BEGIN PUBLIC KEY-----"},
    ],
)
def test_an_impossible_atm_is_refused(world, change):
    from bank_server.certificates.authority import new_private_key, public_pem

    body = {
        "canisters": [{"canister": 1, "denomination": 1000}],
        "currency": None,
        "max_notes": 40,
        "public_key": public_pem(new_private_key()),
    }
    assert 200 == world.admin("atms", **body).status

    assert (400, "bad-request") == world.admin("atms", **(body | change)).problem


def test_secrets_are_neither_in_the_audit_nor_in_the_log(world, atm, caplog):
    """Fault 62: PIN, PIN block, keys, tokens, card id."""
    caplog.set_level("DEBUG")
    issued = world.issue(world.new_account()).body
    card = world.new_card(atm)
    atm.ask(card)
    text = caplog.text + repr(world.audit.entries)
    database = b"".join(p.read_bytes() for p in world.state.database.parent.glob("bank.sqlite*"))

    hidden = [issued["token"], issued["uuid"], card.uuid, card.key.reveal().hex()]
    assert [] == [each for each in hidden if each in text or each.encode() in database]
    assert card.key.reveal() not in database

"""A bank whose books were put back: copies of holds, proofs of an HSM's count, and who waits."""

import secrets
import sqlite3
from contextlib import closing

import pytest

from bank_server.domain.deposits import reference_of
from hardware.crypto.record import TxnOutcome

NOTES = {1: 2}
ASKED, OPENING = 2_000, 100_000
FORGET = (
    "DROP TRIGGER transactions_are_never_deleted",
    """UPDATE accounts SET held = 0 WHERE account_id =
    (SELECT account_id FROM transactions WHERE txid = :txid)""",
    "UPDATE atms SET held_txid = NULL WHERE held_txid = :txid",
    "DELETE FROM transactions WHERE txid = :txid",
    """CREATE TRIGGER transactions_are_never_deleted BEFORE DELETE ON transactions
    BEGIN SELECT RAISE (ABORT, 'a txid is never forgotten'); END""",
)


def forget(world, txid):
    """The books are as they were before this hold."""
    change(world, *FORGET, txid=txid)


def change(world, *statements, **values):
    with closing(sqlite3.connect(world.state.database, isolation_level=None)) as books:
        for statement in statements:
            books.execute(statement, values if ":" in statement else {})


@pytest.fixture
def account(world):
    return world.new_account(OPENING)


@pytest.fixture
def atm(world):
    return world.new_atm()


@pytest.fixture
def lost(world, atm, account):
    """(txid, copy, receipt) of two tens that were taken, and that the bank has forgotten."""
    return taken(world, atm, account)


def taken(world, atm, account):
    txid, reply = atm.held(world.new_card(atm, account), NOTES)
    receipt = atm.hsm.final(txid, TxnOutcome.TAKEN, NOTES)
    forget(world, txid)
    assert (OPENING, 0) == world.balance(account)
    return txid, reply.body["hold_copy"], receipt


def settle(atm, txid, copy, receipt):
    return atm.call("settlements", txid=txid, receipt=receipt, hold_copy=copy)


def suspense(world, txid):
    return [
        (each["minor"], each["account"])
        for each in world.admin("suspense/list").body["suspense"]
        if each["txid"] == txid
    ]


class TestCopies:
    def test_the_account_that_was_chosen_pays(self, world, atm, account, lost):
        settled = settle(atm, *lost)

        assert (200, "captured") == (settled.status, settled.body["state"])
        assert settled.body == settle(atm, *lost).body
        assert (OPENING - ASKED, 0) == world.balance(account)
        assert [] == world.admin("reports/audit").body["findings"]

    def test_without_one_it_is_suspense(self, world, atm, account, lost, expect_log):
        expect_log("alarm what=settlement")
        txid, _, receipt = lost

        assert "suspense" == settle(atm, txid, None, receipt).body["state"]
        assert (OPENING, 0) == world.balance(account)
        assert [(ASKED, None)] == suspense(world, txid)

    @pytest.mark.parametrize("how", ["changed", "cut", "random"])
    def test_one_that_is_none_is_an_alarm_and_the_receipt_counts(
        self, world, atm, account, lost, expect_log, how
    ):
        txid, copy, receipt = lost
        forged = {
            "changed": copy[:60] + ("0" if copy[60] != "0" else "1") + copy[61:],
            "cut": copy[:-2],
            "random": secrets.token_hex(len(copy) // 2),
        }[how]
        expect_log("alarm what=settlement")

        assert "suspense" == settle(atm, txid, forged, receipt).body["state"]
        assert ("settlement", "hold-copy-not-genuine") in world.audit.alarms()
        assert (OPENING, 0) == world.balance(account)
        assert [(ASKED, None)] == suspense(world, txid)

    def test_one_of_another_txid_or_another_atm_is_none(self, world, account, lost, expect_log):
        """Money that was taken is charged to nobody else's account."""
        other_account, other_atm = world.new_account(OPENING), world.new_atm()
        _, copy, _ = lost
        txid, _, receipt = taken(world, other_atm, other_account)
        expect_log("alarm what=settlement")

        assert "suspense" == settle(other_atm, txid, copy, receipt).body["state"]
        assert ("settlement", "hold-copy-not-genuine") in world.audit.alarms()
        assert (OPENING, 0) == world.balance(account) == world.balance(other_account)

    @pytest.mark.parametrize("text", ["", "0", "xy", "00" * 513])
    def test_one_of_another_form_is_a_bad_request(self, atm, lost, text):
        txid, copy, receipt = lost
        refused = settle(atm, txid, text, receipt)

        assert (400, "bad-request") == refused.problem
        assert 200 == settle(atm, txid, copy, receipt).status

    def test_an_account_that_cannot_pay_is_named_to_staff(
        self, world, atm, account, lost, expect_log
    ):
        """The books are older than the account's money."""
        world.admin("confirmations", by="ben", id=emptied(world, account))
        expect_log("alarm what=settlement")

        settled = settle(atm, *lost)

        assert "suspense" == settled.body["state"]
        assert [(ASKED, account)] == suspense(world, lost[0])


def emptied(world, account):
    """Id of the proposal."""
    proposed = world.admin("accounts/set-balance", name=account, minor=0)
    assert 200 == proposed.status, proposed.body
    return proposed.body["id"]


class TestLevellings:
    @pytest.fixture
    def restored(self, world, atm, other_atm):
        """Its name; this ATM is the only one that is waited for."""
        name = secrets.token_hex(16)
        world.store.restorations.begin(name, world.clock())
        only = f'[["{atm.uuid}",0]]'
        change(
            world,
            "UPDATE restorations SET waiting = :only WHERE name = :name",
            only=only,
            name=name,
        )
        yield name
        change(world, "UPDATE restorations SET waiting = '[]'")

    def beat(self, atm):
        return atm.call("heartbeats", state="in-service", reasons=[], counters=[], software="1")

    def level(self, atm, name, status=None):
        status = atm.hsm.status(bytes.fromhex(name)) if status is None else status
        return atm.call("levellings", restoration=name, status=status)

    def test_a_heartbeat_is_told_until_the_proof(self, world, atm, restored):
        told = self.beat(atm).body
        assert ({"name": restored, "acked": 0}, ["stop-service"]) == (
            told["restored"],
            told["commands"],
        )

        proven = self.level(atm, restored)

        assert (200, {"is_level": True}) == (proven.status, proven.body)
        told = self.beat(atm).body
        assert (None, []) == (told["restored"], told["commands"])
        assert {"is_level": True} == self.level(atm, restored).body

    def test_an_envelope_whose_approval_is_forgotten_is_found_by_its_reference(
        self, world, atm, account, restored
    ):
        """It lies in the bin. The customer says what was in it, and two people look."""
        txid = secrets.token_hex(16)
        told = [
            atm.call("deposit-results", txid=txid, envelope="accepted", number=3).body for _ in "12"
        ]
        (row,) = [
            each for each in world.admin("deposits/list").body["deposits"] if each["txid"] == txid
        ]
        found = {"minor": 4_000, "currency": "EUR"}
        body = {"atm": atm.uuid, "txid": txid, "found": found, "why": "it is written on it"}
        unnamed = world.admin("deposits/verify", **body, account=None)
        answer = world.admin("deposits/verify", **body, account=account)
        world.admin("confirmations", by="ben", id=answer.body["proposed"]["id"])

        assert [{"state": "disputed"}] * 2 == told
        assert (None, None, reference_of(txid, atm.uuid)) == (
            row["account"],
            row["claimed"],
            row["reference"],
        )
        assert (400, "bad-request") == unnamed.problem
        assert "what was claimed is not known any more" in answer.body["proposed"]["says"]
        assert (OPENING + 4_000, 0) == world.balance(account)
        assert [] == world.admin("reports/audit").body["findings"]

    def test_nobody_is_served_before_that(self, world, atm, account, restored):
        card = world.new_card(atm, account)
        refused = atm.challenge(card)
        assert (503, "levelling") == refused.problem
        assert "retry-after" in refused.headers

        self.level(atm, restored)

        assert 200 == atm.challenge(card).status

    def test_an_hsm_that_has_moved_more_is_behind_until_it_was_told(
        self, world, atm, account, lost, restored, expect_log
    ):
        expect_log("alarm what=levelling")
        assert {"is_level": False} == self.level(atm, restored).body
        assert ("levelling", "behind") in world.audit.alarms()
        listed = world.admin("work-items/list").body["items"]
        assert "behind" in {each["kind"] for each in listed if each["atm"] == atm.uuid}

        settle(atm, *lost)

        assert {"is_level": True} == self.level(atm, restored).body
        assert (OPENING - ASKED, 0) == world.balance(account)

    def test_only_this_hsms_status_for_this_restoration_proves_it(
        self, world, atm, other_atm, restored, expect_log
    ):
        nonce = bytes.fromhex(restored)
        expect_log("alarm what=levelling")
        good = atm.hsm.status(nonce)
        for status in (
            other_atm.hsm.status(nonce),
            atm.hsm.status(),
            atm.hsm.open(restored),
            good[:-2] + ("00" if good[-2:] != "00" else "01"),
        ):
            refused = self.level(atm, restored, status)
            assert (403, "receipt-invalid") == refused.problem
        assert 4 == world.audit.alarms().count(("levelling", "record-invalid"))
        assert {"is_level": True} == self.level(atm, restored, good).body

    def test_no_other_restoration_is_open(self, atm, restored):
        refused = self.level(atm, secrets.token_hex(16))

        assert (404, "not-found") == refused.problem

    @pytest.mark.parametrize("fields", [{"restoration": "00"}, {"status": "00"}, {"more": 1}])
    def test_of_another_form_is_a_bad_request(self, atm, restored, fields):
        body = {"restoration": restored, "status": atm.hsm.status()} | fields
        refused = atm.call("levellings", **body)

        assert (400, "bad-request") == refused.problem

    def test_a_settlement_out_of_turn_comes_again_later(self, world, atm, account, restored):
        taken_without_hold(atm)
        second = taken_without_hold(atm)

        refused = settle(atm, second[0], None, second[1])

        assert (503, "levelling") == refused.problem
        assert "10" == refused.headers["retry-after"]
        assert [] == suspense(world, second[0])


def taken_without_hold(atm):
    txid = secrets.token_hex(16)
    atm.hsm.open(txid)
    return txid, atm.hsm.final(txid, TxnOutcome.TAKEN, NOTES)

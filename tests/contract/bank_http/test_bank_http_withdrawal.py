"""A withdrawal over the wire: approved, paid, settled; and each forgery of its evidence refused."""

import secrets

import pytest

from hardware.crypto.record import TxnOutcome


@pytest.fixture
def account(world):
    return world.new_account(100_000)


@pytest.fixture
def card(world, atm, account):
    return world.new_card(atm, account)


def test_a_withdrawal_debits_exactly_the_notes_that_the_hsm_presented(world, atm, card, account):
    txid, reply = atm.held(card, {1: 2, 2: 1})
    held = world.balance(account)
    first = [
        (box.next, box.next + n) for box, n in zip(atm.hsm.canisters.values(), (2, 1), strict=True)
    ]

    assert first == atm.hsm.check_vouchers(txid, reply.body["vouchers"])
    assert (100_000, 7_000) == held
    settled = atm.settle(txid, atm.hsm.final(txid, TxnOutcome.TAKEN, {1: 2, 2: 1}))
    assert {"state": "captured", "amount": {"minor": 7000, "currency": "EUR"}} == settled.body
    assert (93_000, 0) == world.balance(account)


def test_what_was_not_presented_is_released(world, atm, card, account):
    """The hold was for three notes; one crossed the shutter."""
    txid, _ = atm.held(card, {1: 3})
    settled = atm.settle(txid, atm.hsm.final(txid, TxnOutcome.TAKEN, {1: 1}))

    assert ("captured", 1000) == (settled.body["state"], settled.body["amount"]["minor"])
    assert (99_000, 0) == world.balance(account)


def test_a_void_receipt_releases_everything(world, atm, card, account):
    txid, _ = atm.held(card, {1: 3})
    settled = atm.settle_void(txid)

    assert ("void", 0) == (settled.body["state"], settled.body["amount"]["minor"])
    assert (100_000, 0) == world.balance(account)


def test_the_same_receipt_again_gets_the_same_answer_and_moves_nothing(world, atm, card, account):
    txid, _ = atm.held(card, {1: 1})
    receipt = atm.hsm.final(txid, TxnOutcome.TAKEN, {1: 1})
    answers = {atm.settle(txid, receipt).raw for _ in range(5)}

    assert 1 == len(answers)
    assert (99_000, 0) == world.balance(account)


def test_a_repeated_authorisation_gets_the_same_bytes_and_no_second_hold(world, atm, card, account):
    given = atm.challenge(card, "withdrawal", notes={1: 1})
    body = {
        "anchor": {"seq": 0, "h": "0" * 64, "m": "0" * 32},
        "txid": given.txid,
        "response": card.answer(given.body["challenge"]),
        "proof": {"pin_block": atm.block(card, given.body["challenge"])},
        "new_pin_block": None,
    }
    first = atm.client.post("/v1/authorisations", body)
    runs = world.hasher.runs
    again = [atm.client.post("/v1/authorisations", body).raw for _ in range(4)]

    assert ({first.raw}, runs, 200) == (set(again), world.hasher.runs, first.status)
    assert (100_000, 1000) == world.balance(account)
    assert "void" == atm.settle_void(given.txid).body["state"]


def test_a_retracted_stack_stays_debited(world, atm, card, account):
    txid, _ = atm.held(card, {1: 2})
    settled = atm.settle(txid, atm.hsm.final(txid, TxnOutcome.RETRACTED, {1: 2}))

    assert ("captured", 2000) == (settled.body["state"], settled.body["amount"]["minor"])
    items = world.admin("work-items/list").body["items"]
    assert [("dispute", atm.uuid, 2000, "EUR")] == [
        (item["kind"], item["atm"], item["amount"], item["currency"])
        for item in items
        if item["reference"] == txid
    ]


def test_more_than_the_account_holds_is_declined_and_repeated_as_such(world, atm):
    account = world.new_account(500)
    card = world.new_card(atm, account)
    reply = atm.ask(card, "withdrawal", notes={1: 1})

    assert ("declined", "funds") == (reply.body["result"], reply.body["reason"])
    assert (500, 0) == world.balance(account)


def test_the_daily_limit_is_the_cards(world, atm):
    card = world.new_card(atm, daily_limit=1500)
    txid, _ = atm.held(card, {1: 1})
    atm.settle(txid, atm.hsm.final(txid, TxnOutcome.TAKEN, {1: 1}))
    world.clock.ahead_ms += 130_000
    reply = atm.ask(card, "withdrawal", notes={1: 1})

    assert ("declined", "daily-limit") == (reply.body["result"], reply.body["reason"])


def test_a_receipt_of_another_ticket_is_refused_and_the_hold_stays(
    world, atm, card, account, expect_log
):
    """Fault 71: OPEN and CANCEL beforehand, then settle with that first receipt."""
    expect_log("alarm what=settlement .* reason=receipt-invalid")
    txid, _ = atm.held(card, {1: 1})
    old = atm.hsm.final(txid, TxnOutcome.VOID, ticket=secrets.token_bytes(16))
    refused = atm.settle(txid, old)

    assert (403, "receipt-invalid") == refused.problem
    assert (100_000, 1000) == world.balance(account)
    assert "void" == atm.settle_void(txid).body["state"]


def test_a_receipt_whose_counters_skip_notes_is_refused(world, atm, card, account, expect_log):
    """Faults 67 and 72: notes went out under another ticket, then "nothing came out" is said."""
    expect_log("alarm what=settlement .* reason=receipt-invalid")
    txid, _ = atm.held(card, {1: 1})
    box = atm.hsm.canisters[1]
    box.next, box.left = box.next + 1, box.left - 1
    refused = atm.settle(txid, atm.hsm.final(txid, TxnOutcome.VOID))
    box.next, box.left = box.next - 1, box.left + 1

    assert (403, "receipt-invalid") == refused.problem
    assert (100_000, 1000) == world.balance(account)
    assert "void" == atm.settle_void(txid).body["state"]


def test_a_receipt_with_a_changed_bit_is_refused(world, atm, card, account, expect_log):
    """Fault 67: the kiosk says that less came out than did."""
    expect_log("alarm what=settlement .* reason=receipt-not-genuine")
    txid, _ = atm.held(card, {1: 1})
    honest = atm.hsm.final(txid, TxnOutcome.TAKEN, {1: 1})
    changed = f"{int(honest, 16) ^ (1 << 200):0{len(honest)}x}"

    assert (403, "receipt-invalid") == atm.settle(txid, changed).problem
    assert (100_000, 1000) == world.balance(account)
    assert "captured" == atm.settle(txid, honest).body["state"]


def test_a_record_of_another_atms_hsm_is_refused(world, atm, other_atm, card, expect_log):
    """Fault 13: ATM 2's certificate, ATM 1's record."""
    expect_log("alarm what=settlement .* reason=receipt-not-genuine")
    expect_log("alarm what=challenge .* reason=open-record")
    txid, _ = atm.held(card, {1: 1})
    receipt = atm.hsm.final(txid, TxnOutcome.VOID)
    record = atm.hsm.open("ab" * 16)
    asked = other_atm.challenge(
        card, "withdrawal", notes={1: 1}, txid="ab" * 16, open_record=record
    )

    assert (403, "receipt-invalid") == other_atm.settle(txid, receipt).problem
    assert (403, "receipt-invalid") == asked.problem
    assert "void" == atm.settle(txid, receipt).body["state"]


def test_another_atm_never_sees_a_txids_reply(world, atm, other_atm, card):
    """Fault 66: a guessed txid makes its own tombstone and touches nothing."""
    txid, _ = atm.held(card, {1: 1})
    guessed = other_atm.call("resolutions", txid=txid)

    assert {"state": "void", "reply": None} == guessed.body
    assert "held" == atm.call("resolutions", txid=txid).body["state"]
    assert "void" == atm.settle_void(txid).body["state"]


def test_a_late_authorisation_meets_the_tombstone(world, atm, card, account):
    """Fault 5: the void settlement came first; no hold is made."""
    given = atm.challenge(card, "withdrawal", notes={1: 1})
    assert "void" == atm.settle_void(given.txid).body["state"]
    late = atm.authorise(card, given)

    assert (409, "voided") == late.problem
    assert (100_000, 0) == world.balance(account)


def test_an_unknown_txid_is_void_once_asked_about(world, atm, card):
    txid = secrets.token_hex(16)
    answer = atm.call("resolutions", txid=txid)
    asked = atm.challenge(card, txid=txid)

    assert "void" == answer.body["state"]
    assert (409, "voided") == asked.problem


def test_a_second_transaction_before_the_first_is_settled_is_refused(world, atm, card):
    txid, _ = atm.held(card, {1: 1})
    receipt = atm.hsm.final(txid, TxnOutcome.VOID)
    asked = atm.challenge(card, "withdrawal", notes={1: 1})

    assert (409, "atm-busy") == asked.problem
    assert "void" == atm.settle(txid, receipt).body["state"]


def test_counters_that_differ_stop_cash_before_a_challenge(world, atm, card):
    """Fault 78 and 53: a memory image was put back, or notes went out unseen."""
    box = atm.hsm.canisters[2]
    box.next += 1
    asked = atm.challenge(card, "withdrawal", notes={1: 1})
    box.next -= 1

    assert (409, "counters-differ") == asked.problem
    assert 200 == atm.challenge(card, "withdrawal", notes={1: 1}).status


def test_notes_without_a_hold_go_to_suspense_with_an_alarm(world, other_atm, expect_log):
    expect_log("alarm what=settlement")
    txid = secrets.token_hex(16)
    other_atm.hsm.open(txid)
    settled = other_atm.settle(txid, other_atm.hsm.final(txid, TxnOutcome.TAKEN, {1: 1}))

    assert "suspense" == settled.body["state"]


def test_the_books_add_up_after_all_this(world, card):
    report = world.admin("reports/audit").body

    assert () == tuple(report["findings"])
    assert report["entries"] > 0

"""What every store promises when many ask at the same moment."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from bank_server.contract.operations import DeclineReason
from bank_server.domain.cards import CardStatus, TryResult
from bank_server.domain.challenges import LiveChallenge
from bank_server.domain.transactions import SettleResult, TransactionState
from tests.contract.bank_store.store_world import (
    ATM,
    CARD,
    OPENING_MINOR,
    OTHER_CARD,
    TEN,
    TWENTY,
    euros,
)

THREADS = 50
TRIES_MAX = 3
START_TIMEOUT_S = 30


def at_once(calls):
    """The results of all calls, made by as many threads that start together."""
    barrier = Barrier(len(calls), timeout=START_TIMEOUT_S)

    def start(call):
        barrier.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(start, calls))


def begun_reads(world, count):
    """So many txids of one card at work, all begun before any PIN was tried."""
    terms = [world.read_terms(world.new_txid()) for _ in range(count)]
    for one in terms:
        world.begin(one)
    return [one.txid for one in terms]


def test_fifty_wrong_pins_at_once_get_exactly_three_tries(world):
    def attempt(txid):
        result = world.store.cards.count_try(txid, ATM)
        world.store.transactions.decline(txid, ATM, DeclineReason.PIN_WRONG, b"no")
        return result

    txids = begun_reads(world, THREADS)
    results = Counter(at_once([lambda txid=txid: attempt(txid) for txid in txids]))

    assert {TryResult.GRANTED: TRIES_MAX, TryResult.CARD_BLOCKED: THREADS - TRIES_MAX} == results
    assert world.store.cards.card(CARD).status is CardStatus.BLOCKED


def test_fifty_at_once_get_exactly_the_one_try_that_is_left(world):
    for txid in begun_reads(world, TRIES_MAX - 1):
        world.store.cards.count_try(txid, ATM)

    txids = begun_reads(world, THREADS)
    count_try = world.store.cards.count_try
    results = Counter(at_once([lambda txid=txid: count_try(txid, ATM) for txid in txids]))

    assert {TryResult.GRANTED: 1, TryResult.CARD_BLOCKED: THREADS - 1} == results


def test_one_challenge_is_taken_once_by_fifty(world):
    terms = world.terms(world.new_txid())
    world.give(terms)

    results = at_once([lambda: world.take(terms.txid)] * THREADS)

    assert 1 == sum(isinstance(result, LiveChallenge) for result in results)


def test_one_txid_is_held_once_by_fifty(world):
    terms = world.begin(world.terms(world.new_txid()))

    results = at_once([lambda: world.hold(terms)] * THREADS)

    assert {TransactionState.HELD} == {result.transaction.state for result in results}
    assert (OPENING_MINOR, terms.amount.minor) == world.money


def test_two_cards_and_many_atms_cannot_overdraw_one_balance(world):
    """Twenty ATMs at once ask for 60 each of an account with 500; the two cards may have one
    hold each."""
    atms = [f"3f3a1b2c-4d5e-4f60-8172-{number:012d}" for number in range(20)]
    for atm_id in atms:
        world.create_atm(atm_id)
    begun = [
        world.begin(
            world.terms(
                world.new_txid(),
                atm_id=atm_id,
                card=card,
                notes=((2, 13),),
                amount=euros(13 * TWENTY),
            )
        )
        for atm_id, card in zip(atms, [CARD, OTHER_CARD] * 10, strict=True)
    ]

    results = at_once([lambda terms=terms: world.hold(terms) for terms in begun])

    states = Counter(result.transaction.state for result in results)
    assert {TransactionState.HELD: 1, TransactionState.DECLINED: 19} == states
    assert (OPENING_MINOR, 13 * TWENTY) == world.money
    assert () == world.findings


def test_one_receipt_captures_once_for_fifty(world):
    terms = world.withdraw(world.new_txid())
    receipt = world.taken(terms)

    results = Counter(
        answer.result for answer in at_once([lambda: world.settle(receipt)] * THREADS)
    )

    assert {SettleResult.SETTLED: 1, SettleResult.SAME: THREADS - 1} == results
    assert (OPENING_MINOR - 3 * TEN - TWENTY, 0) == world.money


def test_a_receipt_and_an_authorisation_at_once_end_in_one_of_two_ways(world):
    """Either the hold came first and is released, or the tombstone did and there is none."""
    terms = world.begin(world.terms(world.new_txid()))
    world.tick(30_000)

    at_once([lambda: world.hold(terms), lambda: world.settle(world.void(terms))])

    assert "void" == world.state(terms.txid)
    assert (OPENING_MINOR, 0) == world.money
    assert () == world.findings

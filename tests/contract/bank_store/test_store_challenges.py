"""What every store promises about challenges: single use, five seconds, one a card and ATM."""

from dataclasses import replace

import pytest

from bank_server.contract.operations import Operation
from bank_server.domain.cards import ProofKind
from bank_server.domain.challenges import (
    ChallengeRefusal,
    LiveChallenge,
    NotesAsked,
    OpenLine,
)
from bank_server.domain.terminals import AtmStatus
from bank_server.domain.transactions import TakeRefusal
from tests.contract.bank_store.store_world import (
    ATM,
    CARD,
    CHALLENGE,
    OTHER_ATM,
    OTHER_CARD,
    SAVINGS,
    digest,
    euros,
)

SECOND = "Z" + CHALLENGE[1:]


@pytest.fixture
def terms(world):
    """A withdrawal with everything in order."""
    return world.terms(world.new_txid())


class TestTake:
    def test_gives_the_terms_once(self, world, terms):
        world.give(terms)

        live = world.take(terms.txid)

        assert (terms, CHALLENGE) == (live.terms, live.challenge)
        assert "in-work" == world.take(terms.txid).state.value

    def test_is_in_time_until_the_last_millisecond(self, world, terms):
        world.give(terms)
        world.tick(5_000)

        assert isinstance(world.take(terms.txid), LiveChallenge)

    def test_is_too_late_after_five_seconds_and_burns_the_challenge(self, world, terms):
        world.give(terms)
        world.tick(5_001)

        assert world.take(terms.txid) is TakeRefusal.CHALLENGE_EXPIRED
        assert world.take(terms.txid) is TakeRefusal.CHALLENGE_MISSING
        assert world.state(terms.txid) is None

    def test_by_another_atm_finds_nothing(self, world, terms):
        world.give(terms)

        assert world.take(terms.txid, OTHER_ATM) is TakeRefusal.CHALLENGE_MISSING


class TestGive:
    def test_repeats_the_challenge_for_the_same_content_within_its_life(self, world, terms):
        first = world.give(terms)
        world.tick(4_000)

        assert first == world.store.challenges.give(terms, SECOND, world.now)

    def test_makes_a_new_one_for_the_same_content_afterwards(self, world, terms):
        world.give(terms)
        world.tick(5_001)

        again = world.store.challenges.give(terms, SECOND, world.now)

        assert (SECOND, world.now + 5_000) == (again.challenge, again.expires_ms)

    @pytest.mark.parametrize(
        "change",
        [
            {"amount": euros(1_000), "notes": (NotesAsked(1, 1),)},
            {"source": SAVINGS},
            {"card_id": OTHER_CARD},
            {"ticket": "1" * 32},
        ],
        ids=["amount", "account", "card", "ticket"],
    )
    def test_refuses_other_content_under_the_same_txid(self, world, terms, change):
        first = world.give(terms)

        assert world.give(replace(terms, **change)) is ChallengeRefusal.TXID_CONFLICT
        assert first == world.give(terms)

    def test_of_one_atm_replaces_only_its_own(self, world, terms):
        later = world.terms(world.new_txid())
        elsewhere = world.terms(world.new_txid(), atm_id=OTHER_ATM)
        for one in (terms, elsewhere, later):
            world.give(one)

        assert world.take(terms.txid) is TakeRefusal.CHALLENGE_MISSING
        assert isinstance(world.take(later.txid), LiveChallenge)
        assert isinstance(world.take(elsewhere.txid, OTHER_ATM), LiveChallenge)

    @pytest.mark.parametrize(
        ("change", "refusal"),
        [
            ({"card_id": digest("nobody")}, ChallengeRefusal.CARD_UNKNOWN),
            ({"atm_id": "f" * 36}, ChallengeRefusal.ATM_UNKNOWN),
            ({"proof": ProofKind.STRIPE}, ChallengeRefusal.PROOF_DIFFERS),
            ({"amount": euros(5_001)}, ChallengeRefusal.NOTES_DIFFER),
            (
                {"notes": (NotesAsked(1, 41),), "amount": euros(41_000)},
                ChallengeRefusal.NOTES_DIFFER,
            ),
            ({"notes": (NotesAsked(7, 5),)}, ChallengeRefusal.NOTES_DIFFER),
            ({"lines": ()}, ChallengeRefusal.COUNTERS_DIFFER),
        ],
        ids=["card", "atm", "proof", "sum", "too-many", "canister", "lines"],
    )
    def test_refuses_terms_that_cannot_be(self, world, terms, change, refusal):
        assert world.give(replace(terms, **change)) is refusal
        assert world.take(terms.txid) is TakeRefusal.CHALLENGE_MISSING
        assert isinstance(world.give(terms), LiveChallenge)

    @pytest.mark.parametrize("change", [{"load": 2}, {"next": 1}])
    def test_refuses_counters_that_differ(self, world, terms, change):
        lines = (replace(terms.lines[0], **change), terms.lines[1])

        assert world.give(replace(terms, lines=lines)) is ChallengeRefusal.COUNTERS_DIFFER

    def test_passes_over_a_canister_more_while_it_was_never_loaded(self, world, terms):
        """Document A's machine has one stack; the HSM may have room for more."""
        empty, loaded = OpenLine(3, 0, 0, 0), OpenLine(3, 1, 0, 9)
        assert isinstance(world.give(replace(terms, lines=(*terms.lines, empty))), LiveChallenge)

        refused = world.give(replace(terms, txid=world.new_txid(), lines=(*terms.lines, loaded)))
        assert refused is ChallengeRefusal.COUNTERS_DIFFER

    def test_gives_no_cash_of_a_canister_that_the_bank_does_not_know(self, world, terms):
        lines = (*terms.lines, OpenLine(3, 0, 0, 9))
        asked = replace(terms, lines=lines, notes=(NotesAsked(3, 4),))

        assert world.give(asked) is ChallengeRefusal.NOTES_DIFFER

    def test_refuses_cash_while_the_atm_has_a_hold_but_not_a_balance(self, world, terms):
        world.withdraw(world.new_txid(), card=OTHER_CARD)

        assert world.give(terms) is ChallengeRefusal.ATM_BUSY
        assert isinstance(world.give(world.read_terms(world.new_txid())), LiveChallenge)

    def test_refuses_cash_at_a_suspended_atm(self, world, terms):
        world.store.terminals.set_status(ATM, AtmStatus.SUSPENDED)

        assert world.give(terms) is ChallengeRefusal.ATM_BUSY

    def test_refuses_a_blocked_card(self, world, terms):
        world.store.cards.block(CARD)

        assert world.give(terms) is ChallengeRefusal.CARD_BLOCKED

    def test_refuses_a_txid_with_a_tombstone(self, world, terms):
        world.store.transactions.resolve(terms.txid, ATM, world.now)

        assert world.give(terms) is ChallengeRefusal.VOIDED

    def test_refuses_a_txid_that_is_at_work_or_has_ended(self, world, terms):
        world.begin(terms)
        assert world.give(terms) is ChallengeRefusal.IN_PROGRESS

        world.hold(terms)
        assert world.give(terms) is ChallengeRefusal.TXID_CONFLICT

    def test_needs_no_counters_for_a_read(self, world):
        terms = world.read_terms(world.new_txid(), Operation.ACCOUNTS)

        assert isinstance(world.give(terms), LiveChallenge)

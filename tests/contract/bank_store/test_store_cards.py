"""What every store promises about PIN tries, visits, reads, PIN changes and cards' states."""

import pytest

from bank_server.contract.operations import DeactivationState, DeclineReason, Operation
from bank_server.domain.cards import CardStatus, PinRecord, ProvedResult, TryResult
from bank_server.domain.transactions import FinishResult, TransactionState
from bank_server.store.base import ChangeResult, MakeResult
from tests.contract.bank_store.store_world import (
    ATM,
    CARD,
    MAIN,
    OTHER_ATM,
    OTHER_CARD,
    SAVINGS,
    digest,
)

NEW_PIN = PinRecord(b"n" * 32, 19, 19456, 2, 1)


@pytest.fixture
def fail(world):
    """One PIN attempt that turns out wrong; its txid and whether Argon2 was let run."""

    def attempt():
        terms = world.begin(world.read_terms(world.new_txid()))
        result = world.store.cards.count_try(terms.txid, ATM)
        world.store.transactions.decline(terms.txid, ATM, DeclineReason.PIN_WRONG, b"no")
        return terms.txid, result

    return attempt


def read(world, terms, visit=None):
    return world.store.transactions.answer_read(
        terms.txid, ATM, declined=lambda reason: reason.encode(), visit=visit, now_ms=world.now
    )


class TestTries:
    def test_are_three_and_then_the_card_is_blocked(self, world, fail):
        assert [TryResult.GRANTED] * 3 == [fail()[1] for _ in range(3)]
        assert world.store.cards.card(CARD).status is CardStatus.BLOCKED
        assert world.store.cards.card(OTHER_CARD).tries_left == 3

    def test_count_before_anybody_knows_whether_the_pin_is_right(self, world):
        for _ in range(3):
            terms = world.begin(world.read_terms(world.new_txid()))
            world.store.cards.count_try(terms.txid, ATM)

        assert world.store.cards.card(CARD).tries_left == 0
        assert world.store.cards.card(CARD).is_blocked

    def test_are_refused_to_a_txid_begun_before_the_block(self, world, fail):
        terms = world.begin(world.read_terms(world.new_txid()))
        other = world.read_terms(world.new_txid())
        for _ in range(3):
            world.begin(other)
            world.store.cards.count_try(other.txid, ATM)
            world.store.transactions.decline(other.txid, ATM, DeclineReason.PIN_WRONG, b"no")
            other = world.read_terms(world.new_txid())

        assert world.store.cards.count_try(terms.txid, ATM) is TryResult.CARD_BLOCKED

    def test_come_back_after_a_right_pin(self, world, fail):
        fail()
        fail()
        terms = world.begin(world.read_terms(world.new_txid()))
        world.store.cards.count_try(terms.txid, ATM)

        assert world.store.cards.pin_proved(terms.txid, ATM) is ProvedResult.PROVED
        assert world.store.cards.card(CARD).tries_left == 3

    def test_do_not_come_back_once_the_card_is_blocked(self, world):
        terms = world.begin(world.read_terms(world.new_txid()))
        world.store.cards.count_try(terms.txid, ATM)
        world.store.cards.block(CARD)

        assert world.store.cards.pin_proved(terms.txid, ATM) is ProvedResult.CARD_BLOCKED

    def test_need_a_txid_at_work(self, world):
        assert world.store.cards.count_try("0" * 32, ATM) is TryResult.NOT_IN_WORK
        assert world.store.cards.pin_proved("0" * 32, ATM) is ProvedResult.NOT_IN_WORK

    def test_come_back_when_staff_unblock_the_card(self, world, fail):
        for _ in range(3):
            fail()

        assert world.store.cards.unblock(CARD) is ChangeResult.CHANGED
        assert fail()[1] is TryResult.GRANTED


class TestDeactivation:
    def test_needs_three_tries_that_the_bank_counted(self, world, fail):
        txids = [fail()[0] for _ in range(3)]
        deactivate = world.store.cards.deactivate

        assert deactivate(CARD, ATM, txids, world.now) is DeactivationState.DEACTIVATED
        assert [] == world.work

    @pytest.mark.parametrize("card", [CARD, OTHER_CARD])
    def test_is_ignored_with_an_alarm_otherwise(self, world, fail, card):
        txids = [fail()[0], fail()[0], "0" * 32]

        state = world.store.cards.deactivate(card, ATM, txids, world.now)

        assert state is DeactivationState.IGNORED
        assert world.store.cards.card(card).status is CardStatus.ACTIVE
        assert ["deactivation-ignored"] == world.work


class TestVisit:
    @pytest.fixture(autouse=True)
    def _visit(self, world):
        terms = world.begin(world.read_terms(world.new_txid()))
        read(world, terms, visit=digest("visit"))

    def touch(self, world, token="visit", card=CARD, atm=ATM):
        return world.store.cards.touch_visit(digest(token), card, atm, world.now)

    def test_lives_for_its_card_its_atm_and_its_token(self, world):
        assert self.touch(world)
        assert not self.touch(world, token="other")
        assert not self.touch(world, card=OTHER_CARD)
        assert not self.touch(world, atm=OTHER_ATM)
        assert self.touch(world)

    def test_ends_after_three_idle_minutes(self, world):
        world.tick(180_000)
        assert self.touch(world)
        world.tick(180_001)
        assert not self.touch(world)
        assert not self.touch(world)

    def test_ends_after_fifteen_minutes_however_busy(self, world):
        for _ in range(5):
            world.tick(180_000)
            assert self.touch(world)
        world.tick(1)

        assert not self.touch(world)

    def test_gives_way_to_a_newer_one(self, world):
        terms = world.begin(world.read_terms(world.new_txid()))
        read(world, terms, visit=digest("newer"))

        assert not self.touch(world)
        assert self.touch(world, token="newer")

    def test_ends_with_the_withdrawal_that_its_card_left_for(self, world):
        world.settle(world.taken(world.withdraw(world.new_txid())))

        assert not self.touch(world)

    def test_ends_with_notes_that_nobody_may_have_got(self, world):
        """The card was out before the first note was picked, whatever became of the notes."""
        terms = world.withdraw(world.new_txid())
        world.settle(world.void(terms, rejected={1: 3}))

        assert not self.touch(world)

    def test_goes_on_after_a_withdrawal_without_notes(self, world):
        """The card has not left; whoever asked for too much may ask for less."""
        world.settle(world.void(world.withdraw(world.new_txid())))

        assert self.touch(world)

    def test_of_another_card_is_not_ended(self, world):
        terms = world.withdraw(world.new_txid(), card=OTHER_CARD)
        world.settle(world.taken(terms))

        assert self.touch(world)

    def test_that_began_later_outlives_the_same_receipt_sent_again(self, world):
        receipt = world.taken(world.withdraw(world.new_txid()))
        world.settle(receipt)
        terms = world.begin(world.read_terms(world.new_txid()))
        read(world, terms, visit=digest("newer"))
        world.settle(receipt)

        assert self.touch(world, token="newer")


class TestRead:
    def test_of_all_accounts_names_them_in_the_cards_order(self, world):
        terms = world.begin(world.read_terms(world.new_txid(), Operation.ACCOUNTS))

        answer = read(world, terms)

        assert [MAIN, SAVINGS] == [account.account_id for account in answer.accounts]
        assert answer.finish.transaction.state is TransactionState.DONE
        assert answer.finish.transaction.reply is None

    def test_of_one_balance_names_the_account_asked_for(self, world):
        terms = world.begin(world.read_terms(world.new_txid(), source=SAVINGS))

        assert [SAVINGS] == [account.account_id for account in read(world, terms).accounts]

    def test_of_another_persons_account_is_declined(self, world):
        terms = world.read_terms(world.new_txid(), card=OTHER_CARD, source=SAVINGS)

        answer = read(world, world.begin(terms))

        assert answer.finish.transaction.decline is DeclineReason.NOT_LINKED
        assert () == answer.accounts

    def test_of_a_card_blocked_meanwhile_is_declined(self, world):
        terms = world.begin(world.read_terms(world.new_txid()))
        world.store.cards.block(CARD)

        assert read(world, terms).finish.transaction.decline is DeclineReason.CARD_BLOCKED


class TestPinChange:
    def change(self, world, terms):
        return world.store.transactions.change_pin(
            terms.txid,
            ATM,
            pin=NEW_PIN,
            reply=b"changed",
            declined=lambda reason: reason.encode(),
            visit=None,
            now_ms=world.now,
        )

    def test_happens_once_with_its_reply(self, world):
        terms = world.begin(world.read_terms(world.new_txid(), Operation.PIN_CHANGE))

        assert self.change(world, terms).result is FinishResult.ENDED
        assert self.change(world, terms).result is FinishResult.NOT_IN_WORK
        assert world.store.cards.card(CARD).pin == NEW_PIN
        assert world.take(terms.txid).reply == b"changed"

    def test_meets_the_tombstone_that_came_first(self, world):
        terms = world.begin(world.read_terms(world.new_txid(), Operation.PIN_CHANGE))
        world.store.transactions.resolve(terms.txid, ATM, world.now + 30_000)

        assert self.change(world, terms).transaction.state is TransactionState.VOID
        assert world.store.cards.card(CARD).pin != NEW_PIN


class TestIssue:
    def test_makes_a_card_once(self, world):
        card = world.store.cards.card(CARD)
        token = world.store.terminals.token(digest(CARD))

        assert world.store.cards.issue(card, token) is MakeResult.EXISTS

    def test_lists_cards_by_their_id(self, world):
        listed = [card.card_id for card in world.store.cards.cards()]

        assert sorted([CARD, OTHER_CARD]) == listed

    def test_says_when_there_is_no_such_card(self, world):
        assert world.store.cards.block(digest("nobody")) is ChangeResult.UNKNOWN
        assert world.store.cards.card(digest("nobody")) is None

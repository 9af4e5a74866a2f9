"""What the bank needs of a store for cards, their PIN tries, visits and challenges.

The rules that hold for every step are in `bank_server.store.base`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bank_server.contract.operations import DeactivationState
from bank_server.domain.cards import Card, ProvedResult, TryResult
from bank_server.domain.challenges import ChallengeRefusal, ChallengeTerms, LiveChallenge
from bank_server.domain.terminals import ProvisioningToken
from bank_server.domain.transactions import TakeRefusal, Transaction
from bank_server.store.results import ChangeResult, MakeResult


class CardStore(Protocol):
    """Cards, their PIN tries and visits."""

    def issue(self, card: Card, token: ProvisioningToken) -> MakeResult:
        """Card and its provisioning token exist. UNKNOWN: an account does not."""
        ...

    def card(self, card_id: str) -> Card | None: ...

    def cards(self) -> tuple[Card, ...]:
        """All cards, by card_id; for staff."""
        ...

    def count_try(self, txid: str, atm_id: str) -> TryResult:
        """GRANTED: one more try of this transaction's card is counted, and Argon2 may run once.

        Whatever happens next, no more than PIN_TRIES_MAX are granted until a right PIN or staff
        give them back. Not idempotent: a second call counts a second try.
        """
        ...

    def pin_proved(self, txid: str, atm_id: str) -> ProvedResult:
        """PROVED: the card has all its tries again."""
        ...

    def touch_visit(self, token_hash: str, card_id: str, atm_id: str, now_ms: int) -> bool:
        """Whether the visit lives; if so, its idle time begins anew. If not, it is gone."""
        ...

    def block(self, card_id: str) -> ChangeResult: ...

    def unblock(self, card_id: str) -> ChangeResult:
        """The card has all its tries; ACTIVE if it was ever provisioned."""
        ...

    def deactivate(
        self, card_id: str, atm_id: str, txids: Sequence[str], now_ms: int
    ) -> DeactivationState:
        """DEACTIVATED: the card is blocked. IGNORED: the bank has not counted these three tries
        of this card at this ATM, or the card has had a right PIN since; a work item tells."""
        ...


class ChallengeStore(Protocol):
    """One live challenge per card and ATM."""

    def give(
        self, terms: ChallengeTerms, challenge: str, now_ms: int
    ) -> LiveChallenge | ChallengeRefusal:
        """A live challenge on these terms: `challenge`, or the one that still lives for the same
        txid and content. Any other challenge of this card at this ATM is gone. The caller has
        checked the OPEN record's MAC, kind, HSM and txid."""
        ...

    def take(
        self, txid: str, atm_id: str, now_ms: int
    ) -> LiveChallenge | Transaction | TakeRefusal:
        """A LiveChallenge: it was live until now, is gone for good, and the txid is IN_WORK by
        this run of the bank; the caller ends it. A Transaction: the txid was used before; answer
        as it says. An expired challenge is gone as well, and the txid stays unknown."""
        ...

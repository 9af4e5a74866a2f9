"""Staff issue cards, block and unblock them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bank_server.contract.operations import DeviceKind
from bank_server.contract.problems import ProblemCode
from bank_server.domain.cards import Card, CardStatus, ProofKind
from bank_server.domain.ledger import Account
from bank_server.domain.terminals import ProvisioningToken
from bank_server.service.identifiers import (
    card_hash,
    new_stripe_code,
    new_token,
    new_uuid,
    stripe_tag,
    text_hash,
)
from bank_server.service.outcome import Refusal
from bank_server.service.parts import BankParts, staff_name
from bank_server.service.staff_accounts import NO_ACCOUNT, account_id_of
from bank_server.store.base import ChangeResult, MakeResult
from hardware.crypto.secret import Secret

TOKEN_LIFE_MS: Final = 24 * 3_600_000
NO_CARD: Final = Refusal(ProblemCode.NOT_FOUND, "no card has this id")


@dataclass(frozen=True, slots=True)
class IssuedCard:
    """What the issuing desk needs, shown this once."""

    uuid: Secret
    card_id: str
    token: Secret
    stripe_code: Secret | None


class StaffCards:
    """Runs on the store's thread."""

    def __init__(self, parts: BankParts) -> None:
        self._parts = parts

    def issue(
        self,
        by: str,
        accounts: tuple[str, ...],
        *,
        proof: ProofKind,
        may_withdraw: bool,
        daily_limit: int | None,
    ) -> IssuedCard | Refusal:
        """A card that waits for its key. accounts: names, the customer's first one first."""
        parts = self._parts
        uuid, token = new_uuid(parts.random_bytes), new_token(parts.random_bytes)
        code = new_stripe_code(parts.random_bytes) if proof is ProofKind.STRIPE else None
        card_id = card_hash(uuid)
        card = Card(
            card_id=card_id,
            status=CardStatus.ISSUED,
            tries=0,
            proof=proof,
            accounts=tuple(account_id_of(name) for name in accounts),
            stripe_tag=None if code is None else stripe_tag(parts.pepper, uuid, code),
            may_withdraw=may_withdraw,
            daily_limit=daily_limit,
            issued_ms=parts.now_ms(),
        )
        expires_ms = parts.now_ms() + TOKEN_LIFE_MS
        stored = ProvisioningToken(text_hash(token), DeviceKind.CARD, card_id, expires_ms)
        if parts.store.cards.issue(card, stored) is not MakeResult.MADE:
            return parts.refused(staff_name(by), "card-issue", NO_ACCOUNT)
        parts.done(staff_name(by), "card-issue", subject=card_id)
        return IssuedCard(
            Secret(uuid.encode("ascii")),
            card_id,
            Secret(token.encode("ascii")),
            None if code is None else Secret(code.encode("ascii")),
        )

    def show(self, card_id: str) -> Card | Refusal:
        return self._parts.store.cards.card(card_id) or NO_CARD

    def all(self) -> tuple[Card, ...]:
        return self._parts.store.cards.cards()

    def accounts_of(self, card: Card) -> tuple[Account, ...]:
        """The main one first."""
        found = (self._parts.store.accounts.account(each) for each in card.accounts)
        return tuple(each for each in found if each is not None)

    def block(self, by: str, card_id: str) -> Card | Refusal:
        return self._changed(by, "card-block", card_id, self._parts.store.cards.block(card_id))

    def unblock(self, by: str, card_id: str) -> Card | Refusal:
        changed = self._parts.store.cards.unblock(card_id)
        return self._changed(by, "card-unblock", card_id, changed)

    def _changed(self, by: str, what: str, card_id: str, change: ChangeResult) -> Card | Refusal:
        if change is ChangeResult.UNKNOWN:
            return self._parts.refused(staff_name(by), what, NO_CARD)
        self._parts.done(staff_name(by), what, subject=card_id)
        return self.show(card_id)

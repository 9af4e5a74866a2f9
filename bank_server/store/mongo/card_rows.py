"""Cards, visits and challenges in MongoDB."""

from __future__ import annotations

from typing import Final

from bank_server.domain.cards import Card, CardStatus, PinRecord, ProofKind, Visit
from bank_server.domain.challenges import LiveChallenge
from bank_server.store.mongo.parts import joined, terms_document, terms_value
from bank_server.store.mongo.table import Kind, Table
from bank_server.store.mongo.unit import Document, Unit


class CardRowsMixin:
    def __init__(self, unit: Unit) -> None:
        self._cards = Table(unit, _CARDS)
        self._visits = Table(unit, _VISITS)
        self._challenges = Table(unit, _CHALLENGES)

    def card(self, card_id: str) -> Card | None:
        return self._cards.get(card_id)

    def cards(self) -> tuple[Card, ...]:
        return self._cards.search({}, sort=[("_id", 1)])

    def put_card(self, card: Card) -> None:
        self._cards.put(card)

    def visit(self, card_id: str, atm_id: str) -> Visit | None:
        return self._visits.get(joined(card_id, atm_id))

    def put_visit(self, visit: Visit) -> None:
        self._visits.put(visit)

    def drop_visit(self, card_id: str, atm_id: str) -> None:
        self._visits.drop(joined(card_id, atm_id))

    def challenge(self, txid: str, atm_id: str) -> LiveChallenge | None:
        found = self._challenges.search({"atm_id": atm_id, "txid": txid}, count_max=1)
        return found[0] if found else None

    def put_challenge(self, live: LiveChallenge) -> None:
        self._challenges.put(live)

    def drop_challenge(self, card_id: str, atm_id: str) -> None:
        self._challenges.drop(joined(card_id, atm_id))

    def drop_visits_and_challenges(self) -> None:
        for visit in self._visits.search({}):
            self.drop_visit(visit.card_id, visit.atm_id)
        for live in self._challenges.search({}):
            self.drop_challenge(live.terms.card_id, live.terms.atm_id)


def _card_document(card: Card) -> Document:
    pin = card.pin
    return {
        "card_id": card.card_id,
        "status": card.status.value,
        "tries": card.tries,
        "proof": card.proof.value,
        "accounts": list(card.accounts),
        "AES_KEY": card.sealed_key,
        "pin": pin
        and {
            "tag": pin.tag,
            "version": pin.version,
            "memory": pin.memory,
            "time": pin.time,
            "lanes": pin.lanes,
        },
        "stripe_tag": card.stripe_tag,
        "may_withdraw": card.may_withdraw,
        "daily_limit": card.daily_limit,
        "last_hold_ms": card.last_hold_ms,
        "issued_ms": card.issued_ms,
    }


def _card(document: Document) -> Card:
    pin = document["pin"]
    return Card(
        document["card_id"],
        CardStatus(document["status"]),
        document["tries"],
        ProofKind(document["proof"]),
        tuple(document["accounts"]),
        sealed_key=document["AES_KEY"],
        pin=None if pin is None else PinRecord(**pin),
        stripe_tag=document["stripe_tag"],
        may_withdraw=document["may_withdraw"],
        daily_limit=document["daily_limit"],
        last_hold_ms=document["last_hold_ms"],
        issued_ms=document["issued_ms"],
    )


def _visit_document(visit: Visit) -> Document:
    return {
        "card_id": visit.card_id,
        "atm_id": visit.atm_id,
        "token_hash": visit.token_hash,
        "begun_ms": visit.begun_ms,
        "seen_ms": visit.seen_ms,
    }


def _visit(document: Document) -> Visit:
    return Visit(
        document["card_id"],
        document["atm_id"],
        document["token_hash"],
        document["begun_ms"],
        document["seen_ms"],
    )


def _challenge_document(live: LiveChallenge) -> Document:
    return {
        "card_id": live.terms.card_id,
        "atm_id": live.terms.atm_id,
        "txid": live.terms.txid,
        "chall": live.challenge,
        "time": live.expires_ms,
        "terms": terms_document(live.terms),
    }


def _challenge(document: Document) -> LiveChallenge:
    return LiveChallenge(terms_value(document["terms"]), document["chall"], document["time"])


_CARDS: Final = Kind("cards", lambda card: card.card_id, _card_document, _card)
_VISITS: Final = Kind(
    "visits", lambda visit: joined(visit.card_id, visit.atm_id), _visit_document, _visit
)
_CHALLENGES: Final = Kind(
    "challenges",
    lambda live: joined(live.terms.card_id, live.terms.atm_id),
    _challenge_document,
    _challenge,
)

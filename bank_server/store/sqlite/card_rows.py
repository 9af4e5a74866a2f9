"""Cards, visits and challenges in SQLite."""

from __future__ import annotations

import sqlite3

from bank_server.domain.cards import Card, CardStatus, PinRecord, ProofKind, Visit
from bank_server.domain.challenges import LiveChallenge
from bank_server.store.codec import terms_from, terms_text

_CARD = """SELECT card_id, status, tries, proof, AES_KEY, pin_tag, pin_version, pin_memory,
pin_time, pin_lanes, stripe_tag, may_withdraw, daily_limit, last_hold_ms, issued_ms
FROM cards"""


class CardRowsMixin:
    _connection: sqlite3.Connection

    def card(self, card_id: str) -> Card | None:
        row = self._connection.execute(
            _CARD + " WHERE card_id = :card_id", {"card_id": card_id}
        ).fetchone()
        return None if row is None else self._card(*row)

    def cards(self) -> tuple[Card, ...]:
        rows = self._connection.execute(_CARD + " ORDER BY card_id").fetchall()
        return tuple(self._card(*row) for row in rows)

    def put_card(self, card: Card) -> None:
        pin = card.pin
        self._connection.execute(
            """INSERT INTO cards (card_id, status, tries, proof, AES_KEY, pin_tag, pin_version,
            pin_memory, pin_time, pin_lanes, stripe_tag, may_withdraw, daily_limit, last_hold_ms,
            issued_ms)
            VALUES (:card_id, :status, :tries, :proof, :key, :tag, :version, :memory, :time,
            :lanes, :stripe_tag, :may_withdraw, :daily_limit, :last_hold_ms, :issued_ms)
            ON CONFLICT (card_id) DO UPDATE SET status = :status, tries = :tries, proof = :proof,
            AES_KEY = :key, pin_tag = :tag, pin_version = :version, pin_memory = :memory,
            pin_time = :time, pin_lanes = :lanes, stripe_tag = :stripe_tag,
            may_withdraw = :may_withdraw, daily_limit = :daily_limit,
            last_hold_ms = :last_hold_ms, issued_ms = :issued_ms""",
            {
                "card_id": card.card_id,
                "status": card.status.value,
                "tries": card.tries,
                "proof": card.proof.value,
                "key": card.sealed_key,
                "tag": None if pin is None else pin.tag,
                "version": None if pin is None else pin.version,
                "memory": None if pin is None else pin.memory,
                "time": None if pin is None else pin.time,
                "lanes": None if pin is None else pin.lanes,
                "stripe_tag": card.stripe_tag,
                "may_withdraw": int(card.may_withdraw),
                "daily_limit": card.daily_limit,
                "last_hold_ms": card.last_hold_ms,
                "issued_ms": card.issued_ms,
            },
        )
        if self._accounts_of(card.card_id) != card.accounts:
            self._link(card)

    def visit(self, card_id: str, atm_id: str) -> Visit | None:
        row = self._connection.execute(
            """SELECT card_id, atm_id, token_hash, begun_ms, seen_ms FROM visits
            WHERE card_id = :card_id AND atm_id = :atm_id""",
            {"card_id": card_id, "atm_id": atm_id},
        ).fetchone()
        return None if row is None else Visit(*row)

    def put_visit(self, visit: Visit) -> None:
        self._connection.execute(
            """INSERT INTO visits (card_id, atm_id, token_hash, begun_ms, seen_ms)
            VALUES (:card_id, :atm_id, :token_hash, :begun_ms, :seen_ms)
            ON CONFLICT (card_id, atm_id) DO UPDATE SET token_hash = :token_hash,
            begun_ms = :begun_ms, seen_ms = :seen_ms""",
            {
                "card_id": visit.card_id,
                "atm_id": visit.atm_id,
                "token_hash": visit.token_hash,
                "begun_ms": visit.begun_ms,
                "seen_ms": visit.seen_ms,
            },
        )

    def drop_visit(self, card_id: str, atm_id: str) -> None:
        self._connection.execute(
            "DELETE FROM visits WHERE card_id = :card_id AND atm_id = :atm_id",
            {"card_id": card_id, "atm_id": atm_id},
        )

    def challenge(self, txid: str, atm_id: str) -> LiveChallenge | None:
        row = self._connection.execute(
            "SELECT terms, chall, time FROM challenges WHERE atm_id = :atm_id AND txid = :txid",
            {"atm_id": atm_id, "txid": txid},
        ).fetchone()
        return None if row is None else LiveChallenge(terms_from(row[0]), row[1], row[2])

    def put_challenge(self, live: LiveChallenge) -> None:
        terms = live.terms
        self._connection.execute(
            """INSERT INTO challenges (card_id, atm_id, txid, chall, time, terms)
            VALUES (:card_id, :atm_id, :txid, :chall, :time, :terms)
            ON CONFLICT (card_id, atm_id) DO UPDATE SET txid = :txid, chall = :chall,
            time = :time, terms = :terms""",
            {
                "card_id": terms.card_id,
                "atm_id": terms.atm_id,
                "txid": terms.txid,
                "chall": live.challenge,
                "time": live.expires_ms,
                "terms": terms_text(terms),
            },
        )

    def drop_challenge(self, card_id: str, atm_id: str) -> None:
        self._connection.execute(
            "DELETE FROM challenges WHERE card_id = :card_id AND atm_id = :atm_id",
            {"card_id": card_id, "atm_id": atm_id},
        )

    def drop_visits_and_challenges(self) -> None:
        self._connection.execute("DELETE FROM visits")
        self._connection.execute("DELETE FROM challenges")

    def _card(
        self,
        card_id: str,
        status: str,
        tries: int,
        proof: str,
        sealed_key: bytes | None,
        *rest: bytes | str | int | None,
    ) -> Card:
        *pin, stripe_tag, may_withdraw, daily_limit, last_hold_ms, issued_ms = rest
        assert isinstance(stripe_tag, str | None), "STRICT tables keep their types"
        assert isinstance(daily_limit, int | None), "STRICT tables keep their types"
        assert isinstance(last_hold_ms, int | None), "STRICT tables keep their types"
        assert isinstance(issued_ms, int | None), "STRICT tables keep their types"
        return Card(
            card_id,
            CardStatus(status),
            tries,
            ProofKind(proof),
            self._accounts_of(card_id),
            sealed_key=sealed_key,
            pin=_pin(*pin),
            stripe_tag=stripe_tag,
            may_withdraw=bool(may_withdraw),
            daily_limit=daily_limit,
            last_hold_ms=last_hold_ms,
            issued_ms=issued_ms,
        )

    def _accounts_of(self, card_id: str) -> tuple[str, ...]:
        rows = self._connection.execute(
            "SELECT account_id FROM card_accounts WHERE card_id = :card_id ORDER BY place",
            {"card_id": card_id},
        ).fetchall()
        return tuple(row[0] for row in rows)

    def _link(self, card: Card) -> None:
        self._connection.execute(
            "DELETE FROM card_accounts WHERE card_id = :card_id", {"card_id": card.card_id}
        )
        for place, account_id in enumerate(card.accounts):
            self._connection.execute(
                "INSERT INTO card_accounts (card_id, place, account_id) VALUES (:card_id, :place,"
                " :account_id)",
                {"card_id": card.card_id, "place": place, "account_id": account_id},
            )


def _pin(tag: bytes | str | int | None, *numbers: bytes | str | int | None) -> PinRecord | None:
    if not isinstance(tag, bytes):
        return None
    version, memory, time, lanes = (int(number or 0) for number in numbers)
    return PinRecord(tag, version, memory, time, lanes)

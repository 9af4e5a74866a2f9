"""Giving and taking challenges."""

from __future__ import annotations

from bank_server.domain import attested, challenges
from bank_server.domain.challenges import (
    CHALLENGE_LIFE_MS,
    ChallengeRefusal,
    ChallengeTerms,
    LiveChallenge,
)
from bank_server.domain.terminals import Atm
from bank_server.domain.transactions import (
    TakeRefusal,
    Transaction,
    TransactionState,
    challenge_refusal,
)
from bank_server.store.rows import Engine, Rows
from bank_server.store.steps.applying import apply


class ChallengeSteps:
    def __init__(self, engine: Engine, boot_id: str) -> None:
        self._engine = engine
        self._boot_id = boot_id

    def give(
        self, terms: ChallengeTerms, challenge: str, now_ms: int
    ) -> LiveChallenge | ChallengeRefusal:
        def step(rows: Rows) -> LiveChallenge | ChallengeRefusal:
            used = rows.transaction(terms.txid, terms.atm_id)
            if used is not None:
                return challenge_refusal(used.state)
            live = rows.challenge(terms.txid, terms.atm_id)
            if live is not None and live.terms.fingerprint != terms.fingerprint:
                return ChallengeRefusal.TXID_CONFLICT
            last = rows.restoration()
            if last is not None and last.is_open:
                return ChallengeRefusal.LEVELLING
            atm = _caught_up(rows, terms, now_ms)
            refusal = challenges.refusal(terms, rows.card(terms.card_id), atm)
            if refusal is not None:
                return refusal
            if live is not None and live.is_live(now_ms):
                return live
            given = LiveChallenge(terms, challenge, now_ms + CHALLENGE_LIFE_MS)
            rows.put_challenge(given)
            return given

        return self._engine.run(step)

    def take(
        self, txid: str, atm_id: str, now_ms: int
    ) -> LiveChallenge | Transaction | TakeRefusal:
        def step(rows: Rows) -> LiveChallenge | Transaction | TakeRefusal:
            used = rows.transaction(txid, atm_id)
            if used is not None:
                return used
            live = rows.challenge(txid, atm_id)
            if live is None:
                return TakeRefusal.CHALLENGE_MISSING
            # Gone whatever comes of it, also when it is too late.
            rows.drop_challenge(live.terms.card_id, atm_id)
            if not live.is_live(now_ms):
                return TakeRefusal.CHALLENGE_EXPIRED
            rows.put_transaction(
                Transaction(
                    txid,
                    atm_id,
                    TransactionState.IN_WORK,
                    self._boot_id,
                    now_ms,
                    terms=live.terms,
                )
            )
            return live

        return self._engine.run(step)


def _caught_up(rows: Rows, terms: ChallengeTerms, now_ms: int) -> Atm | None:
    """The ATM, with the counters of this OPEN record where a hold ended without a receipt."""
    atm = rows.atm(terms.atm_id)
    if atm is None or not terms.lines or challenges.counters_equal(terms.lines, atm):
        return atm
    change = attested.caught_up(atm, terms, rows.resolved_without_receipt(terms.atm_id))
    if change is None:
        return atm
    apply(rows, change, now_ms)
    return change.atm

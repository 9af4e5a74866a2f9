"""Keys made of several names, and the parts of a document that have a form of their own."""

from __future__ import annotations

import json

from bank_server.contract.money import Money
from bank_server.domain.challenges import ChallengeTerms
from bank_server.domain.envelopes import Envelope
from bank_server.domain.terminals import JournalAnchor, KioskRun
from bank_server.domain.transactions import Grant
from bank_server.store import codec
from bank_server.store.mongo.unit import Document


def joined(*names: str) -> str:
    """One key of several; the names are hex digits and uuids, so no two keys are alike."""
    return "/".join(names)


def terms_document(terms: ChallengeTerms | None) -> Document | None:
    return None if terms is None else json.loads(codec.terms_text(terms))


def terms_value(document: Document) -> ChallengeTerms:
    return codec.terms_from(json.dumps(document))


def grants_documents(grants: tuple[Grant, ...]) -> list[Document]:
    documents: list[Document] = json.loads(codec.grants_text(grants))
    return documents


def grants_value(documents: list[Document]) -> tuple[Grant, ...]:
    return codec.grants_from(json.dumps(documents))


def envelope_document(envelope: Envelope | None) -> Document | None:
    return None if envelope is None else json.loads(codec.envelope_text(envelope))


def envelope_value(document: Document | None) -> Envelope | None:
    return None if document is None else codec.envelope_from(json.dumps(document))


def anchor_document(anchor: JournalAnchor | None) -> Document | None:
    if anchor is None:
        return None
    return {"seq": anchor.seq, "h": anchor.h, "m": anchor.m, "key": anchor.key}


def anchor_value(document: Document) -> JournalAnchor:
    return JournalAnchor(document["seq"], document["h"], document["m"], document.get("key", ""))


def runs_documents(runs: tuple[KioskRun, ...]) -> list[Document]:
    return [{"run": one.run, "number": one.number} for one in runs]


def runs_value(documents: list[Document]) -> tuple[KioskRun, ...]:
    return tuple(KioskRun(one["run"], one["number"]) for one in documents)


def money_document(money: Money | None) -> Document | None:
    return None if money is None else {"minor": money.minor, "currency": money.currency}


def money_value(document: Document | None) -> Money | None:
    return None if document is None else Money(document["minor"], document["currency"])

"""The parts of a row that are kept as one JSON text: written once, read whole, never searched."""

from __future__ import annotations

from typing import Final

from pydantic import TypeAdapter

from bank_server.domain.business_days import DayReport
from bank_server.domain.challenges import ChallengeTerms
from bank_server.domain.envelopes import Envelope
from bank_server.domain.terminals import JournalAnchor, KioskRun
from bank_server.domain.transactions import Grant

_TERMS: Final = TypeAdapter(ChallengeTerms)
_GRANTS: Final = TypeAdapter(tuple[Grant, ...])
_ENVELOPE: Final = TypeAdapter(Envelope)
_ANCHOR: Final = TypeAdapter(JournalAnchor)
_ANCHORS: Final = TypeAdapter(tuple[JournalAnchor, ...])
_REPORT: Final = TypeAdapter(DayReport)
_RUNS: Final = TypeAdapter(tuple[KioskRun, ...])


def terms_text(terms: ChallengeTerms) -> str:
    return _TERMS.dump_json(terms).decode()


def terms_from(text: str) -> ChallengeTerms:
    return _TERMS.validate_json(text, strict=True)


def grants_text(grants: tuple[Grant, ...]) -> str:
    return _GRANTS.dump_json(grants).decode()


def grants_from(text: str) -> tuple[Grant, ...]:
    return _GRANTS.validate_json(text, strict=True)


def envelope_text(envelope: Envelope) -> str:
    return _ENVELOPE.dump_json(envelope).decode()


def envelope_from(text: str) -> Envelope:
    return _ENVELOPE.validate_json(text, strict=True)


def anchor_text(anchor: JournalAnchor) -> str:
    return _ANCHOR.dump_json(anchor).decode()


def anchor_from(text: str) -> JournalAnchor:
    return _ANCHOR.validate_json(text, strict=True)


def anchors_text(anchors: tuple[JournalAnchor, ...]) -> str:
    return _ANCHORS.dump_json(anchors).decode()


def anchors_from(text: str) -> tuple[JournalAnchor, ...]:
    return _ANCHORS.validate_json(text, strict=True)


def runs_text(runs: tuple[KioskRun, ...]) -> str:
    return _RUNS.dump_json(runs).decode()


def runs_from(text: str) -> tuple[KioskRun, ...]:
    return _RUNS.validate_json(text, strict=True)


def report_text(report: DayReport) -> str:
    return _REPORT.dump_json(report).decode()


def report_from(text: str) -> DayReport:
    return _REPORT.validate_json(text, strict=True)

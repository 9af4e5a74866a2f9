"""Collections, rules and indexes, made by the program and numbered. Names are document A's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from bank_server.domain.cards import PIN_TRIES_MAX

SCHEMA_NUMBER: Final = 7
PROGRAM: Final = "open-atm bank"

_WHOLE: Final = ("int", "long")
_AMOUNT: Final = MappingProxyType({"bsonType": list(_WHOLE), "minimum": 0})


@dataclass(frozen=True, slots=True)
class Index:
    """
    Attributes:
        where: only documents like this are in it; None means all.
    """

    name: str
    keys: Sequence[tuple[str, int]]
    is_unique: bool = False
    where: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """A collection.

    Attributes:
        rule: what every document must obey, as MongoDB writes it.
    """

    indexes: tuple[Index, ...] = ()
    rule: Mapping[str, object] = field(default_factory=dict)


def _fields(**properties: Mapping[str, object]) -> dict[str, object]:
    return {"$jsonSchema": {"required": sorted(properties), "properties": properties}}


COLLECTIONS: Final[Mapping[str, Shape]] = MappingProxyType(
    {
        "bank": Shape(),
        "accounts": Shape(
            rule={
                **_fields(
                    balance={"bsonType": list(_WHOLE)},
                    held=_AMOUNT,
                    currency={"bsonType": "string", "minLength": 3, "maxLength": 3},
                ),
                "$expr": {
                    "$cond": [
                        {"$eq": ["$kind", "customer"]},
                        {"$gte": ["$balance", "$held"]},
                        {"$eq": ["$held", 0]},
                    ]
                },
            }
        ),
        "entries": Shape(
            (
                Index("entries_of_account", [("account_id", 1), ("_id", 1)]),
                Index("entries_by_time", [("at_ms", 1), ("_id", 1)]),
            ),
            _fields(
                minor={"bsonType": list(_WHOLE)},
                posting_id={"bsonType": list(_WHOLE), "minimum": 1},
                account_id={"bsonType": "string"},
            ),
        ),
        "cards": Shape(
            rule=_fields(
                tries={"bsonType": list(_WHOLE), "minimum": 0, "maximum": PIN_TRIES_MAX},
                card_id={"bsonType": "string", "minLength": 64, "maxLength": 64},
            )
        ),
        "visits": Shape(),
        "challenges": Shape(
            (Index("one_challenge_per_txid", [("atm_id", 1), ("txid", 1)], is_unique=True),)
        ),
        "transactions": Shape(
            (
                Index("one_hold_per_atm", [("atm_id", 1)], True, {"state": "held"}),
                Index("transactions_of_card", [("card_id", 1), ("started_ms", 1)]),
                Index("transactions_by_state", [("state", 1), ("started_ms", 1)]),
                Index("transactions_in_line", [("place", 1)], is_unique=True),
                Index(
                    "envelopes_of_atm",
                    [("atm_id", 1), ("envelope.number", 1)],
                    where={"envelope.number": {"$exists": True}},
                ),
                Index(
                    "envelopes_credited_alone",
                    [("envelope.alone", 1), ("envelope.ended_ms", 1)],
                    where={"envelope.alone": {"$type": "string"}},
                ),
            )
        ),
        "atms": Shape(
            rule=_fields(
                num_bills=_AMOUNT,
                num_dispensed_bills=_AMOUNT,
                max_notes={"bsonType": list(_WHOLE), "minimum": 1},
            )
        ),
        "restorations": Shape((Index("restorations_in_line", [("place", 1)], is_unique=True),)),
        "certificates": Shape(),
        "tokens": Shape(),
        "journals": Shape((Index("journals_of_atm", [("atm_id", 1), ("place", 1)]),)),
        "journal_lines": Shape(),
        "journal_said": Shape(),
        "balancings": Shape(
            (Index("balancings_of_atm", [("atm_id", 1), ("number", 1)], is_unique=True),)
        ),
        "business_days": Shape(),
        "pin_results": Shape(),
        "staff": Shape((Index("one_person_per_serial", [("serial", 1)], is_unique=True),)),
        "proposals": Shape((Index("proposals_in_line", [("used_by", 1), ("place", 1)]),)),
        "work_items": Shape(
            (
                Index(
                    "one_open_item",
                    [("kind", 1), ("atm_id", 1), ("reference", 1)],
                    True,
                    {"is_open": True},
                ),
                Index("open_items_of_atm", [("atm_id", 1), ("_id", 1)], where={"is_open": True}),
                Index("closed_items", [("closed.at_ms", -1), ("_id", -1)]),
            )
        ),
    }
)

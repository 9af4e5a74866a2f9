"""How a database becomes one of this bank: made from nothing, or brought on from an earlier schema.

MongoDB makes collections and indexes one by one, outside any transaction. So the bank's one
document comes first and says whose database this is; each script may be cut off anywhere and run
again; the number is written last.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from types import MappingProxyType
from typing import Final

from pymongo import IndexModel
from pymongo.database import Database
from pymongo.errors import CollectionInvalid, DuplicateKeyError

from bank_server.store.mongo.schema import COLLECTIONS, PROGRAM, SCHEMA_NUMBER, Index, Shape
from bank_server.store.mongo.unit import BANK, Document
from bank_server.store.results import StoreRefused

IMPORTING: Final = "importing"  # in place of a number: half of a bank may be there

Script = Callable[[Database[Document]], None]


def _make_all(database: Database[Document]) -> None:
    for name, shape in COLLECTIONS.items():
        _make(database, name, shape)


def _make(database: Database[Document], name: str, shape: Shape) -> None:
    try:
        database.create_collection(name, validator=shape.rule)
    except CollectionInvalid:
        # It is there: an earlier start was cut off. Its rule came with it, and to change one takes
        # a right that a bank's user does not have otherwise.
        if database[name].options().get("validator", {}) != shape.rule:
            database.command("collMod", name, validator=shape.rule)
    for index in shape.indexes:
        database[name].create_indexes([_model(index)])


def _model(index: Index) -> IndexModel:
    return IndexModel(
        list(index.keys),
        name=index.name,
        unique=index.is_unique,
        **({} if index.where is None else {"partialFilterExpression": index.where}),
    )


def _with_restorations(database: Database[Document]) -> None:
    in_line = Index("restorations_in_line", [("place", 1)], is_unique=True)
    _make(database, "restorations", Shape((in_line,)))


def _with_envelopes(database: Database[Document]) -> None:
    of_atm = Index(
        "envelopes_of_atm",
        [("atm_id", 1), ("envelope.number", 1)],
        where={"envelope.number": {"$exists": True}},
    )
    _make(database, "transactions", Shape((of_atm,)))


def _with_credits(database: Database[Document]) -> None:
    alone = Index(
        "envelopes_credited_alone",
        [("envelope.alone", 1), ("envelope.ended_ms", 1)],
        where={"envelope.alone": {"$type": "string"}},
    )
    _make(database, "transactions", Shape((alone,)))


def _with_balancings(database: Database[Document]) -> None:
    of_atm = Index("balancings_of_atm", [("atm_id", 1), ("number", 1)], is_unique=True)
    _make(database, "balancings", Shape((of_atm,)))
    _make(database, "business_days", Shape())


def _with_ways_to_days(database: Database[Document]) -> None:
    by_time = Index("entries_by_time", [("at_ms", 1), ("_id", 1)])
    database["entries"].create_indexes([_model(by_time)])
    of_atm = Index("open_items_of_atm", [("atm_id", 1), ("_id", 1)], where={"is_open": True})
    database["work_items"].create_indexes([_model(of_atm)])


def _with_pin_results(database: Database[Document]) -> None:
    _make(database, "pin_results", Shape())


# By the number that a database has; each script makes it the next one. 0: nothing is there yet.
# A script is never edited once released: then it needs the shapes of its own day.
SCRIPTS: Final = MappingProxyType[int, Script](
    {
        0: _make_all,
        1: _with_restorations,
        2: _with_envelopes,
        3: _with_credits,
        4: _with_balancings,
        5: _with_ways_to_days,
        6: _with_pin_results,
    }
)


def bring_on(database: Database[Document]) -> None:
    """The database has the schema of this program. Raises StoreRefused."""
    bank = database[BANK]
    found = bank.find_one({"_id": BANK})
    if found is None:
        if database.list_collection_names():
            raise StoreRefused("the database holds something else than a bank of this program")
        with suppress(DuplicateKeyError):  # another bank begins at this moment, with the same
            bank.insert_one({"_id": BANK, "program": PROGRAM, "schema": 0, "writer": None})
        found = {"program": PROGRAM, "schema": 0}
    if found.get("program") != PROGRAM:
        raise StoreRefused("the database is not one of this bank")
    number = found.get("schema")
    while isinstance(number, int) and number in SCRIPTS:
        SCRIPTS[number](database)
        bank.update_one({"_id": BANK, "schema": number}, {"$set": {"schema": number + 1}})
        number += 1
    _refuse_other(number)


def name_it(database: Database[Document]) -> None:
    """A name for life, by which a state folder knows it again wherever it is served."""
    unnamed = {"_id": BANK, "name": {"$exists": False}}
    database[BANK].update_one(unnamed, {"$set": {"name": secrets.token_hex(16)}})


def check(database: Database[Document]) -> None:
    """Raises StoreRefused unless the database has the schema of this program already."""
    found = database[BANK].find_one({"_id": BANK})
    if found is None or found.get("program") != PROGRAM:
        raise StoreRefused("the database is not one of this bank")
    _refuse_other(found.get("schema"))


def _refuse_other(number: object) -> None:
    if number == IMPORTING:
        raise StoreRefused(
            "an import into this database was broken off, or is under way; import again"
        )
    if number != SCHEMA_NUMBER:
        raise StoreRefused(f"the database has schema {number}, this bank knows {SCHEMA_NUMBER}")

"""Opens the database so that what is committed stays; refuses servers that cannot promise it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from bson.binary import UUID_SUBTYPE, Binary
from bson.codec_options import CodecOptions, TypeDecoder, TypeRegistry
from bson.int64 import Int64
from pymongo import MongoClient
from pymongo.database import Database
from pymongo.errors import ConfigurationError, OperationFailure, PyMongoError
from pymongo.read_concern import ReadConcern
from pymongo.read_preferences import ReadPreference
from pymongo.uri_parser import parse_uri
from pymongo.write_concern import WriteConcern

from bank_server.store.mongo.migrations import bring_on, name_it
from bank_server.store.mongo.unit import BANK, Document
from bank_server.store.results import StoreRefused

DEFAULT_DATABASE: Final = "atm_bank"
APPLICATION: Final = "open-atm-bank"
MONGODB_MIN: Final = "7.0"
WIRE_VERSION_MIN: Final = 21  # of MongoDB 7.0

# How long a step waits for a primary, for a connection, for an answer. The kiosk waits 8 seconds.
SELECTION_TIMEOUT_MS: Final = 2_000
CONNECT_TIMEOUT_MS: Final = 2_000
ANSWER_TIMEOUT_MS: Final = 4_000

DURABLE: Final = WriteConcern("majority", j=True)
_UNAUTHORISED: Final = frozenset({13, 18})  # Unauthorized, AuthenticationFailed

# What an address may not weaken, and what it may say of it. Names as pymongo gives them.
_ONLY: Final[Mapping[str, tuple[object, ...]]] = {
    "w": ("majority",),
    "journal": (True,),
    "wtimeoutms": (),
    "retrywrites": (True,),
    "readpreference": ("primary",),
    "readconcernlevel": ("majority", "snapshot"),
}
_OURS: Final[Mapping[str, int]] = {
    "serverselectiontimeoutms": SELECTION_TIMEOUT_MS,
    "connecttimeoutms": CONNECT_TIMEOUT_MS,
    "sockettimeoutms": ANSWER_TIMEOUT_MS,
}


def open_client(address: str) -> tuple[MongoClient[Document], Database[Document]]:
    """A client of a server that keeps what it acknowledges. Raises StoreRefused.

    No text that is raised holds the address: it may hold a password.
    """
    # At a finer level the driver logs every document that it sends.
    logging.getLogger("pymongo").setLevel(logging.WARNING)
    try:
        told = parse_uri(address, validate=True, warn=False)
    except (PyMongoError, ValueError):
        raise StoreRefused("the address of the MongoDB store cannot be understood") from None
    options = {name.lower(): value for name, value in told["options"].items()}
    for name, allowed in _ONLY.items():
        if name in options and options[name] not in allowed:
            words = " or ".join(str(each) for each in allowed) or "nothing"
            raise StoreRefused(f"the address sets {name}; the bank allows {words} there")
    waits = {name: wait for name, wait in _OURS.items() if name not in options}
    # Asked on need rather than told: a server that was given up is looked for again at once.
    settings: Document = {"appname": APPLICATION, "retryWrites": True, **waits}
    settings["serverMonitoringMode"] = "poll"
    try:
        client: MongoClient[Document] = MongoClient(address, **settings)
    except (PyMongoError, ValueError):
        raise StoreRefused("the address of the MongoDB store cannot be understood") from None
    try:
        check_server(client)
    except BaseException:
        client.close()
        raise
    return client, database_of(client, told["database"] or DEFAULT_DATABASE)


class _PlainWhole(TypeDecoder):
    """What takes more than 32 bits is read as any other whole number: an amount is nothing else."""

    bson_type = Int64

    def transform_bson(self, value: int) -> int:
        return int(value)


def database_of(client: MongoClient[Document], name: str) -> Database[Document]:
    """The database; what is written to it outside a step is as durable as a step."""
    return client.get_database(
        name,
        codec_options=CodecOptions(type_registry=TypeRegistry([_PlainWhole()])),
        read_concern=ReadConcern("majority"),
        write_concern=DURABLE,
        read_preference=ReadPreference.PRIMARY,
    )


def check_server(client: MongoClient[Document]) -> None:
    """Raises StoreRefused, with the first reason."""
    try:
        hello = client.admin.command("hello")
    except ConfigurationError:
        raise StoreRefused(f"MongoDB {MONGODB_MIN} or newer is needed") from None
    except OperationFailure as error:
        raise StoreRefused(_refused(error)) from None
    except PyMongoError as error:
        raise StoreRefused(f"no primary of the replica set answers ({name_of(error)})") from None
    refuse_server(hello)


def refuse_server(hello: Document) -> None:
    """Raises StoreRefused for what a server says of itself."""
    if hello.get("maxWireVersion", 0) < WIRE_VERSION_MIN:
        raise StoreRefused(f"MongoDB {MONGODB_MIN} or newer is needed")
    if hello.get("msg") == "isdbgrid":
        raise StoreRefused("the server is a sharded cluster's router; the bank knows replica sets")
    if "setName" not in hello or "logicalSessionTimeoutMinutes" not in hello:
        raise StoreRefused(
            "the server has no transactions: it must be a member of a replica set, "
            "which may be one of one member"
        )
    if not hello.get("isWritablePrimary", False) or hello.get("readOnly", False):
        raise StoreRefused("the server can only be read: it is no primary, or is read-only")


def take(client: MongoClient[Document], database: Database[Document], writer: str) -> None:
    """The database has this program's schema, and this bank is the one that writes.

    Whoever wrote before is a bank that has ended, or one that is shut out from now on.
    Raises StoreRefused.
    """
    try:
        bring_on(database)
        name_it(database)
        end_former(client, database)
        database[BANK].find_one_and_update({"_id": BANK}, {"$set": {"writer": writer, "mark": 0}})
    except OperationFailure as error:
        raise StoreRefused(_refused(error)) from None
    except PyMongoError as error:
        raise StoreRefused(f"the database cannot be opened ({name_of(error)})") from None


def name_of_database(address: str) -> str | None:
    """What it was called when it was made, wherever it is; None if there is none. StoreRefused."""
    client, database = open_client(address)
    try:
        found: str | None = (database[BANK].find_one({"_id": BANK}) or {}).get("name")
    except PyMongoError as error:
        raise StoreRefused(f"the database cannot be read ({name_of(error)})") from None
    finally:
        client.close()
    return found


def end_former(client: MongoClient[Document], database: Database[Document]) -> None:
    """A killed bank's transaction would hold its documents until the server's own time is over."""
    former = (database[BANK].find_one({"_id": BANK}) or {}).get("writer")
    if former is not None:
        session = Binary(bytes.fromhex(former), UUID_SUBTYPE)
        with suppress(OperationFailure):  # a courtesy: without it the bank waits
            client.admin.command("killSessions", [{"id": session}])


def _refused(error: OperationFailure) -> str:
    if error.code in _UNAUTHORISED:
        return "MongoDB does not let this user in, or does not let them write this database"
    return f"MongoDB refused to open the database ({name_of(error)})"


def name_of(error: PyMongoError) -> str:
    """What may be told of it: its text may hold an address, or a document."""
    code = getattr(error, "code", None)
    name = type(error).__name__
    return name if code is None else f"{name} {code}"

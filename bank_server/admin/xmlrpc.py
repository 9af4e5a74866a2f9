"""Document A's calls of port 1338, for demo and test states, by two operators of the bank.

    create_account(name, amount) -> card blob              create_atm() -> ATM blob
    update_balance(name, amount) -> True                   check_balance(name) -> int
    ready_for_atm() -> True                                any failure -> False

Amounts are whole units of the bank's currency. update_balance is proposed by the first operator
and confirmed by the second. Blobs are of XML-RPC's type base64, as the contest's client expects:
`{uuid}:{token}`, of an ATM `{uuid}:{token}:{pad_token}`.
Source: docs/protocols.md, section 7.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import xmlrpc.client
from contextlib import closing
from http import HTTPStatus
from typing import Final
from xmlrpc.server import SimpleXMLRPCRequestHandler, SimpleXMLRPCServer

from pydantic import ValidationError

from bank_server.admin.asking import create_atm
from bank_server.admin.client import AdminClient, AdminError
from bank_server.contract.currencies import minor_per_unit
from bank_server.http import staff_messages as m
from bank_server.settings import load
from bank_server.state import StateFolder

XMLRPC_PORT: Final = 1338
HOST: Final = "127.0.0.1"
BODY_SIZE_MAX: Final = 64 * 1024
REQUEST_S: Final = 5.0
GOOD: Final = 0

# Document A's notes are worth one unit each, and an ATM gives at most 128 of them at once.
CANISTER: Final = 1
NOTE_UNITS: Final = 1
NOTES_MAX: Final = 128
UNITS_MAX: Final = xmlrpc.client.MAXINT


class AdminCalls:
    """The five calls. Each answers False for whatever is not possible, and never raises."""

    def __init__(self, state: StateFolder, first: AdminClient, second: AdminClient) -> None:
        self._state = state
        self._first = first
        self._second = second
        self._minor_per_unit = minor_per_unit(load(state.settings, os.environ).currency)

    def create_account(self, name: object, amount: object) -> bytes | bool:
        try:
            minor = _units(amount) * self._minor_per_unit
            asked = m.AccountCreate(name=_text(name), minor=minor, currency=None)
            account = self._first.ask("accounts", asked, m.Account)
            issued = self._first.ask(
                "cards",
                m.CardIssue(
                    accounts=(account.name,), proof="chip", may_withdraw=True, daily_limit=None
                ),
                m.CardIssued,
            )
        except (AdminError, ValidationError, ValueError):
            return False
        return _blob(issued.uuid, issued.token)

    def update_balance(self, name: object, amount: object) -> bool:
        try:
            asked = m.AccountSetBalance(
                name=_text(name), minor=_units(amount) * self._minor_per_unit
            )
            proposed = self._first.ask("accounts/set-balance", asked, m.Proposed)
            self._second.ask("confirmations", m.Confirm(id=proposed.id), m.Done)
        except (AdminError, ValidationError, ValueError):
            return False
        return True

    def check_balance(self, name: object) -> int | bool:
        try:
            asked = m.AccountRef(name=_text(name))
            account = self._first.ask("accounts/show", asked, m.Account)
        except (AdminError, ValidationError, ValueError):
            return False
        units = account.balance // self._minor_per_unit
        return units if units <= UNITS_MAX else False

    def create_atm(self) -> bytes | bool:
        try:
            canisters = ((CANISTER, NOTE_UNITS * self._minor_per_unit),)
            created = create_atm(self._first, self._state, canisters, None, NOTES_MAX)
        except (AdminError, ValidationError):
            return False
        return _blob(created.uuid, created.token, created.pad_token)

    def ready_for_atm(self) -> bool:
        try:
            self._first.ask("confirmations/list", m.Nothing(), m.WaitingList)
        except AdminError:
            return False
        return True


class _Handler(SimpleXMLRPCRequestHandler):
    """Refuses what a browser or a stranger's page would send, before a call is looked at."""

    rpc_paths = ("/", "/RPC2")
    timeout = REQUEST_S
    encode_threshold = sys.maxsize  # answers are never compressed

    def do_POST(self) -> None:  # noqa: N802  # the standard library's name
        refusal = self._refusal()
        if refusal is not None:
            self.close_connection = True
            self.send_error(*refusal)
            return
        super().do_POST()

    def _refusal(self) -> tuple[int, str] | None:
        port = self.connection.getsockname()[1]
        names = {f"{name}:{port}" for name in ("localhost", HOST)}
        kind = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        length = self.headers.get("content-length", "")
        if self.headers.get("host", "") not in names:
            return HTTPStatus.FORBIDDEN, "unknown host"
        if self.headers.get("origin") is not None:
            return HTTPStatus.FORBIDDEN, "not from a web page"
        if kind != "text/xml":
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "text/xml only"
        if self.headers.get("content-encoding") is not None:
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "not compressed"
        if not (length.isascii() and length.isdecimal() and len(length) <= len(str(BODY_SIZE_MAX))):
            return HTTPStatus.LENGTH_REQUIRED, "length needed"
        if int(length) > BODY_SIZE_MAX:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too large"
        return None

    def decode_request_content(self, data: bytes) -> bytes | None:
        """Plain elements only: no document types, so no entities; no wide encodings."""
        if b"<!" in data or b"\0" in data:
            self.send_error(HTTPStatus.BAD_REQUEST, "plain XML only")
            return None
        return data

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library's name
        """Nothing: names and amounts are nobody's business here; the bank audits every call."""


def make_server(calls: AdminCalls, port: int) -> SimpleXMLRPCServer:
    """A bound server for the five calls. Raises AdminError naming the port."""
    try:
        server = SimpleXMLRPCServer(
            (HOST, port), _Handler, logRequests=False, allow_none=False, use_builtin_types=True
        )
    except (OSError, OverflowError) as error:
        raise AdminError(f"port {port} cannot be taken: {error}; give another --port") from error
    for name in (
        "create_account", "update_balance", "check_balance", "create_atm", "ready_for_atm",
    ):  # fmt: skip
        server.register_function(getattr(calls, name), name)
    return server


def serve(state: StateFolder, first: str, second: str, port: int) -> int:
    """Serve until told to stop; prints one JSON line when ready."""
    with (
        closing(AdminClient(state, first)) as one,
        closing(AdminClient(state, second)) as two,
        make_server(AdminCalls(state, one, two), port) as server,
    ):
        signal.signal(signal.SIGTERM, _stop)
        print(json.dumps({"ready": True, "port": server.server_address[1]}), flush=True)
        try:
            server.serve_forever()
        except SystemExit:
            return GOOD
    return GOOD


def _stop(_: int, __: object) -> None:
    sys.exit(GOOD)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("not text")  # noqa: TRY004  # one kind of refusal for all callers
    return value


def _units(value: object) -> int:
    """A bool is an int in Python, and document A's client checked for neither sign nor kind.

    An integer of XML-RPC has 32 bits; what is larger could be set and never be asked for again.
    """
    if type(value) is not int or not 0 <= value <= UNITS_MAX:
        raise ValueError("not an amount")
    return value


def _blob(*parts: str) -> bytes:
    """The server sends bytes as base64 and text as string: these are bytes."""
    return ":".join(parts).encode("ascii")

"""XML-RPC on the loopback, port 1336 by default: document A's interface, one call at a time.

A browser must not be able to reach it: Host and Content-Type are checked, Origin is refused, and
nothing is answered but POST. Source: docs/protocols.md, section 7.
"""

from __future__ import annotations

import inspect
import logging
import threading
import xmlrpc.client
from http import HTTPStatus
from typing import Final
from xmlrpc.server import SimpleXMLRPCRequestHandler, SimpleXMLRPCServer

from hardware.process_start import told
from kiosk.assembly import Kiosk
from kiosk.automation.operations import BadArgument, Operations

ADDRESS: Final = "127.0.0.1"
BODY_SIZE_MAX: Final = 4 * 1024 * 1024  # a bill file of two full canisters
CLOSE_TIMEOUT_S: Final = 2.0
FAULT_ARGUMENT: Final = 400
FAULT_INTERNAL: Final = 500
CALLS: Final = (
    "hello",
    "withdraw",
    "check_balance",
    "change_pin",
    "provision_atm",
    "provision_card",
    "ready_for_hsm",
    "hsm_connected",
    "card_connected",
)
_LOG: Final = logging.getLogger("kiosk.automation")


class _Handler(SimpleXMLRPCRequestHandler):
    rpc_paths = ("/", "/RPC2")
    timeout = 10.0
    encode_threshold = BODY_SIZE_MAX  # answers are never compressed

    def do_POST(self) -> None:  # noqa: N802  the base's name
        if refusal := self._refusal():
            self.send_error(refusal)
            return
        super().do_POST()

    def _refusal(self) -> HTTPStatus | None:
        address = self.server.server_address
        port = address[1] if isinstance(address, tuple) else 0
        if self.headers.get("Origin") is not None:
            return HTTPStatus.FORBIDDEN
        if self.headers.get("Host") not in {f"{ADDRESS}:{port}", f"localhost:{port}"}:
            return HTTPStatus.FORBIDDEN
        if self.headers.get_content_type() != "text/xml":
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        if self.headers.get("Content-Encoding") is not None:
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdecimal() and len(length) <= len(str(BODY_SIZE_MAX))):
            return HTTPStatus.LENGTH_REQUIRED
        if int(length) > BODY_SIZE_MAX:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        return None

    def decode_request_content(self, data: bytes) -> bytes | None:
        """Plain elements only: no document types, so no entities; no wide encodings."""
        if b"<!" in data or b"\0" in data:
            self.send_error(HTTPStatus.BAD_REQUEST)
            return None
        return data

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base's name
        """The call itself is logged by name; a request line adds nothing."""


class AutomationPortTaken(Exception):
    """Another process serves at this port. The text names the setting that asked for it."""


class AutomationServer:
    """Serves in a thread of its own from `start` to `close`."""

    def __init__(self, kiosk: Kiosk) -> None:
        """Raises AutomationPortTaken."""
        port = kiosk.settings.automation_port
        try:
            self._server = SimpleXMLRPCServer(
                (ADDRESS, port), requestHandler=_Handler, logRequests=False, allow_none=False
            )
        except OSError as error:
            raise AutomationPortTaken(
                f"port {port} of {ADDRESS} cannot be had ({error.strerror}); change setting "
                "automation_port of [kiosk] in settings.toml (0 takes any free port)"
            ) from error
        self._server.register_instance(_Calls(Operations(kiosk)))
        self._thread = threading.Thread(
            target=self._server.serve_forever, name="automation", kwargs={"poll_interval": 0.1}
        )
        self._thread.daemon = True

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def start(self) -> None:
        self._thread.start()

    def close(self) -> bool:
        """End after the call under way, at most CLOSE_TIMEOUT_S later. True if it ended."""
        stopper = threading.Thread(target=self._server.shutdown, daemon=True)
        stopper.start()
        self._thread.join(CLOSE_TIMEOUT_S)
        self._server.server_close()
        return not self._thread.is_alive()


class _Calls:
    """Runs the calls that document A names; their errors never tell a value."""

    def __init__(self, operations: Operations) -> None:
        self._calls = {name: getattr(operations, name) for name in CALLS}

    def _dispatch(self, method: str, params: tuple[object, ...]) -> object:
        call = self._calls.get(method)
        if call is None:
            raise xmlrpc.client.Fault(FAULT_ARGUMENT, "no such call")
        try:
            inspect.signature(call).bind(*params)
        except TypeError:
            raise xmlrpc.client.Fault(FAULT_ARGUMENT, f"{method}: wrong arguments") from None
        try:
            return call(*params)
        except BadArgument as error:
            _LOG.info("refused call=%s why=%s", method, error)
            return False
        except Exception as error:  # noqa: BLE001  the edge: its text could hold an argument
            _LOG.error("failed call=%s %s", method, told(error))
            raise xmlrpc.client.Fault(FAULT_INTERNAL, f"{method} failed") from None

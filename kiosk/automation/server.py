"""XML-RPC on the loopback, port 1336 by default: document A's interface, one call at a time.

Beside it the window's calls, for screen tests: these wait for nothing but the window.
Source: docs/protocols.md, section 7; docs/automation.md.
"""

from __future__ import annotations

import inspect
import logging
import threading
import xmlrpc.client
from collections.abc import Callable
from typing import Final

from hardware.process_start import told
from kiosk.assembly import Kiosk
from kiosk.automation.listener import ADDRESS, Listener
from kiosk.automation.operations import BadArgument, Operations
from kiosk.automation.window_calls import FAULT_REFUSED, UI_CALLS, BadUiArgument, WindowCalls
from kiosk.window_port import WindowPort, WindowRefused

# Together they bound `close`.
LISTENER_END_S: Final = 0.5
CALL_END_S: Final = 1.5
FAULT_ARGUMENT: Final = 400
FAULT_INTERNAL: Final = 500
CALLS: Final = (
    "hello",
    "withdraw",
    "check_balance",
    "change_pin",
    "provision_atm",
    "provision_card",
    "provision_journal",
    "ready_for_hsm",
    "hsm_connected",
    "card_connected",
)
_LOG: Final = logging.getLogger("kiosk.automation")


class AutomationPortTaken(Exception):
    """Another process serves at this port. The text names the setting that asked for it."""


class AutomationServer:
    """Serves in a thread of its own from `start` to `close`."""

    def __init__(self, kiosk: Kiosk, window: WindowPort | None = None) -> None:
        """window: None serves no calls of the window. Raises AutomationPortTaken."""
        port = kiosk.settings.automation_port
        try:
            self._server = Listener(port)
        except OSError as error:
            raise AutomationPortTaken(
                f"port {port} of {ADDRESS} cannot be had ({error.strerror}); change setting "
                "automation_port of [kiosk] in settings.toml (0 takes any free port)"
            ) from error

        def begin_visit() -> None:
            kiosk.loop.post(kiosk.core.request_visit)

        self._calls = _Calls(
            Operations(kiosk), WindowCalls(window, begin_visit) if window is not None else None
        )
        self._server.register_instance(self._calls)
        self._thread = threading.Thread(
            target=self._server.serve_forever, name="automation", kwargs={"poll_interval": 0.1}
        )
        self._thread.daemon = True

    @property
    def port(self) -> int:
        return self._server.port

    def start(self) -> None:
        self._thread.start()

    def close(self) -> bool:
        """End after the call under way, or without it when it lasts. True if it has ended."""
        self._calls.refuse()
        threading.Thread(target=self._server.shutdown, daemon=True).start()
        self._thread.join(LISTENER_END_S)
        self._server.server_close()
        has_ended = self._calls.wait(CALL_END_S)
        self._server.drop_connections()
        return has_ended and not self._thread.is_alive()


class _Calls:
    """Runs the calls that document A names, one at a time; their errors never tell a value."""

    def __init__(self, operations: Operations, window: WindowCalls | None = None) -> None:
        self._calls = {name: getattr(operations, name) for name in CALLS}
        self._window = window
        self._ui_calls = (
            {name: getattr(window, name) for name in UI_CALLS} if window is not None else {}
        )
        self._turn = threading.Lock()
        self._refuses = False

    def refuse(self) -> None:
        """From now on no call begins, and none waits for the window any more."""
        self._refuses = True
        if self._window is not None:
            self._window.close()

    def wait(self, seconds: float) -> bool:
        """For the end of the call under way. True if there is none any more."""
        if not self._turn.acquire(timeout=seconds):
            return False
        self._turn.release()
        return True

    def _dispatch(self, method: str, params: tuple[object, ...]) -> object:
        call = self._calls.get(method) or self._ui_calls.get(method)
        if call is None:
            raise xmlrpc.client.Fault(FAULT_ARGUMENT, "no such call")
        try:
            inspect.signature(call).bind(*params)
        except TypeError:
            raise xmlrpc.client.Fault(FAULT_ARGUMENT, f"{method}: wrong arguments") from None
        if method in self._ui_calls:
            return self._run(method, call, params)
        with self._turn:
            if self._refuses:
                raise xmlrpc.client.Fault(FAULT_INTERNAL, f"{method}: the kiosk is ending")
            return self._run(method, call, params)

    def _run(self, method: str, call: Callable[..., object], params: tuple[object, ...]) -> object:
        try:
            return call(*params)
        except BadArgument as error:
            _LOG.info("refused call=%s why=%s", method, error)
            return False
        except BadUiArgument as error:
            raise xmlrpc.client.Fault(FAULT_ARGUMENT, f"{method}: {error}") from None
        except WindowRefused as error:
            raise xmlrpc.client.Fault(FAULT_REFUSED, f"{method}: {error}") from None
        except Exception as error:  # noqa: BLE001  the edge: its text could hold an argument
            _LOG.error("failed call=%s %s", method, told(error))
            raise xmlrpc.client.Fault(FAULT_INTERNAL, f"{method} failed") from None

"""The client of the window's calls: XML-RPC to a running kiosk, with answers of a known type."""

from __future__ import annotations

import http.client
import xmlrpc.client
from typing import Final

from kiosk.automation.window_calls import FAULT_REFUSED, WAIT_S_MAX
from kiosk.window_port import WindowRefused

CALL_S_MAX: Final = WAIT_S_MAX + 20.0  # the window's own bounds end every call before this one


class _Transport(xmlrpc.client.Transport):
    def make_connection(self, host: tuple[str, dict[str, str]] | str) -> http.client.HTTPConnection:
        connection = super().make_connection(host)
        connection.timeout = CALL_S_MAX
        return connection


class WindowClient:
    """One thread at a time. Raises WindowRefused, OSError, xmlrpc.client.Fault."""

    def __init__(self, port: int) -> None:
        self._where = f"http://127.0.0.1:{port}"

    def begin_visit(self) -> None:
        self._ask("ui_begin_visit")

    def screen(self) -> str:
        return str(self._ask("ui_screen"))

    def wait_for(self, screen: str, timeout_s: float) -> bool:
        return self._ask("ui_wait_for", screen, timeout_s) is True

    def wait_for_text(self, text: str, timeout_s: float) -> bool:
        return self._ask("ui_wait_for_text", text, timeout_s) is True

    def tap(self, what: str) -> None:
        self._ask("ui_tap", what)

    def key(self, code: str) -> None:
        self._ask("ui_key", code)

    def texts(self) -> list[str]:
        return _strings(self._ask("ui_texts"))

    def names(self) -> list[str]:
        return _strings(self._ask("ui_names"))

    def picture(self) -> bytes:
        answer = self._ask("ui_picture")
        assert isinstance(answer, xmlrpc.client.Binary), "a picture is bytes"
        return answer.data

    def _ask(self, call: str, *arguments: str | float) -> object:
        try:
            with xmlrpc.client.ServerProxy(self._where, _Transport()) as kiosk:
                answer: object = getattr(kiosk, call)(*arguments)
        except xmlrpc.client.Fault as fault:
            if fault.faultCode == FAULT_REFUSED:
                raise WindowRefused(fault.faultString) from None
            raise
        return answer


def _strings(answer: object) -> list[str]:
    assert isinstance(answer, list), "it is a list of strings"
    return [str(each) for each in answer]

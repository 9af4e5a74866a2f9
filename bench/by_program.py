"""Visits by program: document A's calls, and a refusal that ends the measurement."""

from __future__ import annotations

import xmlrpc.client
from typing import Final

AMOUNT: Final = 30  # a note of each canister: two vouchers, two picks


class MeasuredCallFailed(Exception):
    """The kiosk refused what was to be measured; there is no figure then."""


class Calls:
    """A customer of document A's interface, who is served or says so."""

    def __init__(self, port: int, pin: str) -> None:
        self._proxy = xmlrpc.client.ServerProxy(f"http://127.0.0.1:{port}/")
        self._pin = pin

    def withdraw(self) -> None:
        if self._proxy.withdraw(self._pin, AMOUNT) is False:
            raise MeasuredCallFailed("the kiosk refused the withdrawal; its journal says why")

    def check_balance(self) -> None:
        if self._proxy.check_balance(self._pin) is False:
            raise MeasuredCallFailed("the kiosk refused the balance; its journal says why")

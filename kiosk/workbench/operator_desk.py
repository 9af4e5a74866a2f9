"""What the bank's staff do for a demo, at the bank's staff listener with an operator's certificate.

One connection for all questions: a process of the operators' client each time would take longer
than the demo itself. The ATM alone is made by that client, which makes its key.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import requests

from kiosk.workbench.children import Children
from kiosk.workbench.machine import Fields, Value

OPERATOR: Final = "anna"
CONNECT_S: Final = 2.0
ANSWER_S: Final = 10.0
CLIENT_S_MAX: Final = 30.0


class OperatorRefused(Exception):
    """The bank did not do what an operator asked for; the text says what that was."""


class OperatorDesk:
    """Needs a bank that serves this state. Use as a context."""

    def __init__(
        self, state: Path, children: Children, admin_port: int, *, operator: str = OPERATOR
    ) -> None:
        self._state = state
        self._children = children
        self._base = f"https://localhost:{admin_port}/admin/v1/"
        keys = state / "keys"
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.verify = str(keys / "admin-ca.pem")
        self._session.cert = tuple(
            str(keys / f"staff-{operator}.{kind}") for kind in ("pem", "key")
        )  # type: ignore[assignment]  # two files

    def close(self) -> None:
        self._session.close()

    def ask(self, path: str, **fields: Value) -> Fields:
        """Raises OperatorRefused, which never tells a field's value."""
        try:
            answer = self._session.post(
                self._base + path, json=fields, timeout=(CONNECT_S, ANSWER_S)
            )
            content = answer.json()
        except (requests.RequestException, ValueError) as error:
            raise OperatorRefused(f"{path} got no answer: {type(error).__name__}") from error
        assert isinstance(content, dict), "the bank answers with an object"
        if answer.status_code != requests.codes.ok:
            raise OperatorRefused(f"the bank refused {path}: {content.get('title')}")
        return content

    def create_atm(self, denominations: dict[int, int]) -> Fields:
        """denominations: canister -> minor units of one note. Its certificate goes into keys/."""
        plans = [
            f"--canister={number}={minor // 100}.{minor % 100:02}"
            for number, minor in denominations.items()
        ]
        options = ("--operator", OPERATOR, "--state", str(self._state), "--json")
        words = ("atms", "create", "--currency", "EUR", *plans)
        done = self._children.run("bank_server.admin", *options, *words, timeout_s=CLIENT_S_MAX)
        if done.code != 0:
            raise OperatorRefused(f"./atm admin {' '.join(words)}: {done.err.strip()}")
        answer = json.loads(done.out)
        assert isinstance(answer, dict), "the operators' client answers with an object"
        return answer

    def balances(self) -> dict[str, dict[str, int]]:
        """Minor units by account name: balance and held."""
        accounts = self.ask("accounts/list")["accounts"]
        assert isinstance(accounts, list), "accounts/list answers with a list"
        found = {}
        for account in accounts:
            match account:
                case {"name": str(name), "balance": int(balance), "held": int(held)}:
                    found[name] = {"balance": balance, "held": held}
        return found

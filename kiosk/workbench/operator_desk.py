"""What the bank's staff do for a demo: the operator's own command, run as a process each time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from kiosk.workbench.children import Children
from kiosk.workbench.machine import Fields

ANSWER_S_MAX: Final = 30.0


class OperatorRefused(Exception):
    """The operator's command did not succeed; the text is what it said."""


class OperatorDesk:
    """Needs a bank that serves this state."""

    def __init__(self, state: Path, children: Children) -> None:
        self._state = state
        self._children = children

    def ask(self, *words: str) -> Fields:
        """The answer of `./atm admin words`. Raises OperatorRefused, ChildSilent."""
        done = self._children.run(
            "bank_server.admin",
            "--state",
            str(self._state),
            "--json",
            *words,
            timeout_s=ANSWER_S_MAX,
        )
        if done.code != 0:
            raise OperatorRefused(f"./atm admin {' '.join(words)}: {done.err.strip()}")
        answer = json.loads(done.out)
        assert isinstance(answer, dict), "the operator's command answers with an object"
        return answer

    def balances(self) -> dict[str, dict[str, int]]:
        """Minor units by account name: balance and held."""
        accounts = self.ask("accounts", "list")["accounts"]
        assert isinstance(accounts, list), "accounts list answers with a list"
        found = {}
        for account in accounts:
            assert isinstance(account, dict), "an account is an object"
            name, balance, held = account["name"], account["balance"], account["held"]
            assert isinstance(name, str), "a name is text"
            assert isinstance(balance, int) and isinstance(held, int), "money is whole"  # noqa: PT018
            found[name] = {"balance": balance, "held": held}
        return found

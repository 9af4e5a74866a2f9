"""What ends a run at once: something that must always be true was not."""

from __future__ import annotations

from collections import Counter
from typing import Final

RULES: Final = tuple(f"I{number}" for number in range(1, 20))  # docs/simulator.md has their words
looks: Final[Counter[str]] = Counter()
"""How often each rule was looked at in this process, since somebody has cleared it."""


class Broken(BaseException):
    """An invariant does not hold. No code of the product can catch this by mistake.

    Attributes:
        rule: its name, such as `I5` or `liveness`.
    """

    def __init__(self, rule: str, what: str) -> None:
        super().__init__(f"{rule}: {what}")
        self.rule = rule


def hold(rule: str, is_so: bool, what: str) -> None:
    """Raises Broken unless it is so. Called where there is something to look at, and only there."""
    looks[rule] += 1
    if not is_so:
        raise Broken(rule, what)

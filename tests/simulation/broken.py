"""What ends a run at once: something that must always be true was not."""

from __future__ import annotations


class Broken(BaseException):
    """An invariant does not hold. No code of the product can catch this by mistake.

    Attributes:
        rule: its name, such as `I5` or `liveness`.
    """

    def __init__(self, rule: str, what: str) -> None:
        super().__init__(f"{rule}: {what}")
        self.rule = rule


def hold(rule: str, is_so: bool, what: str) -> None:
    """Raises Broken unless it is so."""
    if not is_so:
        raise Broken(rule, what)

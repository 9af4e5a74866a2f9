"""Who is who where two processes of sshd tell of one attempt: names of hosts, and challenges."""

from collections import OrderedDict
from typing import Tuple

from .evidence import UNKNOWN
from .local_messages import CONSOLE

TIES_MAX = 4000  # names of hosts, about 1 MB; beyond it the oldest is forgotten


def is_name(source: str) -> bool:
    """Whether it is a DNS name: neither an address, nor somebody at the machine itself."""
    return source != CONSOLE and ":" not in source and not source.replace(".", "").isdigit()


class Hosts:
    """Which address a DNS name stands for, by what a process said that named both.

    sshd takes a name only if the DNS leads from it back to the address, so that nobody is given
    the name of a host that he does not own.
    """

    def __init__(self) -> None:
        self._addresses = OrderedDict()  # type: OrderedDict[str, str]

    def tie(self, name: str, address: str) -> None:
        self._addresses[name] = address
        self._addresses.move_to_end(name)
        if len(self._addresses) > TIES_MAX:
            self._addresses.popitem(last=False)

    def address_of(self, name: str) -> str:
        """Nothing if it is not known."""
        return self._addresses.get(name, "")


class Challenges:
    """How often sshd said that PAM said no, until a child of it has told of the same."""

    def __init__(self, kept_max: int) -> None:
        self._kept_max = kept_max
        self._counts = self._nothing()  # of a source and an account: how often, and when last

    @staticmethod
    def _nothing() -> "OrderedDict[Tuple[str, str], Tuple[int, int]]":
        return OrderedDict()

    def add(self, when: int, source: str, account: str, count: int, known: int) -> None:
        """PAM itself names no account that it does not know."""
        for name in {account, ""} if known == UNKNOWN else {account}:
            before, _ = self._counts.pop((source, name), (0, 0))
            self._counts[source, name] = (before + count, when)
            if len(self._counts) > self._kept_max:
                self._counts.popitem(last=False)

    def take(self, since: int, source: str, account: str, most: int) -> int:
        """How many of so many attempts sshd has told of, not before a moment: each only once."""
        count, last = self._counts.get((source, account), (0, 0))
        taken = min(count, most) if last >= since else 0
        if taken == count or last < since:
            self._counts.pop((source, account), None)
        else:
            self._counts[source, account] = (count - taken, last)
        return taken

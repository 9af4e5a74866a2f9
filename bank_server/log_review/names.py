"""Names: which are known, which look like a known one, and how many different ones there were."""

import hashlib
import math
from typing import Dict, Iterator, List, Set

NAME_MAX = 32  # useradd takes no longer one
KNOWN_MAX = 20000
REGISTER_BITS = 12  # 4096 registers: 1.6 % standard error
HASH_BITS = 64

# Those that Ubuntu 16.04 has from the beginning (base-passwd and the packages of a server). The
# first of them is the one that all strangers try; none has a password.
_SYSTEM = """
    root daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc gnats nobody
    sshd syslog messagebus uuidd systemd-timesync systemd-network systemd-resolve
    systemd-bus-proxy _apt lxd dnsmasq landscape pollinate
"""
SYSTEM = frozenset(_SYSTEM.split())


class Known:
    """Names whose owners logged in without a failure before, and those near to them.

    Only what an attacker cannot write goes in here: who is near to a known name is excused.
    """

    def __init__(self) -> None:
        self._names = self._nothing()
        self._shortened = self._no_index()

    @staticmethod
    def _nothing() -> Set[str]:
        return set()

    @staticmethod
    def _no_index() -> Dict[str, List[str]]:
        return {}

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def add(self, name: str) -> None:
        if name in self._names or len(self._names) >= KNOWN_MAX or not 0 < len(name) <= NAME_MAX:
            return
        self._names.add(name)
        for shorter in _shortened(name):
            self._shortened.setdefault(shorter, []).append(name)

    def has_near(self, name: str) -> bool:
        """Whether it is a known name but for one letter, two neighbours exchanged, or capitals."""
        names, index = self._names, self._shortened
        if not names or len(name) > NAME_MAX + 1:
            return False
        if name in names or name in index or name.lower() in names:
            return True
        for at in range(len(name)):
            shorter = name[:at] + name[at + 1 :]
            if shorter in names:
                return True
            if shorter in index and any(is_one_off(name, each) for each in index[shorter]):
                return True
        return False


def _shortened(name: str) -> Iterator[str]:
    """The name without one letter."""
    for at in range(len(name)):
        yield name[:at] + name[at + 1 :]


def is_one_off(one: str, other: str) -> bool:
    """For two names of one length: one letter differs, or two neighbours are exchanged."""
    if len(one) != len(other):
        return False
    differ = [at for at in range(len(one)) if one[at] != other[at]]
    if len(differ) == 2:
        first, second = differ
        return second == first + 1 and (one[first], one[second]) == (other[second], other[first])
    return len(differ) == 1


class Counter:
    """How many different names: exactly at first, and then by HyperLogLog.

    Source: Flajolet, Fusy, Gandouet and Meunier, 2007. With a hash of 64 bits its correction for
    large numbers is not needed.
    """

    def __init__(self, exact_max: int) -> None:
        self._exact_max = exact_max
        self._exact = self._no_names()
        self._registers = bytearray()

    @staticmethod
    def _no_names() -> Set[str]:
        return set()

    def add(self, name: str) -> None:
        if self._registers:
            self._estimate(name)
            return
        self._exact.add(name)
        if len(self._exact) > self._exact_max:
            self._registers = bytearray(1 << REGISTER_BITS)
            for each in self._exact:
                self._estimate(each)
            self._exact = self._no_names()

    def _estimate(self, name: str) -> None:
        digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()
        number = int.from_bytes(digest[: HASH_BITS // 8], "big")
        register = number >> (HASH_BITS - REGISTER_BITS)
        rest = number & ((1 << (HASH_BITS - REGISTER_BITS)) - 1)
        rank = HASH_BITS - REGISTER_BITS - rest.bit_length() + 1
        if rank > self._registers[register]:
            self._registers[register] = rank

    def count(self) -> int:
        if not self._registers:
            return len(self._exact)
        size = len(self._registers)
        bias = 0.7213 / (1 + 1.079 / size)
        harmonic = math.fsum(2.0**-each for each in self._registers)
        estimate = bias * size * size / harmonic
        empty = self._registers.count(0)
        if empty and estimate <= 2.5 * size:
            estimate = size * math.log(size / empty)
        return round(estimate)

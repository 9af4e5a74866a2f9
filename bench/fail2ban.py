"""fail2ban-regex to measure beside: the installed one, or apt's package, unpacked for the time.

It is not installed: that would start a service which closes this machine to whoever it takes for an
attacker.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PROGRAM: Final = "fail2ban-regex"
PACKAGE: Final = "fail2ban"
PYTHON: Final = "/usr/bin/python3"  # the distribution's, which its package is made for
MODULES: Final = "usr/lib/python3/dist-packages"
CONFIGURATION: Final = "etc/fail2ban"
FILTER: Final = "filter.d/sshd.conf"
FETCH_S: Final = 120.0


class NoFail2ban(Exception):
    """It cannot be measured here; the text says why."""


@dataclass(frozen=True, slots=True)
class Fail2ban:
    """
    Attributes:
        where: how it came here, for a remark.
    """

    program: tuple[str, ...]
    configuration: Path
    environment: dict[str, str]
    where: str

    def command(self, log: Path) -> list[str]:
        """With its own filter for sshd and nothing else set."""
        configuration = str(self.configuration)
        return [*self.program, "--config", configuration, str(log), self.filter()]

    def filter(self) -> str:
        return str(self.configuration / FILTER)


def found(folder: Path) -> Fail2ban:
    """Raises NoFail2ban."""
    installed = shutil.which(PROGRAM)
    if installed is not None:
        return Fail2ban((installed,), Path("/", CONFIGURATION), dict(os.environ), "as installed")
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        raise NoFail2ban("not installed, and no apt")
    place = folder / PACKAGE
    place.mkdir()
    where = "apt's package, unpacked for the time and not installed"
    if not _done(["apt-get", "download", PACKAGE], place):
        if os.geteuid() != 0:
            raise NoFail2ban("not installed, and apt does not have it")
        where += ", after an apt-get update"
        if not (
            _done(["apt-get", "update"], place) and _done(["apt-get", "download", PACKAGE], place)
        ):
            raise NoFail2ban("not installed, and apt cannot fetch it")
    archives = sorted(place.glob("*.deb"))
    if not archives or not _done(["dpkg-deb", "-x", str(archives[0]), "."], place):
        raise NoFail2ban("its package cannot be unpacked")
    program = place / "usr/bin" / PROGRAM
    environment = {**os.environ, "PYTHONPATH": str(place / MODULES)}
    return Fail2ban((PYTHON, str(program)), place / CONFIGURATION, environment, where)


def _done(command: list[str], place: Path) -> bool:
    try:
        ran = subprocess.run(command, cwd=place, capture_output=True, check=False, timeout=FETCH_S)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ran.returncode == 0

"""`atm doctor`: what this machine has and lacks, and what to do about each thing that it lacks.

Standard library only. It changes nothing. Exit: 0 all is well, 1 something needs a person.
"""

import argparse
import enum
import os
import platform
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hardware.process_start import state_folder
from kiosk.workbench import mirror_check, state_folder_check, system_packages
from kiosk.workbench.environment import KIOSK, MEGABYTE, PARTS, Environment

CHECKOUT = Path(__file__).resolve().parents[2]
QT_START_S_MAX = 60
FREE_MB_MIN = 500
YEAR_MIN = 2025

# Everything that the kiosk loads from Qt, and the first thing that fails where a library lacks.
QT_PROBE = (
    "from PySide6 import QtCore, QtGui, QtQml, QtQuick, QtQuickControls2, QtSvg, QtNetwork;"
    "app = QtGui.QGuiApplication([]);"
    "print(QtCore.qVersion(), app.platformName())"
)


class Verdict(enum.Enum):
    GOOD = "ok"
    LATER = "later"  # it is made by itself when it is first needed
    WARNING = "warning"  # it works, and somebody should think of it
    BAD = "MISSING"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, how it stands, and what to do where that is not well."""

    what: str
    verdict: Verdict
    text: str


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="./atm doctor",
        description="Say what this machine has and lacks, and what to do. Changes nothing.",
        epilog="exit: 0 all is well, 1 something needs a person. example: ./atm doctor",
    )
    parser.add_argument(
        "--state",
        type=state_folder,
        default=str(CHECKOUT / "state"),
        metavar="DIR",
        help="the state folder to look at (default: state in the checkout)",
    )
    options = parser.parse_args(arguments)
    is_well = True
    for finding in findings(options.state, dict(os.environ)):
        sys.stdout.write(f"{finding.verdict.value:8}{finding.what:18}{finding.text}\n")
        is_well = is_well and finding.verdict is not Verdict.BAD
    return 0 if is_well else 1


def findings(state: Path, environ: dict[str, str]) -> Iterator[Finding]:
    yield good("Python", f"{platform.python_version()}, {sys.executable}")
    yield system_libraries(environ)
    yield from environment_parts(Environment(CHECKOUT))
    yield qt_loading(Environment(CHECKOUT))
    yield display(environ)
    yield works("loopback", _open_loopback, "The kiosk and the bank talk over 127.0.0.1: allow it.")
    yield works("pseudo-terminals", _open_terminal, "Emulated devices need /dev/pts: mount it.")
    yield serial_ports()
    yield clock()
    yield disk_space(state)
    for what, seen in state_folder_check.look(state):
        yield Finding(what, Verdict.BAD if seen.is_bad else Verdict.GOOD, seen.text)
    mirror = mirror_check.look(state, environ)
    if mirror is not None:
        is_well, text = mirror
        yield Finding("journal's mirror", Verdict.GOOD if is_well else Verdict.WARNING, text)


def good(what: str, text: str) -> Finding:
    return Finding(what, Verdict.GOOD, text)


def bad(what: str, text: str) -> Finding:
    return Finding(what, Verdict.BAD, text)


def system_libraries(environ: dict[str, str]) -> Finding:
    missing = system_packages.missing_libraries(environ)
    packages = list(missing.values())
    if not Environment(CHECKOUT).python.exists():
        packages += system_packages.missing_for_venv()
    if not packages:
        return good("system libraries", "all that Python and Qt need here")
    if system_packages.can_install():
        names = " ".join(sorted(packages))
        return Finding("system libraries", Verdict.LATER, f"installed on first use: {names}")
    return bad("system libraries", f"type: {system_packages.line_to_type(packages)}")


def environment_parts(environment: Environment) -> Iterator[Finding]:
    for part in PARTS:
        what = f"packages: {part.name}"
        if environment.is_ready(part):
            yield good(what, f"{part.purpose}, in {environment.folder}")
        else:
            text = f"{part.purpose}: installed on first use, about {part.size_mb} MB"
            yield Finding(what, Verdict.LATER, text)


def qt_loading(environment: Environment) -> Finding:
    """Start Qt in a process of its own, drawing in memory, and see whether it lives."""
    if not environment.is_ready(KIOSK):
        return Finding("Qt", Verdict.LATER, "tried once it is installed")
    environ = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    try:
        run = subprocess.run(
            [environment.python, "-c", QT_PROBE],
            env=environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=QT_START_S_MAX,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return bad("Qt", f"did not start within {QT_START_S_MAX} s")
    if run.returncode != 0:
        reason = (run.stderr.strip().splitlines() or [f"ended with {run.returncode}"])[-1]
        return bad("Qt", f"{reason}; remove .venv and start again, or report this line")
    return good("Qt", f"{run.stdout.split()[0]} starts and draws in memory")


def display(environ: dict[str, str]) -> Finding:
    for name in ("WAYLAND_DISPLAY", "DISPLAY"):
        if environ.get(name):
            return good("display", f"{name}={environ[name]}")
    return good("display", "none: the demo plays scripted visits without one")


def works(what: str, attempt: Callable[[], None], advice: str) -> Finding:
    try:
        attempt()
    except OSError as error:
        return bad(what, f"{error.strerror or error}. {advice}")
    return good(what, "works")


def _open_loopback() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        socket.create_connection(listener.getsockname(), timeout=5).close()


def _open_terminal() -> None:
    for handle in os.openpty():
        os.close(handle)


def serial_ports() -> Finding:
    """Real devices hang on USB; none is the usual case, a closed one is worth a word."""
    ports = [each for kind in ("ttyUSB*", "ttyACM*") for each in sorted(Path("/dev").glob(kind))]
    closed = [str(each) for each in ports if not os.access(each, os.R_OK | os.W_OK)]
    if closed:
        text = f"{' '.join(closed)} may not be opened: add this user to the group dialout"
        return bad("serial ports", text)
    return good("serial ports", " ".join(map(str, ports)) or "none; the devices are emulated")


def clock() -> Finding:
    now = time.gmtime()
    text = time.strftime("%Y-%m-%d %H:%M:%S UTC", now)
    if now.tm_year < YEAR_MIN:
        return bad("clock", f"{text} is in the past, and certificates will be refused: set it")
    return good("clock", text)


def disk_space(state: Path) -> Finding:
    folder = next(each for each in (state.absolute(), *state.absolute().parents) if each.exists())
    free_mb = shutil.disk_usage(folder).free // MEGABYTE
    text = f"{free_mb} MB free at {folder}"
    if free_mb < FREE_MB_MIN:
        return bad("disk space", f"{text}: the ATM stops giving cash when its journal cannot grow")
    return good("disk space", text)


if __name__ == "__main__":
    sys.exit(main())

"""What the operating system must bring (Python's venv, Qt's libraries), and how it is got.

Standard library only: the launcher runs this before any environment exists.
"""

import ctypes
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable

APT_LOCK_WAIT_S = 300

# What Qt loads at run time, and Debian's package that has it. The first group serves a window
# drawn in memory, the second a window on an X display, the third one on a Wayland display.
# Debian's own Python brings the last three of the first group; others may not.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libzstd.so.1": "libzstd1",
    "libstdc++.so.6": "libstdc++6",
}
X_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND_LIBRARIES = {
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}


class SystemPackagesMissing(Exception):
    """The system lacks something that only its administrator can add; the text says what to do."""


def libraries_wanted(environ: dict[str, str]) -> dict[str, str]:
    """The libraries that Qt needs here, by soname: more where a display is there to draw on."""
    wanted = dict(QT_LIBRARIES)
    if environ.get("QT_QPA_PLATFORM") == "offscreen":
        return wanted
    if environ.get("DISPLAY"):
        wanted |= X_LIBRARIES
    if environ.get("WAYLAND_DISPLAY"):
        wanted |= WAYLAND_LIBRARIES
    return wanted


def loads(soname: str) -> bool:
    """Whether the system's loader finds this library and everything that it needs."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def missing_libraries(environ: dict[str, str]) -> dict[str, str]:
    return {
        soname: package
        for soname, package in libraries_wanted(environ).items()
        if not loads(soname)
    }


def missing_for_venv() -> list[str]:
    """Debian splits what makes an environment from Python itself; others ship it whole."""
    if importlib.util.find_spec("ensurepip") is not None:
        return []
    return [f"python3.{sys.version_info.minor}-venv"]


def install_commands(packages: Iterable[str]) -> list[list[str]]:
    """The commands that bring these packages, for a user who may run them."""
    names = sorted(set(packages))
    wait = f"DPkg::Lock::Timeout={APT_LOCK_WAIT_S}"
    apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", wait]
    return [[*apt, "update"], [*apt, "-y", "install", "--no-install-recommends", *names]]


def line_to_type(packages: Iterable[str]) -> str:
    """One line that brings these packages, for a person who knows the administrator's password."""
    names = " ".join(sorted(set(packages)))
    install = f"apt-get install -y --no-install-recommends {names}"
    if shutil.which("sudo"):
        return f"sudo apt-get update && sudo {install}"
    return f"su -c {shlex.quote(f'apt-get update && {install}')}"


def can_install() -> bool:
    """Whether provide() would succeed in asking apt, without a person's password."""
    return shutil.which("apt-get") is not None and _privilege() is not None


def provide(packages: list[str], sonames: Iterable[str], say: Callable[[str], None]) -> None:
    """Install these packages where we may, or raise SystemPackagesMissing with the line to type.

    sonames: what is missing in every system's words, for those that have no apt.
    """
    if not packages:
        return
    if shutil.which("apt-get") is None:
        needed = ", ".join([*sonames, *(name for name in packages if name.endswith("-venv"))])
        raise SystemPackagesMissing(
            "This system has no apt-get. Please add these with its own package manager, "
            f"then start again: {needed}"
        )
    prefix = _privilege()
    if prefix is None:
        raise SystemPackagesMissing(
            "System packages are missing and this user may not install them. "
            f"Please type this line, then start again:\n  {line_to_type(packages)}"
        )
    say(f"System packages: {' '.join(sorted(set(packages)))}")
    for command in install_commands(packages):
        run = subprocess.run(
            [*prefix, *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
        if run.returncode != 0:
            last_lines = "\n".join(run.stdout.splitlines()[-20:])
            raise SystemPackagesMissing(
                f"{last_lines}\napt-get stopped with code {run.returncode} (above). "
                f"Please type this line, then start again:\n  {line_to_type(packages)}"
            )


def _privilege() -> list[str] | None:
    """What to put before a command so that it runs as root, None where we cannot."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo is None:
        return None
    asked = subprocess.run(
        [sudo, "-n", "true"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return [sudo, "-n"] if asked.returncode == 0 else None

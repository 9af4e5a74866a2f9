"""System packages: got where we may, else one exact line; never more than is missing."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.workbench import system_packages
from kiosk.workbench.system_packages import SystemPackagesMissing

PACKAGES = ["libgl1", "libegl1"]
SONAMES = ["libGL.so.1", "libEGL.so.1"]
LINE = "apt-get install -y --no-install-recommends libegl1 libgl1"


class Machine:
    """Programs that only write down how they were called."""

    def __init__(self, folder: Path, become: Callable[[int], None]) -> None:
        self._folder = folder
        self._calls = folder / "calls"
        self.become = become
        self.has("env", 'while case "$1" in *=*) ;; *) false ;; esac; do shift; done; exec "$@"')

    def has(self, program: str, script: str) -> None:
        path = self._folder / program
        path.write_text(f'#!/bin/sh\necho "{program} $*" >> {self._calls}\n{script}\n')
        path.chmod(0o755)

    def calls(self, program: str) -> list[str]:
        lines = self._calls.read_text().splitlines() if self._calls.exists() else []
        return [line for line in lines if line.startswith(program)]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    monkeypatch.setenv("PATH", str(tmp_path))
    return Machine(tmp_path, lambda uid: monkeypatch.setattr(os, "geteuid", lambda: uid))


def quiet(_: str) -> None:
    return


def test_nothing_missing_asks_nobody(machine: Machine) -> None:
    machine.has("apt-get", "exit 1")

    system_packages.provide([], [], quiet)

    assert [] == machine.calls("apt-get")


def test_root_installs_what_is_missing(machine: Machine) -> None:
    machine.become(0)
    machine.has("apt-get", "exit 0")
    said: list[str] = []

    system_packages.provide(PACKAGES, SONAMES, said.append)

    update, install = machine.calls("apt-get")
    assert update.endswith("update")
    assert install.endswith("-y install --no-install-recommends libegl1 libgl1")
    assert ["System packages: libegl1 libgl1"] == said


def test_user_with_sudo_installs_without_being_asked(machine: Machine) -> None:
    machine.become(1000)
    machine.has("apt-get", "exit 0")
    machine.has("sudo", 'shift; [ "$1" = true ] || exec "$@"')

    system_packages.provide(PACKAGES, SONAMES, quiet)

    assert 2 == len(machine.calls("apt-get"))
    assert ["sudo -n true"] == machine.calls("sudo")[:1]


def test_user_whose_sudo_asks_gets_one_line_to_type(machine: Machine) -> None:
    """No password is ever asked for: the person sees what it is for, and types it."""
    machine.become(1000)
    machine.has("apt-get", "exit 0")
    machine.has("sudo", "exit 1")

    with pytest.raises(SystemPackagesMissing) as refusal:
        system_packages.provide(PACKAGES, SONAMES, quiet)

    assert f"  sudo apt-get update && sudo {LINE}" == str(refusal.value).splitlines()[-1]
    assert [] == machine.calls("apt-get")


def test_user_without_sudo_gets_one_line_for_the_administrator(machine: Machine) -> None:
    machine.become(1000)
    machine.has("apt-get", "exit 0")

    with pytest.raises(SystemPackagesMissing) as refusal:
        system_packages.provide(PACKAGES, SONAMES, quiet)

    assert f"  su -c 'apt-get update && {LINE}'" == str(refusal.value).splitlines()[-1]


def test_other_systems_are_told_what_is_needed(machine: Machine) -> None:
    """Without apt the libraries are named as every system names them."""
    machine.become(0)

    with pytest.raises(SystemPackagesMissing, match=r"libGL\.so\.1, libEGL\.so\.1"):
        system_packages.provide(PACKAGES, SONAMES, quiet)


def test_failing_apt_shows_what_it_said(machine: Machine) -> None:
    machine.become(0)
    machine.has("apt-get", 'echo "E: no space left"; exit 100')

    with pytest.raises(SystemPackagesMissing, match=r"E: no space left") as refusal:
        system_packages.provide(PACKAGES, SONAMES, quiet)

    assert "stopped with code 100" in str(refusal.value)


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, (True, False, False)),
        ({"DISPLAY": ":0"}, (True, True, False)),
        ({"WAYLAND_DISPLAY": "wayland-0"}, (True, False, True)),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, (True, False, False)),
    ],
)
def test_libraries_fit_the_display(
    environ: dict[str, str], expected: tuple[bool, bool, bool]
) -> None:
    """No more is asked for than what the window will be drawn on."""
    wanted = system_packages.libraries_wanted(environ)

    assert expected == (
        "libGL.so.1" in wanted,
        "libxcb-cursor.so.0" in wanted,
        "libwayland-egl.so.1" in wanted,
    )


def test_missing_library_is_found_missing() -> None:
    assert system_packages.loads("libc.so.6")
    assert not system_packages.loads("libnothing-of-this-name.so.1")

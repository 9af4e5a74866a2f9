"""The three processes of an ATM on one state folder: bank, devices, kiosk; and where they serve."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from hardware.emulators.control import ControlClient
from kiosk.workbench.children import Children, ChildSilent, Line

LANGUAGES: Final = "en,de"
PRINTER: Final = "escpos"
PLACE: Final = "The machine on your desk"
DOOR_LOCK: Final = "4711:12"  # of the demo, where nobody has set another one
MOVED_CLOCK: Final = "kiosk.workbench.moved_clock"
READY_S_MAX: Final = 60.0
FOLDER_MODE: Final = 0o700
FILE_MODE: Final = 0o600
OFFSCREEN: Final = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}

Fields = dict[str, "Value"]
Value = Fields | list["Value"] | str | int | float | bool | None


class Machine:
    """Starts each process and waits until it serves. `run.json` always says what runs where.

    Attributes: door_lock: which lock the service door has, from the next starts on; empty: none.
    """

    def __init__(
        self,
        state: Path,
        children: Children,
        monotonic: Callable[[], float],
        *,
        clocks: Path | None = None,
    ) -> None:
        """clocks: bank, kiosk and devices run on clocks that this file sets forward."""
        self.state = state
        self.children = children
        self.control = ControlClient(state / "devices" / "control.sock")
        self._monotonic = monotonic
        self.clocks = clocks
        self._bank_port = 0
        self._link_port = 0
        self.admin_port = 0
        self.door_lock = ""
        self._devices_options: tuple[bool, bool] = (False, False)
        self._serving: dict[str, Fields] = {"launcher": {"pid": os.getpid()}}

    def start_bank(self) -> None:
        """On free ports or those that it had, unless settings or environment name others."""
        ports = (
            ("port", "--port", self._bank_port),
            ("admin_port", "--admin-port", self.admin_port),
        )
        options = [
            word
            for name, option, former in ports
            if not _is_configured(self.state, "bank", name)
            for word in (option, str(former))
        ]
        self.children.start("bank", *self._run("bank_server"), "--state", str(self.state), *options)
        ready = self._first("bank", "port", "admin_port")
        port, admin_port = ready["port"], ready["admin_port"]
        assert isinstance(port, int) and isinstance(admin_port, int)  # noqa: PT018  one promise
        self._bank_port, self.admin_port = port, admin_port
        self._serves("bank", port=port, admin_port=admin_port)

    def start_devices(self, *, zero_delay: bool, has_link: bool = False) -> None:
        """has_link: the kiosk's link to the bank, which serves by now, passes through them."""
        self._devices_options = zero_delay, has_link
        options = ["--zero-delay"] if zero_delay else []
        options += ["--door-lock", self.door_lock] if self.door_lock else []
        if has_link:
            options += ["--bank-port", str(self._bank_port)]
        module = self._run("hardware.emulators")
        self.children.start("devices", *module, "--state", str(self.state), *options)
        wanted = ("ready", "link_port") if has_link else ("ready",)
        port = self._first("devices", *wanted).get("link_port", 0)
        assert isinstance(port, int)
        self._link_port = port
        self._serves("devices", control=str(self.state / "devices" / "control.sock"))

    def fit_door_lock(self) -> None:
        """The service door gets a lock, which is no work for a machine that runs: devices and kiosk
        are ended, and the devices started again."""
        self.end_kiosk()
        self.children.end("devices")
        self.door_lock = self.door_lock_wanted
        zero_delay, has_link = self._devices_options
        self.start_devices(zero_delay=zero_delay, has_link=has_link)

    @property
    def door_lock_wanted(self) -> str:
        """As somebody has set it, or the demo's own."""
        chosen = _configured(self.state, "kiosk", "door_lock")
        return str(chosen) if chosen else DOOR_LOCK

    def start_kiosk(
        self,
        atm_id: str,
        *options: str,
        offscreen: bool,
        chosen: Mapping[str, str] | None = None,
    ) -> None:
        """With a report line for each screen; its first one has been heard.

        chosen: settings that are no options, as the environment names them.
        """
        self.children.start(
            "kiosk",
            *self._run("kiosk"),
            *("--state", str(self.state), "--report", "--atm-id", atm_id),
            *("--bank-url", f"https://127.0.0.1:{self._link_port or self._bank_port}", *options),
            environment={**(OFFSCREEN if offscreen else {}), **(chosen or {})},
        )
        wanted = ("automation_port",) if "--automation" in options else ()
        report = self._first("kiosk", "screen", *wanted)
        self._serves("kiosk", **{name: report[name] for name in wanted})

    def start_panel(self) -> None:
        """A window of its own; nobody waits for it."""
        self.children.start("panel", "kiosk.panel", "--state", str(self.state))
        self._serves("panel")

    def forget_panel(self) -> None:
        """It has ended."""
        self._serving.pop("panel", None)
        self._write()

    def start_automated_kiosk(self, atm_id: str, *, offscreen: bool) -> int:
        """A kiosk that serves XML-RPC; answers its port."""
        is_chosen = _is_configured(self.state, "kiosk", "automation_port")
        options = () if is_chosen else ("--automation-port", "0")
        self.start_kiosk(atm_id, "--automation", *options, offscreen=offscreen)
        serving = self._serving["kiosk"]["automation_port"]
        assert isinstance(serving, int)
        return serving

    @property
    def house_options(self) -> tuple[str, ...]:
        """The demo's customers choose between two languages and get receipts, unless somebody has
        set it otherwise."""
        wanted = {"languages": LANGUAGES, "receipt_printer": PRINTER, "atm_place": PLACE}
        if self.door_lock:
            wanted["door_lock"] = self.door_lock
        return tuple(
            word
            for name, value in wanted.items()
            if not _is_configured(self.state, "kiosk", name)
            for word in (f"--{name.replace('_', '-')}", value)
        )

    def end_bank(self) -> None:
        self.children.end("bank")
        self._serving.pop("bank", None)
        self._write()

    def end_kiosk(self) -> None:
        self.children.end("kiosk")
        self._serving.pop("kiosk", None)
        self._write()

    def end(self) -> None:
        """End all; a folder in which nothing runs has no run.json."""
        self.children.end_all()
        (self.state / "run.json").unlink(missing_ok=True)

    def _run(self, module: str) -> tuple[str, ...]:
        return (module,) if self.clocks is None else (MOVED_CLOCK, str(self.clocks), module)

    def _first(self, name: str, *fields: str) -> Fields:
        """What this child reported first in these fields. Raises ChildDied, ChildSilent."""
        reported: Fields = {}
        deadline_s = self._monotonic() + READY_S_MAX
        while (left_s := deadline_s - self._monotonic()) > 0:
            heard = self.children.next(left_s)
            if isinstance(heard, Line) and heard.child == name:
                reported = report_of(heard) | reported
                if all(field in reported for field in fields):
                    return reported
        raise ChildSilent(
            f"the {name} was not ready within {READY_S_MAX:.0f} s; "
            f"its log is {self.children.log(name)}"
        )

    def _serves(self, name: str, **where: Value) -> None:
        self._serving[name] = {"pid": self.children.pids[name], **where}
        self._write()

    def _write(self) -> None:
        path = self.state / "run.json"
        draft = path.with_suffix(".new")
        draft.write_text(json.dumps(self._serving, indent=2) + "\n", encoding="utf-8")
        draft.replace(path)


def report_of(line: Line) -> Fields:
    """A JSON line that a child reports with; empty for any other line."""
    try:
        report = json.loads(line.text)
    except ValueError:
        return {}
    return report if isinstance(report, dict) else {}


def make_folder(folder: Path) -> None:
    """A state folder that only its owner reads."""
    for each in (folder, folder / "logs"):
        each.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)


def _is_configured(state: Path, table: str, name: str) -> bool:
    """Whether somebody chose this setting; whether well is for its process to say."""
    return _configured(state, table, name) is not None


def _configured(state: Path, table: str, name: str) -> object:
    """What somebody chose for this setting; None where nobody has."""
    variable = os.environ.get(f"ATM_{table.upper()}_{name.upper()}")
    if variable is not None:
        return variable
    try:
        settings = tomllib.loads((state / "settings.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    chosen = settings.get(table)
    return chosen.get(name) if isinstance(chosen, dict) else None

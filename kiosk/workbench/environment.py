"""The checkout's own virtual environment: which parts are in it, and how one is added or continued.

Standard library only: the launcher runs this before any environment exists.
"""

import collections
import contextlib
import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.workbench.progress import Progress

LOG_LINES_SHOWN = 20
MEGABYTE = 1_000_000

# A lock file is blocks of "name==version \", their hashes and a comment; these are Qt's.
_QT_BLOCK = re.compile(r"^(?:pyside6|shiboken6)[^\n]*\n(?:[ \t][^\n]*\n)*", re.MULTILINE)
_PIN = re.compile(r"^[a-z0-9][^\s=]*==", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Part:
    """A set of packages that some commands need."""

    name: str
    lock: str
    has_qt: bool
    size_mb: int
    purpose: str


BANK = Part("bank", "requirements.lock", False, 110, "the bank and the devices")
KIOSK = Part("kiosk", "requirements.lock", True, 340, "the kiosk with Qt")
TEST = Part("test", "requirements-test.lock", True, 590, "the kiosk with Qt, and the test tools")
# Each part holds everything that the ones before it hold.
PARTS = (BANK, KIOSK, TEST)


class CannotInstall(Exception):
    """The environment could not be made; the text says why and what helps."""


class Environment:
    """`.venv` in the checkout. Whatever interrupts it, the same call again goes on from there."""

    def __init__(self, checkout: Path) -> None:
        self._checkout = checkout
        self.folder = checkout / ".venv"
        self.python = self.folder / "bin" / "python"
        self.log = checkout / "build" / "install.log"
        self._stamp = self.folder / "atm-parts.json"
        self._unfinished = self.folder / "atm-unfinished"
        self._half_made = self.log.with_name("venv-half-made")

    def is_ready(self, part: Part) -> bool:
        """Whether this part, or one that holds it, was installed from the lock file of today."""
        if not self.python.exists():
            return False
        installed = self._installed()
        larger = PARTS[PARTS.index(part) :]
        return any(installed.get(each.name) == self._digest(each) for each in larger)

    def make(self, part: Part, progress: Progress) -> None:
        """Add this part. Raises CannotInstall; may be repeated at any time."""
        self._check_space(part)
        self.log.parent.mkdir(exist_ok=True)
        with self._alone(progress):
            if self.is_ready(part):
                return
            progress.say(
                f"Installing {part.purpose} into {self.folder} "
                f"(about {part.size_mb} MB, once). Ctrl-C is safe: the next start goes on."
            )
            with self.log.open("w", encoding="utf-8") as log:
                log.write(f"Python {sys.version}\n")
                if not self._has_pip():
                    self._make_folder(progress)
                self._run_pip(part, progress, log.fileno())
            self._record(part)

    def requirements(self, part: Part) -> str:
        """The pinned packages with their hashes, as pip reads them."""
        text = (self._checkout / part.lock).read_text(encoding="utf-8")
        return text if part.has_qt else _QT_BLOCK.sub("", text)

    def _digest(self, part: Part) -> str:
        return hashlib.sha256(self.requirements(part).encode()).hexdigest()

    def _installed(self) -> dict[str, str]:
        try:
            found: dict[str, str] = json.loads(self._stamp.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found

    def _record(self, part: Part) -> None:
        fresh = self._stamp.with_suffix(".new")
        installed = self._installed() | {part.name: self._digest(part)}
        fresh.write_text(json.dumps(installed), encoding="utf-8")
        fresh.replace(self._stamp)
        self._unfinished.unlink(missing_ok=True)

    def _check_space(self, part: Part) -> None:
        free_mb = shutil.disk_usage(self._checkout).free // MEGABYTE
        if free_mb < part.size_mb:
            raise CannotInstall(
                f"{self._checkout} has {free_mb} MB free, and about {part.size_mb} MB are needed."
            )

    @contextlib.contextmanager
    def _alone(self, progress: Progress) -> Iterator[None]:
        """Hold the checkout, so that two starts at once do not install over each other."""
        handle = os.open(self._checkout, os.O_RDONLY)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                progress.say("Another ./atm is installing here: waiting until it is done.")
                fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _has_pip(self) -> bool:
        if self._half_made.exists() or not self.python.exists():
            return False
        asked = subprocess.run(
            [self.python, "-m", "pip", "--version"], capture_output=True, check=False
        )
        return asked.returncode == 0

    def _make_folder(self, progress: Progress) -> None:
        progress.begin("Making the environment")
        self._half_made.touch()
        try:
            venv.create(self.folder, with_pip=True, clear=True, symlinks=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise CannotInstall(f"Python could not make {self.folder}: {error}") from error
        self._half_made.unlink()
        progress.done("Making the environment")

    def _run_pip(self, part: Part, progress: Progress, log: int) -> None:
        requirements = self.folder / f"atm-{part.name}.txt"
        text = self.requirements(part)
        requirements.write_text(text, encoding="utf-8")
        command = [str(self.python), "-m", "pip", "install", "--require-hashes"]
        command += ["--only-binary", ":all:", "--disable-pip-version-check", "--no-input"]
        command += ["--progress-bar", "off", "-r", str(requirements)]
        if self._unfinished.exists():
            # A stopped pip can leave a package half unpacked that looks whole to the next one.
            command.append("--ignore-installed")
        self._unfinished.touch()
        progress.begin("Installing packages")
        last_lines = _follow(command, len(_PIN.findall(text)), progress, log)
        if last_lines is not None:
            raise CannotInstall(
                f"{last_lines}\npip did not finish; above are the last lines of {self.log}. "
                "Nothing is lost: the same command goes on from here."
            )
        progress.done("Installing packages")


def _follow(command: list[str], total: int, progress: Progress, log: int) -> str | None:
    """Run pip, its words into the log. None when it succeeded, else its last lines."""
    tail: collections.deque[str] = collections.deque(maxlen=LOG_LINES_SHOWN)
    found = 0
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as pip:
        assert pip.stdout is not None
        try:
            for line in pip.stdout:
                os.write(log, line.encode())
                tail.append(line.rstrip())
                if line.startswith(("Collecting ", "Processing ", "Requirement already")):
                    found += 1
                    progress.update(f"Installing packages: {found} of {total}")
                elif line.startswith("Installing collected packages"):
                    progress.update(f"Installing packages: unpacking {total}")
        except BaseException:
            pip.terminate()
            raise
    return None if pip.returncode == 0 else "\n".join(tail)

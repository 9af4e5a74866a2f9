"""What every test may count on: a home of its own, nothing drawn on a screen, and no leftovers.

A test fails when it leaves a thread, a child process or a log warning that it did not announce.
Python's warnings are errors by pyproject.toml, Qt's by pytest-qt.
"""

import logging
import os
import re
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Before anything imports Qt.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QUICK_BACKEND"] = "software"

# A shell starts what it runs in the background with Ctrl-C ignored, which children would inherit.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

pytest_plugins = ["tests.plugins.golden_plugin", "tests.plugins.requirements_plugin"]

THREAD_END_S = 5.0
INTERRUPTED = 130

# Kept by libraries for as long as the process lives, and never by a test.
LASTING_THREADS = re.compile(r"^(asyncio_\d+|AnyIO worker thread|Dummy-\d+|pydevd.*)$")
# A client's own, which end up to half a second after it was closed: judged when all is done.
LATE_THREADS = re.compile(r"^pymongo_")
LASTING_CHILDREN = re.compile(r"multiprocessing\.(resource_tracker|forkserver)")

settings.register_profile(
    "same",
    derandomize=True,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("explore", settings.get_profile("same"), derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(scope="session", autouse=True)
def _home_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Nothing that a test does reads or writes the home of the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    places = {
        "HOME": home,
        "XDG_CACHE_HOME": home / ".cache",
        "XDG_CONFIG_HOME": home / ".config",
        "XDG_DATA_HOME": home / ".local/share",
        "XDG_STATE_HOME": home / ".local/state",
        "XDG_RUNTIME_DIR": home / "run",
    }
    (home / "run").mkdir(mode=0o700)
    with pytest.MonkeyPatch.context() as patch:
        for name, place in places.items():
            patch.setenv(name, str(place))
        for name in [each for each in os.environ if each.startswith("ATM_")]:
            if not name.startswith("ATM_TEST_"):
                patch.delenv(name)
        yield home


class _Warnings(logging.Handler):
    """Keeps what was logged as a warning or worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.unexpected: list[str] = []
        self.expected: dict[str, bool] = {}

    def emit(self, record: logging.LogRecord) -> None:
        line = f"{record.levelname} {record.name}: {record.getMessage()}"
        known = [each for each in self.expected if re.search(each, line)]
        for each in known:
            self.expected[each] = True
        if not known:
            self.unexpected.append(line)


@pytest.fixture(autouse=True)
def expect_log() -> Iterator[Callable[[str], None]]:
    """expect_log(pattern) announces a log warning. One not announced fails the test, and so does
    one announced that never came."""
    handler = _Warnings()
    logging.getLogger().addHandler(handler)

    def expect(pattern: str) -> None:
        handler.expected.setdefault(pattern, False)

    yield expect
    logging.getLogger().removeHandler(handler)
    if handler.unexpected:
        pytest.fail("logged, and nobody expected it:\n" + "\n".join(handler.unexpected), False)
    absent = [pattern for pattern, seen in handler.expected.items() if not seen]
    if absent:
        pytest.fail(f"expected in the log, and never logged: {absent}", False)


@pytest.fixture(scope="session", autouse=True)
def _late_threads() -> Iterator[dict[threading.Thread, str]]:
    """Threads that may outlive their test for a moment, each with the test's name."""
    late: dict[threading.Thread, str] = {}
    yield late
    _all_end(late)


@pytest.fixture(autouse=True)
def _no_threads_left(
    request: pytest.FixtureRequest, _late_threads: dict[threading.Thread, str]
) -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = {
        each: each.name
        for each in threading.enumerate()
        if each not in before and not LASTING_THREADS.match(each.name)
    }
    late = [each for each, name in left.items() if LATE_THREADS.match(name)]
    _late_threads.update({each: f"{left.pop(each)} of {request.node.nodeid}" for each in late})
    _all_end(left)


def _all_end(threads: dict[threading.Thread, str]) -> None:
    deadline = time.monotonic() + THREAD_END_S
    for each in threads:
        each.join(max(0.0, deadline - time.monotonic()))
    names = [name for each, name in threads.items() if each.is_alive()]
    if names:
        pytest.fail(f"threads left running: {names}", False)


@pytest.fixture(autouse=True)
def _no_children_left() -> Iterator[None]:
    before = set(_children())
    yield
    left = {pid: words for pid, words in _children().items() if pid not in before}
    if left:
        pytest.fail(f"child processes left: {left}", False)


def _children() -> dict[int, str]:
    """The child processes that still are, ended or not, with their command lines."""
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return {}
    me = str(os.getpid())
    children = {}
    for folder in _perhaps_children():
        try:
            state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
            words = (folder / "cmdline").read_text().replace("\0", " ").strip()
        except OSError:
            continue
        if parent == me and not LASTING_CHILDREN.search(words):
            children[int(folder.name)] = words if state != "Z" else "ended, and not waited for"
    return children


def _perhaps_children() -> list[Path]:
    """As each thread's list has them; where there is none, or a thread just ended and its children
    went to another one, every process there is, which takes a hundred times as long."""
    try:
        lists = [each.read_text() for each in Path("/proc/self/task").glob("*/children")]
    except OSError:
        lists = []
    pids = [pid for each in lists for pid in each.split()]
    return [Path("/proc", pid) for pid in pids] if lists else list(Path("/proc").glob("[0-9]*"))


_ctrl_c = threading.Event()


def pytest_keyboard_interrupt(excinfo: pytest.ExceptionInfo[BaseException]) -> None:
    """Ctrl-C is 130 in every command; pytest's own 2 also means a test that cannot be read."""
    if excinfo.errisinstance(KeyboardInterrupt):
        _ctrl_c.set()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if _ctrl_c.is_set():
        session.exitstatus = INTERRUPTED

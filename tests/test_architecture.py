"""House rules that no linter knows: sizes, first lines, lock files, and what may be named where."""

import ast
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
PRODUCT = ("hardware", "bank_server", "kiosk", "bench")
LAUNCHER_LINES_MAX = 150
PRODUCT_LINES_MAX = 450  # past 300 look for the seam, past this there is no excuse
TEST_LINES_MAX = 600

MADE = {"build", "state", "__pycache__"}
HIDDEN = {".ci", ".gitignore"}
TEXT = {".py", ".qml", ".md", ".toml", ".lock", ".ts", ".json", ".txt", ".sh", ".cfg", ".svg", ""}

# Packages that decide and do not act: their clock, chance, disk and wire are passed in.
PURE = (
    "hardware/crypto",
    "hardware/locks/firmware",
    "hardware/protocol",
    "bank_server/contract",
    "bank_server/domain",
    "kiosk/domain",
)
ACTING = {
    "asyncio", "fcntl", "glob", "io", "multiprocessing", "os", "pathlib", "random", "requests",
    "select", "shutil", "signal", "socket", "sqlite3", "subprocess", "tempfile", "threading",
    "time",
}  # fmt: skip


def files(*suffixes: str, under: tuple[str, ...] = ("",)) -> list[Path]:
    found = [
        path
        for top in under
        for path in sorted(CHECKOUT.joinpath(top).rglob("*"))
        if path.suffix in suffixes and path.is_file()
    ]
    return [each for each in found if not is_skipped(each.relative_to(CHECKOUT).parts)]


def is_skipped(parts: tuple[str, ...]) -> bool:
    """Whether a path leads into something that is made here rather than written."""
    return any(each in MADE or (each.startswith(".") and each not in HIDDEN) for each in parts)


def name(path: Path) -> str:
    return str(path.relative_to(CHECKOUT))


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    """The modules that a file names in its imports, dotted, with the names taken from them."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{each.name}" for each in node.names)


def matches(pattern: str, paths: list[Path]) -> list[str]:
    """Where a pattern is found, as file:line: text."""
    wanted = re.compile(pattern)
    return [
        f"{name(path)}:{number}: {line.strip()}"
        for path in paths
        for number, line in enumerate(lines(path), 1)
        if wanted.search(line)
    ]


def pins(lock: str) -> dict[str, str]:
    text = CHECKOUT.joinpath(lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+) \\$", text, re.MULTILINE))


def wanted_packages(requirements: list[str]) -> set[str]:
    return {re.split(r"[=<>\[; ]", each)[0].lower() for each in requirements}


PROJECT = tomllib.loads(CHECKOUT.joinpath("pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = ("requirements.lock", "requirements-test.lock")


def test_launcher_is_short() -> None:
    """The launcher is read by whoever tries the project first: it stays a page and a half."""
    assert LAUNCHER_LINES_MAX >= len(lines(CHECKOUT / "atm"))


@pytest.mark.parametrize(
    "path",
    [
        "atm",
        "kiosk/workbench/environment.py",
        "kiosk/workbench/progress.py",
        "kiosk/workbench/system_packages.py",
        "kiosk/workbench/doctor.py",
        "kiosk/workbench/state_folder_check.py",
        "kiosk/workbench/mirror_check.py",
        "kiosk/workbench/demo_options.py",
        "kiosk/workbench/visits.py",
        "hardware/process_start.py",
    ],
)
def test_launcher_needs_no_package(path: str) -> None:
    """What runs before the environment exists is the standard library and its own files."""
    own = ("kiosk.workbench.", "hardware.process_start")
    foreign = {each for each in imports(CHECKOUT / path) if not each.startswith(own)}

    assert set() == {each.split(".")[0] for each in foreign} - sys.stdlib_module_names


def test_no_product_file_is_too_long() -> None:
    long = {name(each): len(lines(each)) for each in files(".py", ".qml", under=PRODUCT)}

    assert {} == {path: count for path, count in long.items() if count > PRODUCT_LINES_MAX}


def test_no_test_file_is_too_long() -> None:
    long = {name(each): len(lines(each)) for each in files(".py", under=("tests",))}

    assert {} == {path: count for path, count in long.items() if count > TEST_LINES_MAX}


def test_every_module_says_what_it_is_for() -> None:
    """The first line of each module names its one reason to exist."""
    paths = files(".py", under=(*PRODUCT, "tests"))

    assert [] == [name(each) for each in paths if not ast.get_docstring(tree(each))]


def test_every_package_says_what_it_holds_in_one_line() -> None:
    """Every folder with modules is a package, and its docstring is one line."""
    folders = sorted({each.parent for each in files(".py", under=PRODUCT)})
    docstrings = {
        name(folder): (ast.get_docstring(tree(folder / "__init__.py")) or "")
        if folder.joinpath("__init__.py").exists()
        else ""
        for folder in folders
    }

    assert [] == [
        folder
        for folder, text in docstrings.items()
        if len(text.split("\n\n")[0].split("\n")) != 1 or not text
    ]


def test_pure_packages_do_not_act() -> None:
    """No clock, no chance, no disk, no wire and no thread in what decides."""
    acting = [
        f"{name(path)}: {each}"
        for path in files(".py", under=PURE)
        for each in imports(path)
        if each.split(".")[0] in ACTING
    ]

    assert [] == acting


def test_view_models_know_only_qt_core() -> None:
    """What is drawn stays in QML; a view-model is testable without a window.

    The decorators that make a type known to QML (QmlElement and its like) draw nothing. window.py
    is the one place that opens the window; touch.py and drawn_window.py see and press, for a
    program, what is drawn in it; gallery_pictures.py puts pictures of it together.
    """
    qt = [
        f"{name(path)}: {each}"
        for path in files(".py", under=("kiosk/viewmodels",))
        for each in imports(path)
        if path.name not in {"window.py", "touch.py", "drawn_window.py", "gallery_pictures.py"}
        and each.startswith("PySide6")
        and not each.startswith(("PySide6.QtCore", "PySide6.QtQml.Qml"))
    ]

    assert [] == qt


def test_no_test_sleeps() -> None:
    """A test waits for the thing itself, or owns the clock."""
    assert [] == matches(r"\bsleep\(", files(".py", under=("tests",)))


def test_no_test_file_shares_its_name() -> None:
    shared = {"conftest", "__main__"}
    names = Counter(each.name for each in files(".py", under=("tests",)) if each.stem not in shared)

    assert [] == [each for each, count in names.items() if count > 1]


def test_exceptions_to_the_linters_have_reasons() -> None:
    """`noqa` and `type: ignore` name their codes and then say why."""
    bare = r"#\s*(?:noqa|type:\s*ignore)(?!(?::\s*[A-Z0-9, ]+|\[[^\]]+\]).*[a-z] [a-z])"

    assert [] == matches(bare, [*files(".py", under=PRODUCT), CHECKOUT / "atm"])


def test_nothing_names_a_development_machine() -> None:
    """A path of the machine that something was written on works nowhere else."""
    assert [] == matches(r"(?<![\w.}])/(?:work|root|home/\w+|opt/\w+)/", files(*TEXT))


def test_nothing_names_a_package_registry() -> None:
    """Where packages come from is each machine's own setting."""
    hosts = r"(?:pypi|pythonhosted|npmjs)\.(?:org|com)|(?:deb|security|snapshot)\.debian\.org"

    assert [] == matches(hosts, files(*TEXT))


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_file_holds_pins_and_hashes_only(lock: str) -> None:
    """Each block is one exact version and its hashes: no address, no option."""
    allowed = r"^(?:[a-z0-9-]+==\S+ \\|    --hash=sha256:[0-9a-f]{64}(?: \\)?|    #.*|#.*|)$"

    assert [] == [each for each in lines(CHECKOUT / lock) if not re.match(allowed, each)]


def test_lock_file_holds_what_the_project_wants() -> None:
    """Both lock files are up to date with pyproject.toml."""
    wanted = wanted_packages(PROJECT["dependencies"])
    wanted_by_tests = wanted_packages(PROJECT["optional-dependencies"]["test"])

    assert set() == wanted - set(pins("requirements.lock"))
    assert set() == wanted_by_tests - set(pins("requirements-test.lock"))


def test_tests_run_on_the_versions_that_are_shipped() -> None:
    """The test lock holds every pin of the product's lock, unchanged."""
    assert set() == set(pins("requirements.lock").items()) - set(
        pins("requirements-test.lock").items()
    )


def test_links_between_the_documents_lead_somewhere() -> None:
    """A relative link in a Markdown file names a file that is there."""
    broken = [
        f"{name(page)}: {target}"
        for page in files(".md")
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text("utf-8"))
        if not page.parent.joinpath(target).exists()
    ]

    assert [] == broken

"""The reviewer's folder runs on Ubuntu 16.04's Python 3.5, alone and under any name."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest
from vermin import SourceVisitor, visit

FOLDER = Path(__file__).parents[3] / "bank_server" / "log_review"
FILES = sorted(FOLDER.glob("*.py"))
OLDEST = (3, 5)
# In typing since 3.5.3 or later: Ubuntu 16.04 has 3.5.2.
NOT_IN_352 = {"NoReturn", "Deque", "Counter", "ChainMap", "AsyncContextManager", "Protocol"}


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), feature_version=OLDEST)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_file_is_python_35(path: Path) -> None:
    visitor = visit(path.read_text(encoding="utf-8"))

    assert isinstance(visitor, SourceVisitor)
    assert visitor.minimum_versions()[1] <= OLDEST  # of Python 2, of Python 3
    assert tree(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_file_imports_from_beside_itself_and_the_standard_library(path: Path) -> None:
    found = [each for each in ast.walk(tree(path)) if isinstance(each, ast.ImportFrom | ast.Import)]
    absolute = [
        alias.name if isinstance(each, ast.Import) else str(each.module)
        for each in found
        for alias in each.names
        if isinstance(each, ast.Import) or each.level == 0
    ]

    assert set() == {each.split(".")[0] for each in absolute} - sys.stdlib_module_names
    assert {0, 1} >= {each.level for each in found if isinstance(each, ast.ImportFrom)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_file_needs_at_run_time_what_typing_has_only_since_353(path: Path) -> None:
    run = [each for each in tree(path).body if isinstance(each, ast.ImportFrom)]
    taken = {alias.name for each in run if each.module == "typing" for alias in each.names}

    assert set() == taken & NOT_IN_352

"""A hotel for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.locks.desk.desk_kit import Hotel


@pytest.fixture
def hotel(tmp_path: Path) -> Iterator[Hotel]:
    made = Hotel(tmp_path)
    yield made
    made.desk.close()

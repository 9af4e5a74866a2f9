"""A hotel for each test, without locks or with some."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.locks.desk.desk_doors import Doors, installed_doors
from tests.locks.desk.desk_kit import Hotel


@pytest.fixture
def hotel(tmp_path: Path) -> Iterator[Hotel]:
    made = Hotel(tmp_path)
    yield made
    made.desk.close()


@pytest.fixture
def doors(tmp_path: Path) -> Iterator[Doors]:
    """The kit's hotel with locks in 101, 102 and 201."""
    made = installed_doors(tmp_path)
    yield made
    made.hotel.desk.close()

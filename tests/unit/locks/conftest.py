"""The lock on a bench of lock_bench; a file with another bench has a fixture of its own."""

import pytest

from tests.unit.locks.lock_bench import Bench


@pytest.fixture
def bench():
    return Bench()

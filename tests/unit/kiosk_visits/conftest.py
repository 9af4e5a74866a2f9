"""The entry that every test of the two pads begins with."""

from __future__ import annotations

import pytest

from tests.unit.kiosk_visits.two_pads import Entry


@pytest.fixture
def entry():
    return Entry()

"""One open kiosk window for the tests of a module."""

import pytest

from tests.gui.kiosk_driver import Kiosk


@pytest.fixture(scope="module")
def shared_kiosk(qapp):
    kiosk = Kiosk((1280, 800))
    yield kiosk
    kiosk.close()


@pytest.fixture
def kiosk(shared_kiosk):
    shared_kiosk.resize((1280, 800))
    return shared_kiosk

"""One open kiosk window for the tests of a module."""

import gc

import pytest

from tests.gui.kiosk_driver import Kiosk


@pytest.fixture(scope="module")
def shared_kiosk(qapp):
    kiosk = Kiosk((1280, 800))
    yield kiosk
    kiosk.close()
    # A failure that was told holds its test's things in a circle. Those of Qt must go in this
    # thread, and not in that of a later test which happens to collect them.
    del kiosk
    gc.collect()


@pytest.fixture
def kiosk(shared_kiosk):
    shared_kiosk.resize((1280, 800))
    return shared_kiosk

"""What every test of the emulators starts from."""

import pytest

from tests.unit.emulators.emulated_atm import EmulatedAtm


@pytest.fixture
def bare_atm():
    """Devices as the factory delivers them, with mechanics that take no time."""
    return EmulatedAtm()


@pytest.fixture
def atm(bare_atm):
    """An ATM in service: keys, and two canisters with 100 notes each."""
    bare_atm.provision()
    bare_atm.fill()
    return bare_atm

"""Options and parts shared by the contract suites: which device, and which MongoDB, is meant."""

import secrets
import time

import pytest

from hardware.drivers.cabinet import Cabinet
from hardware.drivers.card_reader import CardReader
from hardware.drivers.hsm import Hsm
from hardware.drivers.pin_pad import PinPad
from hardware.drivers.receipt_printer import ReceiptPrinter
from hardware.protocol.link import Link
from hardware.transport.serial_port import SerialPort
from tests.contract.bank_store.mongo_server import mongo_home
from tests.unit.emulators.emulated_atm import EmulatedAtm

DRIVERS = {"card_reader": CardReader, "hsm": Hsm, "pin_pad": PinPad, "cabinet": Cabinet}
PRINTER = "receipt_printer"
KINDS = (*DRIVERS, PRINTER)


def pytest_addoption(parser):
    parser.addoption(
        "--device",
        action="append",
        default=[],
        metavar="KIND=PATH",
        help="run the conformance suite against this device, not the emulator; KIND is one of "
        + ", ".join(KINDS),
    )


def pytest_collection_modifyitems(items):
    """A test on MongoDB asks for its server before all else, so that it is not the test's own."""
    for item in items:
        callspec = getattr(item, "callspec", None)
        params = [] if callspec is None else callspec.params.values()
        # Tests of others have parameters that cannot be compared.
        if any(isinstance(each, str) and each == "mongo" for each in params):
            item.fixturenames.insert(0, "mongo")


@pytest.fixture(scope="session")
def mongo(tmp_path_factory):
    """A MongoDB server, one for all tests of this process."""
    with mongo_home(tmp_path_factory.mktemp("mongo")) as home:
        yield home


@pytest.fixture(scope="session")
def hardware_paths(request):
    """Ports of real devices, by kind; empty when the emulators are meant."""
    # Without this folder on the command line the option was not there to be given.
    given = request.config.getoption("--device", default=[])
    paths = dict(option.split("=", 1) for option in given)
    unknown = paths.keys() - {*KINDS}
    if unknown:
        raise pytest.UsageError(f"--device: no such kind: {', '.join(sorted(unknown))}")
    return paths


@pytest.fixture
def bare_atm(hardware_paths):
    """Emulated hands, keys and clock; a test that needs them says so by asking for this."""
    if hardware_paths:
        pytest.skip("needs emulated hands, keys or clock")
    return EmulatedAtm()


@pytest.fixture
def atm(bare_atm):
    """An emulated ATM in service."""
    bare_atm.provision()
    bare_atm.fill()
    return bare_atm


def _device(kind, hardware_paths):
    """A driver over the emulator, or over the port that was named."""
    if not hardware_paths:
        short = {"card_reader": "reader", "pin_pad": "pad", PRINTER: "printer"}
        yield getattr(EmulatedAtm(), short.get(kind, kind))
        return
    if kind not in hardware_paths:
        pytest.skip(f"no --device {kind}=PATH")
    port = SerialPort(hardware_paths[kind])
    try:
        if kind == PRINTER:
            yield ReceiptPrinter(port, monotonic=time.monotonic, first_id=secrets.randbelow(10_000))
            return
        yield DRIVERS[kind](Link(port, monotonic=time.monotonic, first_seq=secrets.randbelow(256)))
    finally:
        port.close()


@pytest.fixture
def any_reader(hardware_paths):
    """A card reader, emulated or not, with whatever is in it."""
    yield from _device("card_reader", hardware_paths)


@pytest.fixture
def any_hsm(hardware_paths):
    yield from _device("hsm", hardware_paths)


@pytest.fixture
def any_pad(hardware_paths):
    yield from _device("pin_pad", hardware_paths)


@pytest.fixture
def any_cabinet(hardware_paths):
    yield from _device("cabinet", hardware_paths)


@pytest.fixture
def any_printer(hardware_paths):
    yield from _device(PRINTER, hardware_paths)

"""docs/protocols.md names the same codes, ops, calls and fields as the code does."""

from __future__ import annotations

import re
from enum import IntEnum
from pathlib import Path

import pytest
from pydantic import BaseModel

from bank_server.contract import (
    PATHS,
    DeclineReason,
    DepositState,
    EnvelopeResult,
    Operation,
    ProblemCode,
    Request,
    ResolutionState,
    ServiceCommand,
    ServiceState,
    SettlementState,
)
from hardware.protocol.cabinet import CabinetOp
from hardware.protocol.card_reader import CardReaderOp
from hardware.protocol.hello import CommonOp
from hardware.protocol.hsm import HsmOp
from hardware.protocol.pin_pad import PinPadOp
from hardware.status import Status
from kiosk.automation.server import CALLS

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "protocols.md").read_text(encoding="utf-8")
EMULATORS = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted((ROOT / "hardware/emulators").glob("*.py"))
)


def part(heading: str) -> str:
    """The text under a heading, up to the next heading of any level."""
    found = re.search(
        rf"^#+ {re.escape(heading)}.*?$(.*?)(?=^#|\Z)", PAGE, re.MULTILINE | re.DOTALL
    )
    assert found, heading
    return found[1]


def ops(text: str) -> dict[int, str]:
    rows = re.findall(r"^\| ([0-9a-f]{2}) ([A-Z_]+) \|", text, re.MULTILINE)
    return {int(code, 16): name for code, name in rows}


def call(path: str) -> str:
    """The table of one call in section 6."""
    _, _, tail = part("6. HTTPS").partition(f"\n`{path.removeprefix('/v1/')}`\n")
    return tail.split("\n\n`")[0]


def wire_names(model: type[BaseModel]) -> set[str]:
    names = model.model_fields.items()
    return {str(field.serialization_alias or name) for name, field in names} - {"anchor"}


def test_the_status_codes_are_those_of_the_devices() -> None:
    rows = re.findall(r"^\| ([0-9a-f]{2}) \| ([A-Z_]+) \|", part("1.1 Status codes"), re.MULTILINE)

    assert {status.value: status.name for status in Status} == {int(c, 16): n for c, n in rows}


@pytest.mark.parametrize(
    ("heading", "device"),
    [
        ("1.2 All devices", CommonOp),
        ("1.3 Card reader", CardReaderOp),
        ("1.4 PIN pad", PinPadOp),
        ("1.5 Cabinet", CabinetOp),
        ("4. HSM", HsmOp),
    ],
)
def test_the_ops_are_those_of_the_device(heading: str, device: type[IntEnum]) -> None:
    documented = {code: name for code, name in ops(part(heading)).items() if name != "STATUS"}

    assert {op.value: op.name for op in device if op.name != "STATUS"} == documented


@pytest.mark.parametrize("model", PATHS, ids=lambda model: model.__name__)
def test_each_call_has_its_fields(model: type[Request]) -> None:
    fields = re.findall(r"^\| ([a-z_]+) \|", call(PATHS[model]), re.MULTILINE)

    assert wire_names(model) == set(fields)


def test_the_problem_codes_are_those_of_the_bank() -> None:
    rows = re.findall(r"^\| \d{3} \| ([^|;]+)", part("6.2 Problems"), re.MULTILINE)
    codes = {word for row in rows for word in re.findall(r"[a-z]+(?:-[a-z]+)*", row)}
    words_beside_codes = {"at", "challenges"}

    assert {code.value for code in ProblemCode} == codes - words_beside_codes


@pytest.mark.parametrize(
    ("values", "where"),
    [
        (DeclineReason, "6.1 Authorisation"),
        (Operation, "6. HTTPS"),
        (SettlementState, "6. HTTPS"),
        (ResolutionState, "6. HTTPS"),
        (EnvelopeResult, "6. HTTPS"),
        (DepositState, "6. HTTPS"),
        (ServiceState, "6. HTTPS"),
        (ServiceCommand, "6. HTTPS"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_each_value_of_a_closed_set_is_on_the_page(values: type[Operation], where: str) -> None:
    assert [] == [value.value for value in values if f"`{value.value}`" not in part(where)]


def test_the_golden_values_of_the_page_are_those_of_the_vectors() -> None:
    vectors = (ROOT / "tests" / "vectors" / "device_keys.json").read_text(encoding="utf-8")
    joined = "".join(part("11. Golden values").split())
    values = re.findall(r'"([0-9a-f]{32,})"', vectors)

    assert values
    assert [] == [value for value in values if value not in joined]


def test_each_moment_of_a_power_cut_is_on_the_page() -> None:
    found = re.search(r"^MOMENTS: Final = frozenset\((.*?)\)", EMULATORS, re.MULTILINE | re.DOTALL)
    moments = re.findall(r'"([a-z-]+)"', found[1]) if found else []
    control = part("12. Control socket")

    assert moments
    assert [] == [moment for moment in moments if f"`{moment}`" not in control]


def test_the_control_commands_are_those_of_the_emulators() -> None:
    known = set(re.findall(r'^ +"([a-z_]+)": _?command\(', EMULATORS, re.MULTILINE))
    rows = re.findall(r"^\| ([a-z_, ]+) \|", part("12. Control socket"), re.MULTILINE)
    documented = {name.strip() for row in rows for name in row.split(",")}

    assert known
    assert known == documented - {"subscribe"}


def test_the_admin_calls_are_those_of_the_staff_listener() -> None:
    files = ("admin_routes.py", "counting_routes.py", "day_routes.py")
    source = "".join((ROOT / "bank_server" / "http" / name).read_text("utf-8") for name in files)
    known = set(re.findall(r'calls\.add\(\s*"([a-z/-]+)"', source))
    rows = re.findall(r"^\| (`[^|]+`) \|", part("9. Admin listener"), re.MULTILINE)
    documented = {
        name.replace("…", "atms/certificates")
        for row in rows
        for name in re.findall(r"`([^`]+)`", row)
    }

    assert known == documented


def test_the_automation_calls_are_those_of_the_kiosk() -> None:
    kiosk_part, _, _ = part("7. XML-RPC").partition("Port 1338")

    assert set(CALLS) == set(re.findall(r"^\| `([a-z_]+)` \|", kiosk_part, re.MULTILINE))

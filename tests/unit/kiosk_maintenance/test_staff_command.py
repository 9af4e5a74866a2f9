"""`./atm staff` says in the journal what became of a change that the disk did not take."""

from __future__ import annotations

import io
import json

import pytest

from kiosk import staff
from kiosk.maintenance.staff_book import StaffBook

ADD = ("add", "101", "anna", "--role", "custodian", "--by", "petra")


@pytest.fixture
def state(tmp_path, monkeypatch):
    made = tmp_path / "state"
    (made / "kiosk").mkdir(parents=True, mode=0o700)
    (made / "keys").mkdir(mode=0o700)
    monkeypatch.setattr(staff, "keep_to_itself", lambda: None)
    monkeypatch.setattr("sys.stdin", io.StringIO("274915\n274915\n"))
    return made


def outs(state):
    lines = b"".join(each.read_bytes() for each in sorted(state.glob("kiosk/journal/EJ_*.jsonl")))
    entries = [json.loads(each) for each in lines.splitlines()]
    return [each["out"] for each in entries if each["ev"] == "STAFF_CHANGED"]


@pytest.mark.parametrize(("error", "out"), [(OSError("gone"), "unknown"), (ValueError, "fail")])
def test_a_list_that_is_not_written_is_told(state, monkeypatch, error, out):
    def put(*_of):
        raise error

    monkeypatch.setattr(StaffBook, "put", put)
    try:
        code = staff.main(["--state", str(state), *ADD])
    except ValueError:
        code = staff.EXIT_CANNOT

    assert (staff.EXIT_CANNOT, ["ok", out]) == (code, outs(state))

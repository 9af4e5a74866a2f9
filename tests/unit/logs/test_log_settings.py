"""The logs' own table of settings.toml, which every program reads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bank_server.settings import load as load_bank
from hardware.logs.settings import LogSettings, LogSettingsError, load
from kiosk.settings import load as load_kiosk

ROOT = Path(__file__).resolve().parents[3]


def test_without_a_file_the_defaults_hold(tmp_path):
    assert LogSettings("info", 30, 14, 20) == load(tmp_path / "settings.toml", {})


def test_a_variable_wins_over_the_file(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text('[logs]\nlevel = "error"\nprogram_days = 7\n[bank]\nport = 1\n')

    settings = load(file, {"ATM_LOGS_PROGRAM_DAYS": "8", "ATM_BANK_PORT": "0"})

    assert LogSettings(level="error", program_days=8) == settings


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("levl = 'info'", "setting levl is unknown; did you mean level?"),
        ("level = 'loud'", "level must be one of debug, info, warning, error"),
        ("level = 3", "level must be one of"),
        ("size_mb = 0", "size_mb must be a whole number from 1 to 1000"),
        ("size_mb = '20'", "size_mb must be a whole number"),
        ("size_mb = true", "size_mb must be a whole number"),
        ("device_days = 99999", "device_days must be a whole number from 1 to 3650"),
        ("= 3", "cannot be read"),
    ],
)
def test_an_impossible_value_is_refused_by_name_and_place(tmp_path, text, why):
    file = tmp_path / "settings.toml"
    file.write_text(f"[logs]\n{text}\n")

    with pytest.raises(LogSettingsError, match=str(file)) as refused:
        load(file, {})

    assert why in str(refused.value)


def test_a_variable_that_nobody_knows_is_refused(tmp_path):
    with pytest.raises(LogSettingsError, match="ATM_LOGS_DAYS: setting days is unknown"):
        load(tmp_path / "settings.toml", {"ATM_LOGS_DAYS": "8"})


def test_bank_and_kiosk_leave_the_table_to_the_logs(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text("[logs]\nsize_mb = 1\n")

    assert 8443 == load_bank(file, {"ATM_LOGS_SIZE_MB": "2"}).port
    assert "ATM-1" == load_kiosk(file, {"ATM_LOGS_SIZE_MB": "2"}).settings.atm_name


@pytest.mark.parametrize("module", ["hardware.emulators", "bank_server", "kiosk", "kiosk.panel"])
def test_each_program_refuses_to_start_with_a_wrong_one_in_one_line(tmp_path, module):
    (tmp_path / "settings.toml").write_text("[logs]\nlevel = 'loud'\n")
    (tmp_path / "demo.json").write_text("{}")

    done = subprocess.run(
        [sys.executable, "-m", module, "--state", str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"ATM_BANK_PORT": "0", "ATM_BANK_ADMIN_PORT": "0"},
        capture_output=True,
        text=True,
        timeout=30,
    )

    assert 2 == done.returncode
    assert 1 == len(done.stderr.splitlines())
    assert "[logs]: level must be one of" in done.stderr

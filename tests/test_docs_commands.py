"""docs/commands.md and the commands' own --help name the same commands and options."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import asdict
from functools import cache
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

from bank_server.settings import BankSettings
from hardware.logs.settings import LogSettings
from kiosk.settings import Settings

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
HELP_S_MAX = 60

_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z0-9-]*")
_OPTION_OF_HELP = re.compile(r"^  (?:-\w, )?(--[a-z][a-z0-9-]*)", re.MULTILINE)
_HANDED_ON = {"test"}  # its options are pytest's


def _launcher() -> ModuleType:
    spec = spec_from_loader("atm", SourceFileLoader("atm", str(ROOT / "atm")))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["atm"] = module  # its dataclasses look their module up
    spec.loader.exec_module(module)
    return module


ATM = _launcher()
HERE = {name: command for name, command in ATM.COMMANDS.items() if ATM.is_here(command)}
WALKED = sorted(set(HERE) - _HANDED_ON)


def sections(page: str) -> dict[str, str]:
    """Each command's part of the page, by the command's words (`admin cards block`)."""
    commands, _, _ = page.partition("\n## Settings\n")
    parts = re.split(r"^#{2,3} (.+)$", commands, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def settings_table(table: str) -> dict[str, str]:
    """Name -> default, as the page gives them for one table of settings.toml."""
    _, _, text = PAGE.partition(f"\nTable `[{table}]`")
    rows = re.findall(r"^\| ([a-z0-9_]+) \| ([^|]+) \|", text.split("\nTable ")[0], re.MULTILINE)
    return dict(rows)


def as_toml(value: object) -> str:
    return json.dumps(list(value) if isinstance(value, tuple) else value)


# Runs in the command's own process, asked for its help: a line with the help of all that is under
# it comes before its own.
WALKER = """
import argparse, json, runpy, sys

def walk(parser, words, found):
    found[" ".join(words)] = parser.format_help()
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                walk(below, [*words, name], found)
    return found

def told_first(parser, *arguments):
    print(json.dumps(walk(parser, [name], {})))
    return parse_args(parser, *arguments)

_, name, module = sys.argv
parse_args, argparse.ArgumentParser.parse_args = argparse.ArgumentParser.parse_args, told_first
sys.argv = [module, "--help"]
runpy.run_module(module, run_name="__main__", alter_sys=True)
"""


def _run(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "200", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=HELP_S_MAX,
    )
    assert (0, "") == (done.returncode, done.stderr)
    return done.stdout


@cache
def _asked(name: str) -> tuple[str, str]:
    """What is under the command, and what it says when it is asked for its help."""
    below, _, own = _run("-c", WALKER, name, HERE[name].module).partition("\n")
    return below, own


def helps_of(name: str) -> dict[str, str]:
    """The help of a command and of each command under it, by its words."""
    found: dict[str, str] = json.loads(_asked(name)[0])
    return found


def options(text: str) -> set[str]:
    return set(_OPTION_OF_HELP.findall(text)) - {"--help", "--version"}


def documented_options(section: str) -> set[str]:
    """The options in the first column of the section's tables."""
    rows = (line for line in section.splitlines() if line.startswith("| `"))
    return {option for row in rows for option in _OPTION.findall(row.split("|")[1])}


def test_the_page_has_exactly_the_commands_that_are_here() -> None:
    documented = {name.split()[0] for name in sections(PAGE)}

    assert set(HERE) == documented


def test_each_exit_code_of_the_launcher_is_on_the_page() -> None:
    for code in (ATM.GOOD, ATM.CANNOT, ATM.INTERRUPTED):
        assert f"| {code} |" in PAGE


@pytest.mark.parametrize("name", sorted(HERE))
def test_each_command_has_an_example_and_its_exit_codes(name: str) -> None:
    section = sections(PAGE)[name]

    assert f"./atm {name}" in section
    assert "Exit: 0" in section


@pytest.mark.parametrize("name", WALKED)
def test_the_options_on_the_page_are_those_of_the_help(name: str) -> None:
    told = {words: options(text) for words, text in helps_of(name).items()}
    documented = {
        title: documented_options(text)
        for title, text in sections(PAGE).items()
        if title.split()[0] == name
    }

    assert told == {words: documented.get(words, set()) for words in told}
    assert set(documented) <= set(told)


@pytest.mark.parametrize("name", WALKED)
def test_each_command_under_a_command_is_on_the_page(name: str) -> None:
    below = [words.removeprefix(f"{name} ") for words in helps_of(name) if words.count(" ") == 2]
    section = sections(PAGE)[name]

    assert [] == [words for words in below if f"`{words}" not in section]


@pytest.mark.parametrize("name", WALKED)
def test_help_ends_well_and_gives_an_example(name: str) -> None:
    assert "example:" in _asked(name)[1]


@pytest.mark.parametrize("name", sorted(ATM.COMMANDS))
def test_each_purpose_of_the_launcher_is_one_short_line(name: str) -> None:
    assert len(ATM.COMMANDS[name].purpose) <= 60


@pytest.mark.parametrize(
    ("table", "settings"),
    [("bank", BankSettings()), ("kiosk", Settings()), ("logs", LogSettings())],
)
def test_each_setting_is_on_the_page_with_its_default(
    table: str, settings: BankSettings | LogSettings | Settings
) -> None:
    defaults = {name: as_toml(value) for name, value in asdict(settings).items()}

    assert defaults == settings_table(table)

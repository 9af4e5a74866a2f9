"""The table of the mutations: each rule of the product, and what must notice when it is gone."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.simulation.faults import FaultKind

HERE: Final = Path(__file__).resolve().parent
TABLE: Final = HERE / "table.toml"
SEEDS: Final = 20
TRANSACTIONS: Final = 10
_KEYS: Final = {"rule", "without", "simulator", "tests"}
_SIMULATOR_KEYS: Final = {"faults", "seeds", "transactions", "first_seed"}


class TableInvalid(ValueError):
    """The table says something that means nothing."""


@dataclass(frozen=True, slots=True)
class Search:
    """Seeds of the simulator, one of which must fail.

    Attributes:
        kinds: the active faults; None for what each seed draws.
    """

    kinds: tuple[FaultKind, ...] | None
    first_seed: int
    seeds: int
    transactions: int


@dataclass(frozen=True, slots=True)
class Mutation:
    """
    Attributes:
        rule: what the product does, in a few words.
        without: what goes wrong when it does not.
        search: None where the simulator cannot notice.
        tests: node ids; each of them must fail.
    """

    name: str
    rule: str
    without: str
    search: Search | None
    tests: tuple[str, ...]

    @property
    def patch(self) -> Path:
        return HERE / f"{self.name}.patch"


def read_table(path: Path = TABLE) -> tuple[Mutation, ...]:
    """In the table's order. Raises TableInvalid."""
    with path.open("rb") as file:
        found = tomllib.load(file)
    return tuple(_mutation(name, entry) for name, entry in found.items())


def _mutation(name: str, entry: object) -> Mutation:
    if not isinstance(entry, dict) or not entry.keys() <= _KEYS:
        raise TableInvalid(f"{name}: an unknown key")
    search = None
    if "simulator" in entry:
        search = _search(name, entry["simulator"])
    tests = tuple(str(test) for test in entry.get("tests", ()))
    if search is None and not tests:
        raise TableInvalid(f"{name}: nothing is to notice it")
    return Mutation(name, str(entry["rule"]), str(entry["without"]), search, tests)


def _search(name: str, entry: object) -> Search:
    if not isinstance(entry, dict) or not entry.keys() <= _SIMULATOR_KEYS:
        raise TableInvalid(f"{name}: an unknown key of simulator")
    try:
        kinds = None
        if "faults" in entry:
            kinds = tuple(FaultKind(kind) for kind in entry["faults"])
    except ValueError as error:
        raise TableInvalid(f"{name}: {error}") from error
    return Search(
        kinds,
        int(entry.get("first_seed", 1)),
        int(entry.get("seeds", SEEDS)),
        int(entry.get("transactions", TRANSACTIONS)),
    )

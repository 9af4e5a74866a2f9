"""The window has words for every refusal of the desk, and buttons where the desk has commands."""

import ast
import re
from pathlib import Path

import pytest

import hardware.locks.desk as package
from hardware.locks.desk.refusals import Reason
from hardware.locks.desk.visits import RoundKind
from kiosk.desk.deeds import Deed, Refused
from kiosk.desk.outcome_words import Mood, outcome
from kiosk.desk.refusal_words import HEADLINES, REMEDIES, for_window, headline
from kiosk.desk.round_questions import KINDS

# What only whoever keeps the desk does: they have no buttons, and keep the command's own words.
FOR_THE_KEEPER = {"set-up", "restore", "set-up` or `restore", "moved"}
COMMAND = re.compile(r"`([a-z][^`]*)`")


def said_to_the_clerk() -> set[str]:
    """The commands that the desk's own words name, wherever it refuses or advises."""
    found = set()
    for path in Path(package.__file__).parent.glob("*.py"):
        if path.name.startswith("command"):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                text = "".join(
                    part.value if isinstance(part, ast.Constant) else "104" for part in node.values
                )
            elif isinstance(node, ast.Constant) and id(node) not in docs:
                text = str(node.value)
            else:
                continue
            found |= set(COMMAND.findall(text))
    return found


def test_every_reason_has_a_headline_of_its_own_words() -> None:
    assert set(Reason) == set(HEADLINES)
    assert set(RoundKind) == set(KINDS)
    assert [] == [reason for reason in Reason if len(headline(reason)) > 44]


def test_every_command_that_the_desk_names_is_a_button_here() -> None:
    named = said_to_the_clerk()
    unknown = {each for each in named if "./atm" in for_window(f"`{each}`")}

    assert "escort 104" in named
    assert set() == unknown - FOR_THE_KEEPER


@pytest.mark.parametrize("reason", Reason, ids=lambda reason: reason.value)
def test_every_refusal_says_why_and_is_no_success(reason: Reason) -> None:
    """A headline, the desk's words as a sentence, and a mood that is not the good one."""
    refused = Refused(Deed("Check in", lambda *_: None), reason, "Something is so. `extend` it")
    said = outcome(refused, None)

    assert said.mood is Mood.NOT_DONE
    assert said.title == HEADLINES[reason]
    assert said.lines != ()
    assert "`" not in " ".join(said.lines)
    assert said.remedies == REMEDIES.get(reason, ())


def test_what_is_done_on_a_disk_that_is_not_well_is_no_refusal() -> None:
    refused = Refused(Deed("End the card", lambda *_: None), Reason.DISK, "Done. But", is_done=True)
    said = outcome(refused, None)

    assert (Mood.UNSURE, "That is done, but the disk is not well") == (said.mood, said.title)
    assert said.again == ""


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("`escort 104`, then this again", "“Go along”, then this again."),
        ("`plan resync` makes an order", "“Rounds: Bring a lock level” makes an order."),
        ("Is the PC's clock right?", "Is the PC's clock right?"),
    ],
)
def test_a_command_becomes_a_button(words: str, shown: str) -> None:
    assert shown == for_window(words)

"""People's count of the notes, at the key or at the menu, and what the bank says to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bank_server.contract.money import Money
from kiosk.journal.event_base import Actor, Event
from kiosk.journal.groups import Group


@dataclass(frozen=True, slots=True)
class CountSet(Event):
    """The key was turned on, and a person has typed twice what lies in a canister; one for each
    canister, on disk before IN_SERVICE; all once more when the HSM answers, if it did not then.
    Or two people have done so at the menu; the machine then asks all the same at the key.

    It is `fail` if `difference` is neither 0 nor none. The HSM goes on with its own number.

    Attributes:
        canister: from 1.
        denomination: of its notes.
        count: as typed.
        expected: as the HSM has it; none where it does not answer.
        difference: `count` less `expected`; none with it.
        who: `operator`, for nobody logs in at the key; of the menu both, with a plus between.
        more: how many canisters of this count follow; with 0 it is done.
        record: with `more` 0 the HSM's STATUS record that `expected` is from; else empty.
    """

    CODE: ClassVar[str] = "COUNT_SET"
    ACTOR: ClassVar[Actor] = Actor.STAFF
    GROUP: ClassVar[Group] = Group.SERVICE
    canister: int
    denomination: Money | None
    count: int
    expected: int | None
    difference: int | None
    who: str
    more: int
    record: bytes = b""

    def reason_code(self) -> str:
        """`difference` if it is `fail`."""
        return "difference" if self.difference else ""


@dataclass(frozen=True, slots=True)
class CountReported(Event):
    """The bank has answered to the operator's count. It is `fail` if the bank refused it.

    Attributes:
        differing: canisters of which the HSM's record says otherwise.
        code: the bank's refusal; or empty.
    """

    CODE: ClassVar[str] = "COUNT_REPORTED"
    ACTOR: ClassVar[Actor] = Actor.BANK
    GROUP: ClassVar[Group] = Group.SERVICE
    REASON: ClassVar[str] = "code"
    differing: int
    code: str

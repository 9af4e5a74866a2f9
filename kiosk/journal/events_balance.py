"""Balancing: what must be in the machine, what people counted in it, and what the bank says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bank_server.contract.money import Money
from kiosk.journal.event_base import Actor, CanisterBalance, Event, NoteCount, TakenOut
from kiosk.journal.groups import Group


@dataclass(frozen=True, slots=True)
class BalanceTrial(Event):
    """Two people have looked at the totals since the last close; nothing is changed by it.

    Attributes:
        number: of the close that will end this period, from 1.
        lines: notes that must be in each canister.
        host: what the bank has given out less what the machine has; null where the bank did not
            answer, or counts from another close.
        who: both of them, with a plus between.
    """

    CODE: ClassVar[str] = "BALANCE_TRIAL"
    ACTOR: ClassVar[Actor] = Actor.STAFF
    GROUP: ClassVar[Group] = Group.BALANCE
    number: int
    lines: tuple[NoteCount, ...]
    host: Money | None
    who: str


@dataclass(frozen=True, slots=True)
class BalanceClose(Event):
    """Two people have counted twice what lies in the machine, and have ended the period; on disk
    before the bank hears of it. The next period begins with what they counted. It is `fail` where
    they found other notes than there must be.

    Attributes:
        number: of this close, from 1.
        close_id: 16 random bytes.
        since: that of the close before; empty where there was none.
        since_ms: when the period began.
        lines: for each canister `load` in it, notes at the `start`, `added`, `removed` by people,
            `presented` for certain and of these `retracted` in transactions that ended so,
            `rejected`, `tested`, of `unknown` fate; so many `expected`, and `counted`; in the bins
            of this canister's value `reject_expected` and `reject`, `retract_expected` (null where
            nobody can know) and `retract`; by the HSM `left`, and `load_rejected` of this load.
        taken_out: fillings that were taken out since the last close: notes by `count` and as
            `expected` by the HSM, and `rejected` before. Of more than 24 the oldest are told
            together with the next of their canister.
        difference: value of what was counted less what was expected.
        dispensed: value of what came out for certain.
        causes: what the differences most likely come from: each a word, the canister, notes, a
            second canister, and the txid to look at, where there are any.
        envelopes, first, last: taken in since the last close, and their numbers.
        envelopes_counted: that people took out since then; null where nobody has.
        record: the HSM's STATUS record, with `close_id` as nonce.
        who: both of them, with a plus between.
    """

    CODE: ClassVar[str] = "BALANCE_CLOSE"
    ACTOR: ClassVar[Actor] = Actor.STAFF
    GROUP: ClassVar[Group] = Group.BALANCE
    number: int
    close_id: bytes
    since: bytes
    since_ms: int
    lines: tuple[CanisterBalance, ...]
    taken_out: tuple[TakenOut, ...]
    difference: Money | None
    dispensed: Money | None
    causes: tuple[str, ...]
    envelopes: int
    first: int | None
    last: int | None
    envelopes_counted: int | None
    record: bytes
    who: str

    @property
    def differs(self) -> bool:
        """Other notes were found, wherever."""
        return any(
            line.counted != line.expected
            or line.reject_expected not in {None, line.reject}
            or line.retract_expected not in {None, line.retract}
            for line in self.lines
        )

    def reason_code(self) -> str:
        """`difference` if it is `fail`."""
        return "difference" if self.differs else ""


@dataclass(frozen=True, slots=True)
class BalanceTold(Event):
    """The bank has answered to a close. It is `fail` if the bank refused it.

    Attributes:
        number: of the close.
        day: the business day that it belongs to, as the bank has it; empty if refused.
        host: what the bank has given out less what the machine has; null where it counts from
            another close.
        difference: of the cash that was counted to the bank's books; null with a refusal.
        code: the bank's refusal; or empty.
    """

    CODE: ClassVar[str] = "BALANCE_TOLD"
    ACTOR: ClassVar[Actor] = Actor.BANK
    GROUP: ClassVar[Group] = Group.BALANCE
    REASON: ClassVar[str] = "code"
    number: int
    day: str
    host: Money | None
    difference: Money | None
    code: str


@dataclass(frozen=True, slots=True)
class SlipPrinted(Event):
    """A slip of staff's was given to the receipt printer. It is `fail` if it surely did not come
    out, and `unknown` if nobody knows.

    Attributes:
        what: `trial`, `close` or `again`.
        number: of the close; of a trial, of the one that will be.
        copies: that were asked for.
        code: what is wrong with the printer, as in RECEIPT_FAIL; or empty.
    """

    CODE: ClassVar[str] = "SLIP_PRINTED"
    ACTOR: ClassVar[Actor] = Actor.DEVICE
    GROUP: ClassVar[Group] = Group.BALANCE
    REASON: ClassVar[str] = "code"
    what: str
    number: int
    copies: int
    code: str

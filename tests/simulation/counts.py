"""What must hold for the operator's count: what was typed is what journal and bank hear of it.

Written against what the person typed and what the HSM had at that moment.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from bank_server.contract.cash_loads import CashLoadReply, CashLoadRequest
from bank_server.contract.json_text import parse
from hardware.crypto.record import Record, RecordKind
from kiosk.journal.entry import Out, StoredEntry
from tests.simulation.broken import hold

if TYPE_CHECKING:
    from tests.simulation.city import City
    from tests.simulation.site import Site

Line = tuple[int, int, int | None]
Typed = tuple[tuple[int, int, int], ...]  # canister, number as typed, notes as the HSM has them
RULE: Final = "I18"


class CountWatch:
    def __init__(self, city: City) -> None:
        self._city = city
        self._typed: dict[str, list[Typed]] = {}

    def typed(self, site: Site, numbers: Mapping[int, int]) -> None:
        """A person has counted the notes in each canister, and typed each number twice."""
        hsm = site.matter.hsm._vault.state.canisters
        typed = tuple((each, numbers[each], hsm[each].left) for each in sorted(numbers))
        self._typed.setdefault(site.atm, []).append(typed)

    def told(self, site: Site, body: bytes, answer: bytes) -> None:
        """The bank has answered to cash-loads; a STATUS record comes with a person's count."""
        request = parse(CashLoadRequest, body)
        record = Record.parse(bytes.fromhex(request.records[-1]))
        if record.kind is not RecordKind.STATUS or not request.operator:
            return
        said = tuple((line.canister, line.count) for line in request.operator)
        counts = self._typed.get(site.atm, [])
        typed = [each for each in counts if _numbers(each) == said]
        hold(RULE, bool(typed), "the bank was told of a count that nobody has typed")
        reply = parse(CashLoadReply, answer)
        found = {(line.canister, line.operator, line.recorded) for line in reply.differences}
        differing = [{line for line in each if line[1] != line[2]} for each in typed]
        hold(RULE, found in differing, f"the bank finds {found}, the person {differing}")
        self._city.coverage["count told to the bank, " + ("differing" if found else "level")] += 1

    def journal_agrees(self, site: Site, entries: Collection[StoredEntry]) -> None:
        """At rest: each count is one that was typed, and nobody was served without one."""
        is_due, counted = False, list[Line]()
        for entry in entries:
            match entry.ev:
                case "SYSTEM_START":
                    counted = []
                case "KEY_SWITCH" if not entry.d["is_on"]:
                    is_due, counted = True, []
                case "KEY_SWITCH" if entry.d["customer_present"]:
                    is_due = False  # on again before the customer was gone
                case "KEY_SWITCH" if entry.d["is_unseen"]:
                    is_due, counted = True, []
                case "COUNT_SET":
                    counted.append(_line(entry))
                    if entry.d["more"] == 0:
                        typed = self._typed.get(site.atm, [])
                        is_known = any(_is_of(counted, each) for each in typed)
                        hold(RULE, is_known, f"a count that nobody has typed: {counted}")
                        is_due, counted = False, []
                case "VISIT_START":
                    hold(RULE, not is_due, "somebody was served, and nobody had counted")
                case _:
                    pass
        hold(RULE, not site.money().untold, "the bank was never told of a count")


def _is_of(counted: Sequence[Line], typed: Typed) -> bool:
    """Where the HSM did not answer, the number that it had is not there."""
    return len(counted) == len(typed) and all(
        line[:2] == each[:2] and line[2] in {None, each[2]}
        for line, each in zip(counted, typed, strict=True)
    )


def _line(entry: StoredEntry) -> Line:
    canister, count, expected = (entry.d[each] for each in ("canister", "count", "expected"))
    assert isinstance(canister, int)
    assert isinstance(count, int)
    assert expected is None or isinstance(expected, int)
    difference = None if expected is None else count - expected
    is_fail = entry.out is Out.FAIL
    hold(RULE, is_fail == bool(difference), "a difference is a failure, and nothing else is")
    hold(RULE, entry.d["difference"] == difference, "another difference")
    return canister, count, expected


def _numbers(typed: Typed) -> tuple[tuple[int, int], ...]:
    return tuple((canister, count) for canister, count, _ in typed)

"""What must hold for the operator's count: what was typed is what journal and bank hear of it.

Written against what the person typed and what the HSM had at that moment.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Final

from bank_server.contract.cash_loads import CashLoadReply, CashLoadRequest
from bank_server.contract.json_text import parse
from hardware.crypto.record import Record, RecordKind
from kiosk.journal.entry import Out, StoredEntry
from tests.simulation.broken import hold

if TYPE_CHECKING:
    from tests.simulation.city import City
    from tests.simulation.site import Site

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
        typed = next((each for each in reversed(counts) if _numbers(each) == said), None)
        hold(RULE, typed is not None, "the bank was told of a count that nobody has typed")
        assert typed is not None
        reply = parse(CashLoadReply, answer)
        found = {(line.canister, line.operator, line.recorded) for line in reply.differences}
        differing = {each for each in typed if each[1] != each[2]}
        hold(RULE, found == differing, f"the bank finds {found}, the person {differing}")
        self._city.coverage["count told to the bank, " + ("differing" if found else "level")] += 1

    def journal_agrees(self, site: Site, entries: Collection[StoredEntry]) -> None:
        """At rest: each count is one that was typed, and nobody was served without one."""
        is_due, counted = False, list[tuple[int, int, int]]()
        for entry in entries:
            match entry.ev:
                case "KEY_SWITCH" if not entry.d["is_on"]:
                    is_due, counted = True, []
                case "KEY_SWITCH" if entry.d["customer_present"]:
                    is_due = False  # on again before the customer was gone
                case "COUNT_SET":
                    counted.append(_line(entry))
                    if entry.d["more"] == 0:
                        is_known = tuple(counted) in self._typed.get(site.atm, [])
                        hold(RULE, is_known, f"a count that nobody has typed: {counted}")
                        is_due, counted = False, []
                case "VISIT_START":
                    hold(RULE, not is_due, "somebody was served, and nobody had counted")
                case _:
                    pass
        hold(RULE, not site.money().untold, "the bank was never told of a count")


def _line(entry: StoredEntry) -> tuple[int, int, int]:
    canister, count, expected = (entry.d[each] for each in ("canister", "count", "expected"))
    assert isinstance(canister, int)
    assert isinstance(count, int)
    assert isinstance(expected, int)
    is_fail = entry.out is Out.FAIL
    hold(RULE, is_fail == (count != expected), "a difference is a failure, and nothing else is")
    hold(RULE, entry.d["difference"] == count - expected, "another difference")
    return canister, count, expected


def _numbers(typed: Typed) -> tuple[tuple[int, int], ...]:
    return tuple((canister, count) for canister, count, _ in typed)

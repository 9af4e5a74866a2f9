"""After the books were put back: whom the bank waits for, and who has told it everything."""

from __future__ import annotations

from dataclasses import replace

from bank_server.domain import people, restoration
from bank_server.domain.people import (
    ActionKind,
    Closing,
    Confirmation,
    ConfirmResult,
    WorkItem,
    WorkKind,
)
from bank_server.domain.restoration import LevelResult, Restoration
from bank_server.store.rows import Engine, Rows
from hardware.crypto.record import Record

BEHIND = "notes have left that no record tells of since the bank was restored"


class RestorationSteps:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def last(self) -> Restoration | None:
        return self._engine.run(lambda rows: rows.restoration())

    def begin(self, name: str, now_ms: int) -> Restoration:
        return self._engine.run(lambda rows: begin(rows, name, now_ms))

    def level(self, atm_id: str, name: str, status: Record, now_ms: int) -> LevelResult:
        def step(rows: Rows) -> LevelResult:
            atm, last = rows.atm(atm_id), rows.restoration()
            if atm is None:
                return LevelResult.ATM_UNKNOWN
            result = restoration.level(last, name, atm, status)
            if result is LevelResult.BEHIND:
                rows.add_work_item(_behind(atm_id, name), now_ms)
            if result is LevelResult.LEVEL and last is not None:
                rows.put_restoration(last.without(atm_id))
                closing = Closing("bank", now_ms, "its HSM's record fits the books")
                rows.close_work_item(_behind(atm_id, name), closing)
            return result

        return self._engine.run(step)

    def waive(
        self, atm_id: str, name: str, why: str, confirmation: Confirmation, now_ms: int
    ) -> ConfirmResult:
        def step(rows: Rows) -> ConfirmResult:
            proposal, by = rows.proposal(confirmation.proposal_id), confirmation.by
            body, kind = people.waiver_body(atm_id, name, why), ActionKind.WAIVE_LEVELLING
            refusal = people.refusal(proposal, kind, body, by, now_ms)
            if refusal is not None:
                return refusal
            assert proposal is not None, "an unknown proposal is refused"
            last = rows.restoration()
            if last is None or last.name != name or last.of(atm_id) is None:
                return ConfirmResult.REFUSED
            rows.put_restoration(last.without(atm_id))
            rows.close_work_item(_behind(atm_id, name), Closing(by, now_ms, why))
            rows.put_proposal(replace(proposal, used_by=by))
            return ConfirmResult.DONE

        return self._engine.run(step)


def begin(rows: Rows, name: str, now_ms: int) -> Restoration:
    """Also where the books are put into a store, in the same step."""
    last = rows.restoration()
    if last is not None and name in {each.name for each in rows.restorations()}:
        return last
    atms = rows.atms()
    books = [rows.journals(atm.atm_id)[-1:] for atm in atms]
    acked = {book.atm_id: book.acked for newest in books for book in newest}
    # The backup was made while the bank was told: what was not told by then is still lost.
    for one in () if last is None else last.waiting:
        acked[one.atm_id] = min(one.acked, acked.get(one.atm_id, 0))
    begun = restoration.begun(name, now_ms, atms, acked)
    rows.put_restoration(begun)
    rows.drop_visits_and_challenges()
    return begun


def _behind(atm_id: str, name: str) -> WorkItem:
    return WorkItem(WorkKind.BEHIND, atm_id, name, BEHIND)

"""The bank's day: shown as it stands, and closed by two people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bank_server.domain import business_days, people
from bank_server.domain.balancings import Balancing
from bank_server.domain.business_days import BusinessDay, DayBooks, DayReport, following
from bank_server.domain.people import ActionKind, Confirmation, ConfirmResult
from bank_server.store.rows import Engine, Rows
from bank_server.store.steps.balancings import PENDING


class DaySteps:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def last(self) -> BusinessDay | None:
        return self._engine.run(lambda rows: rows.last_day())

    def day(self, date: str) -> BusinessDay | None:
        return self._engine.run(lambda rows: rows.day(date))

    def look(self, date: str, began_ms: int, ended_ms: int) -> DayReport:
        return self._engine.run(lambda rows: day_report(rows, date, began_ms, ended_ms))

    def close(
        self,
        date: str,
        *,
        began_ms: int,
        ended_ms: int,
        after: int,
        head: int,
        confirmation: Confirmation,
        now_ms: int,
    ) -> ConfirmResult:
        def step(rows: Rows) -> ConfirmResult:
            proposal, by = rows.proposal(confirmation.proposal_id), confirmation.by
            body = people.day_body(date, began_ms, ended_ms, after, head)
            refusal = people.refusal(proposal, ActionKind.CLOSE_DAY, body, by, now_ms)
            if refusal is not None:
                return refusal
            assert proposal is not None, "an unknown proposal is refused"
            last = rows.last_day()
            next_date = None if last is None else following(last.date)
            if business_days.refusal(date, next_date, ended_ms, now_ms) is not None:
                return ConfirmResult.REFUSED
            report = day_report(rows, date, began_ms, ended_ms)
            if business_days.first_refusal(next_date, report.head) is not None:
                return ConfirmResult.REFUSED
            if (report.after, report.head) != (after, head):
                return ConfirmResult.REFUSED
            proposer = proposal.proposed_by
            day = BusinessDay(date, began_ms, ended_ms, now_ms, proposer, by, report)
            rows.add_day(day)
            rows.put_proposal(replace(proposal, used_by=by))
            return ConfirmResult.DONE

        return self._engine.run(step)


def day_report(rows: Rows, date: str, began_ms: int, ended_ms: int) -> DayReport:
    last, atms, restored = rows.last_day(), rows.atms(), rows.restoration()
    is_next = last is not None and following(last.date) == date
    after = 0 if last is None else last.report.head
    if not is_next:
        after = max(after, rows.entry_before(began_ms))
    head = max(after, rows.entry_before(ended_ms))
    closes: dict[str, Sequence[Balancing]] = {}
    before: dict[str, int] = {}
    for atm in atms:
        known = 0 if last is None else last.report.number(atm.atm_id)
        closed = rows.balancings(atm.atm_id, known)
        if not is_next:
            known = max((one.number for one in closed if one.at_ms < began_ms), default=known)
        upto = max((one.number for one in closed if one.at_ms < ended_ms), default=known)
        closes[atm.atm_id] = [one for one in closed if known < one.number <= upto]
        before[atm.atm_id] = known
    return business_days.report(
        DayBooks(
            after=after,
            head=head,
            began_ms=began_ms,
            atms=atms,
            accounts=rows.accounts(),
            entries=rows.entries_after(None, after, head),
            balancings=closes,
            before=before,
            pending=sum(each.kind in PENDING for each in rows.work_items()),
            awaited=0 if restored is None else len(restored.waiting),
        ),
        rows.transaction,
    )

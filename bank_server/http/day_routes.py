"""Of the staff listener: the bank's day, and its end."""

from __future__ import annotations

from bank_server.contract.message import Message
from bank_server.http import admin_views as view
from bank_server.http import day_messages as y
from bank_server.http.staff_calls import StaffCalls
from bank_server.service.bank import Bank
from bank_server.service.outcome import Refusal
from bank_server.service.staff_rights import Duty


def add_days(calls: StaffCalls, bank: Bank) -> None:
    cases = bank.days

    def show(_: str, asked: y.DayRef) -> Message | Refusal:
        return view.shown(cases.show(asked.date), y.Day.of)

    def close(by: str, asked: y.DayClose) -> Message | Refusal:
        return calls.proposed(cases.propose(by, asked.date))

    calls.add("days/show", y.DayRef, Duty.LOOK, show)
    calls.add("days/close", y.DayClose, Duty.CLOSE_DAYS, close)

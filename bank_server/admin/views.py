"""What people read of the bank's answers: names, amounts with their currency, local times."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeVar

from bank_server.admin.asking import Confirmed
from bank_server.admin.counting_views import (
    audit_text,
    deposits_text,
    disputes_text,
    suspense_text,
)
from bank_server.admin.day_views import day_text
from bank_server.admin.naming import shortened
from bank_server.admin.output import Row, as_text, lines, local, plain, table
from bank_server.admin.restoration_views import report_text
from bank_server.contract.message import Message
from bank_server.contract.money import Money
from bank_server.domain.amounts import amount_text
from bank_server.http import counting_messages as c
from bank_server.http import day_messages as y
from bank_server.http import deposit_messages as d
from bank_server.http import journal_messages as j
from bank_server.http import restoration_messages as r
from bank_server.http import staff_messages as m

M = TypeVar("M", bound=Message)
TOKENS: Final = "The tokens are good for 24 hours and are not shown again."


@dataclass(frozen=True, slots=True)
class Desk:
    """Where somebody works: for the commands that they are told to type next."""

    state: str

    def command(self, words: str, operator: str | None = None) -> str:
        who = f" --operator {operator}" if operator else ""
        return f"./atm admin --state {shlex.quote(self.state)}{who} {words}"


def shown(message: Message, desk: Desk) -> str:
    view = _VIEWS.get(type(message))
    return as_text(message) if view is None else view(message, desk)


def _account(each: m.Account) -> Row:
    return {
        "name": each.name,
        "type": each.type,
        "balance": amount_text(Money(each.balance, each.currency)),
        "held": amount_text(Money(each.held, each.currency)),
        "available": amount_text(Money(each.available, each.currency)),
        "id": each.id,
    }


def _accounts(message: m.Accounts, _: Desk) -> str:
    return table([_account(each) for each in message.accounts], right=_AMOUNTS)


def _card(each: m.Card, short: str) -> Row:
    limit = each.daily_limit
    return {
        "card": short,
        "accounts": ", ".join(each.names),
        "issued": None if each.issued_ms is None else local(each.issued_ms),
        "status": each.status,
        "tries left": each.tries_left,
        "kind": each.proof,
        "cash": "yes" if each.may_withdraw else "no",
        "daily limit": None if limit is None else amount_text(Money(limit, each.currency)),
    }


def _cards(message: m.Cards, _: Desk) -> str:
    short = shortened(each.card for each in message.cards)
    return table([_card(each, short[each.card]) for each in message.cards])


def _issued(message: m.CardIssued, _: Desk) -> str:
    fields: Row = {"card": message.card, "uuid": message.uuid, "token": message.token}
    if message.stripe_code is not None:
        fields = {**fields, "stripe code": message.stripe_code}
    return f"{lines(fields)}\nOnly `card` is shown again: write the card now. {TOKENS}"


def _atm(each: m.Atm) -> Row:
    return {
        "atm": each.uuid,
        "status": "stopped: its journal went back" if _is_stopped(each) else each.status,
        "notes left": each.num_bills,
        "dispensed": each.num_dispensed_bills,
        "worth": amount_text(Money(_worth(each), each.currency)),
        "held by": each.held_txid,
    }


def _is_stopped(each: m.Atm) -> bool:
    return each.journal_shown is not None


def _worth(each: m.Atm) -> int:
    return sum(box.left * box.denomination for box in each.canisters)


def _atms(message: m.Atms, _: Desk) -> str:
    return table([_atm(each) for each in message.atms], right=_AMOUNTS)


def _one_atm(message: m.Atm, desk: Desk) -> str:
    boxes: list[Row] = [
        {
            "canister": box.canister,
            "note": amount_text(Money(box.denomination, message.currency)),
            "left": box.left,
            "rejected": box.rejected,
            "found": box.found,
            "counted out": box.counted_out,
            "load": box.load,
            "next": box.next,
        }
        for box in message.canisters
    ]
    fields: Row = {
        **_atm(message),
        "notes a withdrawal": message.max_notes,
        "journal": f"known up to entry {message.journal_seq}",
    }
    text = f"{lines(fields)}\n\n{table(boxes, right=_AMOUNTS)}"
    if not _is_stopped(message):
        return text
    command = desk.command(f"atms accept-journal {message.uuid[:8]} --because TEXT")
    return (
        f"{text}\n\nIts kiosk shows a journal that ends at entry {message.journal_shown} and "
        "cannot follow the one known here. Find out why first. If its disk was replaced, two "
        f"supervisors let it go on:\n  {command}"
    )


def _atm_created(message: m.AtmCreated, desk: Desk) -> str:
    fields: Row = {
        "atm": message.uuid,
        "token": message.token,
        "pad token": message.pad_token,
        "certificate": f"keys/atm-{message.uuid}.pem, serial {message.serial}, allowed already",
    }
    return (
        f"{lines(fields)}\n{TOKENS}\nAt the machine: provision the PIN pad, then the HSM, then "
        f"start its kiosk:\n  ./atm kiosk --state {shlex.quote(desk.state)} --atm-id {message.uuid}"
    )


def _proposed(message: m.Proposed, desk: Desk) -> str:
    who, *others = message.confirmers or ("NAME",)
    also = f" (or {', '.join(others)} in place of {who})" if others else ""
    nobody = (
        "" if message.confirmers else "\nNobody on the staff may confirm it but who proposed it."
    )
    return (
        f"Nothing is booked or changed yet. A second supervisor must confirm:\n"
        f"  {plain(message.says)}\n"
        f"confirmation  {message.id}\n"
        f"until         {local(message.ends_ms)}\n"
        f"The second person types{also}:\n"
        f"  {desk.command(f'confirmations confirm {message.id}', who)}{nobody}"
    )


def _deposit_answer(message: d.DepositAnswer, desk: Desk) -> str:
    if message.proposed is not None:
        return _proposed(message.proposed, desk)
    assert message.credited is not None, "what waits for nobody is done"
    return f"done: account {message.account!r} is credited {amount_text(message.credited.money)}"


def _new_journal(message: j.NewJournalProposed, desk: Desk) -> str:
    return (
        f"{_proposed(message, desk)}\n"
        f"token         {message.token}\n"
        "It opens nothing before that, is good until then, and is not shown again. At the machine, "
        "key off and safe door open, the kiosk takes it for the first key of its new journal."
    )


def _certificate(message: m.CertificateIssued, _: Desk) -> str:
    return (
        f"serial  {message.serial}, allowed already\n"
        "Carry both files into the machine's keys/, and revoke the certificate that was lost:\n"
        "  certificates revoke UUID SERIAL"
    )


def _waiting(message: m.WaitingList, _: Desk) -> str:
    short = shortened(each.id for each in message.waiting)
    rows: list[Row] = [
        {
            "id": short[each.id],
            "asked by": each.proposed_by,
            "asked at": local(each.proposed_ms),
            "until": local(each.ends_ms),
            "what": each.says,
        }
        for each in message.waiting
    ]
    return table(rows)


def _confirmed(message: Confirmed, _: Desk) -> str:
    return f"done: {plain(message.says)}" if message.says else "done"


def _work_amount(each: m.WorkItem) -> str | None:
    if each.amount is None or each.currency is None:
        return None
    return amount_text(Money(each.amount, each.currency))


def _work_row(each: m.WorkItem) -> Row:
    row: Row = {
        "number": each.number,
        "since": local(each.since_ms),
        "what": f"ALARM {each.kind}" if each.is_alarm else each.kind,
        "note": each.note or None,
        "amount": _work_amount(each),
        "atm": each.atm,
        "about": None if each.reference == each.atm else each.reference,
    }
    if each.closed is None:
        return row
    closed: Row = {
        "closed": local(each.closed.at_ms),
        "by": each.closed.by,
        "because": each.closed.because,
    }
    return {**row, **closed}


def _work_items(told: m.WorkItems) -> str:
    shown = table([_work_row(each) for each in told.items])
    return f"{shown}\n\n{told.more} later ones are not shown" if told.more else shown


_AMOUNTS: Final = frozenset({"amount", "balance", "held", "available", "worth", "note"})
_VIEWS: Final[Mapping[type[Message], Callable[..., str]]] = MappingProxyType(
    {
        m.Account: lambda message, _: lines(_account(message)),
        m.Accounts: _accounts,
        m.Card: lambda message, _: lines(_card(message, message.card)),
        m.Cards: _cards,
        m.CardIssued: _issued,
        m.Atm: _one_atm,
        m.Atms: _atms,
        m.AtmCreated: _atm_created,
        m.Proposed: _proposed,
        j.NewJournalProposed: _new_journal,
        m.CertificateIssued: _certificate,
        m.WaitingList: _waiting,
        Confirmed: _confirmed,
        m.Done: lambda _, __: "done",
        c.Disputes: lambda message, _: disputes_text(message.disputes),
        c.SuspenseList: lambda message, _: suspense_text(message.suspense),
        d.Deposits: lambda message, _: deposits_text(message.deposits),
        d.DepositAnswer: _deposit_answer,
        c.AuditReport: lambda message, _: audit_text(message),
        y.Day: lambda message, desk: day_text(message, desk.command(f"day close {message.date}")),
        r.RestorationReport: lambda message, _: report_text(message),
        m.WorkItem: lambda message, _: lines(_work_row(message)),
        m.WorkItems: lambda message, _: _work_items(message),
    }
)

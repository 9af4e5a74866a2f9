"""What the commands about the bank's day send to the bank."""

from __future__ import annotations

import argparse
from datetime import date

from bank_server.admin.client import AdminClient, AdminError
from bank_server.contract.message import Message
from bank_server.http import day_messages as y
from bank_server.http import staff_messages as m
from bank_server.state import StateFolder

Options = argparse.Namespace


def day_show(client: AdminClient, _: StateFolder, options: Options) -> Message:
    named = None if options.date is None else _named(options.date)
    return client.ask("days/show", y.DayRef(date=named), y.Day)


def day_close(client: AdminClient, _: StateFolder, options: Options) -> Message:
    return client.ask("days/close", y.DayClose(date=_named(options.date)), m.Proposed)


def _named(typed: str) -> str:
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError:
        raise AdminError(f"{typed!r} is not a day; type it like 2026-11-22") from None

"""What the commands about the bank's day send to the bank."""

from __future__ import annotations

import argparse

from bank_server.admin.client import AdminClient
from bank_server.contract.message import Message
from bank_server.http import day_messages as y
from bank_server.http import staff_messages as m
from bank_server.state import StateFolder

Options = argparse.Namespace


def day_show(client: AdminClient, _: StateFolder, options: Options) -> Message:
    return client.ask("days/show", y.DayRef(date=options.date), y.Day)


def day_close(client: AdminClient, _: StateFolder, options: Options) -> Message:
    return client.ask("days/close", y.DayClose(date=options.date), m.Proposed)

"""The commands of the operators' client: their words, arguments and examples."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bank_server.admin import asking as ask
from bank_server.admin import asking_days as days
from bank_server.admin.asking import Run


@dataclass(frozen=True, slots=True)
class Command:
    """
    Attributes:
        words: such as `accounts create`.
        arguments: of argparse, (names, keywords).
        example: what follows `./atm admin --state DIR`.
    """

    words: str
    help: str
    example: str
    run: Run
    arguments: tuple[tuple[str, Mapping[str, object]], ...] = ()


def pair(text: str) -> tuple[int, int]:
    """`1=2` as (1, 2)."""
    canister, _, value = text.partition("=")
    if not (canister.isdecimal() and value.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form CANISTER=NUMBER")
    return int(canister), int(value)


def note(text: str) -> tuple[int, str]:
    """`1=10.00` as (1, "10.00"); what it is worth depends on the currency."""
    canister, _, value = text.partition("=")
    if not (canister.isascii() and canister.isdecimal() and value):
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form CANISTER=AMOUNT")
    return int(canister), value


NAME: Final = ("name", {"help": "the account's name"})
AMOUNT: Final = ("amount", {"help": "such as 1250.00, 1,250.00 EUR or '1250 EUR'"})
CARD: Final = ("card", {"help": "the first digits of its id, from `cards list`"})
UUID_OF_ATM: Final = ("uuid", {"help": "the ATM's id or its first digits, from `atms list`"})
SERIAL: Final = ("serial", {"help": "the certificate's serial, hex digits"})
BECAUSE: Final = ("--because", {"required": True, "metavar": "TEXT",
                               "help": "the reason, for the books"})  # fmt: skip
DEPOSIT: Final = ("deposit", {"help": "the reference on the envelope, or the txid's first digits"})
CURRENCY: Final = ("--currency", {"help": "three letters (default: the bank's setting)"})

COMMANDS: Final = (
    Command("accounts create", "open an account", "accounts create alice 1000.00",
            ask.account_create, (
                NAME, AMOUNT, CURRENCY,
                ("--type", {"choices": ("current", "savings"), "default": "current",
                            "help": "what the customer sees it called (default: current)"}),
            )),
    Command("accounts show", "one account", "accounts show alice", ask.account_show, (NAME,)),
    Command("accounts list", "all accounts", "accounts list", ask.account_list),
    Command("accounts set-balance", "propose a balance; a second operator confirms the id",
            "accounts set-balance alice 500.00", ask.set_balance, (NAME, AMOUNT)),
    Command("cards issue", "make a card and its provisioning token (good for 24 hours)",
            "cards issue --account alice --daily-limit 500.00", ask.card_issue, (
                ("--account", {"action": "append", "required": True,
                               "help": "an account's name; repeatable, the first is the main one"}),
                ("--stripe", {"action": "store_true", "help": "a stripe card (default: chip)"}),
                ("--no-cash", {"action": "store_true", "help": "the card may not withdraw"}),
                ("--daily-limit", {"metavar": "AMOUNT",
                                   "help": "for each business day (default: no limit)"}),
            )),
    Command("cards block", "stop a card", "cards block 3f2a91c0", ask.card("cards/block"), (CARD,)),
    Command("cards unblock", "give a card all its tries again", "cards unblock 3f2a91c0",
            ask.card("cards/unblock"), (CARD,)),
    Command("cards show", "one card", "cards show 3f2a91c0", ask.card("cards/show"), (CARD,)),
    Command("cards list", "all cards", "cards list", ask.card_list),
    Command("atms create", "make an ATM with its certificate (into keys/) and two tokens",
            "atms create --canister 1=10.00 --canister 2=50.00", ask.atm_create, (
                ("--canister", {"action": "append", "type": note, "required": True,
                                "metavar": "CANISTER=AMOUNT",
                                "help": "canister 1-8 and what its note is worth; repeatable"}),
                CURRENCY,
                ("--max-notes", {"type": int, "default": 40,
                                 "help": "notes a withdrawal, 1-128 (default: 40)"}),
            )),
    Command("atms show", "one ATM and its canisters", "atms show UUID", ask.atm_show,
            (UUID_OF_ATM,)),
    Command("atms list", "all ATMs", "atms list", ask.atm_list),
    Command("atms suspend", "let an ATM give no cash until resumed", "atms suspend UUID",
            ask.atm_change("atms/suspend"), (UUID_OF_ATM,)),
    Command("atms resume", "let a suspended ATM give cash again", "atms resume UUID",
            ask.atm_change("atms/resume"), (UUID_OF_ATM,)),
    Command("atms accept-journal",
            "propose that the journal which a stopped ATM shows is the one that counts",
            "atms accept-journal 0f3a1b2c --because 'disk replaced'", ask.accept_journal,
            (UUID_OF_ATM, BECAUSE)),
    Command("atms new-journal",
            "propose that an ATM whose journal is lost begins a new one; prints a token",
            "atms new-journal 0f3a1b2c --because 'PC replaced'", ask.new_journal,
            (UUID_OF_ATM, BECAUSE)),
    Command("certificates issue",
            "make another certificate for an ATM, with a new key, and allow it",
            "certificates issue 0f3a1b2c --out /media/stick", ask.certificate_issue,
            (UUID_OF_ATM, ("--out", {"required": True, "type": Path, "metavar": "DIR",
                                     "help": "an empty or new folder, for you only"}))),
    Command("certificates allow", "let a certificate speak for an ATM",
            "certificates allow UUID SERIAL", ask.certificate("atms/certificates/allow"),
            (UUID_OF_ATM, SERIAL)),
    Command("certificates revoke", "stop a certificate, for good and at once",
            "certificates revoke UUID SERIAL", ask.certificate("atms/certificates/revoke"),
            (UUID_OF_ATM, SERIAL)),
    Command("operators list", "who is on the staff", "operators list", ask.operator_list),
    Command("operators revoke", "stop somebody's certificate", "operators revoke dev",
            ask.operator_revoke, (("name", {"help": "the operator's name"}),)),
    Command("confirmations list", "what waits for a second operator", "confirmations list",
            ask.waiting),
    Command("confirmations confirm", "confirm what another operator proposed; it is done at once",
            "--operator ben confirmations confirm ID", ask.confirm,
            (("id", {"help": "its id or the id's first digits, from `confirmations list`"}),)),
    Command("work list", "what somebody has to look at", "work list", ask.work_list, (
                ("--closed", {"action": "store_true",
                              "help": "the last 100 that were closed, by whom and why"}),
            )),
    Command("work close", "take a work item off the list", "work close 3 --because 'counted again'",
            ask.work_close, (
                ("number", {"type": int, "help": "its number, from `work list`"}),
                BECAUSE,
            )),
    Command("in-doubt resolve", "propose how a transaction in doubt ended, after counting",
            "in-doubt resolve UUID TXID --presented 1=2 --why 'counted'", ask.resolve, (
                ("atm", {"help": "the ATM's id or its first digits"}),
                ("txid", {"help": "the transaction's id, 32 hex digits"}),
                ("--presented", {"action": "append", "type": pair, "default": [],
                                 "metavar": "CANISTER=COUNT",
                                 "help": "notes that the customer got (default: none)"}),
                ("--why", {"required": True, "help": "the reason, for the books"}),
            )),
    Command("disputes list", "notes that were taken back and wait for a count, the oldest first",
            "disputes list", ask.dispute_list),
    Command("disputes resolve", "propose how a dispute ends, after counting the retract bin",
            "disputes resolve UUID TXID --found 1=2 --because 'counted'", ask.dispute_resolve, (
                ("atm", {"help": "the ATM's id or its first digits"}),
                ("txid", {"help": "the transaction's id, 32 hex digits"}),
                ("--found", {"action": "append", "type": pair, "default": [],
                             "metavar": "CANISTER=COUNT",
                             "help": "its notes that lay in the safe and go back to the account; "
                                     "the customer took the others (default: none found)"}),
                BECAUSE,
            )),
    Command("suspense list", "notes that came out without a hold and that nobody has paid, "
                             "the oldest first",
            "suspense list", ask.suspense_list),
    Command("suspense resolve", "propose who pays for notes that came out without a hold",
            "suspense resolve UUID TXID --account alice --because 'her card, she agrees'",
            ask.suspense_resolve, (
                ("atm", {"help": "the ATM's id or its first digits"}),
                ("txid", {"help": "the transaction's id, 32 hex digits"}),
                ("--account", {"metavar": "NAME",
                               "help": "whose account is charged (default: none, the bank bears "
                                       "it)"}),
                ("--amount", {"metavar": "AMOUNT",
                              "help": "how much of it; the bank bears the rest (default: all)"}),
                BECAUSE,
            )),
    Command("deposits list", "envelopes that wait to be opened, or looked for, the oldest first",
            "deposits list", ask.deposit_list, (
                ("--rejected", {"action": "store_true",
                                "help": "instead, the last 100 that were credited with nothing"}),
            )),
    Command("deposits verify", "credit what was found in an envelope; a second operator confirms "
                               "what is much, or not what was claimed",
            "deposits verify 7KQ2M0XW3D 40.00", ask.deposit_verify, (
                DEPOSIT,
                ("amount", {"help": "what was found, such as 40.00"}),
                ("--account", {"metavar": "NAME",
                               "help": "whose it is, only where a restored bank has forgotten "
                                       "that"}),
                ("--because", {"default": "opened and counted", "metavar": "TEXT",
                               "help": "the reason, for the books (default: opened and counted)"}),
            )),
    Command("deposits reject", "propose that an envelope is credited with nothing",
            "deposits reject 7KQ2M0XW3D --because empty", ask.deposit_reject,
            (DEPOSIT, BECAUSE)),
    Command("day show", "a business day: what each ATM paid, what differs, what came late",
            "day show 2026-11-22", days.day_show, (
                ("date", {"nargs": "?", "metavar": "DATE",
                          "help": "such as 2026-11-22 (default: the one after the last that was "
                                  "closed, or today's while none was)"}),
            )),
    Command("day close", "propose that a business day which has ended is closed, for ever",
            "day close 2026-11-22", days.day_close, (
                ("date", {"metavar": "DATE", "help": "such as 2026-11-22; the first one may be any "
                                                     "day, then each in its turn"}),
            )),
    Command("restoration show", "after a restore: whom the bank waits for, what came back, and "
                                "what is to be done again",
            "restoration show", ask.restoration_show),
    Command("restoration waive", "propose that nobody waits for an ATM that cannot tell any more",
            "restoration waive 0f3a1b2c --because 'burnt down'", ask.restoration_waive, (
                ("atm", {"help": "the ATM's id or its first digits"}),
                BECAUSE,
            )),
)  # fmt: skip

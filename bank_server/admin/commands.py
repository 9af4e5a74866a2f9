"""The commands of the operators' client, and what each sends to the bank."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from bank_server.admin.client import AdminClient, AdminError
from bank_server.certificates.authority import new_private_key, private_pem, public_pem
from bank_server.certificates.key_folder import KeyFolder, KeyFolderError
from bank_server.certificates.state_keys import atm_files
from bank_server.contract.message import Message
from bank_server.http import staff_messages as m
from bank_server.state import StateFolder

Options = argparse.Namespace
Run = Callable[[AdminClient, StateFolder, Options], Message]


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
    """`1=1000` as (1, 1000)."""
    canister, _, value = text.partition("=")
    if not (canister.isdecimal() and value.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form CANISTER=NUMBER")
    return int(canister), int(value)


def create_atm(
    client: AdminClient,
    state: StateFolder,
    canisters: tuple[tuple[int, int], ...],
    currency: str | None,
    max_notes: int,
) -> m.AtmCreated:
    """Make the ATM's key here, have it signed, and keep both files in `keys/`."""
    key = new_private_key()
    plans = tuple(
        m.CanisterPlan(canister=number, denomination=value) for number, value in canisters
    )
    asked = m.AtmCreate(
        canisters=plans, currency=currency, max_notes=max_notes, public_key=public_pem(key)
    )
    created = client.ask("atms", asked, m.AtmCreated)
    certificate, key_file = atm_files(UUID(created.uuid))
    try:
        folder = KeyFolder(state.keys)
        folder.create(key_file, private_pem(key))
        folder.create(certificate, created.certificate.encode("ascii"))
    except KeyFolderError as error:
        raise AdminError(f"the ATM exists, but its key could not be kept: {error}") from error
    return created


def _account_create(client: AdminClient, _: StateFolder, options: Options) -> Message:
    asked = m.AccountCreate(name=options.name, minor=options.minor, currency=options.currency)
    return client.ask("accounts", asked, m.Account)


def _account_show(client: AdminClient, _: StateFolder, options: Options) -> Message:
    return client.ask("accounts/show", m.AccountRef(name=options.name), m.Account)


def _account_list(client: AdminClient, _: StateFolder, __: Options) -> Message:
    return client.ask("accounts/list", m.Nothing(), m.Accounts)


def _set_balance(client: AdminClient, _: StateFolder, options: Options) -> Message:
    asked = m.AccountSetBalance(name=options.name, minor=options.minor)
    return client.ask("accounts/set-balance", asked, m.Proposed)


def _card_issue(client: AdminClient, _: StateFolder, options: Options) -> Message:
    asked = m.CardIssue(
        accounts=tuple(options.account),
        proof="stripe" if options.stripe else "chip",
        may_withdraw=not options.no_cash,
        daily_limit=options.daily_limit,
    )
    return client.ask("cards", asked, m.CardIssued)


def _card(path: str) -> Run:
    def run(client: AdminClient, _: StateFolder, options: Options) -> Message:
        return client.ask(path, m.CardRef(card=options.card), m.Card)

    return run


def _card_list(client: AdminClient, _: StateFolder, __: Options) -> Message:
    return client.ask("cards/list", m.Nothing(), m.Cards)


def _atm_create(client: AdminClient, state: StateFolder, options: Options) -> Message:
    return create_atm(client, state, tuple(options.canister), options.currency, options.max_notes)


def _atm_show(client: AdminClient, _: StateFolder, options: Options) -> Message:
    return client.ask("atms/show", m.AtmRef(uuid=options.uuid), m.Atm)


def _atm_list(client: AdminClient, _: StateFolder, __: Options) -> Message:
    return client.ask("atms/list", m.Nothing(), m.Atms)


def _atm_change(path: str) -> Run:
    def run(client: AdminClient, _: StateFolder, options: Options) -> Message:
        return client.ask(path, m.AtmRef(uuid=options.uuid), m.Done)

    return run


def _certificate(path: str) -> Run:
    def run(client: AdminClient, _: StateFolder, options: Options) -> Message:
        asked = m.AtmCertificate(uuid=options.uuid, serial=options.serial)
        return client.ask(path, asked, m.Done)

    return run


def _operator_list(client: AdminClient, _: StateFolder, __: Options) -> Message:
    return client.ask("operators/list", m.Nothing(), m.Operators)


def _operator_revoke(client: AdminClient, _: StateFolder, options: Options) -> Message:
    return client.ask("operators/revoke", m.OperatorRef(name=options.name), m.Done)


def _waiting(client: AdminClient, _: StateFolder, __: Options) -> Message:
    return client.ask("confirmations/list", m.Nothing(), m.WaitingList)


def _confirm(client: AdminClient, _: StateFolder, options: Options) -> Message:
    return client.ask("confirmations", m.Confirm(id=options.id), m.Done)


def _work_list(client: AdminClient, _: StateFolder, __: Options) -> Message:
    return client.ask("work-items/list", m.Nothing(), m.WorkItems)


def _resolve(client: AdminClient, _: StateFolder, options: Options) -> Message:
    presented = tuple(m.PresentedNotes(canister=n, count=count) for n, count in options.presented)
    asked = m.InDoubtResolve(
        atm=options.atm, txid=options.txid, presented=presented, why=options.why
    )
    return client.ask("in-doubt/resolve", asked, m.Proposed)


NAME: Final = ("name", {"help": "the account's name"})
MINOR: Final = ("minor", {"type": int, "help": "amount in minor units (cents), from 0"})
CARD: Final = ("card", {"help": "the card's hash, 64 hex digits, from `cards list`"})
UUID_OF_ATM: Final = ("uuid", {"help": "the ATM's id, from `atms list`"})
SERIAL: Final = ("serial", {"help": "the certificate's serial, hex digits"})
CURRENCY: Final = ("--currency", {"help": "three letters (default: the bank's setting)"})

COMMANDS: Final = (
    Command("accounts create", "open an account", "accounts create alice 100000", _account_create,
            (NAME, MINOR, CURRENCY)),
    Command("accounts show", "one account", "accounts show alice", _account_show, (NAME,)),
    Command("accounts list", "all accounts", "accounts list", _account_list),
    Command("accounts set-balance", "propose a balance; a second operator confirms the id",
            "accounts set-balance alice 50000", _set_balance, (NAME, MINOR)),
    Command("cards issue", "make a card and its provisioning token (good for 24 hours)",
            "cards issue --account alice --daily-limit 50000", _card_issue, (
                ("--account", {"action": "append", "required": True,
                               "help": "an account's name; repeatable, the first is the main one"}),
                ("--stripe", {"action": "store_true", "help": "a stripe card (default: chip)"}),
                ("--no-cash", {"action": "store_true", "help": "the card may not withdraw"}),
                ("--daily-limit", {"type": int,
                                   "help": "minor units a business day (default: no limit)"}),
            )),
    Command("cards block", "stop a card", "cards block HASH", _card("cards/block"), (CARD,)),
    Command("cards unblock", "give a card all its tries again", "cards unblock HASH",
            _card("cards/unblock"), (CARD,)),
    Command("cards show", "one card", "cards show HASH", _card("cards/show"), (CARD,)),
    Command("cards list", "all cards", "cards list", _card_list),
    Command("atms create", "make an ATM with its certificate (into keys/) and two tokens",
            "atms create --canister 1=1000 --canister 2=5000", _atm_create, (
                ("--canister", {"action": "append", "type": pair, "required": True,
                                "metavar": "CANISTER=MINOR",
                                "help": "canister 1-8 and its note in minor units; repeatable"}),
                CURRENCY,
                ("--max-notes", {"type": int, "default": 40,
                                 "help": "notes a withdrawal, 1-128 (default: 40)"}),
            )),
    Command("atms show", "one ATM and its canisters", "atms show UUID", _atm_show, (UUID_OF_ATM,)),
    Command("atms list", "all ATMs", "atms list", _atm_list),
    Command("atms suspend", "let an ATM give no cash until resumed", "atms suspend UUID",
            _atm_change("atms/suspend"), (UUID_OF_ATM,)),
    Command("atms resume", "let a suspended ATM give cash again", "atms resume UUID",
            _atm_change("atms/resume"), (UUID_OF_ATM,)),
    Command("certificates allow", "let a certificate speak for an ATM",
            "certificates allow UUID SERIAL", _certificate("atms/certificates/allow"),
            (UUID_OF_ATM, SERIAL)),
    Command("certificates revoke", "stop a certificate, for good and at once",
            "certificates revoke UUID SERIAL", _certificate("atms/certificates/revoke"),
            (UUID_OF_ATM, SERIAL)),
    Command("operators list", "who is on the staff", "operators list", _operator_list),
    Command("operators revoke", "stop somebody's certificate", "operators revoke dev",
            _operator_revoke, (("name", {"help": "the operator's name"}),)),
    Command("confirmations list", "what waits for a second operator", "confirmations list",
            _waiting),
    Command("confirmations confirm", "confirm what another operator proposed; it is done at once",
            "--operator ben confirmations confirm ID", _confirm,
            (("id", {"help": "the id that the proposal was answered with"}),)),
    Command("work list", "what somebody has to look at", "work list", _work_list),
    Command("in-doubt resolve", "propose how a transaction in doubt ended, after counting",
            "in-doubt resolve UUID TXID --presented 1=2 --why 'counted on Monday'", _resolve, (
                ("atm", {"help": "the ATM's id"}),
                ("txid", {"help": "the transaction's id, 32 hex digits"}),
                ("--presented", {"action": "append", "type": pair, "default": [],
                                 "metavar": "CANISTER=COUNT",
                                 "help": "notes that the customer got (default: none)"}),
                ("--why", {"required": True, "help": "the reason, for the books"}),
            )),
)  # fmt: skip

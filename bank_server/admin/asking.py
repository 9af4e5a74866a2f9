"""What each command sends to the bank, and what it asks first to understand what was typed."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from uuid import UUID

from bank_server.admin.client import AdminClient, AdminError
from bank_server.admin.naming import atm_named, card_named, deposit_named, waiting_named
from bank_server.certificates.authority import new_private_key, private_pem, public_pem
from bank_server.certificates.key_folder import KeyFolder, KeyFolderError
from bank_server.certificates.state_keys import atm_files
from bank_server.contract.message import Amount, Message
from bank_server.contract.money import Money
from bank_server.domain.amounts import AmountUnclear, currency_named, read_amount
from bank_server.http import counting_messages as c
from bank_server.http import deposit_messages as d
from bank_server.http import journal_messages as j
from bank_server.http import restoration_messages as r
from bank_server.http import staff_messages as m
from bank_server.settings import load
from bank_server.state import StateFolder

Options = argparse.Namespace


class Confirmed(m.Done):
    """
    Attributes:
        says: what was done, in words; null where the bank alone knows.
    """

    says: str | None


Run = Callable[[AdminClient, StateFolder, Options], Message]


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


def account_create(client: AdminClient, state: StateFolder, options: Options) -> Message:
    amount = _typed(options.amount, _currency(options.currency, state, options.amount))
    asked = m.AccountCreate(
        name=options.name, minor=amount.minor, currency=amount.currency, type=options.type
    )
    return client.ask("accounts", asked, m.Account)


def account_show(client: AdminClient, _: StateFolder, options: Options) -> Message:
    return _account(client, options.name)


def account_list(client: AdminClient, _: StateFolder, __: Options) -> Message:
    return client.ask("accounts/list", m.Nothing(), m.Accounts)


def set_balance(client: AdminClient, _: StateFolder, options: Options) -> Message:
    account = _account(client, options.name)
    amount = _typed(options.amount, account.currency)
    asked = m.AccountSetBalance(name=options.name, minor=amount.minor)
    return client.ask("accounts/set-balance", asked, m.Proposed)


def card_issue(client: AdminClient, _: StateFolder, options: Options) -> Message:
    limit = None
    if options.daily_limit is not None:
        currency = _account(client, options.account[0]).currency
        limit = _typed(options.daily_limit, currency).minor
    asked = m.CardIssue(
        accounts=tuple(options.account),
        proof="stripe" if options.stripe else "chip",
        may_withdraw=not options.no_cash,
        daily_limit=limit,
    )
    return client.ask("cards", asked, m.CardIssued)


def card(path: str) -> Run:
    def run(client: AdminClient, _: StateFolder, options: Options) -> Message:
        return client.ask(path, m.CardRef(card=card_named(client, options.card)), m.Card)

    return run


def card_list(client: AdminClient, _: StateFolder, __: Options) -> Message:
    return client.ask("cards/list", m.Nothing(), m.Cards)


def atm_create(client: AdminClient, state: StateFolder, options: Options) -> Message:
    values = [value for _, value in options.canister]
    currency = _currency(options.currency, state, *values)
    canisters = tuple((number, _typed(value, currency).minor) for number, value in options.canister)
    return create_atm(client, state, canisters, currency, options.max_notes)


def atm_show(client: AdminClient, _: StateFolder, options: Options) -> Message:
    return client.ask("atms/show", m.AtmRef(uuid=atm_named(client, options.uuid)), m.Atm)


def atm_list(client: AdminClient, _: StateFolder, __: Options) -> Message:
    return client.ask("atms/list", m.Nothing(), m.Atms)


def atm_change(path: str) -> Run:
    def run(client: AdminClient, _: StateFolder, options: Options) -> Message:
        return client.ask(path, m.AtmRef(uuid=atm_named(client, options.uuid)), m.Done)

    return run


def accept_journal(client: AdminClient, _: StateFolder, options: Options) -> Message:
    asked = m.JournalAccept(uuid=atm_named(client, options.uuid), why=options.because)
    return client.ask("atms/accept-journal", asked, m.Proposed)


def new_journal(client: AdminClient, _: StateFolder, options: Options) -> Message:
    asked = j.JournalLost(uuid=atm_named(client, options.uuid), why=options.because)
    return client.ask("atms/new-journal", asked, j.NewJournalProposed)


def certificate_issue(client: AdminClient, _: StateFolder, options: Options) -> Message:
    """The key is made here; the bank gets its public half."""
    uuid = atm_named(client, options.uuid)
    certificate, key_file = atm_files(UUID(uuid))
    try:
        folder = KeyFolder(options.out)
        key = new_private_key()
        folder.create(key_file, private_pem(key))
        asked = m.CertificateIssue(uuid=uuid, public_key=public_pem(key))
        issued = client.ask("atms/certificates/issue", asked, m.CertificateIssued)
        folder.create(certificate, issued.certificate.encode("ascii"))
    except KeyFolderError as error:
        raise AdminError(str(error)) from error
    return issued


def certificate(path: str) -> Run:
    def run(client: AdminClient, _: StateFolder, options: Options) -> Message:
        uuid = atm_named(client, options.uuid)
        return client.ask(path, m.AtmCertificate(uuid=uuid, serial=options.serial), m.Done)

    return run


def operator_list(client: AdminClient, _: StateFolder, __: Options) -> Message:
    return client.ask("operators/list", m.Nothing(), m.Operators)


def operator_revoke(client: AdminClient, _: StateFolder, options: Options) -> Message:
    return client.ask("operators/revoke", m.OperatorRef(name=options.name), m.Done)


def waiting(client: AdminClient, _: StateFolder, __: Options) -> Message:
    return client.ask("confirmations/list", m.Nothing(), m.WaitingList)


def confirm(client: AdminClient, _: StateFolder, options: Options) -> Message:
    found = waiting_named(client, options.id)
    client.ask("confirmations", m.Confirm(id=found.id if found else options.id), m.Done)
    return Confirmed(says=None if found is None else found.says)


def work_list(client: AdminClient, _: StateFolder, options: Options) -> Message:
    path = "work-items/closed" if options.closed else "work-items/list"
    return client.ask(path, m.Nothing(), m.WorkItems)


def work_close(client: AdminClient, _: StateFolder, options: Options) -> Message:
    asked = m.WorkClose(number=options.number, because=options.because)
    return client.ask("work-items/close", asked, m.WorkItem)


def resolve(client: AdminClient, _: StateFolder, options: Options) -> Message:
    presented = tuple(c.CountedNotes(canister=n, count=count) for n, count in options.presented)
    asked = c.InDoubtResolve(
        atm=atm_named(client, options.atm), txid=options.txid, presented=presented, why=options.why
    )
    return client.ask("in-doubt/resolve", asked, m.Proposed)


def dispute_list(client: AdminClient, _: StateFolder, __: Options) -> Message:
    return client.ask("disputes/list", m.Nothing(), c.Disputes)


def dispute_resolve(client: AdminClient, _: StateFolder, options: Options) -> Message:
    found = tuple(c.CountedNotes(canister=n, count=count) for n, count in options.found)
    asked = c.DisputeResolve(
        atm=atm_named(client, options.atm), txid=options.txid, found=found, why=options.because
    )
    return client.ask("disputes/resolve", asked, m.Proposed)


def suspense_list(client: AdminClient, _: StateFolder, __: Options) -> Message:
    return client.ask("suspense/list", m.Nothing(), c.SuspenseList)


def suspense_resolve(client: AdminClient, _: StateFolder, options: Options) -> Message:
    minor: int | None = None
    if options.amount is not None:
        if options.account is None:
            raise AdminError("an amount is charged to an account: --account NAME")
        currency = _account(client, options.account).currency
        minor = _typed(options.amount, currency).minor
    asked = c.SuspenseResolve(
        atm=atm_named(client, options.atm),
        txid=options.txid,
        account=options.account,
        minor=minor,
        why=options.because,
    )
    return client.ask("suspense/resolve", asked, m.Proposed)


def deposit_list(client: AdminClient, _: StateFolder, options: Options) -> Message:
    path = "deposits/rejected" if options.rejected else "deposits/list"
    return client.ask(path, m.Nothing(), d.Deposits)


def deposit_verify(client: AdminClient, _: StateFolder, options: Options) -> Message:
    found = deposit_named(client, options.deposit, with_rejected=True)
    name = options.account or found.account
    if name is None:
        raise AdminError("the bank does not know whose it is: --account NAME")
    amount = _typed(options.amount, _account(client, name).currency)
    if not amount.is_payable:
        raise AdminError("where nothing was found: deposits reject")
    asked = d.DepositVerify(
        atm=found.atm,
        txid=found.txid,
        found=Amount.of(amount),
        account=options.account,
        why=options.because,
    )
    return client.ask("deposits/verify", asked, d.DepositAnswer)


def deposit_reject(client: AdminClient, _: StateFolder, options: Options) -> Message:
    found = deposit_named(client, options.deposit)
    asked = d.DepositReject(atm=found.atm, txid=found.txid, why=options.because)
    return client.ask("deposits/reject", asked, d.DepositAnswer)


def restoration_show(client: AdminClient, _: StateFolder, __: Options) -> Message:
    return client.ask("restorations/show", m.Nothing(), r.RestorationReport)


def restoration_waive(client: AdminClient, _: StateFolder, options: Options) -> Message:
    asked = r.LevellingWaive(atm=atm_named(client, options.atm), why=options.because)
    return client.ask("restorations/waive", asked, m.Proposed)


def _account(client: AdminClient, name: str) -> m.Account:
    return client.ask("accounts/show", m.AccountRef(name=name), m.Account)


def _currency(asked: str | None, state: StateFolder, *typed: str) -> str:
    """The one that was asked for, else the one that an amount names, else the bank's setting."""
    named = next((found for found in map(currency_named, typed) if found), None)
    return asked or named or load(state.settings, os.environ).currency


def _typed(text: str, currency: str) -> Money:
    try:
        return read_amount(text, currency)
    except (AmountUnclear, ValueError) as error:
        raise AdminError(str(error)) from error

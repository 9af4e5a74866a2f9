"""Document A's calls, each a visit of one transaction on the real screens.

Amounts are whole units of the ATM's currency. A refusal is False, as the original answers; what
went wrong is in the journal and in the log, without secrets.
"""

from __future__ import annotations

import logging
import xmlrpc.client
from collections.abc import Sequence
from functools import partial
from typing import Final

from bank_server.contract.currencies import minor_per_unit
from bank_server.contract.money import Money
from hardware.crypto.record import Record, TxnOutcome
from hardware.crypto.secret import Secret
from hardware.drivers.hsm import Hsm
from hardware.errors import HardwareError
from hardware.protocol.card_reader import CardPosition
from kiosk.assembly import Kiosk
from kiosk.automation.customer import Customer, Unexpected
from kiosk.bank.errors import BankError, BankRefused
from kiosk.domain.screens import PinPrompt, Screen, ScreenId
from kiosk.journal.errors import JournalError
from kiosk.provisioning.asking import NoAnswer, ask_device
from kiosk.provisioning.atm import provision_atm
from kiosk.provisioning.blobs import (
    BlobRefused,
    read_atm_blob,
    read_card_blob,
    read_journal_blob,
)
from kiosk.provisioning.card import provision_card
from kiosk.provisioning.journal import provision_journal
from kiosk.provisioning.place import ProvisioningRefused

PIN_SIZE_MIN: Final = 4
PIN_SIZE_MAX: Final = 12
AMOUNT_MAX: Final = 999_999
_LOG: Final = logging.getLogger("kiosk.automation")
_REFUSALS: Final = (
    Unexpected,
    HardwareError,
    BankError,
    JournalError,
    NoAnswer,
    ProvisioningRefused,
    BlobRefused,
)


class BadArgument(ValueError):
    """An argument has the wrong type, length or form. Names it, never its value."""


class Operations:
    """Called by one XML-RPC thread, one call at a time."""

    def __init__(self, kiosk: Kiosk) -> None:
        self._kiosk = kiosk
        self._per_unit = minor_per_unit(kiosk.settings.currency)

    def hello(self) -> str:
        return "hello"

    def ready_for_hsm(self) -> bool:
        """The kiosk runs and would see an HSM that is plugged in."""
        return True

    def hsm_connected(self) -> bool:
        return self._kiosk.ports.devices.hsm.health.is_up

    def card_connected(self) -> bool:
        try:
            reader = self._kiosk.ports.devices.card_reader
            status = ask_device(reader, lambda driver: driver.status())
        except _REFUSALS:
            return False
        return status.card in {CardPosition.AT_SLOT, CardPosition.LATCHED}

    def provision_atm(self, blob: object, bills: object) -> bool:
        """bills: texts for canister 1, or a list of such lists, canister 1 first."""
        content, by_canister = _blob(blob), _bills(bills)
        try:
            provision_atm(self._kiosk, read_atm_blob(content), by_canister)
        except _REFUSALS as error:
            return _refused("provision_atm", error)
        return True

    def provision_card(self, blob: object, pin: object) -> bool:
        content, typed = _blob(blob), _pin(pin, "pin")
        try:
            provision_card(self._kiosk, read_card_blob(content), typed)
        except _REFUSALS as error:
            return _refused("provision_card", error)
        return True

    def provision_journal(self, blob: object) -> bool:
        """A machine whose journal is lost begins another one; HSM, pad and cash stay so."""
        content = _blob(blob)
        try:
            provision_journal(self._kiosk, read_journal_blob(content))
        except _REFUSALS as error:
            return _refused("provision_journal", error)
        return True

    def check_balance(self, pin: object) -> int | bool:
        """The first account's balance in whole units, rounded down; False if refused.

        False also for what XML-RPC's 32 bits do not hold: never another number.
        """
        typed = _pin(pin, "pin")
        try:
            with Customer(self._kiosk) as customer:
                if not self._enter(customer, typed):
                    return False
                customer.choose("balance")
                ends = (ScreenId.BALANCE, ScreenId.TAKE_CARD, ScreenId.MESSAGE, ScreenId.PIN)
                shown = _of_first_account(customer, *ends)
                balance = shown.balance if shown.id is ScreenId.BALANCE else None
                customer.leave()
        except _REFUSALS as error:
            return _refused("check_balance", error)
        units = None if balance is None else balance.minor // self._per_unit
        return units if units is not None and units <= xmlrpc.client.MAXINT else False

    def withdraw(self, pin: object, amount: object) -> list[str] | bool:
        """The texts of the notes that were taken; False if none were."""
        typed = _pin(pin, "pin")
        if type(amount) is not int or not 1 <= amount <= AMOUNT_MAX:
            raise BadArgument("amount is not a whole number from 1 to 999999")
        try:
            with Customer(self._kiosk) as customer:
                if not self._enter(customer, typed):
                    return False
                final = self._take_cash(customer, amount)
                notes = self._notes(final) if final is not None else None
                customer.go()
        except _REFUSALS as error:
            return _refused("withdraw", error)
        return False if notes is None else notes

    def change_pin(self, old: object, new: object) -> bool:
        before, after = _pin(old, "old_pin"), _pin(new, "new_pin")
        try:
            with Customer(self._kiosk) as customer:
                if not self._enter(customer, before):
                    return False
                customer.choose("pin-change")
                for prompt in (PinPrompt.NEW, PinPrompt.AGAIN):
                    customer.wait_for(ScreenId.PIN_CHANGE, prompt=prompt)
                    customer.type_pin(after)
                customer.wait_for(ScreenId.CONTACTING_BANK)
                shown = customer.wait_for(
                    ScreenId.PIN_CHANGED,
                    ScreenId.PIN_CHANGE,
                    ScreenId.PIN,
                    ScreenId.TAKE_CARD,
                    ScreenId.MESSAGE,
                )
                customer.leave()
        except _REFUSALS as error:
            return _refused("change_pin", error)
        return shown.id is ScreenId.PIN_CHANGED

    # --- steps of a visit

    def _enter(self, customer: Customer, pin: Secret) -> bool:
        """Card and PIN up to the menu. False: refused, and the visit has ended."""
        customer.begin()
        customer.type_pin(pin)
        customer.wait_for(ScreenId.CONTACTING_BANK)
        shown = customer.wait_for(ScreenId.MENU, ScreenId.PIN, ScreenId.TAKE_CARD, ScreenId.MESSAGE)
        if shown.id is ScreenId.MENU:
            return True
        customer.leave()
        return False

    def _take_cash(self, customer: Customer, amount: int) -> Record | None:
        """From the menu to the HSM's FINAL record of notes taken; None if there was no cash."""
        customer.choose("withdraw")
        _of_first_account(customer, ScreenId.AMOUNT, ScreenId.MENU)
        customer.choose("other")
        customer.wait_for(ScreenId.OTHER_AMOUNT)
        for digit in str(amount):
            customer.press(digit)
        customer.press("E")

        def asked_or_refused(shown: Screen) -> bool:
            return shown.id is ScreenId.CONFIRM or shown.notice is not None

        shown = customer.wait_for(ScreenId.CONFIRM, ScreenId.OTHER_AMOUNT)
        while not asked_or_refused(shown):
            shown = customer.wait_for(ScreenId.CONFIRM, ScreenId.OTHER_AMOUNT)
        if shown.id is not ScreenId.CONFIRM or not _is(shown.amount, amount, self._per_unit):
            customer.press("X")
            return None
        customer.choose("confirm")
        ended = customer.wait_for_cash()
        if ended.final is None or ended.final.outcome is not TxnOutcome.TAKEN:
            if customer.screen is not None and customer.screen.can_cancel:
                customer.press("X")
            return None
        return ended.final

    def _notes(self, final: Record) -> list[str]:
        """The texts of the notes presented, canister by canister (document A's bill strings)."""
        hsm = self._kiosk.ports.devices.hsm
        notes: list[str] = []
        for line in final.lines:
            got: list[str] = []
            while len(got) < line.presented:
                more = ask_device(hsm, partial(_texts, final.txid, line.canister, len(got)))
                if not more:
                    break
                got += more
            notes += got
        return notes


def _of_first_account(customer: Customer, *ids: ScreenId) -> Screen:
    """What is shown next; where the card has several accounts, of the first."""
    shown = customer.wait_for(ScreenId.ACCOUNT, *ids)
    if shown.id is not ScreenId.ACCOUNT:
        return shown
    customer.choose(shown.choices[0].id)
    return customer.wait_for(*ids)


def _texts(txid: bytes, canister: int, offset: int, hsm: Hsm) -> list[str]:
    return hsm.notes_get(txid, canister, offset)


def _is(money: Money | None, units: int, per_unit: int) -> bool:
    return money is not None and money.minor == units * per_unit


def _pin(value: object, name: str) -> Secret:
    """The first line that a PIN meets: from here on it is a Secret."""
    if (
        not isinstance(value, str)
        or not PIN_SIZE_MIN <= len(value) <= PIN_SIZE_MAX
        or not (value.isascii() and value.isdigit())
    ):
        raise BadArgument(f"{name} is not 4 to 12 digits")
    return Secret(value.encode("ascii"))


def _blob(value: object) -> bytes | str:
    """Of XML-RPC's type base64, or a string that holds base64."""
    if isinstance(value, xmlrpc.client.Binary):
        return bytes(value.data)
    if isinstance(value, str):
        return value
    raise BadArgument("blob is neither base64 nor a string")


def _bills(value: object) -> Sequence[Sequence[str]]:
    if not isinstance(value, list):
        raise BadArgument("bills is not a list")
    lists = value if any(isinstance(item, list) for item in value) else [value]
    for notes in lists:
        if not isinstance(notes, list) or not all(isinstance(note, str) for note in notes):
            raise BadArgument("bills is not a list of strings, or of such lists")
    return [[note.strip() for note in notes] for notes in lists]


def _refused(call: str, error: Exception) -> bool:
    why = error.code.value if isinstance(error, BankRefused) else type(error).__name__
    _LOG.info("refused call=%s why=%s", call, why)
    return False

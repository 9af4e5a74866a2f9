"""Speaks to the staff listener with one operator's certificate."""

from __future__ import annotations

import json
import os
from typing import Final, TypeVar

import requests

from bank_server.certificates.key_folder import KeyFolder, KeyFolderError
from bank_server.certificates.state_keys import ADMIN_CA
from bank_server.contract.json_text import MalformedMessage, dump, parse
from bank_server.contract.message import Message
from bank_server.http.staff_messages import ADMIN_PREFIX
from bank_server.settings import SettingsError, load
from bank_server.state import StateFolder

CONNECT_S: Final = 2.0
ANSWER_S: Final = 10.0
OK: Final = 200

M = TypeVar("M", bound=Message)


class AdminError(Exception):
    """It did not work. The text says what, where, and what to do."""


class BankRefused(AdminError):
    """The bank understood and said no."""


class AdminClient:
    """One operator at one bank; a keep-alive session. Not shared between threads."""

    def __init__(self, state: StateFolder, operator: str) -> None:
        """Raises AdminError if the state has no such operator or no bank."""
        self._base = f"https://localhost:{_admin_port(state)}{ADMIN_PREFIX}"
        certificate, key = _files(state, operator)
        self._session = requests.Session()
        # The environment could name other authorities, and they would win over ours.
        self._session.trust_env = False
        self._session.verify = str(state.keys / f"{ADMIN_CA}.pem")
        self._session.cert = (certificate, key)

    def ask(self, path: str, request: Message, reply: type[M]) -> M:
        """Raises BankRefused, or AdminError when there is no usable answer."""
        try:
            answer = self._session.post(
                self._base + path,
                data=dump(request),
                headers={"Content-Type": "application/json"},
                timeout=(CONNECT_S, ANSWER_S),
            )
        except requests.exceptions.SSLError as error:
            raise AdminError(
                f"{self._base} and this operator do not trust each other; "
                "is --state the folder of the bank that runs?"
            ) from error
        except requests.exceptions.Timeout as error:
            raise AdminError(
                f"{self._base} did not answer in time; whether it was done is unknown: look first"
            ) from error
        except requests.exceptions.RequestException as error:
            raise AdminError(
                f"no bank answers at {self._base}; start it: ./atm bank --state DIR"
            ) from error
        if answer.status_code != OK:
            raise BankRefused(f"the bank refused {path}: {_title(answer.content)}")
        try:
            return parse(reply, answer.content)
        except MalformedMessage as error:
            raise AdminError(f"{self._base}{path} answered in a way unknown here") from error

    def close(self) -> None:
        self._session.close()


def _admin_port(state: StateFolder) -> int:
    """Where the bank serves now, or would by its settings."""
    try:
        return int(json.loads(state.serving.read_text("ascii"))["admin_port"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    try:
        return load(state.settings, os.environ).admin_port
    except SettingsError as error:
        raise AdminError(str(error)) from error


def _files(state: StateFolder, operator: str) -> tuple[str, str]:
    if not state.keys.is_dir():
        raise AdminError(f"{state.keys} does not exist; is {state.path} a bank's state folder?")
    try:
        folder = KeyFolder(state.keys)
        names = (f"staff-{operator}.pem", f"staff-{operator}.key")
        if not all(folder.has(name) for name in names):
            known = sorted(
                path.stem.removeprefix("staff-") for path in state.keys.glob("staff-*.pem")
            )
            raise AdminError(
                f"{state.keys} has no certificate of operator {operator!r}; "
                f"--operator takes one of: {', '.join(known) or '(none)'}"
            )
        folder.read(names[1])  # refuses wider modes
    except KeyFolderError as error:
        raise AdminError(str(error)) from error
    return str(state.keys / names[0]), str(state.keys / names[1])


def _title(body: bytes) -> str:
    try:
        title = json.loads(body)["title"]
    except (ValueError, KeyError, TypeError):
        return "no reason given"
    return title if isinstance(title, str) and title.isprintable() else "no reason given"

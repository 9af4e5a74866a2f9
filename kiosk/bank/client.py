"""Calls to the bank: one keep-alive session, mutual TLS, one deadline a call, no retry ever."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

import requests
import urllib3

from bank_server.contract import (
    PATHS,
    AuthorisationRequest,
    ChallengeRequest,
    Message,
    Request,
)
from bank_server.contract.json_text import dump
from bank_server.contract.message import BODY_SIZE_MAX
from hardware.errors import Outcome
from kiosk.bank.answers import Answer, understand
from kiosk.bank.deadline import CallDeadline
from kiosk.bank.errors import BankUnreachable
from kiosk.bank.tls import PinnedAdapter, client_context

CONNECT_S: Final = 2.0
TOTAL_S: Final = 5.0
TOTAL_BY_REQUEST_S: Final[dict[type[Request[Message]], float]] = {
    ChallengeRequest: 3.0,
    AuthorisationRequest: 8.0,
}
# The bank keeps an idle connection for 75 s; one that it may be closing just now is not used.
REUSE_MAX_S: Final = 60.0

R = TypeVar("R", bound=Message)

_HEADERS: Final = {
    "Content-Type": "application/json",
    "Accept": "application/json, application/problem+json",
    "Accept-Encoding": "identity",
    "User-Agent": "open-atm",
}
_LATE: Final = (requests.Timeout, urllib3.exceptions.TimeoutError, TimeoutError)


class BankClient:
    """Blocking; for one thread. Every call is sent at most once."""

    def __init__(
        self,
        base_url: str,
        ca: Path,
        cert: Path,
        key: Path,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Raises OSError for key files that cannot be used."""
        if not base_url.startswith("https://"):
            raise ValueError("base_url is not https")
        self._base_url = base_url.rstrip("/")
        self._monotonic = monotonic
        self._deadline = CallDeadline(monotonic)
        self._used_s = monotonic()
        self._session = requests.Session()
        # No proxy, no .netrc, and no REQUESTS_CA_BUNDLE from whoever started this process.
        self._session.trust_env = False
        self._session.verify = str(ca)
        self._session.headers.clear()
        self._session.headers.update(_HEADERS)
        self._session.adapters.clear()
        self._session.mount(
            "https://", PinnedAdapter(client_context(ca, cert, key, self._deadline))
        )

    def call(self, request: Request[R]) -> R:
        """Send the request and return the bank's reply. Raises BankRefused, BankUnreachable."""
        body = dump(request)
        if len(body) > BODY_SIZE_MAX:
            raise ValueError("the request is too large")
        self._drop_stale()
        self._deadline.begin(TOTAL_BY_REQUEST_S.get(type(request), TOTAL_S))
        try:
            answer = self._post(PATHS[type(request)], body)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            self._session.close()
            # `from None`: the library's exceptions carry the request, and it carries PIN blocks.
            raise self._unreachable(error) from None
        self._used_s = self._monotonic()
        return understand(request, answer)

    def interrupt(self) -> None:
        """End the call under way at once and refuse every later one; from another thread."""
        self._deadline.interrupt()

    def close(self) -> None:
        self._session.close()

    def _drop_stale(self) -> None:
        """A connection that rested too long may be closing at the other end: make a new one."""
        if self._monotonic() - self._used_s > REUSE_MAX_S:
            self._session.close()

    def _post(self, path: str, body: bytes) -> Answer:
        left_s = self._deadline.left_s()
        with self._session.post(
            self._base_url + path,
            data=body,
            timeout=(min(CONNECT_S, left_s), left_s),
            allow_redirects=False,
            stream=True,
        ) as response:
            return Answer(
                status=response.status_code,
                content_type=response.headers.get("Content-Type", ""),
                retry_after=response.headers.get("Retry-After", ""),
                body=_body(response.raw),
            )

    def _unreachable(self, error: Exception) -> BankUnreachable:
        if not self._deadline.has_sent:
            return BankUnreachable(_reason_unsent(error), Outcome.NOT_DONE)
        is_late = isinstance(error, _LATE)
        return BankUnreachable(
            "no answer in time" if is_late else "connection cut", Outcome.UNKNOWN
        )


def _body(raw: urllib3.HTTPResponse) -> bytes:
    """All of it; of a body that is too large, one byte too much. Raises HTTPError if it is cut."""
    body = b""
    # A cut shows at the read after the last bytes, so the end is read too.
    while len(body) <= BODY_SIZE_MAX:
        more = raw.read(BODY_SIZE_MAX + 1 - len(body), decode_content=False)
        if not more:
            break
        body += more
    return body


def _reason_unsent(error: Exception) -> str:
    if isinstance(error, requests.exceptions.SSLError | ssl.SSLError):
        return "no trusted connection"
    if isinstance(error, _LATE):
        return "no connection in time"
    return "no connection"

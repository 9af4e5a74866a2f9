"""Lets a thread that may wait ask the core's workers one thing after the other.

For provisioning and automation only: never call it in the core thread or the GUI thread.
"""

from __future__ import annotations

import queue
from collections.abc import Callable
from typing import Final, TypeVar

from bank_server.contract import Message, Request
from kiosk.bank.bank_port import BankPort
from kiosk.devices.port import D_co, DevicePort, S_contra
from kiosk.devices.results import Deliver, Done, Result

T = TypeVar("T")
R = TypeVar("R", bound=Message)

WAIT_MAX_S: Final = 30.0  # longer than any command's own deadline


class NoAnswer(Exception):
    """The core did not answer in time; it has ended, or is ending."""


def ask_device(port: DevicePort[D_co, S_contra], call: Callable[[D_co], T]) -> T:
    """Run one driver call. Raises HardwareError, NoAnswer."""
    answers: queue.SimpleQueue[Result[T]] = queue.SimpleQueue()
    port.submit(call, answers.put)
    return _value(answers)


def ask_bank(bank: BankPort, request: Request[R]) -> R:
    """Send one request. Raises BankError, NoAnswer."""
    answers: queue.SimpleQueue[Result[R]] = queue.SimpleQueue()
    bank.submit(request, answers.put)
    return _value(answers)


def ask(start: Callable[[Deliver[T]], None], answers: queue.SimpleQueue[Result[T]]) -> T:
    """Start something that delivers into `answers`, and wait for it."""
    start(answers.put)
    return _value(answers)


def wait(start: Callable[[Callable[[str], None]], None]) -> str:
    """Wait for a chain of the core to end with a sentence, empty for success."""
    answers: queue.SimpleQueue[str] = queue.SimpleQueue()
    start(answers.put)
    return _next(answers)


def _value(answers: queue.SimpleQueue[Result[T]]) -> T:
    result = _next(answers)
    if isinstance(result, Done):
        return result.value
    raise result.error


def _next(answers: queue.SimpleQueue[T]) -> T:
    try:
        return answers.get(timeout=WAIT_MAX_S)
    except queue.Empty:
        raise NoAnswer("the kiosk did not answer") from None

"""The line to the bank in virtual time: real messages as JSON text, and every way to lose one.

One request after the other, each sent at most once, with the product's time-outs; what the bank
answers is understood by the product's own code.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bank_server.contract import PATHS, Message, Problem, ProblemCode, Request
from bank_server.contract.json_text import dump
from hardware.errors import Outcome
from kiosk.bank.answers import Answer, understand
from kiosk.bank.client import TOTAL_BY_REQUEST_S, TOTAL_S
from kiosk.bank.errors import BankError, BankRefused, BankUnreachable
from kiosk.bank.link_state import LinkState
from kiosk.devices.results import Done, NotDone, Result, Unknown
from kiosk.runtime.loop import Loop
from tests.world.support.bank_house import BankHouse
from tests.world.support.moments import Moments

ANSWER_S: Final = 0.02
REQUESTS_MAX: Final = 64


@dataclass(slots=True)
class Trouble:
    """What happens to the next request of one path.

    Attributes:
        loses_request, loses_reply: it is gone, and the kiosk waits for its whole time-out.
        delay_s: how long the request is under way.
        twice: the bank hears it a second time, so many seconds later.
        problem: the bank refuses it with this, having done nothing.
    """

    loses_request: bool = False
    loses_reply: bool = False
    delay_s: float = 0.0
    twice: float | None = None
    problem: ProblemCode | None = None


class BankLine:
    """Attributes: is_down: nothing can be sent. sent: the paths of all requests, in order."""

    def __init__(self, loop: Loop, bank: BankHouse, atm: str, moments: Moments) -> None:
        self.loop = loop
        self.bank = bank
        self.atm = atm
        self.moments = moments
        self.is_down = False
        self.sent: list[str] = []
        self.requests: list[Request[Message]] = []
        self._troubles: dict[str, deque[Trouble]] = {}
        self._lasting: dict[str, Trouble] = {}

    def trouble(self, path: str, trouble: Trouble, times: int = 1) -> None:
        """For the next requests of `path`, e.g. `settlements`; the bank's line alone knows."""
        self._troubles.setdefault(path, deque()).extend([trouble] * times)

    def lasting(self, path: str, trouble: Trouble | None) -> None:
        """For all requests of `path`, until taken back with None."""
        if trouble is None:
            self._lasting.pop(path, None)
        else:
            self._lasting[path] = trouble

    def meets(self, path: str) -> Trouble:
        waiting = self._troubles.get(path)
        if waiting:
            return waiting.popleft()
        return self._lasting.get(path, Trouble())


class InlineBank:
    """Fulfils `BankPort` for one life of a kiosk, and dies with it."""

    def __init__(self, line: BankLine, loop: Loop, on_link: Callable[[LinkState], None]) -> None:
        """loop: of this life. What is under way on the line goes on without it."""
        self._line = line
        self._loop = loop
        self._on_link = on_link
        self._link = LinkState()
        self._waiting: deque[tuple[Request[Message], Callable[[Result[Message]], None]]] = deque()
        self._is_busy = False

    def submit(self, request: Request[Message], deliver: Callable[[Result[Message]], None]) -> None:
        if len(self._waiting) >= REQUESTS_MAX:
            raise AssertionError("the kiosk asks more than it can be answered")
        self._waiting.append((request, deliver))
        self._loop.post(self._next)

    def _next(self) -> None:
        if self._is_busy or not self._waiting:
            return
        self._is_busy = True
        request, deliver = self._waiting.popleft()
        path = PATHS[type(request)].removeprefix("/v1/")
        line = self._line
        line.moments.reach(f"bank {path} before")
        trouble, limit_s = line.meets(path), TOTAL_BY_REQUEST_S.get(type(request), TOTAL_S)
        answered = _Once(lambda answer: self._answered(request, deliver, answer))
        if line.is_down or not line.bank.is_up:
            unreachable = BankUnreachable("no connection", Outcome.NOT_DONE)
            self._loop.post(lambda: answered(unreachable))
            return
        line.sent.append(path)
        line.requests.append(request)
        late = BankUnreachable("no answer in time", Outcome.UNKNOWN)
        self._loop.after(limit_s, lambda: answered(late))
        if trouble.loses_request:
            return
        if trouble.problem is not None:
            is_busy = trouble.problem is ProblemCode.OVERLOADED
            refused = BankRefused(trouble.problem, retry_after_s=1 if is_busy else None)
            self._loop.after(ANSWER_S, lambda: answered(refused))
            return
        body = dump(request)

        def arrive() -> None:
            answer = line.bank.serve(line.atm, PATHS[type(request)], body)
            line.moments.reach(f"bank {path} done")
            if answer is None or trouble.loses_reply:
                return
            self._loop.after(ANSWER_S, lambda: answered(answer))

        # Under way on the line itself: it arrives whether or not the kiosk still lives.
        line.loop.after(trouble.delay_s, arrive)
        if trouble.twice is not None:

            def arrive_again() -> None:
                line.bank.serve(line.atm, PATHS[type(request)], body)

            line.loop.after(trouble.twice, arrive_again)

    def _answered(
        self,
        request: Request[Message],
        deliver: Callable[[Result[Message]], None],
        answer: Answer | BankError,
    ) -> None:
        result: Result[Message]
        try:
            if isinstance(answer, BankError):
                raise answer
            result = Done(understand(request, answer))
            self._link = self._link.answered(self._loop.now())
        except BankRefused as error:
            self._link = self._link.answered(self._loop.now())
            result = _without(error)
        except BankUnreachable as error:
            self._link = self._link.failed(error.reason)
            result = _without(error)
        self._is_busy = False
        link = self._link
        self._loop.post(lambda: self._on_link(link))
        self._loop.post(lambda: deliver(result))
        self._loop.post(self._next)


class _Once:
    """The first of answer and time-out counts."""

    def __init__(self, act: Callable[[Answer | BankError], None]) -> None:
        self._act: Callable[[Answer | BankError], None] | None = act

    def __call__(self, answer: Answer | BankError) -> None:
        act, self._act = self._act, None
        if act is not None:
            act(answer)


def _without(error: BankError) -> NotDone | Unknown:
    return NotDone(error) if error.outcome is Outcome.NOT_DONE else Unknown(error)


def problem_of(answer: Answer) -> str:
    """The problem's code of an answer that is one, or the empty string."""
    if answer.status == 200:
        return ""
    return Problem.model_validate_json(answer.body).code.value

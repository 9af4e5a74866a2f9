"""A bank that is killed between any two of its steps, and whose store gives up at times."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from bank_server.contract.problems import ProblemCode
from bank_server.http.edge import out_of_reach
from bank_server.http.problems import problem_response
from bank_server.service.pin_hash import PinParameters
from bank_server.store.memory import MemoryEngine
from bank_server.store.results import StoreUnavailable
from bank_server.store.rows import Engine, Rows
from hardware.crypto.secret import Secret
from kiosk.bank.answers import Answer
from kiosk.bank.client import TOTAL_S
from tests.simulation.books import NewEngine
from tests.simulation.faults import Fault, FaultKind
from tests.world.support.backup import Backup
from tests.world.support.bank_house import BankHouse, CheapHasher
from tests.world.support.bank_line import BankLine, Trouble

if TYPE_CHECKING:
    from tests.simulation.city import City
    from tests.simulation.site import Site

T = TypeVar("T")

AWAY_S: Final = (0.3, 4.0)
LINK_AWAY_S: Final = (1.0, 15.0)
TWICE_S: Final = (0.01, 90.0)
LATE_S: Final = (0.5, 60.0)
SOON_S: Final = 0.2
ORPHANED_S: Final = (1.5, 4.9)  # a challenge is good for five
PIN_PROOF: Final = b'"pin_block"'
CLOCK_MS: Final = 3_600_000
BACKUPS_KEPT: Final = 4


class BankKilled(BaseException):
    """Unwinds the bank's process. What it has committed stays."""


class FaultyEngine:
    """Fulfils `Engine`: the books are never wrong, only out of reach."""

    def __init__(self, city: City, engine: Engine) -> None:
        self._city = city
        self.inner = engine

    def run(self, step: Callable[[Rows], T]) -> T:
        """Raises StoreUnavailable or BankKilled, before the step or after its commit."""
        self._may_end("before")
        result = self.inner.run(step)
        self._may_end("after")
        return result

    def _may_end(self, when: str) -> None:
        site = self._city.bank.asker
        if site is None:
            return
        if site.strikes(FaultKind.STORE_CONFLICT):
            raise StoreUnavailable("the step failed")
        if (fault := self._city.bank.is_restored_at(site)) is not None:
            self._city.bank.restoring = fault
            self._city.coverage[f"bank restored {self._city.bank.path} {when} a step"] += 1
            raise BankKilled
        if site.strikes(FaultKind.BANK_KILLED):
            self._city.coverage[f"bank killed {self._city.bank.path} {when} a step"] += 1
            raise BankKilled

    def close(self) -> None:
        self.inner.close()


class WatchedHasher(CheapHasher):
    """Stands in for Argon2, and makes sure that the try was counted before."""

    def __init__(self, city: City) -> None:
        super().__init__()
        self._city = city

    def tag(self, pin: Secret, card_id: Secret, parameters: PinParameters) -> bytes:
        bank = self._city.bank
        if bank.has_pin_to_check:
            bank.has_pin_to_check = False
            self._city.watch.argon2(card_id)
        return super().tag(pin, card_id, parameters)


class SimBank(BankHouse):
    """Attributes:
    asker: whose request is being served; None for staff, whom no fault disturbs.
    path: of that request.
    restoring: why its books are put back before it starts again.
    has_pin_to_check: its next run of Argon2 is about the PIN that was typed, not a new one.
    """

    def __init__(
        self, city: City, now_s: Callable[[], float], seed: int, new_engine: NewEngine | None
    ) -> None:
        """new_engine: opens the books, at each start anew; None for books in memory."""
        self._city = city
        self._new_books = new_engine
        self.asker: Site | None = None
        self.has_pin_to_check = False
        self.path = ""
        self._clock_ms = 0
        self._backups: list[tuple[Backup, dict[str, list[str]]]] = []
        self.restoring: Fault | None = None
        super().__init__(now_s, seed)

    def new_engine(self) -> FaultyEngine:
        inner = super().new_engine() if self._new_books is None else self._new_books()
        return FaultyEngine(self._city, inner)

    @property
    def books(self) -> Engine:
        """What they are really kept in."""
        assert isinstance(self.engine, FaultyEngine)
        return self.engine.inner

    def start(self) -> None:
        self.hasher = WatchedHasher(self._city)
        if self._new_books is not None and self.boots:
            self.engine.close()
            self.engine = self.new_engine()
        super().start()

    def now_ms(self) -> int:
        return super().now_ms() + self._clock_ms

    # --- backups

    def back_up(self) -> None:
        """A copy of the books, and of what the PINs are, as they are now; the oldest copy goes."""
        if isinstance(self.books, MemoryEngine):
            pins = {card: list(known) for card, known in self._city.pins.items()}
            self._backups.append((Backup(self.books), pins))
            del self._backups[:-BACKUPS_KEPT]

    def is_restored_at(self, site: Site) -> Fault | None:
        return site.strikes(FaultKind.BANK_RESTORED) if self._backups else None

    def _put_back(self, fault: Fault) -> None:
        plan = self._city.plan
        backup, pins = self._backups[int(plan.how(fault, "which") * len(self._backups))]
        assert isinstance(self.books, MemoryEngine)
        backup.restore(self.books)
        self._city.pins = {card: list(known) for card, known in pins.items()}
        self.start()
        name = self._city.number_16("restored", len(plan.fired)).hex()
        self.store.restorations.begin(name, self.now_ms())
        self._city.watch.books_were_put_back()

    def set_forward(self, by_ms: int) -> None:
        """So much time has gone by at the bank."""
        self._clock_ms += by_ms

    def serve(self, atm: str, path: str, body: bytes) -> Answer | None:
        if not self.is_up:
            return None
        self.asker, self.path = self._city.sites_by_atm.get(atm), path
        self.has_pin_to_check = path == "/v1/authorisations" and PIN_PROOF in body
        try:
            if self.asker is not None and path == "/v1/authorisations":
                dies = self.asker.strikes(FaultKind.BANK_KILLED)
                self.fails_in_argon2 = dies is not None
            answer = super().serve(atm, path, body)
        except StoreUnavailable:
            answer = _out_of_reach(path)
        except BankKilled:
            self.stop()
            answer = None
        finally:
            site, self.asker = self.asker, None
            self.fails_in_argon2 = False
        if site is not None:
            self._comes_back(site)
            self._city.watch.bank(site, path, body, answer)
        return answer

    def _comes_back(self, site: Site) -> None:
        """If it was killed: started again, and perhaps with another time of day."""
        if self.is_up:
            return
        killed = site.plan.fired[-1]
        plan = site.plan
        if (fault := site.strikes(FaultKind.BANK_CLOCK)) is not None:
            self._clock_ms += int((2 * plan.how(fault) - 1) * CLOCK_MS)
        comes_back = self.start
        if self.restoring is not None:
            comes_back, self.restoring = partial(self._put_back, self.restoring), None
        self._city.loop.after(plan.seconds(killed, *AWAY_S), comes_back)


class FaultyBankLine(BankLine):
    """Draws the trouble of each request as it is sent."""

    def __init__(self, site: Site) -> None:
        super().__init__(site.loop, site.bank, site.atm, site.moments)
        self._site = site

    def meets(self, path: str) -> Trouble:
        site, plan = self._site, self._site.plan
        trouble = Trouble()
        if (fault := site.strikes(FaultKind.LINK_DOWN)) is not None:
            self.is_down = True
            site.later(plan.seconds(fault, *LINK_AWAY_S), self._is_back)
        if site.strikes(FaultKind.REQUEST_LOST):
            trouble.loses_request = True
        if site.strikes(FaultKind.REPLY_LOST):
            trouble.loses_reply = True
        if (fault := site.strikes(FaultKind.REQUEST_LATE)) is not None:
            trouble.delay_s = plan.seconds(fault, *LATE_S)
        if path == "authorisations":
            orphaned = site.strikes(FaultKind.REQUEST_ORPHANED)
            if orphaned is not None:
                trouble.delay_s = plan.seconds(orphaned, *ORPHANED_S)
                site.later(0.0, partial(site.dies, orphaned, away_s=SOON_S))
        if (fault := site.strikes(FaultKind.REQUEST_TWICE)) is not None:
            trouble.twice = plan.seconds(fault, *TWICE_S)
        if site.strikes(FaultKind.BANK_BUSY):
            trouble.problem = ProblemCode.OVERLOADED
        self.sent.clear()
        self.requests.clear()
        return trouble

    def _is_back(self) -> None:
        self.is_down = False


def _out_of_reach(path: str) -> Answer:
    """As the bank's edge answers when its books are out of reach."""
    problem = problem_response(out_of_reach(path))
    retry = problem.headers.get("retry-after", "")
    return Answer(problem.status_code, str(problem.media_type), retry, bytes(problem.body))


assert TOTAL_S < LATE_S[1], "some requests arrive after their time-out"

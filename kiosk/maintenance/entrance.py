"""Who is asked for number and PIN: the first person, or a second one, who is waited for a minute.

At most one login at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hardware.crypto.secret import Secret
from kiosk.domain.maintenance.login import SECOND_S, Second
from kiosk.domain.maintenance.staff import Person
from kiosk.domain.staff_page import Mood, StaffPage, Word
from kiosk.maintenance.login_desk import LoginDesk
from kiosk.maintenance.staff_worker import StaffPort
from kiosk.money.ports import Ports
from kiosk.runtime.loop import Timer


class Entrance:
    """Lives in the core thread."""

    def __init__(
        self,
        ports: Ports,
        staff: StaffPort,
        changed: Callable[[], None],
        nobody_came: Callable[[], None],
    ) -> None:
        """changed: the page is another one. nobody_came: no second person, and the login that
        waited for one is given up."""
        self._ports = ports
        self._staff = staff
        self._changed = changed
        self._nobody_came = nobody_came
        self._login: LoginDesk | None = None
        self._was_cut = False  # and nobody has logged in since
        self._timer: Timer | None = None
        self._until_s = 0.0

    @property
    def is_asking(self) -> bool:
        return self._login is not None

    @property
    def page(self) -> StaffPage | None:
        """None while nobody is asked."""
        login = self._login
        if login is None:
            return None
        page = login.page
        if login.is_second:
            left_s = self._until_s - self._ports.loop.now()
            return replace(page, second_s=max(1, round(left_s)))
        if self._was_cut and page.notice is None:
            return replace(page, notice=Word("login.cut"), notice_mood=Mood.WARN)
        return page

    def ask(self, come: Callable[[Person], None]) -> None:
        """The first person. come: hears who it is."""

        def came(person: Person) -> None:
            self._was_cut = False
            come(person)

        self._begin(None, came)

    def ask_second(self, second: Second, come: Callable[[Person], None]) -> None:
        self._begin(second, come)
        self._until_s = self._ports.loop.now() + SECOND_S
        self._timer = self._ports.loop.after(SECOND_S, self._over)

    def number(self, typed: str) -> None:
        """ENTER after the number."""
        if self._login is not None:
            self._login.number(typed)

    def pin(self, typed: Secret) -> None:
        """ENTER after the PIN."""
        if self._login is not None:
            self._login.pin(typed)

    def give_up(self, why: str) -> None:
        """Nobody is asked any more. why: as STAFF_LOGOUT has it."""
        self._stop_waiting()
        login, self._login = self._login, None
        if login is not None:
            login.give_up(why)

    def cut(self) -> None:
        """The key has logged somebody out: whoever is asked next reads that."""
        self._was_cut = True

    def _begin(self, second: Second | None, come: Callable[[Person], None]) -> None:
        def came(person: Person) -> None:
            self._stop_waiting()
            self._login = None
            come(person)

        self._login = LoginDesk(self._ports, self._staff, second, came, self._changed)

    def _over(self) -> None:
        """Somebody whose PIN was right has come, even if the journal is slow."""
        self._timer = None
        if self._login is not None and not self._login.is_proven:
            self.give_up("asked")
            self._nobody_came()

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None

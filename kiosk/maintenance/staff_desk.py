"""The supervisor menu: who is at it, what is typed, and which item is open.

Only while the key is off. Somebody who walks away is logged out, unless something is under way.
Source: docs/operating.md, the machine's staff.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from kiosk.domain.maintenance import menu
from kiosk.domain.maintenance.items import PAGES, RULES, Item
from kiosk.domain.maintenance.login import SECOND_S
from kiosk.domain.maintenance.staff import People, Person, Role
from kiosk.domain.screens import Choice, ChoicePressed, KeyPressed, Screen, ScreenId
from kiosk.domain.staff_page import LINES_MAX, NEXT_PAGE, StaffPage, Word, typed_into
from kiosk.domain.supervisor import Mode, Service
from kiosk.journal.events import StaffLogout
from kiosk.maintenance.login_desk import LoginDesk, Second
from kiosk.maintenance.staff_worker import StaffPort
from kiosk.maintenance.task import Desk, Task
from kiosk.maintenance.typed import Typed
from kiosk.money.ports import Ports
from kiosk.runtime.loop import Timer

IDLE_S: Final = 300.0  # without a key
WARNING_S: Final = 30.0  # before that the page counts down
TICK_S: Final = 1.0
ACTION: Final = "action-"
NUMBER_SIZE_MAX: Final = 2  # of an action
BUSY_S: Final = 180.0  # whatever is under way; then it is not certain, and nobody waits for it

MakeTask = Callable[[Desk], Task]


@dataclass(slots=True, eq=False)
class _Opening:
    """One item while it is open, and who is at it. A task whose item is closed is not heard any
    more, and what it writes down bears the names of those who were there."""

    people: People


class StaffDesk:
    """Lives in the core thread."""

    def __init__(
        self,
        ports: Ports,
        staff: StaffPort,
        tasks: Mapping[Item, MakeTask],
        changed: Callable[[], None],
        staffed: Callable[[bool], None],
    ) -> None:
        """changed: the screen is another one. staffed: hears whether somebody is logged in."""
        self._ports = ports
        self._staff = staff
        self._tasks = tasks
        self._changed = changed
        self._staffed = staffed
        self._is_off = False
        self._login: LoginDesk | None = None
        self._people: People | None = None
        self._item: Item | None = None
        self._task: Task | None = None
        self._opening: _Opening | None = None
        self._busy_since: float | None = None
        self._end_owed = ""  # why it ends as soon as nothing is under way
        self._notice: Word | None = None
        self._typed = Typed()
        self._page_number = 1
        self._idle_since = 0.0
        self._since_s = 0.0
        self._timer: Timer | None = None
        self._second_timer: Timer | None = None

    # --- what the core asks and tells

    @property
    def screen(self) -> Screen | None:
        """None while nobody has begun to log in."""
        page = self._page
        if page is None:
            return None
        choices = [Choice(f"{ACTION}{each.number}") for each in page.actions if each.why is None]
        if page.count > 1:
            choices.append(Choice(f"{ACTION}{NEXT_PAGE}"))
        return Screen(
            self._screen_id,
            choices=() if page.is_busy else tuple(choices),
            staff=page,
            can_cancel=not page.is_busy,
        )

    def machine_is(self, now: Service) -> None:
        """Off means that the key is off and no customer is there."""
        is_off = now.mode is Mode.OFF
        if is_off == self._is_off:
            return
        self._is_off = is_off
        if not is_off:
            self._end("key")

    def handle(self, pressed: ChoicePressed | KeyPressed) -> None:
        """Something was pressed on the screen that this desk shows, or on the closed one."""
        if isinstance(pressed, ChoicePressed):
            self._choose(pressed.choice)
        else:
            self._press(pressed.key)

    def _press(self, key: str) -> None:
        page = self._page
        if page is None:
            if key == "E" and self._is_off:
                self._ask(None, self._logged_in)
            return
        if page.is_busy:
            return
        self._idle_since = self._ports.loop.now()
        if self._login is None and self._task is not None and self._task.wants_keys:
            self._task.key(key)
        elif key.isdecimal():
            self._typed.add(key, page.entry.size_max if page.entry else NUMBER_SIZE_MAX)
        elif key == "C":
            self._typed.wipe()
        elif key == "E":
            self._enter(page)
        elif key == "X":
            self._back()
        self._changed()

    def _choose(self, choice: str) -> None:
        """A touch on an action; or on the closed screen's way in."""
        page = self._page
        number = choice.removeprefix(ACTION)
        if page is None:
            self._press("E")
        elif not page.is_busy and number.isdecimal():
            self._idle_since = self._ports.loop.now()
            self._typed.wipe()
            self._act(int(number), page)
            self._changed()

    def stop(self) -> None:
        """The program ends."""
        self._end("stop")

    # --- what is typed

    def _enter(self, page: StaffPage) -> None:
        entry = page.entry
        if entry is None:
            if self._typed:
                self._act(int(self._typed.take()), page)
            return
        if not self._typed and not entry.can_be_empty:
            return
        if self._login is not None and entry.is_secret:
            self._login.pin(self._typed.take_secret())
        elif self._login is not None:
            self._login.number(self._typed.take())
        elif self._task is not None and entry.is_secret:
            self._task.enter_secret(self._typed.take_secret())
        elif self._task is not None:
            self._task.enter(self._typed.take())

    def _act(self, number: int, page: StaffPage) -> None:
        if number == NEXT_PAGE:
            self._page_number = self._page_number % page.count + 1
        elif any(each.number == number and each.why is None for each in page.actions):
            self._page_number = 1
            if self._task is not None:
                self._task.act(number)
            else:
                self._open(Item(number))

    def _back(self) -> None:
        if self._typed:
            self._typed.wipe()
        elif self._login is not None:
            self._give_up_login(None)
        elif self._task is not None:
            self._page_number = 1
            if not self._task.back():
                self._close_task()
        else:
            self._end("asked")

    # --- who is here

    def _ask(self, second: Second | None, come: Callable[[Person], None]) -> None:
        self._typed.wipe()
        self._login = LoginDesk(self._ports, self._staff, second, come, self._changed)
        self._idle_since = self._ports.loop.now()
        self._watch()
        self._changed()

    def _logged_in(self, person: Person) -> None:
        self._login = None
        self._people = People(person)
        self._since_s = self._ports.loop.now()
        self._staffed(True)
        self._changed()

    def _ask_second(self, what: str, roles: frozenset[Role], then: Callable[[], None]) -> None:
        people = self._people
        if people is None:
            return

        def come(person: Person) -> None:
            self._stop_waiting()
            self._login = None
            self._now_here(People(people.first, person))
            then()
            self._changed()

        self._ask(Second(People(people.first), roles, what), come)
        self._second_timer = self._ports.loop.after(SECOND_S, self._nobody_came)

    def _ask_for_deed(self, what: str, roles: frozenset[Role], then: Callable[[], None]) -> None:
        """The second is here for what `then` begins, and for nothing after it."""

        def deed() -> None:
            then()
            self._second_is_gone()

        self._ask_second(what, roles, deed)

    def _second_is_gone(self) -> None:
        if self._people is not None:
            self._now_here(People(self._people.first))

    def _now_here(self, people: People) -> None:
        self._people = people
        if self._opening is not None:
            self._opening.people = people

    def _nobody_came(self) -> None:
        """Somebody whose PIN was right has come, even if the journal is slow."""
        self._second_timer = None
        if self._login is not None and not self._login.is_proven:
            self._give_up_login(Word("login.nobody-came"))
            self._changed()

    def _give_up_login(self, notice: Word | None, why: str = "asked") -> None:
        self._typed.wipe()
        self._stop_waiting()
        if self._login is not None:
            self._login.give_up(why)
        self._login, self._notice = None, notice
        if self._people is None:
            self._stop_watching()

    def _stop_waiting(self) -> None:
        if self._second_timer is not None:
            self._second_timer.cancel()
        self._second_timer = None

    # --- the items

    def _open(self, item: Item) -> None:
        self._notice = None
        if item is Item.EXIT:
            self._end("asked")
            return
        make = self._tasks[item]
        if RULES[item].two:
            self._ask_second(str(item.value), RULES[item].roles, lambda: self._make(item, make))
        else:
            self._make(item, make)

    def _make(self, item: Item, make: MakeTask) -> None:
        assert self._people is not None, "an item is opened by somebody who is logged in"
        opening = _Opening(self._people)

        def second(what: str, roles: frozenset[Role], then: Callable[[], None]) -> None:
            if self._opening is opening:
                self._ask_for_deed(what, roles, then)

        def changed() -> None:
            if self._opening is opening:
                self._task_changed()

        self._item, self._opening = item, opening
        self._page_number = 1
        self._task = make(Desk(self._ports, lambda: opening.people, changed, second, self._since_s))

    def _task_changed(self) -> None:
        """Its page is another one; a key that was turned while it was busy is obeyed now."""
        self._pay_end()
        self._changed()

    def _pay_end(self) -> None:
        if self._end_owed and not self._is_busy:
            self._end(self._end_owed)

    def _give_up_task(self) -> None:
        """What it waits for may still happen, or not."""
        if self._task is not None:
            self._task.give_up()
        self._close_task()
        self._notice = Word("menu.not-certain")
        self._pay_end()
        self._changed()

    def _close_task(self) -> None:
        task, self._task, self._item = self._task, None, None
        self._opening = self._busy_since = None
        if task is not None:
            task.close()
        self._second_is_gone()

    @property
    def _is_busy(self) -> bool:
        return self._task is not None and self._task.is_busy

    # --- the end

    def _end(self, why: str) -> None:
        """Log out. What is under way ends first; then this is come back to, even if the key was
        turned off again meanwhile."""
        if self._is_busy:
            self._end_owed = why
            return
        self._end_owed = ""
        people = self._people
        self._give_up_login(None, why)
        self._stop_watching()
        self._close_task()
        self._people = None
        if people is not None:
            self._ports.note(StaffLogout(people.first.name, why), None)
            self._staffed(False)
        self._changed()

    def _watch(self) -> None:
        """Look once a second whether anybody is still here."""
        if self._timer is None:
            self._timer = self._ports.loop.after(TICK_S, self._tick)

    def _stop_watching(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None

    def _tick(self) -> None:
        self._timer = self._ports.loop.after(TICK_S, self._tick)
        now = self._ports.loop.now()
        if self._is_busy:
            self._idle_since = now
            self._busy_since = now if self._busy_since is None else self._busy_since
            if now - self._busy_since >= BUSY_S:
                self._give_up_task()
            return
        self._busy_since = None
        self._pay_end()
        if self._people is None and self._login is None:
            return
        if self._left_s <= 0:
            self._end("idle")
        else:
            self._changed()  # it counts down, or the machine is not as it was

    @property
    def _left_s(self) -> float:
        return IDLE_S - (self._ports.loop.now() - self._idle_since)

    # --- the page

    @property
    def _screen_id(self) -> ScreenId:
        if self._login is not None:
            return ScreenId.STAFF_LOGIN
        return ScreenId.STAFF_MENU if self._item is None else PAGES[self._item]

    @property
    def _page(self) -> StaffPage | None:
        if self._login is not None:
            return self._filled(self._login.page)
        if self._people is None:
            return None
        if self._task is not None:
            return self._filled(replace(self._task.page, is_busy=self._task.is_busy))
        return self._filled(menu.page(self._people.first, self._tasks, self._notice))

    def _filled(self, page: StaffPage) -> StaffPage:
        """With what is typed, who is here, and the part of the lines that fits."""
        count = max(1, -(-len(page.lines) // LINES_MAX))
        number = min(self._page_number, count)
        begin = (number - 1) * LINES_MAX
        entry = page.entry
        typed = "" if entry is not None and entry.is_secret else self._typed.shown()
        left_s = self._left_s
        return replace(
            page,
            people=() if self._people is None else self._people.names,
            lines=page.lines[begin : begin + LINES_MAX],
            entry=entry and typed_into(entry, typed, len(self._typed)),
            typed="" if entry is not None else typed,
            number=number,
            count=count,
            seconds=max(1, round(left_s)) if left_s <= WARNING_S else 0,
        )

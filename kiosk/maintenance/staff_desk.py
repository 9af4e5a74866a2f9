"""The supervisor menu: who is at it, what is typed, and which item is open.

Only while the key is off. Somebody who walks away is logged out, unless something is under way.
Source: docs/operating.md, the machine's staff.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from kiosk.domain.maintenance import menu, remarks
from kiosk.domain.maintenance.items import PAGES, RULES, Item
from kiosk.domain.maintenance.login import SECOND_S, Second
from kiosk.domain.maintenance.staff import People, Person, Role
from kiosk.domain.screens import Choice, ChoicePressed, KeyPressed, Screen, ScreenId
from kiosk.domain.staff_page import (
    LINES_MAX,
    NEXT_PAGE,
    Mood,
    StaffPage,
    Word,
    typed_into,
)
from kiosk.domain.supervisor import Mode, Service
from kiosk.journal.events import StaffLogout
from kiosk.maintenance.idle_watch import IdleWatch
from kiosk.maintenance.login_desk import LoginDesk
from kiosk.maintenance.staff_worker import StaffPort
from kiosk.maintenance.task import Desk, Task
from kiosk.maintenance.typed import Typed
from kiosk.money.ports import Ports
from kiosk.runtime.loop import Timer

ACTION: Final = "action-"
NUMBER_SIZE_MAX: Final = 2  # of an action

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
        cut: Callable[[], None],
    ) -> None:
        """changed: the screen is another one. staffed: hears whether somebody is logged in. cut:
        the key has logged somebody out."""
        self._ports = ports
        self._staff = staff
        self._tasks = tasks
        self._changed = changed
        self._staffed = staffed
        self._cut = cut
        self._was_cut = False  # and nobody has logged in since
        self._is_off = False
        self._is_recovering = False
        self._login: LoginDesk | None = None
        self._people: People | None = None
        self._item: Item | None = None
        self._task: Task | None = None
        self._opening: _Opening | None = None
        self._end_owed = ""  # why it ends as soon as nothing is under way
        self._notice: Word | None = None
        self._remark: Word | None = None  # of the desk itself, until the next key
        self._typed = Typed()
        self._page_number = 1
        self._since_s = 0.0
        self._idle = IdleWatch(
            ports.loop,
            is_busy=lambda: self._is_busy,
            looked=self._looked,
            stuck=self._give_up_task,
            over=lambda: self._end("idle"),
        )
        self._second_timer: Timer | None = None
        self._second_until = 0.0

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
        self._is_recovering = now.recovering
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
        self._idle.somebody_is_here()
        self._remark = None
        if self._login is None and self._task is not None and self._task.wants_keys:
            self._task.key(key)
        elif key.isdecimal():
            self._type(key, page)
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
            self._idle.somebody_is_here()
            self._remark = None
            self._typed.wipe()
            self._act(int(number), page)
            self._changed()

    def stop(self) -> None:
        """The program ends."""
        self._end("stop")

    # --- what is typed

    def _type(self, digit: str, page: StaffPage) -> None:
        self._typed.add(digit, _size_max(page))
        if self._typed.is_over:
            self._too_many(page)

    def _too_many(self, page: StaffPage) -> None:
        """Nothing is taken before Clear."""
        self._remark = remarks.to_digit(page.entry, _size_max(page))

    def _enter(self, page: StaffPage) -> None:
        entry = page.entry
        if self._typed.is_over:
            self._too_many(page)
            return
        if entry is None:
            if self._typed:
                self._act(int(self._typed.take()), page)
            return
        if not self._typed and entry.empty is None:
            self._remark = remarks.NOTHING_TYPED
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
        self._remark = remarks.to_number(number, page)
        if self._remark is not None:
            if self._task is None and self._people is not None:
                self._remark = remarks.to_item(number, self._people.first) or self._remark
        elif number == NEXT_PAGE:
            self._page_number = self._page_number % page.count + 1
        else:
            self._page_number = 1
            if self._task is not None:
                self._task.act(number)
            else:
                self._open(Item(number))

    def _back(self) -> None:
        if self._typed:
            self._typed.wipe()
        elif self._login is not None:
            self._give_up_login("asked")
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
        self._idle.begin()
        self._changed()

    def _logged_in(self, person: Person) -> None:
        self._login = None
        self._was_cut = False
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
        self._second_until = self._ports.loop.now() + SECOND_S
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
            self._give_up_login("asked")
            self._remark = Word("login.nobody-came")  # in the menu or on the task's page
            self._changed()

    def _give_up_login(self, why: str) -> None:
        self._typed.wipe()
        self._stop_waiting()
        if self._login is not None:
            self._login.give_up(why)
        self._login = None
        if self._people is None:
            self._idle.end()

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
        self._remark = None  # the page has news of its own
        self._pay_end()
        self._changed()

    def _looked(self) -> None:
        """It counts down, or the machine is not as it was."""
        self._pay_end()
        if self._people is not None or self._login is not None:
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
        self._opening = None
        self._idle.not_busy()
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
        self._give_up_login(why)
        self._idle.end()
        self._close_task()
        self._people, self._notice, self._remark = None, None, None
        if people is not None:
            self._ports.note(StaffLogout(people.first.name, why), None)
            self._staffed(False)
            if why == "key":
                self._was_cut = True
                self._cut()
        self._changed()

    # --- the page

    @property
    def _screen_id(self) -> ScreenId:
        if self._login is not None:
            return ScreenId.STAFF_LOGIN
        return ScreenId.STAFF_MENU if self._item is None else PAGES[self._item]

    @property
    def _page(self) -> StaffPage | None:
        if self._login is not None:
            return self._filled(self._login_page(self._login))
        if self._people is None:
            return None
        if self._task is not None:
            return self._filled(replace(self._task.page, is_busy=self._task.is_busy))
        made = menu.page(
            self._people.first, self._tasks, self._notice, is_recovering=self._is_recovering
        )
        return self._filled(made)

    def _login_page(self, login: LoginDesk) -> StaffPage:
        page = login.page
        if login.is_second:
            left_s = self._second_until - self._ports.loop.now()
            return replace(page, second_s=max(1, round(left_s)))
        if self._was_cut and page.notice is None:
            return replace(page, notice=Word("login.cut"), notice_mood=Mood.WARN)
        return page

    def _filled(self, page: StaffPage) -> StaffPage:
        """With what is typed, who is here, and the part of the lines that fits."""
        count = max(1, -(-len(page.lines) // LINES_MAX))
        number = min(self._page_number, count)
        begin = (number - 1) * LINES_MAX
        entry = page.entry
        typed = "" if entry is not None and entry.is_secret else self._typed.shown()
        return replace(
            page,
            notice=self._remark or page.notice,
            notice_mood=Mood.WARN if self._remark else page.notice_mood,
            people=() if self._people is None else self._people.names,
            lines=page.lines[begin : begin + LINES_MAX],
            entry=entry and typed_into(entry, typed, len(self._typed)),
            typed="" if entry is not None else typed,
            number=number,
            count=count,
            seconds=self._idle.seconds,
        )


def _size_max(page: StaffPage) -> int:
    return NUMBER_SIZE_MAX if page.entry is None else page.entry.size_max

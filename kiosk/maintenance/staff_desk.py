"""The supervisor menu: who is at it, which item is open, and whom a key is for.

Only while the key is off. Somebody who walks away is logged out, unless something is under way.
Source: docs/operating.md, the machine's staff.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from kiosk.domain.maintenance import menu, remarks
from kiosk.domain.maintenance.items import PAGES, RULES, Item
from kiosk.domain.maintenance.login import Second
from kiosk.domain.maintenance.staff import People, Person, Role
from kiosk.domain.screens import Choice, ChoicePressed, KeyPressed, Screen, ScreenId
from kiosk.domain.staff_page import LINES_MAX, NEXT_PAGE, Mood, StaffPage, Word
from kiosk.domain.supervisor import Mode, Service
from kiosk.journal.events import StaffLogout
from kiosk.maintenance.entrance import Entrance
from kiosk.maintenance.idle_watch import IdleWatch
from kiosk.maintenance.keypad import Keypad
from kiosk.maintenance.staff_worker import StaffPort
from kiosk.maintenance.task import Desk, Task
from kiosk.maintenance.work_order_desk import WorkOrderDesk
from kiosk.money.ports import Ports
from kiosk.visits.door_watch import DoorWatch

ACTION: Final = "action-"

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
        door: DoorWatch | None = None,
    ) -> None:
        """changed: the screen is another one. staffed: hears whether somebody is logged in. cut:
        the key has logged somebody out. door: has a lock that asks for a work order."""
        self._ports = ports
        self._tasks = tasks
        self._changed = changed
        self._staffed = staffed
        self._cut = cut
        self._is_off = False
        self._is_recovering = False
        self._entrance = Entrance(ports, staff, changed, self._nobody_came)
        self._order = WorkOrderDesk(ports, door, changed)
        self._people: People | None = None
        self._item: Item | None = None
        self._task: Task | None = None
        self._opening: _Opening | None = None
        self._end_owed = ""  # why it ends as soon as nothing is under way
        self._notice: Word | None = None
        self._keypad = Keypad()
        self._page_number = 1
        self._since_s = 0.0
        self._idle = IdleWatch(
            ports.loop,
            is_busy=lambda: self._is_busy,
            looked=self._looked,
            stuck=self._give_up_task,
            over=lambda: self._end("idle"),
        )

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
                self._ask_first()
            return
        if page.is_busy:
            return
        self._idle.somebody_is_here()
        self._keypad.say(None)
        if not self._entrance.is_asking and self._task is not None and self._task.wants_keys:
            self._task.key(key)
        elif key.isdecimal():
            self._keypad.digit(key, page)
        elif key == "C":
            self._keypad.wipe()
        elif key == "E":
            self._enter(page)
        elif key == "X":
            self._back()
        else:
            self._keypad.say(remarks.NO_KEY)
        self._changed()

    def _choose(self, choice: str) -> None:
        """A touch on an action; or on the closed screen's way in."""
        page = self._page
        number = choice.removeprefix(ACTION)
        if page is None:
            self._press("E")
        elif not page.is_busy and number.isdecimal():
            self._idle.somebody_is_here()
            self._keypad.say(None)
            self._keypad.wipe()
            self._act(int(number), page)
            self._changed()

    def stop(self) -> None:
        """The program ends."""
        self._end("stop")

    # --- what is typed

    def _enter(self, page: StaffPage) -> None:
        entry, keypad = page.entry, self._keypad
        if not keypad.is_ready(page):
            return
        if entry is None:
            if keypad.is_empty:
                keypad.say(remarks.NOTHING_TYPED)
            else:
                self._act(int(keypad.take()), page)
        elif self._entrance.is_asking and entry.is_secret:
            self._entrance.pin(keypad.take_secret())
        elif self._entrance.is_asking:
            self._entrance.number(keypad.take())
        elif self._task is not None and entry.is_secret:
            self._task.enter_secret(keypad.take_secret())
        elif self._task is not None:
            self._task.enter(keypad.take())

    def _act(self, number: int, page: StaffPage) -> None:
        why = remarks.to_number(number, page)
        if why is None and self._order.is_asking:
            self._order.go_without()
        elif why is not None:
            remark = why
            if self._task is None and self._people is not None:
                remark = remarks.to_item(number, self._people.first) or why
            self._keypad.say(remark, (number, why))
        elif number == NEXT_PAGE:
            self._page_number = self._page_number % page.count + 1
        else:
            self._page_number = 1
            if self._task is not None:
                self._task.act(number)
            else:
                self._open(Item(number))

    def _back(self) -> None:
        if not self._keypad.is_empty:
            self._keypad.wipe()
        elif self._entrance.is_asking:
            self._give_up_login("asked")
        elif self._order.is_asking:
            self._order.go_without()
        elif self._task is not None:
            self._page_number = 1
            if not self._task.back():
                self._close_task()
        else:
            self._end("asked")

    # --- who is here

    def _ask_first(self) -> None:
        self._keypad.wipe()
        self._entrance.ask(self._logged_in)
        self._idle.begin()
        self._changed()

    def _logged_in(self, person: Person) -> None:
        self._people = People(person)
        self._since_s = self._ports.loop.now()
        self._staffed(True)
        self._order.begin(person, lambda: "" if self._people is None else self._people.who)
        self._changed()

    def _ask_second(self, what: str, roles: frozenset[Role], then: Callable[[], None]) -> None:
        people = self._people
        if people is None:
            return

        def come(person: Person) -> None:
            self._now_here(People(people.first, person))
            then()
            self._changed()

        self._keypad.wipe()
        self._entrance.ask_second(Second(People(people.first), roles, what), come)
        self._idle.begin()
        self._changed()

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
        """No second person; told in the menu, or on the task's page."""
        self._keypad.wipe()
        self._keypad.say(Word("login.nobody-came"))
        self._changed()

    def _give_up_login(self, why: str) -> None:
        self._keypad.wipe()
        self._entrance.give_up(why)
        if self._people is None:
            self._idle.end()

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
        self._keypad.say(None)  # the page has news of its own
        self._pay_end()
        self._changed()

    def _looked(self) -> None:
        """It counts down, or the machine is not as it was."""
        self._pay_end()
        if self._people is not None or self._entrance.is_asking:
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
        if people is not None:
            self._order.end()
        self._people, self._notice = None, None
        self._keypad.say(None)
        if people is not None:
            self._ports.note(StaffLogout(people.first.name, why), None)
            self._staffed(False)
            if why == "key":
                self._entrance.cut()
                self._cut()
        self._changed()

    # --- the page

    @property
    def _screen_id(self) -> ScreenId:
        if self._entrance.is_asking:
            return ScreenId.STAFF_LOGIN
        if self._order.is_asking:
            return ScreenId.STAFF_WORK_ORDER
        return ScreenId.STAFF_MENU if self._item is None else PAGES[self._item]

    @property
    def _page(self) -> StaffPage | None:
        login = self._entrance.page
        if login is not None:
            return self._filled(login)
        if self._people is None:
            return None
        asked = self._order.page
        if asked is not None:
            return self._filled(asked)
        if self._task is not None:
            return self._filled(replace(self._task.page, is_busy=self._task.is_busy))
        notice, mood = self._order.notice or (None, Mood.PLAIN)
        made = menu.page(
            self._people.first,
            self._tasks,
            self._notice or notice,
            Mood.PLAIN if self._notice else mood,
            is_recovering=self._is_recovering,
            is_door_shut=self._order.is_missing,
        )
        return self._filled(made)

    def _filled(self, page: StaffPage) -> StaffPage:
        """With what is typed, who is here, and the part of the lines that fits."""
        count = max(1, -(-len(page.lines) // LINES_MAX))
        number = min(self._page_number, count)
        begin = (number - 1) * LINES_MAX
        return replace(
            self._keypad.shown_on(page),
            people=() if self._people is None else self._people.names,
            lines=page.lines[begin : begin + LINES_MAX],
            number=number,
            count=count,
            seconds=self._idle.seconds,
        )

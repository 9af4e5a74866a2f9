"""A member of the machine's staff at the keypad: logs in, goes through the menu, types counts.

What is typed at the machine is a list of numbers; a PIN is a step without its digits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hardware.emulators.image import Image, JsonValue
from kiosk.domain.screens import ScreenId
from kiosk.workbench.customer import Customer
from kiosk.workbench.staff_seen import PageSeen

MENU: Final = "menu.title"
LOGIN: Final = "login.title"
SECOND: Final = "login.second"
ORDER: Final = "order.title"
NUMBER: Final = "login.number"
PIN: Final = "login.pin"
DOOR: Final = b'"ev":"DOOR"'
HEAR_S: Final = 0.05  # what was reported before a key is pressed is no answer to it


class Technician:
    """`hands` are the person's at the machine: whoever turns its key and opens its doors."""

    def __init__(self, hands: Customer, name: str) -> None:
        self.hands = hands
        self.name = name
        self.order = ""  # the newest work order, where the service door has a lock
        self._stage = hands.stage

    # --- logging in and out

    def logs_in(self) -> None:
        """From the closed machine to the menu; with a work order, where the machine asks for it."""
        self.types("E")
        self.is_asked(LOGIN, NUMBER)
        self.identifies()
        page = self.sees(
            lambda page: page.title in {MENU, ORDER} and not page.is_busy, "menu or work order"
        )
        if page.title == ORDER:
            self.gets_order()
            self.puts_order_in()
        self.is_at(MENU)

    def comes_too(self) -> None:
        """As the second person, who is asked for."""
        self.is_asked(SECOND, NUMBER)
        self.identifies()

    def mistypes_pin(self) -> None:
        """Somebody tries: one digit of this person's PIN is another one."""
        person = self.hands.notes.staff[self.name]
        wrong = str((int(person.pin[-1]) + 1) % 10)
        self.identifies(person.pin[:-1] + wrong)

    def goes(self) -> None:
        """Exit to service, from the menu."""
        self.types("98E")
        self.hands.sees(ScreenId.CLOSED)

    def identifies(self, pin: str = "") -> None:
        """Number and PIN, where they are asked for."""
        person = self.hands.notes.staff[self.name]
        self.types(f"{person.number}E")
        self.is_asked("", PIN)
        self._types_pin(pin or person.pin)

    # --- the service door's lock

    def gets_order(self) -> None:
        """The dispatcher sends this person by name, with a card for this door and two hours."""

        def issue() -> None:
            control = self._stage.machine.control
            self.order = str(control.call("work_order", hours=2, technician=self.name)["card"])

        self.hands.step(f"{self.name} is sent with a work order", issue)

    def puts_order_in(self) -> None:
        self.does("puts the work order into the door's lock", "present", card=self.order)

    # --- the menu

    def opens(self, item: int) -> None:
        """From the menu; whoever else is needed comes afterwards."""
        self.types(f"{item}E")

    def chooses(self, action: int) -> None:
        """Once it can be done: a door is seen open a moment after it is."""
        self.sees(lambda page: action in page.can, f"with {action}")
        self.types(f"{action}E")

    def counts(self, asks: str, number: int) -> None:
        """Typed twice, each time where it is asked for."""
        self.types(f"{number}E")
        self.sees(lambda page: page.asks == asks and page.is_again, f"asks {asks} again")
        self.types(f"{number}E")

    def gives_pin(self, asks: str, pin: str) -> None:
        """Somebody's new one, typed twice, each time where it is asked for."""
        self.sees(lambda page: page.asks.partition(":")[0] == asks, f"asks {asks}")
        self._types_pin(pin)
        self.sees(lambda page: page.is_again, f"asks {asks} again")
        self._types_pin(pin)

    def types(self, keys: str) -> None:
        """Keys of the pad, once it takes them."""
        self._forgets()
        self.hands.presses(keys)

    def leaves(self, title: str = MENU) -> None:
        """One step back, to the menu unless it is another page."""
        self.types("X")
        self.is_at(title)

    def opens_door(self, door: str) -> None:
        """Until the machine has seen it open; the service door by the work order once more."""
        if door == "service" and self.order:
            self.puts_order_in()
        before = self._doors()
        self.does(f"opens the door: {door}", "door", door=door, open=True)
        self._stage.wait_until(lambda: self._doors() > before, "the machine to see the door")

    # --- what is seen

    def is_at(self, title: str, notice: str = "") -> PageSeen:
        """A page without a question, and nothing is under way."""

        def is_so(page: PageSeen) -> bool:
            return (
                page.title == title
                and not page.is_busy
                and not page.asks
                and (not notice or page.notice.partition(":")[0] == notice)
            )

        return self.sees(is_so, f"{title} {notice}".strip())

    def is_asked(self, title: str, asks: str) -> PageSeen:
        return self.sees(
            lambda page: (not title or page.title == title) and page.asks == asks,
            f"{title} asks {asks}",
        )

    def does(self, words: str, deed: str, **fields: JsonValue) -> None:
        self.hands.does(words, deed, **fields)

    def world(self) -> Image:
        """As anybody could see it."""
        return self._stage.machine.control.call("state")

    def sees(self, is_wanted: Callable[[PageSeen], bool], what: str) -> PageSeen:
        """What a key has led to, now or in a while. Raises NotSeen."""
        wait = self._stage.wait_page
        return self.hands.step(f"{self.name} sees {what}", lambda: wait(is_wanted, what))

    def _doors(self) -> int:
        """How often the journal has heard of one."""
        journal = self._stage.machine.state / "kiosk" / "journal"
        return sum(path.read_bytes().count(DOOR) for path in journal.glob("EJ_*.jsonl"))

    def _forgets(self) -> None:
        self._stage.looks_around(HEAR_S)
        self._stage.forgets()

    def _types_pin(self, pin: str) -> None:
        """A step without its digits."""

        def type_it() -> None:
            self._stage.machine.control.call("press", keys=f"{pin}E")

        self._forgets()
        self.hands.step(f"{self.name} types a PIN", type_it)

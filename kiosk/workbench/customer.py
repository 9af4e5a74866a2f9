"""The customer of a script: waits for a screen as people do, then does what it asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeVar

from hardware.emulators.image import Image, JsonValue
from kiosk.domain.screens import Notice, PinPrompt, ScreenId
from kiosk.workbench.demo_notes import DemoNotes
from kiosk.workbench.stage import Stage

MS_PER_S: Final = 1000

Done = TypeVar("Done")
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class StepTime:
    """What the customer did or waited for, and how long that took."""

    step: str
    ms: int


@dataclass(slots=True)
class Deeds:
    """What came of a script.

    Attributes:
        asked_units: whole units of every withdrawal that was confirmed.
        txids: of the withdrawals that the bank has acknowledged.
    """

    steps: list[StepTime] = field(default_factory=list)
    asked_units: list[int] = field(default_factory=list)
    txids: list[str] = field(default_factory=list)


class Customer:
    """One person with one card. Every method waits until it is done, or raises NotSeen."""

    def __init__(
        self, stage: Stage, notes: DemoNotes, card: str, monotonic: Callable[[], float]
    ) -> None:
        self._stage = self.stage = stage
        self._control = stage.machine.control
        self._notes = self.notes = notes
        self._monotonic = monotonic
        self.card = card
        self.deeds = Deeds()

    @property
    def pin(self) -> str:
        return self._notes.cards[self.card].pin

    @property
    def bank_card(self) -> str:
        """The hash by which staff name the card."""
        return self._notes.cards[self.card].card

    def sees(
        self, screen: ScreenId, *, notice: Notice | None = None, prompt: PinPrompt | None = None
    ) -> Customer:
        """Wait for this screen; answers the customer, who then does something."""

        def wait() -> None:
            words = prompt.name.lower() if prompt else ""
            self._stage.wait_screen(screen.value, notice=notice and notice.value, prompt=words)

        self.step(f"sees {screen.name}{f' with {notice.name}' if notice else ''}", wait)
        return self

    def inserts_card(self) -> None:
        self.step(f"inserts the card {self.card}", self._insert)

    def reaches_pin(self) -> Customer:
        """Until the PIN is asked for; whoever is asked for a language takes the machine's own."""

        def reach() -> str:
            first = self._stage.wait_screen(ScreenId.PIN.value, also=ScreenId.LANGUAGE.value)
            return first.screen

        if self.step("is greeted", reach) == ScreenId.LANGUAGE.value:
            self.presses("E")
            self.sees(ScreenId.PIN)
        return self

    def passes_notice(self) -> Customer:
        """As `reaches_pin`, past what is said to be missing today."""

        def reach() -> str:
            notice = ScreenId.SERVICE_NOTICE.value
            return self._stage.wait_screen(notice, also=ScreenId.LANGUAGE.value).screen

        if self.step("is told what is missing", reach) == ScreenId.LANGUAGE.value:
            self.presses("E")
            self.sees(ScreenId.SERVICE_NOTICE)
        self.presses("E")
        return self.sees(ScreenId.PIN)

    def types_pin(self, pin: str) -> None:
        """Only on a pad whose own PIN lamp is lit: nowhere else does a PIN belong."""

        def type_it() -> None:
            self._stage.wait_world(lambda world: _pad(world) == ("pin", 0), "the pad's PIN lamp")
            self._type(f"{pin}E")

        self.step("types a PIN", type_it)

    def presses(self, keys: str) -> None:
        """Keys of the pad outside PIN entry, once the pad takes them."""

        def press() -> None:
            self._stage.wait_world(lambda world: _pad(world)[0] == "keys", "the pad to take keys")
            self._type(keys)

        self.step(f"presses {keys}", press)

    def confirms(self, units: int) -> None:
        """ENTER on the question whether these units are to be paid."""
        self.presses("E")
        self.deeds.asked_units.append(units)

    def takes_card(self) -> None:
        def take() -> None:
            self._stage.wait_world(
                lambda world: _of(world, "card", "position") == "at_slot", "the card in the slot"
            )
            self._control.call("take_card")

        self.step("takes the card", take)

    def takes_cash(self) -> None:
        def take() -> None:
            self._stage.wait_world(
                lambda world: bool(_of(world, "cash", "at_shutter")), "cash in the shutter"
            )
            self._control.call("take_cash")

        self.step("takes the cash", take)

    def takes_receipt(self) -> None:
        def take() -> None:
            self._stage.wait_world(
                lambda world: bool(_of(world, "printer", "in_slot")), "a receipt in its slot"
            )
            self._control.call("take_receipt")

        self.step("takes the receipt", take)

    def puts_envelope(self, *, sticks: bool = False) -> None:
        """sticks: it gets stuck on its way."""

        def put() -> None:
            self._stage.wait_world(lambda world: _of(world, "slot", "open") is True, "an open slot")
            self._control.call("envelope", what="stick" if sticks else "insert")

        self.step("puts an envelope in", put)

    def waits_for_booking(self) -> None:
        """Until the bank has acknowledged what was taken."""

        def wait() -> None:
            self.deeds.txids.append(self._stage.wait_cash_ended())

        self.step("is booked", wait)

    def turns_key(self, *, on: bool) -> None:
        """The operator's key: this person has it for once."""
        words = "turns the key on" if on else "turns the key off"
        self.step(words, lambda: _ignored(self._control.call("key_switch", on=on)))

    def counts_notes(self, *, too_many: int = 0) -> None:
        """The operator's count: every canister, typed twice, as it is, or with so many more."""
        for count in self._look(_notes_left):
            number = count + too_many
            self.sees(ScreenId.COUNT).presses(f"{number}E{number}E")

    def pulls_cable(self, device: str) -> None:
        words = f"pulls the cable of the {device}"
        self.step(words, lambda: _ignored(self._control.call("unplug", device=device)))

    def plugs_cable(self, device: str) -> None:
        words = f"plugs the cable of the {device}"
        self.step(words, lambda: _ignored(self._control.call("plug", device=device)))

    def does(self, words: str, deed: str, **fields: JsonValue) -> None:
        """Something that people do with the machine and its lines."""
        self.step(words, lambda: _ignored(self._control.call(deed, **fields)))

    def has_new_pin(self, pin: str) -> None:
        """The bank has said so: from now on this is the card's PIN."""
        notes = self._notes.cards[self.card]
        notes.pin = pin
        notes.pin_changes += 1
        self._notes.store()

    def _look(self, read: Callable[[Image], Found]) -> Found:
        return read(self._control.call("state"))

    def _type(self, keys: str) -> None:
        self._control.call("press", keys=keys)

    def _insert(self) -> None:
        self._control.call("insert", card=self.card)

    def step(self, words: str, act: Callable[[], Done]) -> Done:
        began_s = self._monotonic()
        done = act()
        ms = round((self._monotonic() - began_s) * MS_PER_S)
        self.deeds.steps.append(StepTime(words, ms))
        return done


def _ignored(_answer: Image) -> None:
    """The screen tells what came of it."""


def _notes_left(world: Image) -> list[int]:
    """Of each canister, canister 1 first."""
    left = _of(world, "notes", "canisters")
    assert isinstance(left, dict), "notes by canister"
    counts = sorted((int(canister), count) for canister, count in left.items())
    return [count for _, count in counts if isinstance(count, int)]


def _pad(world: Image) -> tuple[object, object]:
    return _of(world, "pad", "mode"), _of(world, "pad", "digits")


def _of(world: Image, part: str, name: str) -> object:
    inner = world[part]
    assert isinstance(inner, dict), "the world's parts are objects"
    return inner[name]

"""One simulated ATM: the product's kiosk over emulated devices, with faults at every seam."""

from __future__ import annotations

import copy
import math
import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hardware.emulators.dispenser import Delays
from hardware.emulators.image import Image
from hardware.emulators.notes import PickFault
from hardware.emulators.paper import ROLL_LINES
from hardware.emulators.powered import PoweredDevice
from hardware.emulators.receipt_printer import PrintFault
from hardware.protocol.cabinet import CabinetFlag
from kiosk.visits.house import House
from tests.simulation.bank_faults import FaultyBankLine
from tests.simulation.bin_hands import BinHands
from tests.simulation.faults import Fault, FaultKind
from tests.simulation.plan import reads_chips
from tests.simulation.print_noise import PrintNoise
from tests.simulation.serial_faults import FaultyLine
from tests.world.support.bank_line import BankLine
from tests.world.support.cash import EURO
from tests.world.support.kiosk_life import WatchedDisk
from tests.world.support.machine import Machine
from tests.world.support.moments import Moments
from tests.world.support.serial_lines import SerialLine

if TYPE_CHECKING:
    from tests.simulation.city import City

RESTART_S: Final = (0.2, 10.0)
POWER_BACK_S: Final = (0.2, 10.0)
QUICK_S: Final = 0.5
WITH_PAD: Final = 0.4  # of the machines
WITH_PRINTER: Final = 0.7
KEY_IS_OLD: Final = 0.5  # of the losses of power
TORN_MAX: Final = 300  # bytes of an entry that may be on the disk
DAY_MS: Final = 86_400_000
WITH_EIGHT: Final = 0.1  # of the machines; two denominations lie in two canisters each
EIGHT: Final = (500, 1_000, 2_000, 5_000, 10_000, 20_000, 1_000, 2_000)
CANISTERS: Final = ((1_000, 2_000), (1_000, 2_000, 5_000), (500, 1_000, 2_000, 5_000, 10_000))
_EVENT: Final = b'"ev":"'
_VISIT_START: Final = b'"ev":"VISIT_START"'
_INTENT: Final = re.compile(rb'"txn":"([0-9a-f]{32})","ev":"INTENT".*?"operation":"([a-z-]+)"')
_MONEY_STATES: Final = frozenset(
    {
        "INTENT",
        "CMD",
        "RES",
        "DEPOSIT_APPROVED",
        "DEPOSIT_INSERTED",
        "DEPOSIT_NOT_INSERTED",
        "DEPOSIT_FAIL",
        "DONE",
        "LOADING",
        "LOADED",
    }
)


class SimMoments(Moments):
    """Every moment is a chance for each fault that can strike there."""

    def __init__(self, site: Site) -> None:
        super().__init__()
        self._site = site

    def reach(self, name: str) -> None:
        self._site.is_at(name)


class SimDisk(WatchedDisk):
    """As WatchedDisk, with names taken from the bytes: checking them is another's work."""

    def __init__(self, site: Site) -> None:
        super().__init__(site.moments)
        self._site = site

    def _unsynced_events(self, name: str) -> list[str]:
        size = self.unsynced(name)
        if not size:
            return []
        pending = self.read(name)[-size:]
        if _VISIT_START in pending:
            self._site.intent = None  # what is said from now on is of another visit
        if found := _INTENT.search(pending):
            self._site.intent = (found[1].decode(), found[2].decode())
            self._site.last_intent = found[1].decode()
            self._site.intents.add(self._site.last_intent)
        return [part.split(b'"', 1)[0].decode() for part in pending.split(_EVENT)[1:]]


class Site(Machine):
    """
    Attributes:
        wish: the number of the transaction under way, or the last one; 0 before the first.
        intent: txid and operation of the last INTENT; None once the customer is told what came of
            it, or somebody else comes.
        last_intent: its txid, for whoever asks later. intents: those of all.
        journal_state: of that transaction, as far as its entries are on the disk.
        uses_pad: the PIN can be typed on the pad, not only on glass.
        reads_chips: else it reads a stripe and gives the card back at once.
        has_printer: there are receipts on paper.
        print_noise: what flipped bits on the printer's line may have made of a receipt.
        bin_hands: of whoever empties its bins.
        is_lying: another program sits in the kiosk's place; chance leaves it alone.
        is_clouded: the HSM's memory is not what it was; its counters prove nothing until the
            canisters are loaded again.
        restart_s: when the dead kiosk is started again; None while it lives.
    """

    pace = 16.0  # time is cheap here, and looking is not

    def __init__(self, city: City, number: int, atm: str) -> None:
        self.city = city
        self.plan = city.plan
        self.wish = 0
        self.intent: tuple[str, str] | None = None
        self.last_intent: str | None = None
        self.intents: set[str] = set()
        self.journal_state = "DONE"
        self.is_clouded = False
        self.restart_s: float | None = None
        self.clock_ms = 0
        self.kill_count = 0
        self.clouded_loads: dict[int, int] = {}
        self.print_noise = PrintNoise()
        self.bin_hands = BinHands(self)
        self.is_lying = False
        self.number = number
        self.uses_pad = city.draws.unit("pad", number) < WITH_PAD
        self.reads_chips = reads_chips(city.draws, number)
        self.has_printer = city.draws.unit("printer", number) < WITH_PRINTER
        notes = city.draws.one_of(CANISTERS, "canisters", number)
        if city.draws.unit("eight", number) < WITH_EIGHT:
            notes = EIGHT
        cash = replace(EURO, denominations=notes)
        super().__init__(city.loop, city.bank, atm, city.cards, city.seed, cash)
        self.matter.printer._delays = Delays.none()  # no time goes by while the kiosk waits for it
        self.matter.cabinet.power.on_moment = lambda name: self.moments.reach(f"cut {name}")

    def new_moments(self) -> Moments:
        return SimMoments(self)

    def new_line(self, name: str, device: PoweredDevice) -> SerialLine:
        return FaultyLine(self, name, device, self.moments)

    def new_bank_line(self) -> BankLine:
        return FaultyBankLine(self)

    def new_disk(self) -> WatchedDisk:
        return SimDisk(self)

    def paced(self, house: House) -> House:
        return replace(
            house,
            goodbye_s=QUICK_S,
            message_s=QUICK_S,
            keeps_card=self.reads_chips,
            # Clocks go wrong by days here, and money must be right all the same.
            clock_off_max_s=math.inf,
        )

    def wall_ms(self) -> int:
        return super().wall_ms() + self.clock_ms

    # --- chance

    def strikes(self, kind: FaultKind) -> Fault | None:
        """Whether this kind strikes here and now; never before the first customer."""
        if self.is_lying or not self.wish:
            return None
        return self.plan.strikes(kind, self.wish)

    def later(self, seconds: float, act: Callable[[], None]) -> None:
        self.loop.after(seconds, act)

    def is_at(self, name: str) -> None:
        """A moment has come. May raise Killed."""
        who, what, *side = name.split(" ")
        if who == "power":
            self._power_moment(what)
            return
        if who == "cut":
            self._cut_moment(what)
            return
        if who == "journal":
            if side == ["after"]:
                self._is_written(what)
            else:
                self._may_tear(what)
        elif who == "hsm":
            self.city.watch.notes(self)
            if self.hsm_power.is_on and (fault := self.strikes(FaultKind.HSM_POWER)):
                self._power_fails(fault)
        elif who == "cabinet":
            self._at_the_slot(what, side)
        if (fault := self.strikes(FaultKind.KIOSK_KILLED)) is not None:
            self.dies(fault)

    def _cut_moment(self, name: str) -> None:
        if (fault := self.strikes(FaultKind.CABINET_POWER)) is not None:
            self.city.coverage[f"cabinet power at {name}"] += 1
            self.matter.cabinet.power.arm(name)
            self.later(self.plan.seconds(fault, *POWER_BACK_S), self.matter.cabinet.power_on)

    def _at_the_slot(self, command: str, side: list[str]) -> None:
        """Before or after a command to the envelope slot."""
        if side == ["before"] and self.strikes(FaultKind.BIN_FULL):
            self.matter.slot.cover_sensor(is_covered=True)
        if (fault := self.strikes(FaultKind.CABINET_POWER)) is not None:
            self.city.coverage[f"cabinet power {command} {''.join(side)}"] += 1
            self.matter.cabinet.power_off()
            self.later(self.plan.seconds(fault, *POWER_BACK_S), self.matter.cabinet.power_on)

    def _power_moment(self, name: str) -> None:
        fault = self.strikes(FaultKind.HSM_POWER)
        if fault is not None:
            step = name.partition(":")[0]
            self.city.coverage[f"hsm power {step}"] += 1
            self.hsm_power.arm(name)
            self.later(self.plan.seconds(fault, *POWER_BACK_S), self.matter.hsm.power_on)

    def _power_fails(self, fault: Fault) -> None:
        self.city.coverage[f"hsm power {self.hsm_stage}"] += 1
        self.matter.hsm.power_off()
        self.later(self.plan.seconds(fault, *POWER_BACK_S), self.matter.hsm.power_on)

    def _is_written(self, event: str) -> None:
        if event in _MONEY_STATES:
            self.journal_state = event

    def _may_tear(self, event: str) -> None:
        if (fault := self.strikes(FaultKind.JOURNAL_TORN)) is not None:
            self.city.coverage[f"journal torn {event}"] += 1
            self.dies(fault, int(self.plan.how(fault, "bytes") * TORN_MAX))
        if self.strikes(FaultKind.DISK_FAILS):
            self.city.coverage[f"disk fails {event}"] += 1
            self.disk.sync_left = 0

    # --- the kiosk's end

    @property
    def hsm_stage(self) -> str:
        cur = self.matter.hsm._vault.state.cur
        return "never" if cur is None else cur.stage.value

    def dies(self, fault: Fault, survives: int = 0, away_s: float | None = None) -> None:
        """Raises Killed if the kiosk itself is at work."""
        if not self.life.is_alive:
            return
        self.city.coverage[f"kiosk killed {self.journal_state}"] += 1
        self.city.coverage[f"kiosk killed at hsm {self.hsm_stage}"] += 1
        if away_s is None:
            away_s = self.plan.seconds(fault, *RESTART_S)
        self.restart_s = self.loop.now() + away_s
        self.kill(survives)

    def _journal_died(self, error: BaseException) -> None:
        """The process ends itself; somebody puts a good disk's cable back."""
        self.restart_s = self.loop.now() + RESTART_S[1]
        self.kill()

    def lose_key(self) -> None:
        """Now and then the system had written the key back in time."""
        self.kill_count += 1
        if self.city.draws.unit("key-lost", self.number, self.kill_count) < KEY_IS_OLD:
            self.seals.lose_power()

    def begins(self) -> None:
        """A kiosk with the PIN on its pad and on glass, or on glass alone."""
        self.start(uses_pad=self.uses_pad, has_printer=self.has_printer)

    def restarts(self) -> None:
        """A new process, over what the disk has."""
        if self.life.is_alive:
            self.kill()
        self.disk.sync_left = None
        self.restart_s = None
        self.begins()
        self.core.observe(self.city.visitor_of(self))

    # --- matter

    @property
    def slot_needs_people(self) -> bool:
        """Something is stuck in it, its bin is full, or the machine says that it cannot tell."""
        is_full = bool(CabinetFlag.ENVELOPES_FULL & self.matter.cabinet.flags)
        is_doubtful = self.core._supervision.conditions.slot_doubtful
        return is_full or is_doubtful or self.matter.envelopes.is_jammed

    def mend_printer(self) -> None:
        printer = self.matter.printer
        printer.set_jam(is_jammed=False)
        printer.load_paper(ROLL_LINES)

    def plan_receipt(self) -> None:
        """How the next receipt comes out."""
        if (fault := self.strikes(FaultKind.PRINTER_FAILS)) is not None:
            how = _PRINTS[int(self.plan.how(fault) * len(_PRINTS))]
            self.city.coverage[f"receipt {how.value}"] += 1
            self.matter.printer.planned.append(how)

    def plan_picks(self) -> None:
        """How the notes of the next withdrawal behave."""
        for canister in self.matter.works.fitted:
            faults = self.matter.works.faults.setdefault(canister, [])
            faults.clear()
            for kind, pick in _PICKS:
                fault = self.strikes(kind)
                if fault is not None:
                    good = int(self.plan.how(fault, "after") * 4)
                    faults.extend([PickFault.OK] * good + [pick])

    def takes_notes_away(self, canister: int, left: int) -> None:
        """Somebody has put in fewer notes than they typed; it shows when they run out."""
        works = self.matter.works
        surplus = works.whereabouts()["canisters"][canister] - left
        if surplus > 0:
            works._move_by_hand(canister, -surplus)

    def open_safe(self, seconds: float) -> None:
        self.matter.set_flag(CabinetFlag.SAFE_DOOR, is_set=True)

        def shut() -> None:
            self.matter.set_flag(CabinetFlag.SAFE_DOOR, is_set=False)

        self.later(seconds, shut)

    def copy_of_hsm_memory(self) -> Image:
        image = self.memories.devices["hsm"].load()
        assert image is not None
        return copy.deepcopy(image)


_PICKS: Final = (
    (FaultKind.BAD_NOTE, PickFault.REJECT),
    (FaultKind.DOUBLE_NOTE, PickFault.DOUBLE),
    (FaultKind.JAM, PickFault.JAM),
)
_PRINTS: Final = (PrintFault.OUT, PrintFault.JAM, PrintFault.LOST, PrintFault.SLOW)

"""One ATM: emulated devices on serial lines, and a kiosk that can be killed and started again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Final, cast
from uuid import UUID

from bank_server.contract import OperatorCount
from bank_server.contract.cash_loads import CashLoadRequest
from bank_server.contract.json_text import dump, parse
from bank_server.contract.message import Anchor
from bank_server.contract.operations import DeviceKind
from bank_server.contract.provisionings import ProvisioningReply, ProvisioningRequest
from hardware.crypto import pin_block
from hardware.crypto.device_keys import KeyName, subkey
from hardware.crypto.sealed_log import Chain, key_at
from hardware.crypto.secret import Secret
from hardware.drivers.card_reader import CardReader
from hardware.drivers.hsm import Hsm
from hardware.drivers.pin_pad import PinPad
from hardware.emulators.memories import MemoryMemories
from hardware.emulators.nonvolatile import MemoryNonVolatile
from hardware.emulators.power import Power
from hardware.emulators.powered import PoweredDevice
from hardware.emulators.world import World
from hardware.protocol.cabinet import CabinetFlag
from hardware.protocol.link import Link
from hardware.transport.memory import MemoryTransport
from kiosk.bank.bank_port import BankPort
from kiosk.devices.device_set import DeviceSet, inline
from kiosk.devices.software_pad import SoftwarePad
from kiosk.journal.event_base import Json
from kiosk.journal.files import journal_files, opening_of, sealed_lines_of
from kiosk.journal.inline_journal import InlineJournal
from kiosk.journal.line import body_of, seal_of
from kiosk.journal.reader import read_entries, read_money
from kiosk.journal.replay import MoneyState, open_money
from kiosk.journal.seals import MemorySeals, SealState
from kiosk.journal.writer import Journal, JournalClocks
from kiosk.money.ports import Ports
from kiosk.receipts.words import plain_words
from kiosk.reopening import clear_halt
from kiosk.runtime.loop import Loop
from kiosk.visits.house import House
from kiosk.visits.kiosk_core import KioskCore
from kiosk.visits.pin_entry import PinEntryDesk
from kiosk.visits.receipt_desk import ReceiptDesk, Stationery
from tests.world.support.bank_house import START_MS, BankHouse, digest
from tests.world.support.bank_line import BankLine, InlineBank
from tests.world.support.cash import EURO, Cash
from tests.world.support.chance import Chance
from tests.world.support.house import TAKE_CASH_S, small_house
from tests.world.support.kiosk_life import Eyes, Life, Relay, WatchedDisk
from tests.world.support.moments import Moments
from tests.world.support.serial_lines import SerialLine

NOTES_EACH: Final = 100
STRIPE_CODE: Final = "60317725"
NO_ANCHOR: Final = Anchor.zero()
DAY: Final = "20270115"


class Machine:
    """
    Attributes:
        matter: the emulated devices, cards and notes.
        lines: the serial cables, by device.
        bank_line: the line to the bank.
        moments: everything that happens between kiosk and outside.
        eyes: what this life's screen has shown.
        ports: what this life's transactions reach outside with.
        pace: of the devices' polls.
    """

    pace = 1.0

    def __init__(
        self,
        loop: Loop,
        bank: BankHouse,
        atm: str,
        cards: dict[str, MemoryNonVolatile],
        seed: int = 0,
        cash: Cash = EURO,
        door_lock: tuple[int, int] | None = None,
        dispatch: Path | None = None,
    ) -> None:
        """dispatch: folder of the office that looks after the door lock."""
        self.loop = loop
        self.door_lock = door_lock
        self.cash = cash
        self.bank = bank
        self.atm = atm
        self.moments = self.new_moments()
        self._chance = Chance(f"kiosk {atm}", seed)
        self.memories = MemoryMemories()
        self.memories.cards = cards
        self.hsm_power = Power()
        self.hsm_power.on_moment = lambda name: self.moments.reach(f"power {name}")
        self.matter = World(
            self.memories,
            monotonic=loop.now,
            random_bytes=Chance(f"devices {atm}", seed),
            hsm_power=self.hsm_power,
            door_lock=door_lock,
            dispatch=dispatch,
        )
        self.lines = {
            name: self.new_line(name, device) for name, device in self.matter.devices.items()
        }
        self.bank_line = self.new_bank_line()
        self.disk = self.new_disk()
        self.seals = MemorySeals()
        self.first_key = Secret(bytes(32))
        self.deaths: list[BaseException] = []
        self.pad_aes_key = Secret(bytes(32))

    # --- what a simulation makes in its own way

    def new_moments(self) -> Moments:
        return Moments()

    def new_line(self, name: str, device: PoweredDevice) -> SerialLine:
        return SerialLine(name, device, self.moments)

    def new_bank_line(self) -> BankLine:
        return BankLine(self.loop, self.bank, self.atm, self.moments)

    def new_disk(self) -> WatchedDisk:
        return WatchedDisk(self.moments)

    def paced(self, house: House) -> House:
        """How long this machine's screens stand."""
        return house

    def wall_ms(self) -> int:
        """The kiosk's own clock; a label, never a deadline."""
        return START_MS + int(self.loop.now() * 1000)

    def clocks(self) -> JournalClocks:
        return JournalClocks(
            utc_ms=self.wall_ms,
            mono_ms=lambda: int(self.loop.now() * 1000),
            day=lambda: DAY,
        )

    # --- before the first customer

    def provision(self, notes: int = NOTES_EACH) -> None:
        """Keys for pad and HSM, and full canisters, in a trusted place."""
        token, pad_token = digest(f"hsm {self.atm}")[:32], digest(f"pad {self.atm}")[:32]
        for canister in self.canisters:
            self.matter.works.fit(canister)
        self.bank.create_atm(self.atm, self.cash.denominations, token, pad_token)
        uuid = UUID(self.atm)
        pad, hsm = PinPad(self.cable("pin_pad")), Hsm(self.cable("hsm"))
        self.pad_aes_key = pad.provision(uuid)
        self._give_key(DeviceKind.PIN_PAD, pad_token, self.pad_aes_key)
        pad.commit(uuid)
        key = hsm.provision(uuid)
        counts = tuple(OperatorCount(canister=n, count=notes) for n in self.canisters)
        reply = self._give_key(DeviceKind.HSM, token, key, counts)
        assert reply.journal_key is not None
        self.first_key = Secret(bytes.fromhex(reply.journal_key))
        self.seals = MemorySeals(SealState.first(self.first_key))
        hsm.commit(uuid)
        self.load(notes)

    @property
    def canisters(self) -> range:
        return range(1, len(self.cash.denominations) + 1)

    def load(self, notes: int) -> None:
        """The technician fills all canisters and shuts the safe; the bank books it."""
        hsm = Hsm(self.cable("hsm"))
        self.door(is_open=True)
        records = []
        for canister in self.canisters:
            lines = hsm.status(bytes(16)).lines
            load = next(line.load for line in lines if line.canister == canister) + 1
            records.append(hsm.load(self._chance(16), canister, load, notes))
        self.door(is_open=False)
        request = CashLoadRequest(
            anchor=NO_ANCHOR,
            operator=tuple(OperatorCount(canister=n, count=notes) for n in self.canisters),
            staff=(),
            records=tuple(record.encode().hex() for record in records),
        )
        self._serve("/v1/cash-loads", dump(request))

    def issue_card(
        self,
        name: str,
        pin: str,
        account: str,
        daily_limit: int | None = None,
        others: tuple[str, ...] = (),
    ) -> str:
        """A provisioned chip card; its uuid. account: that it pays from where none is chosen."""
        uuid, token = str(UUID(bytes=self._chance(16), version=4)), digest(f"card {name}")[:32]
        self.bank.issue(uuid, (account, *others), token, daily_limit)
        self.matter.new_chip_card(name)
        self.matter.insert(name)
        reader = CardReader(self.cable("card_reader"))
        insert_no = reader.status().insert_no
        key = reader.provision_card(insert_no, UUID(uuid))
        self._first_pin(uuid, token, pin, key)
        reader.commit_card(insert_no, UUID(uuid))
        self.matter.pull_card()
        return uuid

    def issue_stripe_card(
        self,
        name: str,
        pin: str,
        account: str,
        others: tuple[str, ...] = (),
        *,
        may_withdraw: bool = True,
    ) -> str:
        """As a chip card; the bank has a key for it that nobody ever uses."""
        uuid, token = str(UUID(bytes=self._chance(16), version=4)), digest(f"card {name}")[:32]
        self.bank.issue(
            uuid,
            (account, *others),
            token,
            stripe_code=STRIPE_CODE,
            may_withdraw=may_withdraw,
        )
        self.matter.new_stripe_card(name, UUID(uuid), Secret(STRIPE_CODE.encode()))
        self._first_pin(uuid, token, pin, Secret(self._chance(32)))
        return uuid

    def _first_pin(self, uuid: str, token: str, pin: str, key: Secret) -> None:
        block = pin_block.encrypt(
            Secret(pin.encode()),
            subkey(self.pad_aes_key, KeyName.PIN),
            pin_block.SLOT_NEW,
            Secret(uuid.encode()),
            token.encode(),
            self._chance(8),
        )
        request = ProvisioningRequest(
            anchor=NO_ANCHOR,
            kind=DeviceKind.CARD,
            uuid=uuid,
            token=token,
            aes_key=key.reveal().hex(),
            pin_block=block.reveal().hex(),
            counts=None,
        )
        self._serve("/v1/provisionings", dump(request))

    def cable(self, name: str) -> Link:
        """A line of the technician's own, that no moment hears."""
        transport = MemoryTransport(self.matter.devices[name])
        return Link(transport, monotonic=self.loop.now, first_seq=0)

    def _give_key(
        self,
        kind: DeviceKind,
        token: str,
        key: Secret,
        counts: tuple[OperatorCount, ...] | None = None,
    ) -> ProvisioningReply:
        request = ProvisioningRequest(
            anchor=NO_ANCHOR,
            kind=kind,
            uuid=self.atm,
            token=token,
            aes_key=key.reveal().hex(),
            pin_block=None,
            counts=counts,
        )
        return parse(ProvisioningReply, self._serve("/v1/provisionings", dump(request)))

    def _serve(self, path: str, body: bytes) -> bytes:
        answer = self.bank.serve(self.atm, path, body)
        assert answer is not None
        assert answer.status == 200, answer.body
        return answer.body

    # --- the kiosk's lives

    def start(
        self,
        *,
        uses_pad: bool = True,
        touch_pin: bool = True,
        needs_request: bool = False,
        languages: tuple[str, ...] = (),
        has_printer: bool = False,
        keeps_card: bool = True,
    ) -> None:
        """A kiosk process over this machine's journal."""
        self.life = Life(self.loop)
        self.eyes = Eyes()
        self.disk.is_watched = False
        self.journal = self.opened_journal()
        self.disk.is_watched = True
        writer = InlineJournal(self.journal, self.life.post, self._journal_died)
        self.net = InlineBank(self.bank_line, self.life, lambda link: self.core.link(link))
        self.devices = DeviceSet(
            lambda name: self.lines[name].open(),
            inline(self.life, self.pace),
            Relay(lambda: self.core),
            monotonic=self.life.now,
            random_bytes=self._chance,
            has_printer=has_printer,
            has_door_lock=self.door_lock is not None,
        )
        glass = SoftwarePad(
            subkey(self.pad_aes_key, KeyName.PIN),
            loop=self.life,
            random_bytes=self._chance,
        )
        pins = PinEntryDesk(
            self.life,
            self.devices.devices.pin_pad,
            glass if touch_pin else None,
            uses_pad=uses_pad,
        )
        ports = self.ports = Ports(
            loop=self.life,
            devices=self.devices.devices,
            bank=cast("BankPort", self.net),  # its requests name their replies
            journal=writer,
            pins=pins,
            anchor=self.journal.anchor,
            random_bytes=self._chance,
            take_cash_s=TAKE_CASH_S,
            pace=self.pace,
        )
        house = small_house(
            self.journal.boot,
            uses_pad=uses_pad,
            touch_pin=touch_pin,
            needs_request=needs_request,
            languages=languages,
            has_printer=has_printer,
            keeps_card=keeps_card,
            cash=self.cash,
        )
        house = replace(house, door_lock=self.door_lock)
        stationery = Stationery("ATM-1", "Here", UTC, plain_words)
        receipts = ReceiptDesk(ports, stationery, self.devices.devices.receipt_printer)
        self.core = KioskCore(ports, pins, self.paced(house), Secret(b"j" * 32), receipts)
        self.core.observe(self.eyes)
        money = self.money()
        self.devices.start()
        self.life.post(lambda: self.core.start(money))

    def opened_journal(self) -> Journal:
        return Journal(self.disk, "test", self.clocks(), self.seals, self._chance)

    def reopen(self, who: str) -> None:
        """A person has looked at what stopped the kiosk, as `./atm kiosk --reopen` has it."""
        self.kill()
        self.disk.is_watched = False
        journal = self.opened_journal()
        clear_halt(self.disk, journal, who)
        journal.close()
        self.start()

    def kill(self, survives: int = 0) -> None:
        """The process and the power of its computer are gone; unsynced bytes but the first
        `survives` with them. Devices and bank live on."""
        self.disk.lose_power(survives=survives)
        self.lose_key()
        self.life.kill()

    def lose_key(self) -> None:
        """The seal's key is an older one after a loss of power."""
        self.seals.lose_power()

    def _journal_died(self, error: BaseException) -> None:
        """As the process would: it ends."""
        self.deaths.append(error)
        self.kill()

    # --- what people do with the machine

    def door(self, *, is_open: bool) -> None:
        self.matter.set_flag(CabinetFlag.SAFE_DOOR, is_set=is_open)

    def key(self, *, is_on: bool) -> None:
        self.matter.set_flag(CabinetFlag.KEY_ON, is_set=is_on)

    def unplug(self, device: str) -> None:
        self.lines[device].is_plugged = False

    def plug(self, device: str) -> None:
        self.lines[device].left_over.clear()
        self.lines[device].is_plugged = True

    # --- what an auditor sees

    def money(self) -> MoneyState:
        """What the journal says is still open."""
        return open_money(read_money(self.disk))

    def verified(self) -> int:
        """How many entries; each has the seal that its number under the bank's key gives it."""
        chain, count = Chain(self.first_key), 0
        for file in journal_files(self.disk):
            for place, (entry, line) in enumerate(
                sealed_lines_of(file, self.disk.read(str(file))), start=1
            ):
                if place == 1 and (lost := opening_of(file, entry).lost):
                    assert lost < entry.seq
                    chain = Chain(key_at(self.first_key, entry.seq), number=entry.seq)
                chain.check(body_of(line), seal_of(line))
                count += 1
        return count

    @property
    def entries(self) -> list[str]:
        """Every journal entry's code, all checked."""
        return [entry.ev for entry in read_entries(self.disk)]

    def last_entry(self, code: str) -> Mapping[str, Json]:
        """What the newest entry of this code says."""
        return [entry.d for entry in read_entries(self.disk) if entry.ev == code][-1]

    @property
    def paid_minor(self) -> int:
        """What crossed the shutter, as matter: with customers or in the retract bin."""
        where = self.matter.works.whereabouts()
        return self.value(where["customer"]) + self.value(where["retract_bin"])

    def value(self, notes: Mapping[int, int]) -> int:
        """Of notes by canister, in minor units."""
        return sum(
            self.cash.denominations[canister - 1] * count for canister, count in notes.items()
        )

    @property
    def counters_of_hsm(self) -> list[tuple[int, int, int]]:
        """Load, next and left of each canister, as the HSM has them."""
        lines = Hsm(self.cable("hsm")).status(bytes(16)).lines
        return [(line.load, line.next, line.left) for line in lines]

    @property
    def counters_of_bank(self) -> list[tuple[int, int, int]]:
        return [(book.load, book.next, book.left) for book in self.bank.atm(self.atm).canisters]

    @property
    def moments_missed(self) -> list[str]:
        """What a test planned and what never came."""
        return list(self.moments.waiting)

    @property
    def note_count(self) -> int:
        return sum(sum(place.values()) for place in self.matter.works.whereabouts().values())

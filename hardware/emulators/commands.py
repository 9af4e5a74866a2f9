"""What the control socket can make the world do: names, fields, and what is answered.

Translation only: the fields of a command are checked here, its meaning is the world's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hardware.crypto.secret import Secret
from hardware.crypto.voucher import CANISTER_MAX, NOTES_PER_LOAD_MAX, NOTES_PER_TRANSACTION_MAX
from hardware.emulators.command_fields import (
    bounded,
    fault,
    fitted,
    key,
    optional_flag,
    optional_number,
    unknown,
    uuid,
)
from hardware.emulators.door_commands import door_commands
from hardware.emulators.envelope_commands import envelope_commands
from hardware.emulators.image import Image, flag, text
from hardware.emulators.notes import FAULTS_PLANNED_MAX
from hardware.emulators.printer_commands import printer_commands
from hardware.emulators.snapshot import MILLISECONDS, delays, state
from hardware.emulators.supply_commands import Cable, Line, SupplyCommands, command
from hardware.emulators.world import World
from hardware.emulators.world_error import WorldError
from hardware.protocol.cabinet import CabinetFlag

DELAY_MS_MAX: Final = 60_000
KEYS_PRESSED_MAX: Final = 64

_DOORS: Final = {"service": CabinetFlag.SERVICE_DOOR, "safe": CabinetFlag.SAFE_DOOR}


class Commands:
    """Every command by its name. Raises WorldError or ImageInvalid where one cannot be done."""

    def __init__(self, world: World, cables: Mapping[str, Cable], line: Line | None = None) -> None:
        """line: None where the kiosk reaches its bank without passing through here."""
        self._world = world
        self._supply = SupplyCommands(world, cables, line)
        self._commands = {
            "cards": command(self._cards),
            "new_card": command(self._new_card, "card", optional=("type", "uuid", "stripe_code")),
            "insert": command(self._insert, "card"),
            "take_card": command(self._take_card),
            "pull_card": command(self._pull_card),
            "break_card": command(self._break_card, "card"),
            "take_cash": command(self._take_cash, optional=("notes",)),
            "press": command(self._press, "keys"),
            "key_switch": command(self._key_switch, "on"),
            "door": command(self._door, "door", "open"),
            "headphones": command(self._headphones, "on"),
            "battery": command(self._battery, "on"),
            "jam": command(self._jam, optional=("canister", "reader", "sensors", "slot")),
            "clear": command(
                self._clear, optional=("canister", "reader", "sensors", "slot", "bins")
            ),
            **envelope_commands(world),
            **door_commands(world),
            "fit": command(self._fit, "canister", "on"),
            "fill": command(self._fill, "canister", "notes"),
            "empty": command(self._empty, "canister"),
            "put_back": command(self._put_back, "canister"),
            "next_notes": command(self._next_notes, "canister", "faults"),
            "open_pad": command(self._open_pad),
            **printer_commands(world),
            "hands": command(
                self._hands, optional=("card", "cash", "keep_card", "envelope", "receipt")
            ),
            "delays": command(
                self._delays,
                optional=(
                    *("note_ms", "present_ms", "retract_ms", "reject_ms", "envelope_ms"),
                    *("line_ms", "cut_ms"),
                ),
            ),
            "state": command(self._state),
            **self._supply.commands,
        }

    def carry_out(self, request: Image) -> Image:
        """The answer's own fields. request: as it came, without `id`."""
        name = text(request, "do")
        meant = self._commands.get(name)
        if meant is None:
            raise WorldError(unknown("command", name, [*self._commands, "subscribe"]))
        given = request.keys() - {"do"}
        for field in sorted(given - meant.required - meant.optional):
            known = [*meant.required, *meant.optional]
            raise WorldError(unknown(f"field of {name}", field, known))
        for field in sorted(meant.required - given):
            raise WorldError(f"{name} needs {field}")
        return meant.carry_out(request)

    # Cards.

    def _cards(self, _: Image) -> Image:
        return {"cards": [*self._world.card_names]}

    def _new_card(self, request: Image) -> Image:
        name, kind = text(request, "card"), text({"type": "chip", **request}, "type")
        if kind == "chip":
            self._world.new_chip_card(name)
        elif kind == "stripe":
            code = Secret(text(request, "stripe_code").encode())
            self._world.new_stripe_card(name, uuid(request), code)
        else:
            raise WorldError(unknown("type", kind, ["chip", "stripe"]))
        return {"card": name}

    def _insert(self, request: Image) -> Image:
        self._world.insert(text(request, "card"))
        return {}

    def _take_card(self, _: Image) -> Image:
        return {"card": self._world.take_card()}

    def _pull_card(self, _: Image) -> Image:
        return {"card": self._world.pull_card()}

    def _break_card(self, request: Image) -> Image:
        self._world.card(text(request, "card")).is_silent = True
        return {}

    # Customer and technician.

    def _take_cash(self, request: Image) -> Image:
        notes = optional_number(request, "notes", 1, NOTES_PER_TRANSACTION_MAX)
        taken = self._world.take_cash(notes)
        return {"notes": {str(canister): count for canister, count in taken.items()}}

    def _press(self, request: Image) -> Image:
        keys = "".join(map(key, text(request, "keys")))
        if len(keys) > KEYS_PRESSED_MAX:
            raise WorldError(f"at most {KEYS_PRESSED_MAX} keys at once")
        self._world.press(keys)
        return {}

    def _key_switch(self, request: Image) -> Image:
        self._world.set_flag(CabinetFlag.KEY_ON, is_set=flag(request, "on"))
        return {}

    def _headphones(self, request: Image) -> Image:
        self._world.set_flag(CabinetFlag.HEADPHONES, is_set=flag(request, "on"))
        return {}

    def _battery(self, request: Image) -> Image:
        self._world.set_flag(CabinetFlag.BATTERY, is_set=flag(request, "on"))
        return {}

    def _door(self, request: Image) -> Image:
        name = text(request, "door")
        if name not in _DOORS:
            raise WorldError(unknown("door", name, _DOORS))
        self._world.set_flag(_DOORS[name], is_set=flag(request, "open"))
        return {}

    def _jam(self, request: Image) -> Image:
        return self._set_jam(request, is_jammed=True)

    def _clear(self, request: Image) -> Image:
        if "bins" in request:
            self._world.works.empty_bins()
            return {}
        return self._set_jam(request, is_jammed=False)

    def _set_jam(self, request: Image, *, is_jammed: bool) -> Image:
        if "canister" in request:
            canister = fitted(self._world, request)
            self._world.works.set_jam(canister, is_jammed=is_jammed)
        elif "reader" in request:
            self._world.reader.set_jam(is_jammed=is_jammed)
        elif "sensors" in request:
            self._world.works.set_sensors_unsure(are_unsure=is_jammed)
        elif "slot" in request:
            self._world.slot.set_jam(is_jammed=is_jammed)
        else:
            raise WorldError("say which: canister, reader, sensors or slot")
        return {}

    def _fit(self, request: Image) -> Image:
        canister = bounded(request, "canister", 1, CANISTER_MAX)
        if flag(request, "on"):
            self._world.works.fit(canister)
        else:
            self._world.works.unfit(fitted(self._world, request))
        return {"fitted": [*self._world.works.fitted]}

    def _fill(self, request: Image) -> Image:
        canister = fitted(self._world, request)
        self._world.works.fill(canister, bounded(request, "notes", 0, NOTES_PER_LOAD_MAX))
        return {}

    def _empty(self, request: Image) -> Image:
        return {"notes": self._world.works.empty(fitted(self._world, request))}

    def _put_back(self, request: Image) -> Image:
        return {"notes": self._world.works.put_back(fitted(self._world, request))}

    def _next_notes(self, request: Image) -> Image:
        canister, faults = fitted(self._world, request), request["faults"]
        if not isinstance(faults, list) or len(faults) > FAULTS_PLANNED_MAX:
            raise WorldError(f"faults is not a list of at most {FAULTS_PLANNED_MAX}")
        self._world.works.plan(canister, [*map(fault, faults)])
        return {}

    def _open_pad(self, _: Image) -> Image:
        self._world.pad.open_case()
        return {}

    def _hands(self, request: Image) -> Image:
        hands = self._world.use_hands(
            card=optional_flag(request, "card"),
            cash=optional_flag(request, "cash"),
            keep_card=optional_flag(request, "keep_card"),
            envelope=optional_flag(request, "envelope"),
            receipt=optional_flag(request, "receipt"),
        )
        return {
            "card": hands.card,
            "cash": hands.cash,
            "keep_card": hands.keep_card,
            "envelope": hands.envelope,
            "receipt": hands.receipt,
        }

    def _delays(self, request: Image) -> Image:
        times = self._world.hsm.delays
        if (note_ms := optional_number(request, "note_ms", 0, DELAY_MS_MAX)) is not None:
            times.note_s = note_ms / MILLISECONDS
        if (present_ms := optional_number(request, "present_ms", 0, DELAY_MS_MAX)) is not None:
            times.present_s = present_ms / MILLISECONDS
        if (retract_ms := optional_number(request, "retract_ms", 0, DELAY_MS_MAX)) is not None:
            times.retract_s = retract_ms / MILLISECONDS
        if (reject_ms := optional_number(request, "reject_ms", 0, DELAY_MS_MAX)) is not None:
            times.reject_s = reject_ms / MILLISECONDS
        if (envelope_ms := optional_number(request, "envelope_ms", 0, DELAY_MS_MAX)) is not None:
            times.envelope_s = envelope_ms / MILLISECONDS
        if (line_ms := optional_number(request, "line_ms", 0, DELAY_MS_MAX)) is not None:
            times.line_s = line_ms / MILLISECONDS
        if (cut_ms := optional_number(request, "cut_ms", 0, DELAY_MS_MAX)) is not None:
            times.cut_s = cut_ms / MILLISECONDS
        return delays(times)

    def _state(self, _: Image) -> Image:
        return {**state(self._world), **self._supply.state()}

"""Journals that the product itself wrote, in virtual time, as files."""

from __future__ import annotations

from hardware.crypto.sealed_log import key_name
from kiosk.domain.screens import ScreenId
from tests.world.support.scene import Scene


def save(disk, folder):
    """A machine's disk as a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in disk.names():
        (folder / name).write_bytes(disk.read(name))
    return folder


def first_keys(machine):
    """By name; of a machine that was provisioned and never started."""
    key = machine.seals.load().key
    return {key_name(key): type(key)(key.reveal())}


def three_withdrawals():
    """50, 20 and 30 euro by one customer, in visits 1-1, 1-2 and 1-3."""
    scene = Scene()
    for units in (50, 20, 30):
        scene.alice.sees(ScreenId.ATTRACT)
        scene.alice.withdraws(units)
        scene.rests()
    return scene

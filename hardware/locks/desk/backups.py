"""Backups that say nothing to a finder, and restoring that brings no old card back to life.

    offset  size  field
    0       4     "ODB1"
    4       3     hotel
    7       4     number of the backup, from 1
    11      12    nonce
    23      n     AES-256-GCM of: size u32 | the database | 64 bytes, the log's next key
    23 + n  16    tag; the first 23 bytes are bound by it, too

The key is derived from the hotel's master key, so two of the three papers open a backup. Between
two backups the desk gives a room at most 16 indexes, signs at most 16 rounds and takes at most 16
places for staff; a restored desk skips so many of each, for every backup that was made since, and
wants a new backup before it does anything else that counts.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from Crypto.Cipher import AES

from hardware.crypto.secret import Secret
from hardware.locks.desk import log_archive, shares, tidying
from hardware.locks.desk.database import FILE
from hardware.locks.desk.desk_log import SEAL_FILE
from hardware.locks.desk.keys import HotelKeys
from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.store import Store, hold, make_folder

NUMBERS_MAX: Final = 2**32 - 1
SIZE_MAX: Final = 1 << 30

_MAGIC: Final = b"ODB1"
_NONCE_SIZE: Final = 12
_HEAD_SIZE: Final = 23
_TAG_SIZE: Final = 16
_SLOT_SIZE: Final = 64
_MODE: Final = 0o600


@dataclass(frozen=True, slots=True)
class Backup:
    """number: to be written on the stick, because restoring asks for the newest one's.

    advice: what the clerk should know, in sentences.
    """

    number: int
    path: Path
    made: datetime
    advice: tuple[str, ...] = ()


def back_up(store: Store, path: Path, random_bytes: Callable[[int], bytes]) -> Backup:
    """Write one to a new file, and read it back. Raises DeskRefusal; the old ones stay good.

    The log's older entries are copied beside it, those that are not there yet.
    """
    tidying.tidy(store)
    with store.deed("backup-begun") as deed:
        (number,) = deed.sql.execute(
            "UPDATE hotel SET backups = backups + 1 RETURNING backups"
        ).fetchone()
        deed.told["number"] = str(number)
    database = store.reading().serialize()
    plain = len(database).to_bytes(4, "big") + database + store.log.slot()
    head = _MAGIC + store.facts.hotel.to_bytes(3, "big") + number.to_bytes(4, "big")
    head += random_bytes(_NONCE_SIZE)
    content = _sealed(store.keys.backup_key(), head, plain)
    try:
        _write(path, content)
        found = path.read_bytes()
    except OSError as error:
        raise DeskRefusal(
            Reason.DISK, f"{path} cannot be written: {error.strerror}. No backup was made"
        ) from error
    if found != content:
        raise DeskRefusal(Reason.DISK, f"{path} reads otherwise than it was written: no backup")
    store.step("backup: written")
    # Only now: a backup that was not written must not count as one.
    with store.deed("backup", number=str(number)) as deed:
        deed.sql.execute("UPDATE room SET at_backup = issued")
        deed.sql.execute("UPDATE hotel SET rounds_since_backup = 0, hires_since_backup = 0")
    advice = _copied(store.reading(), store.folder, path.parent)
    return Backup(number, path, store.clock(), advice)


def bring_log_back(store: Store, source: Path) -> tuple[str, ...]:
    """After a restore: the log's older entries from beside the backup. What the clerk is told."""
    return _copied(store.reading(), source, store.folder)


def number_of(path: Path) -> int:
    """Which backup a file says that it is, before any paper opens it. Raises DeskRefusal."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_SIZE)
    except OSError as error:
        raise DeskRefusal(Reason.BACKUP, f"{path} cannot be read: {error.strerror}") from error
    if len(head) < _HEAD_SIZE or head[:4] != _MAGIC:
        raise DeskRefusal(Reason.BACKUP, f"{path} is no backup of a desk")
    return int.from_bytes(head[7:11], "big")


def open_backup(
    folder: Path, path: Path, papers: tuple[shares.Share, shares.Share]
) -> tuple[int, Secret]:
    """Put a backup's files into the folder; its number and key. Raises DeskRefusal.

    What lies there then is as old as the backup: `restoring.skip_ahead` has to follow.
    """
    number, database, slot, master = _opened(path, papers)
    make_folder(folder)
    lock = hold(folder)
    try:
        if (folder / FILE).exists():
            raise DeskRefusal(
                Reason.SET_UP_ALREADY,
                f"There is a hotel in {folder}. Choose an empty folder with --state DIR",
            )
        try:
            for left_over in (SEAL_FILE, f"{FILE}.new"):
                # Of a restoring that was cut off: there is no hotel here.
                (folder / left_over).unlink(missing_ok=True)
            _write(folder / SEAL_FILE, slot * 2)
            # Under its own name only when it no longer is as old as the backup.
            _write(folder / f"{FILE}.new", database)
        except OSError as error:
            raise DeskRefusal(
                Reason.DISK, f"{folder} cannot be written: {error.strerror}"
            ) from error
    finally:
        lock.release()
    return number, master


def _copied(sql: sqlite3.Connection, source: Path, target: Path) -> tuple[str, ...]:
    """What the clerk should know; the backup itself is good without these files."""
    found = log_archive.pieces(sql)
    absent = set(log_archive.missing(source, found))
    try:
        log_archive.copy(tuple(each for each in found if each not in absent), source, target)
    except OSError as error:
        words = (
            f"The log's older entries could not be copied to {target}: {error.strerror}. Copy the "
            f"files log-*.txt of {source} yourself; all else is good"
        )
        return (words,)
    return tuple(
        f"The log's entries {each.first} to {each.last} are missing: {each.name} is not in {source}"
        for each in log_archive.missing(target, found)
    )


def _opened(
    path: Path, papers: tuple[shares.Share, shares.Share]
) -> tuple[int, bytes, bytes, Secret]:
    try:
        if path.stat().st_size > SIZE_MAX:
            raise DeskRefusal(Reason.BACKUP, f"{path} is no backup of a desk")
        content = path.read_bytes()
    except OSError as error:
        raise DeskRefusal(Reason.BACKUP, f"{path} cannot be read: {error.strerror}") from error
    if len(content) < _HEAD_SIZE + _TAG_SIZE or content[:4] != _MAGIC:
        raise DeskRefusal(Reason.BACKUP, f"{path} is no backup of a desk")
    hotel, number = int.from_bytes(content[4:7], "big"), int.from_bytes(content[7:11], "big")
    if hotel != papers[0].hotel:
        raise DeskRefusal(
            Reason.SHARE,
            f"The backup is of hotel {hotel}, and the papers are of {papers[0].hotel}",
        )
    try:
        master = shares.join(*papers)
    except shares.ShareRefused as error:
        raise DeskRefusal(Reason.SHARE, f"Those papers do not open it: {error}") from None
    plain = _plain(HotelKeys(master, hotel).backup_key(), content)
    if plain is None:
        raise DeskRefusal(
            Reason.BACKUP,
            f"{path} was changed or cut since it was made, or the papers are of another set-up of "
            "this hotel: take another one",
        )
    size = int.from_bytes(plain[:4], "big")
    return number, plain[4 : 4 + size], plain[4 + size : 4 + size + _SLOT_SIZE], master


def _sealed(key: Secret, head: bytes, plain: bytes) -> bytes:
    cipher = AES.new(key.reveal(), AES.MODE_GCM, nonce=head[-_NONCE_SIZE:])
    cipher.update(head)
    text, tag = cipher.encrypt_and_digest(plain)
    return head + text + tag


def _plain(key: Secret, content: bytes) -> bytes | None:
    head = content[:_HEAD_SIZE]
    cipher = AES.new(key.reveal(), AES.MODE_GCM, nonce=head[-_NONCE_SIZE:])
    cipher.update(head)
    try:
        return cipher.decrypt_and_verify(content[_HEAD_SIZE:-_TAG_SIZE], content[-_TAG_SIZE:])
    except ValueError:
        return None


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _MODE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())

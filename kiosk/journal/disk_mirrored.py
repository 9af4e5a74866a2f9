"""The journal in two places: each entry is on the first disk, and then on its way to the second.

The second one never holds up the first and never stops it: who works there is another thread, and
its first error, or too much that waits for it, ends it for this process; `on_trouble` says so with
the next entry. It is made durable when nothing else is to be written. Only at the opening, before
anybody is served, the two are compared and made equal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Protocol

from kiosk.journal.disk import AppendFile, Disk
from kiosk.journal.errors import JournalBroken, JournalBusy
from kiosk.journal.files import journal_files
from kiosk.journal.mirror_thread import AtOnce, Follower

DIFFERS: Final = ".differs"
TROUBLE_LOST: Final = "lost"
TROUBLE_DIFFERS: Final = "differs"
TROUBLE_RESTORED: Final = "restored"
TROUBLE_FOREIGN: Final = "foreign"

OnTrouble = Callable[[str], None]


class OnSecond(Protocol):
    def __call__(self, act: Callable[[Disk], None], size: int = 0) -> None: ...


class MirroredDisk:
    """Fulfils `Disk`. What is asked about, is asked of the first."""

    def __init__(
        self,
        first: Disk,
        second: Disk,
        on_trouble: OnTrouble,
        atm: str,
        follower: Follower | None = None,
    ) -> None:
        """on_trouble: hears a code, in the thread that uses this disk. atm: whose journal it is.
        follower: works at the second disk; None: at once."""
        self._atm = atm
        self._follower = follower or AtOnce()
        self._first = first
        self._second: Disk | None = second
        self._on_trouble = on_trouble
        self._files: list[_MirroredFile] = []

    def lock(self) -> None:
        """Both folders, and then make the second like the first; or an empty first like it."""
        self._first.lock()
        self._now_on_second(lambda second: second.lock())
        self._now_on_second(self._refuse_foreign)
        if self._second is None:
            return
        try:
            if not journal_files(self._first) and journal_files(self._second):
                self._restore(self._second)
        except OSError:
            self._first.unlock()
            raise
        self._now_on_second(self._level)

    def unlock(self) -> None:
        self._first.unlock()
        self._on_second(lambda second: second.unlock())
        self._follower.close()

    def names(self) -> list[str]:
        return self._first.names()

    def read(self, name: str) -> bytes:
        return self._first.read(name)

    def read_part(self, name: str, offset: int, size: int) -> bytes:
        return self._first.read_part(name, offset, size)

    def size(self, name: str) -> int:
        return self._first.size(name)

    def create(self, name: str, data: bytes) -> None:
        self._first.create(name, data)
        self._on_second(lambda second: second.create(name, data), len(data))

    def open_append(self, name: str) -> _MirroredFile:
        file = _MirroredFile(self._first.open_append(name), self._on_second)
        self._files = [each for each in self._files if each.is_open]
        self._files.append(file)

        def follow(second: Disk) -> None:
            file.second = second.open_append(name)

        self._on_second(follow)
        return file

    def cut(self, name: str, size: int) -> None:
        self._first.cut(name, size)
        # The second has only what was durable in the first, so there is seldom anything to cut.
        self._on_second(lambda second: _cut_if_longer(second, name, size))

    def remove(self, name: str) -> None:
        self._first.remove(name)
        self._on_second(lambda second: _remove_if_there(second, name))

    def settle(self) -> None:
        self._first.settle()
        for file in self._files:
            file.settle()

    def free_permille(self) -> int:
        return self._first.free_permille()

    def _refuse_foreign(self, second: Disk) -> None:
        """What another machine has written is neither taken over nor added to."""
        try:
            is_ours = all(file.atm == self._atm for file in journal_files(second))
        except JournalBroken:
            is_ours = False
        if not is_ours:
            self._lose(TROUBLE_FOREIGN)

    def _restore(self, second: Disk) -> None:
        """The first disk is new, and the second has the journal."""
        names = [name for name in second.names() if not name.endswith(DIFFERS)]
        # The newest file last: a crash before it leaves a journal that lacks entries, and says so.
        for name in sorted(names, key=lambda each: (_is_newest(second, each), each)):
            self._first.create(name, second.read(name))
        self._on_trouble(TROUBLE_RESTORED)

    def _level(self, second: Disk) -> None:
        """Files of equal size are taken for equal, but for the newest one."""
        there = frozenset(second.names())
        newest = [str(file) for file in journal_files(self._first)][-1:]
        for name in self._first.names():
            is_there = name in there
            if is_there and name not in newest and self._first.size(name) == second.size(name):
                continue
            mine = self._first.read(name)
            if not is_there:
                second.create(name, mine)
                continue
            its = second.read(name)
            if mine.startswith(its):
                _append(second, name, mine[len(its) :])
            elif mine != its:
                second.create(name + DIFFERS, its)
                second.create(name, mine)
                self._on_trouble(TROUBLE_DIFFERS)

    def _on_second(self, act: Callable[[Disk], None], size: int = 0) -> None:
        second = self._second
        if second is not None and not self._follower.do(lambda: act(second), size):
            self._lose()

    def _now_on_second(self, act: Callable[[Disk], None]) -> None:
        """At the opening, when nothing waits for the journal yet."""
        if self._second is None:
            return
        try:
            act(self._second)
        except (OSError, JournalBusy):
            self._lose()

    def _lose(self, code: str = TROUBLE_LOST) -> None:
        """Nothing goes there any more. Its folder stays locked until the process ends."""
        if self._second is None:
            return
        self._second = None
        self._on_trouble(code)


class _MirroredFile:
    """Fulfils `AppendFile`.

    Attributes:
        second: set and used where the second disk is worked at.
    """

    def __init__(self, first: AppendFile, on_second: OnSecond) -> None:
        self._first = first
        self._on_second = on_second
        self._pending: list[bytes] = []
        self._is_settled = True
        self.second: AppendFile | None = None
        self.is_open = True

    def append(self, data: bytes) -> None:
        self._first.append(data)
        self._pending.append(data)

    def sync(self) -> None:
        self._first.sync()
        pending, self._pending = b"".join(self._pending), []
        if pending:
            self._is_settled = False
            self._follow(lambda second: second.append(pending), len(pending))

    def settle(self) -> None:
        if not self._is_settled:
            self._is_settled = True
            self._follow(lambda second: second.sync())

    def close(self) -> None:
        self.is_open = False
        self.settle()
        self._follow(lambda second: second.close())
        self._first.close()

    def _follow(self, act: Callable[[AppendFile], None], size: int = 0) -> None:
        def there(_disk: Disk) -> None:
            assert self.second is not None, "it is opened before it is written to"
            act(self.second)

        self._on_second(there, size)


def _append(disk: Disk, name: str, rest: bytes) -> None:
    if rest:
        file = disk.open_append(name)
        file.append(rest)
        file.sync()
        file.close()


def _cut_if_longer(disk: Disk, name: str, size: int) -> None:
    if name in disk.names() and disk.size(name) > size:
        disk.cut(name, size)


def _remove_if_there(disk: Disk, name: str) -> None:
    if name in disk.names():
        disk.remove(name)


def _is_newest(disk: Disk, name: str) -> bool:
    newest: Sequence[str] = [str(file) for file in journal_files(disk)][-1:]
    return name in newest

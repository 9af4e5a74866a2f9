"""A folder that was copied back by hand is told, whatever made the copy; a renamed one goes on."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from hardware.locks.desk import moving, whereabouts
from hardware.locks.desk.refusals import Reason
from tests.locks.desk.desk_kit import Hotel, reason_of


def made_anew(hotel: Hotel, saved: Path) -> None:
    shutil.rmtree(hotel.folder)
    shutil.copytree(saved, hotel.folder)


def written_over(hotel: Hotel, saved: Path) -> None:
    """Into the files that are there: their inodes stay, and their times are kept."""
    for each in saved.iterdir():
        shutil.copy2(each, hotel.folder / each.name)


def in_its_place(hotel: Hotel, saved: Path) -> None:
    """As a tool does that writes beside and renames."""
    for each in saved.iterdir():
        shutil.copy2(each, hotel.folder / "beside")
        (hotel.folder / "beside").replace(hotel.folder / each.name)


def without_a_mark(hotel: Hotel, saved: Path) -> None:
    made_anew(hotel, saved)
    (hotel.folder / whereabouts.SEEN).unlink()


def in_part(hotel: Hotel, saved: Path) -> None:
    """What looks important."""
    shutil.rmtree(hotel.folder)
    hotel.folder.mkdir()
    for name in ("desk.sqlite3", "seal.key"):
        shutil.copy2(saved / name, hotel.folder / name)


@pytest.mark.parametrize("copied", [made_anew, written_over, in_its_place, without_a_mark, in_part])
def test_yesterdays_folder_copied_back_makes_no_card(
    hotel: Hotel, tmp_path: Path, copied: Callable[[Hotel, Path], None]
) -> None:
    hotel.desk.close()
    shutil.copytree(hotel.folder, tmp_path / "yesterday")
    honest = hotel.opened()
    first = honest.check_in("101", None, hotel.nights(1)).index
    honest.close()
    copied(hotel, tmp_path / "yesterday")

    assert 1 == first
    assert Reason.COPIED is reason_of(hotel.opened)


def test_a_copy_beside_the_desk_makes_no_card_and_the_desk_goes_on(
    hotel: Hotel, tmp_path: Path
) -> None:
    hotel.desk.close()
    shutil.copytree(hotel.folder, tmp_path / "copy")
    original, hotel.folder = hotel.folder, tmp_path / "copy"
    reason = reason_of(hotel.opened)
    hotel.folder = original
    hotel.desk = hotel.opened()

    assert Reason.COPIED is reason
    assert 1 == hotel.desk.check_in("101", None, hotel.nights(1)).index


def test_a_renamed_folder_is_the_same(hotel: Hotel, tmp_path: Path) -> None:
    hotel.desk.close()
    hotel.folder = hotel.folder.rename(tmp_path / "elsewhere")
    hotel.desk = hotel.opened()

    assert "101" == hotel.desk.room("101").number


def test_a_desk_that_was_moved_goes_on_once_its_owner_says_so(hotel: Hotel, tmp_path: Path) -> None:
    hotel.desk.check_in("101", None, hotel.nights(1))
    hotel.desk.close()
    shutil.copytree(hotel.folder, tmp_path / "new disk")
    hotel.folder = tmp_path / "new disk"
    before = reason_of(hotel.opened)
    moving.moved(hotel.folder, hotel.clock, clerk="owner")
    hotel.desk = hotel.opened()

    assert Reason.COPIED is before
    assert ("moved", "owner") == (hotel.desk.log_tail(1)[0].deed, hotel.desk.log_tail(1)[0].who)
    assert 2 == hotel.desk.lost("101").index


def test_a_cut_in_the_middle_of_settling_leaves_a_copy(
    hotel: Hotel, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Cut(Exception):
        """Stands for the end of the power."""

    def cut(_here: Path) -> str:
        raise Cut

    hotel.desk.close()
    with monkeypatch.context() as patched:
        patched.setattr(whereabouts, "_seen", cut)
        with pytest.raises(Cut):
            whereabouts.settle(hotel.folder)

    assert Reason.COPIED is reason_of(hotel.opened)
    moving.moved(hotel.folder, hotel.clock, clerk="owner")
    hotel.desk = hotel.opened()

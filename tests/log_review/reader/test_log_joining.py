"""Files that overlap are one log: split at any lines, or those of several machines."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bank_server.log_review.evidence import Event
from bank_server.log_review.joining import Join
from bank_server.log_review.reading import open_log
from bank_server.log_review.rotation import beginnings
from bank_server.log_review.stamps import Stamps
from tests.log_review.reader.hearing import NOW, Ran, sshd
from tests.log_review.traffic.attacks import KINDS, attacked_week
from tests.log_review.traffic.judge import judged, verdict_of
from tests.log_review.traffic.settings import SETTINGS

MINUTE = "Mar 30 {:02d}:{:02d}:01"
SPLIT = ["burst", "hourly", "names", "breach"]


def written(folder: Path, **contents: bytes) -> list[str]:
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [str(folder / name) for name in contents]


def joined(names: list[str]) -> list[Event]:
    told: list[Event] = []
    logs = [open_log(name) for name in names]
    join = Join(beginnings(logs, NOW), lambda *said: told.append(Event(*said)))
    join.read()
    for log in logs:
        log.close()
    return told


def day(host: str, user: str, hours: range) -> bytes:
    """A line an hour, each of another process."""
    lines = [
        sshd(f"Failed password for {user} from 192.0.2.{hour} port 1 ssh2",
             MINUTE.format(hour % 24, 0), 100 + hour) + "\n"
        for hour in hours
    ]  # fmt: skip
    return "".join(lines).replace(" cs ", f" {host} ").encode()


@pytest.mark.parametrize("kind", SPLIT)
@pytest.mark.parametrize("parts", [2, 5])
def test_a_log_that_is_split_at_any_lines_is_judged_as_the_whole(
    tmp_path: Path, kind: str, parts: int
) -> None:
    content = attacked_week(KINDS[kind], "joining", SETTINGS)[0].content()
    chance = random.Random(f"{kind} {parts}")
    split: list[list[bytes]] = [[] for _ in range(parts)]
    for line in content.splitlines(keepends=True):
        chance.choice(split).append(line)
    whole = written(tmp_path, whole=content)
    names = written(tmp_path, **{f"p{at}": b"".join(each) for at, each in enumerate(split)})
    expected = judged(verdict_of(joined(whole)))

    assert expected.is_intrusion
    assert expected == judged(verdict_of(joined(names)))


@settings(max_examples=40)
@given(st.lists(st.integers(0, 3), min_size=24, max_size=24), st.randoms(use_true_random=False))
def test_any_split_of_a_day_tells_the_same_events(
    tmp_path_factory: pytest.TempPathFactory, chosen: list[int], chance: random.Random
) -> None:
    lines = day("cs", "ann", range(24)).splitlines(keepends=True)
    folder = tmp_path_factory.mktemp("split")
    parts = {
        f"p{part}": b"".join(line for line, at in zip(lines, chosen, strict=True) if at == part)
        for part in range(4)
    }
    names = written(folder, **parts)
    chance.shuffle(names)

    assert joined(written(folder, whole=b"".join(lines))) == joined(names)


def test_the_logs_of_two_machines_are_their_union_in_order_of_time(tmp_path: Path) -> None:
    one, other = day("one", "ann", range(20)), day("other", "bob", range(6, 24))
    apart = written(tmp_path, one=one, other=other)
    together = joined(apart)

    assert sorted(joined(apart[:1]) + joined(apart[1:])) == sorted(together)
    assert together == sorted(together, key=lambda event: event.when)


def test_equal_process_numbers_of_two_machines_are_two_processes(tmp_path: Path) -> None:
    """PAM's word on one machine is not what sshd says of it on the other."""
    pam = "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost="
    one = sshd(pam + "192.0.2.7  user=ann", "Mar 30 15:00:01", 7) + "\n"
    other = sshd("Failed password for bob from 192.0.2.8 port 1 ssh2", "Mar 30 15:00:01", 7) + "\n"
    names = written(tmp_path, one=one.encode(), other=other.replace(" cs ", " db ").encode())

    assert {("ann", 1), ("bob", 1)} == {(each.account, each.count) for each in joined(names)}


def test_each_file_has_its_own_clock(tmp_path: Path) -> None:
    """One is set back by half a day; the other's lines stay where they are."""
    jumps = day("one", "ann", range(20)) + day("one", "ann", range(8, 12))
    names = written(tmp_path, jumps=jumps, calm=day("two", "bob", range(24)))
    calm = [each.when for each in joined(names) if each.account == "bob"]

    assert joined(names[1:]) == [each for each in joined(names) if each.account == "bob"]
    assert 24 == len(set(calm))


def test_files_that_begin_before_and_after_new_year_overlap_in_order(tmp_path: Path) -> None:
    december = sshd("Failed password for ann from 192.0.2.1 port 1 ssh2", "Dec 31 12:00:00", 1)
    january = sshd("Failed password for ann from 192.0.2.2 port 1 ssh2", "Jan  1 12:00:00", 2)
    later = sshd("Failed password for bob from 192.0.2.3 port 1 ssh2", "Jan  1 06:00:00", 3)
    names = written(
        tmp_path, new=later.encode(), old=f"{december}\n{january}\n".replace("cs", "db").encode()
    )

    assert ["192.0.2.1", "192.0.2.3", "192.0.2.2"] == [each.source for each in joined(names)]
    assert Stamps(2015).seconds(b"Dec 31 12:00:00") == joined(names)[0].when


def test_a_rotated_set_beside_another_machines_is_read_in_turn(tmp_path: Path) -> None:
    names = written(
        tmp_path,
        **{
            "auth.log.1": day("one", "ann", range(9)),
            "auth.log": day("one", "ann", range(9, 20)),
        },
        other=day("two", "bob", range(24)),
    )

    assert 24 + 20 == len(joined(names))
    assert list(range(1, 20)) == hours(joined(names[:2]))


def hours(events: list[Event]) -> list[int]:
    return [(each.when - events[0].when) // 3600 for each in events[1:]]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_copy_counts_once_and_is_told(tmp_path: Path, pack) -> None:
    content = day("cs", "ann", range(20))
    names = written(tmp_path, log=content, copy=pack(content), begun=pack(content[:300]))
    ran = Ran(*names)

    assert 20 == len(ran.judges[0].events)
    assert ran.out.endswith(" note=counted_once\n")
    assert "files=" not in ran.out


def test_a_link_to_a_file_is_no_second_file(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_bytes(day("cs", "ann", range(20)))
    (tmp_path / "hard").hardlink_to(log)
    ran = Ran(str(log), str(tmp_path / "hard"))

    assert 20 == len(ran.judges[0].events)
    assert "note=" not in ran.out


def test_logs_that_only_begin_alike_are_both_read(tmp_path: Path) -> None:
    start = day("cs", "ann", range(3))
    names = written(
        tmp_path,
        one=start + day("cs", "bob", range(3, 6)),
        two=start + day("cs", "eve", range(3, 6)),
    )
    ran = Ran(*names)

    assert {"ann": 3, "bob": 3, "eve": 3} == {
        who: sum(each.account == who for each in ran.judges[0].events)
        for who in ("ann", "bob", "eve")
    }


def test_a_damaged_file_among_overlapping_ones_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    packed = gzip.compress(day("two", "bob", range(24)))
    names = written(tmp_path, one=day("one", "ann", range(24)), two=packed[:-6], empty=b"")
    ran = Ran(*names)

    assert {"ann", "bob"} >= {each.account for each in ran.judges[0].events}
    assert "INTRUSION" in ran.out
    assert ran.out.endswith("note=not_all_read\n")


def test_files_that_follow_one_another_wait_for_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rotated set costs what one file costs."""
    monkeypatch.setattr("bank_server.log_review.joining._Waiting.say", None)
    names = written(tmp_path, b=day("cs", "ann", range(9, 20)), a=day("cs", "ann", range(9)))

    assert 20 == len(joined(names))

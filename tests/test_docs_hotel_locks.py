"""docs/hotel-locks.md tells the code's own numbers and layouts, and answers each question."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

from hardware.locks import audit_entry, cable, cost, keycard, lms, lms_sets, rounds
from hardware.locks.attributes import BODY_SIZE, STORED_SIZE
from hardware.locks.chains import Domain
from hardware.locks.desk import backups, guests, rooms, set_up, shares, slots, staff_chains, stays
from hardware.locks.desk.room_chains import CHECKPOINT_STEP
from hardware.locks.desk.schema import STATEMENTS
from hardware.locks.desk.signing import LEAVES_SINCE_BACKUP_MAX
from hardware.locks.desk.visits import OPEN_WINDOW_S, WINDOW_S
from hardware.locks.firmware import clock, lock, memory_map, swipe
from hardware.locks.hotel_time import (
    DAY_S,
    EARLIER_PERIOD_S,
    HOUR_S,
    LATER_PERIOD_S,
    PERIOD_WEEKS,
    QUARTERS_MAX,
    SECONDS_MAX,
)
from hardware.locks.order_commands import PAYLOAD_SIZES, Op
from hardware.locks.orders import ORDER_SIZE_MAX
from hardware.locks.staff_table import CHUNK_SIZE, CHUNKS, SLOT_SIZE, SLOTS, TABLE_SIZE
from tests.plugins.requirements_page import is_defined, nodes_in_tables

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "hotel-locks.md").read_text(encoding="utf-8")
FLAT = " ".join(PAGE.split())
DAYS = 20 * 365.25
MINUTE_S = 60
SETS = (lms_sets.TreeSet.H15, lms_sets.OneTimeSet.N32_W4)
KEY = lms_sets.PublicKey(*SETS, bytes(16), bytes(32))
LEAVES = SETS[0].leaves
WORST = max(each.ms for each in cost.answers())
AUDIT_ENTRIES = memory_map.LASTING_ENTRIES + memory_map.REFUSAL_ENTRIES
PRESUMED_H = stays.PRESUMED_AFTER_S // HOUR_S
# Values climb 15 steps of 2 ms at most, and their tops are hashed, 64 bytes in a ms.
PIECE_MS_WORST = cable.PIECE_SIZE_MAX // 32 * 15 * 2 + cable.PIECE_SIZE_MAX // 64
PIECES = math.ceil(lms_sets.signature_size(*SETS) / cable.PIECE_SIZE_MAX)


def rows(heading: str) -> list[list[str]]:
    """The cells of the first table under these words."""
    lines = PAGE.partition(heading)[2].splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("|"))
    end = next(i for i, line in enumerate(lines[start:], start) if not line.startswith("|"))
    return [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines[start + 2 : end]
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "1. What is the design, in one paragraph?",
        "2. How is the encoder configured?",
        "3. How is a lock configured by the programmer?",
        "4. How are guests' cards made?",
        "5. How are staff cards made?",
        "6. How do cards authenticate to locks?",
        "7. Goal 1: former occupants",
        "8. Goal 2: a timely answer",
        "9. Goal 3: malicious guests",
        "10. Goals 4 and 5: lost cards, and firing",
    ],
)
def test_each_question_and_goal_has_its_section(heading: str) -> None:
    assert f"\n## {heading}\n" in PAGE


def test_the_first_answer_is_one_paragraph_before_anything_else() -> None:
    section = PAGE.partition("## 1. ")[2].partition("\n\n")[2]
    paragraph = section.partition("\n\n")[0]

    assert not re.search(r"^[-|#`]", paragraph, re.MULTILINE)
    assert section.partition("\n\n")[2].startswith("### ")


@pytest.mark.parametrize(
    "section", ["## 2. ", "### Installation", "### Every later", "## 4. ", "## 5. ", "## 6. "]
)
def test_protocols_are_narrated_with_principals_and_then_in_english(section: str) -> None:
    narration, _, english = PAGE.partition(section)[2].partition("```\n")[2].partition("```")

    assert re.search(r"[A-Za-z]+ -> [A-Z]", narration)
    assert english.strip()


@pytest.mark.parametrize(
    ("heading", "layout"),
    [("Guest's card, bit 0", keycard._GUEST), ("\nStaff card:", keycard._STAFF)],
)
def test_each_card_is_laid_out_bit_by_bit_as_it_is(
    heading: str, layout: tuple[tuple[str, int], ...]
) -> None:
    at, expected = 0, []
    for name, width in (*layout, ("CRC", 16)):
        expected.append([f"{at}-{at + width - 1}", str(width), name])
        at += width

    assert keycard.STRIPE_BITS == at
    assert expected == rows(heading)


def test_a_lock_s_memory_is_told_byte_by_byte() -> None:
    expected = [
        [str(each.offset), str(each.size), each.name, each.purpose or "not used"]
        for each in memory_map.MAP
    ]

    assert expected == rows("## 13. ")


def test_what_each_answer_costs_is_what_the_meter_says() -> None:
    ours = [[str(each.ms), each.answer, each.case] for each in cost.answers()]
    others = [[str(each.ms), each.case] for each in cost.other_designs()]

    assert ours == rows("## 8. ")
    assert others == rows("Next to it, the same metered primitives")


def test_each_command_of_an_order_is_told_with_its_size() -> None:
    expected = [[op.name, str(PAYLOAD_SIZES[op])] for op in Op]

    assert expected == [row[:2] for row in rows("revives no order that it has seen expire")]


TOLD = {
    "rooms and floors": f"up to {rooms.ROOMS_MAX} rooms on {rooms.FLOORS_MAX} floors",
    "the window": f"at most {swipe.WINDOW} steps",
    "skipped": f"up to {swipe.WINDOW - 1} guests in between never came",
    "the worst": f"worst {WORST} ms of {cost.ALLOWED_MS}",
    "steps and images": f"{WORST // 2} short computations",
    "a guest's bound": f"2 + 2·{swipe.WINDOW} + 2 + 2 = 70 ms",
    "staff's bound": f"2·{swipe.STAFF_PERIODS_MAX} + 2 + 2 = {lock.ANSWER_MS_MAX} ms",
    "memory": f"{memory_map.USED:,} of {memory_map.MEMORY_SIZE:,}",
    "free memory": f"{memory_map.USED:,} bytes, {memory_map.FREE.size} free",
    "audit": f"{AUDIT_ENTRIES} audit entries",
    "an entry": f"An audit entry is {audit_entry.ENTRY_SIZE} bytes",
    "places": f"{SLOTS} places, each with a serial",
    "a place": "serial 2, period 2, image 16, epoch 1, state 1",
    "chunks": f"n = 0 … {CHUNKS - 1}, {CHUNK_SIZE} bytes each",
    "too many staff": "The 193rd is refused",
    "the tag": f"The tag is over bits 0 to {8 * BODY_SIZE - 1}",
    "the chain": f"walk its chain from {keycard.INDEX_MAX:,} down to 0",
    "checkpoints": f"keep every {CHECKPOINT_STEP}th value",
    "copies": f"committed before writing, up to {rooms.COPIES_MAX}",
    "an escort": f"if {rooms.GAP_MAX} cards were made since one is known to have opened",
    "presumed": f"kept a room for {PRESUMED_H} hours",
    "presumed cards": f"but by {stays.PRESUMED_CARDS} at most",
    "backups": f"more than {rooms.SINCE_BACKUP_MAX} indexes between two backups",
    "rounds between": f"more than {LEAVES_SINCE_BACKUP_MAX} rounds are signed",
    "places between": f"and {slots.HIRES_SINCE_BACKUP_MAX} places taken",
    "the window of orders": f"The window is {WINDOW_S // HOUR_S} hours",
    "the window of OPEN": f"for OPEN {OPEN_WINDOW_S // HOUR_S} hours",
    "grace": f"not before - {swipe.EARLY_S // MINUTE_S} min",
    "grace after": f"not after + {swipe.LATE_S // MINUTE_S} min",
    "doubt": f"t_L > not after + {swipe.DOUBTFUL_S // HOUR_S} h ? EXPIRED",
    "doubt in words": f"has {swipe.DOUBTFUL_S // HOUR_S} hours after its end",
    "periods": f"the last one in its first {EARLIER_PERIOD_S // HOUR_S} h",
    "next periods": f"the next one in its last {LATER_PERIOD_S // HOUR_S} h",
    "far ahead": f"p - r > {swipe.STAFF_PERIODS_MAX} ? AHEAD",
    "leaves": f"{LEAVES:,} leaves",
    "rounds a day": f"{int(100 * LEAVES / DAYS) / 100:.2f} rounds a day",
    "cards a day": f"{int(100 * keycard.INDEX_MAX / DAYS) / 100:.2f} cards a room and day",
    "audit a day": f"{int((2**24 - 1) / DAYS):,} entries a day",
    "staff's chain": f"chain of {staff_chains.CHAIN_WEEKS:,} weeks",
    "weeks": "1,044 weeks",
    "years of quarters": f"{(QUARTERS_MAX + 1) * 900 / DAY_S / 365.25:.1f} years",
    "years of seconds": f"{int(SECONDS_MAX / DAY_S / 365.25)} years",
    "serials": f"{slots.SERIAL_MAX:,}",
    "a signature": f"signature {lms_sets.signature_size(*SETS):,} once",
    "pieces": f"{PIECES} pieces of up to {cable.PIECE_SIZE_MAX} bytes",
    "what is kept": f"keep {lms.STATE_BYTES} bytes between pieces",
    "a piece": f"none takes longer than {PIECE_MS_WORST / 1000:.2f} s",
    "checking": f"a signature costs a lock {lms.verify_ms_worst(KEY, 32):,} ms at worst",
    "steps": f"{lms.verify_ms_worst(KEY, 32):,} ms, {lms_sets.steps_worst(SETS[1])} steps",
    "an order": f"An order is at most {ORDER_SIZE_MAX} bytes, a path {rounds.PATH_SIZE_MAX}",
    "a table": f"a staff table {TABLE_SIZE:,}",
    "orders": f"a round of up to {rounds.ORDERS_MAX:,} orders",
    "hashes of a path": f"a path of at most {rounds.DEPTH_MAX} hashes",
    "nodes": f"{2 * LEAVES * 32 // 2**20} MiB",
    "a chain's checkpoints": f"{2**16 // CHECKPOINT_STEP * 16 // 1024} KiB a room",
    "papers": f"three shares of HMK ({shares.SHARES_NEEDED} of {shares.SHARE_COUNT})",
    "the master key": f"HMK := {shares.MASTER_KEY_SIZE} random bytes",
    "names": "overwritten a day after check-out",
    "the clock": "The clock is saved each hour",
    "bound": f"W = {swipe.WINDOW}",
}


@pytest.mark.parametrize("what", TOLD)
def test_each_number_is_the_code_s(what: str) -> None:
    assert TOLD[what] in FLAT


def test_what_stands_in_words_is_so() -> None:
    assert (DAY_S, HOUR_S) == (stays.NAME_KEPT_S, clock.SAVED_EVERY_S)
    assert (1, 4, 26) == PERIOD_WEEKS
    assert set_up.Renewal.HALF_YEAR is set_up.HotelPlan(1, "x", (), "UTC").renewal
    assert (48, 12) == (STORED_SIZE, len(keycard.GuestCard(1, 1, 1, 0, 0, 0, 0, bytes(16)).tag))
    assert 22 == SLOT_SIZE
    assert b"ODB1" == backups._MAGIC
    assert 366 * DAY_S == guests.STAY_S_MAX
    assert 26 == 100 * 183 * DAY_S // 1_000_000 // MINUTE_S
    assert (1, 2, 3, 4, 6, 8) == (
        Domain.GUEST_CHAIN,
        Domain.STAFF_CHAIN,
        Domain.GUEST_IMAGE,
        Domain.STAFF_IMAGE,
        Domain.MERKLE_LEAF,
        Domain.MERKLE_NODE,
    )
    assert 9 == rounds.RoundDomain.MESSAGE


def test_every_table_of_the_encoder_is_named() -> None:
    tables = [match[1] for each in STATEMENTS if (match := re.match(r"CREATE TABLE (\w+)", each))]
    told = FLAT.partition("SQLite file has the tables ")[2].partition(";")[0]

    assert tables == [re.match(r"\w+", each)[0] for each in re.split(r", | and ", told)]


@pytest.mark.parametrize("why", [each for each in audit_entry.Why if each.name != "OPENED"])
def test_each_refusal_of_a_card_has_its_place_in_the_sixth_answer(why: audit_entry.Why) -> None:
    section = PAGE.partition("## 6. ")[2].partition("\n## ")[0]

    assert re.search(rf"\b{why.name}\b", section)


@pytest.mark.parametrize("name", nodes_in_tables(PAGE))
def test_each_test_that_the_page_names_exists(name: str) -> None:
    assert is_defined(name)


def test_the_places_in_the_code_that_the_page_names_exist() -> None:
    lines = re.findall(r"^\*\*Code\*\*: (.*)$", PAGE, re.MULTILINE)
    named = [each for line in lines for each in re.findall(r"`([\w/.]+\.py)`", line)]
    folders = [ROOT / "hardware/locks", *(ROOT / "hardware/locks").iterdir(), ROOT]

    assert len(lines) >= 5
    assert [] == [name for name in named if not any((f / name).is_file() for f in folders)]

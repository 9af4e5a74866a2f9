"""Orders byte for byte, every way in which bytes are none, and the tree that a leaf signs."""

import contextlib
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.locks import rounds
from hardware.locks.lms import verify
from hardware.locks.lms_key import SigningKey
from hardware.locks.lms_sets import OneTimeSet, TreeSet
from hardware.locks.lms_tree import make_key
from hardware.locks.local_time import LocalTime
from hardware.locks.metered import Meter, Primitives, Unmetered
from hardware.locks.order_commands import (
    BadOrder,
    Decommission,
    Open,
    OrderFault,
    ReadAudit,
    Rekey,
    Resync,
    Revoke,
    SetClock,
    StaffTable,
    masked,
)
from hardware.locks.orders import ORDER_SIZE_MAX, Order
from hardware.locks.rounds import BadPath, Path
from hardware.locks.staff_table import TABLE_SIZE, chunks

FREE = Unmetered()
HOTEL, LOCK, Q = 0xABCDEF, 599, 7
KEY, OLD_KEY = bytes(range(16)), bytes(range(16, 32))
LOCAL = LocalTime(60, ((1_000_000, 120), (2_000_000, 60)))
ALL = (
    SetClock(LOCAL),
    StaffTable.of(FREE, bytes(TABLE_SIZE)),
    Revoke(frozenset({0, 9, 191})),
    Rekey(3, KEY),
    Resync(1, 0x012345, KEY),
    Open(),
    ReadAudit(),
    Decommission(),
)


def order(*commands, lock=LOCK, q=Q):
    return Order(HOTEL, lock, q, 100, 200, commands or (Open(),))


@pytest.fixture(scope="module")
def material():
    return make_key(TreeSet.H5, OneTimeSet.N32_W4, identifier=bytes(16), seed=bytes(32))


def fault_of(content):
    with pytest.raises(BadOrder) as caught:
        Order.decode(content)
    return caught.value.fault


def decoded(content):
    with contextlib.suppress(BadOrder):
        return Order.decode(content)


class TestBytes:
    @pytest.mark.parametrize(
        ("command", "content"),
        [
            (ALL[0], "01000e" + "003c" + "000f4240" + "0078" + "001e8480" + "003c"),
            (ALL[1], "020100" + hashlib.sha256(bytes(528)).hexdigest() * 8),
            (ALL[2], "030018" + "8040" + "00" * 21 + "01"),
            (ALL[3], "040012" + "0003" + KEY.hex()),
            (ALL[4], "050015" + "0001" + "012345" + KEY.hex()),
            (ALL[5], "060000"),
            (ALL[6], "070000"),
            (ALL[7], "080000"),
        ],
    )
    def test_an_order_with_one_command_has_these_bytes(self, command, content):
        head = "abcdef" + "0257" + "00000007" + "00000064" + "000000c8" + "01"

        assert head + content == order(command).encode().hex()
        assert order(command) == Order.decode(bytes.fromhex(head + content))

    def test_the_largest_order_has_every_command(self):
        assert ORDER_SIZE_MAX == len(order(*ALL).encode())
        assert order(*ALL) == Order.decode(order(*ALL).encode())

    def test_a_staff_table_travels_in_eight_pieces_and_only_whole(self):
        table = bytes(each % 251 for each in range(TABLE_SIZE))

        assert (8, table) == (len(chunks(table)), b"".join(chunks(table)))
        with pytest.raises(ValueError, match="4,224 bytes"):
            chunks(table[1:])

    @given(st.binary(max_size=ORDER_SIZE_MAX))
    def test_bytes_are_an_order_that_encodes_to_them_or_are_refused_by_name(self, content):
        found = decoded(content)

        assert found is None or content == found.encode()

    @settings(max_examples=60)
    @given(st.integers(0, 8 * ORDER_SIZE_MAX - 1))
    def test_an_order_with_a_bit_turned_is_another_order_or_none(self, bit):
        content = bytearray(order(*ALL).encode())
        content[bit // 8] ^= 1 << bit % 8

        assert order(*ALL) != decoded(bytes(content))


class TestRefusals:
    """Each has its name."""

    GOOD = order(Open(), ReadAudit()).encode()

    @pytest.mark.parametrize("size", [0, 17, 18, 20, 22])
    def test_short(self, size):
        assert OrderFault.SHORT is fault_of(self.GOOD[:size])

    def test_short_within_a_payload(self):
        assert OrderFault.SHORT is fault_of(order(ALL[0]).encode()[:-1])

    def test_long(self):
        assert OrderFault.LONG is fault_of(self.GOOD + b"\0")

    @pytest.mark.parametrize("count", [0, 9, 255])
    def test_count(self, count):
        assert OrderFault.COUNT is fault_of(self.GOOD[:17] + bytes((count,)) + self.GOOD[18:])

    @pytest.mark.parametrize("code", [0, 9, 255])
    def test_unknown_command(self, code):
        assert OrderFault.UNKNOWN_COMMAND is fault_of(
            self.GOOD[:18] + bytes((code,)) + self.GOOD[19:]
        )

    def test_command_size(self):
        assert OrderFault.COMMAND_SIZE is fault_of(self.GOOD[:20] + b"\1" + self.GOOD[21:])

    def test_twice(self):
        assert OrderFault.TWICE is fault_of(self.GOOD[:-3] + bytes.fromhex("060000"))

    def test_place(self):
        for commands in ((ALL[5], ALL[0]), (ALL[7], ALL[5])):
            with pytest.raises(BadOrder) as caught:
                order(*commands)

            assert OrderFault.PLACE is caught.value.fault

    def test_window(self):
        with pytest.raises(BadOrder) as caught:
            Order(HOTEL, LOCK, Q, 201, 200, (Open(),))

        assert OrderFault.WINDOW is caught.value.fault

    def test_field(self):
        content = bytearray(order(ALL[0]).encode())
        content[21] = 0x7F  # a month east of UTC

        assert OrderFault.FIELD is fault_of(bytes(content))

    @pytest.mark.parametrize(
        "build",
        [
            lambda: Revoke(frozenset({192})),
            lambda: Rekey(2**16, KEY),
            lambda: Rekey(1, KEY[:15]),
            lambda: Resync(1, 2**24, KEY),
            lambda: StaffTable((bytes(32),) * 7),
            lambda: Order(2**24, LOCK, Q, 1, 2, (Open(),)),
        ],
    )
    def test_field_out_of_range(self, build):
        with pytest.raises(BadOrder) as caught:
            build()

        assert OrderFault.FIELD is caught.value.fault


class TestMaskedKey:
    def test_the_old_key_takes_the_mask_off_again(self):
        travels = masked(FREE, OLD_KEY, KEY, (HOTEL, LOCK, Q))

        assert KEY != travels
        assert KEY == masked(FREE, OLD_KEY, travels, (HOTEL, LOCK, Q))

    def test_each_place_has_another_mask(self):
        places = [(HOTEL, LOCK, Q), (HOTEL, LOCK, Q + 1), (HOTEL, LOCK + 1, Q), (1, LOCK, Q)]

        assert 4 == len({masked(FREE, OLD_KEY, KEY, each) for each in places})

    def test_no_repr_shows_a_key(self):
        assert KEY.hex() not in repr(ALL)
        assert repr(KEY) not in repr(Rekey(1, KEY))


class TestTree:
    @pytest.mark.parametrize("count", [1, 2, 3, 5, 6, 8, 11])
    def test_each_order_leads_to_the_root_and_to_no_other_place(self, count):
        contents = [order(lock=lock).encode() for lock in range(count)]
        levels = rounds.tree(FREE, contents)
        root = levels[-1][0]
        for place, content in enumerate(contents):
            path = rounds.path_in(levels, place)
            leaf = rounds.leaf_of(FREE, content)
            others = [
                Path(other, path.nodes) for other in range(2 ** len(path.nodes)) if other != place
            ]

            assert root == rounds.root_by(FREE, leaf, path)
            assert root not in [rounds.root_by(FREE, leaf, each) for each in others]

    def test_a_round_of_two_has_this_root(self):
        one, two = (order(lock=lock).encode() for lock in (1, 2))
        leaves = [hashlib.sha256(b"\x06" + each).digest() for each in (one, two)]
        root = hashlib.sha256(b"\x08" + leaves[0] + leaves[1]).digest()
        message = hashlib.sha256(bytes.fromhex("09abcdef" + "00000007" + "01") + root).digest()
        path = Path(0, (leaves[1],))

        assert message == rounds.message_of(FREE, one, HOTEL, Q, path)
        assert "0000" + "01" + leaves[1].hex() == path.encode().hex()

    def test_a_node_is_no_order_and_a_shorter_path_another_message(self):
        contents = [order(lock=lock).encode() for lock in range(4)]
        levels = rounds.tree(FREE, contents)
        root = levels[-1][0]
        honest = rounds.round_message(FREE, HOTEL, Q, 2, root)
        assert honest == rounds.message_of(FREE, contents[0], HOTEL, Q, rounds.path_in(levels, 0))
        inner = levels[0][0] + levels[0][1]

        assert honest != rounds.message_of(FREE, inner, HOTEL, Q, Path(0, (levels[1][1],)))
        assert root != rounds.root_by(FREE, rounds.leaf_of(FREE, inner), Path(0, (levels[1][1],)))
        assert honest != rounds.round_message(FREE, HOTEL, Q, 1, root)

    def test_an_order_said_twice_at_the_end_makes_another_root(self):
        contents = [order(lock=lock).encode() for lock in range(3)]

        assert rounds.tree(FREE, contents)[-1] != rounds.tree(FREE, [*contents, contents[2]])[-1]

    @pytest.mark.parametrize("count", [0, 1025])
    def test_a_round_has_1_to_1024_orders(self, count):
        with pytest.raises(ValueError, match="1 to 1,024"):
            rounds.tree(FREE, [b""] * count)

    def test_the_longest_order_with_the_longest_path_costs_a_lock_39_ms(self):
        meter = Meter()
        path = Path(0, (bytes(32),) * 10)
        rounds.message_of(Primitives(meter), bytes(ORDER_SIZE_MAX), HOTEL, Q, path)

        assert 39 == meter.ms

    @pytest.mark.parametrize(
        "content", [b"", b"\0\0", b"\0\0\1", b"\0\2\1" + bytes(32), b"\0\0\x0b" + bytes(352)]
    )
    def test_bytes_that_are_no_path_are_refused(self, content):
        assert Path(1, (bytes(32),)) == Path.decode(b"\0\1\1" + bytes(32))

        with pytest.raises(BadPath):
            Path.decode(content)


class TestSignedRound:
    def test_one_leaf_signs_all_orders_of_a_round(self, material):
        key = SigningKey(material, next_leaf=4, commit=lambda _: None)
        signed = rounds.signed_round(
            FREE, key, HOTEL, lambda q: [order(lock=lock, q=q) for lock in range(3)]
        )

        assert (4, 3) == (signed.q, len(signed.orders))
        for each in signed.orders:
            message = rounds.message_of(FREE, each.order.encode(), HOTEL, 4, each.path)
            assert verify(FREE, key.public_key, message, each.signature)

    @pytest.mark.parametrize(
        "orders_for",
        [
            lambda q: [order(q=q + 1)],
            lambda q: [order(q=q), order(q=q)],
            lambda q: [Order(1, LOCK, q, 1, 2, (Open(),))],
        ],
    )
    def test_a_round_that_does_not_fit_is_not_signed_and_burns_its_leaf(self, material, orders_for):
        key = SigningKey(material, next_leaf=0, commit=lambda _: None)
        with pytest.raises(ValueError, match=r"another hotel|two orders"):
            rounds.signed_round(FREE, key, HOTEL, orders_for)

        assert 1 == key.next_leaf

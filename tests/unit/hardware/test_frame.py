"""Frames survive any cutting, and damage yields nothing."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.protocol import cobs
from hardware.protocol.frame import FRAME_SIZE_MAX, PAYLOAD_SIZE_MAX, Frame, FrameDecoder

BYTES = st.integers(0, 255)
PAYLOADS = st.one_of(
    st.binary(max_size=40),
    st.binary(min_size=250, max_size=260),
    st.builds(lambda size, byte: bytes((byte,)) * size, st.integers(0, PAYLOAD_SIZE_MAX), BYTES),
)
FRAMES = st.builds(Frame, BYTES, BYTES, PAYLOADS)
COMMAND = Frame(7, 0x11, bytes(range(40)))
FOLLOWING = Frame(8, 0x02)


def fed(*chunks):
    decoder = FrameDecoder()
    return [frame for chunk in chunks for frame in decoder.feed(chunk)]


@given(st.lists(FRAMES, max_size=4), st.lists(st.integers(0, 5000), max_size=5))
def test_however_a_stream_is_cut_the_same_frames_come_out(sent, cuts):
    stream = b"".join(frame.encode() for frame in sent)
    at = sorted({0, *(cut % (len(stream) + 1) for cut in cuts)})
    chunks = [stream[start:stop] for start, stop in zip(at, [*at[1:], len(stream)], strict=True)]

    assert sent == fed(*chunks)


def test_a_frame_cut_at_every_byte_still_comes_out():
    raw = COMMAND.encode()

    assert [[COMMAND]] * (len(raw) + 1) == [
        fed(raw[:cut], raw[cut:]) for cut in range(len(raw) + 1)
    ]


def test_a_frame_fed_byte_by_byte_comes_out_at_its_last_byte():
    decoder = FrameDecoder()
    answers = [decoder.feed(bytes((byte,))) for byte in COMMAND.encode()]

    assert [[]] * (len(answers) - 1) + [[COMMAND]] == answers


def test_the_checksum_is_that_of_ieee_802_3_over_seq_op_and_payload():
    expected = cobs.encode(bytes.fromhex("0701799fb4ae")) + b"\0"

    assert bytes.fromhex("0701799fb4ae") == b"\x07\x01" + zlib.crc32(b"\x07\x01").to_bytes(4, "big")
    assert expected == Frame(7, 1).encode()


@pytest.mark.parametrize(
    ("plain", "stuffed"),
    [
        ("", "01"),
        ("00", "0101"),
        ("0000", "010101"),
        ("11220033", "0311220233"),
        ("11223344", "0511223344"),
        ("11000000", "0211010101"),
        ("01" * 254, "ff" + "01" * 254),
        ("00" + "01" * 254, "01ff" + "01" * 254),
        ("01" * 255, "ff" + "01" * 254 + "0201"),
        ("01" * 254 + "00", "ff" + "01" * 254 + "0101"),
    ],
)
def test_stuffing_follows_the_published_examples(plain, stuffed):
    assert stuffed == cobs.encode(bytes.fromhex(plain)).hex()
    assert plain == cobs.decode(bytes.fromhex(stuffed)).hex()


@given(st.binary(max_size=1100))
def test_stuffed_bytes_hold_no_zero_and_come_back(data):
    stuffed = cobs.encode(data)

    assert 0 not in stuffed
    assert data == cobs.decode(stuffed)


@given(st.binary(max_size=300))
def test_bytes_that_nobody_stuffed_are_refused_or_decoded_without_harm(data):
    assert isinstance(cobs.decode(data), bytes | None)


@pytest.mark.parametrize("stuffed", ["00", "02", "0301", "0100", "ff01"])
def test_a_block_cut_short_or_with_a_zero_is_refused(stuffed):
    assert cobs.decode(bytes.fromhex(stuffed)) is None


@pytest.mark.parametrize("byte", [0x00, 0x01, 0xFF])
def test_the_longest_frame_is_1036_bytes_and_passes(byte):
    longest = Frame(255, 255, bytes((byte,)) * PAYLOAD_SIZE_MAX)

    assert FRAME_SIZE_MAX >= len(longest.encode())
    assert [longest] == fed(longest.encode())


def test_a_payload_of_1025_bytes_is_not_sent():
    with pytest.raises(ValueError, match="1,024"):
        Frame(0, 0, bytes(PAYLOAD_SIZE_MAX + 1))


@pytest.mark.parametrize(("seq", "op"), [(256, 0), (-1, 0), (0, 256), (0, -1)])
def test_seq_and_op_are_bytes(seq, op):
    with pytest.raises(ValueError, match="byte"):
        Frame(seq, op)


@pytest.mark.parametrize("byte", [0x00, 0x03])
def test_a_body_of_1031_bytes_yields_nothing_although_its_checksum_is_right(byte):
    """Of zeros it is still short enough for a frame, for they cost no byte more."""
    checked = b"\x01\x02" + bytes((byte,)) * (PAYLOAD_SIZE_MAX + 1)
    raw = cobs.encode(checked + zlib.crc32(checked).to_bytes(4, "big")) + b"\0"

    assert [FOLLOWING] == fed(raw + FOLLOWING.encode())


@pytest.mark.parametrize("body", [b"", b"\x01", b"\x01\x02\x03\x04\x05"])
def test_a_body_too_short_for_its_checksum_yields_nothing(body):
    assert [FOLLOWING] == fed(cobs.encode(body) + b"\0" + FOLLOWING.encode())


def test_empty_frames_are_ignored_and_are_no_damage():
    decoder = FrameDecoder()
    frames = decoder.feed(b"\0\0\0" + COMMAND.encode() + b"\0\0")

    assert [COMMAND] == frames
    assert decoder.dropped == 0


def test_every_flipped_bit_of_a_frame_yields_nothing():
    """The frame after a damaged one may be lost with it only where its end was damaged."""
    raw = COMMAND.encode()
    flipped = [
        raw[:at] + bytes((raw[at] ^ 1 << bit,)) + raw[at + 1 :]
        for at in range(len(raw) - 1)
        for bit in range(8)
    ]

    assert [[FOLLOWING]] * len(flipped) == [fed(each + FOLLOWING.encode()) for each in flipped]


@pytest.mark.parametrize("byte", [0x00, 0x01, 0x11, 0xFF])
def test_a_byte_put_in_anywhere_costs_that_frame_only(byte):
    raw = COMMAND.encode()
    damaged = [raw[:at] + bytes((byte,)) + raw[at:] for at in range(1, len(raw) - 1)]

    assert [[FOLLOWING]] * len(damaged) == [fed(each + FOLLOWING.encode()) for each in damaged]


def test_a_lost_byte_costs_that_frame_only():
    raw = COMMAND.encode()
    damaged = [raw[:at] + raw[at + 1 :] for at in range(len(raw) - 1)]

    assert [[FOLLOWING]] * len(damaged) == [fed(each + FOLLOWING.encode()) for each in damaged]


def test_two_frames_glued_without_their_end_cost_both_and_no_more():
    glued = COMMAND.encode()[:-1] + COMMAND.encode()

    assert [FOLLOWING] == fed(glued + FOLLOWING.encode())


def test_seventy_thousand_bytes_without_an_end_are_dropped_in_bounded_memory():
    decoder = FrameDecoder()
    held = 0
    for _ in range(70):
        assert decoder.feed(b"\x55" * 1000) == []
        held = max(held, len(decoder._held))

    assert held <= FRAME_SIZE_MAX
    assert [FOLLOWING] == decoder.feed(b"\0" + FOLLOWING.encode())
    assert decoder.dropped == 1


@given(st.lists(st.binary(max_size=1500), max_size=20))
def test_no_stream_makes_the_decoder_hold_more_than_one_frame(chunks):
    decoder = FrameDecoder()
    sizes = [0]
    for chunk in chunks:
        decoder.feed(chunk)
        sizes.append(len(decoder._held))

    assert max(sizes) <= FRAME_SIZE_MAX


def test_a_frame_does_not_show_its_payload():
    assert "Frame(seq=7, op=17)" == repr(COMMAND)

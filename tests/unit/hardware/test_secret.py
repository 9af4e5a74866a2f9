"""A secret can be used and wiped, and in no other way does it come out."""

from __future__ import annotations

import copy
import dataclasses
import gc
import json
import logging
import pickle
import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.crypto.secret import Secret

PIN = b"482913"


@given(st.binary(max_size=64))
def test_a_secret_gives_back_what_it_was_made_of(value):
    secret = Secret(value)

    assert value == secret.reveal()
    assert len(value) == len(secret)


@given(st.binary(max_size=64), st.binary(max_size=64))
def test_matches_says_whether_the_bytes_are_the_same(left, right):
    assert (left == right) is Secret(left).matches(right)
    assert Secret(left).matches(bytes(left))


def test_wipe_overwrites_the_bytes_themselves():
    secret = Secret(PIN)
    buffer = secret._value
    secret.wipe()

    assert bytearray(len(PIN)) == buffer
    assert len(secret) == 0


def test_a_secret_nobody_holds_any_more_is_wiped():
    secret = Secret(PIN)
    buffer = secret._value
    del secret
    gc.collect()

    assert bytearray(len(PIN)) == buffer


def test_a_secret_is_wiped_at_the_end_of_its_block():
    with Secret(PIN) as secret:
        assert PIN == secret.reveal()

    assert len(secret) == 0


def test_wipe_may_be_repeated():
    secret = Secret(PIN)
    secret.wipe()
    secret.wipe()

    assert len(secret) == 0


def test_a_wiped_secret_reveals_nothing_and_equals_nothing():
    secret = Secret(PIN)
    secret.wipe()

    with pytest.raises(ValueError, match="wiped"):
        secret.reveal()
    with pytest.raises(ValueError, match="wiped"):
        secret.matches(b"")


def test_a_secret_keeps_its_own_copy():
    source = bytearray(PIN)
    secret = Secret(source)
    source[:] = bytes(len(PIN))

    assert secret.matches(PIN)


@pytest.mark.parametrize(
    "show", [repr, str, "{}".format, "%s".__mod__, "%r".__mod__, "{!r}".format]
)
def test_a_secret_is_shown_without_its_content(show):
    assert show(Secret(PIN)) == "<secret>"


def test_neither_a_dataclass_nor_a_list_nor_an_exception_shows_it():
    made = dataclasses.make_dataclass("Holder", ["pin"])(Secret(PIN))
    error = ValueError(made, [Secret(PIN)])

    shown = "".join(traceback.format_exception(error))

    assert PIN.decode() not in f"{made} {error!r} {shown}"


def test_a_log_line_shows_nothing(caplog):
    with caplog.at_level(logging.INFO):
        logging.getLogger("test").info("pin=%s", Secret(PIN))

    assert caplog.messages == ["pin=<secret>"]


@pytest.mark.parametrize(
    "misuse",
    [
        lambda secret: secret == Secret(PIN),
        lambda secret: secret != Secret(PIN),
        lambda secret: secret == PIN,
        lambda secret: [Secret(PIN), None].index(secret),
        hash,
        lambda secret: {secret},
        bool,
        copy.copy,
        copy.deepcopy,
        pickle.dumps,
        lambda secret: pickle.dumps(secret, 0),
        lambda secret: secret.__reduce__(),
        lambda secret: secret.__getstate__(),
        json.dumps,
        lambda secret: format(secret, "s"),
        lambda secret: f"{secret:>20}",
        bytes,
        list,
        iter,
        vars,
        lambda secret: secret[0],
        lambda secret: secret + b"",
        lambda secret: dataclasses.asdict(dataclasses.make_dataclass("Holder", ["pin"])(secret)),
    ],
)
def test_every_way_around_is_refused_without_showing_it(misuse):
    with pytest.raises(TypeError) as refused:
        misuse(Secret(PIN))

    assert PIN.decode() not in str(refused.value)


@pytest.mark.parametrize("value", ["482913", 6, None, [1, 2]])
def test_a_secret_is_made_from_bytes_only(value):
    with pytest.raises(TypeError, match="bytes"):
        Secret(value)


def test_a_pin_is_not_a_text():
    with pytest.raises(TypeError):
        Secret(PIN).matches("482913é")

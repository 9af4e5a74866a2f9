"""What a caller of the XML-RPC interface hears when a call cannot be carried out."""

from __future__ import annotations

import xmlrpc.client

import pytest

from kiosk.automation import server
from kiosk.automation.operations import BadArgument
from kiosk.automation.window_calls import UI_CALLS, WindowCalls
from kiosk.window_port import WindowRefused


class Operations:
    """Every call by its name; two of them fail in a way of their own."""

    def __getattr__(self, name):
        return lambda: True

    def withdraw(self, pin, amount):
        return pin + amount  # a mistake of ours: a TypeError, and its text quotes types only

    def check_balance(self, pin):
        raise BadArgument("pin is not 4 to 12 digits")


@pytest.fixture
def calls():
    return server._Calls(Operations())


@pytest.mark.parametrize(
    ("method", "arguments"), [("none", ()), ("withdraw", ("1234",)), ("hello", (1,))]
)
def test_a_call_that_does_not_fit_is_the_callers_fault(calls, method, arguments):
    """No such call, or another number of arguments."""
    with pytest.raises(xmlrpc.client.Fault) as caught:
        calls._dispatch(method, arguments)

    assert 400 == caught.value.faultCode


def test_an_argument_of_the_wrong_form_is_a_refusal(calls):
    """As the original answers; the log names the argument and never its value."""
    assert calls._dispatch("check_balance", ("12345",)) is False


def test_a_mistake_of_ours_is_said_to_be_one(calls, expect_log):
    """Whatever its type: a TypeError inside is not an argument that the caller could mend."""
    expect_log(r"failed call=withdraw exception=TypeError where=.*test_automation_calls\.py:\d+")
    with pytest.raises(xmlrpc.client.Fault) as caught:
        calls._dispatch("withdraw", ("4711", 20))

    assert (500, "withdraw failed") == (caught.value.faultCode, caught.value.faultString)


class Window:
    """Shows the menu, and nothing can be pressed on it."""

    def screen(self):
        return "S05"

    def tap(self, what):
        raise WindowRefused(f"{what} is covered")

    def key(self, code):
        raise RuntimeError(code)  # a mistake of ours, whose text would tell what was typed


@pytest.fixture
def with_window():
    return server._Calls(Operations(), WindowCalls(Window(), begin_visit=lambda: None))


@pytest.mark.parametrize("call", UI_CALLS)
def test_without_a_window_its_calls_do_not_exist(calls, call):
    with pytest.raises(xmlrpc.client.Fault) as caught:
        calls._dispatch(call, ())

    assert (400, "no such call") == (caught.value.faultCode, caught.value.faultString)


def test_what_could_not_be_pressed_is_refused_with_its_reason(with_window):
    with pytest.raises(xmlrpc.client.Fault) as caught:
        with_window._dispatch("ui_tap", ("Cancel",))

    assert "S05" == with_window._dispatch("ui_screen", ())
    assert (409, "ui_tap: Cancel is covered") == (
        caught.value.faultCode,
        caught.value.faultString,
    )


def test_the_window_is_seen_while_another_call_is_under_way(with_window):
    """As document A's calls, one at a time, last for a whole visit."""
    with with_window._turn:
        seen = with_window._dispatch("ui_screen", ())

    assert "S05" == seen


def test_a_key_is_neither_logged_nor_told(with_window, expect_log):
    expect_log(
        r"failed call=ui_key exception=RuntimeError where=[^ ]*test_automation_calls\.py:\d+$"
    )
    with pytest.raises(xmlrpc.client.Fault) as caught:
        with_window._dispatch("ui_key", ("7",))

    assert (500, "ui_key failed") == (caught.value.faultCode, caught.value.faultString)

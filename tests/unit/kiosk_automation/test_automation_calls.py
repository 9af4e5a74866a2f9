"""What a caller of the XML-RPC interface hears when a call cannot be carried out."""

from __future__ import annotations

import xmlrpc.client

import pytest

from kiosk.automation import server
from kiosk.automation.operations import BadArgument


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

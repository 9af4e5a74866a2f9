"""The bank is asked at most once, over TLS that trusts one authority, and never waited for long.

Each failure says whether the request may have left this machine.
"""

from __future__ import annotations

import ssl
from datetime import UTC, datetime

import bank_kit as kit
import pytest

from bank_server.contract import ProblemCode
from hardware.errors import Outcome
from kiosk.bank import client as client_module
from kiosk.bank.client import BankClient
from kiosk.bank.errors import BankRefused, BankUnreachable


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    return kit.Keys(tmp_path_factory.mktemp("keys"), "bank")


@pytest.fixture(scope="module")
def foreign(tmp_path_factory):
    return kit.Keys(tmp_path_factory.mktemp("keys"), "foreign")


@pytest.fixture
def bank(keys):
    bank = kit.TestBank(keys)
    yield bank
    bank.close()


@pytest.fixture
def client(bank, keys):
    client = client_for(bank, keys)
    yield client
    client.close()


def client_for(bank, keys, *, host="127.0.0.1", ca=None, **more):
    url = f"https://{host}:{bank.port}"
    return BankClient(url, ca or keys.ca, keys.atm_cert, keys.atm_key, **more)


def unreachable(client, request=kit.HEARTBEAT):
    with pytest.raises(BankUnreachable) as caught:
        client.call(request)
    client.close()
    return caught.value


def test_request_and_reply(bank, client):
    """A POST to the contract's path with the contract's bytes; the reply is its model."""
    bank.will(kit.Reply())

    assert kit.ALIVE == client.call(kit.HEARTBEAT)
    head, _, body = bank.requests[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /v1/heartbeats HTTP/1.1\r\n")
    assert b"Accept-Encoding: identity" in head
    assert kit.dump(kit.HEARTBEAT) == body


def test_connection_is_kept(bank, client):
    """One handshake for many calls, refusals included."""
    bank.will(kit.Reply(), kit.Reply(kit.problem(ProblemCode.RATE, 429)), kit.Reply())
    client.call(kit.HEARTBEAT)
    with pytest.raises(BankRefused):
        client.call(kit.HEARTBEAT)
    client.call(kit.HEARTBEAT)

    assert 1 == bank.connections


@pytest.mark.parametrize(
    ("code", "status", "outcome"),
    [
        (ProblemCode.CHALLENGE_EXPIRED, 403, Outcome.NOT_DONE),
        (ProblemCode.IN_PROGRESS, 409, Outcome.UNKNOWN),
        (ProblemCode.INTERNAL, 500, Outcome.UNKNOWN),
        (ProblemCode.OVERLOADED, 503, Outcome.NOT_DONE),
    ],
)
def test_refusal_keeps_its_code(bank, client, code, status, outcome):
    """And says whether the bank may have acted all the same."""
    bank.will(kit.Reply(kit.problem(code, status, "Retry-After: 7\r\n")))
    with pytest.raises(BankRefused) as caught:
        client.call(kit.HEARTBEAT)

    error = caught.value
    assert (code, outcome, 7) == (error.code, error.outcome, error.retry_after_s)


class TestTrust:
    """Only this bank's authority is believed, and only for the bank's name."""

    def test_environment_cannot_add_an_authority(self, keys, foreign, monkeypatch):
        """REQUESTS_CA_BUNDLE and its like are ignored, for trust and for distrust."""
        for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"):
            monkeypatch.setenv(name, str(foreign.ca))
        impostor = kit.TestBank(foreign)
        refused = unreachable(client_for(impostor, keys))
        impostor.close()
        assert (Outcome.NOT_DONE, []) == (refused.outcome, impostor.requests)

        bank = kit.TestBank(keys)
        bank.will(kit.Reply())
        client = client_for(bank, keys)
        assert kit.ALIVE == client.call(kit.HEARTBEAT)
        client.close()
        bank.close()

    def test_environment_cannot_add_a_proxy(self, bank, client, monkeypatch):
        """The bank is spoken to directly."""
        monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
        bank.will(kit.Reply())

        assert kit.ALIVE == client.call(kit.HEARTBEAT)

    def test_foreign_authority_is_refused(self, keys, foreign):
        """Nothing is sent to it."""
        impostor = kit.TestBank(foreign)
        error = unreachable(client_for(impostor, keys))
        impostor.close()

        assert (Outcome.NOT_DONE, "no trusted connection") == (error.outcome, error.reason)
        assert [] == impostor.requests

    def test_wrong_name_is_refused(self, bank, keys):
        """The certificate names 127.0.0.1, not 127.0.0.2."""
        error = unreachable(client_for(bank, keys, host="127.0.0.2"))

        assert (Outcome.NOT_DONE, "no trusted connection") == (error.outcome, error.reason)
        assert [] == bank.requests

    @pytest.mark.parametrize("years", [-60, 60], ids=["ahead", "behind"])
    def test_a_clock_far_from_the_banks_trusts_nobody(self, tmp_path, years):
        """Ahead, its certificate has run out; behind, it is not valid yet. Nothing is sent."""
        now = datetime.now(UTC)
        keys = kit.Keys(tmp_path, "bank", now.replace(year=now.year + years, day=1))
        bank = kit.TestBank(keys)
        error = unreachable(client_for(bank, keys))
        bank.close()

        assert (Outcome.NOT_DONE, "no trusted connection") == (error.outcome, error.reason)
        assert [] == bank.requests

    def test_without_a_known_certificate_nothing_is_done(self, bank, keys, foreign):
        """The bank refuses a stranger; whether bytes had left by then is not known."""
        client = BankClient(
            f"https://127.0.0.1:{bank.port}", keys.ca, foreign.atm_cert, foreign.atm_key
        )

        assert Outcome.UNKNOWN is unreachable(client).outcome
        assert [] == bank.requests

    def test_older_tls_is_refused(self, keys):
        """1.3 or nothing."""
        bank = kit.TestBank(keys, version=ssl.TLSVersion.TLSv1_2)
        error = unreachable(client_for(bank, keys))
        bank.close()

        assert (Outcome.NOT_DONE, "no trusted connection") == (error.outcome, error.reason)

    def test_plain_http_is_no_bank(self, keys):
        """Not even by mistake."""
        with pytest.raises(ValueError, match="https"):
            BankClient("http://127.0.0.1:1", keys.ca, keys.atm_cert, keys.atm_key)


class TestCut:
    """The line breaks at each stage of a call."""

    def test_nobody_listens(self, bank, keys):
        """Surely not sent."""
        client = client_for(bank, keys)
        bank.close()

        error = unreachable(client)
        assert (Outcome.NOT_DONE, "no connection") == (error.outcome, error.reason)

    def test_cut_in_the_handshake(self, keys):
        """Surely not sent."""
        bank = kit.TestBank(keys, accept_cut=True)
        error = unreachable(client_for(bank, keys))
        bank.close()

        assert Outcome.NOT_DONE is error.outcome

    @pytest.mark.parametrize("size", [0, 9, 40, -1])
    def test_cut_after_the_request(self, bank, client, size):
        """Before the answer, in its head, in its body: it may have been done."""
        bank.will(kit.Reply(kit.answer()[:size], cut=True))

        assert Outcome.UNKNOWN is unreachable(client).outcome
        assert 1 == len(bank.requests)

    def test_kept_connection_that_the_bank_has_closed_is_replaced(self, bank, client):
        """The close is seen before anything is sent, so the call is simply made anew."""
        bank.will(kit.Reply(cut=True), kit.Reply())
        client.call(kit.HEARTBEAT)
        assert bank.has_closed.wait(kit.WAIT_S)

        assert kit.ALIVE == client.call(kit.HEARTBEAT)
        assert (2, 2) == (bank.connections, len(bank.requests))

    def test_kept_connection_that_breaks_while_sending_is_unknown(self, bank, client):
        """Never sent a second time by itself."""
        bank.will(kit.Reply(), kit.Reply(b"", cut=True))
        client.call(kit.HEARTBEAT)

        assert Outcome.UNKNOWN is unreachable(client, kit.AUTHORISATION).outcome
        assert 2 == len(bank.requests)

    def test_connection_that_rested_too_long_is_replaced(self, bank, keys):
        """Before the bank's own limit can close it under a request."""
        now = [0.0]
        client = client_for(bank, keys, monotonic=lambda: now[0])
        bank.will(kit.Reply(), kit.Reply(), kit.Reply())
        client.call(kit.HEARTBEAT)
        now[0] = 60.0
        client.call(kit.HEARTBEAT)
        assert 1 == bank.connections
        now[0] = 120.1

        client.call(kit.HEARTBEAT)
        client.close()

        assert 2 == bank.connections


class TestLate:
    """One deadline for the whole call."""

    @pytest.fixture
    def late(self, bank, client, monkeypatch):
        """Connects in peace, then makes a call with little time."""

        def call(act):
            bank.will(kit.Reply(), act)
            client.call(kit.HEARTBEAT)
            with monkeypatch.context() as patch:
                patch.setattr(client_module, "TOTAL_S", 0.4)
                return unreachable(client)

        return call

    def test_silence(self, late):
        """It may have been done."""
        error = late(kit.Silence())

        assert (Outcome.UNKNOWN, "no answer in time") == (error.outcome, error.reason)

    def test_the_connection_of_a_late_call_is_reset(self, late):
        """What the network still holds of it never arrives after a newer call."""
        silence = kit.Silence()
        late(silence)

        assert silence.seen.wait(kit.WAIT_S)
        assert silence.was_reset

    def test_an_answer_byte_by_byte(self, bank, late):
        """Each byte in time does not make the whole in time."""
        error = late(kit.Drip(bank.ended))

        assert (Outcome.UNKNOWN, "no answer in time") == (error.outcome, error.reason)

    def test_after_a_late_call_the_next_one_has_its_own_connection(self, bank, client, late):
        """A late answer never meets the next request."""
        late(kit.Silence())
        bank.will(kit.Reply())

        assert kit.ALIVE == client.call(kit.HEARTBEAT)
        assert 2 == bank.connections

    def test_time_outs_are_the_protocols(self):
        """Connect 2 s, challenges 3 s, authorisations 8 s."""
        assert (2.0, [3.0, 8.0]) == (
            client_module.CONNECT_S,
            list(client_module.TOTAL_BY_REQUEST_S.values()),
        )


@pytest.mark.parametrize(
    "data",
    [
        kit.answer(b"{}"),
        kit.answer(b"not json"),
        kit.answer(kit.CHALLENGE),
        kit.answer(b'{"time_ms":1,"time_ms":2,"journal_seq":0,"commands":[]}'),
        kit.answer(content_type="text/html"),
        kit.answer(b"x" * 65_537),
        kit.answer(status=201),
        kit.answer(status=302, headers="Location: https://127.0.0.1:9/\r\n"),
        kit.answer(b"", status=503),
        kit.answer(b'{"type":"about:blank"}', 500, "application/problem+json"),
        kit.problem(ProblemCode.RATE, 429).replace(b"HTTP/1.1 429", b"HTTP/1.1 430"),
        kit.answer(headers="Content-Encoding: gzip\r\n").replace(b"{", b"\x1f"),
        b"HTTP/9.9 what\r\n\r\n",
    ],
)
def test_an_answer_that_is_not_of_the_contract_is_unknown(bank, client, data):
    """The bank may have acted; what it said is not guessed at, nor followed."""
    bank.will(kit.Reply(data, cut=True))

    assert Outcome.UNKNOWN is unreachable(client).outcome
    assert 1 == len(bank.requests)


def test_answer_to_another_transaction_is_unknown(bank, client):
    """Same request, right txid: accepted. Another txid: not."""
    declined = b'{"txid":"%s","result":"declined","reason":"funds"}'
    bank.will(kit.Reply(kit.answer(declined % kit.TXID.encode())))
    assert "funds" == client.call(kit.AUTHORISATION).reason.value

    bank.will(kit.Reply(kit.answer(declined % (b"20" * 16))))

    assert "answer to another transaction" == unreachable(client, kit.AUTHORISATION).reason


def test_errors_hold_nothing_of_the_request(bank, client):
    """Neither in their text nor in what they were raised from."""
    bank.will(kit.Reply(b"", cut=True))
    error = unreachable(client, kit.AUTHORISATION)

    assert error.__cause__ is None
    assert error.__suppress_context__
    assert "abab" not in repr(error)
    assert "cdcd" not in repr(error)

"""What the listener takes as a message: strict JSON of bounded size, or a named refusal."""

import gzip
import json
import secrets

import pytest

ANCHOR = {"seq": 0, "h": "0" * 64, "m": "0" * 32}
MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def card(world, atm):
    return world.new_card(atm)


@pytest.fixture
def honest(atm, card):
    """A challenge request for a withdrawal that the bank accepts as it is."""
    txid = secrets.token_hex(16)
    body = {
        "anchor": ANCHOR,
        "txid": txid,
        "card_id": card.uuid,
        "operation": "withdrawal",
        "from": None,
        "to": None,
        "amount": {"minor": 2000, "currency": "EUR"},
        "notes": [{"canister": 1, "count": 2}],
        "open_record": atm.hsm.open(txid),
        "stripe_code": None,
    }
    reply = atm.client.post("/v1/challenges", body)
    assert reply.status == 200, reply.body
    return body


def refused(world, atm, body, **headers):
    """The problem, and that neither Argon2 nor the ledger had anything to do."""
    before = world.hasher.runs, world.admin("reports/audit").body["entries"]
    problem = atm.client.post("/v1/challenges", body, **headers).problem
    assert before == (world.hasher.runs, world.admin("reports/audit").body["entries"])
    return problem


@pytest.mark.parametrize("minor", [0, -1, 2**53, 2**63, 1.5, 2000.0, "2000", True, None, [2000]])
def test_an_amount_is_a_whole_positive_number(world, atm, honest, minor):
    """Fault 18."""
    changed = honest | {"amount": {"minor": minor, "currency": "EUR"}}

    assert (400, "bad-request") == refused(world, atm, changed)


@pytest.mark.parametrize("count", [0, -1, 1.0, True, "2", 65_536, 2**31])
def test_a_count_of_notes_is_a_whole_positive_number(world, atm, honest, count):
    changed = honest | {"notes": [{"canister": 1, "count": count}]}

    assert (400, "bad-request") == refused(world, atm, changed)


@pytest.mark.parametrize(
    "change",
    [
        {"notes": [{"canister": 1, "count": 1}]},
        {"notes": [{"canister": 1, "count": 41}], "amount": {"minor": 41_000, "currency": "EUR"}},
        {"notes": [{"canister": 3, "count": 2}]},
        {"notes": [{"canister": 1, "count": 1}, {"canister": 1, "count": 1}]},
        {"notes": []},
        {"amount": {"minor": 2000, "currency": "USD"}},
        {"amount": {"minor": 2001, "currency": "EUR"}},
        {"amount": None},
        {"open_record": None},
        {"operation": "deposit", "notes": [], "open_record": None},
        {"operation": "theft"},
    ],
)
def test_notes_amount_and_operation_must_fit_each_other(world, atm, honest, change):
    """A fresh txid each time, with its own genuine OPEN record."""
    txid = secrets.token_hex(16)
    changed = honest | {"txid": txid, "open_record": atm.hsm.open(txid)} | change

    assert (400, "bad-request") == refused(world, atm, changed)


@pytest.mark.parametrize("field", ["card_id", "txid", "operation", "from", "amount", "anchor"])
@pytest.mark.parametrize("operator", [{"$gt": ""}, {"$ne": None}, ["x"], 1, True])
def test_operators_in_the_place_of_values_are_refused_by_type(world, atm, honest, field, operator):
    """Fault 64."""
    assert (400, "bad-request") == refused(world, atm, honest | {field: operator})


def test_a_field_that_names_an_atm_is_refused(world, atm, honest):
    """Fault 13: who asks is told by the certificate alone."""
    assert (400, "bad-request") == refused(world, atm, honest | {"atm": atm.uuid})


def test_a_missing_anchor_is_refused(world, atm, honest):
    del honest["anchor"]

    assert (400, "bad-request") == refused(world, atm, honest)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"text"',
        b'{"a":1}x',
        b"\xff\xfe{}",
        b'{"anchor":NaN}',
        b'{"anchor":1e400}',
        b'{"anchor":Infinity}',
        b'{"txid":"1","txid":"2"}',
        b"[" * 30_000 + b"]" * 30_000,
        b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    ],
    ids=range(13),
)
def test_what_is_not_one_json_object_is_refused(world, atm, body):
    """Faults 16 and 17: malformed, NaN, too large a number, a key twice, nested 30,000 deep."""
    assert (400, "bad-request") == refused(world, atm, body)


def test_a_key_twice_in_an_otherwise_honest_message_is_refused(world, atm, honest):
    text = json.dumps(honest)
    doubled = text[:-1] + f', "txid": "{honest["txid"]}"}}'

    assert (400, "bad-request") == refused(world, atm, doubled.encode())


def test_a_body_of_ten_megabytes_is_refused_and_the_connection_goes_on(world, atm, honest):
    """Fault 17. Announced, and in pieces without an announced length."""
    large = b" " * (10 * MEGABYTE)
    pieces = (b" " * 65_536 for _ in range(160))

    assert (413, "too-large") == atm.client.post("/v1/challenges", large).problem
    sent = atm.client.send("/v1/challenges", pieces, {"Content-Type": "application/json"})
    assert (413, "too-large") == sent.problem
    assert 200 == atm.client.post("/v1/challenges", honest).status


def test_a_compressed_body_is_refused_unread(world, atm, honest):
    """Fault 17: a gzip bomb is never unpacked."""
    packed = gzip.compress(json.dumps(honest).encode())

    assert (400, "bad-request") == refused(world, atm, packed, **{"Content-Encoding": "gzip"})


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_only_json_is_read(world, atm, honest, kind):
    assert (400, "bad-request") == refused(world, atm, honest, **{"Content-Type": kind})


def test_unknown_paths_and_methods_are_problems_too(world, atm):
    session = atm.client.session

    assert (404, "not-found") == atm.client.post("/v1/nothing", {}).problem
    assert (404, "not-found") == atm.client.post("/admin/v1/accounts", {}).problem
    assert 404 == session.get(atm.client.base + "/v1/challenges", timeout=10).status_code
    assert 404 == session.get(atm.client.base + "/openapi.json", timeout=10).status_code


def test_a_refusal_names_fields_and_repeats_no_value(world, atm, honest, card):
    reply = atm.client.post("/v1/challenges", honest | {"txid": "evil\r\nvalue"})

    assert "application/problem+json" == reply.headers["content-type"]
    assert "fields: txid" == reply.body["title"]
    assert (False, False) == (b"evil" in reply.raw, card.uuid.encode() in reply.raw)


def test_a_fault_of_ours_shows_an_id_only(world, atm, monkeypatch, expect_log):
    """Fault 63: no text of the exception, here or in the log."""
    expect_log(r"internal_error error_id=[0-9a-f]{16} path=/v1/heartbeats error=RuntimeError")

    def broken(*_, **__):
        raise RuntimeError("the PIN is 1234")

    monkeypatch.setattr(world.store, "together", broken)
    reply = atm.call("heartbeats", state="in-service", reasons=[], counters=[], software="1")

    assert (500, "internal") == reply.problem
    assert (16, False) == (len(reply.body["incident"]), b"1234" in reply.raw)


def test_an_unavailable_store_asks_for_patience(world, atm, monkeypatch, expect_log):
    """Fault 41: busy for too long."""
    from bank_server.store.base import StoreUnavailable

    expect_log("store_unavailable path=/v1/heartbeats")

    def busy(*_, **__):
        raise StoreUnavailable("busy")

    monkeypatch.setattr(world.store, "together", busy)
    reply = atm.call("heartbeats", state="in-service", reasons=[], counters=[], software="1")

    assert (503, "overloaded", "1") == (*reply.problem, reply.headers["retry-after"])


def test_an_authorisation_whose_step_may_have_happened_is_not_said_to_be_nothing(
    world, atm, card, monkeypatch, expect_log
):
    """Fault 79: the step's end is lost, and the kiosk asks what became of it."""
    from bank_server.store.base import StoreUnavailable

    expect_log("store_unavailable path=/v1/authorisations")
    given = atm.challenge(card)

    def lost(*_, **__):
        raise StoreUnavailable("the answer of the step")

    monkeypatch.setattr(world.store, "together", lost)

    assert (500, "internal") == atm.authorise(card, given).problem


def test_a_heartbeat_tells_the_banks_time(world, atm):
    reply = atm.call(
        "heartbeats", state="in-service", reasons=["CASH-LOW"], counters=[], software="1.0"
    )

    assert (200, world.clock(), 0) == (
        reply.status,
        reply.body["time_ms"],
        reply.body["journal_seq"],
    )


def test_a_journal_that_got_shorter_is_an_alarm_once(world, other_atm, expect_log):
    """Fault 38."""
    expect_log("alarm what=heartbeat .* reason=journal-rolled-back")

    def beat(seq, h="1" * 64):
        anchor = {"seq": seq, "h": h, "m": "0" * 32}
        body = {"state": "in-service", "reasons": [], "counters": [], "software": "1"}
        return other_atm.client.post("/v1/heartbeats", {"anchor": anchor} | body)

    assert [] == beat(7).body["commands"]
    assert ["stop-service"] == beat(6).body["commands"]
    beat(6)
    alarms = [each for each in world.audit.alarms() if each[0] == "heartbeat"]
    assert [("heartbeat", "journal-rolled-back")] == alarms


def test_a_heartbeat_that_comes_after_a_newer_one_is_no_news(world):
    """Fault 4: a copy, and one that was under way for long. An alarm would fail this test."""
    atm, run = world.new_atm(), secrets.token_hex(16)

    def beat(number, seq):
        anchor = {"seq": seq, "h": "1" * 64, "m": "0" * 32}
        body = {"state": "in-service", "reasons": [], "counters": [], "software": "1"}
        more = {"anchor": anchor, "beat": {"run": run, "number": number, "before": []}}
        return atm.client.post("/v1/heartbeats", body | more).body["commands"]

    assert [[], []] == [beat(1, 7), beat(3, 9)]
    assert [[], []] == [beat(1, 7), beat(2, 8)]
    shown = world.admin("atms/show", uuid=atm.uuid).body
    assert (9, None) == (shown["journal_seq"], shown["journal_shown"])


def test_a_customer_is_shown_the_beginning_of_a_long_name(world, atm):
    """Document A allows 1,024 characters; a screen, and an answer with 32 of them, do not."""
    name = world.new_name().ljust(1_024, "x")
    assert 200 == world.admin("accounts", name=name, minor=0, currency=None).status

    reply = atm.ask(world.new_card(atm, name), "accounts")

    assert [name[:64]] == [account["name"] for account in reply.body["accounts"]]

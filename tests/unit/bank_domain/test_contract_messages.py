"""Wire messages: what is sent is what is read, and one wrong thing is refused by its field."""

import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bank_server.contract import (
    PATHS,
    REPLIES,
    AccountView,
    Amount,
    Anchor,
    ApprovedAccounts,
    ApprovedBalance,
    ApprovedWithdrawal,
    AuthorisationRequest,
    Balance,
    ChallengeRequest,
    Declined,
    DeclineReason,
    HeartbeatRequest,
    NoteCount,
    Operation,
    PinProof,
    Problem,
    ProblemCode,
    VisitProof,
    VoucherPart,
)
from bank_server.contract.authorisations import ACCOUNT_COUNT_MAX, ACCOUNT_NAME_SIZE_MAX
from bank_server.contract.json_text import MalformedMessage, dump, loads_strict, parse, parse_any
from bank_server.contract.message import BODY_SIZE_MAX, Request

TXID = "101112131415161718191a1b1c1d1e1f"
CARD_ID = "0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8"
PIN_BLOCK = "81a0e13fec1658addd9482e8a7937f7e"
WITHDRAWAL = ChallengeRequest(
    anchor=Anchor.zero(),
    txid=TXID,
    card_id=CARD_ID,
    operation=Operation.WITHDRAWAL,
    source=None,
    target=None,
    amount=Amount(minor=5_000, currency="EUR"),
    notes=(NoteCount(canister=1, count=3), NoteCount(canister=2, count=1)),
    open_record="ab" * 112,
    stripe_code=None,
)


def changed(path, value):
    """The withdrawal's body with one value changed."""
    body = json.loads(dump(WITHDRAWAL))
    *folders, name = path
    part = body
    for folder in folders:
        part = part[folder]
    part[name] = value
    return json.dumps(body)


def test_a_message_is_read_as_it_was_sent():
    assert parse(ChallengeRequest, dump(WITHDRAWAL)) == WITHDRAWAL


def test_what_a_message_holds_outlives_it_in_no_cache():
    """Card numbers and PIN blocks that came in are kept by nobody but their request."""
    body = dump(WITHDRAWAL)
    first, second = parse(ChallengeRequest, body), parse(ChallengeRequest, body)

    assert first.card_id == second.card_id
    assert first.card_id is not second.card_id


def test_the_wire_says_from_and_to():
    body = json.loads(dump(WITHDRAWAL))

    assert {"from", "to"} <= body.keys()
    assert not {"source", "target"} & body.keys()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["amount", "minor"], True),
        (["amount", "minor"], 5_000.0),
        (["amount", "minor"], "5000"),
        (["amount", "minor"], 0),
        (["amount", "minor"], -1),
        (["amount", "minor"], 2**63),
        (["amount", "currency"], "eur"),
        (["txid"], TXID.upper()),
        (["txid"], TXID + "\n"),
        (["txid"], TXID[:-1]),
        (["txid"], {"$gt": ""}),
        (["card_id"], CARD_ID.replace("-", "")),
        (["card_id"], {"$gt": ""}),
        (["operation"], "refund"),
        (["notes", 0, "count"], 0),
        (["notes", 0, "count"], 65_536),
        (["notes", 0, "canister"], 9),
        (["notes", 0, "canister"], 2),
        (["notes"], [{"canister": 1, "count": 1}] * 9),
        (["open_record"], "ab" * 113),
        (["open_record"], "AB" * 112),
        (["stripe_code"], "1234567"),
        (["extra"], 1),
        (["source"], None),
    ],
)
def test_one_wrong_value_is_refused_by_the_name_of_its_field(path, value):
    with pytest.raises(MalformedMessage) as refused:
        parse(ChallengeRequest, changed(path, value))

    assert path[0] in " ".join(refused.value.fields)


@pytest.mark.parametrize(
    ("path", "value"),
    [(["operation"], "balance"), (["amount"], None), (["notes"], []), (["open_record"], None)],
)
def test_parts_that_do_not_fit_the_operation_are_refused(path, value):
    with pytest.raises(MalformedMessage):
        parse(ChallengeRequest, changed(path, value))


OTHER = {"from": "1f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8", "to": CARD_ID}
CASHLESS = {"notes": [], "open_record": None}
TRANSFER = CASHLESS | OTHER | {"operation": "transfer"}
DEPOSIT = CASHLESS | {"operation": "deposit", "to": CARD_ID}


@pytest.mark.parametrize(
    ("honest", "field", "value"),
    [
        (TRANSFER, "from", None),
        (TRANSFER, "from", CARD_ID),
        (TRANSFER, "to", None),
        (TRANSFER, "amount", None),
        (DEPOSIT, "from", OTHER["from"]),
        (DEPOSIT, "to", None),
        (DEPOSIT, "amount", None),
    ],
)
def test_a_transfer_has_two_accounts_and_a_deposit_one(honest, field, value):
    body = json.loads(dump(WITHDRAWAL)) | honest
    parse(ChallengeRequest, json.dumps(body))

    with pytest.raises(MalformedMessage):
        parse(ChallengeRequest, json.dumps(body | {field: value}))


def test_a_refusal_never_quotes_what_was_sent():
    secret = "8675309"
    body = changed(["card_id"], secret).replace('"extra"', f'"{secret}"')

    with pytest.raises(MalformedMessage) as refused:
        parse(ChallengeRequest, body)

    assert secret not in str(refused.value)
    assert refused.value.__cause__ is None


def test_the_name_of_an_extra_field_cannot_reach_a_log():
    with pytest.raises(MalformedMessage) as refused:
        parse(ChallengeRequest, changed(["a\nb\x1b[31m"], 1))

    assert ("?",) == refused.value.fields


@pytest.mark.parametrize(
    "text",
    [
        '{"a":1,"a":1}',
        '{"a":{"b":1,"b":2}}',
        '{"a":NaN}',
        '{"a":-Infinity}',
        '{"a":1e400}',
        '{"a":1}x',
        "",
        b"\xff\xfe",
        "[" * 100_000,
        "[" * 17 + "]" * 17,
        '{"a":' + "1" * 5_000 + "}",
    ],
)
def test_what_is_not_one_plain_json_value_is_refused(text):
    with pytest.raises(MalformedMessage):
        loads_strict(text)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=10,
    )
)
def test_plain_json_is_read_as_the_standard_library_reads_it(value):
    assert loads_strict(json.dumps(value)) == value


def test_secrets_have_no_repr():
    request = AuthorisationRequest(
        anchor=Anchor.zero(),
        txid=TXID,
        response="ab" * 32,
        proof=PinProof(pin_block=PIN_BLOCK),
        new_pin_block=PIN_BLOCK,
    )

    assert PIN_BLOCK not in repr(request)
    assert "ab" * 32 not in repr(request)
    assert CARD_ID not in repr(WITHDRAWAL)


HEARTBEAT = {
    "anchor": Anchor.zero().model_dump(),
    "state": "in-service",
    "reasons": [],
    "counters": [],
    "software": "1",
}
RUN = "ab" * 16
BEAT = {"run": RUN, "number": 1, "before": [RUN]}


@pytest.mark.parametrize("beat", [{}, {"beat": None}, {"beat": BEAT}])
def test_a_heartbeat_may_be_counted(beat):
    heartbeat = parse(HeartbeatRequest, json.dumps(HEARTBEAT | beat).encode())

    assert (beat.get("beat") is not None) == (heartbeat.beat is not None)
    assert heartbeat == parse(HeartbeatRequest, dump(heartbeat))


@pytest.mark.parametrize(
    "beat",
    [
        {},
        {"run": RUN, "number": 1},
        BEAT | {"number": 0},
        BEAT | {"number": 2**53},
        BEAT | {"number": True},
        BEAT | {"run": RUN[1:]},
        BEAT | {"run": RUN.upper()},
        BEAT | {"before": [RUN] * 9},
        BEAT | {"before": [None]},
        BEAT | {"more": 1},
    ],
)
def test_a_count_of_heartbeats_is_a_name_and_a_number(beat):
    with pytest.raises(MalformedMessage, match="beat"):
        parse(HeartbeatRequest, json.dumps(HEARTBEAT | {"beat": beat}).encode())


@pytest.mark.parametrize(
    "proof", [{}, {"pin_block": PIN_BLOCK, "visit": TXID}, {"pin_block": "1234"}, None]
)
def test_a_proof_is_a_pin_block_or_a_visit(proof):
    body = {
        "anchor": Anchor.zero().model_dump(),
        "txid": TXID,
        "response": None,
        "proof": {"visit": TXID},
        "new_pin_block": None,
    }
    honest = parse(AuthorisationRequest, json.dumps(body))
    assert honest.proof == VisitProof(visit=TXID)

    with pytest.raises(MalformedMessage):
        parse(AuthorisationRequest, json.dumps(body | {"proof": proof}))


@pytest.mark.parametrize(
    "reply",
    [
        Declined(txid=TXID, reason=DeclineReason.PIN_WRONG, tries_left=2),
        Declined(txid=TXID, reason=DeclineReason.FUNDS),
        ApprovedWithdrawal(
            txid=TXID, visit=TXID, vouchers=(VoucherPart(canister=1, voucher="ab" * 64),)
        ),
        ApprovedBalance(
            txid=TXID,
            visit=None,
            available=Balance(minor=0, currency="EUR"),
            balance=Balance(minor=1, currency="EUR"),
        ),
    ],
)
def test_a_reply_is_read_as_the_kind_that_was_sent(reply):
    assert parse_any(REPLIES[AuthorisationRequest], dump(reply)) == reply


def test_only_a_wrong_pin_tells_the_tries_left():
    with pytest.raises(ValueError, match="tries_left"):
        Declined(txid=TXID, reason=DeclineReason.FUNDS, tries_left=2)


def test_every_request_has_a_path_and_a_reply():
    requests = {each for kind in Request.__subclasses__() for each in kind.__subclasses__()}

    assert requests == PATHS.keys() == REPLIES.keys()
    assert len(set(PATHS.values())) == len(requests)


@pytest.mark.parametrize("request_type", REPLIES)
def test_a_request_names_the_reply_that_is_read(request_type):
    """Callers are typed by the one, bytes are read by the other."""
    named = request_type.__base__.__pydantic_generic_metadata__["args"][0]
    module = sys.modules[request_type.__module__]

    assert getattr(module, named) == REPLIES[request_type]._type


@pytest.mark.parametrize("code", list(ProblemCode))
def test_a_problem_names_its_code(code):
    problem = Problem.of(code, 409, "No.")

    assert code is parse(Problem, dump(problem)).code


def test_a_problem_of_somebody_else_is_refused():
    body = dump(Problem.of(ProblemCode.RATE, 429, "No.")).replace(b"urn:atm:", b"urn:etc:")

    with pytest.raises(MalformedMessage):
        parse(Problem, body)


def test_the_largest_answer_is_one_that_a_kiosk_takes():
    """A card's accounts, as many as it can have, each with the longest name and figures."""
    most = Balance(minor=2**53 - 1, currency="EUR")
    name = "\N{BANK}\N{WHITE SMILING FACE}" * (ACCOUNT_NAME_SIZE_MAX // 2)
    account = AccountView(id=CARD_ID, name=name, type="x" * 16, available=most, balance=most)
    reply = ApprovedAccounts(txid=TXID, visit=PIN_BLOCK, accounts=(account,) * ACCOUNT_COUNT_MAX)

    assert BODY_SIZE_MAX >= len(dump(reply))

"""A kiosk's journal comes to the bank: honest lines are kept, and one thing changed is refused."""

import json
import secrets
from dataclasses import replace

import pytest

from bank_server.admin.__main__ import main
from hardware.crypto.sealed_line import seal_of
from hardware.crypto.secret import Secret
from tests.contract.bank_http.bank_journal import Journal
from tests.unit.bank_domain.sealed_lines import anchor, changed, lines

ALARM = "alarm what=(journal-entries|heartbeat) "


@pytest.fixture
def journal(world):
    return Journal(world.new_atm())


@pytest.fixture
def kept(journal):
    """Four of its lines are kept, and its anchor with ten lines is known."""
    assert {"acked_seq": 4} == journal.sends(1, 4).body
    return journal


def stopped(world, atm):
    return ["stop-service"] if world.store.terminals.atm(atm.uuid).contradiction else []


def test_lines_are_kept_as_they_came_and_the_heartbeat_says_how_far(world, journal):
    assert 0 == journal.beats(1)["journal_seq"]

    assert {"acked_seq": 4} == journal.sends(1, 4).body
    assert {"acked_seq": 10} == journal.sends(5, 10).body

    assert 10 == journal.beats(10)["journal_seq"]
    (book,) = world.store.journals.books(journal.atm.uuid)
    assert tuple(journal.lines) == world.store.journals.lines(book, 1, 99)
    assert [] == stopped(world, journal.atm)


def test_the_same_lines_again_and_overlapping_ones_change_nothing(world, kept):
    assert {"acked_seq": 4} == kept.sends(1, 4).body
    assert {"acked_seq": 4} == kept.sends(2, 3).body
    assert {"acked_seq": 7} == kept.sends(3, 7).body
    assert [] == stopped(world, kept.atm)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        (lambda j: {"sent": [j.lines[4], changed(j.lines[5])]}, "journal-chain"),
        (lambda j: {"sent": [j.lines[5], j.lines[4]]}, "journal-line"),
        (lambda j: {"sent": [j.lines[5]]}, "journal-line"),
        (lambda j: {"first": 6, "sent": j.lines[5:]}, "journal-gap"),
        (lambda j: {"sent": [j.lines[4], j.lines[4]]}, "journal-line"),
        (lambda j: {"sent": [b"no line\n"]}, "journal-line"),
        (lambda j: {"key": "0" * 16}, "journal-key-unknown"),
        (lambda j: {"first": 4, "sent": [changed(j.lines[3]), j.lines[4]]}, "journal-differs"),
        (
            lambda j: {
                "sent": lines(
                    1, first=5, h=seal_of(j.lines[3]).h, key=Secret(secrets.token_bytes(32))
                )
            },
            "journal-seal",
        ),
        (
            lambda j: {"sent": lines(2, first=5, key=j.first)},
            "journal-chain",
        ),
    ],
    ids=[
        "edited", "swapped", "cut out", "gap", "doubled", "no line", "other key",
        "rewritten", "forged without the key", "begun anew",
    ],
)  # fmt: skip
def test_one_thing_changed_is_refused_by_name_kept_nowhere_and_stops_the_atm(
    world, kept, expect_log, changes, code
):
    expect_log(f"{ALARM}.* reason=.{code} at entry")
    fields = {"first": 5, "last": 6} | changes(kept)

    assert (409, code) == kept.sends(fields.pop("first"), fields.pop("last"), **fields).problem

    (book,) = world.store.journals.books(kept.atm.uuid)
    assert 4 == book.acked
    assert 4 == len(world.store.journals.lines(book, 1, 99))
    assert ["stop-service"] == kept.beats(10)["commands"]
    items = world.admin("work-items/list").body["items"]
    assert [f"{code} at entry"] == [
        each["note"].rpartition(" ")[0] for each in items if each["atm"] == kept.atm.uuid
    ]


def test_a_journal_rewritten_by_somebody_with_the_key_meets_what_was_said_before(
    world, kept, expect_log
):
    expect_log(f"{ALARM}.* reason=.journal-differs at entry 8")
    assert [] == kept.beats(8)["commands"]
    other = lines(6, first=5, h=seal_of(kept.lines[3]).h, key=kept.first, text="y")

    last = anchor(other[-1], 10)
    assert (409, "journal-differs") == kept.sends(5, 10, other, anchor=last).problem

    assert ["stop-service"] == kept.beats(10)["commands"]
    assert 4 == kept.beats(10)["journal_seq"]


def test_the_anchor_of_any_call_is_held_against_the_line_that_is_kept(world, kept, expect_log):
    expect_log(f"{ALARM}.* reason=.journal-differs at entry 3")
    true, other = anchor(kept.lines[2], 3), anchor(kept.lines[3], 3)
    txid = "0" * 32
    assert 200 == kept.atm.call("resolutions", txid=txid, anchor=true).status
    assert [] == kept.beats(10)["commands"]

    assert 200 == kept.atm.call("resolutions", txid=txid, anchor=other).status

    assert ["stop-service"] == kept.beats(10)["commands"]


def test_an_anchor_that_came_before_its_line_is_held_against_it_then(world, kept, expect_log):
    expect_log(f"{ALARM}.* reason=.journal-differs at entry 6")
    other = anchor(kept.lines[4], 6)
    kept.atm.call("resolutions", txid="0" * 32, anchor=other)
    assert {"acked_seq": 5} == kept.sends(5, 5).body

    assert (409, "journal-differs") == kept.sends(6, 10).problem


def test_what_was_said_before_is_not_talked_away(world, kept, expect_log, monkeypatch):
    """Somebody with an older image of the kiosk's disk, key and all, writes its end anew, and says
    more of that than the bank keeps in mind."""
    expect_log(f"{ALARM}.* reason=.journal-differs at entry 10")
    monkeypatch.setattr("bank_server.store.steps.journals.SAID_COUNT_MAX", 4)
    assert [] == kept.beats(10)["commands"]
    h = seal_of(kept.lines[5]).h
    kept.lines[6:] = lines(20, first=7, h=h, key=kept.first, text="y")
    assert [[]] * 16 == [kept.beats(seq)["commands"] for seq in range(11, 27)]

    assert (409, "journal-differs") == kept.sends(5, 26).problem
    assert ["stop-service"] == stopped(world, kept.atm)


def test_two_different_words_of_one_entry_stop_the_atm_before_it_is_here(world, kept, expect_log):
    expect_log(f"{ALARM}.* reason=.journal-differs at entry 9")
    for seq in (9, 9, 10):
        kept.atm.call("resolutions", txid="0" * 32, anchor=anchor(kept.lines[seq - 1], seq))
    assert [] == kept.beats(10)["commands"]

    kept.atm.call("resolutions", txid="0" * 32, anchor=anchor(kept.lines[7], 9))

    assert ["stop-service"] == kept.beats(10)["commands"]


def test_no_kiosk_fills_the_banks_disk(world, kept, monkeypatch):
    monkeypatch.setattr("bank_server.service.journal_quota.DAILY_SIZE_MAX", 3_000)
    taken = sum(map(len, kept.lines[:5]))
    assert taken <= 3_000
    assert {"acked_seq": 5} == kept.sends(5, 5).body

    for _ in range(3_000 // len(kept.lines[4])):
        kept.sends(5, 5)
    refused = kept.sends(5, 10)

    assert (429, "rate") == refused.problem
    (book,) = world.store.journals.books(kept.atm.uuid)
    assert 5 == book.acked
    assert [] == stopped(world, kept.atm)


def test_the_first_key_is_not_given_again_once_it_has_sealed_what_is_here(journal):
    """Before, a lost answer may be asked for again; after, nobody honest lacks it."""
    atm = journal.atm
    counts = [{"canister": number, "count": 200} for number in (1, 2)]

    def again():
        return atm.provision("hsm", atm.uuid, atm.tokens[0], atm.hsm.key, counts=counts)

    assert journal.first.reveal().hex() == again().body["journal_key"]
    assert {"acked_seq": 4} == journal.sends(1, 4).body

    assert {"state": "stored", "journal_key": None} == again().body


def test_a_heartbeat_under_another_key_stops_the_atm(world, kept, expect_log):
    expect_log(f"{ALARM}.* reason=.journal-key-unknown")
    assert [] == kept.beats(10)["commands"]

    assert ["stop-service"] == kept.beats(10, key="0" * 16)["commands"]


def test_after_two_people_accepted_the_bank_goes_on_from_there(world, kept, expect_log):
    expect_log(f"{ALARM}.* reason=.journal-chain at entry 5")
    other = lines(8, first=3, h=seal_of(kept.lines[1]).h, key=kept.first, text="y")
    assert 409 == kept.sends(5, 6, other[2:4]).status
    kept.lines[2:] = other
    assert ["stop-service"] == kept.beats(6)["commands"]

    proposed = world.admin("atms/accept-journal", uuid=kept.atm.uuid, why="disk replaced").body
    assert 200 == world.admin("confirmations", by="ben", id=proposed["id"]).status

    former = world.store.journals.books(kept.atm.uuid)[0]
    beat = kept.beats(6)
    assert (4, []) == (beat["journal_seq"], beat["commands"])
    assert {"acked_seq": 0} == kept.sends(5, 10).body
    assert {"acked_seq": 3} == kept.sends(1, 3).body
    assert {"acked_seq": 10} == kept.sends(4, 10).body
    assert {"acked_seq": 10} == kept.sends(1, 10).body
    (book,) = world.store.journals.books(kept.atm.uuid)
    assert tuple(kept.lines) == world.store.journals.lines(book, 1, 99)
    assert 4 == len(world.store.journals.lines(replace(former, part=0), 1, 99))


@pytest.mark.parametrize("sent", [[], ["x"], ["x\ny\n"], ["x\n"] * 201, ["x" * 8_192 + "\n"], [7]])
def test_what_are_no_lines_is_no_message(kept, sent):
    body = {"key": kept.key, "from_seq": 5, "lines": sent}
    assert (400, "bad-request") == kept.atm.call("journal-entries", **body).problem


def test_another_atms_journal_is_not_taken(world, kept, expect_log):
    expect_log(f"{ALARM}.* reason=.journal-key-unknown")
    other = Journal(world.new_atm())

    other.key, other.lines = kept.key, kept.lines
    assert (409, "journal-key-unknown") == other.sends(1, 4).problem
    assert {"acked_seq": 6} == kept.sends(5, 6).body


def test_a_supervisor_takes_the_first_key_away_in_a_file_of_their_own(
    world, journal, tmp_path, capsys, expect_log
):
    path, state = tmp_path / "journal.key", str(world.state.path)
    words = ["journal-key", journal.atm.uuid]
    assert 0 == main(["--state", state, *words, "--out", str(path)])

    assert f"{journal.atm.uuid} {journal.key} {journal.first.reveal().hex()}\n" == path.read_text()
    assert 0o600 == path.stat().st_mode & 0o777
    assert ("staff:anna", journal.atm.uuid) in [
        (each.who, each.subject) for each in world.audit.entries if each.what == "journal-key"
    ]
    assert 2 == main(["--state", state, *words, "--out", str(path)])
    assert 2 == main(["--state", state, "--operator", "carla", *words])
    assert "" == capsys.readouterr().out
    assert 0 == main(["--state", state, *words])
    assert path.read_text() == capsys.readouterr().out


def test_the_first_key_is_in_no_audit_and_no_list(world, journal):
    texts = json.dumps(world.admin("atms/list").body) + repr(world.audit.entries)
    assert journal.first.reveal().hex() not in texts

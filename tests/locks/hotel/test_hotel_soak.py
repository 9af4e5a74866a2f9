"""The soak finds nothing in what is right, and each planted bug in what is wrong."""

from dataclasses import asdict

import pytest

from hardware.locks import chains
from hardware.locks.audit_entry import Why
from hardware.locks.desk import guests, lock_digest, restoring, visits
from hardware.locks.desk.issuing import _failed
from hardware.locks.desk.refusals import CardIs
from hardware.locks.desk.set_up import Renewal
from hardware.locks.desk.stripe_writer import WriterFault
from hardware.locks.firmware import executing, swipe, taking
from hardware.locks.firmware.memory import PowerCut
from hardware.locks.hotel.draws import Draws
from hardware.locks.hotel.rates import Rates
from hardware.locks.hotel.soak import SoakPlan, soak
from tests.locks.hotel.soak_kit import soaked

EVERYTHING = {
    "never_enters": 0.3,
    "lost": 0.1,
    "extends": 0.2,
    "extends_too_late": 0.3,
    "moves": 0.1,
    "former_guest_tries": 0.5,
    "spoilt_cards": 0.1,
    "flipped_bits": 0.05,
    "power_cuts": 0.1,
    "power_cuts_in_visits": 0.3,
    "repeated_orders": 0.5,
    "staff_lost_a_year": 12,
    "lost_staff_card_tried": 7.0,
    "staff_leaves_a_year": 5,
    "restores_a_year": 40,
    "memory_searched": 0.5,
}


def test_a_month_in_which_everything_goes_wrong_is_without_violation(tmp_path):
    tally = soaked(tmp_path, seed=7, **EVERYTHING)

    assert [] == tally.violations
    assert 72 >= tally.worst_ms
    for event in (
        "power cuts in swipes",
        "power cuts in visits",
        "desk restored",
        "staff cards lost",
        "stays that nobody entered",
    ):
        assert tally.events[event], event
    assert {"OLD", "EXPIRED", "REVOKED", "UNREADABLE", "NO_POWER"} <= set(tally.refusals)
    assert tally.orders["repeated and refused"]


@pytest.mark.parametrize("seed", [2, 3])
def test_at_raised_rates_nothing_is_violated(tmp_path, seed):
    rates = Rates().harsher(Draws(seed, "rates"))
    tally = soaked(tmp_path, days=20, seed=seed, **asdict(rates))

    assert [] == tally.violations


def test_harsher_rates_are_drawn_by_the_seed_and_stay_chances():
    drawn = [Rates().harsher(Draws(seed, "rates")) for seed in (1, 1, 2)]

    assert drawn[0] == drawn[1] != drawn[2]
    assert Rates().never_enters <= drawn[0].never_enters <= 0.3


def test_the_same_seed_plays_the_same_month(tmp_path):
    first, again = (soaked(tmp_path / name, days=6, staff=2) for name in ("first", "again"))

    assert first == again


def late_commit(store, writer, name, drafted, made):
    """Planted: the index is on the disk only once the card is made."""
    try:
        with store.deed(name) as deed:
            draft = drafted(deed)
            card = writer.write(draft.stripe.reveal())
            writer.read()
            made(deed)
    except WriterFault as fault:
        _failed(store, name, draft, f"{fault}", CardIs.UNKNOWN)
    return card


def motor_first(parts, stripe):
    """Planted: the motor runs, then the new image is written."""
    found = swipe._judged(parts, stripe)
    try:
        parts.memory.commit([*found.writes, *parts.audit.noting(found.why, found.who)])
    except PowerCut:
        if found.why is not Why.OPENED:
            raise
    return found.why


def plant(monkeypatch, what):
    honest_dates, honest_ours = swipe._out_of_dates, taking._want_ours

    def value_as_image(_crypto, _hotel, _lock, _serial, _p, c):
        return c

    def no_end(parts, card, used):
        found = honest_dates(parts, card, used)
        return None if found is Why.EXPIRED else found

    def no_q(parts, order):
        try:
            honest_ours(parts, order)
        except taking.CableRefusal as refusal:
            if refusal.answer is not taking.Answer.OLD:
                raise

    match what:
        case "index not committed before writing":
            monkeypatch.setattr(guests, "issue", late_commit)
        case "no window":
            monkeypatch.setattr(swipe, "WINDOW", 0)
        case "a window without an end":
            monkeypatch.setattr(swipe, "WINDOW", 10**6)
        case "restore without jump":
            monkeypatch.setattr(restoring, "SINCE_BACKUP_MAX", 0)
        case "image written after the motor":
            monkeypatch.setattr(swipe, "take", motor_first)
        case "staff image is the chain's value":
            for module in (chains, visits, lock_digest):
                monkeypatch.setattr(module, "staff_image", value_as_image)
        case "q not checked":
            monkeypatch.setattr(taking, "_want_ours", no_q)
        case "not after ignored":
            monkeypatch.setattr(swipe, "_out_of_dates", no_end)
        case "revoke clears nothing":
            monkeypatch.setattr(executing, "_revoke", lambda _parts, _number: None)


@pytest.mark.parametrize(
    ("what", "words", "seed", "rates"),
    [
        ("index not committed before writing", "was issued again", 2, {}),
        ("no window", "answered AHEAD, should be OPENED", 1, {}),
        (
            "a window without an end",
            "answered OPENED, should be AHEAD",
            3,
            {"older_backup": 1, "restores_a_year": 80, "never_enters": 0.6},
        ),
        ("restore without jump", "was issued again", 1, {}),
        ("image written after the motor", "its memory does not say so", 1, {"power_cuts": 0.6}),
        ("staff image is the chain's value", "a card's value lies in its memory", 1, {}),
        ("q not checked", "took an order for the second time", 1, {}),
        ("not after ignored", "answered OPENED, should be EXPIRED", 1, {}),
        ("revoke clears nothing", "answered OPENED, should be REVOKED or NO_SLOT", 1, {}),
    ],
)
def test_a_planted_bug_is_a_violation(tmp_path, monkeypatch, what, words, seed, rates):
    plant(monkeypatch, what)
    tally = soaked(tmp_path, seed=seed, **(EVERYTHING | rates))

    assert any(words in each for each in tally.violations), tally.violations[:5]


def test_the_command_s_soak_sets_up_a_hotel_of_its_own(tmp_path):
    said = []
    plan = SoakPlan(1, 2, 0.02, seed=1, jobs=1, renewal=Renewal.MONTH, folder=tmp_path)
    tally = soak(plan, said.append)

    assert [] == tally.violations
    assert tally.events["stays"]
    assert any("leaves" in each for each in said)
    assert [] == list(tmp_path.iterdir())

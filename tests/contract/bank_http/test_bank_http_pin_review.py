"""`review` at the staff listener and at the command line: OK, then guessed at, the alarm once."""

import asyncio
import hashlib
import json
import re
from types import SimpleNamespace

import pytest

from bank_server.admin.__main__ import main
from bank_server.domain.pin_results import DAY_MS, KEPT_DAYS
from bank_server.http.server import BankServer
from bank_server.service import pin_review
from bank_server.service.identifiers import card_token
from bank_server.service.pin_review import PinReview
from bank_server.service.pin_visits import VISIT_MS

LINE = re.compile(
    r"[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ authreview\[\d+\]: (OK|INTRUSION|ERROR) (.*)\n"
)


@pytest.fixture
def cards(world, atm, other_atm, monkeypatch):
    """Argon2 is slow, and is judged elsewhere."""

    def quick(pin, card_id, _):
        return hashlib.sha256(pin.reveal() + card_id.reveal()).digest()

    monkeypatch.setattr(world.hasher, "tag", quick)
    world.clock.ahead_ms += KEPT_DAYS * DAY_MS + 1  # nothing of other tests is left
    while PinReview(world.parts).forget_old():
        pass
    return [world.new_card(atm) for _ in range(4)]


def guess(world, atm, cards):
    """Two guesses of each card; then nobody stands there any more."""
    for card in cards:
        for _ in range(2):
            assert "pin-wrong" == atm.ask(card, pin=b"9999").body["reason"]
            world.clock.ahead_ms += 1_000
    world.clock.ahead_ms += VISIT_MS + 1


def reviewed(world, capfd, *more):
    capfd.readouterr()
    code = main(["--state", str(world.state.path), "review", *more])
    told = capfd.readouterr()
    return code, told.out, told.err


class AtOnce:
    """In place of the store's thread."""

    async def run(self, step):
        return step()


def look(world):
    """As the bank does at its start and each hour."""
    bank = SimpleNamespace(pin_review=PinReview(world.parts))
    asyncio.run(BankServer._review_pins(SimpleNamespace(_bank=bank, _thread=AtOnce())))


def alarms(world):
    items = world.admin("work-items/list").body["items"]
    return [each for each in items if each["kind"] == "pin-guessing"]


class TestTheLine:
    def test_is_ok_while_customers_slip(self, world, atm, cards, capfd):
        for card in cards:
            atm.ask(card, pin=b"9999")
            atm.ask(card)

        code, out, err = reviewed(world, capfd)

        assert (0, "") == (code, err)
        word, fields = LINE.fullmatch(out).groups()
        assert "OK" == word
        assert fields.endswith("failures=4 successes=4")

    def test_is_an_intrusion_once_four_cards_were_guessed(self, world, atm, cards, capfd):
        guess(world, atm, cards)

        code, out, err = reviewed(world, capfd, "--explain")

        assert 1 == code
        word, fields = LINE.fullmatch(out).groups()
        assert "INTRUSION" == word
        assert f"users=4 sources=1 attempts=8 top={atm.uuid} breached=0 rules=R2" in fields
        assert all(card.hash[:8] in err for card in cards)

    def test_is_json_with_the_same_fields(self, world, atm, cards, capfd):
        guess(world, atm, cards)

        code, out, _ = reviewed(world, capfd, "--json")
        told = json.loads(out)

        assert (1, "INTRUSION", 4) == (code, told["verdict"], told["users"])

    def test_tells_no_card_and_no_pin(self, world, atm, cards, capfd):
        guess(world, atm, cards)

        _, out, err = reviewed(world, capfd, "--explain")
        kept = repr(world.store.pins.results(None, 100))

        for card in cards:
            assert card.uuid not in out + err + kept
            assert card.hash not in out + err + kept
            assert card_token(world.keys.pepper, card.hash) in kept
            assert card_token(world.keys.pepper, card.hash) not in out + err
        assert "9999" not in kept


class TestTheAlarm:
    @pytest.fixture(autouse=True)
    def _expected(self, expect_log):
        expect_log("alarm what=pin-review .* reason=pin-guessing")

    def test_is_raised_once(self, world, atm, cards):
        look(world)
        assert [] == alarms(world)
        guess(world, atm, cards)

        look(world)
        look(world)

        (item,) = alarms(world)
        assert (atm.uuid, True) == (item["atm"], item["is_alarm"])
        assert 1 == world.audit.alarms().count(("pin-review", "pin-guessing"))
        world.admin("work-items/close", number=item["number"], because="the test ends")

    def test_is_raised_again_only_for_what_came_after_it_was_closed(self, world, atm, cards, capfd):
        guess(world, atm, cards)
        look(world)
        (item,) = alarms(world)
        world.admin("work-items/close", number=item["number"], because="cards replaced")

        look(world)
        assert [] == alarms(world)
        assert (0, 1) == (reviewed(world, capfd)[0], reviewed(world, capfd, "--all")[0])
        for card in cards:
            world.admin("cards/unblock", card=card.hash)
        world.clock.ahead_ms += 1
        guess(world, atm, cards)
        look(world)

        assert [atm.uuid] == [each["atm"] for each in alarms(world)]


class TestTheAlarmOfEachAtm:
    @pytest.fixture(autouse=True)
    def _expected(self, expect_log):
        expect_log("alarm what=pin-review .* reason=pin-guessing")

    @pytest.fixture
    def both(self, world, atm, other_atm, cards):
        """Two ATMs and cards for each, guessed at."""
        of_other = [world.new_card(other_atm) for _ in range(5)]
        guess(world, atm, cards)
        guess(world, other_atm, of_other)
        look(world)
        return {atm.uuid: (atm, cards), other_atm.uuid: (other_atm, of_other)}

    def closed(self, world):
        for item in alarms(world):
            world.admin("work-items/close", number=item["number"], because="cards replaced")

    def test_says_how_many_cards_and_when(self, world, atm, both):
        notes = {item["atm"]: item["note"] for item in alarms(world)}

        assert notes.keys() == both.keys()
        told = r"4 cards, 8 wrong PINs, (\S+ \S+) to (\S+ \S+) UTC; see: review --explain"
        begin, end = re.fullmatch(told, notes[atm.uuid]).groups()
        assert begin <= end
        self.closed(world)

    def test_is_closed_for_that_atm_alone(self, world, atm, both):
        mine = next(item for item in alarms(world) if item["atm"] == atm.uuid)
        world.admin("work-items/close", number=mine["number"], because="cards replaced")
        world.clock.ahead_ms += 1
        look(world)
        still = [each["atm"] for each in alarms(world)]
        for card in both[atm.uuid][1]:
            world.admin("cards/unblock", card=card.hash)
        guess(world, *both[atm.uuid])
        look(world)

        assert [each for each in both if each != atm.uuid] == still
        assert sorted(both) == sorted(each["atm"] for each in alarms(world))
        self.closed(world)

    def test_is_raised_for_so_many_and_for_more_once_these_are_closed(
        self, world, both, monkeypatch
    ):
        self.closed(world)
        monkeypatch.setattr(pin_review, "OPEN_MAX", 1)
        world.clock.ahead_ms += 1
        for machine, cards in both.values():
            for card in cards:
                world.admin("cards/unblock", card=card.hash)
            guess(world, machine, cards)
        seen = []
        for _ in both:
            look(world)
            (item,) = alarms(world)
            seen.append(item["atm"])
            self.closed(world)
        look(world)

        assert sorted(both) == sorted(seen)
        assert [] == alarms(world)


def guess_at_both(world, atm, other_atm, cards):
    """Three cards at each: too few for one ATM, and too many for both."""
    for number, card in enumerate(cards):
        guess(world, atm if number % 2 else other_atm, [card])


def test_guessing_over_many_atms_is_one_item_and_again_one_after_it(
    world, atm, other_atm, cards, capfd, expect_log
):
    expect_log("alarm what=pin-review .* reason=pin-guessing")
    six = [*cards, world.new_card(atm), world.new_card(atm)]
    guess_at_both(world, atm, other_atm, six[:5])
    look(world)
    assert [] == alarms(world)
    guess(world, atm, six[5:])
    look(world)
    look(world)
    (item,) = alarms(world)
    world.admin("work-items/close", number=item["number"], because="looked at")
    look(world)
    quiet = alarms(world)
    told = reviewed(world, capfd, "--all", "--explain")
    for card in six:
        world.admin("cards/unblock", card=card.hash)
    world.clock.ahead_ms += 1
    guess_at_both(world, atm, other_atm, six)
    look(world)
    (again,) = alarms(world)
    world.admin("work-items/close", number=again["number"], because="looked at")

    assert ("all-atms", []) == (item["reference"], quiet)
    assert item["note"].startswith("6 cards, 12 wrong PINs at all ATMs, ")
    assert again["note"].startswith("6 cards, 12 wrong PINs at all ATMs, ")
    assert "rules=R5" in told[1]
    assert "all ATMs: 6 cards gave up within 3 hours, where some 0 customers come" in told[2]


def test_results_are_forgotten_after_their_days(world, atm, cards, capfd):
    guess(world, atm, cards)
    world.clock.ahead_ms += KEPT_DAYS * DAY_MS

    look(world)

    assert () == world.store.pins.results(None, 10)


def test_no_bank_is_an_error_and_neither_word(tmp_path, capfd):
    code = main(["--state", str(tmp_path), "review"])
    out = capfd.readouterr().out

    assert (2, "ERROR") == (code, LINE.fullmatch(out).group(1))

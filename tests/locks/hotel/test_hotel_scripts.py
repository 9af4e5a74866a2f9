"""The scripts that are shipped play to their end, and a wrong line is told by its number."""

import io
from argparse import Namespace
from pathlib import Path

import pytest

from hardware.locks.hotel import play
from hardware.locks.hotel.words import BadWords, Expected, Words

SCRIPTS = Path(__file__).parents[3] / "resources" / "locks"


@pytest.fixture(scope="module")
def words(tmp_path_factory):
    hotel = play.opened(tmp_path_factory.mktemp("played"), "101-102")
    yield Words(hotel)
    hotel.close()


@pytest.mark.parametrize("name", sorted(path.name for path in SCRIPTS.glob("*.txt")))
def test_a_script_that_is_shipped_plays_to_its_end(name):
    assert 0 == play.run_script(Namespace(file=SCRIPTS / name, rooms="101-102,202"))


def test_an_expectation_that_is_not_met_ends_the_script(words, capsys):
    assert 1 == play.played(words, ["time", "expect no such words", "help"])
    assert "line 2: expected 'no such words'" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("open sesame", "is no word here"),
        ("swipe 101", "wants 2 words"),
        ("swipe 101 card-99", "no card"),
        ("swipe 999 card-1", "no room"),
        ("wait forever", "write it as"),
        ("plan nothing", "no kind of round"),
        ("fire Ada", "is no number"),
        ("cut 101 999999", "at most"),
        ("backup ../x", "small letters"),
    ],
)
def test_a_wrong_line_is_answered_in_words(words, line, told):
    if line.startswith("swipe 999"):
        words.say("check-in 101")
    with pytest.raises(BadWords, match=told):
        words.say(line)


def test_what_the_desk_refuses_is_an_answer(words):
    assert "refused (no-room)" in words.say("check-in 404")
    words.say("expect no-room")
    with pytest.raises(Expected):
        words.say("expect something else")


def test_a_file_that_cannot_be_read_is_wrong_use(tmp_path, capsys):
    assert 2 == play.run_script(Namespace(file=tmp_path / "none", rooms="101"))
    assert "cannot be read" in capsys.readouterr().err


def test_the_prompt_answers_line_after_line(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO("time\nnonsense\nrooms\nquit\n"))

    assert 0 == play.run(Namespace(rooms="101"))
    out = capsys.readouterr().out
    assert "101: installed, vacant" in out
    assert "'nonsense' is no word here" in out

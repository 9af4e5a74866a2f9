"""Translations: whatever is missing or stale is named, and what a tool can mend is mended."""

import shutil
from pathlib import Path

import pytest

from kiosk.workbench import translations

ENGLISH = Path(__file__).parents[3] / "resources/i18n/kiosk_en.ts"


@pytest.fixture
def english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the English file, not compiled yet."""
    monkeypatch.setattr(translations, "CHECKOUT", tmp_path)
    monkeypatch.setattr(translations, "TRANSLATIONS", tmp_path)
    return Path(shutil.copy(ENGLISH, tmp_path))


def test_missing_compilation_is_named_and_mended(
    english: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A check changes nothing; without --check the file is compiled, and then all is well."""
    assert 1 == translations.main(["--check"])
    assert not english.with_suffix(".qm").exists()
    assert "kiosk_en.ts: not compiled as it is" in capsys.readouterr().out

    assert 0 == translations.main([])
    assert 0 == translations.main(["--check"])


def test_phrase_that_is_not_translated_is_counted(
    english: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No tool can mend it: a person has to translate."""
    text = english.read_text(encoding="utf-8")
    english.write_text(text.replace("<translation>", '<translation type="unfinished">', 1))

    assert 1 == translations.main([])
    assert "kiosk_en.ts: 1 phrases have no translation yet\n" == capsys.readouterr().out


def test_phrase_that_the_screens_no_longer_have_is_stale(
    english: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    translations.main([])
    text = english.read_text(encoding="utf-8")
    english.write_text(text.replace("second(s)", "minute(s)", 1), encoding="utf-8")

    assert 1 == translations.main(["--check"])
    assert "the screens have changed" in capsys.readouterr().out

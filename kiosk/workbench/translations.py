"""Keeps the kiosk's translations complete: every phrase of the screens, and nothing left open.

`--check` says what is not up to date and ends with 1; without it the files are brought up to date.
The compiled files are kept beside their sources, so that a checkout runs without Qt's tools.
`--pseudo DIR` makes the language of the layout tests, which is not shipped.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree as ET

from kiosk.workbench import pseudo_language

CHECKOUT = Path(__file__).resolve().parents[2]
# The customers' screens; the panel beside them is a tool for developers, in English.
SCREENS = CHECKOUT / "resources" / "qml" / "Kiosk"
TRANSLATIONS = CHECKOUT / "resources" / "i18n"
TOOL_S_MAX = 60

# The screens are written in this language: only its plural forms need a translation.
SOURCE_LANGUAGE = "en"


class ToolFailed(Exception):
    """One of Qt's translation tools failed; the text is what it said."""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m kiosk.workbench.translations",
        description="Bring the kiosk's translations up to date with its screens.",
    )
    parser.add_argument("--check", action="store_true", help="only say what is not up to date")
    parser.add_argument(
        "--pseudo",
        type=Path,
        metavar="DIR",
        help="only make the longer language of the tests, there",
    )
    options = parser.parse_args(arguments)
    if options.pseudo is not None:
        sys.stdout.write(f"{write_pseudo(options.pseudo)}\n")
        return 0
    faults = [
        fault
        for source in sorted(TRANSLATIONS.glob("*.ts"))
        for fault in faults_of(source, update=not options.check)
    ]
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    return 1 if faults else 0


def faults_of(source: Path, *, update: bool) -> list[str]:
    """What is wrong with one language. With update, what a tool can mend is mended first."""
    name = source.relative_to(CHECKOUT)
    compiled = source.with_suffix(".qm")
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / source.name
        shutil.copy(source, fresh)
        collect(fresh)
        if phrases(fresh) != phrases(source):
            if update:
                shutil.copy(fresh, source)
            else:
                faults.append(f"{name}: the screens have changed; run this without --check")
        compile_to(fresh, fresh.with_suffix(".qm"))
        if not compiled.exists() or compiled.read_bytes() != fresh.with_suffix(".qm").read_bytes():
            if update:
                shutil.copy(fresh.with_suffix(".qm"), compiled)
            else:
                faults.append(f"{name}: not compiled as it is; run this without --check")
        open_count = fresh.read_text(encoding="utf-8").count('type="unfinished"')
    if open_count:
        faults.append(f"{name}: {open_count} phrases have no translation yet")
    return faults


def write_pseudo(folder: Path) -> Path:
    """Make the pseudo-language from the phrases of the screens, compiled; returns its file."""
    folder.mkdir(parents=True, exist_ok=True)
    source = pseudo_language.file_in(folder)
    # As if it were English: its plurals are made from the English ones.
    collect(source, "-target-language", SOURCE_LANGUAGE)
    longer = ET.parse(source)  # noqa: S314 - Qt's tool has just written it
    plurals = ET.parse(TRANSLATIONS / f"kiosk_{SOURCE_LANGUAGE}.ts")  # noqa: S314 - our own
    pseudo_language.fill(longer.getroot(), plurals.getroot())
    longer.write(source, encoding="utf-8", xml_declaration=True)
    compile_to(source, source.with_suffix(".qm"))
    return source.with_suffix(".qm")


def phrases(source: Path) -> str:
    """The file without the blanks that tools lay out differently."""
    return re.sub(r">\s+<", "><", source.read_text(encoding="utf-8")).strip()


def collect(source: Path, *more: str) -> None:
    """Bring the phrases of the screens into the file; what is translated stays so."""
    only_plurals = ["-pluralonly"] if source.stem.endswith(f"_{SOURCE_LANGUAGE}") else []
    options = ["-silent", "-locations", "none", "-no-obsolete", *only_plurals, *more]
    _run("lupdate", *options, str(SCREENS), "-ts", str(source))


def compile_to(source: Path, target: Path) -> None:
    _run("lrelease", "-silent", str(source), "-qm", str(target))


def _run(tool: str, *arguments: str) -> None:
    program = Path(sys.executable).with_name(f"pyside6-{tool}")
    run = subprocess.run(
        [program, *arguments],
        cwd=CHECKOUT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=TOOL_S_MAX,
        check=False,
    )
    if run.returncode != 0:
        raise ToolFailed(f"{tool}: {run.stderr.strip() or run.stdout.strip()}")


if __name__ == "__main__":
    sys.exit(main())

"""The page docs/gallery.md: a heading for each screen, a sheet of pictures for each specimen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Final

from kiosk.domain.screens import ScreenId

FOLDER: Final = "gallery"
COMMAND: Final = ".venv/bin/python -m kiosk.viewmodels.gallery"

HEAD: Final = f"""# Gallery

Every screen that a customer or a member of staff can see, drawn by the kiosk itself with its clock
stopped. On each sheet, to scale: 1920 × 1080, 1280 × 800, 1024 × 768 and, standing, 1080 × 1920. A
few screens are shown in German too, and in a pseudo-language that is 40 % longer than English.
Nobody sees that one: it finds words that a translation would not fit
([translating.md](translating.md)). Staff pages that repeat another one but for a word are not kept
here.

The page and its pictures are made by one command, after which they are looked at:

```
{COMMAND}
```
"""


def page(specimens: Iterable[str], samples: Mapping[str, Iterable[str]]) -> str:
    """The page's text; `samples` are the further languages, each with its specimens."""
    parts = [HEAD]
    for screen, names in groupby(sorted(specimens, key=_place), _screen_of):
        parts.append(f"## {screen} {title_of(screen)}\n")
        for name in names:
            parts.append(f"### {name}\n")
            parts.append(_picture(name, "en"))
            parts += [_picture(name, each) for each, shown in samples.items() if name in shown]
    return "\n".join(parts)


def file_name(name: str, language: str) -> str:
    return f"{name}.png" if language == "en" else f"{name}.{language}.png"


def title_of(screen: str) -> str:
    """Such as `Take card` for S12."""
    return ScreenId(screen).name.replace("_", " ").capitalize().replace("Pin", "PIN")


def _screen_of(name: str) -> str:
    return name.partition("-")[0]


def _place(name: str) -> tuple[bool, str]:
    """Customers' screens first."""
    screen = _screen_of(name)
    return not screen.startswith("S"), screen


def _picture(name: str, language: str) -> str:
    spoken = "" if language == "en" else f", {language}"
    return f"![{name}{spoken}, in four sizes]({FOLDER}/{file_name(name, language)})\n"

"""Write this program as a zip that runs alone: its folder, how to use it, and its design."""

import zipfile
from pathlib import Path
from typing import Dict

NAME = "authreview"
README = "README.txt"
DESIGN = "log-review.md"
_MADE_AT = (2026, 1, 1, 0, 0, 0)  # the same sources make the same bytes

_FOLDER = Path(__file__).resolve().parent


def write(path: str) -> int:
    """Write the zip; how many files are in it. Raises OSError."""
    contents = files(_FOLDER)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(contents):
            entry = zipfile.ZipInfo(name, _MADE_AT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, contents[name])
    return len(contents)


def files(folder: Path) -> Dict[str, bytes]:
    """What goes into it: from a checkout, or from a bundle that was unpacked."""
    contents = {
        "{}/{}".format(NAME, each.name): each.read_bytes()
        for each in folder.iterdir()
        if each.suffix == ".py" or each.name == README
    }
    contents[README] = (folder / README).read_bytes()
    for design in (folder.parents[1] / "docs" / DESIGN, folder.parent / DESIGN):
        if design.is_file():
            contents[DESIGN] = design.read_bytes()
            break
    return contents

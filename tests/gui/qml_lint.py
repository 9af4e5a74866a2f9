"""`python -m tests.gui.qml_lint`: the view-models' types for qmllint, then qmllint over every file.

The types are made anew each time, so they cannot grow stale.
"""

import json
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
QML = CHECKOUT / "resources" / "qml"
VIEW_MODELS = CHECKOUT / "kiosk" / "viewmodels"
# The modules of types that Python makes, and the files that they are made in.
TYPED = {
    "Kiosk": [
        VIEW_MODELS / name
        for name in (
            "frozen_rows.py",
            "rows.py",
            "page_facts.py",
            "staff_model.py",
            "page_model.py",
            "screen_properties.py",
            "kiosk_view_model.py",
        )
    ],
    "Panel": [
        CHECKOUT / "kiosk" / "panel" / name
        for name in (
            *("panel_lists.py", "panel_slot.py", "panel_receipts.py", "panel_properties.py"),
            "panel_model.py",
        )
    ],
    "Desk": [
        CHECKOUT / "kiosk" / "desk" / name
        for name in ("desk_rows.py", "desk_properties.py", "desk_model.py")
    ],
}
# What it calls by Python's names.
QML_NAMES = {"dict": "QVariantMap", "list": "QVariantList"}
TOOL_S_MAX = 120


def complaints():
    """What qmllint says about the kiosk's QML; empty when it is clean."""
    with tempfile.TemporaryDirectory() as folder:
        for name in TYPED:
            _write_types(Path(folder), name)
        return _tool(
            "pyside6-qmllint",
            "--max-warnings",
            "0",
            "-I",
            str(QML),
            "-I",
            folder,
            *sorted(str(path) for path in QML.rglob("*.qml")),
        )


def _write_types(folder, name):
    module = folder / name / "Models"
    module.mkdir(parents=True)
    dump = folder / f"{name}.json"
    _tool("pyside6-metaobjectdump", "-o", str(dump), *map(str, TYPED[name]))
    classes = json.loads(dump.read_text())
    for described in classes:
        for one in described["classes"]:
            for prop in one.get("properties", []):
                # The dump tool forgets that a property without a signal is constant.
                prop["constant"] = "notify" not in prop
                prop["type"] = QML_NAMES.get(prop["type"], prop["type"])
    dump.write_text(json.dumps(classes))
    _tool(
        "pyside6-qmltyperegistrar",
        "--generate-qmltypes",
        str(module / "models.qmltypes"),
        "--import-name",
        f"{name}.Models",
        "--major-version",
        "1",
        "--minor-version",
        "0",
        "-o",
        str(folder / "unused.cpp"),
        str(dump),
    )
    (module / "qmldir").write_text(f"module {name}.Models\ntypeinfo models.qmltypes\n")


def _tool(name, *arguments):
    program = Path(sysconfig.get_path("scripts")) / name
    done = subprocess.run(
        [str(program), *arguments], capture_output=True, text=True, timeout=TOOL_S_MAX, check=False
    )
    return (done.stdout + done.stderr).strip()


if __name__ == "__main__":
    said = complaints()
    sys.stdout.write(said + "\n" if said else "clean\n")
    sys.exit(1 if said else 0)

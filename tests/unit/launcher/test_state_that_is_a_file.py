"""--state with a file in its place is told by every command as any other wrong option."""

import pytest

from bank_server.__main__ import main as bank
from bank_server.admin.__main__ import main as admin
from hardware.emulators.__main__ import main as devices
from kiosk.__main__ import main as kiosk
from kiosk.workbench.demo import main as demo
from kiosk.workbench.doctor import main as doctor
from kiosk.workbench.hands import main as hands


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (demo, ["--headless"]),
        (hands, ["cards"]),
        (bank, []),
        (admin, ["accounts", "list"]),
        (kiosk, []),
        (devices, []),
        (doctor, []),
    ],
)
def test_a_file_is_no_state_folder(command, words, tmp_path, capsys):
    """Exit code 2, one clear line under the usage, and nothing is started or made."""
    file = tmp_path / "atm.state"
    file.write_text("mine")

    with pytest.raises(SystemExit) as ended:
        command(["--state", str(file), *words])

    last_line = capsys.readouterr().err.splitlines()[-1]
    assert 2 == ended.value.code
    assert last_line.endswith(
        f"error: argument --state: {file} is a file, and a state folder is meant"
    )
    assert ["mine"] == [path.read_text() for path in tmp_path.iterdir()]

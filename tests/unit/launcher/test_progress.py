"""Progress: one line written over on a terminal, plain lines everywhere else."""

import io

from kiosk.workbench.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_file_gets_plain_lines() -> None:
    """A log has no control characters and no line for each package."""
    stream = io.StringIO()
    progress = Progress(stream, lambda: 0.0)

    progress.begin("Installing")
    progress.update("Installing: 1 of 2")
    progress.done("Installing")

    assert ["Installing ...", "Installing: done in 0 s"] == stream.getvalue().splitlines()


def test_terminal_gets_one_line_written_over() -> None:
    """Each update takes the place of the one before, and only the end of the step stays."""
    stream = Terminal()
    progress = Progress(stream, lambda: 0.0)

    progress.begin("Installing")
    progress.update("Installing: 1 of 2")
    progress.done("Installing")

    erase = "\r\x1b[K"
    assert (
        f"{erase}Installing …{erase}Installing: 1 of 2{erase}Installing: done in 0 s\n"
        == stream.getvalue()
    )

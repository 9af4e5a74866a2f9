"""The window itself: it settles, it can be photographed, it closes cleanly and on request only."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QCoreApplication

from kiosk.domain.screens import ChoicePressed, ScreenId
from kiosk.viewmodels.formats import Formats
from kiosk.viewmodels.kiosk_view_model import KioskViewModel
from kiosk.viewmodels.specimens import ALL, AMOUNT, MENU
from kiosk.viewmodels.window import fitting, open_window
from tests.gui.kiosk_driver import is_text, visible

SETTLE_MS_MAX = 5000
QUIT_S_MAX = 60
QUITTER = """
from datetime import UTC, datetime
from PySide6.QtCore import QCoreApplication, QTimer
from kiosk.viewmodels.formats import Formats
from kiosk.viewmodels.kiosk_view_model import KioskViewModel
from kiosk.viewmodels.specimens import MENU
from kiosk.viewmodels.window import fitting, make_application, open_window
application = make_application()
view_model = KioskViewModel(print, formats=Formats(), now=lambda: datetime.now(UTC))
window = open_window(view_model)
QTimer.singleShot(0, lambda: (view_model.show(MENU), QCoreApplication.quit()))
application.exec()
window.close()
print("ended")
"""


@pytest.fixture
def posted():
    return []


@pytest.fixture
def view_model(qapp, posted):
    return KioskViewModel(
        posted.append,
        formats=Formats(),
        now=lambda: datetime(2026, 11, 21, 12, 5, tzinfo=UTC),
        monotonic=lambda: 0.0,
    )


@pytest.fixture
def moving(view_model):
    window = open_window(view_model, reduce_motion=False)
    yield window
    window.close()


def test_a_page_settles_after_its_entrance(moving, view_model, qtbot):
    """With motion on, `settled` fires once the new page stands still."""
    with qtbot.waitSignal(moving.settled, timeout=SETTLE_MS_MAX):
        view_model.show(MENU)

    assert moving.is_settled


def test_a_page_takes_inputs_before_it_has_settled(moving, view_model, posted):
    """A transition holds up nothing."""
    view_model.show(AMOUNT)
    view_model.sideKey("A")

    assert [ChoicePressed(ScreenId.AMOUNT, "amount-2000")] == posted


def test_without_motion_a_page_has_settled_at_once(kiosk):
    """Reduced motion means none."""
    kiosk.vm.show(ALL["S00-attract"])
    kiosk.vm.show(MENU)

    assert kiosk.window.is_settled


def test_the_same_screen_gives_the_same_picture(kiosk):
    """A picture with the clock stopped may be compared."""
    kiosk.show(MENU)
    first = kiosk.window.grab()
    kiosk.show(AMOUNT)
    kiosk.show(MENU)

    assert (1280, 800) == first.size().toTuple()
    assert first == kiosk.window.grab()


def test_nobody_but_the_program_closes_the_window(kiosk):
    """Alt+F4 and its like do nothing."""
    kiosk.window.window.close()
    QCoreApplication.processEvents()

    assert kiosk.window.window.isVisible()


def test_the_program_ends_when_it_says_so():
    """The window refuses to be closed, and `quit` ends the process all the same."""
    done = subprocess.run(
        [sys.executable, "-c", QUITTER],
        timeout=QUIT_S_MAX,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (0, "", "ended\n") == (done.returncode, done.stderr, done.stdout)


def test_closing_takes_the_window_down_and_leaves_the_view_model(view_model, qtbot):
    """No binding is left that could read what is gone; closing again does nothing."""
    window = open_window(view_model, reduce_motion=True)
    window.close()
    window.close()
    view_model.show(MENU)
    QCoreApplication.processEvents()

    assert "menu" == view_model.page


def test_plural_words_follow_the_number(kiosk):
    """The English of one and of several."""
    kiosk.show(ALL["S04-notice-E04"])
    words = [item.property("text") for item in kiosk.items() if is_text(item)]

    assert "That PIN is not right. You have 2 tries left." in words


def test_german_words_and_amounts_are_shown_when_asked_for(qapp, qtbot):
    """One translation ships, complete: words, plurals and the way amounts are written."""
    view_model = KioskViewModel(
        lambda pressed: None,
        formats=Formats("de_DE"),
        now=lambda: datetime(2026, 11, 21, 12, 5, tzinfo=UTC),
    )
    window = open_window(view_model, reduce_motion=True, language="de")
    view_model.show(ALL["S10-confirm"])
    window.grab()
    words = [
        item.property("text") for item in visible(window.window.contentItem()) if is_text(item)
    ]
    window.close()

    assert "100\N{NO-BREAK SPACE}€ abheben?" in words


def test_offscreen_a_window_has_the_size_that_was_asked_for():
    """
    Pictures do not depend on the machine: only a real display bounds the window.
    """
    assert (1920, 1080) == fitting((1920, 1080))

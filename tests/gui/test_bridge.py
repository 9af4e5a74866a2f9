"""Screens cross from the core's thread in order, and no longer once the door is closed."""

import functools
import subprocess
import sys
import threading
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QThread

from kiosk.domain.screens import MoneyWords, Notice, Screen, ScreenId
from kiosk.viewmodels.bridge import ScreenBridge
from kiosk.viewmodels.formats import Formats
from kiosk.viewmodels.kiosk_view_model import KioskViewModel
from kiosk.viewmodels.pages import PAGES
from kiosk.viewmodels.specimens import ALL

GUARD_S_MAX = 60
LONG_MS = 60_000
EMIT_GUARD = """
from PySide6.QtCore import QObject, Signal
class Emitter(QObject):
    happened = Signal()
emitter = Emitter()
for _ in range(200000):
    emitter.happened.emit()
"""


@pytest.fixture
def view_model(qapp):
    return KioskViewModel(
        lambda pressed: None,
        formats=Formats(),
        now=lambda: datetime(2026, 11, 21, 12, 5, tzinfo=UTC),
        monotonic=lambda: 0.0,
    )


def from_another_thread(call):
    thread = threading.Thread(target=call, name="core")
    thread.start()
    thread.join()


def pages_seen(view_model):
    seen = []
    view_model.pageChanged.connect(lambda: seen.append((view_model.page, QThread.isMainThread())))
    return seen


def test_screens_from_another_thread_arrive_in_order_in_the_gui_thread(view_model, qtbot):
    """The core shows; the GUI thread sees each page in turn, and only there."""
    bridge = ScreenBridge(view_model, page_ms_min=0)
    seen = pages_seen(view_model)
    for screen_id in (ScreenId.ATTRACT, ScreenId.PIN, ScreenId.MENU):
        from_another_thread(functools.partial(bridge.show, Screen(screen_id)))
        QCoreApplication.processEvents()

    assert [("attract", True), ("pin", True), ("menu", True)] == seen


def test_a_page_replaced_before_the_gui_thread_came_to_it_is_not_drawn(view_model, qtbot):
    """A window that is behind goes straight to what is true now."""
    bridge = ScreenBridge(view_model)
    seen = pages_seen(view_model)
    from_another_thread(
        lambda: [bridge.show(Screen(s)) for s in (ScreenId.ATTRACT, ScreenId.PIN, ScreenId.MENU)]
    )
    QCoreApplication.processEvents()

    assert [("menu", True)] == seen


def test_a_page_that_has_just_come_stays_for_some_frames(view_model, qtbot):
    """Then comes what is true by that time; what was in between would have been a flicker."""
    bridge = ScreenBridge(view_model, page_ms_min=1)
    seen = pages_seen(view_model)
    bridge.show(Screen(ScreenId.PIN))
    QCoreApplication.processEvents()
    bridge.show(Screen(ScreenId.CONTACTING_BANK))
    bridge.show(Screen(ScreenId.MENU))
    qtbot.waitUntil(lambda: len(seen) == 2)

    assert [("pin", True), ("menu", True)] == seen


def test_what_changes_within_a_page_waits_for_nothing(view_model, qtbot):
    """A digit that is typed appears at once, on however new a page."""
    bridge = ScreenBridge(view_model, page_ms_min=LONG_MS)
    bridge.show(Screen(ScreenId.PIN))
    QCoreApplication.processEvents()
    bridge.show(Screen(ScreenId.PIN, digits=1))
    QCoreApplication.processEvents()

    assert 1 == view_model.shown.digits


def test_more_time_never_hides_which_page_it_lies_over(view_model, qtbot):
    """The page beneath is delivered with it, however late the GUI thread is."""
    bridge = ScreenBridge(view_model)
    ids = (ScreenId.PIN, ScreenId.MENU, ScreenId.MORE_TIME, ScreenId.MORE_TIME)
    from_another_thread(lambda: [bridge.show(Screen(s)) for s in ids])
    QCoreApplication.processEvents()

    assert ("S05", True) == (view_model.shown.screenId, view_model.moreTime)


def test_who_takes_a_picture_of_each_screen_gets_each(view_model, qtbot):
    bridge = ScreenBridge(view_model, shows_each=True)
    seen = pages_seen(view_model)
    from_another_thread(
        lambda: [bridge.show(Screen(s)) for s in (ScreenId.ATTRACT, ScreenId.PIN, ScreenId.MENU)]
    )
    QCoreApplication.processEvents()

    assert [("attract", True), ("pin", True), ("menu", True)] == seen


def test_a_closed_bridge_delivers_nothing_not_even_what_was_under_way(view_model, qtbot):
    """After close the view-model may go."""
    bridge = ScreenBridge(view_model)
    from_another_thread(lambda: bridge.show(Screen(ScreenId.PIN)))
    bridge.close()
    from_another_thread(lambda: bridge.show(Screen(ScreenId.MENU)))
    QCoreApplication.processEvents()

    assert ScreenId.OUT_OF_SERVICE is view_model.screen.id


def test_the_bridge_survives_two_hundred_thousand_emits():
    """PySide6 6.12.0 aborts Python 3.11 here; this installation must not."""
    done = subprocess.run(
        [sys.executable, "-c", EMIT_GUARD], timeout=GUARD_S_MAX, capture_output=True, check=False
    )

    assert (0, b"") == (done.returncode, done.stderr)


def test_more_time_keeps_the_page_beneath_and_hides_a_balance(view_model):
    """S18 lies over the page that was shown; a balance is not left for others to read."""
    view_model.show(ALL["S05-menu"])
    view_model.show(ALL["S18-more-time"])
    over_menu = view_model.page
    view_model.show(ALL["S20-balance"])
    view_model.show(ALL["S18-more-time"])

    assert ("menu", "blank") == (over_menu, view_model.page)


def test_the_seconds_of_more_time_count_down_by_themselves(qapp):
    """The core says 20 once; the customer sees what is left."""
    clock = [100.0]
    view_model = KioskViewModel(
        lambda pressed: None,
        formats=Formats(),
        now=lambda: datetime(2026, 11, 21, 12, 5, tzinfo=UTC),
        monotonic=lambda: clock[0],
    )
    view_model.show(Screen(ScreenId.MORE_TIME, seconds=20))
    clock[0] += 7.2

    assert 13 == view_model.seconds


def test_the_specimens_show_every_screen_and_every_notice():
    """A new screen or notice without an example fails here."""
    assert set(ScreenId) == {screen.id for screen in ALL.values()}
    assert set(Notice) == {screen.notice for screen in ALL.values()} - {None}
    assert set(ScreenId) - {ScreenId.MORE_TIME} == set(PAGES)


@pytest.mark.parametrize("words", MoneyWords)
def test_every_fate_of_the_money_has_a_sentence(kiosk, words):
    """What happened to the money is said on every message that knows."""
    kiosk.show(Screen(ScreenId.MESSAGE, notice=Notice.CASH_FAULT, money=words))

    assert kiosk.named("scr.S32.money").property("text").endswith(".")


@pytest.mark.parametrize("notice", Notice)
def test_every_notice_says_what_to_do_and_why(kiosk, notice):
    """First what to do, then what happened."""
    kiosk.show(Screen(ScreenId.MESSAGE, notice=notice, money=MoneyWords.NOT_CHARGED))
    words = [name for role, name in kiosk.accessible() if name]

    assert kiosk.named("scr.S32.title").property("text") in words
    assert any(word.endswith(".") and "charged" not in word for word in words)

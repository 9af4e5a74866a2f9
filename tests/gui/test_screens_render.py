"""Every screen, at every size that the product promises, is whole and readable."""

from itertools import combinations

import pytest

from kiosk.viewmodels.specimens import ALL
from tests.gui.kiosk_driver import is_control, is_text, rect

SIZES = [(1024, 768), (1280, 800), (1920, 1080), (1080, 1920), (1280, 720), (768, 1024)]
TOLERANCE_PX = 1.5


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def sized(shared_kiosk, request):
    shared_kiosk.resize(request.param)
    return shared_kiosk


def cut_words(kiosk):
    return [
        item.property("text")
        for item in kiosk.items()
        if is_text(item)
        and (
            item.property("truncated")
            or item.property("contentWidth") > item.width() + TOLERANCE_PX
            or item.property("contentHeight") > item.height() + TOLERANCE_PX
        )
    ]


def outside(kiosk):
    width, height = kiosk.size
    frame = (-TOLERANCE_PX, -TOLERANCE_PX, width + TOLERANCE_PX, height + TOLERANCE_PX)
    return [
        item.property("text") or item.objectName()
        for item in kiosk.items()
        if (is_text(item) or is_control(item))
        and not (
            frame[0] <= rect(item).left()
            and frame[1] <= rect(item).top()
            and rect(item).right() <= frame[2]
            and rect(item).bottom() <= frame[3]
        )
    ]


def overlapping(kiosk):
    """Pairs of controls, and of a control and words that are not its own, that touch."""
    controls = kiosk.controls()
    pairs = [
        (one.objectName(), other.objectName())
        for one, other in combinations(controls, 2)
        if _meet(rect(one), rect(other))
    ]
    words = [item for item in kiosk.items() if is_text(item) and item.isEnabled()]
    return pairs + [
        (control.objectName(), word.property("text"))
        for control in controls
        for word in words
        if not control.isAncestorOf(word) and _meet(rect(control), rect(word))
    ]


def overlapping_words(kiosk):
    words = [item for item in kiosk.items() if is_text(item) and item.isEnabled()]
    return [
        (one.property("text"), other.property("text"))
        for one, other in combinations(words, 2)
        if _meet(rect(one), rect(other))
    ]


def _meet(one, other):
    shared = one.intersected(other)
    return shared.width() > TOLERANCE_PX and shared.height() > TOLERANCE_PX


@pytest.mark.parametrize("name", ALL)
def test_every_screen_is_whole_at_every_size(sized, name):
    """No word is cut, nothing leaves the window, and no control or words lie over others."""
    sized.show(ALL[name])

    assert [] == cut_words(sized)
    assert [] == outside(sized)
    assert [] == overlapping(sized)
    assert [] == overlapping_words(sized)


def test_a_screen_below_the_least_size_says_so(shared_kiosk):
    """A display that cannot hold readable words shows one message and no control."""
    shared_kiosk.resize((800, 600))
    shared_kiosk.show(ALL["S05-menu"])

    assert [] == shared_kiosk.controls()
    assert "1024" in shared_kiosk.named("too-small").property("text")

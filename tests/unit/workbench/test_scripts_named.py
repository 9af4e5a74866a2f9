"""Every visit that can be named has its script, and what is played unasked stays short."""

from __future__ import annotations

from kiosk.workbench.demo_options import MORE_NAMES, NAMES
from kiosk.workbench.new_state import PEOPLE
from kiosk.workbench.scripts import SCRIPTS
from kiosk.workbench.scripts_failing import ALL_SCRIPTS
from kiosk.workbench.scripts_stripe import PEOPLE as STRIPE
from kiosk.workbench.visits import VISITS
from kiosk.workbench.visits_more import MORE


def test_every_visit_of_the_list_has_its_script():
    assert [*NAMES, *MORE_NAMES] == list(ALL_SCRIPTS)
    assert [*VISITS, *MORE] == [script.visit for script in ALL_SCRIPTS.values()]


def test_what_nobody_names_is_not_played_by_itself():
    assert NAMES == list(SCRIPTS)
    assert set() == set(NAMES) & set(MORE_NAMES)


def test_every_visit_is_of_somebody_who_has_a_card():
    assert {script.visit.card for script in ALL_SCRIPTS.values()} <= PEOPLE.keys() | STRIPE.keys()


def test_a_title_fits_into_a_line_of_the_list():
    assert all(len(f"{visit.name:20}{visit.title}") <= 120 for visit in MORE)

"""An account on a screen: a name that fits its tile, and no more of its number than its end."""

import pytest

from kiosk.domain.screens import AccountLine
from kiosk.viewmodels.account_names import NAME_SHOWN_MAX, full, number_end, shown_name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Savings", "Savings"),
        ("  Joint   account ", "Joint account"),
        ("x" * NAME_SHOWN_MAX, "x" * NAME_SHOWN_MAX),
        ("Gemeinschaftskonto Haushalt und Kinder", "Gemeinschaftskonto Haushalt…"),
        ("Household account - of both of us", "Household account - of both…"),
        ("Rent, water and light, and what else", "Rent, water and light, and…"),
        ("Betriebsmittelkreditkontokorrentkonto", "Betriebsmittelkreditkontoko…"),
    ],
)
def test_a_long_name_ends_with_a_whole_word(name, shown):
    """Only a single word that is too long is cut, and a sign says that there is more."""
    assert shown == shown_name(name)
    assert NAME_SHOWN_MAX >= len(shown_name(name))


def test_a_number_has_its_end_only_where_the_bank_tells_it():
    known, unknown = AccountLine("id", "Savings", "9120"), AccountLine("id", "Savings", "")

    assert ["••9120", ""] == [number_end(known), number_end(unknown)]
    assert ["Savings ••9120", "Savings", ""] == [full(known), full(unknown), full(None)]

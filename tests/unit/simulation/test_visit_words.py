"""What a machine says in one visit is no word about the transaction of the visit before."""

from __future__ import annotations

from tests.simulation.city import City
from tests.simulation.draws import Draws
from tests.simulation.faults import FaultPlan

SERVES_S, READS_S = 60.0, 10.0


def test_a_card_that_begins_a_visit_ends_what_was_said_of_the_one_before():
    """As after a restart with an envelope in the slot and the card still in the machine."""
    city = City(1, FaultPlan(Draws(1), (), None), [], None)
    (turn, *_) = city.turns
    turn.begins()
    city.loop.advance(SERVES_S)
    turn.site.intent = ("ab" * 16, "deposit")
    turn.site.matter.insert("anna")
    city.loop.advance(READS_S)
    city.bank.engine.close()

    assert "VISIT_START" in turn.site.entries
    assert turn.site.intent is None

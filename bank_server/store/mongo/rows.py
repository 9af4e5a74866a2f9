"""All rows in MongoDB, as one run of one step sees them."""

from __future__ import annotations

from bank_server.store.mongo.card_rows import CardRowsMixin
from bank_server.store.mongo.closing_rows import ClosingRowsMixin
from bank_server.store.mongo.journal_rows import JournalRowsMixin
from bank_server.store.mongo.money_rows import MoneyRowsMixin
from bank_server.store.mongo.people_rows import PeopleRowsMixin
from bank_server.store.mongo.pin_rows import PinRowsMixin
from bank_server.store.mongo.restoration_rows import RestorationRowsMixin
from bank_server.store.mongo.terminal_rows import TerminalRowsMixin
from bank_server.store.mongo.unit import Unit


class MongoRows(
    CardRowsMixin,
    MoneyRowsMixin,
    TerminalRowsMixin,
    JournalRowsMixin,
    PeopleRowsMixin,
    RestorationRowsMixin,
    ClosingRowsMixin,
    PinRowsMixin,
):
    def __init__(self, unit: Unit) -> None:
        CardRowsMixin.__init__(self, unit)
        MoneyRowsMixin.__init__(self, unit)
        TerminalRowsMixin.__init__(self, unit)
        JournalRowsMixin.__init__(self, unit)
        PeopleRowsMixin.__init__(self, unit)
        RestorationRowsMixin.__init__(self, unit)
        ClosingRowsMixin.__init__(self, unit)
        PinRowsMixin.__init__(self, unit)

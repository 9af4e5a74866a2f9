"""What a history is drawn from: seeded chance, a clock, and what a store in memory holds by now.

Most draws pick what is there, some what never was: a stranger's id is an id like others.
"""

from hashlib import sha256
from random import Random
from uuid import UUID

from bank_server.contract.money import Money
from bank_server.domain.cards import CardStatus
from bank_server.domain.ledger import AccountKind
from tests.store_histories.operation import Operation

START_MS = 1_800_000_000_000
CURRENCIES = (*("EUR",) * 9, "USD")
STRANGE = 0.1  # how often something is named that is not there
NO_ATM = "99999999-9999-4999-8999-999999999999"
DAY_MS = 24 * 3_600_000
SOON_MS = (0, 1, 1, 7, 40, 250)
LATER_MS = (4_999, 5_001, 29_999, 30_001, 60_000, 121_000, 181_000, 16 * 60_000, DAY_MS)
LATER = 0.04


def digest(text):
    return sha256(text.encode()).hexdigest()


class Scene:
    """
    Attributes:
        rows: of the store in memory, as they are at this moment.
        now: when the next operation is asked; never steps back.
        plans: by proposal id, (method, arguments) that confirm it.
        asked: what was asked so far, to be asked again.
    """

    def __init__(self, seed, rows):
        self.chance = Random(seed)
        self.rows = rows
        self.now = START_MS
        self.plans = {}
        self.asked = []
        self._serial = 0

    # --- chance

    def one(self, options):
        return self.chance.choice(list(options))

    def happens(self, how_often):
        return self.chance.random() < how_often

    def below(self, count):
        return self.chance.randrange(count)

    def tick(self):
        self.now += self.one(LATER_MS if self.happens(LATER) else SOON_MS)

    def new(self, what):
        """A text that nobody has seen before, the same for the same seed."""
        self._serial += 1
        return digest(f"{what} {self._serial}")

    # --- what is there, or a stranger

    def known(self, values, stranger):
        values = list(values)
        if not values or self.happens(STRANGE):
            return stranger
        # The newest are the likeliest, so that histories get deep.
        return self.one(values[-3:] if self.happens(0.5) else values)

    def atm_id(self):
        return self.known((each.atm_id for each in self.rows._atms.all()), NO_ATM)

    def active_atm(self):
        """One that can serve, if there is any; most often it has been loaded."""
        found = [
            each
            for each in self.rows._atms.all()
            if each.may_give_cash and (each.num_bills or self.happens(0.1))
        ]
        idle = [each for each in found if each.held_txid is None]
        chosen = idle if idle and self.happens(0.7) else found
        return self.one(chosen) if chosen else None

    def active_card(self):
        """Often one that is at work already: at another ATM, or a moment ago."""
        found = [each for each in self.rows._cards.all() if each.status is CardStatus.ACTIVE]
        busy = {one.card_id for one in self.rows._transactions.all() if one.is_holding}
        at_work = [each for each in found if each.card_id in busy]
        chosen = at_work if at_work and self.happens(0.3) else found
        return self.one(chosen) if chosen else None

    def card_id(self):
        return self.known((each.card_id for each in self.rows._cards.all()), digest("no card"))

    def account_id(self):
        """Customers' and the bank's own: who asks may name any."""
        return self.known(
            (each.account_id for each in self.rows._accounts.all()), "no such account"
        )

    def customer_id(self):
        """Most often a customer's."""
        found = [
            each.account_id
            for each in self.rows._accounts.all()
            if each.kind is AccountKind.CUSTOMER
        ]
        return self.one(found) if found and self.happens(0.85) else self.account_id()

    def transaction(self):
        return self.one(self.rows._transactions.all() or [None])

    def txid(self):
        """(txid, atm_id)"""
        found = [(each.txid, each.atm_id) for each in self.rows._transactions.all()]
        found += [(each.terms.txid, each.terms.atm_id) for each in self.rows._challenges.all()]
        return self.known(found, (self.new("strange txid")[:32], self.atm_id()))

    def person(self, but=None):
        """Most often not this one."""
        names = [each.name for each in self.rows._staff.all()]
        if but in names and self.happens(0.08):
            return but
        return self.known([each for each in names if each != but] or names, "nobody")

    def amount(self, most=60_000):
        return Money(self.one((0, 1, 1_000, 2_000, self.below(most))), self.one(CURRENCIES))

    def uuid(self, what):
        return str(UUID(self.new(what)[:32], version=4))

    def ask(self, name, *args, needs=(), **named):
        return Operation(name, args, named, self.now, needs)


# What SQLite's foreign keys hold, and what a caller of any store has made sure of.


def atm_is_there(atm_id):
    return lambda rows: rows.atm(atm_id) is not None


def person_is_there(name):
    return lambda rows: rows.staff(name) is not None

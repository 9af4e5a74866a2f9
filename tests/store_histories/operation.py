"""One operation of a store as a value: what is asked, when, and what must be there for it.

Its arguments are fixed when it is drawn. So any part of a history is a history again, and can be
made smaller; an operation whose needs are gone by then is left out.
"""

from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import Enum
from sqlite3 import IntegrityError

from bank_server.store.mongo.run import RuleBroken

GROUP = "together"
RESTART = "the bank starts again"
NOW = "now"  # stands for the moment at which the operation is asked
MISTAKE = ("mistake",)  # what a caller must not ask; each store says so in its own words


@dataclass(frozen=True)
class Operation:
    """
    Attributes:
        name: as `cards.issue`; GROUP, whose arguments are operations; or RESTART.
        needs: questions to the rows in memory; each must be answered by yes.
        ends: of a group: "kept", or "undone" by an exception after its last step.
    """

    name: str
    args: tuple = ()
    named: dict = field(default_factory=dict)
    at_ms: int = 0
    needs: tuple = ()
    ends: str = "kept"

    def again(self, now_ms):
        """The same message, later."""
        members = tuple(each.again(now_ms) for each in self.args) if self.name == GROUP else ()
        return replace(self, at_ms=now_ms, args=members or self.args)

    def is_possible(self, rows):
        members = self.args if self.name == GROUP else ()
        return all(need(rows) for need in self.needs) and all(m.is_possible(rows) for m in members)

    def ask(self, steps):
        """What these steps answer, in a form that shows every difference."""
        noun, verb = self.name.split(".")
        args = [self.at_ms if each is NOW else each for each in self.args]
        named = {name: self.at_ms if each is NOW else each for name, each in self.named.items()}
        return plain(getattr(getattr(steps, noun), verb)(*args, **named))

    def __str__(self):
        if self.name == GROUP:
            return f"{GROUP}, {self.ends}:" + "".join(f"\n      {each}" for each in self.args)
        named = [f"{name}={each!r}" for name, each in self.named.items()]
        return f"{self.name}({', '.join([*map(repr, self.args), *named])}) at {self.at_ms}"


class Undone(Exception):
    """Ends a group that is to leave nothing behind."""

    def __init__(self, answers):
        super().__init__()
        self.answers = answers


def answer_of(store, operation):
    """What the store answers: values, or how it refused."""
    try:
        if operation.name == GROUP:
            return store.together(lambda steps: _all_of(steps, operation))
        return operation.ask(store)
    except Undone as undone:
        return ("undone", undone.answers)
    except (AssertionError, IntegrityError, RuleBroken):
        return MISTAKE


def _all_of(steps, group):
    answers = tuple(each.ask(steps) for each in group.args)
    if group.ends == "undone":
        raise Undone(answers)
    return answers


def plain(value):
    """With the names of all types and all fields, also of those that == does not look at."""
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if is_dataclass(value):
        return type(value).__name__, *(
            (f.name, plain(getattr(value, f.name))) for f in fields(value)
        )
    if hasattr(value, "model_dump"):
        return type(value).__name__, *value.model_dump().items()
    if isinstance(value, tuple | list):
        return type(value).__name__, *map(plain, value)
    if isinstance(value, bool) or value is None:
        return value
    assert isinstance(value, int | str | bytes), f"nobody expected {type(value).__name__}"
    # A database's own kind of whole number is a whole number; all else is exactly what it was.
    return int(value) if isinstance(value, int) else (type(value).__name__, value)

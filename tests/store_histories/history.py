"""A random history of one seed: flows that cross, operations by themselves, messages again.

It is drawn over a store in memory of its own, which shows what there is by then.
"""

from collections import Counter
from contextlib import suppress

from bank_server.store.memory import MemoryEngine
from bank_server.store.stepped import SteppedStore
from tests.store_histories import (
    cards,
    closings,
    deposits,
    journals,
    money,
    people,
    pins,
    restorations,
    terminals,
)
from tests.store_histories.drawing import DRAWS
from tests.store_histories.flows import FLOWS, furnish
from tests.store_histories.operation import (
    GROUP,
    RESTART,
    Operation,
    Undone,
    answer_of,
)
from tests.store_histories.same import label, tried
from tests.store_histories.store_scene import Scene
from tests.store_histories.stores import BOOT

LENGTH = 250
FLOWS_MAX = 3  # under way at once
GROUP_MAX = 5
GOES_ON, AGAIN, IN_GROUP, STARTS_AGAIN, UNDONE = 0.7, 0.08, 0.12, 0.01, 0.3
TRIES_MAX = 50

MODULES = (cards, closings, deposits, journals, money, people, pins, restorations, terminals)
assert {each.__name__ for each in MODULES}, "they register draws"


def history(seed, length=LENGTH, seen=None):
    """The same operations for the same seed.

    seen: counts how memory answered them, by name and kind of answer.
    """
    return _Drawn(seed, Counter() if seen is None else seen).operations(length)


class _Drawn:
    def __init__(self, seed, seen):
        self._seen = seen
        self._engine = MemoryEngine()
        self._boots = 0
        self._start()
        self._scene = Scene(seed, self._engine._rows)
        self._flows = []

    def _start(self):
        self._boots += 1
        self._store = SteppedStore(self._engine, BOOT.format(self._boots))

    def operations(self, length):
        scene, drawn = self._scene, []
        for operation in furnish(scene):
            drawn.append(operation)
            self._ask(operation)
        while len(drawn) < length:
            scene.tick()
            if scene.happens(STARTS_AGAIN):
                self._start()
                drawn.append(Operation(RESTART, at_ms=scene.now))
                self._seen[RESTART, ""] += 1
            elif scene.happens(IN_GROUP):
                drawn.append(self._group())
            else:
                operation = self._next()
                drawn.append(operation)
                self._ask(operation)
            scene.asked.append(drawn[-1])
        return drawn

    def _group(self):
        """Its members are drawn inside the group, each from what those before it have left."""
        members, scene = [], self._scene
        ends = "undone" if scene.happens(UNDONE) else "kept"
        count = 1 + scene.below(GROUP_MAX)

        def work(steps):
            for _ in range(count):
                member = self._next(in_group=True)
                members.append(member)
                self._seen[member.name, label(member.ask(steps))] += 1
            if ends == "undone":
                raise Undone(())

        try:
            with suppress(Undone):
                self._store.together(work)
        except AssertionError:
            # A mistake ends a group as well; MongoDB may see it only when it writes, at the end.
            ends = "kept"
        self._seen[GROUP, ends] += 1
        return Operation(GROUP, tuple(members), {}, scene.now, ends=ends)

    def _ask(self, operation):
        self._seen.update(tried(operation, answer_of(self._store, operation)))

    def _next(self, *, in_group=False):
        """One that is possible now."""
        for _ in range(TRIES_MAX):
            operation = self._drawn_one(in_group=in_group)
            if operation is not None and operation.is_possible(self._engine._rows):
                return operation
        raise AssertionError("nothing can be drawn")

    def _drawn_one(self, *, in_group):
        scene = self._scene
        if scene.asked and scene.happens(AGAIN):
            again = scene.known(scene.asked, scene.one(scene.asked)).again(scene.now)
            is_single = again.name not in {GROUP, RESTART}
            return again if is_single or (again.name == GROUP and not in_group) else None
        if scene.happens(GOES_ON):
            return self._from_flow()
        weights = [weight for weight, _ in DRAWS.values()]
        (name,) = scene.chance.choices(list(DRAWS), weights)
        return DRAWS[name][1](scene)

    def _from_flow(self):
        scene = self._scene
        if len(self._flows) < FLOWS_MAX:
            (flow,) = scene.chance.choices(list(FLOWS), FLOWS.values())
            self._flows.append(flow(scene))
        flow = scene.one(self._flows)
        operation = next(flow, None)
        if operation is None:
            self._flows.remove(flow)
        return operation

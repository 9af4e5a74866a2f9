"""The results of PINs."""

from bank_server.domain.pin_results import KEPT_DAYS, PinResult
from tests.store_histories.drawing import draws
from tests.store_histories.operation import NOW
from tests.store_histories.store_scene import DAY_MS, digest


@draws("pins.note", 1.4)
def note(scene):
    """The same card within the same millisecond now and then."""
    atm = scene.one(scene.rows._atms.all())
    card = digest(f"token {scene.below(3)}")[:32]
    return scene.ask("pins.note", PinResult(scene.now, atm.atm_id, card, scene.happens(0.5)))


@draws("pins.results", 0.5)
def results(scene):
    after = scene.known([None, *scene.rows.pin_results(None, 20)], None)
    return scene.ask("pins.results", after, 1 + scene.below(4))


@draws("pins.forget_old", 0.7)
def forget_old(scene):
    """Nothing is old, or everything is."""
    late = scene.now + KEPT_DAYS * DAY_MS - scene.below(60_000)
    return scene.ask("pins.forget_old", late if scene.happens(0.5) else NOW)

"""What every test of whole visits starts from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.world.support.customer import Customer
from tests.world.support.machine import Machine
from tests.world.support.operator import Operator
from tests.world.support.scene import Scene
from tests.world.support.service_door import ServiceDoor


@pytest.fixture
def scene() -> Scene:
    """An ATM in service, and a customer who has not come yet."""
    return Scene()


@pytest.fixture
def alice(scene: Scene) -> Customer:
    return scene.alice


@pytest.fixture
def operator(scene: Scene) -> Operator:
    return scene.operator


@pytest.fixture
def machine(scene: Scene) -> Machine:
    return scene.machine


@pytest.fixture
def door(tmp_path: Path) -> ServiceDoor:
    """A machine with a lock at its service door, off."""
    return ServiceDoor(tmp_path)

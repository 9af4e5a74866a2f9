"""Argon2's queue: bounded, refusing at once, never losing a place."""

import asyncio
import threading

import pytest

from bank_server.service.pin_queue import Overloaded, PinQueue


@pytest.fixture
def queue():
    queue = PinQueue(cores=1, waiting_per_core=1)
    yield queue
    queue.close()


def test_a_full_queue_refuses_at_once_and_recovers(queue):
    with queue.place(), queue.place():
        assert queue.is_full
        with pytest.raises(Overloaded), queue.place():
            pass
    with queue.place():
        assert 1 == queue.taken


def test_a_place_is_given_back_when_the_work_fails(queue):
    def fail():
        raise ValueError("work failed")

    async def run():
        with queue.place():
            await queue.run(fail)

    with pytest.raises(ValueError, match="work failed"):
        asyncio.run(run())
    assert 0 == queue.taken


def test_work_runs_off_the_event_loop(queue):
    async def run():
        with queue.place():
            return await queue.run(threading.current_thread)

    assert asyncio.run(run()).name.startswith("argon2")

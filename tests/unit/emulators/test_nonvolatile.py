"""The memory file: whatever happens to a write, the last whole image is there."""

import stat

import pytest

from hardware.emulators.image import ImageInvalid, require_format, stamped
from hardware.emulators.nonvolatile import FileNonVolatile, MemoryFault, MemoryNonVolatile

SLOT_SIZE = 4096


class PowerFails(Exception):
    pass


class Hook:
    """Stops the process, as far as the memory can tell, at one moment of the next write."""

    def __init__(self, moment):
        self.moment = moment

    def __call__(self, moment):
        if moment == self.moment:
            raise PowerFails


@pytest.fixture
def path(tmp_path):
    return tmp_path / "device.nv"


def memory(path, hook=None):
    return FileNonVolatile(path, slot_size=SLOT_SIZE, hook=hook)


def test_a_memory_that_was_never_written_is_empty(path):
    """None, and no file appears by looking."""
    assert memory(path).load() is None
    assert not path.exists()


@pytest.mark.parametrize("count", [1, 2, 3, 10])
def test_the_newest_image_is_loaded(path, count):
    """In the same process and in the next."""
    written = memory(path)
    for number in range(count):
        written.store({"number": number})

    assert {"number": count - 1} == written.load()
    assert {"number": count - 1} == memory(path).load()


def test_a_second_process_goes_on_where_the_first_ended(path):
    """Sequence numbers go on, so no older image ever wins."""
    for number in range(5):
        memory(path).store({"number": number})

    assert {"number": 4} == memory(path).load()


@pytest.mark.parametrize(
    ("moment", "number"), [("before", 2), ("torn", 2), ("unsynced", 3), ("after", 3)]
)
@pytest.mark.parametrize("already", [1, 2])
def test_a_write_that_is_cut_short_costs_itself_only(path, moment, number, already):
    """Before its last byte the former image stands, after it the new one."""
    for _ in range(already):
        memory(path).store({"number": 2})
    with pytest.raises(PowerFails):
        memory(path, Hook(moment)).store({"number": 3})

    assert {"number": number} == memory(path).load()


@pytest.mark.parametrize("byte", range(40))
def test_one_damaged_byte_in_the_newest_slot_gives_the_former_image(path, byte):
    """The CRC covers sequence, length and body; the mark is checked too."""
    memory(path).store({"number": 1})
    memory(path).store({"number": 2})
    content = bytearray(path.read_bytes())
    used = 20 + len('{"number":2}')
    at = SLOT_SIZE + byte % used
    content[at] ^= 0x40
    path.write_bytes(content)

    assert {"number": 1} == memory(path).load()


def test_a_memory_without_a_whole_image_is_a_fault(path):
    """A device that has forgotten everything must not start as a new one."""
    memory(path).store({"number": 1})
    path.write_bytes(bytes(2 * SLOT_SIZE))

    with pytest.raises(MemoryFault, match="holds no whole image"):
        memory(path).load()
    with pytest.raises(MemoryFault, match="holds no whole image"):
        memory(path).store({"number": 2})


def test_an_image_that_does_not_fit_is_refused_whole(path):
    """The former image stays."""
    kept = memory(path)
    kept.store({"number": 1})

    with pytest.raises(MemoryFault, match="does not fit"):
        kept.store({"text": "x" * SLOT_SIZE})
    assert {"number": 1} == memory(path).load()


def test_only_the_owner_may_read_a_memory(path):
    """It has keys in it."""
    memory(path).store({"number": 1})

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_memory_in_the_process_behaves_alike():
    """None, then the newest; what was stored cannot be changed from outside."""
    kept = MemoryNonVolatile()
    image = {"rows": [1]}
    assert kept.load() is None
    kept.store(image)
    image["rows"].append(2)

    assert {"rows": [1]} == kept.load()


def test_an_image_of_a_newer_format_is_refused():
    """To guess at its meaning could cost money."""
    require_format(stamped({}, 1), 1)

    with pytest.raises(ImageInvalid, match="newer"):
        require_format(stamped({}, 2), 1)

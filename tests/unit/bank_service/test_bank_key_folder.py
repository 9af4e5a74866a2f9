"""Key files are private, or the bank does not start."""

import pytest

from bank_server.certificates.key_folder import KeyFolder, KeyFolderError


@pytest.fixture
def folder(tmp_path):
    return KeyFolder(tmp_path / "keys")


def mode(path):
    return path.stat().st_mode & 0o777


def test_folder_and_files_are_made_private(folder):
    path = folder.create("a.key", b"content")

    assert (0o700, 0o600, b"content") == (mode(folder.path), mode(path), folder.read("a.key"))


def test_a_key_that_others_may_read_is_refused_with_the_cure(folder):
    path = folder.create("a.key", b"content")
    assert b"content" == folder.read("a.key")
    path.chmod(0o640)

    with pytest.raises(KeyFolderError, match=r"mode 0640, wider than 0600.*chmod 0600"):
        folder.read("a.key")


def test_a_folder_that_others_may_enter_is_refused(folder):
    folder.path.chmod(0o750)

    with pytest.raises(KeyFolderError, match="mode 0750, wider than 0700"):
        KeyFolder(folder.path)


def test_a_link_in_the_place_of_a_key_is_refused(folder, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"content")
    elsewhere.chmod(0o600)
    (folder.path / "a.key").symlink_to(elsewhere)

    with pytest.raises(KeyFolderError, match="symbolic link"):
        folder.read("a.key")


def test_an_existing_key_is_not_overwritten(folder):
    folder.create("a.key", b"first")

    with pytest.raises(KeyFolderError, match="exists"):
        folder.create("a.key", b"second")
    assert b"first" == folder.read("a.key")


def test_replacing_leaves_no_draft_behind(folder):
    folder.create("a.key", b"first")
    folder.replace("a.key", b"second")

    assert (b"second", ["a.key"]) == (
        folder.read("a.key"),
        [path.name for path in folder.path.iterdir()],
    )


def test_a_missing_key_is_named(folder):
    with pytest.raises(KeyFolderError, match=r"keys/a\.key: No such file"):
        folder.read("a.key")

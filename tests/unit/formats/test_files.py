import threading
from contextlib import suppress
from pathlib import Path

import pytest

from seedbed.errors import UsageError, UserError
from seedbed.formats.files import remove_folder, write_whole


def test_a_finished_file_takes_the_place_of_the_older_one(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("old")
    with write_whole(path) as temporary:
        temporary.write_text("new")
    assert path.read_text() == "new"
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.txt"]


def test_an_error_leaves_the_older_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("old")

    def write_half() -> None:
        with write_whole(path) as temporary:
            temporary.write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_half()
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.txt"]


def test_a_full_disk_is_said_plainly(tmp_path: Path) -> None:
    def fill_disk() -> None:
        with write_whole(tmp_path / "out.txt"):
            raise OSError(28, "No space left on device")

    with pytest.raises(UserError, match="could not be written") as caught:
        fill_disk()
    assert "No space left" in caught.value.why
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", ["", "missing/out.txt"])
def test_a_folder_or_a_missing_folder_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(UsageError), write_whole(tmp_path / path):
        pass


def test_a_folder_that_is_still_written_to_is_removed_in_the_end(tmp_path: Path) -> None:
    folder = tmp_path / "half"
    folder.mkdir()
    writes = threading.Thread(target=_keep_writing, args=(folder,))
    writes.start()
    remove_folder(folder)
    writes.join()
    assert not folder.exists()


def _keep_writing(folder: Path) -> None:
    with suppress(OSError):
        for number in range(2_000):
            (folder / str(number)).touch()

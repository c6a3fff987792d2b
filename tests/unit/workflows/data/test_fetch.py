from __future__ import annotations

from pathlib import Path

import pytest

from seedbed.errors import UsageError, UserError
from seedbed.sources.england.downloads import DOWNLOADS, Download, download
from seedbed.sources.fetch import Patience
from seedbed.workflows.data.fetch import fetch_downloads, fetch_files
from tests.unit.sources.publisher_server import Answer, publisher_server

QUICK = Patience(connect=2, read=2, whole=5, tries=1, minimum_age=0)


def test_files_are_fetched_one_after_the_other(tmp_path: Path) -> None:
    with publisher_server({"/a.csv": Answer(b"a,1\n"), "/b.csv": Answer(b"b,2\n")}) as server:
        wanted = [Download(name, name, f"{name}.csv", f"{server.address}/{name}.csv") for name in "ab"]
        document = fetch_downloads(wanted, tmp_path / "downloads", patience=QUICK)
    assert [(file.name, file.bytes, file.fetched_now) for file in document.files] == [("a", 4, True), ("b", 4, True)]


def test_files_before_a_failure_are_kept(tmp_path: Path) -> None:
    with publisher_server({"/a.csv": Answer(b"a,1\n")}) as server:
        wanted = [Download(name, name, f"{name}.csv", f"{server.address}/{name}.csv") for name in "ab"]
        with pytest.raises(UserError, match="could not be fetched"):
            fetch_downloads(wanted, tmp_path, patience=QUICK)
    assert (tmp_path / "a.csv").read_bytes() == b"a,1\n"


def test_an_unknown_name_fetches_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file called census-ts999"):
        fetch_files(["iod-2025", "census-ts999"], tmp_path / "downloads", patience=QUICK)
    assert not (tmp_path / "downloads").exists()


def test_every_steady_address_is_https() -> None:
    assert all(each.url.startswith("https://") for each in DOWNLOADS.values())


def test_a_fingertips_name_holds_indicator_and_area_type() -> None:
    assert "indicator_ids=91547&child_area_type_id=502&parent_area_type_id=15" in download("fingertips-91547-502").url

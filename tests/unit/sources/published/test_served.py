"""Publishers as servers: what each really sends, well and badly, from fetching to a pack."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from seedbed.errors import BadInputError, UserError
from seedbed.sources.england.downloads import Download
from seedbed.sources.england.published import READERS, fingertips
from seedbed.sources.england.published.tables import find
from seedbed.sources.england.recipe import build_england
from seedbed.sources.fetch import Patience, fetch
from seedbed.sources.packs import Pack
from seedbed.workflows.data.fetch import fetch_downloads
from seedbed.workflows.progress import silent
from tests.unit.sources.published import small_england as small
from tests.unit.sources.publisher_server import Answer, publisher_server

QUICK = Patience(connect=2, read=2, whole=5, tries=1, minimum_age=0)
HEADER = [*fingertips.COLUMNS]


def _served(folder: Path) -> dict[str, Answer | list[Answer]]:
    """Return every publisher's files as answers, spreadsheets' byte marks and compression included."""
    small.write_small_england(folder)
    return {
        f"/{path.name}": Answer(path.read_bytes(), compressed=path.suffix == ".csv", etag=f'"{path.name}"')
        for path in sorted(folder.iterdir())
    }


def _fetch_all(answers: Mapping[str, Answer | list[Answer]], folder: Path) -> None:
    with publisher_server(dict(answers)) as server:
        wanted = [Download(path, path, path.strip("/"), server.address + path) for path in answers]
        fetch_downloads(wanted, folder, patience=QUICK)


def test_what_publishers_serve_makes_a_pack(tmp_path: Path) -> None:
    _fetch_all(_served(tmp_path / "site"), tmp_path / "downloads")
    build_england(tmp_path / "downloads", tmp_path / "pack", created=date(2026, 1, 1), progress=silent)
    people = Pack.open(tmp_path / "pack").small_areas()["population"].to_list()
    assert people == small.PEOPLE


PUBLISHERS = {
    "Indices of Deprivation": ("/File_7_IoD2025_All_Ranks_Scores_Deciles.csv", "iod2025"),
    "Census bulk zip": ("/census2021-ts054.zip", "census_tenure"),
    "Open Geography lookup": ("/care.csv", "areas"),
    "Open Geography boundaries": ("/LSOA_2021_BGC.geojson", "boundaries_lsoa21"),
}


@pytest.mark.parametrize("publisher", PUBLISHERS)
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("web page", "web page instead"),
        ("empty", "is empty"),
        ("cut", "could not be fetched"),
        ("slow", "could not be fetched"),
    ],
)
def test_a_publisher_on_a_bad_day_leaves_nothing(tmp_path: Path, publisher: str, kind: str, words: str) -> None:
    path, _ = PUBLISHERS[publisher]
    answers = _served(tmp_path / "site")
    good = answers[path]
    assert isinstance(good, Answer)
    bad = {
        "web page": Answer(b"<!DOCTYPE html><title>Service unavailable</title>"),
        "empty": Answer(b""),
        "cut": Answer(good.body, cut_to=len(good.body) // 2),
        "slow": Answer(good.body, drip_seconds=0.05),
    }[kind]
    limits = Patience(connect=2, read=2, whole=0.2, tries=1, minimum_age=0)
    (tmp_path / "downloads").mkdir()
    with publisher_server({path: bad}) as server, pytest.raises(UserError, match=words):
        fetch(server.address + path, tmp_path / "downloads" / path.strip("/"), patience=limits)
    assert list((tmp_path / "downloads").iterdir()) == []


def test_boundaries_of_another_vintage_are_not_taken(tmp_path: Path) -> None:
    old = small.boundaries().replace("LSOA21CD", "LSOA11CD").encode()
    _fetch_all({"/boundaries.geojson": Answer(old)}, tmp_path / "downloads")
    assert not READERS["boundaries_lsoa21"][0].finds(tmp_path / "downloads")
    assert READERS["boundaries_lsoa11"][0].finds(tmp_path / "downloads")


def test_fingertips_answers_an_unknown_area_type_with_a_bare_header(tmp_path: Path) -> None:
    body = small.csv_text(HEADER, [], mark=True).encode()
    _fetch_all({"/by_indicator_id": Answer(body)}, tmp_path)
    (tmp_path / "by_indicator_id").rename(tmp_path / "fingertips.csv")
    with pytest.raises(BadInputError, match="has no rows"):
        READERS["fingertips"][0].read(tmp_path)


def test_fingertips_of_practices_is_refused_where_districts_were_asked_for(tmp_path: Path) -> None:
    row = ["91547", "Invented", "A00000", "GPs", "Persons", "15+ yrs", "", "", "2023/24", "1", "0", "2", "1", "100"]
    body = small.csv_text(HEADER, [row], mark=True).encode()
    _fetch_all({"/fingertips.csv": Answer(body)}, tmp_path)
    file = find(tmp_path, "Indicator ID")
    assert file is not None
    with pytest.raises(BadInputError, match="another kind of area"):
        fingertips.read_fingertips(file, area_type="Districts")

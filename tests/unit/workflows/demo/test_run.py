"""The demo as a folder of pages: the main job on the invented town, whole or not at all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from seedbed.errors import MissingDataError, UsageError, UserError
from seedbed.sources.packs import Pack
from seedbed.workflows.demo.run import INDEX, PAGES, make_real_demo, make_town_demo


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "demo"
    assert make_town_demo(folder) == folder / PAGES
    return folder


def _links(page: str) -> set[str]:
    return {link.split("#")[0] for link in re.findall(r'href="([^"]+)"', page)} - {"", "data:,"}


def test_the_first_page_leads_to_files_that_are_there(made: Path) -> None:
    links = _links((made / PAGES / INDEX).read_text(encoding="utf-8"))
    assert {"candidates.html", "tanners-row.html", "kestrel-rise.html", "kestrel-rise.docx"} <= links
    assert all((made / PAGES / link).is_file() for link in links)


def test_every_page_says_that_it_is_invented(made: Path) -> None:
    for page in (made / PAGES).glob("*.html"):
        assert "Invented: this place, its people and its numbers are made up." in page.read_text(encoding="utf-8")


def test_pages_ask_for_nothing_from_outside(made: Path) -> None:
    for page in (made / PAGES).glob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert not re.search(r"<script|<iframe|@import|url\(\s*['\"]?http|<link(?![^>]*data:)", text)
        assert not re.search(r'src="(?!data:)', text)


def test_the_profiles_are_of_the_planted_neighbourhoods(made: Path) -> None:
    for name, people in (("tanners-row", "4,380"), ("kestrel-rise", "3,640")):
        assert people in (made / PAGES / f"{name}.html").read_text(encoding="utf-8")


def test_kestrel_rise_leads_the_candidates(made: Path) -> None:
    first = (made / PAGES / "candidates.csv").read_text(encoding="utf-8-sig").splitlines()[1]
    assert {"ZS000057", "ZS000058", "ZS000059"} <= set(re.findall(r"ZS\d{6}", first))


def test_the_first_page_tells_how_the_town_and_the_county_belong_together(made: Path) -> None:
    page = (made / PAGES / INDEX).read_text(encoding="utf-8")
    assert (
        "Alderwick and two smaller districts nearby, Harrowmere and Cold Staithe, make up the invented county" in page
    )


def test_the_first_page_tells_how_profiles_differ_from_what_the_list_proposes(made: Path) -> None:
    page = (made / PAGES / INDEX).read_text(encoding="utf-8")
    assert "people who know the place draw the neighbourhood" in page
    assert re.search(r"(All \d|\d of its \d) small areas are in candidate 1 of the list", page)


def test_the_planted_truths_are_told_on_the_first_page(made: Path) -> None:
    assert (made / PAGES / INDEX).read_text(encoding="utf-8").count("<details>") == 8


def test_an_older_demo_is_replaced(made: Path) -> None:
    extra = made / PAGES / "older.html"
    extra.write_text("older")
    make_town_demo(made)
    assert not extra.exists()
    assert (made / PAGES / INDEX).exists()


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(UsageError, match="not made"):
        make_town_demo(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_stopping_half_way_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: float, total: float, what: str) -> None:
        if what.startswith("Profiling"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_town_demo(tmp_path / "demo", stop)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("seedbed.workflows.demo.run.write_screen_file", full)
    with pytest.raises(UserError, match="could not be made") as caught:
        make_town_demo(tmp_path / "demo")
    assert "No space left" in caught.value.why
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_real_place_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        make_real_demo(tmp_path / "demo", tmp_path, "kestrel-rise")
    assert "old-ford and kings-heath" in caught.value.why


def test_a_pack_without_the_real_place_is_refused(made: Path, tmp_path: Path) -> None:
    town = Pack.open(made / "alderwick").folder
    with pytest.raises(MissingDataError, match="cannot be shown"):
        make_real_demo(tmp_path / "demo", town, "old-ford")
    assert list(tmp_path.iterdir()) == []


def test_a_real_place_is_shown_from_englands_pack(england_pack: Pack, tmp_path: Path) -> None:
    pages = make_real_demo(tmp_path / "demo", england_pack.folder, "kings-heath")
    index = (pages / INDEX).read_text(encoding="utf-8")
    assert "Invented" not in index
    assert "4,915 residents in 3 small areas" in index

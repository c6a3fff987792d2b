"""``seedbed voices paper``: a pack printed, its sheet photographed (simulated), and read by the pack's file."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from click.testing import CliRunner, Result

from seedbed.cli.main import app
from seedbed.errors import BadInputError, UsageError
from seedbed.formats.paper.pack import read_pack
from seedbed.reports.paper.documents import PaperPrintDocument, PaperReadDocument
from seedbed.reports.paper.redraw import redraw
from tests.osm_files import OsmFile

SCALE = 5.0
OURS = """
name = "Ours"
paper = "#fdf8ee"
ink = "#3c464d"
[street]
line = "#f3d6d0"
width = 3
casing = "#cfe8f5"
"""
LINE = {"type": "Polygon", "coordinates": [[[0.002, 51.002], [0.01, 51.002], [0.01, 51.007], [0.002, 51.002]]]}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["voices", "paper", *map(str, arguments)], catch_exceptions=False)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a pack on A4, in the theme of artists."""
    folder = tmp_path_factory.mktemp("paper")
    osm = OsmFile()
    for number in range(100):
        osm.node(1 + number, (0.0013 * (number % 10), 51 + 0.001 * (number // 10)))
    for number in range(10):
        osm.way(
            1000 + number, [1 + 10 * number + each for each in range(10)], {"highway": "residential", "name": "Row"}
        )
    for number in range(10):
        osm.way(
            1100 + number, [1 + 10 * each + number for each in range(10)], {"highway": "residential", "name": "Hill"}
        )
    (folder / "line.geojson").write_text(json.dumps(LINE), encoding="utf-8")
    (folder / "ours.toml").write_text(OURS, encoding="utf-8")
    town = osm.write(folder / "town.osm")
    answer = run(
        "print",
        "--boundary",
        folder / "line.geojson",
        "--osm",
        town,
        "--out",
        folder / "pack.pdf",
        "--size",
        "A4",
        "--name",
        "Weir Side",
        "--theme",
        folder / "ours.toml",
        "--json",
    )
    (folder / "answer.json").write_text(answer.stdout, encoding="utf-8")
    return folder


def test_a_pack_is_a_pdf_and_what_reads_it(printed: Path) -> None:
    document = PaperPrintDocument.model_validate_json((printed / "answer.json").read_text(encoding="utf-8"))
    assert document.place == "Weir Side"
    assert [Path(each).name for each in document.files] == ["pack.pdf", "pack.json"]
    assert (printed / "pack.pdf").read_bytes().startswith(b"%PDF-")
    assert read_pack(printed / "pack.json").pack == document.pack


def test_marks_are_written_with_pictures_and_nothing_is_decided(printed: Path, tmp_path: Path) -> None:
    sheet = read_pack(printed / "pack.json").sheets[0]
    assert "#f3d6d0" in sheet.drawing
    page = np.pad(redraw(sheet, SCALE), ((50, 50), (50, 50), (0, 0)), constant_values=70)
    cv2.ellipse(page, (500, 600), (90, 60), 0, 0, 360, (150, 60, 30), 6)
    cv2.imwrite(str(tmp_path / "sheet.png"), page)
    (tmp_path / "holiday.jpg").write_bytes(cv2.imencode(".jpg", np.full((800, 900, 3), 90, np.uint8))[1].tobytes())
    answer = run(
        "read",
        tmp_path / "sheet.png",
        tmp_path / "holiday.jpg",
        "--pack",
        printed / "pack.json",
        "--out",
        tmp_path / "marks.geojson",
        "--crops",
        tmp_path / "crops",
        "--json",
    )
    document = PaperReadDocument.model_validate_json(answer.stdout)
    (mark,) = document.photographs[0].marks
    assert (mark.kind, mark.colour, mark.meaning) == ("area", "blue", "Change or build here")
    assert Path(mark.crop).read_bytes().startswith(b"\xff\xd8")
    assert [each.name for each in document.refused] == ["holiday.jpg"]
    (feature,) = json.loads((tmp_path / "marks.geojson").read_text(encoding="utf-8"))["features"]
    assert feature["properties"]["decided"] is False


def test_nothing_read_at_all_is_an_error(printed: Path, tmp_path: Path) -> None:
    (tmp_path / "sheet.jpg").write_bytes(b"no picture")
    with pytest.raises(BadInputError):
        run("read", tmp_path / "sheet.jpg", "--pack", printed / "pack.json")


def test_paper_is_a_pdf_or_a_folder(printed: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        run("print", "--boundary", printed / "line.geojson", "--osm", printed / "town.osm", "--out", tmp_path / "a.png")


@pytest.mark.parametrize("text", ['{"nonsense": "x"}', '{"pens": ["one"]}', '{"question": ""}', "[]"])
def test_words_that_will_not_do_are_refused(printed: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "words.json").write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError):
        run(
            "print",
            "--boundary",
            printed / "line.geojson",
            "--osm",
            printed / "town.osm",
            "--out",
            tmp_path / "a.pdf",
            "--words",
            tmp_path / "words.json",
        )


def test_a_theme_on_which_pens_do_not_stand_out_is_refused(printed: Path, tmp_path: Path) -> None:
    theme = 'name = "Ours"\npaper = "#ffffff"\nink = "#333333"\n[water]\nfill = "#1c4fbd"\n'
    (tmp_path / "ours.toml").write_text(theme, encoding="utf-8")
    told: list[str | Path] = ["--boundary", printed / "line.geojson", "--osm", printed / "town.osm"]
    with pytest.raises(BadInputError, match="water, fill, #1c4fbd"):
        run("print", *told, "--out", tmp_path / "ours.pdf", "--theme", tmp_path / "ours.toml")
    assert not (tmp_path / "ours.pdf").exists()

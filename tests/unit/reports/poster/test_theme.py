"""Themes that artists write."""

from __future__ import annotations

from pathlib import Path

import pytest

from seedbed.errors import BadInputError
from seedbed.formats.osm_poster_rules import LAYERS
from seedbed.reports.poster.theme import THEMES, own_theme, read_theme

BASE = 'paper = "#ffffff"\nink = "#000000"\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "ours.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", THEMES)
def test_our_themes_draw_every_layer(name: str) -> None:
    assert set(own_theme(name).layers) == set(LAYERS)


def test_pens_stand_out_on_paper_to_draw_on() -> None:
    theme = own_theme("pale")
    colours = [theme.paper, *(style.fill for style in theme.layers.values() if style.fill)]
    channels = [[int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in colours]
    assert max(max(each) - min(each) for each in channels) < 32


def test_a_theme_may_leave_layers_out(tmp_path: Path) -> None:
    theme = read_theme(written(tmp_path, BASE + '[building]\nfill = "#ABCDEF"\n'))
    assert {layer: style.fill for layer, style in theme.layers.items()} == {"building": "#abcdef"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('ink = "#000000"\n', "paper: it is missing"),
        (BASE + '[lake]\nfill = "#000000"\n', "lake: this key is not known"),
        (BASE + '[water]\nfill = "blue"\n', "'blue' is not a colour"),
        (BASE + '[street]\ndashes = "two one"\n', "lengths with spaces"),
        (BASE + "[street]\nwidth = 50\n", "50 is above 20"),
        ('paper = "#ffffff"\nink = "#dddddd"\n', "labels need 4.5"),
        ("letters = 9\n" + BASE, "9 is above 4"),
        ("paper", "it is not TOML"),
    ],
)
def test_a_bad_theme_is_refused_with_its_key(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(BadInputError) as refused:
        read_theme(written(tmp_path, text))
    assert why in refused.value.why

"""Criteria files: what is read, and one clear message for what cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from seedbed.analysis.profile.criteria import Criterion
from seedbed.errors import BadInputError
from seedbed.formats.criteria import criteria_from_tables, read_criteria

KNOWN = {"imd.score": "worse", "imd.rank": "neither", "health.score": "worse", "income": ""}
HOW_TO = Path(__file__).parents[3] / "docs/how-to/screen-with-your-own-criteria.md"


def _write(folder: Path, text: str) -> Path:
    path = folder / "criteria.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_example_in_the_documentation_is_read(tmp_path: Path) -> None:
    example = HOW_TO.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    known = {"iod2025.imd.score": "worse", "iod2025.health.score": "worse"}
    found = read_criteria(_write(tmp_path, example), known)
    assert [(each.id, each.measure, each.weight) for each in found.criteria] == [
        ("deprivation", "value", 2),
        ("ill_health", "cluster", 1),
        ("few_assets", "sites", 1),
    ]
    assert found.percentile_by == "deprivation"
    assert found.other_weights == {"count": 2000, "concentration": 20}


def test_what_is_left_out_is_taken_from_the_data(tmp_path: Path) -> None:
    found = read_criteria(_write(tmp_path, '[[criterion]]\nindicator = "imd.score"\n'), KNOWN)
    assert found.criteria == (Criterion("imd.score", "imd.score", "value", 1.0, "worse", "imd.score"),)
    assert found.percentile_by is None


def test_a_column_stands_for_an_indicator(tmp_path: Path) -> None:
    found = read_criteria(_write(tmp_path, '[[criterion]]\ncolumn = "income"\nhigh_is = "better"\n'), KNOWN)
    assert (found.criteria[0].indicator, found.criteria[0].high_is) == ("income", "better")


def test_any_weights_have_no_concentration(tmp_path: Path) -> None:
    text = '[other_weights]\nconcentration = "any"\n[[criterion]]\nindicator = "imd.score"\n'
    assert read_criteria(_write(tmp_path, text), KNOWN).other_weights == {"concentration": None}


def test_the_criteria_of_a_pack_are_read_alike() -> None:
    tables = [{"id": "few", "measure": "sites", "kinds": ["gp"], "weight": 1, "high_is": "better"}]
    found = criteria_from_tables(tables, KNOWN, "the pack")
    assert found.criteria == (Criterion("few", "few", "sites", 1.0, "better", kinds=("gp",)),)


ONE = '[[criterion]]\nindicator = "imd.score"\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "criterion: no criterion is given"),
        ("[[criterion]\n", "not TOML"),
        ("criterion = 3\n", "criterion: no criterion is given"),
        ("criterion = [3]\n", "criterion 1: it is not a table"),
        (ONE + "wieght = 2\n", "criterion 1, wieght: this key is not known"),
        ("colour = 1\n" + ONE, "colour: this key is not known"),
        (ONE.replace("imd.score", "imd.scores"), "Did you mean imd.score"),
        (ONE + 'column = "income"\n', "give either 'indicator' or 'column'"),
        ("[[criterion]]\nweight = 1\n", "give either 'indicator' or 'column'"),
        (ONE + "weight = -1\n", "criterion 1: Weight is -1.0"),
        (ONE + 'weight = "much"\n', "criterion 1, weight: 'much' is not a number"),
        (ONE + "weight = true\n", "criterion 1, weight: True is not a number"),
        (ONE + "weight = nan\n", "Weight is nan"),
        (ONE + "weight = 0\n", "Every criterion has weight 0"),
        (ONE + ONE, "The id is given twice"),
        (ONE + 'measure = "median"\n', "Measure is 'median'"),
        (ONE + 'high_is = "neither"\n', "criterion 1, high_is"),
        (ONE.replace("imd.score", "imd.rank"), "criterion 1, high_is"),
        (ONE + 'kinds = ["gp"]\n', "only the measure 'sites' takes kinds"),
        (ONE + 'measure = "sites"\n', "'sites' counts known places"),
        (ONE + "name = 3\n", "criterion 1, name: 3 is not a text"),
        ('[[criterion]]\nmeasure = "sites"\nkinds = "gp"\n', "kinds: it is not a list"),
        ('percentile_by = "x"\n' + ONE, "percentile_by: 'x' is not the id"),
        ("[other_weights]\nseed = 3\n" + ONE, "other_weights, seed: this key is not known"),
        ('[other_weights]\ncount = "many"\n' + ONE, "other_weights, count: 'many' is not a number"),
        ("[other_weights]\ncount = 2000.5\n" + ONE, "not a whole number"),
        ("other_weights = 3\n" + ONE, "other_weights: it is not a table"),
    ],
)
def test_what_cannot_be_used_is_named_with_file_and_key(tmp_path: Path, text: str, told: str) -> None:
    path = _write(tmp_path, text)
    with pytest.raises(BadInputError) as caught:
        read_criteria(path, KNOWN)
    assert told in caught.value.why
    assert str(path) in caught.value.why


def test_a_missing_or_unreadable_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b"\xff\xfe")
    for name in ("nothing.toml", "latin.toml"):
        with pytest.raises(BadInputError) as caught:
            read_criteria(tmp_path / name, KNOWN)
        assert name in caught.value.why


@pytest.mark.parametrize(
    "text",
    [
        ONE + "weight = " + "9" * 400,
        ONE + "weight = " + "9" * 5_000,
        ONE + "[other_weights]\ncount = 1e18",
        ONE + "[other_weights]\nconcentration = inf",
        "deep = " + "[" * 5_000 + "]" * 5_000,
        ONE * 51,
    ],
)
def test_numbers_and_lists_without_end_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadInputError) as refused:
        read_criteria(_write(tmp_path, text), KNOWN)
    assert str(tmp_path / "criteria.toml") in refused.value.why

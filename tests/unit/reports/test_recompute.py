from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from seedbed.analysis.equity.rates import crude_rate
from seedbed.analysis.equity.rates import score_interval as our_wilson
from seedbed.demo.town import neighbourhood_codes
from seedbed.reports import recompute
from seedbed.reports.profile_documents import ProfileDocument
from seedbed.reports.profile_files import write_profile
from seedbed.sources.packs import Pack
from seedbed.workflows.places.profile import Place
from seedbed.workflows.places.profile import profile as make_profile


@pytest.fixture(scope="module")
def town_profile(town: Pack) -> ProfileDocument:
    codes = tuple(neighbourhood_codes("kestrel-rise"))
    return make_profile(town, Place(codes=codes, name="Kestrel Rise"))


def _run(script: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-I", str(script), *arguments], capture_output=True, text=True, check=False)


def test_the_script_works_every_figure_out_again_without_seedbed(
    town: Pack, town_profile: ProfileDocument, tmp_path: Path
) -> None:
    script = tmp_path / "profile.py"
    write_profile(town_profile, script, town.folder)
    answer = _run(script)
    shown = [figure for figure in town_profile.figures if not figure.suppressed]
    lines = answer.stdout.splitlines()
    assert answer.returncode == 0, answer.stdout[-2000:] + answer.stderr
    assert "import seedbed" not in script.read_text()
    assert sum(line.startswith("OK") for line in lines) == len(lines) - 1
    assert all(any(figure.indicator in line and figure.name in line for line in lines) for figure in shown)


def test_a_figure_that_was_changed_is_found_out(town: Pack, town_profile: ProfileDocument, tmp_path: Path) -> None:
    place = next(i for i, figure in enumerate(town_profile.figures) if figure.value and not figure.suppressed)
    figures = list(town_profile.figures)
    figures[place] = figures[place].model_copy(update={"value": (figures[place].value or 0) * 1.001})
    script = tmp_path / "profile.py"
    write_profile(town_profile.model_copy(update={"figures": figures}), script, town.folder)
    answer = _run(script)
    assert answer.returncode == 1
    assert answer.stdout.count("DIFFERS") == 1
    assert f"DIFFERS {figures[place].indicator}" in answer.stdout


def test_another_folder_can_be_given(town: Pack, town_profile: ProfileDocument, tmp_path: Path) -> None:
    script = tmp_path / "profile.py"
    write_profile(town_profile, script, tmp_path / "moved away")
    assert _run(script, str(town.folder)).returncode == 0


def test_a_hostile_name_is_only_text_in_the_script(town: Pack, town_profile: ProfileDocument, tmp_path: Path) -> None:
    name = "x'''\n\"\"\"\nraise SystemExit(7)\n#"
    figures = [figure.model_copy(update={"name": name}) for figure in town_profile.figures[:3]]
    script = tmp_path / "profile.py"
    write_profile(town_profile.model_copy(update={"name": name, "figures": figures}), script, town.folder)
    assert _run(script).returncode == 0


@pytest.mark.parametrize(("count", "people"), [(0, 50), (3, 50), (50, 50), (2050, 11267)])
def test_its_wilson_limits_are_ours(count: float, people: float) -> None:
    ours = our_wilson(np.array([count]), np.array([people]), 100)
    assert recompute.wilson(count, people, 100) == pytest.approx((ours.low[0], ours.high[0]), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("count", [0, 1, 4.5, 9, 10, 250])
def test_its_limits_of_rates_are_ours(count: float) -> None:
    ours = crude_rate(np.array([count]), np.array([4000.0]), 1000)
    assert recompute.byar(count, 4000, 1000) == pytest.approx((ours.low[0], ours.high[0]), rel=1e-10, abs=1e-12)

"""Sam follows the tutorial on measuring an inequality; every command runs and says what the page says it says."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from seedbed.cli.main import app

PAGE = Path(__file__).parents[2] / "docs" / "tutorials" / "measure-inequality.md"
TEXT = PAGE.read_text(encoding="utf-8")
COMMANDS = re.findall(r"^    seedbed (.+)$", TEXT.replace("\\\n", " "), flags=re.MULTILINE)
SAID = {
    "equity gaps": ("(D) 13.8 (95% interval 10.7 to 16.9)", "(R) 2.34 (95% interval 1.91 to 2.86)"),
    "equity slope": ("SII (PHE) 16.80 (95% interval 13.33 to 20.25)",),
    "voices representation": ("8.9%", "19.0%", "quotient 0.47 (95% interval 0.30 to 0.72), beyond what chance"),
    "equity suppress": ("4 of 20 cells are hidden",),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the tutorial's tables, in which all its commands have run in order."""
    made = tmp_path_factory.mktemp("tutorial") / "tables"
    shutil.copytree(PAGE.with_suffix(""), made)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(made)
        for number, command in enumerate(COMMANDS):
            answer = CliRunner().invoke(app, shlex.split(command), catch_exceptions=False)
            assert answer.exit_code == 0, (command, answer.output)
            (made / f"answer-{number}.txt").write_text(answer.stdout, encoding="utf-8")
    return made


@pytest.mark.parametrize(("start", "sentences"), SAID.items())
def test_command_says_what_the_page_says(
    start: str, sentences: tuple[str, ...], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    command = next(each for each in COMMANDS if each.startswith(start)).split(" --out")[0]
    said = CliRunner().invoke(app, shlex.split(command), catch_exceptions=False).stdout
    assert [sentence for sentence in sentences if sentence not in said] == []


def test_every_page_and_table_it_names_is_written(folder: Path) -> None:
    named = re.findall(r"--out (\S+)", TEXT)
    assert len(named) == 4
    assert [name for name in named if not (folder / name).stat().st_size] == []


def test_nobody_can_work_out_the_hidden_counts(folder: Path) -> None:
    said = (folder / f"answer-{len(COMMANDS) - 1}.txt").read_text(encoding="utf-8")
    assert said.startswith("Nobody can work out a count below 5 from this table.")


def test_table_on_the_page_is_the_table_in_the_folder(folder: Path) -> None:
    assert f"```\n{(folder / 'smoking.csv').read_text(encoding='utf-8')}```" in TEXT

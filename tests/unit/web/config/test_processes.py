"""What a site is made of, and what is asked before it starts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from seedbed.errors import BadInputError, MissingDataError, UsageError, UserError
from seedbed.web.config import processes
from seedbed.web.config.ports import open_port
from seedbed.web.config.processes import (
    MARK,
    check_folder_of_demonstration,
    check_installed,
    environ_of_demonstration,
    site_children,
)
from seedbed.web.config.supervisor import SiteFaultError


def test_without_the_platform_the_command_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "NEEDED", ("json", "no_such_library"))
    with pytest.raises(MissingDataError) as caught:
        check_installed()
    assert caught.value.exit_code == 4
    assert caught.value.why.startswith("It needs no_such_library,")
    assert caught.value.next_step == 'Run: pip install "seedbed[web]"'


def test_nothing_of_a_real_site_reaches_a_demonstration(tmp_path: Path) -> None:
    real = {
        "PATH": "/bin",
        "DATABASE_URL": "postgresql://real",
        "SEEDBED_HOME": "/real",
        "SEEDBED_SECRET_KEY": "real",
        "DJANGO_SETTINGS_MODULE": "real",
        "SEEDBED_BRAND_COLOUR": "#00594c",
    }
    assert environ_of_demonstration(real, tmp_path) == {
        "PATH": "/bin",
        "SEEDBED_HOME": str(tmp_path),
        "SEEDBED_DEMONSTRATION": "yes",
        "SEEDBED_BRAND_COLOUR": "#00594c",
    }


def test_a_demonstration_is_kept_in_a_folder_of_its_own_and_opened_again(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    check_folder_of_demonstration(folder)
    (folder / "seedbed.sqlite3").touch()
    check_folder_of_demonstration(folder)
    assert (folder / MARK).is_file()


def test_a_demonstration_never_moves_in_with_other_files(tmp_path: Path) -> None:
    (tmp_path / "letter").touch()
    with pytest.raises(UsageError):
        check_folder_of_demonstration(tmp_path)
    with pytest.raises(UsageError):
        check_folder_of_demonstration(tmp_path / "letter")


def test_one_process_answers_and_as_many_as_asked_for_work() -> None:
    with open_port("127.0.0.1", 0) as listening:
        names = [child.name for child in site_children(listening, 3)]
    assert names == ["web server", "worker", "worker", "worker"]


def _prepare_with(code: str, monkeypatch: pytest.MonkeyPatch) -> tuple[str, list[tuple[float, float, str]]]:
    """Talk with a preparation that says what ``code`` prints."""
    heard: list[tuple[float, float, str]] = []
    real = processes.subprocess.Popen  # type: ignore[attr-defined]

    def start(command: list[str], **how: object) -> object:
        return real([sys.executable, "-c", code], **how)

    monkeypatch.setattr("seedbed.web.config.processes.subprocess.Popen", start)
    return processes.prepare({}, lambda *told: heard.append(told)), heard


def test_the_preparation_is_heard_and_says_what_to_open(monkeypatch: pytest.MonkeyPatch) -> None:
    said = """print('{"progress": [1, 2, "Laying out"]}'); print('{"ready": "/enter/"}')"""
    assert _prepare_with(said, monkeypatch) == ("/enter/", [(1, 2, "Laying out")])


@pytest.mark.parametrize(("code", "kind"), [(2, UsageError), (3, BadInputError), (4, MissingDataError)])
def test_an_error_of_the_preparation_keeps_its_sentences_and_exit_code(
    code: int, kind: type[UserError], monkeypatch: pytest.MonkeyPatch
) -> None:
    error = f'{{"error": {{"what": "W.", "why": "Y.", "next_step": "N.", "exit_code": {code}}}}}'
    with pytest.raises(kind) as caught:
        _prepare_with(f"print('{error}')", monkeypatch)
    assert (caught.value.what, caught.value.why, caught.value.next_step) == ("W.", "Y.", "N.")


def test_a_preparation_that_breaks_down_is_a_fault_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SiteFaultError) as caught:
        _prepare_with("raise SystemExit(7)", monkeypatch)
    assert caught.value.exit_code == 1
    assert "exit code 7" in caught.value.why

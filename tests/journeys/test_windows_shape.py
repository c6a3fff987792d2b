"""The folder for Windows laptops, as far as another system can try it: its shape, its files, and the way it runs.

The folder is laid out by the tool itself from the wheel of this checkout; in place of Python for Windows stands a
program of the same name that runs this machine's Python as an embeddable one runs: with nothing but what its ``_pth``
names. What the wheel needs besides is found where the tests have it.
"""

from __future__ import annotations

import importlib.util
import json
import re
import signal
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from types import ModuleType
from urllib.request import urlopen

import pytest
from packaging.requirements import Requirement

from tests.house.floors import ROOT
from tests.journeys.commands import address_said, children_of, command, lives

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("windows")]


def _tool() -> ModuleType:
    found = importlib.util.spec_from_file_location("windows_zip", ROOT / "tools" / "windows_zip.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


TOOL = _tool()
FORCED = """
import seedbed.web.config.ports as ports, seedbed.web.config.processes as processes
import seedbed.web.config.supervisor as supervisor
ports.can_hand_over = processes.can_hand_over = supervisor.can_signal = lambda: False
from seedbed.cli.main import run
run()
"""
"""Runs the command as on a system that hands no sockets over and sends no signals."""


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A zip in the shape of an embeddable Python."""
    path = tmp_path_factory.mktemp("python") / "python-3.12.10-embed-amd64.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("python.exe", "stands for Python")
        made.writestr("python312.dll", "stands for its library")
        made.writestr("python312._pth", "python312.zip\n.\n#import site\n")
    return path


@pytest.fixture(scope="module")
def folder(embedded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder, laid out by the tool."""
    own = tmp_path_factory.mktemp("wheel")
    laid_out = tmp_path_factory.mktemp("windows") / "seedbed-windows"
    TOOL.lay_out(laid_out, [TOOL.build_wheel(own)], embedded)
    return laid_out


def test_python_is_told_to_look_in_the_folder_alone(folder: Path) -> None:
    assert (folder / "python" / "python312._pth").read_bytes() == b"python312.zip\r\n.\r\n..\\app\r\n"


def test_the_version_is_that_of_the_python_given(embedded: Path) -> None:
    assert TOOL.version_in(embedded) == "3.12"


def test_a_zip_of_something_else_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "letters.zip", "w") as made:
        made.writestr("letter.txt", "Dear all")
    (tmp_path / "no.zip").write_text("not a zip")
    for name in ("letters.zip", "no.zip", "absent.zip"):
        with pytest.raises(TOOL.PackagingError):
            TOOL.version_in(tmp_path / name)


def test_files_to_double_click_are_plain_windows_text(folder: Path) -> None:
    for name in ("start.bat", "start.vbs", "README.txt"):
        text = (folder / name).read_bytes()
        assert text.isascii()
        assert text.count(b"\n") == text.count(b"\r\n") > 3


def test_nothing_in_it_would_fail_on_windows(folder: Path) -> None:
    assert TOOL.faults_of(folder) == []


def test_what_would_fail_on_windows_is_found(folder: Path, tmp_path: Path) -> None:
    app = tmp_path / "app" / "seedbed" / "cli"
    app.mkdir(parents=True)
    for name in ("main.py", "Main.py", "fast.cpython-312-x86_64-linux-gnu.so", "a:b.py", "x" * 190 + ".py"):
        (app / name).touch()
    found = " ".join(TOOL.faults_of(tmp_path))
    assert all(words in found for words in ("too long", "not for Windows", "a name that", "but for capitals"))


def test_dependencies_are_those_of_windows(folder: Path, tmp_path: Path) -> None:
    wheel = tmp_path / "thing-1.0-py3-none-any.whl"
    asked = ["colorama; sys_platform == 'win32'", "uvloop; sys_platform != 'win32'", "extra-thing; extra == 'more'"]
    with zipfile.ZipFile(wheel, "w") as made:
        told = "".join(f"Requires-Dist: {each}\n" for each in asked)
        made.writestr("thing-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: thing\n{told}")
    machine = TOOL.windows("3.12")
    assert [each.name for each in TOOL.needs_of(wheel, (), machine)] == ["colorama"]
    assert [each.name for each in TOOL.needs_of(wheel, ("more",), machine)] == ["colorama", "extra-thing"]


def test_what_our_own_wheel_asks_of_windows_is_no_unix_server(folder: Path) -> None:
    told = next((folder / "app").glob("seedbed-*.dist-info/METADATA")).read_text("utf-8")
    asked = [Requirement(each) for each in re.findall(r"^Requires-Dist: (.+)$", told, re.MULTILINE)]
    machine = TOOL.windows("3.12") | {"extra": "web"}
    names = {each.name.lower() for each in asked if each.marker is None or each.marker.evaluate(machine)}
    assert {"django", "uvicorn", "cryptography"} <= names
    assert "gunicorn" not in names


def _as_windows_would(folder: Path) -> tuple[str, ...]:
    """Return the program that start.bat runs, with this machine's Python in place of python.exe."""
    line = next(each for each in TOOL.START_BAT.splitlines() if each.startswith('"python\\python.exe"'))
    words = line.split()
    assert words[1:] == ["-m", "seedbed.cli.main", "demo"]
    python = folder / "python"
    there = [(python / each.replace("\\", "/")).resolve() for each in (python / "python312._pth").read_text().split()]
    paths = [str(each) for each in there] + [sysconfig.get_path("purelib")]
    run = f"import sys\nsys.path[1:1] = {paths!r}\n{FORCED}"
    return (sys.executable, "-S", "-c", run)


def test_the_demo_runs_from_the_folder_without_handing_sockets_over_and_leaves_nothing(
    folder: Path, tmp_path: Path
) -> None:
    environ = {"TMPDIR": str(tmp_path), "PYTHONPATH": f"{folder / 'app'}:{sysconfig.get_path('purelib')}"}
    with command("demo", "--no-browser", "--port", "0", environ=environ, program=_as_windows_would(folder)) as process:
        address, _ = address_said(process, "The demo")
        with urlopen(f"{address}health", timeout=60) as answer:  # noqa: S310 - our own server
            assert json.load(answer)["database"] == "ok"
        asked = ["ps", "-o", "args=", "--ppid", str(process.pid)]
        where = subprocess.run(asked, capture_output=True, text=True, check=True)
        assert "web_process |127.0.0.1|" in where.stdout
        children = children_of(process)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert said.endswith("Stopped.\n")
    assert not [child for child in children if lives(child)]
    assert list(tmp_path.iterdir()) == []

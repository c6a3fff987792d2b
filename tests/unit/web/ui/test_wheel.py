"""The wheel carries its styles and scripts: installed where there is no Node, its pages come whole.

The wheel is made from a copy of what git knows, with the styles and scripts that were built here, and stands before all
else on the path of a Python that finds everything else where the tests do: so it takes seconds and no network.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.unit.web.ui.tools import ROOT

pytestmark = pytest.mark.xdist_group("wheel")

VISIT = """
import json, sys, django
django.setup()
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
import seedbed
client = Client()
answers = {address: client.get(address, follow=True) for address in sys.argv[1:]}
def read(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content
print(json.dumps({"from": seedbed.__file__, "pages": {
    address: [answer.status_code, answer.get("Content-Type"), answer.get("Cache-Control"), len(read(answer))]
    for address, answer in answers.items()}, "home": client.get("/", follow=True).content.decode()}))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, made by the packager itself."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("seedbed-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds what the wheel installs."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder)
    return folder


def visit(installed: Path, home: Path, *addresses: str) -> dict[str, object]:
    """Start the installed site without Node and fetch pages of it."""
    environment = {
        "PATH": "",
        "PYTHONPATH": str(installed),
        "SEEDBED_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "seedbed.web.config.settings",
        "SEEDBED_HOSTS": "testserver",
        "LC_ALL": os.environ.get("LC_ALL", "C.UTF-8"),
    }
    command = [sys.executable, "-P", "-c", VISIT, *addresses]
    done = subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def names(wheel: Path) -> list[str]:
    """What is in the wheel."""
    return zipfile.ZipFile(wheel).namelist()


def test_the_wheel_carries_styles_and_scripts(wheel: Path) -> None:
    found = [name for name in names(wheel) if "/static/dist/" in name]
    assert any(re.search(r"/app\.[0-9A-F]{8}\.css\.br$", name) for name in found)
    assert any(re.search(r"/base\.[0-9A-Z]{8}\.js$", name) for name in found)
    assert any(name.endswith("/manifest.json") for name in found)


def test_the_wheel_carries_nothing_of_the_build(wheel: Path) -> None:
    unwanted = ("node_modules", "/frontend/", "/islands/", ".ts", ".scss")
    assert [name for name in names(wheel) if any(each in name for each in unwanted)] == []


def test_the_installed_site_shows_whole_pages_without_node(installed: Path, tmp_path: Path) -> None:
    home = str(visit(installed, tmp_path, "/")["home"])
    built = re.findall(r'(?:href|src)="(/static/dist/[^"]+)"', home)
    assert len(built) >= 2
    answers = visit(installed, tmp_path, "/", *built)
    assert str(answers["from"]).startswith(str(installed))
    pages = answers["pages"]
    assert isinstance(pages, dict)
    assert {address: answer[0] for address, answer in pages.items()} == dict.fromkeys(["/", *built], 200)
    assert all("immutable" in pages[address][2] for address in built)
    assert min(pages[address][3] for address in built) > 1000

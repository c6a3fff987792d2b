"""The wheel carries its styles and scripts: installed where there is no Node, its pages come whole.

The wheel is made from a copy of what git knows, with the styles and scripts that were built here, and pip installs it
in an environment of its own. All that it needs besides is found where the tests have it, so that takes seconds and no
network; the checkout is not found there.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import sysconfig
import time
import zipfile
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.journeys.commands import PATIENCE, address_said, children_of, command, lives
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
    """An environment in which pip has installed the wheel."""
    folder = tmp_path_factory.mktemp("installed")
    _run(sys.executable, "-m", "venv", "--without-pip", str(folder))
    pip = (sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python"), "--disable-pip-version-check")
    _run(*pip, "install", "--quiet", "--no-index", "--no-deps", "--no-compile", str(wheel))
    # Python reads no path file of a folder that a path file names: the link to the checkout there is not followed.
    paths = dict.fromkeys(sysconfig.get_path(which) for which in ("purelib", "platlib"))
    own = next(folder.glob("lib/python*/site-packages"))
    (own / "what_the_tests_have.pth").write_text("".join(f"{path}\n" for path in paths), encoding="utf-8")
    return folder


def _run(*words: str) -> None:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def without_node(home: Path) -> dict[str, str]:
    """Return an environment without any program, and with its data in a folder of the test."""
    return {
        "PATH": "",
        "PYTHONPATH": "",
        "SEEDBED_HOME": str(home),
        "LC_ALL": os.environ.get("LC_ALL", "C.UTF-8"),
    }


def visit(installed: Path, home: Path, *addresses: str) -> dict[str, object]:
    """Start the installed site without Node and fetch pages of it."""
    environment = without_node(home) | {
        "DJANGO_SETTINGS_MODULE": "seedbed.web.config.settings",
        "SEEDBED_HOSTS": "testserver",
    }
    script = [str(installed / "bin" / "python"), "-P", "-c", VISIT, *addresses]
    done = subprocess.run(script, cwd=home, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def fetch(address: str) -> tuple[str, str]:
    """Return the kind and the text of what stands at an address that must answer well."""
    with urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - our own server
        return answer.headers.get_content_type(), answer.read().decode()


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


def test_the_installed_command_serves_whole_pages_without_node_and_stops_when_told(
    installed: Path, tmp_path: Path
) -> None:
    program = [str(installed / "bin" / "seedbed")]
    start = ("serve", "--no-browser", "--port", "0")
    with command(*start, environ=without_node(tmp_path), program=program) as process:
        address, first = address_said(process, "Seedbed")
        page = fetch(first)[1]
        style, script = (re.findall(rf'"/(static/dist/[^"]+\.{kind})"', page)[0] for kind in ("css", "js"))
        assert fetch(address + style)[0] == "text/css"
        assert fetch(address + script)[0] == "text/javascript"
        assert health_once_well(address)["status"] == "ok"
        children = children_of(process)
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=60)
    assert (process.returncode, said.splitlines()[-1]) == (0, "Stopped.")
    assert not any(lives(child) for child in children)


def health_once_well(address: str) -> dict[str, Any]:
    """Return what /health says once it answers 200, as it does when a worker was heard of."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return dict(json.loads(fetch(f"{address}health")[1]))
        except HTTPError:
            assert time.monotonic() < until
            time.sleep(0.05)

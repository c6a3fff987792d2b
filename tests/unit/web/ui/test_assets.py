"""The tool that builds styles and scripts, and what it built."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.unit.web.ui.tools import ASSETS, ROOT

DIST = ROOT / "src" / "seedbed" / "web" / "ui" / "static" / "dist"


def fake_node(folder: Path, version: str) -> None:
    """Put a Node of some version into a folder."""
    for name in ("node", "npm"):
        (folder / name).write_text(f"#!/bin/sh\necho {version}\n", encoding="utf-8")
        (folder / name).chmod(0o755)


@pytest.fixture
def no_wheel_of_node(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python without Node beside it."""
    monkeypatch.setattr(ASSETS.importlib.util, "find_spec", lambda _: None)


@pytest.mark.usefixtures("no_wheel_of_node")
@pytest.mark.parametrize(
    ("version", "taken"), [("v20.20.2", True), ("v24.0.0", True), ("v18.19.0", False), ("?", False)]
)
def test_the_machines_node_is_taken_if_it_is_new_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, taken: bool
) -> None:
    fake_node(tmp_path, version)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin{os.pathsep}/usr/bin")
    assert ASSETS.node_folder() == (tmp_path if taken else None)


@pytest.mark.usefixtures("no_wheel_of_node")
def test_without_node_and_without_pypi_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(ASSETS, "NODE_ON_PYPI", "--there-is-no-such-option")
    with pytest.raises(SystemExit, match="Install Node 20 or newer"):
        ASSETS.install_node()


def test_a_changed_source_asks_for_a_build(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    source, made = tmp_path / "a.ts", tmp_path / "manifest.json"
    source.touch()
    made.touch()
    monkeypatch.setattr(ASSETS, "MANIFEST", made)
    monkeypatch.setattr(ASSETS, "sources", lambda: iter([source]))
    os.utime(source, (1, 1))
    assert ASSETS.is_current()
    os.utime(made, (0, 0))
    assert not ASSETS.is_current()


def test_the_manifest_names_files_that_are_there() -> None:
    manifest = json.loads((DIST / "manifest.json").read_text("utf-8"))
    assert {"app.css", "base.js"} <= set(manifest)
    assert [name for name in manifest.values() if not (DIST / name).exists()] == []


def test_styles_fetch_nothing() -> None:
    for styles in DIST.glob("*.css"):
        fetched = [each for each in re.findall(r"url\(([^)]*)", styles.read_text("utf-8")) if "data:" not in each[:6]]
        assert fetched == []


def test_styles_hold_no_lettering_of_the_health_service() -> None:
    styles = "".join(each.read_text("utf-8") for each in DIST.glob("app.*.css"))
    assert "Frutiger" not in styles
    assert "@font-face" not in styles
    assert "var(--sb-brand)" in styles


def test_styles_serve_both_directions() -> None:
    styles = "".join(each.read_text("utf-8") for each in DIST.glob("app.*.css"))
    assert ":where(:dir(rtl))" in styles
    assert ":where(:dir(ltr))" in styles
    turned = r"\.nhsuk-back-link:dir\(rtl\):{1,2}before\{transform:translate(?:X)?\(-\.1em\)\s*rotate\(45deg\)"
    assert re.search(turned, styles)


def test_versions_are_exact() -> None:
    package = json.loads((ROOT / "package.json").read_text("utf-8"))
    versions = {**package["dependencies"], **package["devDependencies"]}
    assert [name for name, version in versions.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


def test_two_builds_at_once_leave_one_that_is_whole(tmp_path: Path) -> None:
    node = shutil.which("node", path=str(ASSETS.node_folder()))
    assert node is not None
    target = tmp_path / "dist"
    target.mkdir()
    (target / "of an earlier build").touch()
    build = [node, str(ASSETS.UI / "frontend" / "build.mjs"), str(target)]
    builds = [subprocess.Popen(build, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    assert [(each.communicate()[1], each.returncode) for each in builds] == [("", 0), ("", 0)]
    made = json.loads((target / "manifest.json").read_text("utf-8"))
    assert [name for name in made.values() if not (target / name).exists()] == []
    assert [each.name for each in tmp_path.iterdir()] == ["dist"]
    assert not (target / "of an earlier build").exists()

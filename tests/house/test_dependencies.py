"""Every dependency says what it is for, and may be used."""

from __future__ import annotations

import json
import re
import tomllib

from tests.house.floors import ROOT

PROJECT = (ROOT / "pyproject.toml").read_text("utf-8")
PACKAGES = json.loads((ROOT / "package.json").read_text("utf-8"))
LOCKED = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
PERMISSIVE = {"MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "MIT OR Apache-2.0", "(MIT OR Apache-2.0)"}


def _asked_for() -> list[str]:
    told = tomllib.loads(PROJECT)
    groups = [told["project"]["dependencies"], *told["project"]["optional-dependencies"].values()]
    asked = [need for group in (*groups, *told["dependency-groups"].values()) for need in group]
    return [need for need in asked if isinstance(need, str)]  # others name a group whose needs are there already


def test_every_python_dependency_has_its_reason_beside_it() -> None:
    asked = _asked_for()
    assert len(asked) > 30
    assert [need for need in asked if not re.search(rf'"{re.escape(need)}",\s+# \S', PROJECT)] == []


def test_every_package_of_the_front_end_has_its_reason_in_the_docs() -> None:
    page = (ROOT / "docs" / "how-to" / "build-a-page.md").read_text("utf-8")
    told = {
        name for row in re.findall(r"^\| (`.*`) \| .+ \|$", page, re.MULTILINE) for name in re.findall(r"`(.+?)`", row)
    }
    assert told == set(PACKAGES["dependencies"]) | set(PACKAGES["devDependencies"])


def test_packages_of_the_front_end_are_pinned() -> None:
    versions = [*PACKAGES["dependencies"].values(), *PACKAGES["devDependencies"].values()]
    assert [each for each in versions if not re.fullmatch(r"\d+\.\d+\.\d+", each)] == []


def test_every_package_that_the_front_end_brings_is_permissive() -> None:
    brought = {name: each.get("license") for name, each in LOCKED.items() if name}
    assert len(brought) > 20
    assert {name: licence for name, licence in brought.items() if licence not in PERMISSIVE} == {}

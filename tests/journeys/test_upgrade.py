"""A site whose tables are of the first release: it is backed up, restored and brought up to this one.

``story-at-0001.seedbed`` is the backup of a demonstration that was made when every room had its first tables and no
change of them yet; all in it is invented.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.backed_up import under_load
from tests.backed_up.commands import ask_site, document

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("backups")]
OLD = Path(under_load.__file__).with_name("story-at-0001.seedbed")


def _manifest() -> dict[str, Any]:
    with zipfile.ZipFile(OLD) as archive:
        told: dict[str, Any] = json.loads(archive.read("manifest.json"))
    return told


def test_the_old_backup_is_of_before_every_change_of_our_tables() -> None:
    ours = {app: names for app, names in _manifest()["migrations"].items() if app in {"people", "listening", "jobs"}}
    assert ours == {app: ["0001_initial"] for app in ("people", "listening", "jobs")}


def test_an_old_site_is_brought_up_to_this_release_and_read(tmp_path: Path, database: str) -> None:
    home, old = tmp_path / "home", _manifest()["tables"]
    told = document("restore", OLD, home=home, database=database)
    assert "people.0003_audit_chain" in told["brought_forward"]
    found = ask_site("look", home=home, database=database)
    for table in ("listening_contribution", "golden_thread_bead", "golden_thread_link", "consent_participant"):
        assert found["counts"][table] == old[table]["rows"] > 0
    assert all(found["words"])
    # Each entry of before has its place in the chain, and one more tells of the restoring.
    trail = document("audit", "verify", home=home, database=database)
    assert (trail["whole"], trail["entries"]) == (True, old["people_auditevent"]["rows"] + 1)
    # A site of this release can be backed up anew, with nothing left behind.
    assert document("backup", tmp_path / "anew", home=home, database=database)["head"]["sequence"] == trail["entries"]

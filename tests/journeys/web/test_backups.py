"""Whoever runs a site backs it up while it is used, loses it, and has it back."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.backed_up.commands import seedbed
from tests.journeys.web.conftest import VisitAs
from tests.journeys.web.site import Site, serve_copy


def test_a_site_is_backed_up_lost_and_restored(visit_as: VisitAs, own_site: Site, tmp_path: Path) -> None:
    own_site.folder.chmod(0o700)
    owner = visit_as("owner", site=own_site)
    owner.go("/operations/")
    assert "No backup was ever made." in owner.page.locator("main").inner_text()
    done = seedbed("backup", tmp_path / "backup", home=own_site.folder, SEEDBED_DEMONSTRATION="yes")
    assert done.returncode == 0, done.stderr
    owner.go("/operations/")
    assert "not encrypted" in owner.page.locator("main").inner_text()
    owner.check_for_everyone()
    owner.keep("how-this-site-is", height=2100)
    before = _loose_ends(visit_as, own_site)

    restored = tmp_path / "restored"
    restored.mkdir(mode=0o700)
    shutil.copy(own_site.folder / "withdrawals.jsonl", restored)
    done = seedbed("restore", tmp_path / "backup", home=restored, SEEDBED_DEMONSTRATION="yes")
    assert done.returncode == 0, done.stderr
    shutil.copy(own_site.folder / "sessions.json", restored)
    with serve_copy(restored, tmp_path / "served") as again:
        assert _loose_ends(visit_as, again) == before


def _loose_ends(visit_as: VisitAs, site: Site) -> str:
    """Come in as a newcomer, whatever session was open before, and read what is missing on the thread."""
    someone = visit_as(site=site)
    someone.go("/welcome/")
    someone.go("/thread/in/tanners-row/loose-ends/")
    return someone.page.locator("main").inner_text()

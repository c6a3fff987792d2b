"""Lists from the field go through the page of importing into a real place, and what people then see makes sense."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from seedbed.web.asset_register.models import Asset, Import, ImportState
from seedbed.web.jobs.models import Job
from seedbed.web.jobs.running import run
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.asset_register.column_page import go_on
from tests.unit.web.conftest import Cast

pytestmark = pytest.mark.django_db


def sent(browser: Client, neighbourhood: Neighbourhood, path: Path, source: str, **more: str) -> Job:
    """Send a file from the page and let the queue read it."""
    with path.open("rb") as file:
        answer = browser.post(f"/assets/in/{neighbourhood.slug}/import/", {"file": file, "source": source, **more})
    assert answer.status_code == 302, answer.content.decode()[:500]
    if answer.headers["Location"].endswith("/columns/"):
        assert go_on(browser, answer.headers["Location"]).status_code == 302
    job = Job.objects.latest("asked_at")
    run(job.pk)
    job.refresh_from_db()
    return job


def brought(browser: Client, neighbourhood: Neighbourhood, path: Path, source: str, **more: str) -> Import:
    """Send a file from the page, and return the import that came of it."""
    job = sent(browser, neighbourhood, path, source, **more)
    assert job.error is None
    return Import.objects.get(pk=job.arguments["number"])


@pytest.fixture
def dev(neighbourhood: Neighbourhood, cast: Cast, as_: Callable[..., Client]) -> Client:
    """Dev's browser; the place is a real one, so that places are checked."""
    neighbourhood.programme.invented = False
    neighbourhood.programme.save()
    return as_(cast.dev)


@pytest.mark.parametrize(
    ("path", "added", "refused", "kind"),
    [
        ("A/trafford_gm/gm_dentists.csv", 532, 7, "dentist"),
        ("A/trafford_gm/gm_food_banks.csv", 171, 0, "food_bank"),
        ("A/trafford_gm/gm_pharmacies.csv", 631, 0, "pharmacy"),
        ("A/trafford_gm/sports_facilities.csv", 314, 0, "sports_centre"),
        ("A/trafford_gm/trafford_places_of_worship.geojson", 118, 0, "place_of_worship"),
        ("A/tower_hamlets_assets_derived.csv", 321, 1, "pub"),
    ],
)
def test_lists_of_many_kinds_come_in(  # noqa: PLR0917 - fixtures and what is expected
    path: str, added: int, refused: int, kind: str, dev: Client, neighbourhood: Neighbourhood, field_data: Path
) -> None:
    kept = brought(dev, neighbourhood, field_data / path, "A list from the field")
    assert (kept.state, kept.added, len(kept.rejected)) == (ImportState.DONE, added, refused)
    assert Asset.objects.filter(asset_type=kind).exists()
    assert dev.get(f"/assets/import/{kept.pk}/").status_code == 200
    assert f"{added:,} assets" in dev.get(f"/assets/in/{neighbourhood.slug}/").content.decode()


def test_a_list_that_comes_again_adds_nothing(dev: Client, neighbourhood: Neighbourhood, field_data: Path) -> None:
    path = field_data / "A/trafford_gm/gm_libraries.csv"
    brought(dev, neighbourhood, path, "The councils")
    again = brought(dev, neighbourhood, path, "The councils")
    assert (again.added, again.changed, Asset.objects.count()) == (0, 0, 141)


def test_what_columns_were_taken_for_is_told_in_words(
    dev: Client, neighbourhood: Neighbourhood, field_data: Path
) -> None:
    kept = brought(dev, neighbourhood, field_data / "A/trafford_gm/gm_green_flags.csv", "The councils")
    page = dev.get(f"/assets/import/{kept.pk}/").content.decode()
    assert "What its columns were taken for" in page
    assert "asset_type" not in page
    assert "may name people" in page


def test_what_has_no_name_is_refused_or_called_after_its_kind(
    dev: Client, neighbourhood: Neighbourhood, field_data: Path
) -> None:
    path = field_data / "A/trafford_gm/gm_post_offices.geojson"
    assert brought(dev, neighbourhood, path, "The survey").added == 4
    assert brought(dev, neighbourhood, path, "The survey", name_by_kind="on").added == 339
    assert Asset.objects.filter(name="Post Office").count() > 300


def test_a_file_without_names_is_refused_on_the_page_of_its_columns(
    dev: Client, neighbourhood: Neighbourhood, field_data: Path
) -> None:
    path = field_data / "A/trafford_gm/gm_greenspace_access_points.geojson"
    with path.open("rb") as file:
        answer = dev.post(f"/assets/in/{neighbourhood.slug}/import/", {"file": file, "source": "The survey"})
    page = go_on(dev, answer.headers["Location"]).content.decode()
    assert "choose to call what has no name after its kind" in page
    assert not Asset.objects.exists()

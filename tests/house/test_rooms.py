"""Rooms of the web app keep to their floors where the import linter cannot see: keys, scripts, migrations."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.management import call_command

from tests.house.floors import FLOORS, WEB, may_use, room_of

ISLANDS = WEB / "ui" / "islands"
IMPORTED = re.compile(r"""^(?:import|export|}\s*from)\b[^;]*?["'](\.[^"']*)["']""", re.MULTILINE)
PUT_ON_A_PAGE = re.compile(r"""{%\s*island\s+["']([^"']+)["']""")


def _keys() -> Iterator[tuple[str, str, str]]:
    """Yield every key from one room's table to another's, those named by a string too: name, from, to."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            other = field.related_model
            if field.auto_created or other is None or isinstance(other, str):
                continue
            ends = model._meta.app_label, other._meta.app_label
            if set(ends) <= set(FLOORS) and ends[0] != ends[1]:
                yield f"{model.__name__}.{field.name}", *ends


def test_there_are_keys_between_rooms() -> None:
    assert ("Bead.neighbourhood", "golden_thread", "places") in set(_keys())


def test_keys_lead_to_rooms_below_and_so_never_from_one_step_to_another() -> None:
    """What one step hands to the next is a bead."""
    assert [name for name, room, other in _keys() if not may_use(room, other)] == []


def test_every_room_with_tables_has_a_floor() -> None:
    ours = {each.label for each in apps.get_app_configs() if each.name.startswith("seedbed.")}
    assert ours <= set(FLOORS)


def test_islands_share_code_through_shared_alone() -> None:
    """A large island keeps its parts in a folder of its own, called after it: ``step2-shift.ts`` in ``shift/``."""
    islands = sorted(ISLANDS.glob("*.ts"))
    assert len(islands) > 2
    wrong = {
        f"{each.name} imports {used}"
        for each in islands
        for used in IMPORTED.findall(each.read_text("utf-8"))
        if not used.startswith(("./shared/", f"./{each.stem.split('-')[-1]}/"))
    }
    assert wrong == set()


def test_parts_of_an_island_use_each_other_and_shared_code() -> None:
    parts = [each for each in ISLANDS.glob("*/*.ts") if each.parent.name != "shared"]
    assert parts
    wrong = {
        f"{each.parent.name}/{each.name} imports {used}"
        for each in parts
        for used in IMPORTED.findall(each.read_text("utf-8"))
        if "/" in used.removeprefix("../shared/").removeprefix("./")
    }
    assert wrong == set()


def test_shared_code_imports_no_island() -> None:
    shared = sorted((ISLANDS / "shared").glob("*.ts"))
    assert shared
    wrong = {each.name for each in shared for used in IMPORTED.findall(each.read_text("utf-8")) if "../" in used}
    assert wrong == set()


def test_a_step_puts_only_its_own_islands_on_its_pages() -> None:
    used = [
        (room_of(page), island)
        for page in WEB.glob("*/templates/**/*.html")
        for island in PUT_ON_A_PAGE.findall(page.read_text("utf-8"))
    ]
    assert ("step1_profile", "step1-candidates") in used
    assert [
        pair for pair in used if pair[1].startswith("step") and pair[1].split("-")[0] != pair[0].split("_")[0]
    ] == []


@pytest.mark.django_db
def test_migrations_are_current() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)

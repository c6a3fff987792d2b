"""The page of map tags holds every rule."""

from __future__ import annotations

import pytest

from manual import map_tags
from seedbed.analysis.assets.walking import WALKERS
from seedbed.formats import osm_rules
from seedbed.formats.osm_asset_rules import ASSET_RULES


@pytest.fixture(scope="module")
def page() -> str:
    (text,) = map_tags.pages().values()
    return text


def test_every_rule_for_assets_has_a_row(page: str) -> None:
    rows = page.partition("## Assets")[2].partition("|---|---|---|\n")[2].splitlines()
    assert len(rows) == len(ASSET_RULES)


@pytest.mark.parametrize("values", [osm_rules.ROADS, osm_rules.PATHS, osm_rules.ROUGH_SURFACES], ids=len)
def test_every_value_of_ways_is_named(page: str, values: frozenset[str]) -> None:
    assert ", ".join(sorted(values)) in page


@pytest.mark.parametrize("code", WALKERS)
def test_every_walker_has_a_row(page: str, code: str) -> None:
    assert f"| `{code}` | {WALKERS[code].name} |" in page

"""Profiles of overlapping neighbourhoods, attacked together with nothing but what their JSON files show."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.analysis.equity.disclosure.adding_up import WHOLE
from seedbed.analysis.equity.disclosure.attack import attack
from seedbed.analysis.equity.disclosure.tables import Release, sums
from seedbed.reports.profile_view import redacted
from seedbed.sources.packs import Pack
from seedbed.workflows.places.profile import Place, profile
from seedbed.workflows.places.profile_families import Counts, Members, members_of, sums_in
from seedbed.workflows.places.profile_table import FigureTable

Shown = dict[tuple[str, str, str], float]
"""Counts by indicator, time and place; a neighbourhood is named by its number."""


def publish(pack: Pack, codes: tuple[str, ...], file: Path, before: list[Path], *, near: bool) -> None:
    """Write a profile, compared with every larger area around where ``near``: of those, little is left without it."""
    small = pack.areas.filter(pl.col("code").is_in(codes))
    around = sorted({code for level in pack.parent_levels for code in small[level.id]}) if near else []
    document = redacted(profile(pack, Place(codes=codes), around, published=before))
    assert document.suppression_notes == []
    file.write_text(document.model_dump_json(by_alias=True))


def read(files: list[Path]) -> Shown:
    """Return every count that the documents show."""
    found: Shown = {}
    for number, file in enumerate(files):
        document: dict[str, Any] = json.loads(file.read_text())
        for figure in document["figures"]:
            name = figure["indicator"], figure["period"]
            places = [(area["code"], area["numerator"]) for area in (*figure["inside"], *figure["comparators"])]
            if not figure["larger_area"]:
                places.append((f"neighbourhood {number}", figure["numerator"]))
            found |= {(*name, place): count for place, count in places if count is not None}
    return found


def pieces(groups: list[tuple[str, ...]], inside: dict[str, set[str]]) -> dict[str, list[str]]:
    """Return what each place is made of: neighbourhoods, what lies between them, larger areas and their rests."""
    made = {f"neighbourhood {number}": list(codes) for number, codes in enumerate(groups)}
    for number, (one, other) in enumerate(pairwise(groups)):
        made |= {f"less {number}": sorted(set(one) - set(other)), f"more {number}": sorted(set(other) - set(one))}
        made |= {f"both {number}": sorted(set(one) & set(other))}
    known = {code for codes in groups for code in codes}
    for code, areas in inside.items():
        for number, codes in enumerate(groups):
            if set(codes) <= areas:
                made[f"rest {number} of {code}"] = [*sorted(known & areas - set(codes)), f"rest of {code}"]
        made[code] = [*sorted(known & areas), f"rest of {code}"]
    return {name: parts for name, parts in made.items() if parts}


def released(members: Members, counts: Counts, made: dict[str, list[str]]) -> tuple[Release, list[str]]:
    """Return the true counts of one family with all sums that hold, and the names of places."""
    ids = [each.id for each in members.indicators]
    true: dict[tuple[str, str], float] = {}
    wholes: dict[str, float] = {}
    rests = [name for name in made if f"rest of {name}" in made[name]]
    order = [*members.areas, *rests]
    for place, row, whole in zip(order, *counts.of(members.indicators, order, members.period), strict=True):
        true |= {(place, name): float(count) for name, count in zip(ids, row, strict=True)}
        wholes[place] = float(whole)
    for name in rests:
        others = made[name][:-1]
        true |= {(made[name][-1], i): true[name, i] - sum(true[part, i] for part in others) for i in ids}
        wholes[made[name][-1]] = wholes[name] - sum(wholes[part] for part in others)
    parts = {(name, i): [(part, i) for part in made[name]] for name in made for i in ids}
    for name, pieces_of in made.items():
        wholes[name] = sum(wholes[part] for part in pieces_of)
    for each in sums_in(counts, members, ()):
        for place in [place for place in wholes if f"rest of {place}" not in wholes or place in members.areas]:
            total = (place, "everybody") if each.total == WHOLE else (place, ids[each.total])
            if each.total == WHOLE:
                true[total] = wholes[place]
            parts.setdefault(total, [(place, ids[part]) for part in each.parts])
    most = {(place, i): wholes[place] for place in wholes for i in ids if np.isfinite(wholes[place])}
    return sums(true, parts, most), list(wholes)


def worked_out(release: Release, period: str, shown: Shown) -> list[tuple[object, float, float, float]]:
    """Return small counts of which the attack finds that they are small."""
    known = np.array(
        [key[1] == "everybody" or (key[1], period, key[0]) in shown for key in release.keys]  # type: ignore[index]
    )
    found = attack(release, ~known)
    left = release.most - release.counts
    few = (release.counts > 0) & (release.counts < 5) & (release.most >= 5) & (found.high < 5)
    few |= (left > 0) & (left < 5) & (release.most >= 5) & (release.most - found.low < 5)
    return [(release.keys[at], release.counts[at], found.low[at], found.high[at]) for at in np.flatnonzero(few)]


@st.composite
def overlapping(draw: st.DrawFn) -> list[tuple[int, ...]]:
    """Draw two or three neighbourhoods that overlap, often one small area apart."""
    start = draw(st.integers(0, 100))
    first = set(range(start, start + draw(st.integers(2, 6))))
    groups = [first]
    for _ in range(draw(st.integers(1, 2))):
        last = groups[-1]
        change = draw(st.sampled_from(["less", "more", "moved"]))
        other = set(last)
        if change != "more" and len(other) > 1:
            other.discard(draw(st.sampled_from(sorted(other))))
        if change != "less":
            other.add(max(last) + 1)
        groups.append(other)
    return [tuple(sorted(group)) for group in groups]


@settings(max_examples=3, deadline=None)
@given(places=overlapping(), near=st.booleans())
def test_profiles_of_overlapping_neighbourhoods_give_no_small_count_away_together(
    town: Pack, tmp_path_factory: pytest.TempPathFactory, places: list[tuple[int, ...]], near: bool
) -> None:
    every = town.small_areas()["code"].to_list()
    groups = [tuple(every[place % len(every)] for place in group) for group in places]
    folder = tmp_path_factory.mktemp("profiles")
    files = [folder / f"{number}.json" for number in range(len(groups))]
    for number, (codes, file) in enumerate(zip(groups, files, strict=True)):
        publish(town, codes, file, files[:number], near=near)
    shown = read(files)
    together = sorted({code for group in groups for code in group})
    larger = larger_around(town, {place for _, _, place in shown}, set(together))
    counts = Counts(FigureTable.read(town, [*together, *larger]))
    own = [each for each in town.indicators.values() if each.level == town.small_level.id]
    attacked = 0
    for members in members_of(counts, own, together):
        if members.areas != tuple(together):
            continue
        held = {code: areas for code, areas in larger.items() if has_all(counts, members, code)}
        release, _ = released(members, counts, pieces(groups, held))
        attacked += release.size
        assert worked_out(release, members.period, shown) == []
    assert attacked


def larger_around(pack: Pack, places: set[str], codes: set[str]) -> dict[str, set[str]]:
    """Return the larger areas that are shown, with the small areas of the neighbourhoods that lie in them."""
    found: dict[str, set[str]] = defaultdict(set)
    small = pack.areas.filter(pl.col("code").is_in(sorted(codes)))
    for level in pack.parent_levels:
        for code, above in small.select("code", level.id).iter_rows():
            if above in places:
                found[above].add(code)
    return dict(found)


def has_all(counts: Counts, members: Members, code: str) -> bool:
    return bool(np.isfinite(counts.of(members.indicators, [code], members.period)[0]).all())

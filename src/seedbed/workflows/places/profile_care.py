"""Who plans care around a neighbourhood: the levels of planning, and the organisations where a pack knows them."""

from __future__ import annotations

from typing import Any, Literal

import polars as pl

from seedbed.reports.profile_documents import CareOrganisation, SurroundingArea
from seedbed.reports.words import listed
from seedbed.sources.packs import Pack

Planning = Literal["", "neighbourhood", "place", "system"]

NONE_HERE = "NHS neighbourhoods (primary care networks) are not in this pack"


def planning_levels(pack: Pack) -> dict[str, Planning]:
    """Return which levels stand for neighbourhood, place and system: by the pack's roles, else by their codes."""
    roles = pack.package.roles
    boards = [level.id for level in pack.parent_levels if level.code_system == "icb"]
    found: dict[str, Planning] = {}
    found[roles.get("care_neighbourhood", "")] = "neighbourhood"
    found[roles.get("care_place", roles.get("local_authority", ""))] = "place"
    found[roles.get("care_system", boards[0] if boards else "")] = "system"
    found.pop("", None)
    return found


def with_planning(pack: Pack, areas: list[SurroundingArea]) -> list[SurroundingArea]:
    """Say of each area around which level of planning care it stands for."""
    levels = planning_levels(pack)
    return [area.model_copy(update={"planning": levels.get(area.level, "")}) for area in areas]


def care_note(pack: Pack) -> str:
    """Say that the pack has no neighbourhoods of care, and which areas stand in; nothing where it has them."""
    levels = planning_levels(pack)
    if "neighbourhood" in levels.values():
        return ""
    nearest = []
    for level in pack.parent_levels:
        if level.id in levels or level.id in {"region", "country"}:
            break
        nearest.append(f"the {level.name}")
    if not nearest:
        return f"{NONE_HERE}."
    verb = "stands" if len(nearest) == 1 else "stand"
    return f"{NONE_HERE}; {listed(nearest)} {verb} in for them."


def care_organisations(pack: Pack, areas: list[SurroundingArea]) -> list[CareOrganisation]:
    """Return the organisations that serve an area around the neighbourhood, widest areas first.

    Columns after ``parent`` may be missing from a pack.
    """
    if not pack.resources("care_system"):
        return []
    around = {area.code: area for area in areas}
    order = {code: place for place, code in enumerate(around)}
    rows = pack.scan("care_system").collect()
    names = dict(zip(rows["id"], rows["name"], strict=True))
    here = rows.filter(pl.col("footprint").is_in(list(around))).iter_rows(named=True)
    found = sorted(here, key=lambda row: -order[row["footprint"]])
    return [_organisation(row, names, around[row["footprint"]]) for row in found]


def _organisation(row: dict[str, Any], names: dict[str, str], area: SurroundingArea) -> CareOrganisation:
    optional = ("commissions", "funds", "owns", "hosts", "decides", "decides_when")
    return CareOrganisation(
        id=row["id"],
        name=row["name"],
        kind=row["kind"] or "",
        role=row["role"] or "",
        footprint=area.name,
        answers_to=names.get(row["parent"] or "", ""),
        delegated_limit=row.get("delegated_limit"),
        **{name: row.get(name) or "" for name in optional},
    )

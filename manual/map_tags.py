"""The page of map tags: which objects of OpenStreetMap are walked on and which are assets, from the rules."""

from __future__ import annotations

from collections.abc import Iterable

from seedbed.analysis.assets.types import ASSET_TYPES
from seedbed.analysis.assets.walking import WALKERS
from seedbed.formats import osm_rules as rules
from seedbed.formats.osm_asset_rules import ANY, ASSET_RULES, NOT_PUBLIC, NOT_THERE


def pages() -> dict[str, str]:
    """Return the generated page by its path under ``docs``."""
    return {"reference/map-tags.md": "\n".join([*_head(), *_walked(), *_wheels(), *_walkers(), *_assets()]) + "\n"}


def _head() -> list[str]:
    return [
        "# Tags of the map",
        "",
        "What Seedbed takes from an OpenStreetMap file (`.osm.pbf` or `.osm`): the ways that people walk on, what each",
        "is like for wheels, and which objects are community assets. The tables are written from the rules that are",
        "run. See [Get the streets of your area](../how-to/get-streets.md) for how to get such a file.",
        "",
    ]


def _walked() -> list[str]:
    return [
        "## Ways that people walk on",
        "",
        "| rule | tags |",
        "|---|---|",
        f"| Carriageways | `highway` = {_values(rules.ROADS)} |",
        f"| Ways of their own | `highway` = {_values(rules.PATHS)} |",
        f"| Closed, unless `foot` says otherwise | `access` = {_values(rules.CLOSED)} |",
        f"| Closed | `foot` = {_values(rules.CLOSED)} |",
        f"| Closed | `service` = {_values(rules.CLOSED_SERVICE)} |",
        f"| Closed, unless `foot` is given | `motorroad` = yes on `highway` = {_values(rules.MOTOR_ROADS)} |",
        "| Cut there | `barrier` with `foot` or else `access` = no, private |",
        "",
        "Every way is walked both ways, whatever `oneway` says. Areas are walked along their edge; areas of several",
        "rings (relations) are not read.",
        "",
    ]


def _wheels() -> list[str]:
    return [
        "## What stops wheels",
        "",
        "| what | tags |",
        "|---|---|",
        "| Steps | `highway` = steps |",
        f"| A raised kerb, on ways apart from carriageways | `kerb` = {_values(rules.RAISED_KERBS)} |",
        f"| Rough ground | `surface` = {_values(rules.ROUGH_SURFACES)} |",
        f"| Rough ground | `smoothness` = {_values(rules.ROUGH_SMOOTHNESS)} |",
        f"| Rough ground | `tracktype` = {_values(rules.ROUGH_TRACKS)} on `highway` = track |",
        f"| Rough ground | `sac_scale` = {_values(rules.HIKING)} on `highway` = path |",
        f"| A barrier | `barrier` = {_values(rules.NO_WHEELS_BARRIERS)} |",
        "| What the map says | `wheelchair` = no |",
        "| Open in spite of these | `wheelchair` = yes, designated; `ramp:wheelchair` on steps; `highway` = elevator |",
        "",
        "Where the map says nothing, wheels pass. So answers for wheels are at best as good as the map: walk the ways",
        "that matter with people who use wheels.",
        "",
    ]


def _walkers() -> list[str]:
    rows = (
        f"| `{code}` | {walker.name} | {walker.metres_per_second:.2f} | {'yes' if walker.wheels else 'no'} |"
        for code, walker in WALKERS.items()
    )
    return [
        "## Walkers",
        "",
        "| code | who | metres a second on the flat | needs a way for wheels |",
        "|---|---|---|---|",
        *rows,
        "",
    ]


def _assets() -> list[str]:
    rows = (
        f"| {ASSET_TYPES[rule.asset_type].name} | `{rule.key}` = "
        f"{'any' if rule.values is ANY else _values(rule.values)} | {rule.unnamed.value} |"
        for rule in ASSET_RULES
    )
    return [
        "## Assets",
        "",
        f"Read from the top; the first row that holds decides. `access` = {_values(NOT_PUBLIC)} is refused; a value of",
        f"{_values(NOT_THERE)} is no asset.",
        "",
        "| type | tags | one without a name |",
        "|---|---|---|",
        *rows,
    ]


def _values(values: Iterable[str]) -> str:
    return ", ".join(sorted(values))

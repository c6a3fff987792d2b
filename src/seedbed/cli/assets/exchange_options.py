"""Options that ``seedbed assets import``, ``convert``, ``validate`` and ``duplicates`` share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from seedbed.cli.results import FILE
from seedbed.errors import UsageError

if TYPE_CHECKING:
    from seedbed.formats.assets.reading import Wishes

FORMS = ("open-referral", "hsds", "geojson", "map", "table", "osm", "entities")
HELP = {
    "format": "What the source is; without it, seen from the file.",
    "mapping": "What columns mean: a TOML file with [columns], [values.asset_type] and [fixed].",
    "type": "Kind of all assets of the source, such as library.",
    "within": "Outline in which places may lie: GeoJSON, GeoPackage, KML, Shapefile.  [default: the United Kingdom]",
    "anywhere": "Take places anywhere on Earth.",
    "name_by_kind": "Call what has no name what kind of asset it is, instead of refusing it.",
    "licence": "Licence of what is read, kept with each asset.",
}

Command = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Options:
    """What was typed."""

    form: str | None = None
    mapping: Path | None = None
    asset_type: str = ""
    within: Path | None = None
    anywhere: bool = False
    name_by_kind: bool = False
    licence: str = ""

    def wishes(self) -> Wishes:
        """Return how a source is to be read.

        Raises
        ------
        UsageError
            If --within and --anywhere are both given.
        BadInputError
            If the mapping or the outline cannot be used.
        """
        from seedbed.formats.assets.mapping import Told, read_mapping
        from seedbed.formats.assets.reading import Wishes
        from seedbed.formats.assets.whereabouts import ANYWHERE, within_outline

        if self.within is not None and self.anywhere:
            raise UsageError(
                "It is not clear where places may lie.", "--within and --anywhere contradict each other.", "Give one."
            )
        told = read_mapping(self.mapping) if self.mapping else Told()
        if self.asset_type:
            told = replace(told, fixed={**told.fixed, "asset_type": self.asset_type})
        told = replace(told, name_by_kind=told.name_by_kind or self.name_by_kind)
        where = ANYWHERE if self.anywhere else within_outline(self.within) if self.within else None
        return Wishes(form=self.form or "", told=None if told == Told() else told, where=where, licence=self.licence)


def reading_options(command: Command) -> Command:
    """Add the options that say how a source is read; the command gets them as one ``options``."""

    @wraps(command)  # which keeps the options that stand below
    def with_options(*arguments: Any, **given: Any) -> Any:
        names = tuple(Options.__dataclass_fields__)
        options = Options(**{name: given.pop(name) for name in names})
        return command(*arguments, options=options, **given)

    decorated: Command = with_options
    for option in reversed(
        (
            click.option("--format", "form", type=click.Choice(FORMS), help=HELP["format"]),
            click.option("--mapping", type=FILE, help=HELP["mapping"]),
            click.option("--type", "asset_type", default="", metavar="CODE", help=HELP["type"]),
            click.option("--within", type=FILE, help=HELP["within"]),
            click.option("--anywhere", is_flag=True, help=HELP["anywhere"]),
            click.option("--name-by-kind", is_flag=True, help=HELP["name_by_kind"]),
            click.option("--licence", default="", help=HELP["licence"]),
        )
    ):
        decorated = option(decorated)
    return decorated

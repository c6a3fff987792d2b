"""Two listings that look alike, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from seedbed.analysis.assets.types import AssetType
from seedbed.web.asset_register.details import folded
from seedbed.web.asset_register.kind_words import kind_name
from seedbed.web.asset_register.models import Asset
from seedbed.web.asset_register.queries.alike import Alike

NOTHING = "–"
ALWAYS = frozenset({"source", "address"})
"""Shown even where neither says anything."""
FIELDS = {
    "source": _("Who gives it out"),
    "organisation": _("Run by"),
    "address": _("Address"),
    "postcode": _("Postcode"),
    "telephone": _("Telephone"),
    "email": _("E-mail"),
    "website": _("Website"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """What two listings say of one thing."""

    label: Any
    kept: str
    gone: str

    @property
    def differs(self) -> bool:
        """Whether they say two different things; one that says nothing does not differ."""
        said = {folded(each) for each in (self.kept, self.gone)} - {NOTHING}
        return len(said) > 1


@dataclass(frozen=True, slots=True)
class Compared:
    """A pair with its rows."""

    pair: Alike
    rows: tuple[Row, ...]


def compared(pair: Alike, known: Mapping[str, AssetType]) -> Compared:
    """Return what both listings of a pair say, the kind first."""
    kinds = [str(kind_name(known.get(each.asset_type, known["other"]))) for each in pair.both]
    rows = [Row(_("Kind"), *kinds)]
    for name, label in FIELDS.items():
        kept, gone = (_said(each, name) for each in pair.both)
        if name in ALWAYS or kept != NOTHING or gone != NOTHING:
            rows.append(Row(label, kept, gone))
    return Compared(pair, tuple(rows))


def _said(asset: Asset, name: str) -> str:
    return str(getattr(asset, name, "") or asset.details.get(name, "") or NOTHING)

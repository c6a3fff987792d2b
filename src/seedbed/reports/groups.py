"""Figures that share one whole - ages, tenure, ethnic groups - and are read best as bars side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from seedbed.reports.profile_documents import ProfileFigure


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Indicators whose shares add up to one whole, with short labels, in order of showing."""

    title: str
    members: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    topic: str
    title: str
    family: str
    members: dict[str, str]


KNOWN = (
    _Known(
        "people",
        "Ages",
        "age",
        {
            "0_15": "0 to 15",
            "16_24": "16 to 24",
            "25_34": "25 to 34",
            "35_49": "35 to 49",
            "50_64": "50 to 64",
            "65_plus": "65 and over",
        },
    ),
    _Known(
        "people",
        "Ethnic groups",
        "ethnicity",
        {
            "asian": "Asian or Asian British",
            "black": "Black or Black British",
            "mixed": "Mixed or Multiple",
            "white": "White",
            "other": "Other ethnic group",
        },
    ),
    _Known(
        "people",
        "Religion",
        "religion",
        {
            "christian": "Christian",
            "muslim": "Muslim",
            "hindu": "Hindu",
            "sikh": "Sikh",
            "jewish": "Jewish",
            "buddhist": "Buddhist",
            "other": "Another religion",
            "none": "No religion",
            "not_answered": "Did not say",
        },
    ),
    _Known(
        "homes",
        "Who owns the homes",
        "tenure",
        {
            "owned_outright": "Owned outright",
            "owned_mortgage": "Owned with a mortgage",
            "shared_ownership": "Shared ownership",
            "social_rented": "Social rented",
            "private_rented": "Private rented",
            "rent_free": "Rent free",
        },
    ),
    _Known(
        "homes",
        "Kinds of home",
        "accommodation",
        {
            "detached": "Detached house",
            "semi_detached": "Semi-detached house",
            "terraced": "Terraced house",
            "purpose_built_flat": "Purpose-built flat",
            "converted_house": "Converted or shared house",
            "converted_building": "Other converted building",
            "commercial_building": "In a commercial building",
            "mobile": "Caravan or other mobile home",
        },
    ),
)
"""Census families of which some categories overlap: only these, which do not, are drawn together."""


def groups_of(topic: str, figures: Sequence[ProfileFigure]) -> list[FigureGroup]:
    """Return the groups of a topic of which at least three members are here with a value."""
    by_family: dict[str, dict[str, str]] = {}
    for figure in figures:
        if figure.value is not None and figure.kind == "proportion" and figure.indicator.count(".") > 1:
            family, category = figure.indicator.split(".")[-2:]
            by_family.setdefault(family, {}).setdefault(category, figure.indicator)
    groups = []
    for known in KNOWN:
        here = by_family.get(known.family, {})
        found = {category: label for category, label in known.members.items() if category in here}
        if known.topic == topic and len(found) >= 3:
            members = tuple(here[category] for category in found)
            groups.append(FigureGroup(known.title, members, tuple(found.values())))
    return groups

"""Who plans care here, in words."""

from __future__ import annotations

from seedbed.reports.profile_documents import CareOrganisation, SurroundingArea
from seedbed.reports.words import number

POWERS = ("commissions", "funds", "owns", "hosts", "decides")


def level_text(area: SurroundingArea) -> str:
    """Name the level of an area and what it stands for in planning care: "Local authority (place)"."""
    name = area.level_name[:1].upper() + area.level_name[1:]
    told = not area.planning or area.planning in area.level_name
    return name if told else f"{name} ({area.planning})"


def powers(organisation: CareOrganisation) -> list[tuple[str, str]]:
    """Return what an organisation commissions, funds, owns, hosts and decides, leaving out what it does not."""
    found = [(power.capitalize(), str(getattr(organisation, power))) for power in POWERS]
    return [(power, text) for power, text in found if text]


def limit_text(organisation: CareOrganisation) -> str:
    """Say how much its local lead may commit without asking anyone."""
    return "not known" if organisation.delegated_limit is None else f"£{number(organisation.delegated_limit, 0)}"

"""What can stand side by side: a map as it is, as it was, what residents or professionals say on it, and other maps."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from seedbed.analysis.systems.types import Source
from seedbed.analysis.systems.types import SystemMap as MapOfFactors
from seedbed.web.people.permissions import Visitor
from seedbed.web.people.roles import Permission
from seedbed.web.places.queries import neighbourhoods_of
from seedbed.web.step5_agenda.models import SystemMap
from seedbed.web.step5_agenda.reshaping.version_queries import map_of, versions_of, when
from seedbed.web.step5_agenda.reshaping.versions import as_it_was
from seedbed.web.step5_agenda.standing import as_it_stands

NOW, ORIGINS, VERSION, MAP = "now", "origins", "version-", "map-"
"""How addresses name sides: as it is now, residents beside professionals, a version and another map by number."""
Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Side:
    """One of two maps: what it is called, what is on it, and the map that it is of."""

    name: str
    system: MapOfFactors
    map: SystemMap


def states_of(found: SystemMap, *asked: str) -> list[Choice]:
    """Return the states of a map to choose from: now, its versions, and those that are asked for by their number."""
    named: dict[str, str] = {}
    for each in versions_of(found):
        named.setdefault(f"{VERSION}{each.number}", each.name)
    for value in asked:
        number = _number(value, VERSION)
        if number is not None and number <= found.last_number:
            named.setdefault(f"{VERSION}{number}", _told_when(found, number))
    return [(NOW, _("As it is now")), *named.items()]


def maps_beside(found: SystemMap, visitor: Visitor) -> list[tuple[str, list[Choice]]]:
    """Return the other maps that someone may see, by neighbourhood."""
    places = neighbourhoods_of(visitor, Permission.SEE_THREAD)
    others = SystemMap.objects.filter(neighbourhood__in=places, coming_from=None).exclude(pk=found.pk)
    groups: dict[int, tuple[str, list[Choice]]] = {}
    for each in others.select_related("neighbourhood").order_by("neighbourhood__name", "neighbourhood", "name", "pk"):
        group = groups.setdefault(each.neighbourhood_id, (each.neighbourhood.name, []))
        group[1].append((f"{MAP}{each.pk}", each.name))
    return list(groups.values())


def sides_of(found: SystemMap, this: str, beside: str) -> tuple[Side, Side]:
    """Return the two sides that were chosen from what was offered."""
    if beside == ORIGINS:
        system = as_it_stands(found)
        residents = Side(_("What residents said"), told_by(system, Source.RESIDENTS), found)
        return residents, Side(_("What professionals said"), told_by(system, Source.PROFESSIONALS), found)
    number = _number(beside, MAP)
    if number is None:
        return _state(found, this), _state(found, beside)
    other = SystemMap.objects.select_related("neighbourhood").get(pk=number)
    one = _state(found, this)
    name = f"{found.neighbourhood.name}: {found.name}" + ("" if this == NOW else f", {one.name}")
    return replace(one, name=name), Side(f"{other.neighbourhood.name}: {other.name}", as_it_stands(other), other)


def told_by(system: MapOfFactors, source: Source) -> MapOfFactors:
    """Return what of a map comes from a source: its factors and links, and the factors that these links join."""
    links = tuple(each for each in system.links if source in each.sources)
    ends = {end for each in links for end in (each.cause, each.effect)}
    factors = tuple(each for each in system.factors if source in each.sources or each.identifier in ends)
    return replace(system, factors=factors, links=links)


def _state(found: SystemMap, value: str) -> Side:
    number = _number(value, VERSION)
    name = dict(states_of(found, value))[value]
    if number is None:
        return Side(name, as_it_stands(found), found)
    return Side(name, map_of(as_it_was(found, number)), found)


def _number(value: str, what: str) -> int | None:
    told = value.removeprefix(what)
    is_number = value.startswith(what) and told.isascii() and told.isdigit() and len(told) < 19
    return int(told) if is_number else None


def _told_when(found: SystemMap, number: int) -> str:
    at = when(found, number).at
    if at is None:
        return _("Before the first change")
    return _("As it was on {day}").format(day=date_format(localtime(at), "DATETIME_FORMAT"))

"""What the history of a map says of each change, in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext

from seedbed.web.step5_agenda.models import MapChange, MapFactor, MapLink, SystemMap
from seedbed.web.ui.marking import marked as _

PARTS = {
    "factors": _("the factor {name}"),
    "links": _("the link {name}"),
    "subsystems": _("a part of the system"),
    "submaps": _("a smaller map of it"),
    "layouts": _("a way of laying it out"),
    "about": _("the map's name or description"),
}
DEEDS = {
    "added": _("{who} drew {what}"),
    "changed": _("{who} changed {what}"),
    "removed": _("{who} took {what} off"),
    "restored": _("{who} put {what} back"),
    "merged": _("{who} merged {gone} into {into}"),
    "split": _("{who} split {gone} into {into}"),
    "parted": _("{who} undid the merge or split of {gone} into {into}"),
    "went_back": _("{who} took the map back to an earlier state"),
}
FIELDS = {
    "name": _("name"),
    "role": _("what it is"),
    "controlled_by": _("who can change it"),
    "vulnerable": _("whether it changes easily"),
    "subsystem": _("its part of the system"),
    "note": _("note"),
    "ends": _("what it joins"),
    "polarity": _("which way"),
    "strength": _("how strong"),
    "weight": _("its exact weight"),
    "delay": _("how soon"),
    "confidence": _("how sure"),
    "because": _("why we think so"),
}


def in_words(found: SystemMap, changes: Sequence[MapChange]) -> list[tuple[MapChange, str]]:
    """Return changes with a sentence each."""
    keys = {each.key for each in changes if each.part in {"factors", "links"}}
    names = {str(row.key): row.name for row in MapFactor.objects.filter(map=found, key__in=keys)}
    for row in MapLink.objects.filter(map=found, key__in=keys).select_related("cause", "effect"):
        names[str(row.key)] = f"{row.cause.name} → {row.effect.name}"
    return [(each, _told(each, names.get(each.key, ""))) for each in changes]


def _told(change: MapChange, name: str) -> str:
    what = gettext(PARTS[change.part]).format(name=f'"{name}"' if name else gettext("without a name"))
    who = str(change.by) if change.by else gettext("Somebody")
    gone, into = (", ".join(f'"{name}"' for name in change.fields.get(side, ())) for side in ("gone", "into"))
    told = gettext(DEEDS[change.what]).format(who=who, what=what, gone=gone, into=into)
    if change.what == "changed" and change.fields:
        told += ": " + ", ".join(gettext(FIELDS[field]) for field in change.fields if field in FIELDS)
    return f"{told}."

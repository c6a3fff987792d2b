"""Who stood behind the factors and links of a map in an earlier state, and what of that was changed since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from seedbed.analysis.systems.types import SystemMap as MapOfFactors
from seedbed.web.golden_thread.presenting import ShownBead, shown
from seedbed.web.listening.shelf import NEEDS_WORDS
from seedbed.web.people.access import SignedInRequest
from seedbed.web.people.looking import note_words_read
from seedbed.web.step5_agenda.models import SystemMap
from seedbed.web.step5_agenda.opinions.following import Then
from seedbed.web.step5_agenda.opinions.origins import behind_these
from seedbed.web.step5_agenda.opinions.since import Origin, beads_of, joined_since, taken_off_since

MOST_SHOWN = 50
"""Origins that a list shows; the others are counted."""


@dataclass(frozen=True, slots=True)
class Since:
    """What was put behind factors and links, or taken off them: each with the name of what it is of."""

    lines: list[tuple[str, ShownBead]]
    many: int

    @property
    def others(self) -> int:
        """How many are not shown."""
        return self.many - len(self.lines)


def origins_then(request: SignedInRequest, found: SystemMap, then: Then, system: MapOfFactors) -> dict[str, Any]:
    """Return what the page of an earlier state shows of who said so.

    Its factors and links come as lines, each with who stood ``behind`` it; ``taken_off`` and ``joined`` hold what was
    changed since.
    """
    behind = behind_these(found, beads_of(found, then.keys), then)
    names = {each.identifier: each.name for each in system.factors}
    links = [
        {
            "cause": names[each.cause],
            "effect": names[each.effect],
            "polarity": each.polarity.value,
            "key": each.identifier,
        }
        for each in system.links
    ]
    links.sort(key=lambda each: (each["cause"].casefold(), each["effect"].casefold()))
    named = names | {each["key"]: f"{each['cause']} → {each['effect']}" for each in links}
    keys = {bead: key for key, bead in beads_of(found, then.keys).items()}
    gone = [(keys[link.target_id], link.source_id) for link in taken_off_since(found, then)]
    return {
        "factors": [{"name": name, "behind": behind.get(key)} for key, name in names.items()],
        "links": [each | {"behind": behind.get(each["key"])} for each in links],
        "taken_off": _shown(request, found, gone, named),
        "joined": _shown(request, found, joined_since(found, then), named),
    }


def _shown(request: SignedInRequest, found: SystemMap, origins: Iterable[Origin], named: Mapping[str, str]) -> Since:
    there = [(named[key], number) for key, number in origins if key in named]
    beads = shown([number for _, number in there[:MOST_SHOWN]], request.user)
    if any(each.visible and each.kind in NEEDS_WORDS for each in beads.values()):
        note_words_read(by=request.user, scope=found.scope, page="origins")
    lines = [(name, beads[number]) for name, number in there[:MOST_SHOWN] if number in beads]
    return Since(sorted(lines, key=lambda line: line[0].casefold()), len(there))

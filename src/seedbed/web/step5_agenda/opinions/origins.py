"""Who stands behind the factors and links of a map: the people who said so, figures and findings, or experts only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from itertools import product
from typing import TypeVar

from django.db.models import QuerySet
from django.db.models.fields.json import KT

from seedbed.analysis.systems.types import HEARD, Source, first_source
from seedbed.thread.kinds import BeadKind, Relation
from seedbed.thread.payloads.choices import Origin
from seedbed.web.golden_thread.models import Bead, Link
from seedbed.web.listening.models import Contribution
from seedbed.web.step5_agenda.models import MapChange, MapFactor, MapImport, MapLink, SystemMap
from seedbed.web.step5_agenda.opinions.experts import experts_only_on
from seedbed.web.step5_agenda.opinions.following import Then, following_of
from seedbed.web.ui.batches import in_batches

ORIGINS = (Relation.EXPRESSED_AS.value, Relation.EVIDENCES.value)
"""How what people said, themes, figures and findings are joined to factors and links."""
DATA = frozenset({BeadKind.FIGURE.value, BeadKind.FINDING.value})
SAID_BY = {Origin.RESIDENT.value: Source.RESIDENTS, Origin.PROFESSIONAL.value: Source.PROFESSIONALS}
T = TypeVar("T")
Person = tuple[str, int | str]
"""A participant, or a contribution of nobody known, which counts as one person."""


@dataclass(frozen=True, slots=True)
class Behind:
    """Who stands behind one factor or link.

    Parameters
    ----------
    residents, professionals
        People who said so; what was said by nobody known counts as one person each.
    data
        Figures and findings.
    experts
        Whether someone of the team said that it comes from experts only; it counts while nobody else says so.
    imported
        Whether it came with the file that the map began with.
    """

    residents: int = 0
    professionals: int = 0
    data: int = 0
    experts: bool = False
    imported: bool = False

    @property
    def sources(self) -> frozenset[Source]:
        """Where it comes from: experts and files only where nobody was heard and nothing measured."""
        return _sources_of(self)

    @property
    def kind(self) -> str:
        """What weighs most, by name; empty where nobody said yet."""
        return first_source(self.sources) or ""


@lru_cache(maxsize=4_096)
def _sources_of(behind: Behind) -> frozenset[Source]:
    """Return it once for all that stand alike: a large map asks thousands of times."""
    counts = {
        Source.RESIDENTS: behind.residents,
        Source.PROFESSIONALS: behind.professionals,
        Source.DATA: behind.data,
        Source.EXPERT: behind.experts,
        Source.IMPORTED: behind.imported,
    }
    told = frozenset(source for source, many in counts.items() if many)
    first = first_source(told)
    return told & HEARD or (frozenset({first}) if first else frozenset())


def behind_all(found: SystemMap) -> dict[str, Behind]:
    """Return who stands behind each factor and link on a map, by key."""
    factors = found.factors.filter(removed_at=None).values_list("key", "bead")
    links = found.links.filter(removed_at=None).values_list("key", "bead")
    return behind_these(found, {str(key): bead for key, bead in [*factors, *links]})


def behind(row: MapFactor | MapLink) -> Behind:
    """Return who stands behind one factor or link."""
    return behind_these(row.map, {str(row.key): row.bead_id})[str(row.key)]


def behind_these(found: SystemMap, beads: Mapping[str, int | None], then: Then | None = None) -> dict[str, Behind]:
    """Return who stands behind factors and links of a map, by key; ``beads`` holds the bead of each that has one.

    ``then`` asks who stood behind them in an earlier state. What was withdrawn since counts neither now nor then.
    """
    sources = _sources({bead for bead in beads.values() if bead is not None}, then.until if then else None)
    people = _people({voice for each in sources.values() for voice in each.voices})
    experts = experts_only_on(found, then)
    imported = _imported(found, then)
    return {
        key: _heard(sources.get(bead or 0), people, _UNHEARD[key in experts, key in imported])
        for key, bead in beads.items()
    }


_UNHEARD = {pair: Behind(experts=pair[0], imported=pair[1]) for pair in product((False, True), repeat=2)}
"""What stands behind all that nobody was heard of: mostly that is nearly all of a map."""


def _heard(here: _Sources | None, people: Mapping[int, tuple[Source, Person]], otherwise: Behind) -> Behind:
    if here is None:
        return otherwise
    who = Counter(source for source, _ in {people[voice] for voice in here.voices if voice in people})
    return replace(otherwise, residents=who[Source.RESIDENTS], professionals=who[Source.PROFESSIONALS], data=here.data)


@dataclass(slots=True)
class _Sources:
    """Voices that stand behind a bead, themselves or by a theme, and how many figures and findings do."""

    voices: set[int] = field(default_factory=set)
    data: int = 0


def _sources(beads: Collection[int], until: datetime | None) -> dict[int, _Sources]:
    found: dict[int, _Sources] = {}
    themes: dict[int, set[int]] = {}
    for bead, source, kind in _ends(beads, ORIGINS, until):
        here = found.setdefault(bead, _Sources())
        if kind in DATA:
            here.data += 1
        elif kind == BeadKind.VOICE:
            here.voices.add(source)
        elif kind == BeadKind.THEME:
            themes.setdefault(source, set()).add(bead)
    for theme, voices in _voices_of(themes, until).items():
        for bead in themes[theme]:
            found[bead].voices |= voices
    return found


def _voices_of(themes: Collection[int], until: datetime | None) -> dict[int, set[int]]:
    """Return the voices of themes, those that came by a code too."""
    found: dict[int, set[int]] = {theme: set() for theme in themes}
    codes: dict[int, set[int]] = {}
    for theme, source, kind in _ends(themes, [Relation.GROUPED_IN.value], until):
        if kind == BeadKind.VOICE:
            found[theme].add(source)
        else:
            codes.setdefault(source, set()).add(theme)
    for code, voice, _ in _ends(codes, [Relation.CODED_TO.value], until):
        for theme in codes[code]:
            found[theme].add(voice)
    return found


def _people(voices: Collection[int]) -> dict[int, tuple[Source, Person]]:
    """Return who said each voice: a resident or a professional, and who that is."""
    held = {voice: source for voice, source, _ in _ends(voices, [Relation.EXCERPTED_AS.value])}
    said: dict[int, tuple[Source, Person]] = {}
    for some in in_batches(set(held.values())):
        known = dict(Contribution.objects.filter(bead__in=some).values_list("bead", "participant"))
        for source, origin in Bead.objects.filter(pk__in=some).values_list("pk", KT("payload__origin")):
            person = known.get(source)
            said[source] = (SAID_BY[origin], ("person", person) if person else ("words", source))
    return {voice: said[source] for voice, source in held.items()}


def _ends(
    beads: Collection[int], relations: Iterable[str], until: datetime | None = None
) -> Iterator[tuple[int, int, str]]:
    """Give beads with what leads to each by links that live, or lived shortly before a moment, and its kind."""
    ends = ("target", "source", "source__kind")
    for some in in_batches(beads):
        living = _living(relations).filter(target__in=some)
        yield from (living if until is None else living.filter(made_at__lt=until)).values_list(*ends)
    if until is not None:
        wanted = frozenset(beads)
        # No index holds retracted links, so that they are looked through once, whatever the number of beads.
        gone = lived_until(until).filter(relation__in=relations).values_list(*ends)
        yield from (row for row in gone if row[0] in wanted)


def lived_until(moment: datetime) -> QuerySet[Link]:
    """Return the links that were followed shortly before a moment and were retracted then or later."""
    retracted = Link.objects.filter(forward=True, retracted_at__gte=moment, made_at__lt=moment)
    return retracted.filter(source__tombstone=None)


def _living(relations: Iterable[str]) -> QuerySet[Link]:
    return Link.objects.filter(relation__in=relations, retracted_at=None, forward=True, source__tombstone=None)


def _imported(found: SystemMap, then: Then | None) -> set[str]:
    """Return the keys of what came with the file that a map began with."""
    came = MapImport.objects.filter(map=found).values_list("number", "last_number").first()
    if came is None:
        return set()
    first, last = came
    brought = MapChange.objects.filter(map=found, number__range=(first, max(first, last)), what="added")
    following = following_of(found, then)
    return {end for key in brought.values_list("key", flat=True) for end in following.ends(key)}


def origins_of(row: MapFactor | MapLink) -> list[int]:
    """Return the numbers of the beads that a factor or link comes from."""
    if row.bead_id is None:
        return []
    found = Link.objects.filter(target=row.bead_id, relation__in=ORIGINS, retracted_at=None, source__tombstone=None)
    return list(found.order_by("pk").values_list("source_id", flat=True))

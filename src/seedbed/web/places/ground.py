"""What maps of a neighbourhood show beneath: streets, buildings, parks and water, from one extract of OpenStreetMap.

There is one map for each neighbourhood: the one that someone brought, else that of the programme's data pack.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from seedbed.errors import BadInputError, MissingDataError
from seedbed.web.places.models import BoundaryVersion, KeptGround, MapBrought, Neighbourhood, TownMap
from seedbed.web.places.packs import pack_named, streets_in
from seedbed.web.places.queries import boundary_of
from seedbed.web.places.theme import theme_here

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from seedbed.formats.osm_poster import PosterFeature, PosterMap

WAY_OF_READING = "1"
"""Changes when what is kept of a map changes, so that it is read anew."""
MARGIN = 1.0
"""Around the line, of its larger side: what people use lies beyond it too."""
NEAR = 0.25
"""Within which houses and footpaths are kept too: there are very many."""
FINE = frozenset({"building", "path", "lane"})
DECIMALS = 6
"""Of degrees: a tenth of a metre."""
OPENSTREETMAP = "© OpenStreetMap contributors", "Open Database Licence 1.0"


@dataclass(frozen=True, slots=True)
class MapHere:
    """The map of a neighbourhood.

    Parameters
    ----------
    fingerprint
        Changes with the map.
    publisher, licence
        Who is to be named for it, and under what it may be used.
    path
        Where the file is; None for one that someone brought, which is kept in the database.
    """

    fingerprint: str
    publisher: str
    licence: str
    path: Path | None = None

    @property
    def credit(self) -> str:
        """What stands under every drawing of it."""
        return _("Map: {publisher}, {licence}.").format(publisher=self.publisher, licence=self.licence)


@dataclass(frozen=True, slots=True)
class Ground:
    """What is beneath.

    Parameters
    ----------
    made_of
        Fingerprint of the map and of the line around the neighbourhood.
    credit
        Who is to be named for it.
    text
        All of it as GeoJSON: see `seedbed.formats.osm_poster_json`.
    """

    made_of: str
    credit: str
    text: str

    def shown(self) -> PosterMap:
        """Return it as posters are drawn from it."""
        from seedbed.formats.osm_poster_json import poster_from_json

        return poster_from_json(json.loads(self.text))


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A landmark or street that people know by its name, and a point of it: longitude and latitude."""

    kind: str
    name: str
    names: Mapping[str, str]
    at: tuple[float, float]


def map_here(neighbourhood: Neighbourhood) -> MapHere | None:
    """Return the map of a neighbourhood; None where nobody brought one and the data pack has none."""
    brought = brought_map(neighbourhood)
    if brought is not None:
        return MapHere(f"{brought.pk} {brought.made_at.isoformat()}", *OPENSTREETMAP)
    pack = pack_named(neighbourhood.programme.pack)
    found = streets_in(pack) if pack is not None else None
    if pack is None or found is None:
        return None
    return MapHere(found.hash, found.publisher, found.licence, pack.folder / found.path)


def brought_map(neighbourhood: Neighbourhood) -> TownMap | None:
    """Return the map that someone brought, without its content."""
    return TownMap.objects.defer("content").filter(neighbourhood=neighbourhood).first()


@contextmanager
def map_file(neighbourhood: Neighbourhood) -> Iterator[Path]:
    """Give the file of the map of a neighbourhood.

    Raises
    ------
    MissingDataError
        If there is none.
    """
    found = map_here(neighbourhood)
    if found is None:
        raise MissingDataError(
            "There is no map of this place.",
            "Nobody has brought one, and the data pack has none.",
            "Bring an extract of OpenStreetMap (.osm.pbf) of the town.",
        )
    if found.path is not None:
        yield found.path
    else:
        with as_file(TownMap.objects.get(neighbourhood=neighbourhood)) as path:
            yield path


@contextmanager
def as_file(kept: TownMap | MapBrought) -> Iterator[Path]:
    """Give a map that someone brought as a file."""
    ending = ".osm" if kept.name.casefold().endswith(".osm") else ".osm.pbf"
    with TemporaryDirectory(prefix="seedbed-") as folder:
        path = Path(folder) / f"map{ending}"
        path.write_bytes(bytes(kept.content))
        yield path


def ground_of(neighbourhood: Neighbourhood) -> Ground | None:
    """Return what is beneath; None without a line or a map, or where the map shows nothing there.

    It is read from the map once and kept; a new map or a new line has it read anew.
    """
    line, found = boundary_of(neighbourhood), map_here(neighbourhood)
    if line is None or found is None:
        return None
    made_of = _fingerprint(found, line)
    kept = KeptGround.objects.filter(neighbourhood=neighbourhood, made_of=made_of).first()
    if kept is None:
        content = gzip.compress(_read(neighbourhood, line).encode())
        kept, _made = KeptGround.objects.update_or_create(
            neighbourhood=neighbourhood, defaults={"made_of": made_of, "content": content}
        )
    text = gzip.decompress(bytes(kept.content)).decode()
    return Ground(made_of, found.credit, text) if text else None


def _fingerprint(found: MapHere, line: BoundaryVersion) -> str:
    parts = WAY_OF_READING, found.fingerprint, json.dumps(line.outline, sort_keys=True)
    return sha256("\n".join(parts).encode()).hexdigest()


def _read(neighbourhood: Neighbourhood, line: BoundaryVersion) -> str:
    """Read what is beneath from the map; nothing where the map shows nothing there."""
    from shapely.geometry import box, shape

    from seedbed.formats.osm_poster import around, read_poster
    from seedbed.formats.osm_poster_json import poster_as_json

    outline = shape(line.outline)
    try:
        with map_file(neighbourhood) as path:
            shown = read_poster(path, bounds=around(outline, MARGIN))
    except BadInputError:
        return ""
    near = box(*around(outline, NEAR))
    kept = tuple(each for each in shown.features if each.layer not in FINE or each.geometry.intersects(near))
    shown = replace(shown, features=kept)
    return json.dumps(poster_as_json(shown), ensure_ascii=False, separators=(",", ":"))


def named_places(shown: PosterMap) -> list[NamedPlace]:
    """Return landmarks, then streets, each once by its name."""
    landmarks = {feature.name_in(""): feature for feature in shown.of("landmark")}
    streets: dict[str, list[PosterFeature]] = {}
    for feature in shown.of("main_road", "street"):
        streets.setdefault(feature.name_in(""), []).append(feature)
    told = [_place("landmark", name, [feature]) for name, feature in sorted(landmarks.items()) if name]
    return [*told, *(_place("street", name, parts) for name, parts in sorted(streets.items()) if name)]


def _place(kind: str, name: str, parts: Sequence[PosterFeature]) -> NamedPlace:
    longest: BaseGeometry = max((each.geometry for each in parts), key=lambda shape: shape.length)
    middle = longest.interpolate(0.5, normalized=True) if longest.length else longest.centroid
    others = {code: text for code, text in parts[0].names.items() if code and text != name}
    return NamedPlace(kind, name, others, (round(middle.x, DECIMALS), round(middle.y, DECIMALS)))


def ground_answer(ground: Ground | None) -> dict[str, Any]:
    """Return what a map in a browser needs: what is beneath, its colours, and who is to be named for it."""
    if ground is None:
        return {"map": None}
    return {"map": json.loads(ground.text), "theme": theme_here()[0].as_json(), "credit": ground.credit}

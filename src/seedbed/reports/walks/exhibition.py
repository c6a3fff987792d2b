"""What an exhibition of a walk shows, as values: everything in it may be seen by everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sight:
    """One picture or sound of a stop.

    Parameters
    ----------
    kind
        ``photo``, ``drawing``, ``scan``, ``audio`` or ``video``.
    alt
        What it shows or says.
    content, content_type
        Its bytes where they are printed; empty for what paper cannot show.
    """

    kind: str
    alt: str
    content: bytes = b""
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of a walk, as it is shown.

    Parameters
    ----------
    number
        From 1, in the order of the walk.
    about
        The team's words on it.
    said, language, translation
        What somebody said there, where they agreed that everybody may read it.
    """

    number: int
    name: str
    about: str = ""
    said: str = ""
    language: str = "en"
    translation: str = ""
    sights: tuple[Sight, ...] = ()

    def caption(self) -> str:
        """Return all its words on one line, as a caption."""
        parts = [self.name, self.about, f"“{self.said}”" if self.said else "", self.translation]
        return " ".join(" ".join(part.split()) for part in parts if part.strip())


@dataclass(frozen=True, slots=True)
class Exhibition:
    """A walk as it is shown."""

    name: str
    place: str
    day: str
    about: str
    stops: Sequence[Stop]
    route_svg: str = ""
    address: str = ""
    code_svg: str = ""
    invented: bool = False

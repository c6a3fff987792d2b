"""Captions of the slides of a walk (WebVTT, https://www.w3.org/TR/webvtt1/), long enough to be read."""

from __future__ import annotations

from collections.abc import Sequence

from seedbed.reports.walks.exhibition import Stop

SHORTEST = 8.0
"""Seconds that a slide stays at least."""
LETTERS_A_SECOND = 12.0
"""At which captions are read with ease: below the 15 that subtitles for everybody take at most."""


def seconds_of(stop: Stop) -> float:
    """Return how long the slide of a stop stays."""
    return max(SHORTEST, round(len(stop.caption()) / LETTERS_A_SECOND + 2, 1))


def captions(stops: Sequence[Stop]) -> str:
    """Return the captions of all stops, one after the other, as WebVTT."""
    cues, at = ["WEBVTT\n"], 0.0
    for stop in stops:
        until = at + seconds_of(stop)
        cues.append(f"{stop.number}\n{_moment(at)} --> {_moment(until)}\n{_plain(stop.caption())}\n")
        at = until
    return "\n".join(cues)


def _moment(seconds: float) -> str:
    hundredths = round(seconds * 1000)
    minutes, rest = divmod(hundredths, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def _plain(text: str) -> str:
    """Return text in which nothing is taken for a mark of the format."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

"""System maps for tests, written as short as people say them: "A+B" raises B, "A-B" lowers it, "A?B" nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from seedbed.analysis.systems.types import CausalLink, Factor, SystemMap
from seedbed.thread.payloads.choices import Polarity

SIGNS = {"+": Polarity.SAME, "-": Polarity.OPPOSITE, "?": Polarity.UNCERTAIN}


def drawn(links: str, factors: str = "", *, more: Mapping[str, Mapping[str, Any]] | None = None) -> SystemMap:
    """Return a map of "A+B B-0.8C": a number is the link's weight; ``more`` says more of factors by identifier.

    Links are named as they are written, parallel ones with a number after.
    """
    read = [re.fullmatch(r"(\w+?)([-+?])(0?\.\d+|1\.0)?([A-Za-z]\w*)", each) for each in links.split()]
    names = dict.fromkeys(factors.split())
    found: dict[str, CausalLink] = {}
    for each in read:
        assert each is not None, links
        cause, sign, weight, effect = each.groups()
        names |= {cause: None, effect: None}
        identifier = f"{cause}{sign}{effect}"
        identifier += str(len(found)) if identifier in found else ""
        size = float(weight) if weight else None
        found[identifier] = CausalLink(
            identifier=identifier, cause=cause, effect=effect, polarity=SIGNS[sign], weight=size
        )
    made = (Factor(identifier=name, name=name, **(more or {}).get(name, {})) for name in names)
    return SystemMap(factors=tuple(made), links=tuple(found.values()))


def numbered(factors: int, pairs: Iterable[tuple[int, int]], signs: Iterable[int], weights: Any = None) -> SystemMap:
    """Return a map of factors by number and links between them, signs -1, 0 or 1."""
    by_sign = {1: Polarity.SAME, -1: Polarity.OPPOSITE, 0: Polarity.UNCERTAIN}
    links = tuple(
        CausalLink(
            identifier=f"l{number}",
            cause=str(cause),
            effect=str(effect),
            polarity=by_sign[int(sign)],
            weight=None if weights is None else float(weights[number]),
        )
        for number, ((cause, effect), sign) in enumerate(zip(pairs, signs, strict=True))
    )
    made = tuple(Factor(identifier=str(each), name=f"Factor {each}") for each in range(factors))
    return SystemMap(factors=made, links=links)


def random_map(factors: int, links: int, seed: int = 3) -> SystemMap:
    """Return a map of links drawn at random, a quarter of them answered by one the other way round."""
    generator = np.random.default_rng(seed)
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < links:
        cause, effect = generator.integers(0, factors), generator.integers(0, factors)
        if cause != effect:
            pairs.add((int(cause), int(effect)))
            if generator.random() < 0.25 and len(pairs) < links:
                pairs.add((int(effect), int(cause)))
    signs = np.where(generator.random(links) < 0.75, 1, -1)
    return numbered(factors, sorted(pairs), signs, generator.uniform(0.1, 1, links))

"""The pen profile: a neighbourhood in plain sentences made from its figures, strengths first.

Rules, each with its test:

- every sentence that states a figure names the indicators it rests on;
- strengths come before needs;
- "more" and "less" are said only of differences beyond chance;
- suppressed figures and figures of larger areas are not told as the neighbourhood's own;
- wording describes conditions and never blames people;
- the spread inside is told, because an average hides it.
"""

from __future__ import annotations

from collections.abc import Sequence

from seedbed.reports.clauses import about_share, sentence
from seedbed.reports.pen_changes import changes
from seedbed.reports.pen_deciles import LEAST, MOST, deciles_told
from seedbed.reports.profile_documents import ProfileDocument, ProfileFigure, Sentence
from seedbed.reports.strengths import beside, family, one_of_each, standing_out
from seedbed.reports.words import count, figure_decimals, in_words, listed, meaning, value_text

STRENGTHS, PEOPLE, HOMES, NEEDS = 4, 4, 3, 5
WIDE = 1.5
SMALL_PART = 0.05
"""Share of residents under which an area around is not named."""


def pen_profile(document: ProfileDocument) -> list[Sentence]:
    """Write the pen profile of a profile.

    Parameters
    ----------
    document
        The profile; its own ``pen_profile`` is not looked at.
    """
    strengths, overall = _strengths(document), _decile_indicator(document)
    sentences = [
        _who_and_where(document),
        *([Sentence(text=document.comparators_note, indicators=[])] if document.comparators_note else []),
        *map(_about, strengths),
        *deciles_told(document, LEAST, overall),
        *_places(document),
    ]
    told = list(strengths)
    for topic, most in (("people", PEOPLE), ("homes", HOMES)):
        fresh = _not_told(_topic(document, topic, most), told)
        sentences += map(_about, fresh)
        told += fresh
    needs = [figure for figure in _needs(document) if figure not in told]
    sentences += [*map(_about, needs), *deciles_told(document, MOST, overall), *_core20(document, needs)]
    good_or_bad = [figure for figure in (*told, *needs) if figure.high_is != "neither"]
    spread = _spread(document, good_or_bad)
    return [*sentences, *spread, *changes(document.figures, overall)]


def _who_and_where(document: ProfileDocument) -> Sentence:
    around = [name for name in _larger_names(document) if name not in document.name]
    where = f", in {listed(around)}" if around else ""
    when = f" ({document.population_period})" if document.population_period else ""
    whole = document.boundary_fit.rule == "whole_areas"
    people = count(document.population) if whole else f"About {count(round(document.population, -1))}"
    live = "person lives" if people == "1" else "people live"
    invented = " The place, its people and all numbers are invented." if document.invented else ""
    text = f"{people} {live} in {document.name}{where}{when}. {_made_of(document, whole=whole)}{invented}"
    return Sentence(text=text, indicators=[])


def _made_of(document: ProfileDocument, *, whole: bool) -> str:
    """Say how many small areas it has, and whether they are wholly inside."""
    number = len(document.areas)
    if number == 1:
        share = document.areas[0].share
        return "It is one small area." if whole or share == 1 else "It lies within one small area."
    kind = "is made of" if whole else "takes in all or part of"
    return f"It {kind} {in_words(number)} small areas."


def _larger_names(document: ProfileDocument) -> list[str]:
    """Name the nearest comparator that holds the neighbourhood, and others of its level that hold a part of it."""
    around = {area.code: area for area in document.surroundings}
    for figure in document.figures:
        for area in figure.comparators:
            if area.code in around:
                level = around[area.code].level
                same = [each for each in document.surroundings if each.level == level and each.share >= SMALL_PART]
                return [each.name for each in same] or [area.name]
    return []


def _tellable(figure: ProfileFigure) -> bool:
    """Say whether the figure is the neighbourhood's own, known, and of a kind that reads as a sentence."""
    return (
        figure.value is not None
        and not figure.suppressed
        and not figure.larger_area
        and figure.kind in {"proportion", "rate"}
    )


def _strengths(document: ProfileDocument) -> list[ProfileFigure]:
    """Choose what stands out, in the order of the page, then strengths that are as good as in the nearest area."""
    order = {indicator: place for place, indicator in enumerate(document.strengths)}
    better = [figure for figure in standing_out(document.figures, "strength") if _tellable(figure)]
    as_good = [figure for figure in document.figures if figure.indicator in order and _as_good_here(figure)]
    as_good.sort(key=lambda figure: order[figure.indicator])
    return one_of_each([*better, *as_good])[:STRENGTHS]


def _as_good_here(figure: ProfileFigure) -> bool:
    """Say whether a strength is as good as in the nearest area, and worse than none beyond chance."""
    if not _tellable(figure) or beside(figure) not in {"better", "similar"}:
        return False
    nearest = figure.comparators[0].value if figure.comparators else figure.value
    if nearest is None or figure.value is None:
        return False
    return figure.value <= nearest if figure.high_is == "worse" else figure.value >= nearest


def _topic(document: ProfileDocument, topic: str, most: int) -> list[ProfileFigure]:
    """Choose what marks the place out: shares above the widest comparator beyond chance, the widest gaps first.

    Families with a figure that is better or worse than elsewhere are left to strengths and needs.
    """
    figures = [figure for figure in document.figures if figure.topic == topic and _tellable(figure)]
    needs = {
        family(figure.indicator) for figure in figures if figure.high_is != "neither" and meaning(figure) != "similar"
    }
    higher = [figure for figure in figures if _stands(figure) == "higher" and family(figure.indicator) not in needs]
    return one_of_each(sorted(higher, key=_gap, reverse=True))[:most]


def _needs(document: ProfileDocument) -> list[ProfileFigure]:
    needs = [figure for figure in document.figures if _tellable(figure) and meaning(figure) == "need"]
    needs.sort(key=_distance, reverse=True)
    return one_of_each(needs)[:NEEDS]


def _stands(figure: ProfileFigure) -> str:
    return figure.comparators[-1].beyond_chance if figure.comparators else "not tested"


def _distance(figure: ProfileFigure) -> float:
    """Return how far the figure is from its widest comparator, in half-widths of its interval."""
    if not figure.comparators or figure.value is None or figure.comparators[-1].value is None:
        return 0.0
    width = (figure.ci_high - figure.ci_low) / 2 if figure.ci_low is not None and figure.ci_high is not None else 0.0
    return abs(figure.value - figure.comparators[-1].value) / width if width > 0 else 0.0


def _gap(figure: ProfileFigure) -> float:
    """Return the gap to the widest comparator in the figure's own unit."""
    widest = figure.comparators[-1].value if figure.comparators else None
    return 0.0 if figure.value is None or widest is None else abs(figure.value - widest)


def _not_told(figures: list[ProfileFigure], told: list[ProfileFigure]) -> list[ProfileFigure]:
    known = {figure.indicator for figure in told}
    families = {family(figure.indicator) for figure in told}
    return [figure for figure in figures if figure.indicator not in known and family(figure.indicator) not in families]


def _about(figure: ProfileFigure) -> Sentence:
    return Sentence(text=sentence(figure), indicators=[figure.indicator])


CARE = ("gp", "pharmacy", "dentist")
"""Kinds of known places that everyone needs near."""

KINDS = {
    "gp": ("GP practice", "GP practices"),
    "pharmacy": ("pharmacy", "pharmacies"),
    "dentist": ("dentist", "dentists"),
    "hospital": ("hospital or NHS trust site", "hospital or NHS trust sites"),
    "library": ("library", "libraries"),
    "community_hall": ("community hall", "community halls"),
    "children_centre": ("children's centre", "children's centres"),
    "school": ("school", "schools"),
    "park": ("park", "parks"),
    "place_of_worship": ("place of worship", "places of worship"),
    "food_bank": ("food bank", "food banks"),
    "leisure_centre": ("leisure centre", "leisure centres"),
    "post_office": ("post office", "post offices"),
    "advice": ("advice centre", "advice centres"),
    "community_garden": ("community garden", "community gardens"),
}


def _places(document: ProfileDocument) -> list[Sentence]:
    """Count the known places inside and near, and say which kinds of care are not listed."""
    return [*_listed_places(document), *_not_listed(document)]


def _not_listed(document: ProfileDocument) -> list[Sentence]:
    """Say which kinds of care that the pack lists elsewhere are not listed here."""
    here = {site.kind for site in document.sites}
    lacking = [KINDS[kind][0] for kind in CARE if kind in document.site_kinds and kind not in here]
    if not lacking:
        return []
    *first, last = lacking
    names = f"{', '.join(first)} or {last}" if first else last
    be = f"is listed inside or within {document.sites_within:.0f} m."
    return [Sentence(text=f"No {names} {be}", indicators=[])]


def _listed_places(document: ProfileDocument) -> list[Sentence]:
    if not document.sites:
        return []
    counts: dict[str, int] = {}
    for site in document.sites:
        counts[site.kind] = counts.get(site.kind, 0) + 1
    parts = [f"{number} {_kind(kind, number)}" for kind, number in sorted(counts.items(), key=lambda item: -item[1])]
    inside = sum(site.inside for site in document.sites)
    text = f"Known places in or close by: {listed(parts)}; {_lying_inside(inside, len(document.sites))}."
    return [Sentence(text=text, indicators=[])]


def _lying_inside(inside: int, all_places: int) -> str:
    if all_places == 1:
        return "it lies inside" if inside else "it lies outside"
    if inside in {0, all_places}:
        return f"{'all' if inside else 'none'} of these {all_places} lie{'' if inside else 's'} inside"
    return f"{inside} of these {all_places} {'lies' if inside == 1 else 'lie'} inside"


def _kind(kind: str, number: int) -> str:
    one, many = KINDS.get(kind, (kind.replace("_", " "), f"{kind.replace('_', ' ')} places"))
    return one if number == 1 else many


def _core20(document: ProfileDocument, told: Sequence[ProfileFigure]) -> list[Sentence]:
    """Tell the share in the most deprived fifth, unless a figure that says just that was told."""
    if document.core20 is None:
        return []
    share = 100 * document.core20.share
    if any(f.topic == "deprivation" and f.value is not None and abs(f.value - share) < 0.01 for f in told):
        return []
    if share == 0:
        text = "No one lives in a small area that is among the most deprived fifth nationally."
    elif share > 99.9:
        text = "All residents live in small areas that are among the most deprived fifth nationally."
    else:
        people, exact = (about_share(share), f" ({share:.0f}%)") if about_share(share) else (f"{share:.0f}% of", "")
        text = f"{people} residents live in small areas that are among the most deprived fifth nationally{exact}."
    return [Sentence(text=text, indicators=_decile_indicator(document))]


def _spread(document: ProfileDocument, told: list[ProfileFigure]) -> list[Sentence]:
    """Tell what the average hides: deciles of the small areas, and the widest spread among the figures told."""
    sentences = []
    deciles = sorted(area.imd_decile for area in document.areas if area.imd_decile is not None)
    if len(deciles) > 1 and deciles[-1] - deciles[0] >= 2:
        text = (
            f"An average hides it: national deprivation deciles of its small areas run from {deciles[0]} to "
            f"{deciles[-1]} (1 is the most deprived tenth)."
        )
        sentences.append(Sentence(text=text, indicators=_decile_indicator(document)))
    widest = max(told, key=_width_inside, default=None)
    if widest is not None and _width_inside(widest) >= WIDE:
        sentences.append(_spread_of(widest))
    return sentences


def _width_inside(figure: ProfileFigure) -> float:
    """Return the highest over the lowest value among small areas whose intervals lie apart; 0 where none do."""
    areas = [area for area in figure.inside if area.value is not None and area.ci_low is not None]
    if len(areas) < 2:
        return 0.0
    low = min(areas, key=lambda area: area.value or 0.0)
    high = max(areas, key=lambda area: area.value or 0.0)
    if not low.value or high.ci_low is None or low.ci_high is None or high.ci_low <= low.ci_high:
        return 0.0
    return (high.value or 0.0) / low.value


def _spread_of(figure: ProfileFigure) -> Sentence:
    values = [area.value for area in figure.inside if area.value is not None]
    decimals = figure_decimals(figure)
    low, high = (value_text(value, figure.unit, decimals) for value in (min(values), max(values)))
    name = figure.name[0].lower() + figure.name[1:]
    text = f"Small areas inside differ most in the share of {name}: from {low} to {high}."
    if not figure.unit.startswith("%"):
        text = text.replace("in the share of ", "in ")
    return Sentence(text=text, indicators=[figure.indicator])


def _decile_indicator(document: ProfileDocument) -> list[str]:
    """Find the indicator whose values inside are the deciles of the small areas."""
    deciles = {area.code: area.imd_decile for area in document.areas}
    for figure in document.figures:
        if figure.kind == "decile" and {area.code: area.value for area in figure.inside} == deciles:
            return [figure.indicator]
    return []

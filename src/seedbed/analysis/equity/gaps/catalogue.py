"""The World Health Organization's summary measures of health inequality: what each is called, its unit and its formula.

Names and formulae follow Schlotheuber and Hosseinpoor, Int J Environ Res Public Health 19 (2022), 3697. In them `y` is
a group's value, `w` its share of the population, `n` the number of groups, `m` the mean `sum(w y)`, `best` the best
value, `ref` the value of the reference group. "Best" is the highest value of an indicator that is favourable
(vaccinated) and the lowest of one that is adverse (died).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["absolute", "squared", "ratio", "per cent", "per thousand"]


@dataclass(frozen=True, slots=True)
class WhoMeasure:
    """One measure.

    Parameters
    ----------
    key
        Its short name, as WHO's tools write it.
    name
        Its name in words.
    kind
        What its number is: in the indicator's own unit, that unit squared, a ratio, per cent, or times 1,000.
    formula
        How it is worked out.
    weighted
        Whether groups count by their population.
    relative
        Whether it compares with the level of the indicator; an absolute measure does not.
    """

    key: str
    name: str
    kind: Kind
    formula: str
    weighted: bool
    relative: bool


MEASURES: Final = (
    WhoMeasure("d", "absolute gap", "absolute", "y1 - y2", weighted=False, relative=False),
    WhoMeasure("r", "relative gap", "ratio", "y1 / y2", weighted=False, relative=True),
    WhoMeasure("par", "population attributable risk", "absolute", "target - m", weighted=True, relative=False),
    WhoMeasure("paf", "population attributable fraction", "per cent", "100 PAR / m", weighted=True, relative=True),
    WhoMeasure("bgv", "between-group variance", "squared", "sum(w (y - m)^2)", weighted=True, relative=False),
    WhoMeasure("bgsd", "between-group standard deviation", "absolute", "sqrt(BGV)", weighted=True, relative=False),
    WhoMeasure("cov", "coefficient of variation", "per cent", "100 BGSD / m", weighted=True, relative=True),
    WhoMeasure("ti", "Theil index", "per thousand", "1000 sum(w (y/m) ln(y/m))", weighted=True, relative=True),
    WhoMeasure("mld", "mean log deviation", "per thousand", "-1000 sum(w ln(y/m))", weighted=True, relative=True),
    WhoMeasure(
        "idisu", "index of disparity, unweighted", "per cent", "100 sum|y - m| / (n m)", weighted=False, relative=True
    ),
    WhoMeasure(
        "idisw", "index of disparity, weighted", "per cent", "100 sum(w|y - m|) / m", weighted=True, relative=True
    ),
    WhoMeasure(
        "mdmu",
        "mean difference from the mean, unweighted",
        "absolute",
        "sum|y - m| / n",
        weighted=False,
        relative=False,
    ),
    WhoMeasure(
        "mdmw", "mean difference from the mean, weighted", "absolute", "sum(w|y - m|)", weighted=True, relative=False
    ),
    WhoMeasure(
        "mdbu",
        "mean difference from the best, unweighted",
        "absolute",
        "sum|y - best| / n",
        weighted=False,
        relative=False,
    ),
    WhoMeasure(
        "mdbw", "mean difference from the best, weighted", "absolute", "sum(w|y - best|)", weighted=True, relative=False
    ),
    WhoMeasure(
        "mdru",
        "mean difference from the reference, unweighted",
        "absolute",
        "sum|y - ref| / n",
        weighted=False,
        relative=False,
    ),
    WhoMeasure(
        "mdrw",
        "mean difference from the reference, weighted",
        "absolute",
        "sum(w|y - ref|)",
        weighted=True,
        relative=False,
    ),
    WhoMeasure(
        "rmdbu",
        "relative difference from the best, unweighted",
        "per cent",
        "100 MDBU / best",
        weighted=False,
        relative=True,
    ),
    WhoMeasure(
        "rmdbw",
        "relative difference from the best, weighted",
        "per cent",
        "100 MDBW / best",
        weighted=True,
        relative=True,
    ),
    WhoMeasure(
        "rmdru",
        "relative difference from the reference, unweighted",
        "per cent",
        "100 MDRU / ref",
        weighted=False,
        relative=True,
    ),
    WhoMeasure(
        "rmdrw",
        "relative difference from the reference, weighted",
        "per cent",
        "100 MDRW / ref",
        weighted=True,
        relative=True,
    ),
)
"""All measures, in the order of the columns of every result."""

KEYS: Final = tuple(measure.key for measure in MEASURES)
PLACE: Final = {key: place for place, key in enumerate(KEYS)}
UNITS: Final[dict[Kind, str]] = {
    "absolute": "in the indicator's own unit",
    "squared": "in the square of the indicator's unit",
    "ratio": "a ratio; 1 is no difference",
    "per cent": "per cent",
    "per thousand": "times 1,000",
}
SOURCE: Final = "Schlotheuber and Hosseinpoor, Int J Environ Res Public Health 19 (2022), 3697"

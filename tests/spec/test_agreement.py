"""How far people who code the same comments agree.

Two or more people give each unit (a comment, a fragment) a code. How often they agree says little by itself, because
some agreement would come by chance. The measures differ in what they take chance to be.

Percent agreement is the share of pairs of codings of a unit that are equal, the mean over units that two or more coded.
A kappa is `(observed - chance) / (1 - chance)`:

    Cohen (two coders)   chance = sum over codes of (first coder's share x second coder's share)
    Fleiss               chance = sum of p^2, p a code's share of a unit's codings, the mean over units
    Gwet's AC1           chance = sum of p (1 - p) / (codes - 1)

Gwet's AC2 gives near values part credit: with ordinal weights for an order, with quadratic ones for numbers. Cohen's
kappa may be weighted by the distance of two values, or its square. Krippendorff's alpha is

    1 - observed disagreement / expected disagreement

over ordered pairs: unit u's `m` codings disagree by `D_u`, observed is the sum of `D_u / (m - 1)`, expected is `D` of
all `n` codings together over `n - 1`. Two values disagree by 0 or 1 (nominal), by the squared number of codings between
their middles (ordinal), by `(a - b)^2` (interval) or `((a - b) / (a + b))^2` (ratio). Missing codings are no
disagreement; a unit that one coder alone coded counts for nothing.

Limits come from units drawn again, each with all its codings, and never leave a measure's range: 0 to 100 for percent
agreement, -1 to 1 for the others. Fewer than 10 units that two or more coded have no limits, nor has a measure whose
lower limit falls to the bottom of its range with fewer than 20: drawing so few again says next to nothing. Where all
coders give one value always, nothing could be disagreed on: alpha and kappas are empty, and the percentage stands.

Sources: Cohen, Educational and Psychological Measurement 20 (1960), 37-46; Fleiss, Psychological Bulletin 76 (1971),
378-382; Krippendorff, Content Analysis (4th ed. 2019), chapter 12; Gwet, British Journal of Mathematical and
Statistical Psychology 61 (2008), 29-48, and Handbook of Inter-Rater Reliability (4th ed. 2014); standard errors also
Fleiss, Cohen and Everitt, Psychological Bulletin 72 (1969), 323-327.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

from seedbed.analysis.voices.agreement import agreement
from seedbed.errors import MethodWarning
from tests.spec.agreement_settings import Coders, simulated
from tests.spec.coverage import keeps_its_promise
from tests.spec.tables import Columns, example

title = "Agreement between coders"
part = "Agreement between coders"


def _of_rows(rows: Any, **options: Any) -> Any:
    """Measure agreement of units written as one letter a coder, a point for no coding."""
    at = [(unit, coder, code) for unit, row in enumerate(rows) for coder, code in enumerate(str(row)) if code != "."]
    units, coders, values = zip(*at, strict=True)
    return agreement(units, coders, values, **{"bootstraps": 0, **options}).measures


@example(
    """
    | Rosa and Dev       | percent | cohen  | fleiss | ac1    | alpha  |
    |--------------------|---------|--------|--------|--------|--------|
    | HH HH HH MM MM HM  | 83.33   | 0.6667 | 0.6571 | 0.6757 | 0.6857 |
    | HH HH HH HH HM MH  | 66.67   | -0.2   | -0.2   | 0.5385 | -0.1   |
    | HH HH HH HH HH HH  | 100     |        |        |        |        |
    """,
    within=0.00005 * 100,
)
def test_two_coders(given: Columns) -> Mapping[str, Any]:
    """Two coders, two codes.

    First row: 5 of 6 agree. Rosa says H in 4 of 6, Dev in 3: Cohen's chance is `4/6 x 3/6 + 2/6 x 3/6 = 1/2`, kappa
    `(5/6 - 1/2) / (1/2) = 0.6667`. Together H is 7 of 12: Fleiss' chance is `(7/12)^2 + (5/12)^2 = 74/144`, kappa
    `(120 - 74) / (144 - 74) = 0.6571`. AC1's chance is `2 x 7/12 x 5/12 = 70/144`, AC1 `(120 - 70) / (144 - 70) =
    0.6757`. Alpha: observed `2 / 1 = 2` over 12 codings, expected `2 x 7 x 5 / 11 = 6.3636`: `1 - 2 / 6.3636 = 0.6857`.

    Second row: two in three agree, but H is so common (10 of 12) that as much would come by chance, and the kappas fall
    below nought. That is the paradox of kappa; AC1 does not share it. Third row: one code alone.
    """
    found = [_of_rows(str(cell).split()) for cell in given["Rosa and Dev"]]
    names = {"cohen": "cohen_kappa", "fleiss": "fleiss_kappa", "ac1": "gwet_ac1", "alpha": "krippendorff_alpha"}
    answers = {short: [round(each[name].value, 4) for each in found] for short, name in names.items()}
    return {"percent": [round(each["percent"].value, 2) for each in found], **answers}


@example(
    """
    | metric   | alpha  |
    |----------|--------|
    | nominal  | 0.4857 |
    | ordinal  | 0.85   |
    | interval | 0.7857 |
    | ratio    | 0.7235 |
    """,
    within=0.00005,
)
def test_metrics_of_alpha(given: Columns) -> Mapping[str, Any]:
    """The same codings by four metrics.

    Comments scored by two or three people: 1 1 2, 2 2, 3 3 3, 4 3, and one scored by one person alone, which counts for
    nothing. So there are 10 codings: 1 twice, 2 three times, 3 four times, 4 once. The first comment has four ordered
    pairs of 1 and 2, over `3 - 1`; the fourth has two of 3 and 4, over `2 - 1`.

    Nominal: observed `4/2 + 2/1 = 4`, expected `(100 - 4 - 9 - 16 - 1) / 9 = 70/9`: `1 - 4 / (70/9) = 0.4857`.
    Interval: every gap is 1, observed 4; expected `2 (10 x 66 - 24^2) / 9 = 168/9`: `0.7857`. Ordinal: the middles of 1
    to 4 are 1, 3.5, 7 and 9.5, both gaps `2.5^2 = 6.25`, observed 25; expected `2 (10 x 325 - 50^2) / 9 = 1500/9`:
    `0.85`. Ratio: observed `2/9 + 2/49 = 0.2630`; expected `2 (6/9 + 8/4 + 2 x 9/25 + 12/25 + 3/9 + 4/49) / 9 =
    0.9515`: `0.7235`.
    """
    rows = ["112", "22.", "333", "43.", "4.."]
    return {"alpha": [_of_rows(rows, metric=str(metric))["krippendorff_alpha"].value for metric in given["metric"]]}


@example(
    """
    | how alike | alpha  | percent |
    |-----------|--------|---------|
    | masi      | 0.5714 | 50      |
    | jaccard   | 0.6667 | 50      |
    """,
    within=0.00005,
)
def test_several_codes_a_unit(given: Columns) -> Mapping[str, Any]:
    """A unit may have several codes.

    Rosa gives the first comment money and travel, Dev money alone; both give the second comment safety. The sets of the
    first share one code of two, and one holds the other: Jaccard's distance is `1 - 1/2`, MASI's `1 - 1/2 x 2/3 =
    2/3`; sets that share nothing lie 1 apart. By MASI, observed is `2 x 2/3 = 4/3` over 4 codings; expected, over the
    12 ordered pairs, `(2 x 2/3 + 8 x 1) / 3 = 28/9`; alpha `1 - (4/3) / (28/9) = 4/7`. Percent agreement is of equal
    sets. Source of MASI: Passonneau, LREC 2006.
    """
    units, coders = [1, 1, 1, 2, 2], ["Rosa", "Rosa", "Dev", "Rosa", "Dev"]
    values = ["money", "travel", "money", "safety", "safety"]
    found = [
        agreement(units, coders, values, several=str(each), bootstraps=0).measures  # type: ignore[arg-type]
        for each in given["how alike"]
    ]
    return {
        "alpha": [each["krippendorff_alpha"].value for each in found],
        "percent": [each["percent"].value for each in found],
    }


@example(
    """
    | agree | differ | percent | low | high | warned |
    |-------|--------|---------|-----|------|--------|
    | 1     | 1      | 50      |     |      | yes    |
    | 6     | 3      | 66.7    |     |      | yes    |
    | 5     | 6      | 45.5    |     |      | yes    |
    | 8     | 4      | 66.7    | 16  | 87   | yes    |
    | 20    | 20     | 50      | 31  | 64   | no     |
    | 1     | 39     | 2.5     | 0   | 7    | no     |
    """,
    within=0.5,
)
def test_limits_stay_within_range_or_are_left_out(given: Columns) -> Mapping[str, Any]:
    """Limits stay within the range of a measure, or are left out.

    Rosa and Dev agree on some units and differ on others. With `d` the share on which they differ, of `n` units, units
    drawn again spread by about `s = sqrt(d (1 - d) / (n - 1))`, and limits are `1 - d exp(+-t s / d)`.

    Eight agree, four differ: `d = 0.333`, `s = 0.142`, `t = 2.201`, `t s / d = 0.938`: 15 to 87 per cent, and 16 to 87
    by 4,000 drawings. Five agree, six differ: `d = 0.545`, `s = 0.157`, `t = 2.228`; `0.545 x exp(0.643) = 1.04` is
    more than all, so the lower limit would be -4 per cent, and 11 units are too few to know more: none are given. One
    agrees, 39 differ: `0.975 x exp(0.052) = 1.03`, but 40 units are many, and the lower limit stops at 0. Below 10
    units there are none at all; two units would give `t = 12.7` and a lower limit of minus millions.
    """
    found, warned = [], []
    for same, apart in zip(given["agree"], given["differ"], strict=True):
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always", MethodWarning)
            rows = [*(["HH", "MM"] * int(same))[: int(same)], *(["HM", "MH"] * int(apart))[: int(apart)]]
            found.append(_of_rows(rows, bootstraps=4_000)["percent"])
        warned.append("yes" if told else "no")
    answers = {"percent": [each.value for each in found], "low": [each.low for each in found]}
    return {**answers, "high": [each.high for each in found], "warned": warned}


@example(
    """
    | units | coders | codes | commonest | seen | metric   | measure        | holds | keeps its promise | warned |
    |-------|--------|-------|-----------|------|----------|----------------|-------|-------------------|--------|
    | 100   | 2      | 3     | 0.5       | 0.8  | nominal  | percent        | 0.954 | yes               | 0      |
    | 100   | 2      | 3     | 0.5       | 0.8  | nominal  | alpha          | 0.952 | yes               | 0      |
    | 100   | 2      | 3     | 0.5       | 0.8  | nominal  | Fleiss         | 0.948 | yes               | 0      |
    | 100   | 2      | 3     | 0.5       | 0.8  | nominal  | Cohen          | 0.948 | yes               | 0      |
    | 100   | 2      | 3     | 0.5       | 0.8  | nominal  | AC1            | 0.952 | yes               | 0      |
    | 50    | 4      | 3     | 0.5       | 0.8  | nominal  | alpha          | 0.96  | yes               | 0      |
    | 50    | 2      | 10    | 0.1       | 0.8  | nominal  | alpha          | 0.948 | yes               | 0      |
    | 200   | 2      | 2     | 0.9       | 0.8  | nominal  | alpha          | 0.94  | yes               | 0.03   |
    | 120   | 2      | 5     | 0.4       | 0.7  | ordinal  | alpha          | 0.954 | yes               | 0      |
    | 120   | 2      | 5     | 0.4       | 0.7  | ordinal  | AC2            | 0.954 | yes               | 0      |
    | 120   | 2      | 5     | 0.4       | 0.7  | ordinal  | Cohen, squares | 0.954 | yes               | 0      |
    | 100   | 2      | 5     | 0.2       | 0.7  | interval | alpha          | 0.968 | yes               | 0      |
    | 50    | 3      | 2     | 0.8       | 0.6  | nominal  | alpha          | 0.89  | no                | 0.62   |
    | 100   | 3      | 3     | 0.95      | 0.8  | nominal  | alpha          | 0.916 | no                | 1      |
    | 20    | 2      | 3     | 0.5       | 0.95 | nominal  | alpha          | 0.68  | no                | 1      |
    | 50    | 2      | 2     | 0.95      | 0.8  | nominal  | alpha          | 0.676 | no                | 1      |
    | 50    | 2      | 2     | 0.95      | 0.8  | nominal  | AC1            | 0.798 | no                | 1      |
    """,
    within=0.0005,
)
def test_how_often_the_interval_holds(given: Columns) -> Mapping[str, Any]:
    """How often the interval holds.

    Each coder sees a unit's own code with the chance "seen", else gives any code by how common it is, so true alpha (by
    any metric) and the true kappas are that chance squared; the others follow from it. 500 sets of codings a setting,
    limits from 200 resamples each, so a share found is itself sure to about two in a hundred. "Warned" is the share of
    sets that the method warns of: below 20 units, below 5 on which coders differ, below 20 with any code but the
    commonest, and for AC2 below 100 units. There the resamples cannot know what was not seen, and limits may hold the
    truth far too seldom: the last five rows. Full agreement has no limits at all, and counts as not holding.
    """
    names = ["measure", "metric", *list(given)[:5]]
    held, warned = [], []
    for measure, metric, *numbers in zip(*(given[name] for name in names), strict=True):
        units, coders, codes, commonest, seen = numbers
        setting = Coders(int(units), int(coders), int(codes), float(commonest), float(seen), metric)
        found = simulated(setting, 500)
        held.append(found[str(measure)])
        warned.append(round(found["warned"], 2))
    return {"holds": held, "keeps its promise": [keeps_its_promise(share) for share in held], "warned": warned}

"""How often the intervals of every method hold the truth, and what each does where it cannot keep its promise.

A 95 % interval promises to hold the truth 95 times in a hundred. Here each method is tried on samples of invented
people whose truth is known: 93 % to 97 % is taken as keeping the promise. Three answers are possible:

- **yes**: it keeps its promise.
- **wide**: it holds the truth more often than it says, because whole counts move in steps or because the measure cannot
  pass a bound that the truth lies near (no inequality, no distance). Such an interval errs on the safe side.
- **no**: it holds the truth too seldom, or too often for another reason. There the method itself warns, of half of such
  samples at least: it must tell them by what a sample shows, as the truth is not known.

"Warned" is the share of samples that the method warned of. Some samples are warned of although the promise is kept,
since they look like others where it is not. Shares rest on 150 to 1,500 samples a row with a fixed seed, so they are
themselves sure to between one and four in a hundred; those of proportions and counts are worked out from every count
there can be, without chance. Each method's own page lists more settings and says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np

from seedbed.analysis.equity import rates
from seedbed.analysis.equity.exact_proportion import exact_proportion
from tests.spec.agreement_settings import Coders
from tests.spec.coverage import HIGHEST, LOWEST
from tests.spec.interval_settings import (
    Trial,
    change_of_gap,
    coders,
    concentrated,
    distance,
    even_hearing,
    events,
    gap,
    indirect,
    inside_funnel,
    listed,
    means,
    quotient,
    robust_slope,
    slope,
    spread_of,
    standardised,
    survival,
    years_ahead,
)
from tests.spec.tables import Columns, columns, example

title = "How often intervals hold"
part = "Figures and how sure they are"

WILSON, EXACT = partial(listed, rates.wilson), partial(listed, exact_proportion)
TRIALS: dict[str, dict[str, Trial]] = {
    "proportion, Wilson": {
        "10% of 100 people": WILSON(100, 10),
        "2% of 1,000 people": WILSON(1000, 2),
        "5.5% of 100 people": WILSON(100, 5.5),
        "3% of 100 people": WILSON(100, 3),
    },
    "proportion, exact": {"10% of 100 people": EXACT(100, 10), "1% of 100 people": EXACT(100, 1)},
    "rate, exact then Byar": {"4 events": events(4), "12 events": events(12), "100 events": events(100)},
    "mean, Student": {
        "5 of a bell curve": means("bell", 5),
        "30 of a bell curve": means("bell", 30),
        "5 waiting times": means("waits", 5),
        "20 waiting times": means("waits", 20),
        "200 waiting times": means("waits", 200),
        "100 incomes": means("incomes", 100),
    },
    "standardised rate, Dobson": {
        "50 events, even ages": standardised(50, uneven=False),
        "50 events, few old": standardised(50, uneven=True),
    },
    "standardised ratio": {
        "50 events, reference of 5,000": indirect(50, 100),
        "50 events, reference of 100": indirect(50, 2),
    },
    "control limits": {"20% of 200 people": inside_funnel(200, 20), "0.5% of 200 people": inside_funnel(200, 0.5)},
    "life expectancy": {
        "at birth, 10,000 people": years_ahead(10_000, 0),
        "at 90, 2,000 people": years_ahead(2000, 90),
    },
    "slope index": {"five groups": slope(5, 1.0), "ten groups": slope(10, 2.0)},
    "slope index, robust limits": {"five groups": robust_slope(5), "twenty groups": robust_slope(20)},
    "gap D": {
        "five ordered groups": gap("d", "five ordered, far apart"),
        "six equal groups": gap("d", "six unordered, all equal"),
        "twenty groups": gap("d", "twenty unordered, unsure"),
    },
    "gap PAR": {"twenty groups": gap("par", "twenty unordered, unsure")},
    "difference from the best": {
        "five ordered groups": gap("mdbw", "five ordered, far apart"),
        "twenty groups": gap("mdbw", "twenty unordered, unsure"),
    },
    "change of gap R": {
        "five ordered groups": change_of_gap("r", "five ordered, far apart", "five ordered, close"),
    },
    "spread of groups, BGSD": {
        "five far apart": gap("bgsd", "five ordered, far apart"),
        "five close": gap("bgsd", "five ordered, close"),
    },
    "Gini": {
        "20 incomes": spread_of("gini", 0.5, 20, 0.2763264),
        "300 incomes": spread_of("gini", 0.5, 300, 0.2763264),
    },
    "Theil": {"100 unequal incomes": spread_of("theil", 0.8, 100, 0.32)},
    "coefficient of variation": {"300 incomes": spread_of("coefficient_of_variation", 0.8, 300, 0.9468267)},
    "concentration index": {"200 shares": concentrated("shares", 200), "100 costs": concentrated("costs", 100)},
    "representation quotient": {"30 of 100 expected": quotient(100, 0.3), "1 of 100 expected": quotient(100, 0.01)},
    "dissimilarity": {
        "3 groups, 300 heard": distance("dissimilarity", 3, 300, 0.1),
        "10 groups, 100 heard": distance("dissimilarity", 10, 100, 0.15),
    },
    "divergence": {
        "3 groups, 300 heard": distance("divergence", 3, 300, 0.1),
        "5 groups, 30 heard": distance("divergence", 5, 30, 0.1),
    },
    "R-indicator": {"3,000 people, 300 heard": even_hearing(3000, 0.1, 3)},
    "survival of voices": {"100 people": survival(100), "20 people": survival(20)},
    "alpha": {
        "100 units": coders("alpha", Coders(100, 2, 3, 0.5, 0.8)),
        "50 units, a rare code": coders("alpha", Coders(50, 2, 2, 0.95, 0.8)),
    },
    "AC1": {
        "100 units": coders("AC1", Coders(100, 2, 3, 0.5, 0.8)),
        "50 units, a rare code": coders("AC1", Coders(50, 2, 2, 0.95, 0.8)),
    },
}
WIDE = {
    "proportion, Wilson",
    "proportion, exact",
    "rate, exact then Byar",
    "dissimilarity",
    "divergence",
    "R-indicator",
}
"""Methods of whole counts, or of a measure near a bound it cannot pass: these may hold the truth too often."""


def verdict(method: str, share: float) -> str:
    """Return whether an interval keeps its promise: yes, wide or no."""
    if LOWEST <= share <= HIGHEST:
        return "yes"
    return "wide" if share > HIGHEST and method in WIDE else "no"


@example(
    """
    | method                     | setting                       | holds the truth | keeps its promise | warned |
    |----------------------------|-------------------------------|-----------------|-------------------|--------|
    | proportion, Wilson         | 10% of 100 people             | 0.9364          | yes               | 0.21   |
    | proportion, Wilson         | 2% of 1,000 people            | 0.9467          | yes               | 0      |
    | proportion, Wilson         | 5.5% of 100 people            | 0.9275          | no                | 0.81   |
    | proportion, Wilson         | 3% of 100 people              | 0.9688          | yes               | 0.94   |
    | proportion, exact          | 10% of 100 people             | 0.9557          | yes               | 0      |
    | proportion, exact          | 1% of 100 people              | 0.9816          | wide              | 0      |
    | rate, exact then Byar      | 4 events                      | 0.9603          | yes               | 0      |
    | rate, exact then Byar      | 12 events                     | 0.9584          | yes               | 0      |
    | rate, exact then Byar      | 100 events                    | 0.9547          | yes               | 0      |
    | mean, Student              | 5 of a bell curve             | 0.95            | yes               | 1      |
    | mean, Student              | 30 of a bell curve            | 0.958           | yes               | 0.01   |
    | mean, Student              | 5 waiting times               | 0.867           | no                | 1      |
    | mean, Student              | 20 waiting times              | 0.904           | no                | 0.73   |
    | mean, Student              | 200 waiting times             | 0.95            | yes               | 0.04   |
    | mean, Student              | 100 incomes                   | 0.915           | no                | 0.87   |
    | standardised rate, Dobson  | 50 events, even ages          | 0.9573          | yes               | 0      |
    | standardised rate, Dobson  | 50 events, few old            | 0.9093          | no                | 0.57   |
    | standardised ratio         | 50 events, reference of 5,000 | 0.9527          | yes               | 0      |
    | standardised ratio         | 50 events, reference of 100   | 0.8887          | no                | 1      |
    | control limits             | 20% of 200 people             | 0.956           | yes               | 0      |
    | control limits             | 0.5% of 200 people            | 0.9165          | no                | 1      |
    | life expectancy            | at birth, 10,000 people       | 0.9433          | yes               | 0.33   |
    | life expectancy            | at 90, 2,000 people           | 0.8809          | no                | 1      |
    | slope index                | five groups                   | 0.945           | yes               | 0      |
    | slope index                | ten groups                    | 0.9517          | yes               | 0      |
    | slope index, robust limits | five groups                   | 0.77            | no                | 1      |
    | slope index, robust limits | twenty groups                 | 0.9267          | no                | 1      |
    | gap D                      | five ordered groups           | 0.9575          | yes               | 0      |
    | gap D                      | six equal groups              | 0.97            | yes               | 1      |
    | gap D                      | twenty groups                 | 0.9425          | yes               | 1      |
    | gap PAR                    | twenty groups                 | 0.8975          | no                | 1      |
    | difference from the best   | five ordered groups           | 0.935           | yes               | 0      |
    | difference from the best   | twenty groups                 | 0.8975          | no                | 1      |
    | change of gap R            | five ordered groups           | 0.95            | yes               | 0      |
    | spread of groups, BGSD     | five far apart                | 0.95            | yes               | 0      |
    | spread of groups, BGSD     | five close                    | 0.9925          | no                | 1      |
    | Gini                       | 20 incomes                    | 0.89            | no                | 1      |
    | Gini                       | 300 incomes                   | 0.94            | yes               | 0.98   |
    | Theil                      | 100 unequal incomes           | 0.86            | no                | 1      |
    | coefficient of variation   | 300 incomes                   | 0.7933          | no                | 0.99   |
    | concentration index        | 200 shares                    | 0.954           | yes               | 0      |
    | concentration index        | 100 costs                     | 0.938           | yes               | 0.62   |
    | representation quotient    | 30 of 100 expected            | 0.9347          | yes               | 0      |
    | representation quotient    | 1 of 100 expected             | 0.904           | no                | 1      |
    | dissimilarity              | 3 groups, 300 heard           | 0.94            | yes               | 0      |
    | dissimilarity              | 10 groups, 100 heard          | 0.9867          | wide              | 1      |
    | divergence                 | 3 groups, 300 heard           | 0.94            | yes               | 0      |
    | divergence                 | 5 groups, 30 heard            | 0.98            | wide              | 1      |
    | R-indicator                | 3,000 people, 300 heard       | 0.9333          | yes               | 0      |
    | survival of voices         | 100 people                    | 0.9533          | yes               | 0      |
    | survival of voices         | 20 people                     | 0.9652          | yes               | 1      |
    | alpha                      | 100 units                     | 0.9533          | yes               | 0      |
    | alpha                      | 50 units, a rare code         | 0.6967          | no                | 1      |
    | AC1                        | 100 units                     | 0.9533          | yes               | 0      |
    | AC1                        | 50 units, a rare code         | 0.7933          | no                | 1      |
    """,
    within=0.00005,
)
def test_every_interval_keeps_its_promise_or_warns(given: Columns) -> Mapping[str, Any]:
    """Every interval, where it keeps its promise and where it does not.

    The last column is the share of samples warned of, 0 to 1.
    """
    found = [
        TRIALS[method][setting](np.random.default_rng(1934))
        for method, setting in zip(given["method"].tolist(), given["setting"].tolist(), strict=True)
    ]
    kept = [verdict(method, held) for method, (held, _) in zip(given["method"].tolist(), found, strict=True)]
    silent = [place for place, (_, warned) in enumerate(found) if kept[place] == "no" and warned < 0.5]
    assert not silent, [str(given["setting"][place]) for place in silent]
    return {
        "holds the truth": [round(held, 4) for held, _ in found],
        "keeps its promise": kept,
        "warned": [round(warned, 2) for _, warned in found],
    }


def test_every_trial_is_listed() -> None:
    table = vars(test_every_interval_keeps_its_promise_or_warns)["example"].table
    listed_settings = columns(table)
    pairs = set(zip(listed_settings["method"].tolist(), listed_settings["setting"].tolist(), strict=True))
    assert pairs == {(method, setting) for method, settings in TRIALS.items() for setting in settings}

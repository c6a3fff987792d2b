"""Inputs of a distributional cost-effectiveness analysis, in TOML.

How to write one: ``docs/how-to/weigh-who-gains.md``; `distribution_template` holds an invented one. Unknown keys are
refused, so that a slip of the pen never changes an answer in silence.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.impact.distribution import RULES, checked_shares, opportunity_shares, shares_of_weights
from seedbed.analysis.impact.distribution_uncertainty import DRAWS, Programme, Quantity, Spread
from seedbed.analysis.impact.distribution_welfare import AVERSIONS, Welfare
from seedbed.errors import BadInputError
from seedbed.formats.toml_files import read_toml
from seedbed.formats.toml_values import LONGEST_TEXT, TomlValues

HOW_TO = "See docs/how-to/weigh-who-gains.md, or run 'seedbed equity dcea --example'."
TOP = frozenset({"title", "invented", "programme", "opportunity_cost", "aversion", "uncertainty", "group"})
PROGRAMME = frozenset({"cost", "cost_per_user", "cost_per_qaly_elsewhere"})
BENEFITS = ("benefit", "benefit_per_person", "benefit_per_user")
LOSSES = ("opportunity_cost_share", "opportunity_cost_weight")
GROUP = frozenset({"name", "population", "baseline_health", "eligible", "uptake", "cost", "rank", *BENEFITS, *LOSSES})
TOGETHER = frozenset({"baseline_health", "uptake", "cost", *BENEFITS})
MOST_GROUPS, MOST_AVERSIONS, MOST_DRAWS = 500, 200, 1_000_000
NORMAL_95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class DistributionInputs:
    """What an inputs file says.

    Parameters
    ----------
    title, invented
        What is weighed, and whether its numbers are made up.
    groups
        Names, in the order of the file: the most disadvantaged first unless ranks are given.
    programme
        The numbers.
    counts_users
        Whether benefits are given for each user; otherwise for each person, or for the whole group.
    shared_by
        How opportunity costs are shared, in words.
    aversions
        Aversions to inequality, by measure.
    draws, seed
        Of the simulation of uncertain inputs.
    together
        Keys of groups whose errors go together.
    """

    title: str
    invented: bool
    groups: tuple[str, ...]
    programme: Programme
    counts_users: bool
    shared_by: str
    aversions: dict[Welfare, tuple[float, ...]]
    draws: int
    seed: int
    together: tuple[str, ...]


def read_distribution_inputs(path: Path) -> DistributionInputs:
    """Read an inputs file.

    Raises
    ------
    BadInputError
        If the file is missing or not TOML, or a key or value in it cannot be used; names the file and the key.
    """
    reader = _Reader(str(path), "The inputs cannot be read.", HOW_TO)
    return reader.file(read_toml(path, reader.bad))


@dataclass(frozen=True, slots=True)
class _Reader(TomlValues):
    """Reads the tables of one file, naming it and the key in every error."""

    def file(self, table: dict[str, Any]) -> DistributionInputs:
        self.known(table, TOP, "")
        groups = self._groups(table)
        names = tuple(self._name(group, number) for number, group in enumerate(groups, start=1))
        if len(set(names)) < len(names):
            self.refuse("group", f"two groups are named '{next(name for name in names if names.count(name) > 1)}'")
        uncertainty = self.table(table, "uncertainty", frozenset({"draws", "seed", "together"}))
        together = self._together(uncertainty)
        try:
            programme, shared_by = self._programme(table, groups, together)
        except BadInputError as error:
            if error.why.startswith(self.where):
                raise
            raise BadInputError(error.what, f"{self.where}: {error.why}", error.next_step) from error
        return DistributionInputs(
            self.text(table, "title", "What the programme does to health and its sharing out"),
            self.truth(table, "invented"),
            names,
            programme,
            "benefit_per_user" in groups[0],
            shared_by,
            self._aversions(table),
            self.whole(uncertainty.get("draws", DRAWS), "uncertainty, draws", (100, MOST_DRAWS)),
            self.whole(uncertainty.get("seed", 1), "uncertainty, seed", (0, 2**32 - 1)),
            tuple(sorted(together)),
        )

    def _groups(self, table: dict[str, Any]) -> list[dict[str, Any]]:
        groups = table.get("group", [])
        if not isinstance(groups, list) or not all(isinstance(group, dict) for group in groups):
            self.refuse("group", "each group starts with the line [[group]]")
        if not 2 <= len(groups) <= MOST_GROUPS:
            self.refuse("group", f"there are {len(groups):,} groups; from 2 to {MOST_GROUPS} can be compared")
        for number, group in enumerate(groups, start=1):
            self.known(group, GROUP, f"group {number}")
        return groups

    def _together(self, uncertainty: dict[str, Any]) -> frozenset[str]:
        """Return the keys whose errors go together in all groups."""
        given = uncertainty.get("together", [])
        if not isinstance(given, list) or not all(isinstance(key, str) and key in TOGETHER for key in given):
            self.refuse("uncertainty, together", f"give a list of any of {', '.join(sorted(TOGETHER))}")
        return frozenset(given)

    def _programme(
        self, table: dict[str, Any], groups: list[dict[str, Any]], together: frozenset[str]
    ) -> tuple[Programme, str]:
        money = self.table(table, "programme", PROGRAMME)
        if "cost_per_qaly_elsewhere" not in money:
            self.refuse("programme, cost_per_qaly_elsewhere", "it is missing: the cost of one more QALY elsewhere")
        if not ({"cost", "cost_per_user"} & set(money) or any("cost" in group for group in groups)):
            self.refuse("programme, cost", "it is missing; give 'cost', 'cost_per_user', or a cost in each group")
        if "cost_per_user" in money and not any("benefit_per_user" in group for group in groups):
            self.refuse(
                "programme, cost_per_user", "it goes with benefit_per_user, which says how many users there are"
            )
        population = self._column(groups, "population", low=0.0).value
        health = self._column(groups, "baseline_health", low=0.0)
        reached, uptake, benefit = self._benefits(groups, population)
        shares, shared_by = self._shares(table, groups, population, health.value)
        costs = [self._quantity(money, key, "programme", "gamma", 0.0) for key in sorted(PROGRAMME)]
        group_cost = self._column(groups, "cost", "gamma", default=0.0)
        return Programme(
            population,
            self._ranks(groups),
            replace(health, together="baseline_health" in together),
            reached,
            replace(uptake, together="uptake" in together),
            replace(benefit, together=bool(together & set(BENEFITS))),
            replace(group_cost, together="cost" in together),
            fixed_cost=costs[0],
            year_cost=costs[1],
            user_cost=costs[2],
            shares=shares,
        ), shared_by

    def _benefits(self, groups: list[dict[str, Any]], population: Floats) -> tuple[Floats, Quantity, Quantity]:
        """Return people reached, their uptake and the benefit of each, whichever way benefits are given."""
        given = {key for group in groups for key in BENEFITS if key in group}
        if len(given) != 1:
            told = f"{len(given)} of them are" if given else "none of them is"
            self.refuse("group", f"give every group one of {', '.join(BENEFITS)}, the same for all; {told} given")
        key = given.pop()
        benefit = self._column(groups, key)
        if key == "benefit_per_user":
            eligible = [group.get("eligible", group["population"]) for group in groups]
            reached = self._column([{"eligible": each} for each in eligible], "eligible", low=0.0).value
            self._refuse_more_than_all(reached, population)
            return reached, self._column(groups, "uptake", "beta", low=0.0), benefit
        unused = next((name for group in groups for name in ("uptake", "eligible") if name in group), "")
        if unused:
            self.refuse(f"group, {unused}", f"it goes with benefit_per_user, and {key} is given")
        whole = np.ones(len(groups))
        return population if key == "benefit_per_person" else whole, Quantity(whole, 0 * whole, "beta"), benefit

    def _refuse_more_than_all(self, reached: Floats, population: Floats) -> None:
        wrong = np.flatnonzero(reached > population)
        if wrong.size:
            place = int(wrong[0])
            told = f"{reached[place]:g} is more than the population of {population[place]:g}"
            self.refuse(f"group {place + 1}, eligible", told)

    def _shares(
        self, table: dict[str, Any], groups: list[dict[str, Any]], population: Floats, health: Floats
    ) -> tuple[Floats, str]:
        rule = self.text(self.table(table, "opportunity_cost", frozenset({"shares"})), "shares", "")
        given = sorted({key for group in groups for key in LOSSES if key in group})
        if rule and given:
            self.refuse("opportunity_cost, shares", f"groups also have {given[0]}; give one of the two")
        if len(given) > 1:
            self.refuse("group", f"give either {LOSSES[0]} or {LOSSES[1]}, not both")
        if given == [LOSSES[0]]:
            return checked_shares(self._column(groups, LOSSES[0], low=0.0).value), "shares given in the file"
        if given:
            weights = self._column(groups, LOSSES[1], low=0.0).value
            return shares_of_weights(weights, population), "weights per person given in the file"
        if rule not in RULES:
            said = f"'{rule}' is not known" if rule else "it is missing"
            self.refuse("opportunity_cost, shares", f"{said}; use one of {', '.join(RULES)}")
        return opportunity_shares(rule, population, health), rule

    def _ranks(self, groups: list[dict[str, Any]]) -> Floats:
        if not any("rank" in group for group in groups):
            return np.arange(1.0, len(groups) + 1)
        ranks = self._column(groups, "rank", low=0.0).value
        if np.unique(ranks).size < 2:
            self.refuse("group, rank", "all groups have the same rank, so there is no gap between them")
        return ranks

    def _aversions(self, table: dict[str, Any]) -> dict[Welfare, tuple[float, ...]]:
        given = self.table(table, "aversion", frozenset(AVERSIONS))
        return {measure: self._aversion_list(given, measure) for measure in AVERSIONS}

    def _aversion_list(self, given: dict[str, Any], measure: Welfare) -> tuple[float, ...]:
        values = given.get(measure, list(AVERSIONS[measure]))
        if not isinstance(values, list) or not 1 <= len(values) <= MOST_AVERSIONS:
            self.refuse(f"aversion, {measure}", f"give a list of 1 to {MOST_AVERSIONS} numbers")
        numbers = [self.number(value, f"aversion, {measure}", 0.0) for value in values]
        return tuple(sorted(set(numbers)))

    # ------------------------------------------------------------ single values

    def _column(
        self,
        groups: list[dict[str, Any]],
        key: str,
        spread: Spread = "normal",
        default: float | None = None,
        low: float | None = None,
    ) -> Quantity:
        """Return one key of every group as numbers with their standard errors."""
        each = [
            self._quantity(group, key, f"group {number}", spread, default, low)
            for number, group in enumerate(groups, start=1)
        ]
        return Quantity(np.array([one.value for one in each]), np.array([one.error for one in each]), spread)

    def _quantity(
        self,
        table: dict[str, Any],
        key: str,
        of: str,
        spread: Spread,
        default: float | None = None,
        low: float | None = None,
    ) -> Quantity:
        place = f"{of}, {key}"
        if key not in table and default is None:
            self.refuse(place, "it is missing")
        given = table.get(key, default)
        if not isinstance(given, dict):
            given = {"value": given, "se": 0}
        elif key in {"population", "eligible", "rank", *LOSSES}:
            self.refuse(place, "it is taken as known; give one number")
        value = self.number(given.get("value"), f"{place}, value", low)
        if spread == "beta" and value > 1:
            self.refuse(place, f"{value:g} is above 1; it is a share, such as 0.35, not 35")
        error = self._error(given, value, place)
        try:
            return Quantity(np.array(value), np.array(error), spread)
        except BadInputError as wrong:
            self.refuse(place, f"a standard error of {error:g} does not fit a value of {value:g}", wrong.next_step)

    def _error(self, given: dict[str, Any], value: float, place: str) -> float:
        """Return the standard error, from itself or from 95 % limits."""
        if set(given) == {"value", "se"}:
            return self.number(given["se"], f"{place}, se", 0.0)
        if set(given) != {"value", "low", "high"}:
            self.refuse(place, "give {value, se} or {value, low, high}, the limits being those of 95%")
        low, high = (self.number(given[end], f"{place}, {end}") for end in ("low", "high"))
        if not low <= value <= high:
            self.refuse(place, f"the value {value:g} is not between its limits {low:g} and {high:g}")
        return (high - low) / (2 * NORMAL_95)

    def _name(self, group: dict[str, Any], number: int) -> str:
        name = group.get("name")
        if not isinstance(name, str) or not name.strip() or len(name) > LONGEST_TEXT:
            self.refuse(f"group {number}, name", f"give each group a name of at most {LONGEST_TEXT} letters")
        return " ".join(name.split())

"""The attack as a linear programme, kept warm: two small steps for each hidden cell, not two fresh starts.

Source: Fischetti and Salazar (2001), "Solving the cell suppression problem on tabular data with linear constraints",
Management Science 47(7); HiGHS (Huangfu and Hall 2018) solves the programmes.
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from seedbed.analysis.equity.estimates import Floats
from seedbed.errors import SeedbedError

Places = NDArray[np.intp]


class Programme:
    """Values that satisfy sums and bounds; asked again and again with another aim.

    Parameters
    ----------
    equations
        Shape (sums, values).
    right
        What each sum is, shape (sums,).
    low, high
        Bounds of each value.
    whole
        Whether values are whole numbers.
    """

    def __init__(
        self, equations: sparse.csr_array, right: Floats, low: Floats, high: Floats, *, whole: bool = False
    ) -> None:
        columns = sparse.csc_array(equations)
        self._size = equations.shape[1]
        self._solver = _solver()
        model = _model(columns, right, right, low, high)
        if whole:
            self._solver.setOptionValue("mip_rel_gap", 0.0)
            self._solver.setOptionValue("mip_max_nodes", 50)
            model.integrality_ = [highspy.HighsVarType.kInteger] * columns.shape[1]
        else:
            self._solver.setOptionValue("presolve", "off")
        self._solver.passModel(model)
        self._aimed: list[int] = []

    def aim(self, cost: Floats) -> None:
        """Set the whole aim."""
        self._solver.changeColsCost(self._size, np.arange(self._size, dtype=np.int32), cost)
        self._aimed = list(np.flatnonzero(cost))

    def bounds(self, low: Floats, high: Floats) -> None:
        """Change the bounds of all values."""
        self._solver.changeColsBounds(self._size, np.arange(self._size, dtype=np.int32), low, high)

    def extreme(self, place: int, sign: float) -> float:
        """Return the largest (sign 1) or smallest (-1) that one value can be; infinite where nothing holds it.

        A whole-number search that is cut short gives the bound it has proved, never a narrower one.
        """
        for old in self._aimed:
            self._solver.changeColCost(int(old), 0.0)
        self._solver.changeColCost(place, -sign)
        self._aimed = [place]
        status = self._run()
        if status == highspy.HighsModelStatus.kOptimal:
            return -sign * float(self._solver.getInfo().objective_function_value)
        if status in {highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible}:
            return sign * np.inf
        if status == highspy.HighsModelStatus.kSolutionLimit:
            return -sign * float(self._solver.getInfo().mip_dual_bound)
        raise _unsolved(status)

    def solve(self) -> Floats | None:
        """Return the values that meet the aim best, or None where none satisfy the sums and bounds."""
        status = self._run()
        if status == highspy.HighsModelStatus.kOptimal:
            return np.array(self._solver.getSolution().col_value)
        if status in {highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible}:
            return None
        raise _unsolved(status)

    def values(self) -> Floats:
        """Return the values of the last answer."""
        return np.array(self._solver.getSolution().col_value)

    def _run(self) -> highspy.HighsModelStatus:
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kUnknown:  # numerical trouble from the warm start: start afresh
            self._solver.clearSolver()
            self._solver.run()
            status = self._solver.getModelStatus()
        return status


@dataclass(frozen=True)
class WholeNumbers:
    """An integer programme: the cheapest values within bounds, some of them whole, that keep ranges.

    Parameters
    ----------
    cost, low, high
        Of each value.
    whole
        Which values are whole numbers.
    rows
        Shape (ranges, values).
    least, most
        Of each range.
    """

    cost: Floats
    low: Floats
    high: Floats
    whole: NDArray[np.bool_]
    rows: sparse.csr_array
    least: Floats
    most: Floats

    def cheapest(self, steps: int) -> Floats | None:
        """Return the cheapest values, or None where none were found in so many branches.

        Steps are counted, not seconds, so that every machine finds the same.
        """
        columns = sparse.csc_array(self.rows)
        model = _model(columns, self.least, self.most, self.low, self.high)
        model.col_cost_ = self.cost
        kinds = {True: highspy.HighsVarType.kInteger, False: highspy.HighsVarType.kContinuous}
        model.integrality_ = [kinds[bool(each)] for each in self.whole]
        solver = _solver()
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.setOptionValue("mip_max_nodes", steps)
        solver.passModel(model)
        solver.run()
        found = np.array(solver.getSolution().col_value)
        done = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return found if done and found.size == len(self.cost) else None


def _solver() -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in (("output_flag", False), ("log_to_console", False), ("threads", 1), ("random_seed", 0)):
        solver.setOptionValue(name, value)
    return solver


def _model(columns: sparse.csc_array, least: Floats, most: Floats, low: Floats, high: Floats) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = columns.shape
    model.col_cost_ = np.zeros(columns.shape[1])
    model.col_lower_, model.col_upper_ = low, high
    model.row_lower_, model.row_upper_ = least, most
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = columns.indptr.astype(np.int32)
    model.a_matrix_.index_ = columns.indices.astype(np.int32)
    model.a_matrix_.value_ = columns.data.astype(np.float64)
    return model


def _unsolved(status: highspy.HighsModelStatus) -> SeedbedError:
    return SeedbedError(f"A linear programme of the disclosure audit was not solved ({status}).")

"""The exact solver: HiGHS, the linear programme first, then only as many whole numbers as the proof needs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from time import perf_counter
from typing import Any

import highspy
import numpy as np

from .programme import Limit, Programme

WHOLE = 1e-6
"""How far from a whole number a value may stand and be taken for it."""
FIRST_MARGIN = 20.0
"""Thousandths below the bound within which a column is first looked at, when the programme alone gave fractions."""


class Status(StrEnum):
    """How far the proof went."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    """Time ran out: the plan stands, empty where nothing was found yet; the gap says how far from the best."""


@dataclass(frozen=True, slots=True)
class Solved:
    """What was chosen (numbers of columns), what it is worth, what no plan can pass, and the way there.

    `whole`: how many columns had to be whole numbers by force; 0 where the linear programme gave them of itself.
    """

    chosen: tuple[int, ...]
    objective: int
    bound: int
    status: Status
    seconds: float
    whole: int = 0
    basis: Any = None


@dataclass(frozen=True, slots=True)
class Change:
    """What is asked otherwise: `without` those columns, `within` (at least one of them), or with limits lifted.

    `free_of`: rows that no longer hold; `no_load_for`: a partner for whom load costs nothing.
    """

    without: Collection[int] = ()
    within: Collection[int] = ()
    free_of: Collection[int] = ()
    no_load_for: int | None = None


AS_IT_IS = Change()


@dataclass(frozen=True, slots=True)
class Relaxed:
    """What the linear programme found, halves included: its worth, the values and reduced costs of the columns."""

    top: float
    values: np.ndarray
    duals: np.ndarray


class Impossible(Exception):
    """What was asked cannot be."""


def solve(
    programme: Programme, change: Change = AS_IT_IS, *, seconds: float = 60.0, basis: Any = None
) -> Solved:
    """The best choice of columns, proved best unless time runs out. Raises Impossible when there is none."""
    began = perf_counter()
    columns = len(programme.columns.kept)
    if not columns:
        return Solved((), 0, 0, Status.OPTIMAL, 0.0)
    solver = _solver(programme, change, seconds, basis)
    solver.run()
    if solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
        raise Impossible
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        most = _worth(programme.gains.clip(0).sum())
        return Solved((), 0, most, Status.FEASIBLE, perf_counter() - began)
    top = solver.getObjectiveValue()
    values = np.array(solver.getSolution().col_value)[:columns]
    found = solver.getBasis()
    if np.abs(values - np.rint(values)).max() <= WHOLE:
        chosen, worth = np.flatnonzero(values > 0.5), _worth(top)
        return Solved(
            tuple(chosen.tolist()), worth, worth, Status.OPTIMAL, perf_counter() - began, basis=found
        )
    duals = np.array(solver.getSolution().col_dual)[:columns]
    return _in_whole_numbers(solver, change, Relaxed(top, values, duals), began, seconds, found)


def _worth(value: float) -> int:
    """All that is added up is whole: no plan is worth a fraction."""
    return int(np.floor(value + 1e-4))


def _in_whole_numbers(
    solver: Any, change: Change, relaxed: Relaxed, began: float, seconds: float, basis: Any
) -> Solved:
    """Columns whose reduced cost takes them more than a margin below the bound are settled as the programme has them.

    If what is found stands within the margin, no other choice for those could have done better: that proves it. If
    not, the margin becomes what was missing, and once more is enough.
    """
    margin, objective, found = FIRST_MARGIN, 0, False
    while True:
        whole = _settle(solver, change, relaxed, margin)
        if found:
            solver.setSolution(solver.getSolution())
        solver.setOptionValue(
            "time_limit", solver.getRunTime() + max(1.0, seconds - (perf_counter() - began))
        )
        solver.run()
        state, info = solver.getModelStatus(), solver.getInfo()
        found = info.primal_solution_status == highspy.kSolutionStatusFeasible
        objective = _worth(info.objective_function_value) if found else 0
        ended = state in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible)
        if not ended or (found and relaxed.top - objective <= margin) or margin >= relaxed.top:
            break
        margin = relaxed.top - objective if found else 10 * margin
    if ended and not found:
        raise Impossible
    values = np.array(solver.getSolution().col_value) if found else relaxed.values * 0
    chosen = np.flatnonzero(values[: len(relaxed.values)] > 0.5)
    bound, status = (objective, Status.OPTIMAL) if ended else (_worth(relaxed.top), Status.FEASIBLE)
    return Solved(tuple(chosen.tolist()), objective, bound, status, perf_counter() - began, whole, basis)


def _settle(solver: Any, change: Change, relaxed: Relaxed, margin: float) -> int:
    """Ask whole numbers of the columns within the margin, settle the others; returns how many are left to choose."""
    columns = len(relaxed.values)
    upper = (relaxed.values > WHOLE) | (relaxed.duals >= -margin)
    upper[list(change.without)] = False
    lower = (relaxed.values > 1 - WHOLE) & (relaxed.duals > margin)
    every = np.arange(columns, dtype=np.int32)
    solver.changeColsBounds(columns, every, lower.astype(np.float64), upper.astype(np.float64))
    solver.changeColsIntegrality(columns, every, np.ones(columns, np.uint8))
    return int((upper & ~lower).sum())


def _solver(programme: Programme, change: Change, seconds: float, basis: Any) -> Any:
    """HiGHS with the programme, one thread, nothing printed, the gap closed to the last thousandth."""
    solver = highspy.Highs()
    for option, value in (
        ("output_flag", False),
        ("threads", 1),
        ("random_seed", 0),
        ("time_limit", seconds),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.5),
        (
            "mip_heuristic_run_rins",
            False,
        ),  # the programme alone is nearly whole: they cost more than they find
        ("mip_heuristic_run_rens", False),
        ("mip_heuristic_run_root_reduced_cost", False),
    ):
        solver.setOptionValue(option, value)
    solver.passModel(_model(programme, change))
    if basis is not None:
        solver.setBasis(basis)
    if change.within:
        some = np.array(sorted(change.within), np.int32)
        solver.addRow(1.0, highspy.kHighsInf, len(some), some, np.ones(len(some)))
    return solver


def _model(programme: Programme, change: Change) -> Any:
    rows, steps, columns = programme.rows, programme.steps, len(programme.columns.kept)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = columns + len(steps), len(rows)
    model.sense_ = highspy.ObjSense.kMaximize
    gains = programme.gains
    upper = np.ones(columns + len(steps))
    for at, step in enumerate(steps, columns):
        if step.most is None:
            upper[at] = highspy.kHighsInf
        if step.partner == change.no_load_for:
            gains[at] = 0.0
    upper[list(change.without)] = 0.0
    most = np.array([row.most for row in rows], np.float64)
    most[list(change.free_of)] = highspy.kHighsInf
    model.col_cost_, model.col_lower_, model.col_upper_ = gains, np.zeros(len(upper)), upper
    model.row_lower_, model.row_upper_ = np.full(len(rows), -highspy.kHighsInf), most
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.num_col_, matrix.num_row_ = len(upper), len(rows)
    lengths = np.fromiter((len(row.columns) for row in rows), np.int64, len(rows))
    matrix.start_ = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    matrix.index_ = np.concatenate([row.columns for row in rows]).astype(np.int32)
    matrix.value_ = np.concatenate([row.values for row in rows]).astype(np.float64)
    return model


def rows_of(programme: Programme, some: Collection[int], limits: Collection[Limit]) -> list[int]:
    """The rows of those kinds that hold any of those columns."""
    sought = set(some)
    return [at for at, row in enumerate(programme.rows) if row.limit in limits and sought & set(row.columns)]

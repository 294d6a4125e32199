"""What the measures of all plans reach, or of some of them: coverage and the matrix of measures by the text."""

from collections.abc import Collection
from typing import Any

from toolkit.library.model import Library
from toolkit.method.coverage import Coverage, LinkedPlan, coverage
from toolkit.method.matrix import By, Matrix, matrix
from toolkit.method.results import Results


def coverage_by(results: Results, library: Library, looked_at: Collection[int] | None = None) -> Coverage:
    """Coverage by all plans of some results, or by those at some positions."""
    if looked_at is None or set(looked_at) == set(range(len(results.plans))):
        return results.coverage
    plans = [LinkedPlan(plan=found.plan, links=found.links, solidities=found.solidities) for found in results.plans]
    return coverage(library, results.lens, plans, looked_at)


def matrix_of(results: Results, library: Library, by: By, looked_at: Collection[int] | None = None) -> Matrix:
    """The coverage matrix of all plans of some results, or of those at some positions."""
    return matrix(results.lens, results.plans, coverage_by(results, library, looked_at), by, looked_at)


def matrix_as_json(found: Matrix) -> dict[str, Any]:
    """A matrix for machines: columns with their items by class, and the measures' cells by the column's code."""
    return {
        "by": found.by,
        "columns": [column.model_dump(mode="json") for column in found.columns],
        "rows": [
            {
                "plan": row.plan,
                "measure": row.measure,
                "solidity": row.solidity,
                "reasons": list(row.reasons),
                "not_asked": list(row.not_asked),
                "cells": {
                    code: {**cell.model_dump(mode="json"), "counts": cell.counts} for code, cell in row.cells.items()
                },
            }
            for row in found.rows
        ],
    }

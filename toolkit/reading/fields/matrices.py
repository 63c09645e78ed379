"""Where a drawing puts its points: matrices of six numbers (ISO 32000-1, 8.3.4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import pikepdf

Matrix: TypeAlias = tuple[float, float, float, float, float, float]

SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
"""Changes nothing."""


def matrix_of(thing: object) -> Matrix:
    """Return a matrix; the one that changes nothing if it is none."""
    if not isinstance(thing, pikepdf.Array) or len(thing) != 6:
        return SAME
    a, b, c, d, e, f = (float(each) for each in thing)
    return (a, b, c, d, e, f)


def told_matrix(told: Sequence[bytes]) -> Matrix:
    """Return the matrix of the last six operands.

    Raises:
        ValueError: If they are no six numbers.
    """
    a, b, c, d, e, f = (float(each) for each in told[-6:])
    return (a, b, c, d, e, f)


def times(one: Matrix, two: Matrix) -> Matrix:
    """Return the matrix that does `one` and then `two`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def moved(point: tuple[float, float], matrix: Matrix) -> tuple[float, float]:
    """Return where a matrix puts a point."""
    x, y = point
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f

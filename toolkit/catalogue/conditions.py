"""Whether a condition holds, when some questions may not have been answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from toolkit.catalogue.definitions import Condition, Test
from toolkit.model import Value


def holds(condition: Condition, value_of: Callable[[str], Value | None]) -> bool | None:
    """Return whether a condition holds; null when that cannot be told.

    A test on a question nobody has answered is neither true nor false. `any` of nothing
    is true here, as an empty part of a condition asks for nothing.

    Args:
        condition: Flat lists of tests; all three parts must hold.
        value_of: Gives what an answer means; null when there is no answer yet.
    """
    parts = [
        _every(_tested(condition.all_of, value_of)),
        _not(some=_some(_tested(condition.none_of, value_of))),
    ]
    if condition.any_of:
        parts.append(_some(_tested(condition.any_of, value_of)))
    return _every(parts)


def tests_of(condition: Condition) -> Iterator[Test]:
    """Yield every test of a condition."""
    yield from condition.any_of
    yield from condition.all_of
    yield from condition.none_of


def _tested(
    tests: Iterable[Test], value_of: Callable[[str], Value | None]
) -> list[bool | None]:
    return [_test(test, value_of(test.question)) for test in tests]


def _test(test: Test, value: Value | None) -> bool | None:
    return None if value is None else _as_written(value) in test.values


def _as_written(value: Value) -> str:
    """Return a value the way a definition writes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _every(parts: Iterable[bool | None]) -> bool | None:
    parts = list(parts)
    if False in parts:
        return False
    return None if None in parts else True


def _some(parts: Iterable[bool | None]) -> bool | None:
    parts = list(parts)
    if True in parts:
        return True
    return None if None in parts else False


def _not(*, some: bool | None) -> bool | None:
    return None if some is None else not some

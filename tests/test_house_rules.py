"""What the house promises about its own code, so that nobody has to remember it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "toolkit").rglob("*.py"))
EACH = pytest.mark.parametrize(
    "module", [pytest.param(m, id=m.relative_to(ROOT).as_posix()) for m in MODULES]
)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
NO_NOUN = {"utils", "helpers", "common", "misc", "manager", "handler"}
COUNCILS = {"hertfordshire", "herefordshire", "north yorkshire", "nhesc"}

# Where a mistake of ours is answered for, whatever it is: the command line, and the
# places that must go on with the next paper or the next look.
ANSWERS_FOR_ALL = {
    "toolkit/cli/__init__.py",
    "toolkit/pipeline/upkeep/examining.py",
    "toolkit/pipeline/faults.py",
    "toolkit/pipeline/arrivals/taking.py",
}


def _tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


@EACH
def test_no_function_is_longer_than_fifty_lines(module: Path) -> None:
    """A function that needs scrolling is two thoughts."""
    long = [
        node.name
        for node in ast.walk(_tree(module))
        if isinstance(node, FUNCTIONS)
        and (node.end_lineno or node.lineno) - node.lineno >= 50
    ]

    assert long == []


@EACH
def test_no_room_is_a_drawer_for_odds_and_ends(module: Path) -> None:
    """Something without a home has no noun yet."""
    assert NO_NOUN.isdisjoint(module.relative_to(ROOT).with_suffix("").parts)


@EACH
def test_no_council_is_in_the_code(module: Path) -> None:
    """A council is data; the next one must need no Python."""
    text = module.read_text(encoding="utf-8").casefold()

    assert [name for name in COUNCILS if name in text] == []


@EACH
def test_only_the_outermost_room_catches_everything(module: Path) -> None:
    """Mercy that is too broad hides what went wrong with a child's paper."""
    broad = [
        node.lineno
        for node in ast.walk(_tree(module))
        if isinstance(node, ast.ExceptHandler) and _is_broad(node)
    ]

    assert broad == [] or module.relative_to(ROOT).as_posix() in ANSWERS_FOR_ALL


def _is_broad(handler: ast.ExceptHandler) -> bool:
    """Whether it catches everything and does not raise it again."""
    everything = handler.type is None or (
        isinstance(handler.type, ast.Name)
        and handler.type.id in {"Exception", "BaseException"}
    )
    return everything and not any(isinstance(n, ast.Raise) for n in ast.walk(handler))

"""Another library's reading of a form's fields, for files that had to be mended.

Mending is guessing where the parts of a file are. Two programs that guess alike are
believed; where they do not, a person is asked.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO

import pypdf
import pypdf.errors

from toolkit.model import Mark
from toolkit.reading.fields.sameness import plain

_BROKEN = (
    pypdf.errors.PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)

# It would write about what it met in a file into our log.
logging.getLogger("pypdf").propagate = False
logging.getLogger("pypdf").addHandler(logging.NullHandler())


def doubted(marks: Sequence[Mark], contents: bytes) -> tuple[Mark, ...]:
    """Return the marks of a mended form; those another library reads otherwise ask.

    Where it finds other fields, all ask. Where it cannot read the file at all, it has
    no opinion.

    Args:
        marks: What was read.
        contents: The file before it was mended.
    """
    values = _values(contents)
    if values is None:
        return tuple(marks)
    inner = {name.rpartition(".")[0] for name in values}
    if {name for name in values if name not in inner} != {mark.key for mark in marks}:
        return tuple(replace(mark, ask=True) for mark in marks)
    return tuple(
        replace(mark, ask=True) if _differs(mark, values[mark.key]) else mark
        for mark in marks
    )


def _differs(mark: Mark, value: str) -> bool:
    if mark.tick is not None:
        return mark.tick != (value not in {"", "Off"})
    return plain(mark.text) != plain("" if value == "Off" else value)


def _values(contents: bytes) -> Mapping[str, str] | None:
    """Return pypdf's values by the fields' full names; null if it reads none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            fields = pypdf.PdfReader(BytesIO(contents), strict=False).get_fields()
        except _BROKEN:
            return None
        if fields is None:
            return None
        return {name: _text(field.get("/V")) for name, field in fields.items()}


def _text(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(map(_text, value))
    return "" if value is None else str(value).removeprefix("/")

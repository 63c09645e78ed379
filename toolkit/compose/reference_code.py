"""The square code that carries a letter's reference, for whoever reads its copy.

A machine reads it on a creased or badly lit copy where it could not read the printed
reference, so that an answer with our letter beside it finds its case by itself. It says
the reference, as it is printed beside it, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import groupby

import segno

# Of each four words of the code one may be spoilt. A usual reference still fits into
# the smallest code there is, whose squares are the largest.
_SPOILT = "q"
_QUIET = 2  # squares of white round it; the white of the page does the rest
_DOTS = 12  # of the picture, for each square: sharp at any size it is printed in

CODE = "Reference code"
"""The name of the picture in a Word frame that gives way to a document's own code."""


@dataclass(frozen=True, slots=True)
class ReferenceCode:
    """A code as a frame places it.

    `path` draws its dark squares, each of one unit, in a square of `side` units, in
    the language of SVG paths. `says` is what is read aloud in its place.
    """

    says: str
    side: int
    path: str


@lru_cache(maxsize=8)
def reference_code(ref: str) -> ReferenceCode:
    """Return the code of a reference."""
    rows = [bytes(row) for row in _code(ref).matrix_iter(border=_QUIET)]
    return ReferenceCode(spoken(ref), len(rows), "".join(_squares(rows)))


@lru_cache(maxsize=8)
def reference_picture(ref: str) -> bytes:
    """Return the code of a reference as a PNG picture: the same one every time."""
    picture = BytesIO()
    _code(ref).save(picture, kind="png", scale=_DOTS, border=_QUIET)
    return picture.getvalue()


def spoken(ref: str) -> str:
    """Return what is read aloud in the place of the code."""
    return f"A square code with our reference, {ref}, for machines to read"


def _code(ref: str) -> segno.QRCode:
    return segno.make(ref, error=_SPOILT, micro=False, boost_error=False)


def _squares(rows: list[bytes]) -> Iterator[str]:
    """Yield each run of dark squares, a little tall so that rows leave no seam."""
    for down, row in enumerate(rows):
        across = 0
        for is_dark, run in groupby(row):
            wide = len(list(run))
            if is_dark:
                yield f"M{across} {down}h{wide}v1.03h-{wide}z"
            across += wide

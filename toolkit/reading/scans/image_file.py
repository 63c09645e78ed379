"""Files that are pictures: scans and photos of pages, one or, in a TIFF, several."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from toolkit.model import PaperSort
from toolkit.reading.found import Found
from toolkit.reading.limits import Allowance, Refusal
from toolkit.reading.pages.issued import Issues
from toolkit.reading.pages.runs import PageLook, runs_of
from toolkit.reading.scans.parts import (
    looks_of,
    with_scanned,
    with_scans,
    without_gaps,
)
from toolkit.reading.scans.pictures import frames, pictured_pages
from toolkit.reading.scans.reading import Scans, read_scans


def read_image(contents: bytes, paper: str, allowance: Allowance) -> Found:
    """Return what the machine reads on an image file, in its parts if it has several.

    Args:
        contents: The whole file.
        paper: Its SHA-256, for the places.
        allowance: What is left for all papers that came together.

    Raises:
        Refusal: If it is damaged, too big, or not a kind of picture we open.
    """
    limits, issues = allowance.limits, Issues(allowance.issued)
    count = frames(contents, limits)
    if count > limits.max_pages:
        raise Refusal("too-many-pages", count=limits.max_pages)
    draw = partial(pictured_pages, contents, limits)
    numbers = range(1, count + 1)
    scans = read_scans(draw, numbers, issues, paper, allowance)
    whole = with_scans(Found(PaperSort.IMAGE, pages=count), scans)
    looks = looks_of([PageLook(number, is_scan=True) for number in numbers], scans)
    runs = runs_of(looks)
    parts = [_part(whole, run, scans, issues, paper) for run in runs]
    if len(parts) == 1:
        return replace(parts[0], pages=count, part="")
    return replace(whole, parts=tuple(parts))


def _part(
    whole: Found, run: list[PageLook], scans: Scans, issues: Issues, paper: str
) -> Found:
    edition = next((look.edition for look in run if look.edition), "")
    lines = tuple(line for look in run for line in look.lines)
    first, last = run[0].number, run[-1].number
    name = f"{first}-{last}" if last > first else str(first)
    part = replace(whole, pages=len(run), lines=lines, edition=edition, part=name)
    part = replace(with_scanned(part, run, scans, paper), sort=PaperSort.IMAGE)
    return without_gaps(part, run, scans, issues)

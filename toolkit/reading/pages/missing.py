"""Whether a copy of a form of ours has all its pages."""

from __future__ import annotations

from dataclasses import replace

from toolkit.reading.found import Found
from toolkit.reading.pages.issued import Issued
from toolkit.reading.problems import problem


def with_missing(part: Found, issued: Issued) -> Found:
    """Return a paper with the problem that pages of its blank are not there, if so.

    Pages that have nothing to fill in are not missed.
    """
    keys = {mark.key for mark in part.marks}
    missing = [
        page.number
        for page in issued.pages
        if page.slots and not keys & {slot.key for slot in page.slots}
    ]
    if not missing:
        return part
    told = ", ".join(f"page {number}" for number in missing[:20])
    return replace(part, problems=(*part.problems, problem("page-missing", pages=told)))

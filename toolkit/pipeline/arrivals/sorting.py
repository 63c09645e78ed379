"""Which papers of one arrival belong together, told by what they say of themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.matching import OpenCase, match, same_name
from toolkit.pipeline.arrivals.looking import Looked


@dataclass(frozen=True, slots=True)
class Bundle:
    """A paper that opens a case, and those of its arrival that are the same pupil's."""

    opener: Looked
    others: tuple[Looked, ...]

    @property
    def papers(self) -> tuple[Looked, ...]:
        """All of them, the opener first."""
        return (self.opener, *self.others)


def sort_out(papers: Sequence[Looked]) -> tuple[tuple[Bundle, ...], tuple[Looked, ...]]:
    """Return the bundles of an arrival, and the papers that belong to none of them."""
    openers = [paper for paper in papers if paper.opens_case]
    others: dict[int, list[Looked]] = {n: [] for n in range(len(openers))}
    strays: list[Looked] = []
    for paper in papers:
        if paper.opens_case:
            continue
        owner = _owner(paper, openers)
        (strays if owner is None else others[owner]).append(paper)
    bundles = tuple(Bundle(o, tuple(others[n])) for n, o in enumerate(openers))
    return bundles, tuple(strays)


def _owner(paper: Looked, openers: Sequence[Looked]) -> int | None:
    """Return which opener's pupil the paper is about; null when it cannot be told.

    What a school sends together is about one pupil, so a paper with the right name and
    no date of birth belongs to the request it came with. It must carry the name, and
    nothing on it may disagree. One that may be about two children is for a person.
    """
    if paper.is_doubtful:
        return None
    cases = [OpenCase(str(n), o.identity) for n, o in enumerate(openers)]
    found = match(paper.identity, cases)
    if found.ref is not None:
        return int(found.ref)
    if paper.identity.dob is not None or paper.identity.upn:
        return None  # it says more than a name, and that agreed with nobody
    named = [n for n, o in enumerate(openers) if same_name(paper.identity, o.identity)]
    return named[0] if len(named) == 1 else None

"""Putting papers where they belong: by themselves, or because a person said so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from toolkit.calendar import local_date
from toolkit.casebook import (
    CaseSummary,
    NewCase,
    PaperPlace,
    PaperState,
    WaitingPaper,
)
from toolkit.catalogue import Catalogue
from toolkit.checklist import requests
from toolkit.deliver import set_aside
from toolkit.matching import Match, OpenCase, about_another, match, same_pupil
from toolkit.model import Arrival, Case, Identity, Paper, PaperSort, Resubmission
from toolkit.pipeline.arrivals.comparing import differences
from toolkit.pipeline.arrivals.looking import Looked, looked_at
from toolkit.pipeline.arrivals.reporting import Report, Step
from toolkit.pipeline.arrivals.sorting import Bundle, sort_out
from toolkit.pipeline.cases.checking import (
    check_again,
    is_decided,
    papers_of,
    whole_case,
)
from toolkit.pipeline.cases.referring_again import bring_back, supersede
from toolkit.pipeline.desk import TOOLKIT, Desk

TWO_CHILDREN = (
    "The paper may be about more than one child: it gives two names or two dates of "
    "birth. Please look at it and say whose it is."
)
EARLIER_CASE = (
    "No open case is for the pupil on the paper, but a case that is over is. Please "
    "say whose it is."
)
LEAD_TEACHER = "it came after the decision, for the lead teacher to look at"


@dataclass(frozen=True, slots=True)
class Home:
    """A case that papers of an arrival went to, and whose it is."""

    ref: str
    identity: Identity


class Placer:
    """Puts papers with their cases, and tells what it did in a report.

    `by` is who says whose the papers are: a person, or the toolkit.
    """

    def __init__(
        self,
        desk: Desk,
        catalogue: Catalogue,
        report: Report,
        now: dt.datetime,
        by: str = TOOLKIT,
    ) -> None:
        self._desk, self._catalogue, self._report = desk, catalogue, report
        self._book, self._now, self._by = desk.casebook, now, by
        self._listed: tuple[CaseSummary, ...] | None = None

    # --- an arrival -----------------------------------------------------------------

    def sort(self, arrival: Arrival, papers: Sequence[Looked]) -> None:
        """Record what was read, open or join cases, and leave the rest to a person.

        An arrival that somebody else has read meanwhile is left as it is.
        """
        if not self._book.is_unread(arrival.id):
            return
        understood = [paper.understood for paper in papers]
        self._book.record_read(arrival.id, understood, by=TOOLKIT, at=self._now)
        each_once = tuple({paper.document.id: paper for paper in papers}.values())
        readable = [p for p in each_once if p.document.sort is not _UNREADABLE]
        bundles, strays = sort_out(readable)
        homes = [self._place_bundle(arrival, bundle) for bundle in bundles]
        for stray in strays:
            self._place_stray(arrival, stray, [home for home in homes if home])
        for paper in each_once:
            if paper.document.sort is _UNREADABLE:
                self._set_aside(arrival, paper)
        if bundles:
            self.look_again()

    def _place_bundle(self, arrival: Arrival, bundle: Bundle) -> Home | None:
        """Open or join a case with the papers of one pupil; null when they wait."""
        opener = bundle.opener
        known = self._known(arrival, opener)
        found = known or match(opener.identity, self._open_cases(opener.service))
        if found.ref is not None:
            self.join(found.ref, arrival.id, bundle.papers, arrival.name)
            return Home(found.ref, opener.identity)
        if known or found.candidates:
            # The same child, perhaps: a second case must not be opened on a guess.
            for paper in bundle.papers:
                self._wait(arrival, paper, found.why, found.candidates)
            return None
        ref = self.open(arrival.id, bundle, arrival.at, arrival.name)
        return Home(ref, opener.identity)

    def _place_stray(
        self, arrival: Arrival, stray: Looked, homes: Sequence[Home]
    ) -> None:
        known = self._known(arrival, stray)
        cases = self._open_cases(stray.service)
        found = known or match(stray.identity, cases)
        self._set_apart(arrival, stray, [*homes, *_named(stray, cases)])
        if found.ref is not None and (known or not stray.is_doubtful):
            self.join(found.ref, arrival.id, (stray,), arrival.name)
            return
        why, candidates = self._question(stray, found, homes)
        self._wait(arrival, stray, why, candidates)

    def _question(
        self, stray: Looked, found: Match, homes: Iterable[Home]
    ) -> tuple[str, tuple[str, ...]]:
        """Return what to ask a person about a paper, with the cases it could be."""
        beside = tuple(
            home.ref
            for home in homes
            if not about_another(stray.identity, home.identity)
        )
        if stray.is_doubtful:
            candidates = (found.ref,) if found.ref else found.candidates
            return TWO_CHILDREN, tuple(dict.fromkeys((*candidates, *beside)))
        if found.candidates:
            return found.why, found.candidates
        if over := self._over(stray):
            return EARLIER_CASE, over
        if beside:
            came = f"It came with papers of {' and '.join(beside)}."
            return f"{found.why} {came}", beside
        return found.why, ()

    def _set_apart(
        self, arrival: Arrival, stray: Looked, homes: Iterable[Home]
    ) -> None:
        """Note with the cases a paper came with that it appears to be another child's.

        Of a paper that fits one of them, none of the others need to hear.
        """
        beside = {home.ref: home for home in homes}.values()
        if all(about_another(stray.identity, home.identity) for home in beside):
            for home in beside:
                sha256 = stray.document.id
                self._book.set_apart(
                    home.ref, arrival.id, sha256, by=TOOLKIT, at=self._now
                )

    def _known(self, arrival: Arrival, paper: Looked) -> Match | None:
        """Return where the very same bytes went before; null when they are new."""
        places = self._book.knows_paper(paper.document.id)
        before = [place for place in places if place.arrival != arrival.id]
        if not before:
            return None
        came = _first_received(before)
        joined = {p.ref: None for p in before if p.state is PaperState.JOINED}
        still_open = {case.ref for case in self._open_cases("")}
        at_home = [ref for ref in joined if ref in still_open]
        if len(at_home) == 1:
            return Match(at_home[0], (), f"The same paper {came}.")
        waiting = [p for p in before if p.state is PaperState.WAITING]
        if waiting:
            why = f"The same paper {came} and waits already. Please say whose it is."
            return Match(None, self._candidates_of(paper), why)
        if joined and not at_home and paper.opens_case:
            why = f"The same paper {came}, and its case is over."
            return Match(None, tuple(joined), f"{why} Please say whose it is.")
        return None

    def _candidates_of(self, paper: Looked) -> tuple[str, ...]:
        waiting = self._book.waiting_papers()
        same = (w for w in waiting if w.paper.sha256 == paper.document.id)
        return next((w.candidates for w in same), ())

    def _wait(
        self, arrival: Arrival, paper: Looked, why: str, candidates: tuple[str, ...]
    ) -> None:
        sha256, name = paper.document.id, paper.document.name
        self._book.wait(
            arrival.id, sha256, why, by=TOOLKIT, at=self._now, candidates=candidates
        )
        self._report.add(Step.WAITING, name=name, note=why, arrival=arrival.id)

    def _set_aside(self, arrival: Arrival, paper: Looked) -> None:
        """Lay an unreadable paper in set-aside, under the sender's own name."""
        document = paper.document
        why = " ".join(problem.sentence for problem in document.problems)
        laid_out = _unpacked(self._desk, arrival, document.sha256)
        if laid_out is not None:
            set_aside(laid_out, document.name, self._desk.workspace.outbox, why)
        alone = len(arrival.papers) == 1 and laid_out is not None
        self._book.record_set_aside(
            arrival.id,
            why,
            by=TOOLKIT,
            at=self._now,
            paper=None if alone else Paper(document.id, document.name),
        )
        self._report.add(
            Step.SET_ASIDE, name=document.name, note=why, arrival=arrival.id
        )

    # --- a case ---------------------------------------------------------------------

    def open(
        self, arrival: str, bundle: Bundle, at: dt.datetime, name: str = ""
    ) -> str:
        """Open a case with the papers of one pupil, and return its reference.

        Args:
            arrival: The id of the arrival they came with.
            bundle: The paper that asks for it, and those that go with it.
            at: When they arrived: the case's dates count from then.
            name: What the report calls them.
        """
        service = self._catalogue.services[bundle.opener.service]
        identity = replace(bundle.opener.identity, case_ref="")
        earlier = self._over(bundle.opener)
        papers = tuple(paper.document.id for paper in bundle.papers)
        new = NewCase(service.key, service.prefix, arrival, identity, papers)
        ref = self._book.open_case(new, by=self._by, at=at)
        self._listed = None
        for old in earlier:
            self._book.link_earlier(ref, old, by=TOOLKIT, at=self._now)
            told = f"A new case was opened for this pupil: {ref}."
            supersede(self._desk, old, ref, self._now)
            self._book.note(told, by=TOOLKIT, at=self._now, ref=old)
        again = f", after {' and '.join(earlier)}" if earlier else ""
        note = count_of(len(papers)) + again
        self._report.add(Step.OPENED, ref, name, note, arrival=arrival)
        self.check(ref)
        return ref

    def join(
        self, ref: str, arrival: str, papers: Sequence[Looked], name: str = ""
    ) -> None:
        """Join papers to a case and check it again; a newer request is compared.

        What the case has already is only noted, and nothing is done twice.
        """
        before = whole_case(self._desk, self._catalogue, ref)
        new = [
            paper
            for paper in papers
            if self._book.join(
                ref,
                arrival,
                paper.document.id,
                by=self._by,
                at=self._now,
                is_news=is_decided(before) and not paper.opens_case,
            )
        ]
        if not new:
            known = [p for x in papers for p in self._book.knows_paper(x.document.id)]
            came = _first_received([p for p in known if p.arrival != arrival])
            note = f"the case has the same papers; the first {came}"
            self._report.add(Step.KNOWN, ref, name, note, arrival=arrival)
            return
        notes = [count_of(len(new)), *self._compare(before, new)]
        if is_decided(before) and not all(paper.opens_case for paper in new):
            notes.append(LEAD_TEACHER)
        self._report.add(Step.JOINED, ref, name, "; ".join(notes), arrival=arrival)
        bring_back(self._desk, before, self._now)
        self.check(ref)

    def look_again(self) -> None:
        """Look again at the papers that wait: their case may be open now.

        One that a person took off a case waits for a person only.
        """
        for waiter in self._book.waiting_papers():
            looked = self.look_at(waiter)
            if looked is None or looked.opens_case or looked.is_doubtful:
                continue
            ref = match(looked.identity, self._open_cases(looked.service)).ref
            if ref is not None and not waiter.taken_off:
                self.join(ref, waiter.arrival, (looked,), waiter.paper.name)

    def candidates_now(self, paper: Looked) -> tuple[str, ...]:
        """Return the open cases that a paper could belong to at this moment."""
        found = match(paper.identity, self._open_cases(paper.service))
        return found.candidates if found.ref is None else (found.ref,)

    def look_at(self, waiter: WaitingPaper) -> Looked | None:
        """Return a waiting paper as it is understood; null when it was erased."""
        if waiter.understood is None:
            return None
        fit = waiter.understood.fit
        service = self._catalogue.services.get(fit.service) if fit else None
        return looked_at(waiter.understood, service)

    def check(self, ref: str) -> None:
        """Check a case again, and note in the report whether anything is open."""
        checked = check_again(self._desk, self._catalogue, ref, self._now)
        self._listed = None
        self._report.open_findings |= any(f.is_open for f in checked.findings)

    def _compare(self, before: Case, new: Sequence[Looked]) -> list[str]:
        """Record what newer requests among the papers say otherwise; return notes."""
        service = self._catalogue.services[before.service]
        newer = requests(service, [paper.understood for paper in new])
        if not newer or not requests(service, papers_of(before, service)):
            return []
        notes = []
        for paper in newer:
            changes = differences(before, paper, service)
            told = Resubmission(paper.document.id, self._now, changes)
            after_decision = is_decided(before)
            self._book.record_resubmission(
                before.ref,
                told,
                by=self._by,
                after_decision=after_decision and bool(changes),
            )
            changed = f"changed by a newer request: {answers_of(len(changes))}"
            notes.append(changed if changes else "a newer request that says the same")
            notes += [LEAD_TEACHER] if after_decision and changes else []
        return notes

    def _over(self, paper: Looked) -> tuple[str, ...]:
        """Return the cases of the paper's pupil that are over."""
        over = [
            OpenCase(case.ref, case.identity, case.service)
            for case in self._cases()
            if case.status.is_over and case.service == paper.service
        ]
        return same_pupil(paper.identity, over)

    def _open_cases(self, service: str) -> list[OpenCase]:
        return [
            OpenCase(case.ref, case.identity, case.service)
            for case in self._cases()
            if not case.status.is_over and service in {"", case.service}
        ]

    def _cases(self) -> tuple[CaseSummary, ...]:
        """Return the list of cases, asked for again after every change of ours."""
        if self._listed is None:
            self._listed = self._book.cases()
        return self._listed


_UNREADABLE = PaperSort.UNREADABLE


def count_of(papers: int) -> str:
    """Return how many papers there are, in words."""
    return "1 paper" if papers == 1 else f"{papers} papers"


def answers_of(count: int) -> str:
    """Return how many answers there are, in words."""
    return "1 answer" if count == 1 else f"{count} answers"


def _named(paper: Looked, cases: Iterable[OpenCase]) -> list[Home]:
    """Return the cases whose reference the paper carries."""
    refs = paper.identity.case_ref.split()
    return [Home(case.ref, case.identity) for case in cases if case.ref in refs]


def _first_received(places: Sequence[PaperPlace]) -> str:
    moments = [place.at for place in places if place.at]
    if not moments:
        return "was received before"
    day = local_date(min(moments))
    return f"was received on {day.day} {day:%B %Y}"


def _unpacked(desk: Desk, arrival: Arrival, sha256: str) -> bytes | None:
    """Return a paper's bytes when the vault holds it by itself, not inside another."""
    if any(paper.sha256 == sha256 for paper in arrival.papers):
        return desk.vault.contents(sha256)
    return None

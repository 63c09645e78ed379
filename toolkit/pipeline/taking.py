"""One pass over the intake: everything dropped is made safe, then read and sorted.

Nothing that is wrong with a definition, a template or a paper keeps another paper from
being made safe. What was made safe and not read yet is read by the next pass.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from toolkit.calendar import local_date
from toolkit.casebook import NewCase, WaitingPaper
from toolkit.catalogue import Catalogue
from toolkit.deliver import move_aside, set_aside
from toolkit.errors import ToolkitError
from toolkit.intake import Dropped, clear, take, waiting
from toolkit.matching import OpenCase, match
from toolkit.model import Arrival, Paper, PaperSort
from toolkit.pipeline.checking import check_case
from toolkit.pipeline.desk import TOOLKIT, Desk
from toolkit.pipeline.looking import Looked, look, looked_at
from toolkit.pipeline.replying import reply_to_changed
from toolkit.pipeline.reporting import Report, Step
from toolkit.pipeline.sorting import Bundle, sort_out
from toolkit.reading import Reader

QUIET_FOR = dt.timedelta(seconds=2)
STRANGE = (
    "This is a link, a device or a folder that cannot be opened, so it was not taken. "
    "Put the papers themselves into the intake."
)


def take_in(
    desk: Desk,
    definitions: Callable[[], Catalogue],
    now: dt.datetime,
    quiet_for: dt.timedelta = QUIET_FOR,
) -> Report:
    """Take in what is waiting, once, as far as it can go without a person.

    Args:
        desk: The workspace.
        definitions: Loads the catalogue; called only after everything is safe.
        now: The moment this is.
        quiet_for: How long a thing must have lain unchanged before it is taken.
    """
    report = Report()
    make_safe(desk, report, now, quiet_for)
    try:
        catalogue = definitions()
    except ToolkitError as fault:
        report.stop(fault)
        return report
    read_all(desk, catalogue, report, now)
    reply_to_changed(desk, catalogue, report, now)
    return report


def make_safe(
    desk: Desk, report: Report, now: dt.datetime, quiet_for: dt.timedelta
) -> None:
    """Bring everything that lies quiet in the intake into the vault and the casebook.

    The order is: copy, verify, record, and only then clear the intake, so that a crash
    anywhere leaves a drop either untouched or safe.
    """
    for dropped in waiting(desk.workspace.intake, now=now, quiet_for=quiet_for):
        try:
            _make_one_safe(desk, dropped, report, now)
        except ToolkitError as fault:
            report.stop(fault)


def _make_one_safe(
    desk: Desk, dropped: Dropped, report: Report, now: dt.datetime
) -> None:
    """Take one drop to safety, and lay aside what is no plain file."""
    for strange in dropped.strange:
        move_aside(strange, desk.workspace.outbox, STRANGE)
        report.add(Step.SET_ASIDE, name=strange.name, note=STRANGE)
    if dropped.files:
        arrival = take(dropped, desk.vault, at=now)
        if arrival is None:
            return  # it changed while we looked; the next pass will notice it again
        if desk.casebook.record_arrival(arrival, by=TOOLKIT):
            report.add(Step.TAKEN, name=arrival.name)
    clear(dropped)


def read_all(
    desk: Desk, catalogue: Catalogue, report: Report, now: dt.datetime
) -> None:
    """Read and sort every arrival that is safe and not read yet."""
    unread = desk.casebook.arrivals_waiting_to_be_read()
    if not unread:
        return
    with Reader() as reader:
        for arrival in unread:
            papers = [
                leaf
                for paper in arrival.papers
                for leaf in _look_at(reader, desk, catalogue, paper, now).leaves()
            ]
            with desk.casebook.step(_versions(catalogue)):
                _Sorter(desk, catalogue, report, now, arrival).sort(papers)


def _look_at(
    reader: Reader, desk: Desk, catalogue: Catalogue, paper: Paper, now: dt.datetime
) -> Looked:
    document = reader.read(desk.vault.open(paper.sha256), paper.name)
    return look(document, catalogue, local_date(now))


def _versions(catalogue: Catalogue) -> dict[str, str]:
    return {name: service.version for name, service in catalogue.services.items()}


class _Sorter:
    """Puts the papers of one arrival where they belong."""

    def __init__(
        self,
        desk: Desk,
        catalogue: Catalogue,
        report: Report,
        now: dt.datetime,
        arrival: Arrival,
    ) -> None:
        self._desk, self._catalogue, self._report = desk, catalogue, report
        self._book, self._now, self._arrival = desk.casebook, now, arrival

    def sort(self, papers: list[Looked]) -> None:
        """Record what was read, open or join cases, and leave the rest to a person."""
        understood = [paper.understood for paper in papers]
        self._book.record_read(self._arrival.id, understood, by=TOOLKIT, at=self._now)
        unreadable = [p for p in papers if p.document.sort is PaperSort.UNREADABLE]
        bundles, strays = sort_out([p for p in papers if p not in unreadable])
        for bundle in bundles:
            self._bundle(bundle)
        for stray in strays:
            self._stray(stray)
        for paper in unreadable:
            self._set_aside(paper)
        if bundles:
            self._look_again()

    def _bundle(self, bundle: Bundle) -> None:
        service = self._catalogue.services[bundle.opener.service]
        found = match(bundle.opener.identity, self._open_cases(service.key))
        if found.ref is None and found.candidates:
            # The same child, perhaps: a second case must not be opened on a guess.
            for paper in bundle.papers:
                self._wait(paper, found.why, found.candidates)
            return
        if found.ref is not None:
            self._join(found.ref, bundle.papers)
            return
        papers = tuple(paper.document.id for paper in bundle.papers)
        new = NewCase(
            service=service.key,
            prefix=service.prefix,
            arrival=self._arrival.id,
            identity=bundle.opener.identity,
            papers=papers,
        )
        ref = self._book.open_case(new, by=TOOLKIT, at=self._arrival.at)
        self._report.add(Step.OPENED, ref, self._arrival.name, _papers(len(papers)))
        self._check(ref)

    def _stray(self, paper: Looked) -> None:
        found = match(paper.identity, self._open_cases(paper.service))
        if found.ref is None:
            self._wait(paper, found.why, found.candidates)
            return
        self._join(found.ref, (paper,))

    def _join(self, ref: str, papers: tuple[Looked, ...]) -> None:
        new = [
            self._book.join(
                ref, self._arrival.id, p.document.id, by=TOOLKIT, at=self._now
            )
            for p in papers
        ]
        if any(new):
            self._report.add(Step.JOINED, ref, self._arrival.name, _papers(sum(new)))
            self._check(ref)
        else:
            self._report.add(
                Step.KNOWN, ref, self._arrival.name, "the case has the same papers"
            )

    def _wait(self, paper: Looked, why: str, candidates: tuple[str, ...]) -> None:
        self._book.wait(
            self._arrival.id,
            paper.document.id,
            why,
            by=TOOLKIT,
            at=self._now,
            candidates=candidates,
        )
        self._report.add(Step.WAITING, name=paper.document.name, note=why)

    def _set_aside(self, paper: Looked) -> None:
        """Lay an unreadable paper in set-aside, under the sender's own name."""
        document = paper.document
        why = " ".join(problem.sentence for problem in document.problems)
        laid_out = _unpacked(self._desk, self._arrival, document.sha256)
        if laid_out is not None:
            set_aside(laid_out, document.name, self._desk.workspace.outbox, why)
        alone = len(self._arrival.papers) == 1 and laid_out is not None
        self._book.record_set_aside(
            self._arrival.id,
            why,
            by=TOOLKIT,
            at=self._now,
            paper=None if alone else Paper(document.id, document.name),
        )
        self._report.add(Step.SET_ASIDE, name=document.name, note=why)

    def _look_again(self) -> None:
        """Look again at the papers that wait: their case may be open now."""
        for waiter in self._book.waiting_papers():
            ref = self._home_of(waiter)
            if ref is None:
                continue
            sha256 = waiter.paper.sha256
            self._book.join(ref, waiter.arrival, sha256, by=TOOLKIT, at=self._now)
            self._report.add(Step.JOINED, ref, waiter.paper.name, _papers(1))
            self._check(ref)

    def _home_of(self, waiter: WaitingPaper) -> str | None:
        if waiter.understood is None or waiter.understood.fit is None:
            return None
        service = self._catalogue.services.get(waiter.understood.fit.service)
        if service is None:
            return None
        looked = looked_at(waiter.understood, service)
        if looked.opens_case:
            return None
        return match(looked.identity, self._open_cases(service.key)).ref

    def _check(self, ref: str) -> None:
        case = check_case(self._desk, self._catalogue, ref, self._now)
        self._report.open_findings |= any(f.is_open for f in case.findings)

    def _open_cases(self, service: str) -> list[OpenCase]:
        return [
            OpenCase(case.ref, case.identity, case.service)
            for case in self._book.open_cases()
            if not service or service == case.service
        ]


def _unpacked(desk: Desk, arrival: Arrival, sha256: str) -> bytes | None:
    """Return a paper's bytes when the vault holds it by itself, not inside another."""
    if any(paper.sha256 == sha256 for paper in arrival.papers):
        return desk.vault.contents(sha256)
    return None


def _papers(count: int) -> str:
    return "1 paper" if count == 1 else f"{count} papers"

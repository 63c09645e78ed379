"""A case, folded from its events, so that its history and its state cannot disagree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.casebook.case_records import (
    change_from,
    decision_from,
    finding_from,
    made_from,
    proposal_from,
    recorded_from,
    settling_from,
)
from toolkit.casebook.chain import Entry
from toolkit.casebook.entries import EventKind
from toolkit.casebook.records import identity_from
from toolkit.casebook.slips import Slip, damaged, parse
from toolkit.model import (
    Case,
    CasePaper,
    Event,
    MadeDocument,
    Paper,
    Resubmission,
    Status,
    Understood,
)


@dataclass(frozen=True, slots=True)
class Told:
    """One event with its link of the chain and its payload, empty when erased."""

    entry: Entry
    hash: str
    body: Slip


def fold(told: Sequence[Told], readings: Mapping[int, Understood]) -> Case:
    """Return the case that its events tell of.

    Args:
        told: The case's own events and the arrival of its papers, in order.
        readings: What its papers say, by the number of the event they were read in.

    Raises:
        CannotStore: If the events do not make a case.
    """
    case = None
    newest = max((o.entry.seq for o in told if _is_check(o)), default=0)
    for one in told:
        if one.entry.kind == EventKind.CASE_OPENED:
            case = _open(one)
        elif case is not None and one.entry.kind in _STEPS:
            # Of an earlier check only where it brought the case is still true.
            is_over = _is_check(one) and one.entry.seq < newest
            step = _only_stand if is_over else _STEPS[one.entry.kind]
            case = step(_stand(case, one), one)
    if case is None:
        raise damaged()
    papers = _papers(told, readings)
    held = {paper.paper.sha256 for paper in papers}
    return replace(
        case,
        papers=papers,
        resubmissions=tuple(r for r in case.resubmissions if r.paper in held),
        events=tuple(map(_event, told)),
    )


def _is_check(one: Told) -> bool:
    return one.entry.kind == EventKind.CHECKED


def _open(one: Told) -> Case:
    identity = one.body.slip("identity")
    return Case(
        ref=one.entry.case_ref or "",
        service=parse(one.entry.facts).text("service"),
        status=Status.RECEIVED,
        opened=moment(one.entry.at),
        identity=identity_from(identity or Slip({})),
    )


def _stand(case: Case, one: Told) -> Case:
    """Return the case in the status an event brings it to."""
    facts = parse(one.entry.facts)
    return replace(case, status=facts.choice("status", Status, case.status))


def _check(case: Case, one: Told) -> Case:
    proposal = one.body.slip("proposal")
    return replace(
        case,
        findings=tuple(map(finding_from, one.body.slips("findings"))),
        proposed=None if proposal is None else proposal_from(proposal),
    )


def _decide(case: Case, one: Told) -> Case:
    written = one.body.slip("decision")
    if written is None:
        return case
    decision = decision_from(written)
    return replace(case, decision=decision, decisions=(*case.decisions, decision))


def _write(case: Case, one: Told) -> Case:
    facts, made = parse(one.entry.facts), one.body.slip("made")
    document = (
        made_from(made)
        if made is not None
        else MadeDocument(
            document=facts.text("document"),
            version=facts.whole("version") or 0,
            name="",
            sha256="",
            at=moment(one.entry.at),
        )
    )
    return replace(case, documents=(*case.documents, document))


def _only_stand(case: Case, _: Told) -> Case:
    return case


def _settle(case: Case, one: Told) -> Case:
    said = one.body.slip("settling")
    if said is None:
        return case
    return replace(case, settlings=(*case.settlings, settling_from(said)))


def _keep(case: Case, one: Told) -> Case:
    written = one.body.slip("recorded")
    if written is None:
        return case
    return replace(case, records=(*case.records, recorded_from(written)))


def _resubmit(case: Case, one: Told) -> Case:
    paper, changes = one.body.text("paper"), one.body.slips("differences")
    newer = Resubmission(paper, moment(one.entry.at), tuple(map(change_from, changes)))
    return replace(case, resubmissions=(*case.resubmissions, newer))


def _identify(case: Case, one: Told) -> Case:
    identity = one.body.slip("identity")
    return case if identity is None else replace(case, identity=identity_from(identity))


def _set_apart(case: Case, _: Told) -> Case:
    return replace(case, set_apart=case.set_apart + 1)


def _look_back(case: Case, one: Told) -> Case:
    earlier = parse(one.entry.facts).text("earlier")
    return replace(case, earlier=(*case.earlier, earlier))


_STEPS: Mapping[str, Callable[[Case, Told], Case]] = {
    EventKind.CHECKED: _check,
    EventKind.DECIDED: _decide,
    EventKind.DOCUMENT_WRITTEN: _write,
    EventKind.STATUS_CHANGED: _only_stand,
    EventKind.CONFIRMED: _settle,
    EventKind.CORRECTED: _settle,
    EventKind.RESUBMITTED: _resubmit,
    EventKind.IDENTITY_CHANGED: _identify,
    EventKind.PAPER_SET_APART: _set_apart,
    EventKind.EARLIER_CASE: _look_back,
    EventKind.RECORDED: _keep,
}


def _papers(
    told: Sequence[Told], readings: Mapping[int, Understood]
) -> tuple[CasePaper, ...]:
    """Return the case's papers in the order they joined, each once.

    One that was taken off is no longer among them; joined again, it comes last.
    """
    arrived = {
        one.entry.arrival_id: moment(one.entry.at)
        for one in told
        if one.entry.kind == EventKind.ARRIVED
    }
    papers: dict[str, CasePaper] = {}
    for one in told:
        if one.entry.kind == EventKind.PAPER_JOINED and "sha256" in one.body:
            at = arrived.get(one.entry.arrival_id, moment(one.entry.at))
            reading = readings.get(one.body.whole("read") or 0)
            paper = _paper(one, reading, at)
            papers.setdefault(paper.paper.sha256, paper)
        elif one.entry.kind == EventKind.PAPER_TAKEN_OFF:
            papers.pop(one.body.text("sha256"), None)
    return tuple(papers.values())


def _paper(one: Told, understood: Understood | None, at: dt.datetime) -> CasePaper:
    """Return one paper; of one whose reading was erased, that it was there."""
    arrival, sha256 = one.entry.arrival_id or "", one.body.text("sha256")
    if understood is None:
        return CasePaper(Paper(sha256, ""), arrival, at)
    document, fit = understood.document, understood.fit
    return CasePaper(
        paper=Paper(sha256, document.name, document.size),
        arrival=arrival,
        at=at,
        form="" if fit is None else fit.form,
        understood=understood,
    )


def _event(one: Told) -> Event:
    entry = one.entry
    about = _ABOUT.get(entry.kind, _nothing)(parse(entry.facts), one.body)
    return Event(entry.seq, moment(entry.at), entry.by, entry.kind, one.hash, about)


def moment(at: str) -> dt.datetime:
    """Return a moment as the casebook writes it."""
    return dt.datetime.fromisoformat(at)


def _answers(count: int) -> str:
    return "1 answer" if count == 1 else f"{count} answers"


def _nothing(_facts: Slip, _body: Slip) -> str:
    return ""


_ABOUT: Mapping[str, Callable[[Slip, Slip], str]] = {
    EventKind.CHECKED: lambda facts, _: facts.text("proposed"),
    EventKind.DECIDED: lambda facts, _: facts.text("outcome"),
    EventKind.DOCUMENT_WRITTEN: lambda facts, _: (
        f"{facts.text('document')}, version {facts.whole('version')}"
    ),
    EventKind.STATUS_CHANGED: lambda facts, _: facts.text("status"),
    EventKind.NOTE: lambda _, body: body.text("text"),
    EventKind.PAPER_TAKEN_OFF: lambda _, body: body.text("why"),
    EventKind.PAPER_SET_APART: lambda *_: (
        "a paper that appears to be about another child was set apart"
    ),
    EventKind.RESUBMITTED: lambda facts, _: (
        f"changed by a newer request: {_answers(facts.whole('changes') or 0)}"
    ),
    EventKind.CONFIRMED: lambda facts, _: facts.text("question"),
    EventKind.CORRECTED: lambda facts, _: facts.text("question"),
    EventKind.EARLIER_CASE: lambda facts, _: facts.text("earlier"),
    EventKind.RECORDED: lambda facts, _: facts.text("record"),
}

"""The public JSON of papers, checks and cases: what `--json` prints.

The shapes are documented in docs/reference/json.md and tested; nothing here decides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from toolkit.model import (
    Answer,
    Case,
    Checked,
    Deadline,
    Decision,
    Finding,
    Fit,
    Identity,
    Mark,
    Proposal,
    Recorded,
    Settling,
    Understood,
    Value,
)

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


def told_paper(understood: Understood, inside: Iterable[Json] = ()) -> Json:
    """Return one paper as `toolkit read --json` shows it.

    `inside` are the papers a message or an archive carries, told already.
    """
    document = understood.document
    return {
        "name": document.name,
        "sha256": document.sha256,
        "bytes": document.size,
        "pages": document.pages,
        "kind": document.sort.value,
        "form": _fit(understood.fit),
        "marks": [_mark(mark) for mark in document.marks],
        "answers": {key: _answer(a) for key, a in understood.answers.items()},
        "papers": list(inside),
        "problems": [
            {"code": p.code, "sentence": p.sentence} for p in document.problems
        ],
    }


def told_check(
    checked: Checked, proposal: Proposal, ref: str | None, names: Mapping[str, str]
) -> Json:
    """Return a check as `toolkit check --json` shows it.

    `names` maps a paper's hash to the name it is told by.
    """
    return {
        "case": ref,
        "service": checked.referral.service,
        "ready": checked.ready,
        "discussable": checked.discussable,
        "proposed": proposal.outcome,
        "findings": [told_finding(finding, names) for finding in checked.findings],
    }


def told_finding(finding: Finding, names: Mapping[str, str]) -> Json:
    """Return one finding with its parts and the marks that decided it."""
    return {
        "code": finding.code,
        "rule": finding.rule,
        "checklist": finding.checklist or None,
        "label": finding.label,
        "weight": finding.weight.value,
        "outcome": finding.outcome.value,
        "sentence": finding.sentence,
        "mend": finding.mend,
        "parts": [told_finding(part, names) for part in finding.parts],
        "decided_by": [
            {
                "paper": names.get(mark.place.paper, mark.place.paper),
                "page": mark.place.page,
                "box": _box(mark),
                "key": mark.key,
                "written": mark.text,
            }
            for mark in finding.decided_by
        ],
    }


def told_case(
    case: Case, deadlines: Iterable[Deadline], folder: str
) -> dict[str, Json]:
    """Return everything about one case as `toolkit case REF --json` shows it."""
    names = {p.paper.sha256: p.paper.name for p in case.papers}
    answers = case.referral.answers if case.referral else {}
    return {
        "ref": case.ref,
        "service": case.service,
        "status": case.status.value,
        "opened": _moment(case.opened),
        "papers": _papers(case),
        "referral": {"answers": {key: _settled(a) for key, a in answers.items()}},
        "earlier": list(case.earlier),
        "changes": _changes(case),
        "settled": [told_settling(settling) for settling in case.settlings],
        "set_apart": case.set_apart,
        "findings": [told_finding(finding, names) for finding in case.findings],
        "proposed": case.proposed.outcome if case.proposed else None,
        "decision": _decision(case.decision),
        "deadlines": [
            {"what": d.what, "due": d.due.isoformat(), "rule": d.rule, "state": d.state}
            for d in deadlines
        ],
        "records": [told_recorded(record) for record in case.records],
        "decisions": [_decision(decision) for decision in case.decisions],
        "postings": [],
        "documents": _documents(case, folder),
        "events": [
            {"at": _moment(e.at), "by": e.by, "what": e.what, "hash": e.hash}
            for e in case.events
        ],
    }


def _papers(case: Case) -> Json:
    return [
        {
            "name": p.paper.name,
            "sha256": p.paper.sha256.partition("#")[0],
            "part": p.paper.sha256.partition("#")[2] or None,
            "form": p.form or None,
            "arrival": p.arrival,
            "at": _moment(p.at),
        }
        for p in case.papers
    ]


def _changes(case: Case) -> Json:
    return [
        {
            "paper": newer.paper,
            "at": _moment(newer.at),
            "answers": [
                {"question": c.question, "old": c.old, "new": c.new}
                for c in newer.changes
            ],
        }
        for newer in case.resubmissions
    ]


def _documents(case: Case, folder: str) -> Json:
    return [
        {
            "document": d.document,
            "version": d.version,
            "name": d.name,
            "sha256": d.sha256,
            "at": _moment(d.at),
            "path": f"{folder}/{d.name}",
        }
        for d in case.documents
    ]


def told_settling(settling: Settling) -> Json:
    """Return what a person said of one answer."""
    return {
        "question": settling.question,
        "paper": settling.paper,
        "how": "corrected" if settling.corrects else "confirmed",
        "written": settling.written,
        "value": _value(settling.value),
        "by": settling.by,
        "at": _moment(settling.at),
        "why": settling.why,
    }


def told_recorded(recorded: Recorded) -> Json:
    """Return one thing somebody wrote down for a case."""
    return {
        "kind": recorded.kind,
        "on": recorded.on.isoformat(),
        "by": recorded.by,
        "at": _moment(recorded.at),
        "answers": {key: _value(value) for key, value in recorded.answers.items()},
        "rows": [
            {key: _value(value) for key, value in row.items()} for row in recorded.rows
        ],
        "despite": recorded.despite,
        "told": list(recorded.told),
    }


def told_identity(identity: Identity) -> Json:
    """Return whose a paper says it is, or whose a case is."""
    name = f"{identity.forename} {identity.surname}".strip()
    return {
        "name": identity.full_name or name,
        "dob": _value(identity.dob),
        "upn": identity.upn,
        "school": identity.school,
        "ref": identity.case_ref or None,
    }


def _settled(answer: Answer) -> Json:
    """Return a case's answer: as a paper's, with who settled it."""
    told = _answer(answer)
    assert isinstance(told, dict)  # noqa: S101 - a slip of ours
    return {**told, "settled_by": answer.settled_by or None}


def _fit(fit: Fit | None) -> Json:
    if fit is None:
        return None
    return {
        "service": fit.service,
        "form": fit.form,
        "edition": fit.edition,
        "how": fit.how,
        "sure": fit.sure,
    }


def _mark(mark: Mark) -> Json:
    return {
        "key": mark.key,
        "label": mark.place.label,
        "kind": mark.kind.value,
        "text": mark.text,
        "tick": mark.tick,
        "ask": mark.ask,
        "page": mark.place.page,
        "box": _box(mark),
        "how": mark.how.value,
        "confidence": mark.confidence,
    }


def _answer(answer: Answer) -> Json:
    mark = answer.mark
    return {
        "written": answer.written,
        "value": _value(answer.value),
        "ask": answer.ask,
        "why": answer.why,
        "page": mark.place.page,
        "box": _box(mark),
        "how": mark.how.value,
        "confidence": mark.confidence,
    }


def _value(value: Value | None) -> Json:
    return value.isoformat() if isinstance(value, dt.date) else value


def _box(mark: Mark) -> Json:
    return None if mark.place.box is None else [round(x, 2) for x in mark.place.box]


def _decision(decision: Decision | None) -> Json:
    if decision is None:
        return None
    return {
        "outcome": decision.outcome,
        "by": decision.by,
        "at": _moment(decision.at),
        "reasons": list(decision.reasons),
        "note": decision.note,
        "words": decision.words,
        "despite": decision.despite,
        "rules": list(decision.rules),
        "because": [told_finding(finding, {}) for finding in decision.because],
    }


def _moment(moment: dt.datetime) -> str:
    return moment.isoformat()

"""What was found, decided and written, as plain JSON records and back."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.casebook.records import (
    mark_from,
    mark_record,
    value_from,
    value_record,
)
from toolkit.casebook.slips import Record, Slip, damaged, lean
from toolkit.model import (
    AnswerChange,
    Decision,
    Finding,
    MadeDocument,
    Outcome,
    Proposal,
    Recorded,
    Settling,
    Value,
    Weight,
)


def finding_record(finding: Finding) -> Record:
    """Write a finding with its parts and the marks that decided it."""
    return lean(
        code=finding.code,
        rule=finding.rule,
        weight=finding.weight.value,
        outcome=finding.outcome.value,
        sentence=finding.sentence,
        label=finding.label,
        checklist=finding.checklist,
        mend=finding.mend,
        parts=[finding_record(part) for part in finding.parts],
        decided_by=[mark_record(mark) for mark in finding.decided_by],
    )


def finding_from(slip: Slip) -> Finding:
    """Read a finding."""
    return Finding(
        code=slip.text("code"),
        rule=slip.text("rule"),
        weight=slip.choice("weight", Weight),
        outcome=slip.choice("outcome", Outcome),
        sentence=slip.text("sentence"),
        label=slip.text("label"),
        checklist=slip.text("checklist"),
        mend=slip.text("mend"),
        parts=tuple(map(finding_from, slip.slips("parts"))),
        decided_by=tuple(map(mark_from, slip.slips("decided_by"))),
    )


def proposal_record(proposal: Proposal) -> Record:
    """Write a proposal with the findings that say why."""
    return lean(
        outcome=proposal.outcome,
        reasons=list(proposal.reasons),
        because=[finding_record(finding) for finding in proposal.because],
    )


def proposal_from(slip: Slip) -> Proposal:
    """Read a proposal."""
    because = tuple(map(finding_from, slip.slips("because")))
    return Proposal(slip.text("outcome"), slip.texts("reasons"), because)


def decision_record(decision: Decision) -> Record:
    """Write a decision."""
    return lean(
        outcome=decision.outcome,
        by=decision.by,
        at=decision.at.isoformat(),
        reasons=list(decision.reasons),
        note=decision.note,
        words=decision.words,
        despite=decision.despite,
        rules=list(decision.rules),
        because=[finding_record(finding) for finding in decision.because],
    )


def decision_from(slip: Slip) -> Decision:
    """Read a decision."""
    return Decision(
        outcome=slip.text("outcome"),
        by=slip.text("by"),
        at=slip.moment("at"),
        reasons=slip.texts("reasons"),
        note=slip.text("note"),
        words=slip.text("words"),
        despite=slip.text("despite"),
        rules=slip.texts("rules"),
        because=tuple(map(finding_from, slip.slips("because"))),
    )


def made_record(made: MadeDocument) -> Record:
    """Write what was laid in the outbox."""
    return lean(
        document=made.document,
        version=made.version,
        name=made.name,
        sha256=made.sha256,
        at=made.at.isoformat(),
        path=made.path,
    )


def made_from(slip: Slip) -> MadeDocument:
    """Read what was laid in the outbox."""
    return MadeDocument(
        document=slip.text("document"),
        version=slip.whole("version") or 0,
        name=slip.text("name"),
        sha256=slip.text("sha256"),
        at=slip.moment("at"),
        path=slip.text("path"),
    )


def settling_record(settling: Settling) -> Record:
    """Write what a person said of one answer."""
    value = None if settling.value is None else value_record(settling.value)
    return lean(
        question=settling.question,
        paper=settling.paper,
        by=settling.by,
        at=settling.at.isoformat(),
        written=settling.written,
        value=value,
        corrects=settling.corrects,
        why=settling.why,
    )


def settling_from(slip: Slip) -> Settling:
    """Read what a person said of one answer."""
    value = slip.slip("value")
    return Settling(
        question=slip.text("question"),
        paper=slip.text("paper"),
        by=slip.text("by"),
        at=slip.moment("at"),
        written=slip.text("written"),
        value=None if value is None else value_from(value),
        corrects=slip.flag("corrects"),
        why=slip.text("why"),
    )


def change_record(change: AnswerChange) -> Record:
    """Write one answer that a newer request gives otherwise."""
    return lean(question=change.question, old=change.old, new=change.new)


def change_from(slip: Slip) -> AnswerChange:
    """Read one answer that a newer request gives otherwise."""
    return AnswerChange(slip.text("question"), slip.text("old"), slip.text("new"))


def recorded_record(recorded: Recorded) -> Record:
    """Write what somebody wrote down for a case."""
    return lean(
        kind=recorded.kind,
        on=recorded.on.isoformat(),
        by=recorded.by,
        at=recorded.at.isoformat(),
        answers=_values_record(recorded.answers),
        rows=[{"row": _values_record(row)} for row in recorded.rows],
        despite=recorded.despite,
        told=list(recorded.told),
    )


def recorded_from(slip: Slip) -> Recorded:
    """Read what somebody wrote down for a case."""
    on = slip.day("on")
    if on is None:
        raise damaged()
    return Recorded(
        kind=slip.text("kind"),
        on=on,
        by=slip.text("by"),
        at=slip.moment("at"),
        answers=_values_from(slip, "answers"),
        rows=tuple(_values_from(row, "row") for row in slip.slips("rows")),
        despite=slip.text("despite"),
        told=slip.texts("told"),
    )


def _values_record(values: Mapping[str, Value]) -> Record:
    return {key: value_record(value) for key, value in values.items()}


def _values_from(slip: Slip, key: str) -> Mapping[str, Value]:
    return {name: value_from(value) for name, value in slip.named(key)}

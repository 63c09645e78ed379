"""Recording what a named person decided, and drafting what follows from it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from toolkit import workspace as workspaces
from toolkit.catalogue import Catalogue, DecisionKind
from toolkit.model import Case, Decision
from toolkit.pipeline.cases.checking import service_of, whole_case
from toolkit.pipeline.cases.drafts import Drafts, draft
from toolkit.pipeline.cases.recording import Entry, Noted, look_over
from toolkit.pipeline.cases.weighing import Weighed, weigh
from toolkit.pipeline.desk import Desk


def decide(
    desk: Desk, catalogue: Catalogue, ref: str, decision: Decision, now: dt.datetime
) -> Drafts:
    """Record a decision and draft the documents that follow from it.

    A changed mind is a new event beside the old one. The decision is recorded first,
    with the rules it rests on and what they had found; a document that cannot be
    written does not undo it.

    Args:
        desk: The workspace.
        catalogue: The definitions.
        ref: The case's.
        decision: By a person of the desk's list; its `at` is when they decided.
        now: When the documents are written.

    Raises:
        CannotDo: If there is no such case or person, the case does not stand where this
            may be decided, they may not decide it, a reason is lacking or premature, or
            it goes against the findings without a word why.
    """
    with desk.casebook.step(_versions(catalogue)):
        case, told = _weighed(desk, catalogue, ref, decision)
        desk.casebook.decide(case.ref, told.decision, told.status)
    return _follow(desk, catalogue, case.ref, told, now)


def decide_with(
    desk: Desk,
    catalogue: Catalogue,
    ref: str,
    decision: Decision,
    entry: Entry,
    now: dt.datetime,
) -> tuple[Noted, Drafts | None]:
    """Record a decision and what was agreed with it, both or neither.

    Args:
        desk: The workspace.
        catalogue: The definitions.
        ref: The case's.
        decision: As for `decide`.
        entry: What is recorded in the case as the decision leaves it.
        now: When the documents are written.

    Returns:
        What became of the entry, and the drafts; null when the entry has faults or a
        check speaks against it, and then nothing is recorded at all.

    Raises:
        CannotDo: As `decide`, and as `record`.
    """
    with desk.casebook.step(_versions(catalogue)):
        case, told = _weighed(desk, catalogue, ref, decision)
        noted = look_over(desk, catalogue, replace(case, status=told.status), entry)
        if noted.recorded is None:
            return noted, None
        desk.casebook.decide(case.ref, told.decision, told.status)
        desk.casebook.record(case.ref, noted.recorded, noted.status)
    return noted, _follow(desk, catalogue, case.ref, told, now)


def foreseen(
    desk: Desk, catalogue: Catalogue, ref: str, decision: Decision
) -> tuple[Case, DecisionKind]:
    """Return the case as the decision would leave it; nothing is recorded.

    Raises:
        CannotDo: As `decide`.
    """
    case, told = _weighed(desk, catalogue, ref, decision)
    return replace(case, status=told.status, decision=told.decision), told.kind


def _weighed(
    desk: Desk, catalogue: Catalogue, ref: str, decision: Decision
) -> tuple[Case, Weighed]:
    case = whole_case(desk, catalogue, ref)
    person = workspaces.person(desk.workspace.root, decision.by)
    named = replace(decision, by=person.name)
    return case, weigh(case, service_of(catalogue, case), named, person.roles)


def _follow(
    desk: Desk, catalogue: Catalogue, ref: str, told: Weighed, now: dt.datetime
) -> Drafts:
    decided = whole_case(desk, catalogue, ref)
    return draft(desk, catalogue, decided, told.kind.documents, now)


def _versions(catalogue: Catalogue) -> dict[str, str]:
    return {name: service.version for name, service in catalogue.services.items()}

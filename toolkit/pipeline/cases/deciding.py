"""Recording what a named person decided, and drafting what follows from it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from toolkit.catalogue import Catalogue, DecisionKind, Service
from toolkit.errors import CannotDo
from toolkit.model import Case, Decision, Status
from toolkit.pipeline.cases.checking import service_of, whole_case
from toolkit.pipeline.cases.drafts import Drafts, draft
from toolkit.pipeline.desk import Desk


def decide(
    desk: Desk, catalogue: Catalogue, ref: str, decision: Decision, now: dt.datetime
) -> Drafts:
    """Record a decision and draft the documents that follow from it.

    A changed mind is a new event beside the old one. The decision is recorded first; a
    document that cannot be written does not undo it.

    Raises:
        CannotDo: If the case, the outcome or a reason is not known, a reason is
            lacking, or the reasons are only that information is missing.
    """
    case = whole_case(desk, catalogue, ref)
    kind = allowed(service_of(catalogue, case), decision)
    desk.casebook.decide(case.ref, decision, Status(kind.status))
    decided = whole_case(desk, catalogue, ref)
    return draft(desk, catalogue, decided, kind.documents, now)


def foreseen(
    desk: Desk, catalogue: Catalogue, ref: str, decision: Decision
) -> tuple[Case, DecisionKind]:
    """Return the case as the decision would leave it; nothing is recorded.

    Raises:
        CannotDo: As `decide`.
    """
    case = whole_case(desk, catalogue, ref)
    kind = allowed(service_of(catalogue, case), decision)
    return replace(case, status=Status(kind.status), decision=decision), kind


def allowed(service: Service, decision: Decision) -> DecisionKind:
    """Return the kind of decision this is, once it is one that may be taken.

    Raises:
        CannotDo: If it may not, with what would.
    """
    kind = service.decision(decision.outcome)
    if kind is None:
        known = ", ".join(d.outcome for d in service.decisions)
        raise CannotDo(
            f"“{decision.outcome}” is not a decision of this service.",
            remedy=f"The decisions are: {known}.",
        )
    _check_reasons(service, kind, decision)
    return kind


def _check_reasons(service: Service, kind: DecisionKind, decision: Decision) -> None:
    codes = {reason.code: reason for reason in service.reasons}
    unknown = [code for code in decision.reasons if code not in codes]
    if unknown:
        raise CannotDo(
            f"“{unknown[0]}” is not a reason of this service.",
            remedy=f"The reasons are: {', '.join(codes)}.",
        )
    if not kind.needs_reason:
        return
    if not decision.reasons:
        raise CannotDo(
            f"To {kind.outcome} a referral, say why.",
            remedy=f"Add --reason with one of: {', '.join(codes)}.",
        )
    if all(codes[code].missing_information for code in decision.reasons):
        raise CannotDo(
            "Missing information alone is no reason to close the door: "
            "the school has not been reminded yet.",
            remedy="Decide `ask` or `defer`, or add the reason that remains.",
        )

"""Whether a decision may be taken, and what it rests on. Nothing is recorded here."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from toolkit import states
from toolkit.calendar import local_date
from toolkit.catalogue import DecisionKind, ExitReason, Reason, Service
from toolkit.errors import BadDefinition, CannotDo
from toolkit.model import Case, Decision, Finding, Outcome, Status, Weight
from toolkit.support import time_to_answer

_BLOCKS = frozenset({Weight.BLOCKS, Weight.BLOCKS_ACCEPTANCE})
_STOPS = _BLOCKS | {Weight.ASK}
_SETTLED = frozenset({Outcome.MET, Outcome.NOT_APPLICABLE})


@dataclass(frozen=True, slots=True)
class Weighed:
    """A decision that may be taken, with what it rests on and where it leads."""

    kind: DecisionKind
    decision: Decision
    status: Status


def weigh(
    case: Case, service: Service, decision: Decision, roles: Collection[str]
) -> Weighed:
    """Return a decision once it is one that may be taken, with what it rests on.

    Args:
        case: As it stands, with the findings of its last check.
        service: Its service.
        decision: What somebody decides, without its rules.
        roles: What they are at the desk.

    Raises:
        CannotDo: If the outcome or a reason is not known, the case does not stand
            where it may be taken, they may not take it, a reason or words are lacking,
            nobody was reminded yet, or it goes against the findings without a word why.
    """
    kind = _kind_of(service, decision)
    status = _status_after(case, kind, roles)
    _require_reasons(case, service, kind, decision)
    if status is Status.LAPSED:
        _require_reminder(case, service, decision)
    _require_despite(case, service, kind, decision)
    return Weighed(kind, _grounded(case, service, kind, decision), status)


def _kind_of(service: Service, decision: Decision) -> DecisionKind:
    kind = service.decision(decision.outcome)
    if kind is None:
        known = ", ".join(d.outcome for d in service.decisions)
        raise CannotDo(
            f"“{decision.outcome}” is not a decision of this service.",
            remedy=f"The decisions are: {known}.",
        )
    return kind


def _status_after(case: Case, kind: DecisionKind, roles: Collection[str]) -> Status:
    status = states.move(case.ref, case.status, kind.outcome, roles)
    if status != kind.status:
        raise BadDefinition(
            f"decisions.toml, decision {kind.outcome}.status: {status.value} is needed "
            f"here, and {kind.status} is written.",
            remedy="Put the status right; docs/reference/statuses.md has the table.",
        )
    return status


# --- reasons ------------------------------------------------------------------------


def _require_reasons(
    case: Case, service: Service, kind: DecisionKind, decision: Decision
) -> None:
    known = _codes(service, kind)
    for code in decision.reasons:
        if code not in known:
            raise CannotDo(
                f"“{code}” is not a reason to {kind.outcome} in this service.",
                remedy=f"The reasons are: {', '.join(known)}.",
            )
    if kind.needs_reason and not decision.reasons:
        raise CannotDo(
            f"To {kind.outcome} a referral, say why.",
            remedy=f"Add --reason with one of: {', '.join(known)}.",
        )
    reasons = [r for r in map(known.get, decision.reasons) if isinstance(r, Reason)]
    if kind.needs_reason and reasons:
        _require_words(reasons, decision)
        _require_defer(case, reasons)
        if all(reason.missing_information for reason in reasons):
            _require_reminder(case, service, decision)


def _codes(service: Service, kind: DecisionKind) -> Mapping[str, Reason | ExitReason]:
    """Return the reasons that may be given for a decision, by their codes."""
    if kind.status == Status.CLOSED:
        return {reason.code: reason for reason in service.exit_reasons}
    known = {reason.code: reason for reason in service.reasons}
    return {code: known[code] for code in kind.reasons} if kind.reasons else known


def _require_words(reasons: Collection[Reason], decision: Decision) -> None:
    wordless = [reason.code for reason in reasons if reason.needs_words]
    if wordless and not decision.words.strip():
        raise CannotDo(
            f"The reason “{wordless[0]}” says nothing by itself, and the letters need "
            "your own words.",
            remedy="Add --words with a sentence the family and the school can read.",
        )


def _require_defer(case: Case, reasons: Collection[Reason]) -> None:
    first = [reason.code for reason in reasons if reason.defer_first]
    if first and not any(past.outcome == "defer" for past in case.decisions):
        raise CannotDo(
            f"“{first[0]}” is a reason only after the decision was put off, so that "
            "there was time to look for more evidence.",
            remedy=f"Decide `toolkit decide {case.ref} defer` first.",
        )


def _require_reminder(case: Case, service: Service, decision: Decision) -> None:
    """Refuse to close the door on missing papers before the school had its chance."""
    until = time_to_answer(case.records, service.reminders, service.calendar)
    if until is None:
        raise CannotDo(
            "Missing information alone is no reason to close the door: "
            "the school has not been reminded yet.",
            remedy=f"Remind it and record that with `toolkit record {case.ref} "
            "reminder`, or decide `ask` or `defer`.",
        )
    if local_date(decision.at) <= until:
        raise CannotDo(
            f"The school has been reminded and has time to answer until "
            f"{until.day} {until:%B %Y}.",
            remedy="Decide after that day, or give the reason that remains.",
        )


# --- against the findings -----------------------------------------------------------


def _require_despite(
    case: Case, service: Service, kind: DecisionKind, decision: Decision
) -> None:
    against = tuple(dict.fromkeys(_against(case, service, kind, decision)))
    if against and not decision.despite.strip():
        rules = ", ".join(finding.rule for finding in against)
        raise CannotDo(
            f"To {kind.outcome} {case.ref} goes against what the rules found: {rules}.",
            remedy="If it is right all the same, say why with --despite. "
            f"`toolkit check --case {case.ref}` shows what was found.",
        )


def _against(
    case: Case, service: Service, kind: DecisionKind, decision: Decision
) -> Iterator[Finding]:
    """Yield the findings that speak against a decision.

    Those that keep a pupil out, where it takes the pupil on; and those that are in
    order, where a reason says they are not.
    """
    if kind.accepts:
        for finding in case.findings:
            if finding.outcome is Outcome.NOT_MET and finding.weight in _BLOCKS:
                yield finding
        return
    for code in decision.reasons:
        reason = service.reason(code)
        found = [f for f in case.findings if reason and f.rule in reason.rules]
        if found and all(finding.outcome in _SETTLED for finding in found):
            yield from found


# --- what it rests on ---------------------------------------------------------------


def _grounded(
    case: Case, service: Service, kind: DecisionKind, decision: Decision
) -> Decision:
    """Return the decision with its rules, and what these had found by then."""
    still_open = tuple(f for f in case.findings if f.is_open and f.weight in _STOPS)
    known = _codes(service, kind)
    rules = [rule for code in decision.reasons for rule in known[code].rules]
    if not rules and kind.accepts:
        rules = [criterion.id for criterion in service.criteria]
    if not decision.reasons:
        rules += [finding.rule for finding in still_open]
    because = tuple(finding for finding in case.findings if finding.rule in rules)
    return replace(decision, rules=tuple(dict.fromkeys(rules)), because=because)

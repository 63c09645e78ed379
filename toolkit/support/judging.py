"""A record judged by the checks of its kind, as findings."""

from __future__ import annotations

from toolkit.catalogue import RecordCheck, RecordKind
from toolkit.model import Finding, Outcome, Recorded
from toolkit.support.rules import RULES
from toolkit.support.settings import Settings
from toolkit.support.standing import Standing

_UNSURE = "We could not tell, so please look at it yourself: {label}."


def judge(kind: RecordKind, new: Recorded, standing: Standing) -> tuple[Finding, ...]:
    """Return one finding for each check of a kind, in the definition's order.

    Args:
        kind: Of what is about to be recorded.
        new: That, its values read.
        standing: What stands already.

    Raises:
        BadDefinition: If a check's settings are not what its rule needs.
    """
    return tuple(_finding(check, new, standing) for check in kind.checks)


def _finding(check: RecordCheck, new: Recorded, standing: Standing) -> Finding:
    verdict = RULES[check.rule](Settings(check), new, standing)
    sentence = ""
    if verdict.outcome is Outcome.NOT_MET:
        sentence = check.sentence.format_map(verdict.facts)
    elif verdict.outcome is Outcome.CANNOT_TELL:
        sentence = check.unsure or _UNSURE.format(label=check.label)
    return Finding(
        code=check.code,
        rule=check.id,
        weight=check.weight,
        outcome=verdict.outcome,
        sentence=sentence,
        label=check.label,
        mend=check.mend if sentence else "",
    )

"""The fixed vocabulary of rules a definition may use: one line for each.

A rule answers with a situation. Which outcome that is stands here; what a person reads
stands in the definition.
"""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.checklist.on_answers import answered, needed_answered, not_vague, one_of
from toolkit.checklist.on_entry import evidence_tier, of_school_age, resident
from toolkit.checklist.on_papers import (
    dated,
    names_pupil,
    paper_attached,
    signed,
    ticked,
)
from toolkit.checklist.rules_of_pairs import RULES_OF_PAIRS
from toolkit.checklist.verdict import Rule
from toolkit.model import Outcome

_MET, _NOT_MET = Outcome.MET, Outcome.NOT_MET
_UNCLEAR, _NOTHING = Outcome.CANNOT_TELL, Outcome.NOT_APPLICABLE

EVIDENCE_TIER = "evidence-tier"
"""The rule that weighs medical evidence."""

RULES: Mapping[str, Rule] = {
    **RULES_OF_PAIRS,
    "answered": Rule(
        answered,
        frozenset({"questions", "facts", "papers", "need"}),
        {
            "answered": _MET,
            "blank": _NOT_MET,
            "unsure": _UNCLEAR,
            "no_paper": _NOTHING,
        },
        settable=frozenset({"blank"}),
        names=("blank", "written"),
    ),
    "needed-answered": Rule(
        needed_answered,
        frozenset({"papers", "question_besides"}),
        {
            "answered": _MET,
            "blank": _NOT_MET,
            "unsure": _UNCLEAR,
            "no_paper": _NOTHING,
        },
        names=("blank", "written"),
    ),
    "one-of": Rule(
        one_of,
        frozenset({"question", "met", "not_met", "papers", "facts"}),
        {
            "met": _MET,
            "not_met": _NOT_MET,
            "between": _UNCLEAR,
            "suggested": _UNCLEAR,
            "blank": _UNCLEAR,
            "unsure": _UNCLEAR,
            "no_paper": _NOTHING,
        },
        settable=frozenset({"blank", "between", "no_paper"}),
        names=("answer",),
    ),
    "not-vague": Rule(
        not_vague,
        frozenset({"question", "vague"}),
        {"specific": _MET, "vague": _NOT_MET, "blank": _NOTHING},
        names=("written",),
    ),
    "paper-attached": Rule(
        paper_attached,
        frozenset(
            {
                "papers",
                "question_instead",
                "question_claim",
                "claim_is",
                "enough",
                "unplaced",
                "papers_perhaps",
            }
        ),
        {
            "attached": _MET,
            "instead": _MET,
            "enough": _MET,
            "missing": _NOT_MET,
            "claimed": _NOT_MET,
            "partly": _NOT_MET,
            "unanswered": _NOT_MET,
            "unplaced": _UNCLEAR,
            "perhaps": _UNCLEAR,
            "unsure": _UNCLEAR,
        },
        settable=frozenset({"unanswered"}),
        names=("blank",),
    ),
    "names-pupil": Rule(
        names_pupil,
        frozenset({"papers"}),
        {
            "same": _MET,
            "other": _NOT_MET,
            "near": _UNCLEAR,
            "silent": _UNCLEAR,
            "no_paper": _NOTHING,
        },
    ),
    "signed": Rule(
        signed,
        frozenset({"papers", "fact"}),
        {
            "signed": _MET,
            "typed": _UNCLEAR,
            "unsigned": _NOT_MET,
            "unsure": _UNCLEAR,
            "no_paper": _NOTHING,
        },
        settable=frozenset({"typed"}),
    ),
    "dated": Rule(
        dated,
        frozenset({"papers", "facts", "questions", "oldest_weeks"}),
        {
            "dated": _MET,
            "blank": _NOT_MET,
            "future": _NOT_MET,
            "old": _UNCLEAR,
            "unsure": _UNCLEAR,
            "no_paper": _NOTHING,
        },
        settable=frozenset({"blank"}),
        names=("date",),
    ),
    "ticked": Rule(
        ticked,
        frozenset({"papers", "facts"}),
        {
            "ticked": _MET,
            "unticked": _NOT_MET,
            "unsure": _UNCLEAR,
            "no_paper": _NOTHING,
        },
        names=("blank",),
    ),
    "of-school-age": Rule(
        of_school_age,
        frozenset({"question", "question_referred", "side"}),
        {
            "inside": _MET,
            "outside": _NOT_MET,
            "changing": _UNCLEAR,
            "implausible": _UNCLEAR,
            "blank": _UNCLEAR,
            "unsure": _UNCLEAR,
        },
        names=("first_day", "last_day"),
    ),
    "resident": Rule(
        resident,
        frozenset({"question"}),
        {
            "inside": _MET,
            "outside": _NOT_MET,
            "unknown": _UNCLEAR,
            "blank": _UNCLEAR,
            "unsure": _UNCLEAR,
        },
    ),
    EVIDENCE_TIER: Rule(
        evidence_tier,
        frozenset(
            {
                "papers",
                "facts",
                "advice_facts",
                "question_roles",
                "question_orgs",
                "question_named",
                "question_advice",
                "question_advice_date",
            }
        ),
        {
            "strong": _MET,
            "nothing": _NOT_MET,
            "not_attached": _UNCLEAR,
            "unknown_role": _UNCLEAR,
            "advice_dated": _UNCLEAR,
            "advice_undated": _UNCLEAR,
            "advice_in_letter": _UNCLEAR,
            "no_advice": _UNCLEAR,
            "weak": _UNCLEAR,
            "mixed": _UNCLEAR,
            "unsure": _UNCLEAR,
        },
        settable=frozenset({"nothing", "not_attached"}),
        names=("roles", "advice", "advice_date"),
    ),
}
"""Every rule by the name a definition calls it."""

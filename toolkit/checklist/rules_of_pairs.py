"""The rules of the vocabulary that hold one place against another: a line for each.

They serve a service's contradictions most, and requirements can use them too.
"""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.checklist.on_dates import (
    absence_reached,
    date_order,
    on_school_day,
    weeks_reached,
)
from toolkit.checklist.on_pairs import (
    agrees,
    all_different,
    between,
    mentions,
    not_among,
    prompt,
    set_begun,
    share_agrees,
    year_agrees,
)
from toolkit.checklist.on_people import (
    names_nobody_else,
    paper_denied,
    signed_by_parent,
)
from toolkit.checklist.on_register import marks_backed, no_such_marks
from toolkit.checklist.verdict import Rule
from toolkit.model import Outcome

_MET, _NOT_MET = Outcome.MET, Outcome.NOT_MET
_UNCLEAR, _NOTHING = Outcome.CANNOT_TELL, Outcome.NOT_APPLICABLE

RULES_OF_PAIRS: Mapping[str, Rule] = {
    "date-order": Rule(
        date_order,
        frozenset(
            {
                "question_first",
                "question_then",
                "papers_first",
                "papers_then",
                "allowed_days",
                "within_days",
                "today",
            }
        ),
        {
            "in_order": _MET,
            "reversed": _NOT_MET,
            "far": _NOT_MET,
            "blank": _NOTHING,
            "unsure": _UNCLEAR,
        },
        settable=frozenset({"far", "reversed"}),
        names=("first", "then", "first_date", "then_date"),
    ),
    "on-school-day": Rule(
        on_school_day,
        frozenset({"question"}),
        {
            "school_day": _MET,
            "other_day": _NOT_MET,
            "beyond": _NOTHING,
            "blank": _NOTHING,
            "unsure": _UNCLEAR,
        },
        names=("date",),
    ),
    "weeks-reached": Rule(
        weeks_reached,
        frozenset({"question", "weeks"}),
        {
            "reached": _MET,
            "blank": _NOT_MET,
            "not_yet": _UNCLEAR,
            "implausible": _UNCLEAR,
            "unsure": _UNCLEAR,
        },
        names=("date", "due"),
    ),
    "absence-reached": Rule(
        absence_reached,
        frozenset({"question_days", "question_counted_on"}),
        {
            "reached": _MET,
            "short": _UNCLEAR,
            "short_beyond": _UNCLEAR,
            "blank": _NOTHING,
            "unsure": _UNCLEAR,
        },
        names=("days", "threshold", "date"),
    ),
    "agrees": Rule(
        agrees,
        frozenset({"question_told", "papers", "facts", "within", "each"}),
        {"same": _MET, "differ": _NOT_MET, "blank": _NOTHING, "unsure": _UNCLEAR},
        names=("told", "found"),
    ),
    "share-agrees": Rule(
        share_agrees,
        frozenset({"question_share", "question_part", "question_whole", "within"}),
        {
            "agrees": _MET,
            "differs": _NOT_MET,
            "impossible": _NOT_MET,
            "blank": _NOTHING,
            "unsure": _UNCLEAR,
        },
        names=("worked_out", "written"),
    ),
    "year-agrees": Rule(
        year_agrees,
        frozenset({"question_birth", "question_year", "question_referred"}),
        {"agrees": _MET, "differs": _NOT_MET, "blank": _NOTHING, "unsure": _UNCLEAR},
        names=("expected", "year", "birth"),
    ),
    "between": Rule(
        between,
        frozenset({"question", "above", "at_most"}),
        {"inside": _MET, "outside": _NOT_MET, "blank": _NOTHING, "unsure": _UNCLEAR},
        names=("written",),
    ),
    "set-begun": Rule(
        set_begun,
        frozenset({"question_any", "questions", "to_come"}),
        {
            "complete": _MET,
            "partly": _NOT_MET,
            "none": _NOTHING,
            "unsure": _UNCLEAR,
        },
        names=("blank",),
    ),
    "mentions": Rule(
        mentions,
        frozenset({"question", "words", "question_needed"}),
        {
            "named": _MET,
            "missing": _NOT_MET,
            "not_mentioned": _NOTHING,
            "unsure": _UNCLEAR,
        },
        names=("blank",),
    ),
    "all-different": Rule(
        all_different,
        frozenset({"questions"}),
        {"different": _MET, "shared": _NOT_MET, "blank": _NOTHING, "unsure": _UNCLEAR},
        names=("shared",),
    ),
    "not-among": Rule(
        not_among,
        frozenset({"questions", "domains"}),
        {"apart": _MET, "among": _NOT_MET, "blank": _NOTHING, "unsure": _UNCLEAR},
        names=("found",),
    ),
    "prompt": Rule(prompt, frozenset({"questions"}), {"look": _UNCLEAR}),
    "signed-by-parent": Rule(
        signed_by_parent,
        frozenset({"papers", "fact", "question_people", "question_responsible"}),
        {
            "parent": _MET,
            "not_known": _UNCLEAR,
            "not_responsible": _NOT_MET,
            "near": _UNCLEAR,
            "pupil": _UNCLEAR,
            "stranger": _NOT_MET,
            "blank": _NOTHING,
            "unsure": _UNCLEAR,
        },
        settable=frozenset(
            {"not_known", "not_responsible", "near", "pupil", "stranger"}
        ),
        names=("signer",),
    ),
    "names-nobody-else": Rule(
        names_nobody_else,
        frozenset({"papers"}),
        {"same": _MET, "other": _NOT_MET, "near": _UNCLEAR, "no_paper": _NOTHING},
    ),
    "paper-denied": Rule(
        paper_denied,
        frozenset({"question", "says", "papers"}),
        {"fits": _MET, "denied": _NOT_MET, "unsure": _UNCLEAR},
    ),
    "no-such-marks": Rule(
        no_such_marks,
        frozenset({"question", "says", "papers", "fact", "codes", "days"}),
        {
            "none": _MET,
            "found": _NOT_MET,
            "not_said": _NOTHING,
            "no_paper": _NOTHING,
            "unsure": _UNCLEAR,
        },
        settable=frozenset({"found"}),
        names=("dates",),
    ),
    "marks-backed": Rule(
        marks_backed,
        frozenset(
            {
                "papers",
                "fact",
                "codes",
                "sessions",
                "question_codes",
                "question_needed",
                "needed_is",
                "papers_needed",
            }
        ),
        {"backed": _MET, "not_used": _NOTHING, "bare": _NOT_MET, "unsure": _UNCLEAR},
        names=("sessions",),
    ),
}
"""Each rule by the name a definition calls it."""

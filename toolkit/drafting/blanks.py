"""Sheets for people to fill in: what the case knows is there, the rest is gaps."""

from __future__ import annotations

from toolkit.catalogue import Question, Requirement
from toolkit.drafting.situation import Facts, Situation
from toolkit.model import Gap

_PROMPTS = {
    "here": "write here",
    "name": "name",
    "role": "role",
    "date": "date",
    "sign": "sign",
    "yes_no": "yes or no",
    "hours": "hours",
}

# The answers a school's own sheets may repeat. What the form marks as sensitive is left
# out, whatever stands here.
_REPEATED = (
    "apdr_assess",
    "apdr_plan",
    "apdr_do",
    "apdr_review",
    "strategies_used",
    "pastoral_plan",
    "working_well",
    "not_working",
    "barriers_to_attendance",
    "school_education_on_offer",
    "pupil_voice",
    "pupil_strengths",
    "parent_views",
    "outcomes_sought",
    "environment_advice",
    "named_school_contact",
    "review_chair",
    "exams_officer",
)


def to_write(situation: Situation, version: int) -> Facts:
    """Return gaps to be filled in by hand, by what belongs in them."""
    del situation, version  # the same for every case
    return {name: Gap(prompt) for name, prompt in _PROMPTS.items()}


def said(situation: Situation, version: int) -> Facts:
    """Return what the school has told about its own support; gaps elsewhere."""
    del version
    open_ones = {
        question.key
        for form in situation.service.forms
        for section in form.sections
        for question in section.questions
        if _may_be_repeated(question)
    }
    return {
        key: (situation.words(key) if key in open_ones else "") or Gap("write here")
        for key in _REPEATED
    }


def sheet(situation: Situation, version: int) -> Facts:
    """Return everything a complete referral has, in the council's own order."""
    del version
    service = situation.service
    return {
        "criteria": [_item(each) for each in service.criteria],
        "items": [_item(each) for each in service.requirements],
    }


def _may_be_repeated(question: Question) -> bool:
    return not question.sensitive


def _item(requirement: Requirement) -> Facts:
    looks = [check.label for check in requirement.checks]
    return {
        "label": requirement.label,
        "look": "\n".join(look for look in looks if look) or requirement.label,
        "done": Gap("yes, no or not needed"),
    }

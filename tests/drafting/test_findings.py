"""What a letter asks for, and what no letter ever says."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.checklist.referrals import ESMA, Written, checked, request
from toolkit.drafting.findings import criteria, missing
from toolkit.drafting.situation import Situation
from toolkit.model import Case, Checked, Status

NOW = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
CONCERN: dict[str, Written] = {
    "safeguarding_concerns": "yes",
    "safeguarding_mitigation": None,
    "safeguarding_adult_during_absence": "Priya Ramanathan",
    "mash_or_missing_episodes": "A referral in May",
    "child_protection_status_cin": True,
}


def situation(found: Checked) -> Situation:
    """Return a case of which this was found."""
    case = Case(
        "ESMA-2026-0042-E",
        "esma",
        Status.INCOMPLETE,
        NOW,
        referral=found.referral,
        findings=found.findings,
    )
    return Situation(case, ESMA, NOW.date(), ())


def said(found: Checked) -> str:
    """Return every word of the findings that a letter is given."""
    rows = [*missing(situation(found)), *criteria(situation(found))]
    return " ".join(str(text) for row in rows for text in row.values())


def test_what_does_not_agree_and_is_needed_is_asked_for() -> None:
    """The school is asked once, in the letter that asks for everything else."""
    labels = [
        row["label"]
        for row in missing(
            situation(checked(request(referrer_role="Mother", year_group="8")))
        )
    ]

    assert "Who asks" in labels
    assert "Year group and date of birth" not in labels


def test_a_safeguarding_concern_is_told_to_the_desk() -> None:
    """VR-19: what was done about it, and who is responsible, is needed."""
    found = checked(request(**CONCERN))

    assert found.finding("VR-19").is_open
    assert not found.ready


@pytest.mark.parametrize(
    "word",
    ["concern", "mitigation", "made safe", "referral in May", "Child in Need", "MASH"],
)
def test_a_safeguarding_concern_is_in_no_letter(word: str) -> None:
    """VR-19: a parent who reads of a concern in a letter may be the concern."""
    found = checked(request(**CONCERN))

    assert word.casefold() not in said(found).casefold()

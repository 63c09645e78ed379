"""A message dragged out of Outlook is one arrival with several papers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.papers import outlook
from tests.papers.outlook import attachment, message, saved
from tests.pipeline.desks import (
    AT_ONCE,
    NOW,
    Trial,
    answers_of,
    catalogue,
    filled,
    trial,
)
from toolkit.intake import waiting
from toolkit.pipeline import Report, Step
from toolkit.pipeline.arrivals.safekeeping import make_safe
from toolkit.pipeline.arrivals.taking import read_all

AMARA = answers_of("Amara")
LATER = NOW + dt.timedelta(days=2)


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Trial]:
    """A fresh desk."""
    with trial(tmp_path) as opened:
        yield opened


def place(at: Trial, now: dt.datetime = NOW) -> Report:
    """Take in and sort what was dropped."""
    report = Report()
    found = waiting(at.workspace.intake, now=now, quiet_for=AT_ONCE)
    make_safe(at.desk, found, report, now)
    read_all(at.desk, catalogue(), report, now)
    return report


def paper(name: str, form: str) -> outlook.Tree:
    """Return a form of Amara's, attached."""
    return attachment(name, filled(form, AMARA))


def test_all_papers_of_a_message_go_to_one_case(at: Trial) -> None:
    """The consent form is with the request, and must not be asked for again."""
    papers = [paper("request.pdf", "service-request"), paper("c.pdf", "consent")]
    at.drop("FW Referral.msg", saved(message(attached=papers)))
    place(at)

    [case] = at.cases()
    assert [each.form for each in case.papers] == ["service-request", "consent"]


def test_what_the_parent_sent_is_found_in_what_the_school_forwards(at: Trial) -> None:
    """It comes as a message attached to a message."""
    sent = message(attached=[paper("c.pdf", "consent")], inside=True)
    papers = [paper("request.pdf", "service-request"), attachment("Consent", sent)]
    at.drop("FW Referral.msg", saved(message(attached=papers)))
    place(at)

    [case] = at.cases()
    assert [each.form for each in case.papers] == ["service-request", "consent"]


def test_a_reference_in_the_subject_carries_over_to_what_is_attached(
    at: Trial,
) -> None:
    """“Forgot this” needs no name: the subject says enough."""
    at.drop("request.pdf", filled("service-request", AMARA))
    place(at)
    [case] = at.cases()
    note = attachment("note.txt", b"The plan we spoke about is attached.")
    words: outlook.Properties = {outlook.SUBJECT: f"Re: {case.ref} forgot this"}
    at.drop("forgot this.msg", saved(message(words, attached=[note])))
    place(at, LATER)

    assert [each.form for each in at.cases()[0].papers] == ["service-request", ""]


def test_half_a_message_is_set_aside_with_what_to_ask_for(at: Trial) -> None:
    """Half of it might lack the one paper that matters."""
    whole = saved(message(attached=[paper("request.pdf", "service-request")]))
    at.drop("FW Referral.msg", whole[: len(whole) // 2])
    report = place(at)

    assert report.count(Step.SET_ASIDE) == 1
    [note] = (at.workspace.outbox / "set-aside").glob("*.why.txt")
    assert "only part of it arrived" in note.read_text("utf-8")

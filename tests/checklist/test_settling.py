"""What people confirmed or corrected, over what was read."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.checklist.referrals import ESMA, doubtful, paper
from toolkit.checklist import merge, settle
from toolkit.checklist.settling import CORRECTED_BEFORE
from toolkit.model import Answer, Mark, MarkKind, Referral, Settling, Understood, Value

NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)
BY = "Office Trial"
BORN = dt.date(2012, 5, 3)


def said(
    of: Understood, question: str, value: Value | None, *, corrects: bool = True
) -> Settling:
    """Return what somebody says of one answer of a paper."""
    return Settling(question, of.document.id, BY, NOON, "", value, corrects)


def known(papers: list[Understood], *settlings: Settling) -> Referral:
    """Return what is known of the case after that."""
    return merge(ESMA, settle(ESMA, papers, settlings))


def test_a_confirmed_answer_counts_and_nobody_need_look_again() -> None:
    """A machine read it, a person looked: now it may decide."""
    mark = Mark("dob", text="3/5/12", ask=True)
    request = paper("service-request", {"dob": Answer(mark, BORN)})
    before = known([request])
    after = known([request], said(request, "dob", BORN, corrects=False))

    assert (before.settled("dob"), after.settled("dob")) == (None, BORN)
    assert after.answers["dob"].settled_by == BY


def test_a_corrected_answer_keeps_what_was_written() -> None:
    """The paper says what it says; who put it right is said beside it."""
    mark = Mark("dob", text="3/5/21")
    wrong = Answer(mark, dt.date(2021, 5, 3))
    request = paper("service-request", {"dob": wrong})
    answer = known([request], said(request, "dob", BORN)).answers["dob"]

    assert (answer.value, answer.written, answer.ask) == (BORN, "3/5/21", False)


def test_an_answer_nobody_could_read_can_be_corrected() -> None:
    """Its sentence that asks has nothing more to ask."""
    request = paper("service-request", {"upn": doubtful("F9I9")})
    after = known([request], said(request, "upn", "F919999916001"))

    assert after.settled("upn") == "F919999916001"
    assert after.answers["upn"].why == ""


def test_a_question_left_blank_can_be_answered_for_the_school() -> None:
    """What was said on the phone goes where the form asks for it."""
    request = paper("service-request", {"year_group": None})
    answer = known([request], said(request, "year_group", "9")).answers["year_group"]

    assert (answer.value, answer.written) == ("9", "")
    assert answer.mark.place.paper == request.document.sha256


def test_a_signature_somebody_saw_is_a_signature() -> None:
    """A typed name is none, so it matters what sort of mark it is."""
    consent = paper("consent", {"consent_signature": None})
    after = known([consent], said(consent, "consent_signature", "signed"))

    assert after.answers["consent_signature"].mark.kind is MarkKind.SIGNATURE


def test_of_two_things_said_of_one_answer_the_later_counts() -> None:
    """A slip in a correction is put right by another one."""
    request = paper("service-request", {"postcode": "AL97 4QT"})
    settlings = [said(request, "postcode", v) for v in ("SG96 1ZZ", "LU95 2RH")]

    assert known([request], *settlings).value("postcode") == "LU95 2RH"


def test_what_was_said_of_one_letter_says_nothing_of_another() -> None:
    """Three letters give three dates, and each is looked at for itself."""
    one = paper("medical-letter", {"paper_date": doubtful("30/10/26")})
    other = paper("medical-letter", {"paper_date": doubtful("1/11/26"), "x": None})
    papers = settle(ESMA, [one, other], [said(one, "paper_date", BORN)])

    assert [p.answers["paper_date"].ask for p in papers] == [False, True]


def test_a_newer_request_that_agrees_with_a_correction_settles_it() -> None:
    """The school put right what we had put right: nothing to ask."""
    first = paper("service-request", {"postcode": "AL97 4QT"})
    second = paper("service-request", {"postcode": "LU95 2RH", "upn": None})
    after = known([first, second], said(first, "postcode", "LU95 2RH"))

    assert after.settled("postcode") == "LU95 2RH"


def test_a_newer_request_that_undoes_a_correction_is_asked_about() -> None:
    """The old mistake, sent again, must not win in silence; nor must we."""
    first = paper("service-request", {"postcode": "AL97 4QT"})
    second = paper("service-request", {"postcode": "AL97 4QT", "upn": None})
    correction = said(first, "postcode", "LU95 2RH")
    asked = known([first, second], correction).answers["postcode"]
    looked = said(second, "postcode", "AL97 4QT", corrects=False)

    assert (asked.value, asked.why) == ("AL97 4QT", CORRECTED_BEFORE)
    assert known([first, second], correction, looked).settled("postcode") == "AL97 4QT"


def test_a_correction_of_an_answer_that_the_newer_leaves_blank_stays() -> None:
    """Nobody is asked again for what was put right already."""
    first = paper("service-request", {"postcode": "AL97 4QT"})
    second = paper("service-request", {"upn": "F919999916001", "postcode": None})
    after = known([first, second], said(first, "postcode", "LU95 2RH"))

    assert after.settled("postcode") == "LU95 2RH"


def test_what_was_said_of_a_paper_that_is_gone_says_nothing() -> None:
    """It was taken off the case: it was another child's."""
    request = paper("service-request", {"postcode": "AL97 4QT"})
    gone = replace(said(request, "postcode", "LU95 2RH"), paper="elsewhere")

    assert known([request], gone).value("postcode") == "AL97 4QT"


@pytest.mark.parametrize("turned", [pytest.param(n, id=str(n)) for n in range(3)])
def test_of_three_requests_the_newest_that_answers_speaks(turned: int) -> None:
    """A third one with only the new phone number leaves the second one's address."""
    codes = ["AL97 4QT", "LU95 2RH", "SG96 1ZZ"]
    papers = [
        paper(
            "service-request", {"postcode": c if n <= turned else None, "upn": f"{n}"}
        )
        for n, c in enumerate(codes)
    ]

    assert known(papers).value("postcode") == codes[turned]

"""One referral from several papers."""

from __future__ import annotations

from tests.checklist.referrals import ESMA, doubtful, paper
from toolkit.checklist import merge
from toolkit.model import Answer, Mark, Place


def test_the_request_speaks_before_the_papers_that_came_with_it() -> None:
    """A baseline form copied from last year must not move a child to another school."""
    baseline = paper("baseline", {"school_name": "Redgate Grammar"})
    request = paper("service-request", {"school_name": "Willowmere High"})

    referral = merge(ESMA, [baseline, request])

    assert referral.words("school_name") == "Willowmere High"


def test_a_blank_is_filled_by_the_paper_that_has_the_answer() -> None:
    """Nobody is asked for what they have sent already."""
    request = paper("service-request", {"school_name": None})
    baseline = paper("baseline", {"school_name": "Redgate Grammar"})

    referral = merge(ESMA, [request, baseline])

    assert referral.words("school_name") == "Redgate Grammar"


def test_the_newest_request_wins() -> None:
    """A corrected request corrects."""
    first = paper("service-request", {"postcode": "AL97 4QT"})
    second = paper("service-request", {"postcode": "LU95 2RH", "upn": None})

    assert merge(ESMA, [first, second]).words("postcode") == "LU95 2RH"


def test_a_doubtful_answer_is_not_papered_over() -> None:
    """A date of birth nobody could read is asked about, not taken from elsewhere."""
    request = paper("service-request", {"upn": doubtful("F9I9")})
    baseline = paper("baseline", {"upn": "F919999916001"})

    referral = merge(ESMA, [request, baseline])

    assert referral.answers["upn"].ask
    assert referral.settled("upn") is None


def test_an_unticked_box_on_a_new_request_unticks_it() -> None:
    """A school may take back what it asked for."""
    first = paper("service-request", {"support_requested_av1": True})
    second = paper("service-request", {"support_requested_av1": False, "upn": None})

    assert merge(ESMA, [first, second]).value("support_requested_av1") is False


def test_every_answer_knows_its_paper() -> None:
    """Whoever reads a finding can open the paper it rests on."""
    request = paper("service-request", {"postcode": "AL97 4QT"})

    referral = merge(ESMA, [request])

    place = referral.answers["postcode"].mark.place
    assert place.paper == request.document.sha256
    assert referral.papers[0].answers["postcode"].mark.place == place


def test_a_mark_that_knows_its_paper_keeps_it() -> None:
    """A paper cut from a longer file keeps the file it came from."""
    mark = Mark("postcode", place=Place(paper="the whole file", page=7))
    request = paper("service-request", {"postcode": Answer(mark, "AL97 4QT")})

    assert merge(ESMA, [request]).answers["postcode"].mark is mark


def test_a_merged_referral_shows_nothing_of_the_child_in_its_repr() -> None:
    """A traceback or a log line must not carry a child's postcode."""
    referral = merge(ESMA, [paper("service-request", {"postcode": "AL97 4QT"})])

    assert "AL97" not in repr(referral)

"""27. What a SENCo wants: a list before sending, a form filled from last term."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios.offices import AMARA, Office, Told, filled


def _checked(office: Office, *papers: Path) -> Told:
    return office.asks("check", *(str(paper) for paper in papers))


@pytest.fixture
def request_form(tmp_path: Path) -> Path:
    """A service request on the SENCo's own disk."""
    at = tmp_path / "request.pdf"
    at.write_bytes(filled("service-request", AMARA))
    return at


def test_the_list_before_sending_names_what_is_missing_in_one_place(
    office: Office, request_form: Path
) -> None:
    """ESMA-032: a gap found before sending costs a minute, and after it a week."""
    checked = _checked(office, request_form)
    open_ones = {
        f["rule"]: f["mend"]
        for f in checked["findings"]
        if f["outcome"] == "not met" and f["rule"].startswith("RQ")
    }

    assert checked["case"] is None
    assert {"RQ-02", "RQ-03", "RQ-05", "RQ-07"} <= set(open_ones)
    assert all(open_ones.values())
    assert office.cases() == []


def test_a_form_is_filled_from_what_the_case_knows(
    office: Office, tmp_path: Path
) -> None:
    """Last term's answers need not be typed again."""
    office.takes_in({"request.pdf": filled("service-request", AMARA)})
    blank, new = tmp_path / "blank.pdf", tmp_path / "new.pdf"
    office.types("forms", "blank", "esma/baseline", "-o", str(blank))
    ref = office.case()["ref"]
    office.types("forms", "fill", str(blank), "--case", ref, "-o", str(new))
    answers = office.asks("read", str(new))["papers"][0]["answers"]

    assert answers["pupil_legal_surname"]["written"] == "Okafor"
    assert answers["dob"]["value"] == "2012-05-03"

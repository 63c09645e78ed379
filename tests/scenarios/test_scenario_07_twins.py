"""7. Twins: one surname, one birthday, one address, one school, both A. Okafor."""

from __future__ import annotations

from tests.scenarios.offices import AMARA, Office, Told, clinic_letter, filled

ADAEZE = {
    **AMARA,
    "pupil_legal_forename": "Adaeze",
    "upn": "V919999916002",
    "consent_pupil_name": "Adaeze Okafor",
}


def _forename(case: Told) -> str:
    return str(case["referral"]["answers"]["pupil_legal_forename"]["written"])


def test_twins_are_two_cases_each_with_its_own_papers(office: Office) -> None:
    """VR-03: surname, birthday and address are never enough to be one pupil.

    A letter about “A. Okafor” is about either of them, so it stays unassigned, and a
    person sees both side by side.
    """
    office.takes_in(
        {
            f"{answers['upn']}/{form}.pdf": filled(form, answers)
            for answers in (AMARA, ADAEZE)
            for form in ("service-request", "consent")
        }
    )
    office.takes_in({"letter.pdf": clinic_letter("A. Okafor", "03/05/2012")})
    cases = office.cases()
    [waiting] = office.asks("match")

    assert {_forename(case) for case in cases} == {"Amara", "Adaeze"}
    assert [len(case["papers"]) for case in cases] == [2, 2]
    assert len(office.letters("acknowledgement")) == 4  # Word and PDF for each
    assert {c["is"]["name"] for c in waiting["candidates"]} == {
        "Amara Okafor",
        "Adaeze Okafor",
    }

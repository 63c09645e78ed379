"""2. A consent form is printed, filled in, and scanned upside down and askew."""

from __future__ import annotations

from tests.papers import scans
from tests.scenarios.offices import AMARA, Office, filled


def test_nothing_on_a_scan_is_guessed_in_silence(office: Office) -> None:
    """Names, dates of birth and ticks a machine read are for a person to confirm."""
    page = scans.pages_of(filled("consent", AMARA), 1)[0]
    way = scans.Way(dpi=200, askew=1.2, upside_down=True)
    paper = office.reads("scan.pdf", scans.pdf([scans.taken(page, way)]))

    answers = paper["answers"]
    silent = {key: a for key, a in answers.items() if not a["ask"] and a["written"]}
    wrong = {key for key, a in silent.items() if a["written"] != AMARA.get(key)}
    assert paper["form"]["how"] == "machine"
    assert wrong == set()
    assert {answers[key]["how"] for key in silent} <= {"machine"}
    assert answers["consent_pupil_name"]["ask"]
    assert answers["consent_signature"]["ask"]
    assert all(answer["box"] for answer in answers.values())

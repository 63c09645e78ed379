"""23. A form of another council's service is dropped into this office's intake."""

from __future__ import annotations

from tests.scenarios.offices import Office, typed


def test_a_form_of_another_service_opens_nothing_and_waits(office: Office) -> None:
    """Half an import would put one council's answers under another's questions."""
    form = typed(
        "Medical Education Service: request for involvement",
        "Name of pupil: Amara Okafor",
        "Date of birth: 03/05/2012",
        "Level of request: 2",
        "School: Willowmere High",
    )
    told = office.takes_in({"request.pdf": form})

    [waiting] = office.asks("match")
    assert told["opened"] == 0
    assert office.cases() == []
    assert waiting["name"] == "request.pdf"
    assert office.letters("acknowledgement") == []

"""3. A form comes without readable answers: only for one program, or as pictures."""

from __future__ import annotations

from tests.papers import pdfs, scans
from tests.scenarios.offices import AMARA, Office, filled, outcome


def _only_for_one_program() -> bytes:
    pdf = pdfs.a_form(lines=["Please wait..."])
    pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")
    return pdfs.saved(pdf)


def test_a_form_only_one_program_can_show_is_never_an_empty_form(
    office: Office,
) -> None:
    """Asking for every answer again would send the school in a circle."""
    told = office.takes_in({"request.pdf": _only_for_one_program()})

    [aside] = office.workspace.outbox.glob("set-aside/*.why.txt")
    assert told["opened"] == 0
    assert office.cases() == []
    assert "print" in aside.read_text(encoding="utf-8")


def test_pictures_of_a_page_leave_what_they_should_answer_open(office: Office) -> None:
    """The checklist counts the consent as a question, never as given or withheld."""
    papers = {
        "request.pdf": filled("service-request", AMARA),
        "consent.pdf": scans.pdf(scans.pages_of(filled("consent", AMARA), 1)),
    }

    assert outcome(office.checks(papers), "RQ-07") == "cannot tell"

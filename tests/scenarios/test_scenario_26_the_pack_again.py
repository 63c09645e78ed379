"""26. After a call the SENCo sends the whole pack once more, with photos of a phone."""

from __future__ import annotations

from tests.scenarios.offices import AMARA, Office, clinic_letter, filled

PHONE_PHOTO = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(400)


def test_the_same_papers_again_are_known_and_a_phone_photo_is_explained(
    office: Office,
) -> None:
    """Nothing is there twice, and the photo's sender learns what to send instead."""
    pack = {
        "request.pdf": filled("service-request", AMARA),
        "letter.pdf": clinic_letter("Amara Okafor", "03/05/2012"),
    }
    office.takes_in(pack, "Willowmere")
    office.later(days=1)
    office.takes_in({**pack, "IMG_0042.heic": PHONE_PHOTO}, "Willowmere again")
    case = office.case()

    kinds = sorted(paper["form"] or "" for paper in case["papers"])
    notes = office.workspace.outbox.glob("set-aside/*.why.txt")
    assert len({paper["sha256"] for paper in case["papers"] if paper["form"]}) == 2
    assert [kind for kind in kinds if kind] == ["medical-letter", "service-request"]
    assert "JPEG" in " ".join(note.read_text(encoding="utf-8") for note in notes)

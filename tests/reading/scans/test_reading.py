"""Scans and photos of forms: what is on them, and what a person must look at."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from tests import blanks
from tests.papers import scans
from toolkit.model import Document, Mark, MarkKind, PaperSort, Route
from toolkit.pdf import fill
from toolkit.reading import Limits, Reader, read
from toolkit.reading.pages.issued import Issued, issued_blank

EDITION = "esma/consent/2026"

pytestmark = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="Tesseract is not installed here"
)

ANSWERS: dict[str, str | bool] = {
    "consent_pupil_name": "Amara Okafor",
    "dob": "03/05/2012",
    "consent_scope_referral": True,
    "consent_scope_share_health": True,
    "consent_signer_name": "Siobhan O'Neill",
    "consent_relationship": "Mother",
    "consent_date": "14/09/2026",
    "consent_method": "wet_ink",
}


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Lay the consent form's blank down as issued."""
    folder = tmp_path_factory.mktemp("services") / "esma/forms/consent/editions"
    folder.mkdir(parents=True)
    path = folder / "2026.pdf"
    path.write_bytes(blanks.blank_of("consent", "pdf"))
    return [path]


@cache
def blank() -> Issued:
    """Return the consent form as issued."""
    return issued_blank(blanks.blank_of("consent", "pdf"))


def box_of(key: str) -> tuple[float, float, float, float]:
    """Return the box of a slot of the consent form."""
    return next(slot.box for slot in blank().slots if slot.key == key)


@cache
def filled(page: int) -> scans.Grey:
    """Return a page of the consent form, filled in and signed by hand."""
    contents = fill(blanks.blank_of("consent", "pdf"), ANSWERS)
    pages = scans.pages_of(contents, 2)
    return [scans.signed(pages[0], box_of("consent_signature")), pages[1]][page - 1]


def marks_of(document: Document) -> dict[str, Mark]:
    """Return the marks by key."""
    return {mark.key: mark for mark in document.marks}


def codes(document: Document) -> list[str]:
    """Return the codes of a document's problems."""
    return [problem.code for problem in document.problems]


@pytest.fixture(scope="module")
def scan(issued: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Document:
    """Read a scan of both pages, laid askew on the glass, in a supervised child."""
    pages = [
        scans.taken(filled(1), scans.Way(askew=1.6, shift=(0.01, -0.008))),
        scans.taken(filled(2), scans.Way(askew=-0.9, blur=0.9), seed=2),
    ]
    path = tmp_path_factory.mktemp("scan") / "scan.pdf"
    path.write_bytes(scans.pdf(pages))
    with Reader(issued=issued) as reader:
        return reader.read(path, "scan.pdf")


def test_a_scan_of_our_form_is_known_by_its_edition(scan: Document) -> None:
    """Then its answers are found by where they stand, whatever is written in them."""
    assert (scan.sort, scan.pages, scan.edition) == (PaperSort.SCAN, 2, EDITION)
    assert codes(scan) == []


@pytest.mark.parametrize(
    "key", [key for key, answer in ANSWERS.items() if isinstance(answer, str)]
)
def test_a_typed_answer_is_read_or_asked_about(scan: Document, key: str) -> None:
    """A wrong answer that nobody is asked about is the worst there is."""
    mark = marks_of(scan)[key]

    assert mark.ask or mark.text == ANSWERS[key]
    assert mark.how is Route.MACHINE


def test_plain_typing_on_a_good_scan_is_read(scan: Document) -> None:
    """If everything were asked about, the machine would save nobody any work."""
    marks = marks_of(scan)

    assert marks["consent_pupil_name"].text == "Amara Okafor"
    assert (marks["consent_date"].text, marks["consent_date"].ask) == (
        "14/09/2026",
        False,
    )


@pytest.mark.parametrize(
    ("key", "ticked"),
    [
        ("consent_scope_referral", True),
        ("consent_scope_share_health", True),
        ("consent_scope_share_agencies", False),
        ("consent_scope_photos", False),
    ],
)
def test_a_tick_is_told_by_its_ink(scan: Document, key: str, *, ticked: bool) -> None:
    """Consent is what was ticked and nothing else."""
    mark = marks_of(scan)[key]

    assert (mark.kind, mark.tick, mark.ask) == (MarkKind.TICK, ticked, False)


def test_a_chosen_button_gives_its_value(scan: Document) -> None:
    """How consent was given is one of a few words of the form."""
    assert marks_of(scan)["consent_method"].text == "wet_ink"


def test_ink_in_a_signature_box_is_for_a_person(scan: Document) -> None:
    """No machine can tell who signed; it can show where to look."""
    mark = marks_of(scan)["consent_signature"]

    assert (mark.kind, mark.text, mark.ask) == (MarkKind.SIGNATURE, "ink", True)
    assert mark.place.page == 1
    assert mark.place.box is not None


def test_an_empty_signature_box_is_empty(scan: Document) -> None:
    """A child who did not sign must not be taken to have signed."""
    mark = marks_of(scan)["pupil_signature"]

    assert (mark.text, mark.ask, mark.place.page) == ("", False, 2)


def test_an_empty_box_is_not_read_into_noise(scan: Document) -> None:
    """Dust is no answer."""
    mark = marks_of(scan)["privacy_notice_given"]

    assert (mark.text, mark.ask) == ("", False)


def test_a_mark_stands_where_its_answer_is_on_the_scan(scan: Document) -> None:
    """A person is shown the place on the page as it came, which lay askew."""
    box = marks_of(scan)["consent_signature"].place.box
    expected = box_of("consent_signature")

    assert box is not None
    assert np.abs(np.array(box) - expected).max() < 25


def test_a_photo_taken_upside_down_in_bad_light_is_read(issued: list[Path]) -> None:
    """Parents photograph the form on the kitchen table."""
    way = scans.Way(askew=-3, aside=0.04, shade=0.4, upside_down=True)
    photo = scans.jpeg(scans.taken(filled(1), way), dpi=72)

    document = read(photo, "photo.jpg", issued=issued)

    marks = marks_of(document)
    assert (document.sort, document.edition) == (PaperSort.IMAGE, EDITION)
    assert [marks[k].tick for k in ("consent_scope_referral", "consent_scope_av1")] == [
        True,
        False,
    ]
    assert marks["consent_pupil_name"].text == "Amara Okafor"
    assert codes(document) == ["page-missing"]


def test_a_faint_cross_is_asked_about(issued: list[Path]) -> None:
    """A pencil that hardly shows must not pass for an empty box."""
    page = scans.pages_of(blanks.blank_of("consent", "pdf"), 1)[0]
    faint = scans.crossed(page, box_of("consent_scope_photos"), shade=215)

    document = read(scans.jpeg(faint), "faint.jpg", issued=issued)

    mark = marks_of(document)["consent_scope_photos"]
    assert mark.ask or mark.tick is True


def test_a_ring_round_a_box_is_asked_about(issued: list[Path]) -> None:
    """Some people ring what they choose; the box itself is then empty."""
    page = scans.pages_of(blanks.blank_of("consent", "pdf"), 1)[0]
    ringed = scans.ringed(page, box_of("consent_scope_photos"))

    document = read(scans.jpeg(ringed), "ring.jpg", issued=issued)

    mark = marks_of(document)["consent_scope_photos"]
    assert (mark.tick, mark.ask) == (None, True)


def test_writing_beside_the_boxes_is_kept_and_told(issued: list[Path]) -> None:
    """“Only until Easter” beside a tick changes what the tick means."""
    page = scans.pages_of(blanks.blank_of("consent", "pdf"), 2)[1]
    noted = scans.typed(page, "Only until Easter please", (200, 400))

    document = read(scans.jpeg(noted), "noted.jpg", issued=issued)

    assert "written-beside" in codes(document)
    assert "Easter" in document.text


def test_a_page_whose_foot_is_cut_off_is_known_by_sight_and_asked_about(
    issued: list[Path],
) -> None:
    """Scanners cut the last line off; the rest is as good as ever."""
    cut = filled(1)[: round(filled(1).shape[0] * 0.93)]

    document = read(scans.jpeg(cut), "cut.jpg", issued=issued)

    assert document.edition == EDITION
    assert marks_of(document)["consent_pupil_name"].text == "Amara Okafor"
    assert all(mark.ask for mark in document.marks)


def test_a_scan_of_an_unknown_form_is_read_by_its_labels() -> None:
    """Last year's form of another office still says whose it is."""
    page = scans.blank_page()
    page = scans.typed(page, "Pupil name: Jakub Bell", (60, 100))
    page = scans.typed(page, "Date of birth: 03/05/2012", (60, 130))
    page = scans.typed(page, "School: Hillside School, Hollowmere", (60, 160))

    document = read(scans.pdf([scans.taken(page, scans.Way(askew=2))]), "old.pdf")

    assert "Hillside School" in document.text
    assert [m.text for m in document.marks if m.key == "Date of birth"] == [
        "03/05/2012"
    ]
    assert all(m.ask and m.how is Route.MACHINE for m in document.marks)


def test_the_papers_of_one_scan_are_told_apart(issued: list[Path]) -> None:
    """The office feeds the form and the doctor's letter into the scanner together."""
    letter = scans.blank_page()
    for at, line in enumerate(["Dear Sir or Madam", "Re: Amara Okafor", "She is ill."]):
        letter = scans.typed(letter, line, (60, 100 + 30 * at))
    pages = [filled(1), filled(2), scans.blank_page(), letter]

    document = read(scans.tiff(pages), "all.tiff", issued=issued)

    assert [(p.part, p.edition) for p in document.papers] == [
        ("1-2", EDITION),
        ("4", ""),
    ]
    assert "Amara Okafor" in document.papers[1].text


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param(scans.blank_page(), "no-text", id="a blank page"),
        pytest.param(scans.scenery(), "not-all-read", id="a photo of no paper"),
    ],
)
def test_a_picture_of_nothing_says_so(page: scans.Grey, expected: str) -> None:
    """Nobody should wait for answers that are not there."""
    document = read(scans.jpeg(page), "photo.jpg")

    assert (document.marks, document.lines) == ((), ())
    assert codes(document) == [expected]


def test_no_more_pages_are_read_than_the_limit_and_the_rest_are_named() -> None:
    """A bundle of a thousand scanned pages would take an hour."""
    page = scans.typed(scans.blank_page(100), "Dear Sir or Madam", (60, 100), 100)

    document = read(scans.tiff([page] * 3, 100), "x", Limits(max_pictures=1))

    assert codes(document) == ["not-all-read"]
    assert "page 2, page 3" in document.problems[0].sentence


def test_a_camera_says_how_it_was_held() -> None:
    """Phones store every photo lying down and say so in the file."""
    page = scans.typed(scans.blank_page(), "Consent to share information", (60, 100))
    lying = np.ascontiguousarray(np.rot90(page))

    document = read(scans.jpeg(lying, turn=6), "photo.jpg")

    [line] = document.lines
    assert line.text == "Consent to share information"
    assert line.place.box is not None
    assert abs(line.place.box[0] - 60) < 6


def test_more_time_is_given_page_by_page_and_no_more(tmp_path: Path) -> None:
    """A long scan is slow and a hung one must still be ended."""
    page = scans.typed(scans.blank_page(), "Dear Sir or Madam", (60, 100))
    path = tmp_path / "scan.tiff"
    path.write_bytes(scans.tiff([page] * 3))

    with Reader(Limits(deadline_seconds=0.05)) as reader:
        document = reader.read(path, "scan.tiff")

    assert codes(document) == ["too-slow"]


def test_without_tesseract_a_scan_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, issued: list[Path]
) -> None:
    """The paper is for a person then, and everything else is still read."""
    monkeypatch.setenv("PATH", "")

    document = read(scans.pdf([filled(1)]), "scan.pdf", issued=issued)

    assert (document.sort, codes(document)) == (PaperSort.SCAN, ["no-ocr"])
    assert "Tesseract" in document.problems[0].sentence

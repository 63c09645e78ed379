"""Files of several papers, split only where it is clear."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests import blanks
from tests.papers import copies, pdfs
from toolkit.model import Document, Line, PaperSort, Place
from toolkit.pdf import fill
from toolkit.reading import Reader, read
from toolkit.reading.pages.runs import PageLook, runs_of

ISSUED = blanks.catalogue().issued()
LETTER = ["Dear Mrs O'Neill", "Amara was seen in clinic today.", "Yours sincerely"]
MORE = ["She is unable to attend school at present.", "We will see her in six weeks."]


def consent(name: str) -> bytes:
    """Return a flattened consent form for somebody."""
    answers = {"consent_pupil_name": name}
    return copies.flattened(fill(blanks.blank_of("consent", "pdf"), answers))


def parts_of(contents: bytes) -> tuple[Document, ...]:
    """Return the parts that a file is read as."""
    return read(contents, "all.pdf", issued=ISSUED).papers


def name_in(document: Document) -> str:
    """Return the pupil a consent form names."""
    [name] = [m.text for m in document.marks if m.key == "consent_pupil_name"]
    return name


def test_a_form_and_the_letter_behind_it_are_two_papers() -> None:
    """Offices scan and print a whole envelope into one file."""
    file = copies.joined(consent("Amara Okafor"), pdfs.printed(LETTER))
    document = read(file, "all.pdf", issued=ISSUED)
    form, letter = document.papers

    assert (form.part, letter.part) == ("1-2", "3")
    assert (form.pages, letter.pages) == (2, 1)
    assert form.edition == "esma/consent/2026"
    assert name_in(form) == "Amara Okafor"
    assert letter.edition == ""
    assert letter.text.startswith("Dear Mrs O'Neill")
    assert document.marks == ()
    assert document.lines == ()


def test_a_part_keeps_the_files_hash_and_its_page_numbers() -> None:
    """A person opens the file that came, and turns to the page we name."""
    file = copies.joined(consent("Amara Okafor"), pdfs.printed(LETTER))
    document = read(file, "all.pdf", issued=ISSUED)
    letter = document.papers[1]

    assert {part.sha256 for part in document.papers} == {document.sha256}
    assert letter.lines[0].place.page == 3
    assert letter.id == f"{document.sha256}#3"
    assert document.id == document.sha256


def test_two_copies_of_one_form_are_two_papers() -> None:
    """Two pupils' consent must not become one."""
    file = copies.joined(consent("Amara Okafor"), consent("Jakub Wiśniewski"))

    assert [name_in(part) for part in parts_of(file)] == [
        "Amara Okafor",
        "Jakub Wiśniewski",
    ]


def test_a_form_with_its_fields_is_split_as_well() -> None:
    """The fields of the first paper are not those of the second."""
    form = fill(blanks.blank_of("consent", "pdf"), {"consent_pupil_name": "Amara"})
    first, second = parts_of(copies.joined(form, consent("Jakub Wiśniewski")))

    assert (name_in(first), name_in(second)) == ("Amara", "Jakub Wiśniewski")
    assert first.sort is PaperSort.PDF_FORM
    assert second.sort is PaperSort.PDF_PAGE


def test_a_scan_behind_a_whole_form_is_another_paper() -> None:
    """All pages of the form are there; what follows is something else."""
    scan = copies.as_picture(pdfs.printed(LETTER), 1)
    first, second = parts_of(copies.joined(consent("Amara Okafor"), scan))

    assert (first.part, second.part) == ("1-2", "3")
    assert second.sort is PaperSort.SCAN


def test_a_scan_among_the_pages_of_a_form_stays_with_it() -> None:
    """The page that was signed by hand comes back as a picture."""
    form = consent("Amara Okafor")
    scan = copies.as_picture(form, 2)
    document = read(
        copies.joined(copies.of_pages(form, 1), scan), "all.pdf", issued=ISSUED
    )

    assert document.papers == ()
    assert document.edition == "esma/consent/2026"


def test_a_reader_in_its_own_process_gives_the_parts_too(tmp_path: Path) -> None:
    """The supervised child is handed the issued blanks at its start."""
    at = tmp_path / "all.pdf"
    at.write_bytes(copies.joined(consent("Amara Okafor"), pdfs.printed(LETTER)))
    with Reader(issued=ISSUED) as reader:
        document = reader.read(at, "all.pdf")

    assert [part.part for part in document.papers] == ["1-2", "3"]
    assert name_in(document.papers[0]) == "Amara Okafor"


# --- where one ends and the next begins ---------------------------------------------


def look(number: int, *lines: str, edition: str = "", scan: bool = False) -> PageLook:
    """Return what a page looks like, its lines 20 points apart."""
    placed = tuple(
        Line(text, Place("", number, (72, 80 + 20 * at, 400, 92 + 20 * at)))
        for at, text in enumerate(lines)
    )
    return PageLook(number, placed, edition, scan)


def numbers(*looks: PageLook) -> list[list[int]]:
    """Return the page numbers of each run."""
    return [[page.number for page in run] for run in runs_of(looks)]


WORDS = "A line of words that is long enough to be a line of a page."


def test_a_second_letter_begins_after_the_first_is_closed() -> None:
    """Two clinics wrote; each letter is evidence of its own."""
    assert numbers(look(1, *LETTER), look(2, *LETTER)) == [[1], [2]]


def test_a_letters_second_page_stays_with_it() -> None:
    """Only one of them says who it is about."""
    assert numbers(look(1, *LETTER[:2]), look(2, *MORE, "Yours sincerely")) == [[1, 2]]


def test_an_enclosure_without_a_sign_of_its_own_stays() -> None:
    """It may be the letter's own second page; a person can tell."""
    assert numbers(look(1, *LETTER), look(2, *MORE)) == [[1, 2]]


def test_numbered_pages_that_begin_again_are_another_paper() -> None:
    """`Page 1 of 2` says so."""
    pages = [look(at, WORDS, f"Page {at} of 2") for at in (1, 2)]
    again = [look(at + 2, WORDS, f"Page {at} of 2") for at in (1, 2)]

    assert numbers(*pages, *again) == [[1, 2], [3, 4]]


def test_a_strangers_fillable_form_is_never_cut() -> None:
    """Its sections may be numbered one by one; half a form is no form."""
    first = replace(look(1, WORDS, "Page 1 of 1"), has_fields=True)
    second = replace(look(2, WORDS, "Page 1 of 2"), has_fields=True)

    assert numbers(first, second) == [[1, 2]]


def test_a_scan_after_a_closed_letter_is_another_paper() -> None:
    """What was typed has ended, and what follows was not typed with it."""
    assert numbers(look(1, *LETTER), look(2, scan=True)) == [[1], [2]]


@pytest.mark.parametrize("count", [1, 4])
def test_pictures_alone_are_one_paper(count: int) -> None:
    """Nothing on them says where one ends, before they are read."""
    looks = [look(at, scan=True) for at in range(1, count + 1)]

    assert numbers(*looks) == [[look.number for look in looks]]


def test_a_page_of_words_among_a_forms_pages_does_not_split_it() -> None:
    """The form goes on behind it; two halves of a form would be two faulty forms."""
    first = look(1, WORDS, "Page 1 of 2", edition="esma/consent/2026")
    last = look(3, WORDS, "Page 2 of 2", edition="esma/consent/2026")

    assert numbers(first, look(2, WORDS), last) == [[1, 2, 3]]


def test_two_forms_are_two_papers_whatever_their_pages() -> None:
    """The edition id at the foot says which form a page is of."""
    first = look(1, WORDS, edition="esma/consent/2026")
    second = look(2, WORDS, edition="esma/baseline/2026")

    assert numbers(first, second) == [[1], [2]]

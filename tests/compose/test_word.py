from __future__ import annotations

import dataclasses
import io
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.letters.facts import order, service
from tests.letters.making import ROOTS, made, template
from toolkit import compose
from toolkit.errors import BadDefinition, MissingFact


def opened(key: str) -> Document:
    """Return the sample Word file of a document."""
    return Document(io.BytesIO(made(key)["docx"].contents))


def own_frame(folder: Path, edit: str, to: str) -> tuple[Path, ...]:
    """Return template folders whose Word frame has one text of a paragraph changed."""
    (folder / "docx").mkdir()
    shutil.copy(ROOTS[0] / "docx" / "letter.docx", folder / "docx")
    frame = Document(str(folder / "docx" / "letter.docx"))
    [line] = [p for p in frame.paragraphs if p.text == edit]
    line.text = to
    frame.save(str(folder / "docx" / "letter.docx"))
    return (folder, *ROOTS)


def test_headings_are_real_headings_from_one_without_a_jump() -> None:
    """Word's own navigation and every screen reader go by the styles."""
    levels = [
        int(p.style.name.removeprefix("Heading "))
        for p in opened("plan").paragraphs
        if p.style.name.startswith("Heading")
    ]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_every_table_with_headings_repeats_them_on_the_next_page() -> None:
    """A row on page two is read with the heading of its column."""
    tables = opened("acknowledgement").tables

    assert len(tables) == 3
    assert all(
        next(t.rows[0]._tr.iter(qn("w:tblHeader")), None) is not None for t in tables
    )


def test_every_list_of_steps_starts_at_one() -> None:
    """Word goes on counting from the last list unless it is told not to."""
    document = opened("acceptance-parent")
    numbers = {
        p._p.pPr.numPr.numId.val
        for p in document.paragraphs
        if p.style.name == "List Number"
    }
    starts = [
        num.find(qn("w:lvlOverride")).find(qn("w:startOverride")).get(qn("w:val"))
        for num in document.part.numbering_part.element.num_lst
        if num.numId in numbers
    ]

    assert starts == ["1"]


def test_styles_bear_the_council_s_colour_and_no_theme() -> None:
    """LibreOffice follows no theme colours, so the colour itself is written."""
    heading = opened("plan").styles["Heading 2"].element.rPr.find(qn("w:color"))

    assert heading.get(qn("w:val")) == "1D4F73"
    assert heading.get(qn("w:themeColor")) is None


def test_a_frame_of_the_office_s_own_wins(tmp_path: Path) -> None:
    """An office may make the layout its own without touching what came installed."""
    roots = own_frame(tmp_path, "{{ service.title }}", "Our {{ service.title }}")
    known = template("acknowledgement")

    word, _ = compose.write(order(known), known, service(), roots)

    told = [p.text for p in Document(io.BytesIO(word.contents)).paragraphs]
    assert "Our Education for Children Who Are Unwell" in told


def test_a_frame_that_lost_some_of_the_wording_is_refused(tmp_path: Path) -> None:
    """A letter without its heading must not leave because somebody cut it in Word."""
    roots = own_frame(tmp_path, "{{ wording.title }}", "A letter")
    known = template("acknowledgement")

    with pytest.raises(BadDefinition, match=r"letter\.docx"):
        compose.write(order(known), known, service(), roots)


def test_a_frame_that_prints_an_unknown_fact_is_refused(tmp_path: Path) -> None:
    """A frame is held to the facts as strictly as the wording is."""
    roots = own_frame(tmp_path, "{{ service.title }}", "{{ service.motto }}")
    known = template("acknowledgement")

    with pytest.raises(MissingFact, match=r"service\.motto"):
        compose.write(order(known), known, service(), roots)


@pytest.mark.parametrize(
    "frame", ["missing", "../letter", "/etc/passwd", "letter.docx"]
)
def test_a_frame_is_a_file_of_the_template_folders(frame: str) -> None:
    """A name that leads elsewhere is no frame."""
    known = dataclasses.replace(template("acknowledgement"), frame=frame)

    with pytest.raises(BadDefinition, match="frame"):
        compose.write(order(known), known, service(), ROOTS)

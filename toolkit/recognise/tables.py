"""What stands under a heading of a table, in the running text of a letter.

A table's row is one line. Its cells are apart by tabs, bars or wide gaps, as Word gives
them, or by no more than a space, as many PDF files do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.model import Line, Place
from toolkit.recognise.words import normal

_APART = re.compile(r"\s*\t\s*|\s*\|\s*|\s{2,}")
_MOST_ROWS = 40
# A list of pupils has at least one of these; without, it may be one of staff.
_PUPILS_ONLY = """
dob, d.o.b, d.o.b., date of birth, year, yr, year group, nc year, ncy, class, form,
tutor, tutor group, reg, reg group, registration group, age, upn, unique pupil number,
sen status, sen
"""
# Headings: what tells a row of them from a row of answers.
_OTHERS = """
name, full name, legal name, preferred name, surname, forename, pupil, pupil name,
pupil's name, name of pupil, student, student name, student's name, name of student,
child, child name, child's name, name of child, patient, patient name, group, house,
gender, sex, nhs number, nhs no, hospital number, hosp no, school, attendance,
attendance %, % attendance, address, possible sessions, sessions possible,
sessions attended, parent, parent/carer, date
"""
_OF_PUPILS = frozenset(" ".join(_PUPILS_ONLY.split()).split(", "))
_HEADINGS = _OF_PUPILS | frozenset(" ".join(_OTHERS.split()).split(", "))
_ANYBODY = frozenset({"name", "full name"})


def cells_of(line: str) -> list[str]:
    """Return the cells of a row, without the empty ones at its ends."""
    return _APART.split(line.strip())


def under(labels: Sequence[str], lines: Sequence[Line]) -> Iterator[tuple[str, Place]]:
    """Yield what stands under each heading that is one of the labels, row by row.

    Of rows whose cells cannot be told apart, the whole row is yielded, and only under
    its first heading: what it starts with is that heading's.
    """
    wanted = frozenset(map(normal, labels))
    for at, line in enumerate(lines):
        headings = _headings(line.text)
        for column in _columns(headings, wanted):
            apart = len(cells_of(line.text)) > 1
            for row in lines[at + 1 : at + 1 + _MOST_ROWS]:
                text = _cell(row.text, column, len(headings), apart=apart)
                if text is None:
                    break
                if text:
                    yield text, row.place


def is_headings(line: str) -> bool:
    """Whether a line is a table's row of headings."""
    return bool(_headings(line))


def _headings(line: str) -> list[str]:
    """Return the headings a line consists of; none if it is another sort of line."""
    cells = [normal(cell).rstrip(":") for cell in cells_of(line)]
    if len(cells) == 1:
        cells = _parted(cells[0])
    known = sum(cell in _HEADINGS for cell in cells)
    has_digits = any(c.isdigit() for cell in cells for c in cell)
    return cells if known > 1 and not has_digits else []


def _parted(line: str) -> list[str]:
    """Part a line of nothing but headings with single spaces; nothing if it is not."""
    words, headings = line.split(), []
    while words:
        for count in range(min(3, len(words)), 0, -1):
            if " ".join(words[:count]) in _HEADINGS:
                headings.append(" ".join(words[:count]))
                words = words[count:]
                break
        else:
            return []
    return headings


def _columns(headings: Sequence[str], wanted: frozenset[str]) -> Iterator[int]:
    of_pupils = bool(_OF_PUPILS & {*headings})
    for column, heading in enumerate(headings):
        if heading in wanted and (of_pupils or heading not in _ANYBODY):
            yield column


def _cell(line: str, column: int, count: int, *, apart: bool) -> str | None:
    """Return one cell of a row; null where the table has ended."""
    cells = cells_of(line)
    if not apart:
        return line.strip() if column == 0 else ""
    # Word leaves the empty cells at a row's end out.
    least = max(2, count - 2) if "\t" in line else count
    if not least <= len(cells) <= count:
        return None
    return cells[column] if column < len(cells) else ""

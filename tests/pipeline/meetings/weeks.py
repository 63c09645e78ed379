"""One week of an office: what has come by the meeting of 18 November 2026."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook
from pypdf import PdfReader

from tests.pipeline.desks import catalogue, filled
from tests.scenarios.offices import BY, JAKUB, Office, Said, Told
from toolkit.samples import demo_of, lay_arrivals

DAY = "2026-11-18"

# The demonstration's children in the order they came, and one who sent a form alone.
AMARA, JAKUB_REF, SIOBHAN, MATEUSZ = (
    "ESMA-2026-0001-1",
    "ESMA-2026-0002-Z",
    "ESMA-2026-0003-X",
    "ESMA-2026-0004-V",
)
ALONE = "ESMA-2026-0005-S"

Filling = Mapping[str, Mapping[str, str]]
"""What somebody fills in: by the reference of a row, by the name of a column."""


def before_the_meeting(office: Office) -> None:
    """Let the demonstration's papers come, and a request form without anything else."""
    service = catalogue().service("esma")
    demo = demo_of(service)
    assert demo is not None
    lay_arrivals(demo, service, catalogue().templates, office.workspace.intake)
    office.takes_in()
    alone = {
        **JAKUB,
        "pupil_legal_forename": "Noor",
        "pupil_legal_surname": "Ali",
        "dob": "02/03/2013",
        "upn": "A919999920001",
    }
    office.takes_in({"request.pdf": filled("service-request", alone)})


@dataclass(frozen=True)
class Papers:
    """The papers of the meeting: what the command told, the PDF, its pages' words."""

    told: Told
    pdf: Path
    pages: tuple[str, ...]

    def page(self, ref: str) -> str:
        """Return the words of the first page of a case."""
        return next(page for page in self.pages[1:] if ref in page)


def make_papers(office: Office) -> Papers:
    """Type `toolkit meeting pack` and read the pages."""
    told = office.asks("meeting", "pack", DAY)
    pages = PdfReader(told["pdf"]).pages
    words = tuple(" ".join(page.extract_text().split()) for page in pages)
    return Papers(told, Path(told["pdf"]), words)


def folder(office: Office) -> Path:
    """Return where the papers of the meeting are."""
    return office.workspace.outbox / "meetings" / DAY


def sheet(office: Office, suffix: str = "csv") -> Path:
    """Return the sheet of outcomes, made with the papers if it is not there yet."""
    path = folder(office) / f"meeting_esma_20261118.{suffix}"
    if not path.exists():
        assert office.types("meeting", "pack", DAY).code == 0
    return path


def fill_in(path: Path, filling: Filling) -> Path:
    """Fill in the rows of a sheet, whichever sort of file it is."""
    return (_in_excel if path.suffix == ".xlsx" else _in_csv)(path, filling)


def _in_csv(path: Path, filling: Filling) -> Path:
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    for row in rows:
        row.update(filling.get(row["reference"], {}))
    with path.open("w", encoding="utf-8-sig", newline="") as written:
        writer = csv.DictWriter(written, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def _in_excel(path: Path, filling: Filling) -> Path:
    book = load_workbook(path)
    leaf = book.worksheets[0]
    names = [str(cell.value) for cell in leaf[1]]
    for row in leaf.iter_rows(min_row=2):
        for name, value in filling.get(str(row[0].value), {}).items():
            row[names.index(name)].value = value
    book.save(path)
    return path


def records(office: Office, filling: Filling, *options: str) -> Said:
    """Fill in the sheet and type `toolkit meeting record` with these options."""
    path = fill_in(sheet(office), filling)
    return office.types("meeting", "record", str(path), *BY, *options)

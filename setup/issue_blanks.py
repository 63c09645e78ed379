"""Issues the blank of every form's current edition: a tool for developers.

Run by hand, it writes `services/<service>/forms/<form>/editions/<edition>.pdf`, once
for each edition. An issued blank is what printed and scanned copies are read by, so it
never changes: a form whose questions have moved or changed needs a new edition id.

    .venv/bin/python setup/issue_blanks.py
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from toolkit.catalogue import Catalogue, Form, Service, load
from toolkit.compose import blank
from toolkit.reading.pages.issued import Issued, Slot, issued_blank

ROOT = Path(__file__).resolve().parent.parent
MOST_APART = 1.0  # points by which the box of one and the same field may differ


def main() -> int:
    """Issue what is not issued yet; 1 if an issued blank is not the form any more."""
    catalogue = load(ROOT)
    stale = [
        form.edition_id
        for service in catalogue.services.values()
        for form in service.forms
        if not _issue(form, service, catalogue)
    ]
    for edition in stale:
        sys.stderr.write(
            f"{edition} is issued and its form has changed since. Give the form a new "
            "edition id, and run this again.\n"
        )
    return 1 if stale else 0


def _issue(form: Form, service: Service, catalogue: Catalogue) -> bool:
    """Write a form's blank if its edition is not issued; false if it has changed."""
    at = service.folder / "forms" / form.key / "editions" / f"{form.edition.id}.pdf"
    made = blank(form, service, "pdf", catalogue.templates)
    if at.is_file():
        return same(issued_blank(at.read_bytes()), issued_blank(made))
    at.parent.mkdir(exist_ok=True)
    at.write_bytes(made)
    sys.stdout.write(f"{form.edition_id} is issued: {at.relative_to(ROOT)}\n")
    return True


def same(one: Issued, other: Issued) -> bool:
    """Whether two blanks ask the same in the same places."""
    if one.edition != other.edition or len(one.slots) != len(other.slots):
        return False
    return all(map(_is_same, one.slots, other.slots))


def _is_same(one: Slot, other: Slot) -> bool:
    apart = max(abs(a - b) for a, b in zip(one.box, other.box, strict=True))
    return apart <= MOST_APART and one == replace(other, box=one.box)


if __name__ == "__main__":
    sys.exit(main())

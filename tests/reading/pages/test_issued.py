from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests import blanks
from tests.papers import pdfs
from toolkit.catalogue import load
from toolkit.model import MarkKind
from toolkit.reading.pages.issued import (
    Issues,
    Slot,
    edition_of,
    issued_at,
    issued_blank,
)

FORM = "service-request"


@pytest.mark.parametrize("key", blanks.FORMS)
def test_the_blank_drawn_now_is_the_one_that_was_issued(key: str) -> None:
    """A school fills in what we gave out; a moved box would be read in a wrong place.

    When this fails, the form has changed: give it a new edition id and issue that.
    """
    form = blanks.form_of(key)
    [path] = [p for p in form.issued if edition_of(p) == form.edition_id]
    issued = issued_at(path)
    now = issued_blank(blanks.blank_of(key, "pdf"))

    assert issued is not None
    assert issued.edition == now.edition == form.edition_id
    assert [_said(slot) for slot in issued.slots] == [_said(slot) for slot in now.slots]
    assert _apart(issued.slots, now.slots) <= 1.0


def _said(slot: Slot) -> Slot:
    """Return a slot without its box."""
    return replace(slot, box=(0, 0, 0, 0))


def _apart(one: Sequence[Slot], other: Sequence[Slot]) -> float:
    """Return by how many points boxes of the same slot differ, at most."""
    return max(
        abs(a - b)
        for first, second in zip(one, other, strict=True)
        for a, b in zip(first.box, second.box, strict=True)
    )


def test_the_catalogue_hands_out_every_issued_blank() -> None:
    """The pipeline gives them to the reader; a forgotten one is never read by."""
    editions = {edition_of(path) for path in load().issued()}

    assert editions == {blanks.form_of(key).edition_id for key in blanks.FORMS}


def test_every_question_on_a_blank_has_a_slot() -> None:
    """A slot that is not known is an answer that is not read."""
    issued = issued_blank(blanks.blank_of(FORM, "pdf"))
    asked = {question.key for question in blanks.printed(blanks.form_of(FORM))}

    assert {slot.key for slot in issued.slots} == asked


def test_a_signature_has_a_slot_of_its_own_kind() -> None:
    """Ink there is a signature; ink in another box is a stray stroke."""
    issued = issued_blank(blanks.blank_of("consent", "pdf"))
    signed = {s.key for s in issued.slots if s.kind is MarkKind.SIGNATURE}

    assert signed == {"consent_signature", "pupil_signature"}


def test_a_radio_group_has_a_slot_for_each_state() -> None:
    """Which button is inked says what was answered."""
    issued = issued_blank(blanks.blank_of(FORM, "pdf"))
    states = [slot.value for slot in issued.slots if slot.key == "absence_authorised"]

    assert states == ["yes", "no", "partly"]


def test_a_drawn_blank_is_a_grey_picture_of_the_page() -> None:
    """Copies are compared with it dot by dot."""
    issued = issued_blank(blanks.blank_of("consent", "pdf"))

    assert issued.drawn(1, 72).shape == (842, 596)
    assert issued.drawn(1, 72) is issued.drawn(1, 72)


def test_a_file_that_is_no_blank_is_no_issue(tmp_path: Path) -> None:
    """A damaged definition must not stop a paper from being read some other way."""
    at = tmp_path / "esma" / "forms" / "consent" / "editions" / "2026.pdf"
    at.parent.mkdir(parents=True)
    at.write_bytes(b"%PDF-1.7 not really")
    issues = Issues([at])

    assert issues.editions == ("esma/consent/2026",)
    assert issues.issue("esma/consent/2026") is None


def test_an_issue_has_to_be_the_edition_it_lies_as(tmp_path: Path) -> None:
    """A file put in the wrong folder would be read as another form."""
    at = tmp_path / "esma" / "forms" / "consent" / "editions" / "2027.pdf"
    at.parent.mkdir(parents=True)
    at.write_bytes(pdfs.form(pdfs.text("name"), edition="esma/consent/2026"))

    assert Issues([at]).issue("esma/consent/2027") is None

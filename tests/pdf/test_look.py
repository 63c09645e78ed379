"""Looking into a PDF finds what would keep a reader out, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest

from tests.blanks import blank_of
from toolkit.errors import UnreadableFile
from toolkit.pdf import look_into

Plant = Callable[[pikepdf.Pdf], None]


def spoilt(plant: Plant) -> bytes:
    """Return the consent form with one fault planted in it."""
    with pikepdf.open(BytesIO(blank_of("consent", "pdf"))) as pdf:
        plant(pdf)
        kept = BytesIO()
        pdf.save(kept)
    return kept.getvalue()


def elements(pdf: pikepdf.Pdf, sort: str) -> list[pikepdf.Object]:
    """Return every tag of one sort, in no order that matters."""
    found = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary)]
    return [o for o in found if o.get("/S") == sort and "/P" in o]


def no_tags(pdf: pikepdf.Pdf) -> None:
    """Take the tags out."""
    del pdf.Root.StructTreeRoot


def emptied_tags(pdf: pikepdf.Pdf) -> None:
    """Leave tags that hold nothing, as a careless join of two files does."""
    pdf.Root.StructTreeRoot.K = pikepdf.Array([])


def untagged_page(pdf: pikepdf.Pdf) -> None:
    """Put in a page that no tag knows of."""
    pdf.add_blank_page()


def no_title(pdf: pikepdf.Pdf) -> None:
    """Take the title out, wherever it is kept."""
    del pdf.docinfo["/Title"]
    del pdf.Root.Metadata


def no_language(pdf: pikepdf.Pdf) -> None:
    """Take the language out."""
    del pdf.Root.Lang


def no_first_heading(pdf: pikepdf.Pdf) -> None:
    """Make the title a paragraph."""
    elements(pdf, "/H1")[0].S = pikepdf.Name.P


def no_heading(pdf: pikepdf.Pdf) -> None:
    """Make every heading a paragraph."""
    for heading in [*elements(pdf, "/H1"), *elements(pdf, "/H2")]:
        heading.S = pikepdf.Name.P


def jumped_heading(pdf: pikepdf.Pdf) -> None:
    """Jump from level 1 to level 4."""
    for heading in elements(pdf, "/H2"):
        heading.S = pikepdf.Name.H4


def silent_picture(pdf: pikepdf.Pdf) -> None:
    """Make a paragraph a picture without a description."""
    elements(pdf, "/P")[0].S = pikepdf.Name.Figure


def headless_table(pdf: pikepdf.Pdf) -> None:
    """Make a paragraph a table without headers."""
    elements(pdf, "/P")[0].S = pikepdf.Name.Table


def silent_field(pdf: pikepdf.Pdf) -> None:
    """Take a field's spoken name out."""
    del pdf.Root.AcroForm.Fields[0].TU


def tab_by_chance(pdf: pikepdf.Pdf) -> None:
    """Let the tab key go where it likes."""
    del pdf.pages[1].obj.Tabs


def silent_link(pdf: pikepdf.Pdf) -> None:
    """Put in a link that says nothing."""
    link = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9])
    pdf.pages[0].Annots.append(link)


def missing_font(pdf: pikepdf.Pdf) -> None:
    """Take a font's letters out."""
    fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary)]
    del next(font for font in fonts if "/FontFile2" in font)["/FontFile2"]


@pytest.mark.parametrize(
    ("plant", "told"),
    [
        (no_tags, "The file is not tagged"),
        (emptied_tags, "The file is not tagged"),
        (untagged_page, "Page 3 is not in the tags"),
        (no_title, "The file has no title"),
        (no_language, "which language"),
        (no_first_heading, "The first heading is of level 2"),
        (no_heading, "The file has no heading"),
        (jumped_heading, "A heading of level 4 comes straight after one of 1"),
        (silent_picture, "A picture has no description"),
        (headless_table, "A table has no header cells"),
        (silent_field, "The field “consent_pupil_name” has no name"),
        (tab_by_chance, "On page 2 the tab key"),
        (silent_link, "A link on page 1 has no description"),
        (missing_font, "is not in the file"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_planted_fault_is_found(plant: Plant, told: str) -> None:
    """Each of these has kept somebody out of a real letter."""
    problem = look_into(spoilt(plant)).problems[0]

    assert told in problem


def test_a_title_may_be_kept_in_the_newer_place_alone() -> None:
    """Newer files keep their title as XMP, and that is a title too."""

    def only_xmp(pdf: pikepdf.Pdf) -> None:
        del pdf.docinfo["/Title"]

    facts = look_into(spoilt(only_xmp))
    assert facts.title == look_into(blank_of("consent", "pdf")).title


def test_a_file_without_anything_has_its_faults_told() -> None:
    """A page from a scanner has no tags, no title, no language and no headings."""
    pdf, kept = pikepdf.new(), BytesIO()
    pdf.add_blank_page()
    pdf.save(kept)

    facts = look_into(kept.getvalue())
    assert (facts.pages, facts.tagged, facts.has_fields) == (1, False, False)
    assert len(facts.problems) == 4


def test_what_is_no_pdf_is_not_looked_into() -> None:
    """A Word file with a wrong name is not half a PDF."""
    with pytest.raises(UnreadableFile):
        look_into(b"PK\x03\x04")

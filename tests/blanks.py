"""The built-in forms and their blanks, each made once for all tests that look at it."""

from __future__ import annotations

from functools import cache, lru_cache
from io import BytesIO
from zipfile import ZipFile

import pikepdf
from hypothesis import strategies as st
from lxml import etree

from toolkit.catalogue import Catalogue, Form, Kind, Question, Service, load
from toolkit.compose import blank

FORMS = ("service-request", "baseline", "consent")

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


@cache
def catalogue() -> Catalogue:
    """Return the built-in catalogue."""
    return load()


def service() -> Service:
    """Return the first service."""
    return catalogue().service("esma")


def form_of(key: str) -> Form:
    """Return one of its forms."""
    found = service().form(key)
    assert found is not None
    return found


@cache
def blank_of(key: str, suffix: str) -> bytes:
    """Return the blank of a form, as `pdf` or `docx`."""
    return blank(form_of(key), service(), suffix, catalogue().templates)


def printed(form: Form) -> tuple[Question, ...]:
    """Return the questions a blank of this form prints."""
    return tuple(question for question in form.questions() if question.on_blank)


# --- reading back, as any other program would ---------------------------------------


def fields_in(contents: bytes) -> dict[str, pikepdf.Object]:
    """Return the fields of a PDF by name; only forms without nested names."""
    return {str(field.T): field for field in opened(contents).Root.AcroForm.Fields}


@lru_cache(maxsize=8)
def opened(contents: bytes) -> pikepdf.Pdf:
    """Return a PDF opened, and kept open for those who look at its parts."""
    return pikepdf.open(BytesIO(contents))


def stored_in(contents: bytes) -> dict[str, str | bool]:
    """Return what is stored in the fields of one of our PDF forms."""
    return {name: _stored(field) for name, field in fields_in(contents).items()}


def _stored(field: pikepdf.Object) -> str | bool:
    value = str(field.get("/V", "")).removeprefix("/" if field.FT == "/Btn" else "")
    if field.FT == "/Btn" and "/Kids" not in field:
        return value == "Yes"
    return "" if value == "Off" and field.FT == "/Btn" else value


def xml_of(contents: bytes, part: str = "word/document.xml") -> etree._Element:
    """Return one part of a Word file."""
    with ZipFile(BytesIO(contents)) as package:
        return etree.fromstring(package.read(part))


def controls_in(contents: bytes) -> dict[str, etree._Element]:
    """Return the content controls of a Word file by their tags."""
    found = xml_of(contents).iter(f"{W}sdt")
    return {str(part_of(c, f"{W}sdtPr/{W}tag").get(f"{W}val")): c for c in found}


def part_of(element: etree._Element, path: str) -> etree._Element:
    """Return the part of an element at a path, which has to be there."""
    found = element.find(path)
    assert found is not None
    return found


def typed_in(contents: bytes) -> dict[str, str | bool]:
    """Return what stands in the controls of one of our Word forms."""
    return {tag: _typed(control) for tag, control in controls_in(contents).items()}


def _typed(control: etree._Element) -> str | bool:
    told = part_of(control, f"{W}sdtPr")
    box, lines = told.find(f"{W14}checkbox"), told.find(f"{W}dropDownList")
    if box is not None:
        return part_of(box, f"{W14}checked").get(f"{W14}val") == "1"
    if told.find(f"{W}showingPlcHdr") is not None:
        return ""
    words = "".join(
        "\n" if part.tag == f"{W}br" else part.text or ""
        for part in part_of(control, f"{W}sdtContent").iter(f"{W}br", f"{W}t")
    )
    items = [] if lines is None else list(lines)
    labels = {i.get(f"{W}displayText"): i.get(f"{W}value") for i in items}
    return str(labels.get(words, words))


# --- answers ------------------------------------------------------------------------

LETTERS = st.characters(exclude_categories=("C", "Zl", "Zp"))
"""Whatever can be printed: any script, typographic quotes, spaces that do not break."""


def answers(form: Form) -> st.SearchStrategy[dict[str, str | bool]]:
    """Return any answers to a few of a form's questions, each of them allowed."""
    asked = st.lists(st.sampled_from(printed(form)), unique=True, max_size=6)
    return asked.flatmap(
        lambda few: st.fixed_dictionaries({q.key: _answer(q) for q in few})
    )


def _answer(question: Question) -> st.SearchStrategy[str | bool]:
    if question.kind is Kind.TICK:
        return st.booleans()
    if question.choices:
        return st.sampled_from([choice.value for choice in question.choices])
    breaks = st.just("\n") if question.kind is Kind.LONG_TEXT else st.nothing()
    return st.text(LETTERS | breaks, max_size=question.max_length)

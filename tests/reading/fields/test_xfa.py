"""Forms with an XFA twin, whose data only Adobe's programs show."""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
import pytest
from pikepdf import Array, Name, String

from tests.papers import pdfs
from toolkit.model import Document, MarkKind, PaperSort, Route
from toolkit.reading import Limits, read

SPACE = "http://www.xfa.org/schema/xfa-data/1.0/"


def packet(data: str) -> bytes:
    """Return a data packet."""
    root = f'<xfa:datasets xmlns:xfa="{SPACE}"><xfa:data>{data}</xfa:data>'
    return f"{root}</xfa:datasets>".encode()


def whole(data: str) -> bytes:
    """Return all packets of a form in one."""
    inside = packet(data).decode()
    return f'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/">{inside}</xdp:xdp>'.encode()


def paper(
    contents: bytes, *fields: pdfs.Make, lines: Sequence[str] = ("Please wait...",)
) -> pikepdf.Pdf:
    """Return an open form with this XFA data, each packet by itself."""
    pdf = pdfs.a_form(*fields, lines=lines)
    held = Array([String("datasets"), pdf.make_stream(contents)])
    pdf.Root.AcroForm.XFA = held
    return pdf


def codes(document: Document) -> list[str]:
    """Return the codes of a document's problems."""
    return [each.code for each in document.problems]


DATA = "<form1><pupil><name>Amara Okafor</name><dob>2012-05-03</dob></pupil></form1>"


def test_the_data_of_a_dynamic_form_is_read_and_asked_about() -> None:
    """Its page says `please wait`; nobody has seen these answers on any page."""
    document = read(pdfs.saved(paper(packet(DATA))), "form.pdf")

    assert document.sort is PaperSort.PDF_FORM
    assert [(m.key, m.text, m.place.label) for m in document.marks] == [
        ("form1.pupil.name", "Amara Okafor", "name"),
        ("form1.pupil.dob", "2012-05-03", "dob"),
    ]
    assert all(m.ask and m.how is Route.FIELD for m in document.marks)
    assert codes(document) == ["xfa"]


def test_all_packets_may_be_in_one() -> None:
    """Older programs write them so."""
    pdf = paper(b"")
    pdf.Root.AcroForm.XFA = pdf.make_stream(whole(DATA))

    assert len(read(pdfs.saved(pdf), "form.pdf").marks) == 2


def test_answers_of_one_name_are_told_apart() -> None:
    """Rows of a table have the same names."""
    data = "<form1><row><day>Mon</day></row><row><day>Tue</day></row></form1>"
    document = read(pdfs.saved(paper(packet(data))), "form.pdf")

    assert {m.key: m.text for m in document.marks} == {
        "form1.row.day": "Mon",
        "form1.row.day#2": "Tue",
    }


def test_a_formatted_answer_is_read_as_text() -> None:
    """Long answers may be little web pages."""
    rich = (
        '<f><why><body xmlns="http://www.w3.org/1999/xhtml">'
        "<p>First</p><p>Second</p></body></why></f>"
    )
    document = read(pdfs.saved(paper(packet(rich))), "form.pdf")

    assert [m.text for m in document.marks] == ["First\nSecond"]


@pytest.mark.parametrize(
    ("data", "ask"),
    [
        pytest.param("<name>Amara Okafor</name><ok>1</ok>", False, id="the same"),
        pytest.param("<name>Amara  Okafor </name><ok>1</ok>", False, id="more spaces"),
        pytest.param("<name>Jakub</name><ok>1</ok>", True, id="another answer"),
        pytest.param("<name></name><ok>1</ok>", True, id="nothing"),
        pytest.param("<name/><ok/>", False, id="a packet nobody filled"),
    ],
)
def test_a_static_form_must_say_the_same_twice(data: str, *, ask: bool) -> None:
    """Adobe's programs show the packet and all others the fields."""
    fields = (
        pdfs.text("name[0]", String("Amara Okafor")),
        pdfs.tick("ok[0]", stored="1", drawn="1", on="1"),
    )
    form = pdfs.group("form1[0]", {}, *fields)
    contents = packet(f"<form1>{data}</form1>")

    pdf = paper(contents, form, lines=["A form"])
    pdf.pages[0].obj.Annots = Array(list(pdf.Root.AcroForm.Fields[0].Kids))
    marks = {m.key: m for m in read(pdfs.saved(pdf), "form.pdf").marks}

    name = marks["form1[0].name[0]"]
    assert (name.text, name.ask) == ("Amara Okafor", ask)


@pytest.mark.parametrize(
    ("stored", "said", "ask"),
    [
        pytest.param("Yes", "Yes", False, id="ticked in both"),
        pytest.param("Off", "0", False, id="ticked in neither"),
        pytest.param("Yes", "0", True, id="ticked in the field alone"),
        pytest.param("Off", "1", True, id="ticked in the packet alone"),
    ],
)
def test_a_tick_must_be_one_in_both(stored: str, said: str, *, ask: bool) -> None:
    """The packet writes a tick as the form's maker liked."""
    data = packet(f"<f><agreed>{said}</agreed><other>x</other></f>")
    pdf = paper(data, pdfs.tick("agreed", stored=stored, drawn=stored))

    [mark] = read(pdfs.saved(pdf), "form.pdf").marks

    assert (mark.kind, mark.ask) == (MarkKind.TICK, ask)


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        pytest.param("03/05/2012", "2012-05-03", id="a date as computers write it"),
        pytest.param("K", "SEN support", id="a choice by its label"),
    ],
)
def test_another_spelling_of_the_same_is_no_difference(stored: str, said: str) -> None:
    """The packet holds values and the fields what people see."""

    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        field = pdfs.text("answer", String(stored))(pdf)
        field.FT, field.Ff = Name.Ch, 1 << 17
        field.Opt = Array([Array([String("K"), String("SEN support")])])
        return field

    pdf = paper(packet(f"<f><answer>{said}</answer></f>"), make)

    [mark] = read(pdfs.saved(pdf), "form.pdf").marks
    assert not mark.ask


def test_names_that_two_answers_have_are_matched_in_order_or_not_at_all() -> None:
    """A guess which row is meant would ask about the wrong one."""
    rows = (
        pdfs.group("row[0]", {}, pdfs.text("day[0]", String("Mon"))),
        pdfs.group("row[1]", {}, pdfs.text("day[0]", String("Tue"))),
    )
    data = "<f><row><day>Mon</day></row><row><day>Wed</day></row></f>"
    pdf = paper(packet(data), pdfs.group("f[0]", {}, *rows))
    kids = [row.Kids[0] for row in pdf.Root.AcroForm.Fields[0].Kids]
    pdf.pages[0].obj.Annots = Array(kids)

    marks = read(pdfs.saved(pdf), "form.pdf").marks

    assert [(m.text, m.ask) for m in marks] == [("Mon", False), ("Tue", True)]


@pytest.mark.parametrize(
    "contents",
    [
        pytest.param(b"<a", id="not well-formed"),
        pytest.param(b"", id="empty"),
        pytest.param(
            b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + packet("&x;"),
            id="reaching for another file",
        ),
        pytest.param(packet("<a>" * 300 + "</a>" * 300), id="absurdly deep"),
    ],
)
def test_a_packet_that_is_no_data_is_passed_over(contents: bytes) -> None:
    """The fields of such a form are still there to be read."""
    pdf = paper(contents, pdfs.text("name", String("Amara")))

    [mark] = read(pdfs.saved(pdf), "form.pdf").marks
    assert (mark.text, mark.ask) == ("Amara", False)


def test_more_answers_than_the_limits_allow_are_declined() -> None:
    """A packet is as good a place for a bomb as a list of fields."""
    data = packet("<f>" + "<a>1</a>" * 50 + "</f>")

    document = read(pdfs.saved(paper(data)), "form.pdf", Limits(max_fields=20))

    assert codes(document) == ["too-big-to-open"]

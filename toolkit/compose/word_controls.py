"""Content controls of a Word form: what a person types in, picks from or ticks.

A control's tag is the question key and its alias is what a screen reader says. All
controls stand inside a paragraph, one to a paragraph but for ticks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import partial

from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from lxml import etree

from toolkit.catalogue.definitions import Choice

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
TICKED, UNTICKED = "\u2612", "\u2610"

PLACEHOLDER_STYLE = "PlaceholderText"
TICK_FONT = "MS Gothic"

_TYPE_HERE, _PICK_ONE = "Type here", "Choose one"

# Word keeps an alias of at most this length.
_LONGEST_ALIAS = 64


def text_control(key: str, spoken: str, *, is_long: bool) -> etree._Element:
    """Return a control for words; a long one takes line breaks."""
    control = _control(key, spoken)
    kind = etree.SubElement(control[0], qn("w:text"))
    if is_long:
        kind.set(qn("w:multiLine"), "1")
    return _with_placeholder(control, _TYPE_HERE)


def list_control(key: str, spoken: str, choices: Iterable[Choice]) -> etree._Element:
    """Return a list to pick from: it shows the labels and stores the values."""
    control = _control(key, spoken)
    kind = etree.SubElement(control[0], qn("w:dropDownList"))
    for choice in choices:
        item = etree.SubElement(kind, qn("w:listItem"))
        item.set(qn("w:displayText"), choice.label)
        item.set(qn("w:value"), choice.value)
    return _with_placeholder(control, _PICK_ONE)


def tick_control(key: str, spoken: str) -> etree._Element:
    """Return a box to tick."""
    control = _control(key, spoken)
    box = etree.SubElement(control[0], w14("checkbox"))
    for name, value in (("checked", "0"), *_LOOKS):
        part = etree.SubElement(box, w14(name))
        part.set(w14("val"), value)
        if name != "checked":
            part.set(w14("font"), TICK_FONT)
    control[1].append(tick_run(UNTICKED))
    return control


_LOOKS = (
    ("checkedState", f"{ord(TICKED):04X}"),
    ("uncheckedState", f"{ord(UNTICKED):04X}"),
)


def tick_run(sign: str) -> etree._Element:
    """Return the run that shows a box, ticked or not."""
    run: etree._Element = parse_xml(f"<w:r {nsdecls('w')}><w:rPr/><w:t/></w:r>")
    fonts = etree.SubElement(run[0], qn("w:rFonts"))
    for name in ("ascii", "hAnsi", "eastAsia"):
        fonts.set(qn(f"w:{name}"), TICK_FONT)
    run[1].text = sign
    return run


def w14(name: str) -> str:
    """Return a name of Word 2010's own names, as lxml writes it."""
    return f"{{{W14}}}{name}"


def _control(key: str, spoken: str) -> etree._Element:
    control: etree._Element = etree.Element(
        qn("w:sdt"), nsmap={"w14": W14, "w": qn("w:p")[1:].partition("}")[0]}
    )
    told = etree.SubElement(control, qn("w:sdtPr"))
    put = partial(_put, told)
    put("w:alias", spoken[:_LONGEST_ALIAS])
    put("w:tag", key)
    put("w:id", str(_number(key)))
    etree.SubElement(control, qn("w:sdtContent"))
    return control


def _put(told: etree._Element, name: str, value: str) -> None:
    etree.SubElement(told, qn(name)).set(qn("w:val"), value)


def _with_placeholder(control: etree._Element, words: str) -> etree._Element:
    """Show a grey prompt until something is filled in."""
    told, content = control
    # The schema wants it before the kind of control.
    told.insert(3, etree.Element(qn("w:showingPlcHdr")))
    run: etree._Element = parse_xml(
        f'<w:r {nsdecls("w")}><w:rPr><w:rStyle w:val="{PLACEHOLDER_STYLE}"/></w:rPr>'
        f"<w:t>{words}</w:t></w:r>"
    )
    content.append(run)
    return control


def _number(key: str) -> int:
    """Return the control's own number: different for each key, the same every time."""
    return int(hashlib.sha256(key.encode()).hexdigest()[:7], 16) + 1

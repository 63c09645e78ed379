"""Filling the content controls of a Word form by their tags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from io import BytesIO
from typing import TypeAlias
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as WordFile
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree

from toolkit.compose.word_controls import (
    TICKED,
    UNTICKED,
    tick_run,
    w14,
)
from toolkit.errors import CannotDo, UnreadableFile

Given: TypeAlias = "str | bool"
"""An answer: text, or whether a box is ticked."""


def fill_word(contents: bytes, answers: Mapping[str, Given]) -> bytes:
    """Return the form with these answers in its content controls.

    Args:
        contents: A Word file with content controls.
        answers: By the control's tag. Text keeps its line breaks; for lists it is the
            value or its label, empty for none; true or false is for boxes to tick.

    Raises:
        CannotDo: If there is no such control, or it has no such choice; the sentence
            names the control and never the answer.
        UnreadableFile: If the file is no Word file.
    """
    document = _opened(contents)
    controls: dict[str, list[etree._Element]] = {}
    for control in _controls(document):
        controls.setdefault(_tag(control), []).append(control)
    for tag, answer in answers.items():
        if tag not in controls:
            raise CannotDo(
                f"The form has no content control called “{tag}”.",
                remedy="Use the names that `toolkit read` shows for this form.",
            )
        for control in controls[tag]:
            _fill(control, tag, answer)
    filled = BytesIO()
    document.save(filled)
    return filled.getvalue()


def _opened(contents: bytes) -> WordFile:
    try:
        return Document(BytesIO(contents))
    except (
        BadZipFile,
        OpcError,
        KeyError,
        ValueError,
        etree.XMLSyntaxError,
    ) as problem:
        raise UnreadableFile(
            "The file is damaged or is not a Word file, so it could not be opened.",
            remedy="Ask for a fresh copy.",
        ) from problem


def _controls(document: WordFile) -> Iterator[etree._Element]:
    yield from document.element.body.iter(qn("w:sdt"))


def _tag(control: etree._Element) -> str:
    found = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
    return "" if found is None else str(found.get(qn("w:val"), ""))


def _fill(control: etree._Element, tag: str, answer: Given) -> None:
    told = control.find(qn("w:sdtPr"))
    if told is None:
        return
    box, lines = told.find(w14("checkbox")), told.find(qn("w:dropDownList"))
    if box is not None:
        _tick(control, box, is_ticked=_yes_or_no(tag, answer))
        return
    if isinstance(answer, bool):
        raise CannotDo(
            f"The control “{tag}” holds words, so true or false cannot go in it.",
            remedy="Give it text.",
        )
    text = answer if lines is None else _picked(lines, tag, answer)
    if text:
        _write(control, told, text)


def _yes_or_no(tag: str, answer: Given) -> bool:
    said = {True: True, False: False, "yes": True, "no": False, "": False}
    key = answer if isinstance(answer, bool) else answer.casefold()
    if key not in said:
        raise CannotDo(
            f"The control “{tag}” is a box to tick.",
            remedy="Give it true or false.",
        )
    return said[key]


def _tick(control: etree._Element, box: etree._Element, *, is_ticked: bool) -> None:
    checked = box.find(w14("checked"))
    if checked is None:
        checked = etree.SubElement(box, w14("checked"))
    checked.set(w14("val"), "1" if is_ticked else "0")
    _replace(control, [tick_run(TICKED if is_ticked else UNTICKED)])


def _picked(lines: etree._Element, tag: str, said: str) -> str:
    """Return the label of the line that is meant, and note its value."""
    items = lines.findall(qn("w:listItem"))
    named = {str(i.get(qn("w:value"), "")): _shown(i) for i in items}
    for value, label in named.items():
        if said in {value, label}:
            lines.set(qn("w:lastValue"), value)
            return label
    if not said:
        return ""
    raise CannotDo(
        f"The control “{tag}” does not have that choice.",
        remedy=f"It can be: {', '.join(named)}.",
    )


def _shown(item: etree._Element) -> str:
    return str(item.get(qn("w:displayText")) or item.get(qn("w:value"), ""))


def _write(control: etree._Element, told: etree._Element, text: str) -> None:
    """Put a text where the prompt was, in the letters of the form."""
    for prompt in told.findall(qn("w:showingPlcHdr")):
        told.remove(prompt)
    own = control.find(f"{qn('w:sdtPr')}/{qn('w:rPr')}")
    run = etree.Element(qn("w:r"))
    if own is not None:
        run.append(deepcopy(own))
    for number, line in enumerate(text.split("\n")):
        if number:
            etree.SubElement(run, qn("w:br"))
        words = etree.SubElement(run, qn("w:t"))
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        words.text = _printable(line)
    _replace(control, [run])


def _printable(line: str) -> str:
    """Return the line without what Word's XML cannot hold."""
    return "".join(
        letter
        for letter in line
        if letter == "\t" or (letter >= " " and letter not in "\ufffe\uffff")
    )


def _replace(control: etree._Element, runs: list[etree._Element]) -> None:
    """Put these runs into a control, whether it holds runs, paragraphs or a cell."""
    content = control.find(qn("w:sdtContent"))
    if content is None:
        content = etree.SubElement(control, qn("w:sdtContent"))
    paragraphs = list(content.iter(qn("w:p")))
    place = paragraphs[0] if paragraphs else content
    for spare in paragraphs[1:]:
        parent = spare.getparent()
        if parent is not None:
            parent.remove(spare)
    for part in list(place):
        if part.tag != qn("w:pPr"):
            place.remove(part)
    place.extend(runs)

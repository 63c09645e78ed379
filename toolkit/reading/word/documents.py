"""Word documents: what is answered in them, the running text, nothing else opened."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from toolkit.model import Line, Mark, PaperSort, Place, Problem
from toolkit.reading.found import Found
from toolkit.reading.limits import Limits, Refusal
from toolkit.reading.markup import attribute, child, name_of, parse
from toolkit.reading.packing import inflate
from toolkit.reading.problems import problem
from toolkit.reading.word.controls import controls_of
from toolkit.reading.word.fields import fields_of
from toolkit.reading.word.forms import marks_of
from toolkit.reading.word.looks import styles_of
from toolkit.reading.word.text import lines_of, tidy

_MAIN_TYPES = ("wordprocessingml.document", "wordprocessingml.template")
_MACRO_TYPES = (
    "application/vnd.ms-word.document.macroenabled.main+xml",
    "application/vnd.ms-word.template.macroenabledtemplate.main+xml",
)
_ACTIVE_PARTS = ("vbaproject", "/activex/", "/embeddings/")


@dataclass(frozen=True, slots=True)
class Package:
    """An open Word file: its members by name in lower case, as Word compares them."""

    zipped: zipfile.ZipFile
    members: dict[str, zipfile.ZipInfo]
    limits: Limits

    def xml(self, name: str) -> etree._Element | None:
        """Return a part's root; null if there is no such part."""
        member = self.members.get(name.lower())
        if member is None:
            return None
        return parse(inflate(self.zipped, member, self.limits.max_part))

    def names(self, start: str) -> list[str]:
        """Return the names of the XML parts that start so, in order."""
        found = (n for n in self.members if n.startswith(start) and n.endswith(".xml"))
        return sorted(found)


def package_of(zipped: zipfile.ZipFile, limits: Limits) -> Package:
    """Return the zip as a package of parts."""
    members = {m.filename.replace("\\", "/").lower(): m for m in zipped.infolist()}
    return Package(zipped, members, limits)


def main_part(package: Package) -> str:
    """Return the name of the part that holds the text; empty if it is no Word file.

    The list of content types says it, then the relations; else it is the usual name.
    """
    usual = "word/document.xml"
    for name in (_by_type(package), _by_relation(package), usual):
        if name and name.lower() in package.members:
            return name.lower()
    return ""


def _by_type(package: Package) -> str:
    types = package.xml("[Content_Types].xml")
    for entry in () if types is None else types:
        sort = (attribute(entry, "ContentType") or "").lower()
        is_main = sort.endswith("main+xml") and any(m in sort for m in _MAIN_TYPES)
        if is_main or sort in _MACRO_TYPES:
            return (attribute(entry, "PartName") or "").lstrip("/")
    return ""


def _by_relation(package: Package) -> str:
    relations = package.xml("_rels/.rels")
    for entry in () if relations is None else relations:
        if (attribute(entry, "Type") or "").endswith("/officeDocument"):
            target = (attribute(entry, "Target") or "").lstrip("/")
            # A spreadsheet has the same relation, to a part in another folder.
            return target if target.lower().startswith("word/") else ""
    return ""


def read_word(package: Package, main: str, paper: str) -> Found:
    """Return what is in a Word document.

    Args:
        package: The open file.
        main: The name of its main part.
        paper: Its SHA-256, for the places.

    Raises:
        Refusal: If a part is damaged, too big or unsafe.
    """
    body = package.xml(main)
    if body is None or child(body, "body") is None:
        raise Refusal("damaged")
    tidy(body)
    place = Place(paper)
    lines = (Line(text, place) for text in _texts(package, body, main))
    edition = _edition(package)
    return Found(
        sort=PaperSort.WORD,
        marks=_marks(package, body, main, place, has_edition=bool(edition)),
        lines=_within(lines, package.limits),
        problems=tuple(_problems(package)),
        edition=edition,
    )


def _marks(
    package: Package,
    body: etree._Element,
    main: str,
    place: Place,
    *,
    has_edition: bool,
) -> tuple[Mark, ...]:
    """Return the marks of a tidied body; our own blanks ask nothing outside tables."""
    prompts = _prompts(package, main)
    controls = controls_of(body, prompts, place, package.limits)
    taken = controls.and_(fields_of(body, place, package.limits))
    styles = styles_of(package.xml(f"{main.rpartition('/')[0]}/styles.xml"))
    return marks_of(body, taken, styles, place, package.limits, only_tables=has_edition)


def _within(lines: Iterator[Line], limits: Limits) -> tuple[Line, ...]:
    kept = tuple(lines)
    if sum(len(line.text) for line in kept) > limits.max_text_length:
        raise Refusal("too-big-to-open")
    return kept


def _texts(package: Package, body: etree._Element, main: str) -> Iterator[str]:
    """Yield the lines of the letterhead, the text, the notes, the foot, the margin."""
    folder = main.rpartition("/")[0]
    for start in ("header", "", "footnotes", "endnotes", "footer", "comments.xml"):
        if not start:
            yield from lines_of(body)
            continue
        for name in package.names(f"{folder}/{start}"):
            part = package.xml(name)
            if part is not None:
                tidy(part)
                yield from lines_of(part)


def _problems(package: Package) -> Iterator[Problem]:
    if any(part in f"/{name}" for name in package.members for part in _ACTIVE_PARTS):
        yield problem("active-content")


def _prompts(package: Package, main: str) -> dict[str, str]:
    """Return, by name, what the document's own controls show until answered."""
    folder = main.rpartition("/")[0]
    glossary = package.xml(f"{folder}/glossary/document.xml")
    if glossary is None:
        return {}
    tidy(glossary)
    prompts = {}
    for part in (e for e in glossary.iter() if name_of(e) == "docPart"):
        name = child(part, "docPartPr", "name")
        body = child(part, "docPartBody")
        if name is not None and body is not None:
            prompts[attribute(name, "val") or ""] = "".join(lines_of(body))
    return prompts


def _edition(package: Package) -> str:
    properties = package.xml("docProps/custom.xml")
    for entry in () if properties is None else properties:
        if attribute(entry, "name") == "ToolkitEdition":
            return "".join(str(piece) for piece in entry.itertext()).strip()[:200]
    return ""

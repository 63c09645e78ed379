"""Looking into a PDF: what it is, and what would keep somebody from reading it.

The check is of structure: the faults a program can be sure of, after ISO 14289-1
(PDF/UA-1). Whether a description is a good one, a person must judge.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pikepdf

from toolkit.pdf.fields import fields_of, inherited
from toolkit.pdf.opening import opened

_DEEPEST_FORMS = 6


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """What a PDF file is.

    `tagged` is true when every page can be reached by its tags; `headings` are the
    levels in reading order; `problems` are whole sentences, none when all is well.
    """

    pages: int
    tagged: bool
    title: str
    language: str
    headings: tuple[int, ...]
    has_fields: bool
    problems: tuple[str, ...]
    edition: str = ""


def look_into(contents: bytes) -> PdfFacts:
    """Return what a PDF is and what is wrong with it for readers with a screen reader.

    Raises:
        UnreadableFile: If the file needs a password or is no PDF.
    """
    with opened(contents) as pdf:
        elements = tuple(_elements(pdf))
        levels = tuple(_levels(elements))
        title, language = _title(pdf), str(pdf.Root.get("/Lang", ""))
        untagged = tuple(_untagged(pdf, elements))
        problems = (
            *untagged,
            *_unnamed(title, language),
            *_badly_headed(levels),
            *_undescribed(elements),
            *_unspoken_fields(pdf),
            *_faulty_pages(pdf),
            *_missing_fonts(pdf),
        )
        return PdfFacts(
            pages=len(pdf.pages),
            tagged=not untagged,
            title=title,
            language=language,
            headings=levels,
            has_fields=any(True for _field in fields_of(pdf)),
            problems=problems,
            edition=str(pdf.docinfo.get("/ToolkitEdition", "")),
        )


# --- the tags -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Element:
    sort: str
    node: pikepdf.Object
    pages: frozenset[tuple[int, int]]
    inner: tuple[str, ...]


def _elements(pdf: pikepdf.Pdf) -> Iterator[_Element]:
    """Yield every element of the tags in reading order, each once."""
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is None:
        return
    roles, seen = tree.get("/RoleMap", {}), set[tuple[int, int]]()
    waiting = list(reversed(_kids(tree)))
    while waiting:
        node = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary) or "/S" not in node:
            continue
        if node.is_indirect and node.objgen in seen:
            continue
        seen.add(node.objgen)
        kids = _kids(node)
        waiting.extend(reversed(kids))
        yield _Element(
            sort=_role(node, roles),
            node=node,
            pages=frozenset(_pages_of(node, kids)),
            inner=tuple(_role(kid, roles) for kid in kids if _is_element(kid)),
        )


def _kids(node: pikepdf.Object) -> list[pikepdf.Object]:
    kids = node.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _is_element(kid: pikepdf.Object) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and "/S" in kid


def _role(node: pikepdf.Object, roles: pikepdf.Object) -> str:
    name = str(node.get("/S", ""))
    for _step in range(_DEEPEST_FORMS):
        if name not in roles:
            break
        name = str(roles[name])
    return name.lstrip("/")


def _pages_of(
    node: pikepdf.Object, kids: list[pikepdf.Object]
) -> Iterator[tuple[int, int]]:
    """Yield the pages some content of this element stands on."""
    for kid in kids:
        if isinstance(kid, int) and "/Pg" in node:
            yield node["/Pg"].objgen
        elif isinstance(kid, pikepdf.Dictionary) and not _is_element(kid):
            page = kid.get("/Pg", node.get("/Pg"))
            if page is not None:
                yield page.objgen


def _untagged(pdf: pikepdf.Pdf, elements: tuple[_Element, ...]) -> Iterator[str]:
    marked = bool(pdf.Root.get("/MarkInfo", {}).get("/Marked", False))
    if not elements or not marked:
        yield "The file is not tagged, so a screen reader cannot tell what is what."
        return
    reached = frozenset[tuple[int, int]]().union(*(e.pages for e in elements))
    for number, sheet in enumerate(pdf.pages, start=1):
        if sheet.obj.objgen not in reached:
            yield f"Page {number} is not in the tags, so a screen reader skips it."


# --- names, headings, descriptions --------------------------------------------------


def _title(pdf: pikepdf.Pdf) -> str:
    titled = str(pdf.docinfo.get("/Title", ""))
    if titled or "/Metadata" not in pdf.Root:
        return titled
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as told:
        return str(told.get("dc:title", ""))


def _unnamed(title: str, language: str) -> Iterator[str]:
    if not title.strip():
        yield "The file has no title."
    if not language.strip():
        yield "The file does not say which language it is in."


def _levels(elements: tuple[_Element, ...]) -> Iterator[int]:
    for element in elements:
        if (
            len(element.sort) == 2
            and element.sort[0] == "H"
            and element.sort[1:].isdigit()
        ):
            yield int(element.sort[1])


def _badly_headed(levels: tuple[int, ...]) -> Iterator[str]:
    if not levels:
        yield "The file has no heading."
        return
    if levels[0] != 1:
        yield f"The first heading is of level {levels[0]}, not 1."
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"A heading of level {after} comes straight after one of {before}."


def _undescribed(elements: tuple[_Element, ...]) -> Iterator[str]:
    for element in elements:
        if element.sort == "Figure" and not _is_described(element.node):
            yield "A picture has no description."
        if element.sort == "Table" and not _has_header(element.node):
            yield "A table has no header cells."


def _is_described(node: pikepdf.Object) -> bool:
    return any(str(node.get(key, "")).strip() for key in ("/Alt", "/ActualText"))


def _has_header(table: pikepdf.Object) -> bool:
    waiting = _kids(table)
    while waiting:
        node = waiting.pop()
        if _is_element(node):
            if node.get("/S") == "/TH":
                return True
            waiting.extend(_kids(node))
    return False


# --- fields, links, fonts -----------------------------------------------------------


def _unspoken_fields(pdf: pikepdf.Pdf) -> Iterator[str]:
    for field in fields_of(pdf):
        if not str(inherited(field.node, "/TU") or "").strip():
            yield f"The field “{field.name}” has no name for a screen reader."


def _faulty_pages(pdf: pikepdf.Pdf) -> Iterator[str]:
    for number, sheet in enumerate(pdf.pages, start=1):
        notes = list(sheet.get("/Annots", []))
        if notes and sheet.get("/Tabs") != "/S":
            yield f"On page {number} the tab key does not follow the reading order."
        for note in notes:
            if note.get("/Subtype") == "/Link" and not str(note.get("/Contents", "")):
                yield f"A link on page {number} has no description."


def _missing_fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield a sentence for each font that is used and not in the file."""
    told: set[str] = set()
    for sheet in pdf.pages:
        drawn = [(sheet.obj.get("/Resources", {}), 0)]
        drawn += [(look, 0) for look in _looks(sheet)]
        while drawn:
            means, deep = drawn.pop()
            for font in dict(means.get("/Font", {})).values():
                name = str(font.get("/BaseFont", "")).lstrip("/")
                if name not in told and not _is_embedded(font):
                    told.add(name)
                    yield f"The font “{name}” is not in the file."
            if deep < _DEEPEST_FORMS:
                inner = dict(means.get("/XObject", {})).values()
                drawn += [(form.get("/Resources", {}), deep + 1) for form in inner]


def _looks(sheet: pikepdf.Page) -> Iterator[pikepdf.Object]:
    """Yield what the appearances of a page's annotations draw with."""
    for note in sheet.get("/Annots", []):
        shown = note.get("/AP", {}).get("/N", {})
        if isinstance(shown, pikepdf.Stream):
            yield shown.get("/Resources", {})
        else:
            yield from (state.get("/Resources", {}) for state in dict(shown).values())


def _is_embedded(font: pikepdf.Object) -> bool:
    if font.get("/Subtype") == "/Type3":
        return True
    if font.get("/Subtype") == "/Type0":
        font = font["/DescendantFonts"][0]
    described = font.get("/FontDescriptor", {})
    return any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3"))

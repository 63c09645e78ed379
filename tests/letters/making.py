"""Makes each document once from its sample facts, and reads back what it says."""

from __future__ import annotations

import dataclasses
import io
import re
from functools import cache

import pypdfium2
from docx import Document
from docx.oxml.ns import qn

from tests.letters.facts import order, service
from toolkit import compose
from toolkit.catalogue import DocumentTemplate, builtin_root, load_documents
from toolkit.model import Letter

ROOTS = (builtin_root() / "templates",)
DOCUMENTS = load_documents(builtin_root())
LETTERS = tuple(k for k, d in DOCUMENTS.items() if "eml" not in d.formats)
MESSAGES = tuple(k for k, d in DOCUMENTS.items() if "eml" in d.formats)


def template(key: str) -> DocumentTemplate:
    """Return one document's template."""
    return DOCUMENTS[key]


@cache
def made(key: str) -> dict[str, Letter]:
    """Return the sample letter of a document, by format."""
    return make(key)


def make(key: str, **changes: object) -> dict[str, Letter]:
    """Return a document's letter, some of its sample facts changed, by format."""
    known = template(key)
    letters = compose.write(order(known, **changes), known, service(), ROOTS)
    return {letter.suffix: letter for letter in letters}


def says(key: str, **changes: object) -> compose.Message:
    """Return what a document says as plain text, some of its facts changed."""
    known = template(key)
    return compose.message(order(known, **changes), known, service(), ROOTS)


def says_without(key: str, need: str) -> compose.Message:
    """Return what a document says when one whole fact is not given at all."""
    known = template(key)
    whole = order(known)
    facts = {name: fact for name, fact in whole.facts.items() if name != need}
    given = dataclasses.replace(whole, facts=facts)
    return compose.message(given, known, service(), ROOTS)


def word_text(contents: bytes) -> str:
    """Return the words of a Word file's body in order, without any space."""
    body = Document(io.BytesIO(contents)).element.body
    return squeezed("".join(part.text or "" for part in body.iter(qn("w:t"))))


def table_heads(contents: bytes) -> tuple[str, ...]:
    """Return the heading row of every table of a Word file, without spaces."""
    tables = Document(io.BytesIO(contents)).tables
    return tuple(squeezed("".join(c.text for c in t.rows[0].cells)) for t in tables)


def pdf_text(contents: bytes, heads: tuple[str, ...] = ()) -> str:
    """Return the words of a PDF in order, without any space.

    Page feet and list labels are left out, and so are the `heads` of tables where they
    are printed again at the top of a page.
    """
    pages = [_page_text(page) for page in pypdfium2.PdfDocument(contents)]
    return pages[0] + "".join(_without_head(page, heads) for page in pages[1:])


def _page_text(page: pypdfium2.PdfPage) -> str:
    above_the_foot = 21 / 25.4 * 72
    text = page.get_textpage().get_text_bounded(bottom=above_the_foot)
    # A hyphen at the end of a line comes as one of two marks, by the call that is used.
    text = text.replace("\r\n", "\n").replace("\ufffe", "-").replace("\x02", "-")
    return squeezed(re.sub(r"^(•|\d\d?\.) ", "", text, flags=re.MULTILINE))


def _without_head(page: str, heads: tuple[str, ...]) -> str:
    return next((page.removeprefix(h) for h in heads if page.startswith(h)), page)


def squeezed(text: str) -> str:
    """Return text without any space, so that line ends do not count."""
    return "".join(text.split())

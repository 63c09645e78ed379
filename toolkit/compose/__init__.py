"""Template and words in, documents out: Word, PDF, e-mail text and pages.

A document's sentences live once, as named blocks; this room fills them with facts and
places them in the frames. It chooses nothing, saves nothing and fetches nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.catalogue.definitions import DocumentTemplate, Form, Service
from toolkit.compose.blocks import Message
from toolkit.errors import CannotDo
from toolkit.model import Letter, LetterOrder

if TYPE_CHECKING:
    from toolkit.compose.frames import Layout

# Template and layout libraries load in the function that needs them: a command that
# writes nothing must not wait for them.
# ruff: noqa: PLC0415

__all__ = [
    "Message",
    "blank",
    "booklet",
    "fill_word",
    "message",
    "page",
    "typed",
    "write",
]


def write(
    order: LetterOrder,
    template: DocumentTemplate,
    service: Service,
    template_roots: tuple[Path, ...],
) -> tuple[Letter, ...]:
    """Return the document in each format it is made in: Word, PDF or both.

    Args:
        order: The document, its case and version, the day it is dated, its facts.
        template: The document's wording and declarations.
        service: Whose letterhead and colours it bears.
        template_roots: Folders with `docx` and `html` frames, the first one winning.

    Raises:
        MissingFact: If a fact is missing; nothing at all is written then.
        BadDefinition: If the wording or a frame is faulty.
        CannotDo: If the document is made in neither format.
    """
    from toolkit.compose.frames import Layout
    from toolkit.compose.letterhead import colours
    from toolkit.compose.wording import known_facts, word

    formats = tuple(f for f in template.formats if f in _MAKERS)
    if not formats:
        raise CannotDo(
            f"“{template.key}” is an e-mail, so there is no Word or PDF file to write.",
            remedy="It is drafted with the letter that goes with it.",
        )
    facts = known_facts(order, template, service)
    layout = Layout(
        document=template.key,
        ref=order.ref,
        wording=word(template, facts),
        facts=facts,
        frame=template.frame,
        colours=colours(service),
        author=service.house_style.council or service.council,
        on=order.on,
        roots=template_roots,
    )
    return tuple(
        _letter(order, template.version, suffix, _MAKERS[suffix](layout))
        for suffix in formats
    )


def message(
    order: LetterOrder,
    template: DocumentTemplate,
    service: Service,
    template_roots: tuple[Path, ...],
) -> Message:
    """Return the same wording as the subject and plain text of an e-mail.

    Raises:
        MissingFact: If a fact is missing.
        BadDefinition: If the wording is faulty.
    """
    from toolkit.compose.plain import as_message
    from toolkit.compose.wording import known_facts, word

    del template_roots  # an e-mail has no frame
    return as_message(word(template, known_facts(order, template, service)))


def page(
    name: str, facts: Mapping[str, object], template_roots: tuple[Path, ...]
) -> str:
    """Return an HTML page, such as the board, from `templates/html/<name>.html`.

    Raises:
        MissingFact: If the page prints a fact that is missing or empty.
        BadDefinition: If there is no such page or it is faulty.
    """
    from toolkit.compose.frames import fill_page

    return fill_page(name, facts, template_roots)


def booklet(
    name: str,
    facts: Mapping[str, object],
    service: Service,
    template_roots: tuple[Path, ...],
) -> bytes:
    """Return `templates/html/<name>.html` with its style sheet as one tagged PDF.

    Raises:
        MissingFact: If the page prints a fact that is missing or empty.
        BadDefinition: If there is no such page or it is faulty.
    """
    from toolkit.compose.binding import bind

    return bind(name, facts, service, template_roots)


def blank(
    form: Form, service: Service, suffix: str, template_roots: tuple[Path, ...]
) -> bytes:
    """Return the blank form of these questions as `pdf` or `docx`.

    Raises:
        CannotDo: If the suffix is neither.
        BadDefinition: If the service's colours or the page are faulty.
    """
    from toolkit.compose.blank_forms import blank as make_blank

    return make_blank(form, service, suffix, template_roots)


def fill_word(contents: bytes, answers: Mapping[str, str | bool]) -> bytes:
    """Return a Word form with these answers in its content controls, by their tags.

    Raises:
        CannotDo: If there is no such control, or it has no such choice.
        UnreadableFile: If the file is no Word file.
    """
    from toolkit.compose.word_filling import fill_word as fill

    return fill(contents, answers)


def typed(
    title: str, lines: Sequence[str], suffix: str, template_roots: tuple[Path, ...]
) -> bytes:
    """Return a plain typed letter of another office, for samples: `pdf` or `docx`.

    Raises:
        CannotDo: If the suffix is neither.
    """
    from toolkit.compose.typed_letter import typed as type_out

    return type_out(title, lines, suffix, template_roots)


def _letter(order: LetterOrder, version: str, suffix: str, contents: bytes) -> Letter:
    return Letter(
        document=order.document,
        ref=order.ref,
        version=order.version,
        name=order.file_name(suffix),
        contents=contents,
        sha256=hashlib.sha256(contents).hexdigest(),
        template=version,
    )


def _docx(layout: Layout) -> bytes:
    from toolkit.compose.word import docx

    return docx(layout)


def _pdf(layout: Layout) -> bytes:
    from toolkit.compose.page_pdf import pdf

    return pdf(layout)


_MAKERS = {"docx": _docx, "pdf": _pdf}

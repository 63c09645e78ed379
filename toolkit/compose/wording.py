"""What a document says, resolved once from its sidecar and its facts.

Both frames, Word and HTML, place the same values, so the two cannot drift apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache

from jinja2 import Template, Undefined

from toolkit.catalogue.definitions import Block, DocumentTemplate, Service
from toolkit.compose.blocks import NO_WORDS, Bar, Passage, PlacedBlock, Run, Wording
from toolkit.compose.environment import environment, naming
from toolkit.compose.facts import (
    GAP_CLOSES,
    GAP_OPENS,
    Facts,
    Missing,
    Plain,
    missing,
    plain_facts,
)
from toolkit.compose.letterhead import service_facts
from toolkit.errors import BadDefinition
from toolkit.model import LetterOrder

_GAP = re.compile(f"{GAP_OPENS}(.*?){GAP_CLOSES}", re.DOTALL)
_WRAPPED = re.compile(r"[ \t]*\n[ \t]*")


def known_facts(
    order: LetterOrder, template: DocumentTemplate, service: Service
) -> Facts:
    """Return the facts the document declares, checked, and no others.

    The service's own facts and `today` (the day of the order) need not be in the order.

    Raises:
        MissingFact: If a declared fact is not there, or is null; it names the fact.
        TypeError: If a fact is no plain value; that is a fault of the toolkit's own.
    """
    given = {"service": service_facts(service), "today": order.on, **order.facts}
    for need in template.needs:
        if need not in given:
            raise missing(template.key, need)
    needed = {need: given[need] for need in template.needs}
    return plain_facts(needed, template.key, template.gaps)


def word(template: DocumentTemplate, facts: Facts) -> Wording:
    """Return the document's wording with every fact in its place.

    Raises:
        MissingFact: If a fact is missing, empty where it is printed, or a gap where the
            sidecar allows none; it names the document and the fact.
        BadDefinition: If the template is faulty.
    """
    pen = _Pen(template.key, facts)
    return Wording(
        title=pen.line(template.title, "title"),
        subject=pen.line(template.subject, "subject"),
        blocks=tuple(
            placed for block in template.blocks for placed in pen.place(block)
        ),
    )


class _Pen:
    """Writes one document's blocks from its facts."""

    def __init__(self, document: str, facts: Facts) -> None:
        self._document = document
        self._facts = facts

    def line(self, text: str, place: str) -> str:
        """Return one line of text that has no gap in it, such as a subject."""
        passage = self._passage(text, place)
        if any(run.is_gap for run in passage.runs):
            raise missing(self._document, place)
        return passage.text

    def place(self, block: Block) -> Iterator[PlacedBlock]:
        """Yield the block as it is placed: once, or not at all if it does not apply."""
        if block.kind not in _KINDS:
            raise BadDefinition(
                f"“{self._document}”, block “{block.key}”: there is no kind of block "
                f"called “{block.kind}”.",
                remedy=f"Use one of: {', '.join(sorted(_KINDS))}.",
            )
        if self._applies(block):
            yield from _KINDS[block.kind](self, block)

    def paragraphs(self, block: Block) -> Iterator[PlacedBlock]:
        """Yield a heading, paragraph or note: one, or one for each item."""
        for row in self._rows(block):
            passage = self._passage(_unwrapped(block.text), block.key, row)
            yield PlacedBlock(block.key, block.kind, block.level, passage)

    def lines(self, block: Block) -> Iterator[PlacedBlock]:
        """Yield a list, steps or signature: an item for each line and each row."""
        items = tuple(
            self._passage(line.strip(), block.key, row)
            for row in self._rows(block)
            for line in block.text.splitlines()
            if line.strip()
        )
        yield PlacedBlock(block.key, block.kind, items=items)

    def table(self, block: Block) -> Iterator[PlacedBlock]:
        """Yield a table: its caption, its headings and a row for each item."""
        yield PlacedBlock(
            block.key,
            block.kind,
            passage=self._caption(block),
            columns=tuple(self.line(head, block.key) for head, _ in block.columns),
            rows=tuple(
                tuple(self._passage(cell, block.key, row) for _, cell in block.columns)
                for row in self._rows(block)
            ),
            header_column=block.header_column,
        )

    def chart(self, block: Block) -> Iterator[PlacedBlock]:
        """Yield a table whose last two columns are a part and its whole, with bars."""
        for placed in self.table(block):
            rows = tuple(_barred(row) for row in placed.rows)
            yield replace(placed, kind="table", rows=rows)

    def pairs(self, block: Block) -> Iterator[PlacedBlock]:
        """Yield facts: a label and a value in each row."""
        rows = tuple(
            (self._passage(label, block.key, row), self._passage(value, block.key, row))
            for row in self._rows(block)
            for label, value in block.columns
        )
        yield PlacedBlock(
            block.key,
            block.kind,
            passage=self._caption(block),
            rows=rows,
            header_column=True,
        )

    def _caption(self, block: Block) -> Passage:
        text = _unwrapped(block.text)
        return self._passage(text, block.key) if text else NO_WORDS

    def _applies(self, block: Block) -> bool:
        with naming(self._document, block.key):
            wanted = not block.when or self._holds(block.when)
            return wanted and not (block.unless and self._holds(block.unless))

    def _holds(self, dotted: str) -> bool:
        fact = self._facts.walk(dotted)
        if isinstance(fact, Missing):
            # A whole fact nobody mentions is a no; a fact that is not declared at all
            # is a slip of the template, and walking into it names it.
            self._check_declared(dotted)
            return False
        return bool(fact)

    def _check_declared(self, dotted: str) -> None:
        top = dotted.partition(".")[0]
        if isinstance(self._facts.fact(top), Missing):
            raise missing(self._document, top)

    def _rows(self, block: Block) -> tuple[Plain | None, ...]:
        if not block.each:
            return (None,)
        rows = self._facts.walk(block.each)
        if isinstance(rows, Undefined) or rows == ():
            raise missing(self._document, block.each)
        if not isinstance(rows, tuple):
            raise BadDefinition(
                f"“{self._document}”, block “{block.key}”: “{block.each}” is no list.",
                remedy="Name a list in `each`, or leave `each` out.",
            )
        return rows

    def _passage(self, text: str, place: str, row: Plain | None = None) -> Passage:
        given: dict[str, Plain] = self._facts.top()
        if row is not None:
            given["row"] = row
        with naming(self._document, place):
            return _passage_of(_compiled(text).render(given))


@lru_cache(maxsize=2048)
def _compiled(text: str) -> Template:
    """Compile a text once: a table's cell is the same template in every row."""
    return environment(escape=False).from_string(text)


def _passage_of(rendered: str) -> Passage:
    """Split rendered text at its gaps."""
    pieces = _GAP.split(rendered.strip())
    return Passage(
        tuple(
            Run(piece, is_gap=bool(number % 2))
            for number, piece in enumerate(pieces)
            if piece
        )
    )


def _barred(row: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Return a row whose last cell has a bar, where its numbers allow one."""
    part, whole = row[-2].text, row[-1].text
    try:
        share = float(part) / float(whole)
    except (ValueError, ZeroDivisionError):
        return row
    percent = round(min(max(share, 0.0), 1.0) * 100, 1)
    return (*row[:-1], replace(row[-1], bar=Bar(percent, part, whole)))


def _unwrapped(text: str) -> str:
    """Join lines that the file only wraps; line breaks inside facts stay."""
    return _WRAPPED.sub(" ", text.strip())


_KINDS: dict[str, Callable[[_Pen, Block], Iterator[PlacedBlock]]] = {
    "heading": _Pen.paragraphs,
    "paragraph": _Pen.paragraphs,
    "note": _Pen.paragraphs,
    "list": _Pen.lines,
    "steps": _Pen.lines,
    "signature": _Pen.lines,
    "table": _Pen.table,
    "chart": _Pen.chart,
    "facts": _Pen.pairs,
}

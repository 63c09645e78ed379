"""How a form's questions are laid out on a blank: numbered sections, rows, controls.

Both blanks, PDF and Word, are made from this one layout, so they ask the same things in
the same order and the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from toolkit.catalogue.definitions import (
    ALWAYS,
    Choice,
    Form,
    Kind,
    Question,
    Section,
)

SIGN_HERE = "Type your name, or print the form and sign by hand"

# More choices than this are a list to pick from instead of buttons.
_MOST_BUTTONS = 6

# A line is twelve parts wide: about 84 letters of a 12-point label in bold.
_LINE, _TWO_THIRDS, _HALF, _THIRD = 12, 8, 6, 4
_HALF_LABEL, _THIRD_LABEL = 80, 27

# In points: a button with its gaps, a letter of its label, and the room on a line.
_BUTTON, _LETTER = 30, 5.6
_HALF_POINTS, _THIRD_POINTS = 243, 158

# The tallest box there is, in lines of typing.
_TALLEST = 10

# An answer of so few letters fits a third of a line.
_SHORT = 40

# A tick with a longer label than this gets a line of its own.
_TICK_LABEL = 44

_SMALL = frozenset(
    {
        Kind.DATE,
        Kind.BIRTH_DATE,
        Kind.NUMBER,
        Kind.PERCENTAGE,
        Kind.YEAR_GROUP,
        Kind.POSTCODE,
        Kind.UPN,
    }
)


class Control(StrEnum):
    """What a person fills in."""

    LINE = "line"
    BOX = "box"
    BUTTONS = "buttons"
    LIST = "list"
    TICKS = "ticks"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Asking:
    """One thing asked on a blank: a question, or several ticks with one label.

    `width` is in twelfths of a line, `lines` the lines a box has room for. `spoken` is
    what a screen reader says: the label, with the part's title where parts repeat.
    """

    label: str
    hint: str
    control: Control
    questions: tuple[Question, ...]
    width: int
    lines: int
    spoken: str

    @property
    def question(self) -> Question:
        """The question; the first one of several ticks."""
        return self.questions[0]

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be chosen between; nothing but for buttons and lists."""
        return self.question.choices

    @property
    def is_needed(self) -> bool:
        """Whether the blank marks it as needed."""
        return self.question.needed

    @property
    def is_one_column(self) -> bool:
        """Whether its ticks are sentences, which stand below one another."""
        return any(len(question.label) > _TICK_LABEL for question in self.questions)

    @property
    def is_always_needed(self) -> bool:
        """Whether it is needed whatever else is answered."""
        return self.is_needed and self.question.applies_if == ALWAYS


@dataclass(frozen=True, slots=True)
class Part:
    """One headed part of a blank and its rows, left to right, top to bottom."""

    number: str
    title: str
    intro: str
    is_row: bool
    rows: tuple[tuple[Asking, ...], ...]

    def asked(self) -> Iterator[Asking]:
        """Yield everything it asks, in reading order."""
        for row in self.rows:
            yield from row


def lay_out(form: Form) -> tuple[Part, ...]:
    """Return the parts of a blank; parts with nothing to print are left out."""
    return tuple(_numbered(s for s in form.sections if _printed(s)))


def _printed(section: Section) -> list[Question]:
    return [q for q in section.questions if q.on_blank]


def _numbered(sections: Iterable[Section]) -> Iterator[Part]:
    """Number the parts 1, 2, 3; the rows of a repeated one 4.1, 4.2."""
    number = 0
    for section in sections:
        number += section.row in {None, 1}
        shown = str(number) if section.row is None else f"{number}.{section.row}"
        askings = list(_askings(section))
        rows = tuple(_rows(askings))
        is_row = section.row is not None
        yield Part(shown, section.title, section.intro, is_row, rows)


def _askings(section: Section) -> Iterator[Asking]:
    for group, questions in groupby(_printed(section), key=_group):
        if group:
            yield _asking(section, group, tuple(questions))
        else:
            for question in questions:
                yield _asking(section, question.label, (question,))


def _group(question: Question) -> str:
    return question.group if question.kind is Kind.TICK else ""


def _asking(section: Section, label: str, questions: tuple[Question, ...]) -> Asking:
    question, control = questions[0], _control(questions[0])
    spoken = label if section.row is None else f"{section.title}: {label}"
    return Asking(
        label=label,
        hint=question.hint,
        control=control,
        questions=questions,
        width=_width(question, label, control),
        lines=min(max(question.lines, 2), _TALLEST) if control is Control.BOX else 1,
        spoken=f"{spoken}. {SIGN_HERE}" if control is Control.SIGNATURE else spoken,
    )


def _control(question: Question) -> Control:
    if question.kind is Kind.TICK:
        return Control.TICKS
    if question.kind is Kind.SIGNATURE:
        return Control.SIGNATURE
    if question.choices:
        few = len(question.choices) <= _MOST_BUTTONS
        return Control.BUTTONS if few else Control.LIST
    return Control.BOX if question.kind is Kind.LONG_TEXT else Control.LINE


def _width(question: Question, label: str, control: Control) -> int:
    if control is Control.SIGNATURE:
        return _TWO_THIRDS
    if control in {Control.BOX, Control.TICKS}:
        return _LINE
    if control is Control.BUTTONS:
        return _width_of_buttons(question, label)
    words = max(len(label), len(question.hint))
    small = question.kind in _SMALL or question.max_length <= _SHORT
    if words <= _THIRD_LABEL and (small or control is Control.LIST):
        return _THIRD
    return _HALF if len(label) <= _HALF_LABEL else _LINE


def _width_of_buttons(question: Question, label: str) -> int:
    wide = sum(_BUTTON + _LETTER * len(choice.label) for choice in question.choices)
    if len(label) <= _THIRD_LABEL and wide <= _THIRD_POINTS:
        return _THIRD
    return _HALF if len(label) <= _HALF_LABEL and wide <= _HALF_POINTS else _LINE


def _rows(askings: Iterable[Asking]) -> Iterator[tuple[Asking, ...]]:
    """Fill each line from the left; a last one alone on a line gets half of it."""
    row: list[Asking] = []
    for asking in askings:
        if sum(each.width for each in row) + asking.width > _LINE:
            yield _spread(row)
            row = []
        row.append(asking)
    if row:
        yield _spread(row)


def _spread(row: list[Asking]) -> tuple[Asking, ...]:
    """Widen the last of a row of two so that no odd gap is left."""
    left = _LINE - sum(each.width for each in row)
    if left and len(row) > 1:
        row = [*row[:-1], replace(row[-1], width=row[-1].width + left)]
    return tuple(row)

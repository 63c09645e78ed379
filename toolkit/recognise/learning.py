"""A first draft of the map of a form we do not know, for a person to finish.

What is written on the paper is no part of the draft: only names and labels are.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.catalogue.definitions import Form, Kind, Service
from toolkit.model import Document, MarkKind
from toolkit.recognise.copies import Reading, read_as
from toolkit.recognise.labels import of_name, plain, strong
from toolkit.recognise.naming import SURE
from toolkit.recognise.options import (
    Row,
    choice_of,
    has_choices,
    rows_of,
    shown,
    ticks_of,
)

# A form with fewer questions in common is another form.
_NEAR_SHARE, _NEAR_TOLD = 0.2, 4
_LONGEST_KEY = 40
_MOST_BUTTONS = 6
_TITLE_WITHIN = 12
_KINDS = (
    (Kind.BIRTH_DATE, {"birth"}),
    (Kind.EMAIL, {"email"}),
    (Kind.PHONE, {"telephone", "mobile"}),
    (Kind.POSTCODE, {"postcode"}),
    (Kind.UPN, {"upn"}),
    (Kind.SIGNATURE, {"signature", "signed"}),
    (Kind.DATE, {"date"}),
    (Kind.LONG_TEXT, {"reason", "detail", "comment", "view", "describe", "address"}),
    (Kind.NAME, {"name", "surname", "forename"}),
)


@dataclass(frozen=True, slots=True)
class Learned:
    """One field or label of the paper and the question it seems to ask.

    `key` is empty when no question resembles it. `sure` is 0 to 1; below `SURE` a
    person has to say.
    """

    row: Row
    key: str = ""
    sure: float = 0.0

    @property
    def name(self) -> str:
        """What the field or label is called on the paper."""
        return self.row.key

    @property
    def is_sure(self) -> bool:
        """Whether the question is told without a person."""
        return bool(self.key) and self.sure >= SURE


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learned of a paper: the form it is near, and every field or label.

    `form` is null when no form is near; then a new one is drafted. `title` is the
    paper's first line that holds no answer.
    """

    form: Form | None
    title: str
    learned: tuple[Learned, ...]


def learn(
    document: Document, services: Sequence[Service], form: Form | None = None
) -> Lesson:
    """Return what the fields and labels of a paper seem to ask.

    Args:
        document: The paper as it was read, filled or blank.
        services: Every service whose form it could be near.
        form: The form to compare it with, when a person has said.
    """
    # Of several fields with one name only the first can be told by it.
    rows = tuple(
        {row.key: row for row in reversed([*rows_of(document.marks)])}.values()
    )
    rows = rows[::-1]
    forms = [form] if form else [f for service in services for f in service.forms]
    readings = [(read_as(f, document, rows, own=False), f) for f in forms]
    reading, nearest = max(
        readings, key=lambda found: found[0].told, default=(Reading(), None)
    )
    is_near = nearest is not None and (
        reading.told >= _NEAR_TOLD and reading.share(nearest) >= _NEAR_SHARE
    )
    if nearest is None or not (is_near or form):
        return Lesson(None, _title(document), tuple(Learned(row) for row in rows))
    return Lesson(nearest, _title(document), tuple(_learned(rows, reading, nearest)))


def _learned(rows: Sequence[Row], reading: Reading, form: Form) -> Iterator[Learned]:
    asked = {
        id(row): keys for row, keys in zip(reading.rows, reading.keys, strict=True)
    }
    for row in rows:
        keys = asked.get(id(row), ())
        sure = reading.sure[keys[0]] if keys else 0.0
        if row.options and _has_a_field_each(row):
            yield from _boxes(row, form, keys, sure)
        else:
            yield Learned(row, keys[0] if keys else "", sure)


def _has_a_field_each(row: Row) -> bool:
    """Whether a row's boxes are fields of a form, with a name of its own each."""
    return all(mark.key != mark.place.label for mark in row.marks)


def _boxes(row: Row, form: Form, keys: Sequence[str], sure: float) -> Iterator[Learned]:
    """Yield each box by itself, with the tick or the answer that it stands for."""
    questions = [q for key in keys if (q := form.question(key)) is not None]
    ticks = ticks_of(row, questions) if questions and questions[0].group else {}
    by_name = {mark.key: key for key, mark in ticks.items()}
    for mark, option in zip(row.marks, row.options, strict=True):
        key = by_name.get(mark.key, "")
        if not ticks and questions and has_choices(questions[0]):
            choice = choice_of(option, questions[0], mark.how)
            key = f"{questions[0].key}={choice.value}" if choice else ""
        alone = Row(shown(mark), mark.key, (mark,))
        yield Learned(alone, key, sure if key else 0.0)


def _title(document: Document) -> str:
    answers = [m.text.casefold() for m in document.marks if len(m.text) > 1]
    for line in document.lines[:_TITLE_WITHIN]:
        words = line.text.casefold()
        if len(words.split()) > 1 and not any(answer in words for answer in answers):
            return " ".join(line.text.split())[:200]
    return ""


# --- the draft ----------------------------------------------------------------------


def draft(lesson: Lesson, day: dt.date) -> str:
    """Return the draft as TOML: an edition for the form it is near, or a new form.

    What is sure stands as it is. What a person has to say stands behind `#`, with the
    question that comes nearest.

    Args:
        lesson: What was learned.
        day: Put down as the day of issue, until a person knows better.
    """
    if lesson.form is None:
        return "\n".join([*_new_form(lesson, day), ""])
    return "\n".join([*_edition(lesson, lesson.form, day), ""])


def _edition(lesson: Lesson, form: Form, day: dt.date) -> Iterator[str]:
    yield f"# A draft for services/{form.service}/forms/{form.key}/form.toml: put it"
    yield "# at the end of that file. Compare every line with the paper. Lines behind #"
    yield "# are not sure: put the right key after the =, and take the # away."
    yield '# A box that stands for one answer maps to `"question=value"`.'
    yield ""
    yield "[[former_edition]]"
    yield 'id = "other-1"'
    yield f"issued = {day.isoformat()}"
    yield ""
    yield "[former_edition.fields]"
    for learned in lesson.learned:
        yield from _field(learned)


def _field(learned: Learned) -> Iterator[str]:
    label = "" if learned.row.label == learned.name else f" “{learned.row.label}”"
    name = _quoted(learned.name)
    if learned.is_sure:
        yield f'{name} = "{learned.key}"  # sure: {learned.sure:.2f}{_line(label)}'
    elif learned.key:
        told = f"perhaps: {learned.sure:.2f}{_line(label)}"
        yield f'# {name} = "{learned.key}"  # {told}'
    else:
        yield f'# {name} = ""  # no question is near{_line(label)}'


def _new_form(lesson: Lesson, day: dt.date) -> Iterator[str]:
    title = lesson.title or "The form's title"
    keys = _keys(lesson.learned)
    yield "# A draft of a new form. Save it in services/<service>/forms/<form>/, as"
    yield "# form.toml, and put that folder's name after `key`. Compare every line with"
    yield "# the paper."
    yield 'key = "new-form"'
    yield f"title = {_quoted(title)}"
    yield 'edition = "1"'
    yield f"issued = {day.isoformat()}"
    yield f"title_words = [{_quoted(title.lower())}]"
    yield 'source = "J: learned from a paper that arrived"'
    yield ""
    yield "# What the paper calls each of its fields."
    yield "[fields]"
    for learned, key in zip(lesson.learned, keys, strict=True):
        yield f'{_quoted(learned.name)} = "{key}"'
    yield ""
    yield "[[section]]"
    yield 'key = "all"'
    yield 'title = "The questions"'
    for learned, key in zip(lesson.learned, keys, strict=True):
        yield from _question(learned.row, key)


def _question(row: Row, key: str) -> Iterator[str]:
    kind = _kind(row)
    yield ""
    yield "  [[section.question]]"
    yield f'  key = "{key}"'
    yield f'  kind = "{kind}"'
    yield f"  label = {_quoted(_label(row))}"
    yield '  asked = "optional"'
    if kind is Kind.CHOICE:
        values = _unique(_slug(option, "answer") for option in row.options)
        pairs = zip(values, row.options, strict=True)
        said = (f"{{ value = {_quoted(v)}, label = {_quoted(o)} }}" for v, o in pairs)
        yield f"  choices = [{', '.join(said)}]"
    yield '  source = "J: learned from a paper that arrived"'


def _label(row: Row) -> str:
    label = row.label if " " in row.label.strip() else of_name(row.label)
    return " ".join(label.split()).strip(" *") or row.key


def _kind(row: Row) -> Kind:
    if row.options:
        said = {plain(option) for option in row.options}
        if said <= {"yes", "no", "y", "n"}:
            return Kind.YES_NO
        return Kind.CHOICE if 1 < len(row.options) <= _MOST_BUTTONS else Kind.TEXT
    if row.mark.kind is MarkKind.TICK:
        return Kind.TICK
    if row.mark.kind is MarkKind.SIGNATURE:
        return Kind.SIGNATURE
    words = set(strong(plain(_label(row))))
    return next((kind for kind, telling in _KINDS if words & telling), Kind.TEXT)


def _keys(learned: Sequence[Learned]) -> list[str]:
    return _unique(_slug(_label(each.row), "field") for each in learned)


def _slug(text: str, otherwise: str) -> str:
    words = re.findall(r"[a-z0-9]+", text.casefold())
    slug = "_".join(words)[:_LONGEST_KEY].strip("_")
    return slug if re.match(r"[a-z]", slug) else f"{otherwise}_{slug}".strip("_")


def _unique(slugs: Iterator[str]) -> list[str]:
    met: dict[str, int] = {}
    unique = []
    for slug in slugs:
        met[slug] = met.get(slug, 0) + 1
        unique.append(slug if met[slug] == 1 else f"{slug}_{met[slug]}")
    return unique


def _line(text: str) -> str:
    """Return text that stays on its line, whatever is in it."""
    return "".join(c if c.isprintable() else " " for c in text)


def _quoted(text: str) -> str:
    """Return text as TOML writes it; JSON's strings are TOML's, but for two."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

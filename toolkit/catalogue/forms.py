"""A form's file laid out: rows counted, ticks spread, and its own faults told."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.catalogue.definitions import (
    Choice,
    Condition,
    Edition,
    Form,
    Kind,
    Question,
    Section,
    Test,
)
from toolkit.catalogue.entries import checked
from toolkit.catalogue.faults import Fault, twice
from toolkit.catalogue.keys import LONGEST_KEY, QUESTION_KEY
from toolkit.catalogue.reading_files import Sheet, Table
from toolkit.catalogue.schemas import FormEntry

MOST_RADIO_CHOICES = 6
"""More choices than this are a drop-down, which shows only its values."""

TICKS = "ticks"
YES_NO = (Choice("yes", "Yes"), Choice("no", "No"))
NOT_KNOWN = Choice("unknown", "Not known")

# On-states of a PDF's buttons; `Off` is the name of the state nobody chose.
_ON_STATE = re.compile(r"(?!(?i:off)$)[A-Za-z0-9_-]+")
_LONG_TEXT = {"max_length": 2000, "lines": 4}


def form_of(sheet: Sheet, service: str) -> tuple[Form | None, tuple[Fault, ...]]:
    """Return the form a sheet describes, and every fault in it.

    Args:
        sheet: A `form.toml`, in a folder named for the form.
        service: The key of the service the form belongs to.
    """
    table, faults = checked(FormEntry, sheet)
    if faults:
        return None, faults
    faults = tuple(_faults_of_table(sheet.file, table))
    if faults:
        return None, faults
    form = _form(table, service)
    return form, tuple(_faults_of_form(sheet.file, form))


def keys_used(sheet: Sheet) -> frozenset[str]:
    """Return every question key a faulty form seems to ask, for looking names up."""
    sections = (sheet.table or {}).get("section")
    return frozenset(
        key.replace("{n}", str(row))
        for section in _tables(sections)
        for question in _tables(section.get("question"))
        for row in range(1, 41)
        for key in _seeming_keys(question)
    )


def _seeming_keys(question: Table) -> Iterator[str]:
    key = question.get("key")
    if isinstance(key, str):
        yield key
        values = (choice.get("value") for choice in _tables(question.get("choices")))
        yield from (f"{key}_{value}" for value in values)


def _tables(value: object) -> list[Table]:
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []


# --- laying out ---------------------------------------------------------------------


def _form(table: Table, service: str) -> Form:
    drafts = table.pop("sections")
    sections = (section for draft in drafts for section in _rows(draft))
    edition = Edition(table.pop("edition"), table.pop("issued"), table.pop("fields"))
    return Form(service=service, edition=edition, sections=tuple(sections), **table)


def _rows(draft: Table) -> Iterator[Section]:
    """Yield a section once, or once per row when it repeats."""
    drafts = draft["questions"]
    if "repeat" not in draft:
        asked = tuple(q for question in drafts for q in questions_of(question, None))
        told = (draft["key"], draft["title"], draft["intro"], asked)
        yield Section(*told, synonyms=draft["synonyms"])
        return
    for row in range(1, draft["repeat"] + 1):
        title = draft["title_row"] or f"{draft['title']} {{n}}"
        needed = row <= draft["needed_rows"]
        yield Section(
            key=f"{draft['key']}-{row}",
            title=_numbered(title, row),
            intro=draft["intro"] if row == 1 else "",
            questions=tuple(
                q if needed else dataclasses.replace(q, needed=False)
                for question in drafts
                for q in questions_of(question, row)
            ),
            row=row,
            synonyms=tuple(_numbered(each, row) for each in draft["synonyms"]),
        )


def questions_of(draft: Table, row: int | None) -> Iterator[Question]:
    """Yield one question, or one tick for each choice of a list of ticks.

    Args:
        draft: The question as its file writes it.
        row: The number of its row in a repeated section; null outside one.
    """
    said = _said(draft, row)
    if draft["kind"] != TICKS:
        yield Question(kind=Kind(draft["kind"]), choices=_choices(draft), **said)
        return
    group, key = said.pop("label"), said.pop("key")
    for choice in draft["choices"]:
        said["label"] = _numbered(choice.label, row)
        yield Question(kind=Kind.TICK, key=f"{key}_{choice.value}", group=group, **said)


def _said(draft: Table, row: int | None) -> dict[str, Any]:
    """Return what a question's file says of it, with the row's number put in."""
    plain = ("asked", "source", "needed", "sensitive", "max_length", "lines")
    said = {key: draft[key] for key in plain if key in draft}
    if draft["kind"] == Kind.LONG_TEXT:
        said = {**_LONG_TEXT, **said}
    for key in ("key", "label", "hint"):
        said[key] = _numbered(draft[key], row)
    said["synonyms"] = tuple(_numbered(each, row) for each in draft["synonyms"])
    said["applies_if"] = _numbered_condition(draft["applies_if"], row)
    return {**said, "row": row}


def _choices(draft: Table) -> tuple[Choice, ...]:
    if draft["kind"] != Kind.YES_NO:
        return tuple(draft["choices"])
    plain = tuple(draft["choices"]) or YES_NO
    return (*plain, NOT_KNOWN) if draft["with_unknown"] else plain


def _numbered(text: str, row: int | None) -> str:
    return text if row is None else text.replace("{n}", str(row))


def _numbered_condition(condition: Condition, row: int | None) -> Condition:
    def numbered(tests: tuple[Test, ...]) -> tuple[Test, ...]:
        return tuple(Test(_numbered(t.question, row), t.values) for t in tests)

    return Condition(
        any_of=numbered(condition.any_of),
        all_of=numbered(condition.all_of),
        none_of=numbered(condition.none_of),
    )


# --- faults a single key cannot show ------------------------------------------------


def _faults_of_table(file: str, table: Table) -> Iterator[Fault]:
    """Yield what would make laying out the form impossible."""
    folder = file.split("/")[-2]
    if table["key"] != folder:
        yield Fault(file, "key", f"The name of its folder is needed: {folder}.")
    yield from twice(file, "section", (s["key"] for s in table["sections"]))
    for section in table["sections"]:
        for question in section["questions"]:
            where = f"section {section['key']}.question {question['key']}"
            for part, told in _faults_of_draft(section, question):
                yield Fault(file, f"{where}.{part}", told)


def _faults_of_draft(section: Table, draft: Table) -> Iterator[tuple[str, str]]:
    """Yield the faulty part of a question and what was expected there."""
    kind, choices = draft["kind"], draft["choices"]
    known = [*Kind, TICKS]
    if kind not in known:
        yield "kind", f"One of these is needed: {', '.join(known)}."
    if "repeat" in section and "{n}" not in draft["key"]:
        yield "key", "This section repeats, so {n} is needed for the row's number."
    if "repeat" not in section and "{n}" in draft["key"]:
        yield "key", "{n} only has a meaning in a section with repeat."
    if kind in {Kind.CHOICE, TICKS} and not choices:
        yield "choices", "At least one choice is needed."
    if kind not in {Kind.CHOICE, TICKS, Kind.YES_NO} and choices:
        yield "choices", "Only a choice, a yes-no question or ticks have choices."
    if kind != Kind.YES_NO and draft["with_unknown"]:
        yield "with_unknown", "Only a yes-no question can have a third answer."
    if kind == Kind.TICK and draft["needed"]:
        yield "needed", "A single tick cannot be needed: leaving it empty is an answer."
    yield from _faults_of_choices(kind, choices)


def _faults_of_choices(
    kind: str, choices: tuple[Choice, ...]
) -> Iterator[tuple[str, str]]:
    values = [choice.value for choice in choices]
    if len(set(values)) < len(values):
        yield "choices", "Each value may be here once."
    if kind == Kind.YES_NO and choices and set(values) - {"yes", "no", "unknown"}:
        yield "choices", "The values of a yes-no question are yes, no and unknown."
    for choice in choices:
        where = f"choices {choice.value}.value"
        if kind == Kind.CHOICE and len(choices) > MOST_RADIO_CHOICES:
            if choice.value != choice.label:
                told = "its value has to be the same as its label"
                yield where, f"With more than 6 choices this is a list, and {told}."
        elif kind == TICKS and not re.fullmatch(r"[a-z0-9_]+", choice.value):
            yield where, "Small letters, digits and _ are needed."
        elif not _ON_STATE.fullmatch(choice.value):
            yield where, "Letters, digits, - and _ are needed, and not the word Off."


def _faults_of_form(file: str, form: Form) -> Iterator[Fault]:
    """Yield the faults that show when the form is laid out."""
    keys = [question.key for question in form.questions()]
    yield from twice(file, "question", keys)
    for key in keys:
        if not QUESTION_KEY.fullmatch(key) or len(key) > LONGEST_KEY:
            told = f"At most {LONGEST_KEY} small letters, digits and _ are allowed."
            yield Fault(file, f"question {key}.key", told)
    identity: dict[str, str] = dataclasses.asdict(form.identity)
    for part, key in identity.items():
        if key and key not in keys:
            told = f"A question of this form is needed; it has no {key}."
            yield Fault(file, f"identity.{part}", told)
    for edition in (form.edition, *form.editions):
        yield from _faults_of_fields(file, edition.fields, form)
    ids = (edition.id for edition in (form.edition, *form.editions))
    yield from twice(file, "edition", ids)


def _faults_of_fields(
    file: str, names: Mapping[str, str], form: Form
) -> Iterator[Fault]:
    """Yield the printed names that lead to no question, or to no answer of it."""
    for name, told in names.items():
        key, _, value = told.partition("=")
        question, where = form.question(key), f"fields.{name}"
        if question is None:
            expected = f"A question of this form is needed; it has no {key}."
            yield Fault(file, where, expected)
        elif value and value not in (allowed := allowed_values(question) or ()):
            expected = (
                f"{key} has no value {value}; it has {', '.join(sorted(allowed))}."
            )
            yield Fault(file, where, expected)


def allowed_values(question: Question) -> frozenset[str] | None:
    """Return the values a question's answer can have; null when it is free."""
    if question.kind is Kind.TICK:
        return frozenset({"yes", "no"})
    if question.kind in {Kind.CHOICE, Kind.YES_NO}:
        return frozenset(choice.value for choice in question.choices)
    return None

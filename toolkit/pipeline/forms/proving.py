"""Filled samples of forms, and whether they read as somebody said they should."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.catalogue import Catalogue, Form
from toolkit.errors import BadDefinition
from toolkit.model import Answer, Understood, Value
from toolkit.pipeline.arrivals.looking import look
from toolkit.reading import Reader

_SUFFIXES = (".pdf", ".docx")
_EXPECTED = ".expected.toml"
_KEYS = frozenset({"form", "edition", "read_on", "ask", "answers"})


@dataclass(frozen=True, slots=True)
class Sample:
    """A filled sample of a form, and the file that says how it should be read."""

    form: Form
    paper: Path
    expected: Path

    @property
    def name(self) -> str:
        """Where it lies below the definitions, with `/` between folders."""
        return f"{folder_of(self.form)}/{self.paper.name}"


@dataclass(frozen=True, slots=True)
class Expected:
    """How a sample should be read: everything that is answered, and what asks."""

    form: str
    edition: str
    read_on: dt.date
    answers: Mapping[str, Value] = field(default_factory=dict, repr=False)
    ask: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Proof:
    """A sample and what was read otherwise, a sentence each; none when all is well."""

    sample: Sample
    differences: tuple[str, ...]


def folder_of(form: Form) -> str:
    """Return where a form's samples lie below a folder of definitions."""
    return f"services/{form.service}/forms/{form.key}/samples"


def samples_of(form: Form, roots: Iterable[Path]) -> tuple[Sample, ...]:
    """Return a form's samples, in order of name.

    Args:
        form: The form.
        roots: Folders of definitions; a file of the first wins over that of the next.
    """
    found: dict[str, Sample] = {}
    for root in roots:
        for paper in sorted((root / folder_of(form)).glob("*")):
            if paper.suffix.lower() in _SUFFIXES and paper.name not in found:
                expected = paper.with_name(f"{paper.stem}{_EXPECTED}")
                found[paper.name] = Sample(form, paper, expected)
    return tuple(found[name] for name in sorted(found))


def drafted(
    sample: Sample, reader: Reader, catalogue: Catalogue, today: dt.date
) -> str:
    """Return how a sample is read now, as the file that says how it should be.

    For a person to compare with the paper: what is wrong there is wrong in the file.
    """
    document = reader.read(sample.paper, sample.paper.name)
    return told_as_expected(look(document, catalogue, today).understood, today)


def prove(sample: Sample, reader: Reader, catalogue: Catalogue) -> Proof:
    """Read a sample as any paper is read, and compare.

    Raises:
        BadDefinition: If the file that says how it should be read is not there or
            faulty.
    """
    expected = _expected(sample)
    document = reader.read(sample.paper, sample.paper.name)
    looked = look(document, catalogue, expected.read_on)
    return Proof(sample, tuple(_differences(looked.understood, expected)))


def told_as_expected(understood: Understood, read_on: dt.date) -> str:
    """Return the file that says a paper should be read as it was read now."""
    fit = understood.fit
    answered = {k: a for k, a in understood.answers.items() if _is_said(a)}
    asked = [key for key, answer in understood.answers.items() if answer.ask]
    lines = [
        "# How the sample beside this file should be read.",
        f'form = "{fit.service}/{fit.form}"' if fit else 'form = ""',
        f'edition = "{fit.edition}"' if fit else 'edition = ""',
        f"read_on = {read_on.isoformat()}",
        f"ask = [{', '.join(_toml(key) for key in asked)}]",
        "",
        "[answers]",
        *(f"{key} = {_toml(answer.value)}" for key, answer in answered.items()),
    ]
    return "\n".join([*lines, ""])


# --- comparing ----------------------------------------------------------------------


def _differences(understood: Understood, expected: Expected) -> Iterator[str]:
    fit = understood.fit
    form = f"{fit.service}/{fit.form}" if fit else "no form"
    if form != expected.form:
        yield f"It was read as {form}, and {expected.form} was expected."
        return
    if fit and fit.edition != expected.edition:
        yield f"It is edition “{fit.edition}”, and “{expected.edition}” was expected."
    for key in dict.fromkeys((*expected.answers, *understood.answers)):
        yield from _difference(key, understood.answers.get(key), expected)


def _difference(key: str, answer: Answer | None, expected: Expected) -> Iterator[str]:
    value = answer.value if answer and _is_said(answer) else None
    wanted = expected.answers.get(key)
    if (type(value), value) != (type(wanted), wanted):
        yield f"{key}: {_shown(value)} was read, and {_shown(wanted)} was expected."
    asks = bool(answer and answer.ask)
    if asks != (key in expected.ask):
        told = "asks a person" if asks else "asks nobody"
        yield f"{key}: it {told}, and the opposite was expected."


def _is_said(answer: Answer) -> bool:
    """Whether an answer says something: an unticked box and a blank line do not."""
    return answer.value not in {None, False, ""}


def _shown(value: Value | None) -> str:
    return "nothing" if value is None else f"“{value}”"


# --- the file beside a sample -------------------------------------------------------


def _expected(sample: Sample) -> Expected:
    if not sample.expected.is_file():
        raise BadDefinition(
            f"{folder_of(sample.form)}/{sample.expected.name} is needed: it says how "
            f"{sample.paper.name} should be read.",
            remedy="Run `toolkit definitions test --draft` and finish what it writes.",
        )
    try:
        table = tomllib.loads(sample.expected.read_text(encoding="utf-8"))
        if unknown := set(table) - _KEYS:
            raise KeyError(", ".join(sorted(unknown)))  # noqa: TRY301 one answer
        answers, day = table["answers"], table["read_on"]
        if not isinstance(answers, dict) or not _is_day(day):
            raise TypeError("answers or read_on")  # noqa: TRY301 one answer
        ask = frozenset(str(key) for key in table.get("ask", []))
        return Expected(str(table["form"]), str(table["edition"]), day, answers, ask)
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise BadDefinition(
            f"{folder_of(sample.form)}/{sample.expected.name} cannot be used: {fault}.",
            remedy="Compare it with the samples that came with the toolkit.",
        ) from fault


def _is_day(value: object) -> bool:
    return isinstance(value, dt.date) and not isinstance(value, dt.datetime)


def _toml(value: Value | None) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int | float):
        return repr(value)
    return _quoted("" if value is None else value)


def _quoted(text: str) -> str:
    """Return text as TOML writes it; JSON's strings are TOML's, but for one letter."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

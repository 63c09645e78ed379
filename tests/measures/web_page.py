"""A form somebody rebuilt as a web page, filled there and printed by Chromium."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

from toolkit.catalogue import Form, Kind, Question, Section

_STYLE = (
    "body{font:11pt sans-serif} table{width:100%;border-collapse:collapse}"
    "td{border:1px solid #888;padding:4pt;vertical-align:top;white-space:pre-wrap}"
    "td:first-child{width:38%;font-weight:bold} p{margin:2pt}"
)


def printed(form: Form, said: Mapping[str, str | bool]) -> bytes:
    """Return the page as Chromium prints it: a label beside each answer, no edition."""
    with tempfile.TemporaryDirectory() as folder:
        page, target = Path(folder, "form.html"), Path(folder, "form.pdf")
        page.write_text("".join(_page(form, said)), encoding="utf-8")
        command = [
            *("chromium", "--headless", "--no-sandbox", "--disable-gpu"),
            f"--user-data-dir={folder}/profile",
            *("--no-pdf-header-footer", f"--print-to-pdf={target}", f"file://{page}"),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return target.read_bytes()


def _page(form: Form, said: Mapping[str, str | bool]) -> Iterator[str]:
    yield f"<!DOCTYPE html><meta charset=utf-8><style>{_STYLE}</style>"
    yield f"<h1>{escape(form.title)}</h1>"
    for section in form.sections:
        yield f"<h2>{escape(section.title)}</h2><table>"
        yield from _rows(section, said)
        yield "</table>"


def _rows(section: Section, said: Mapping[str, str | bool]) -> Iterator[str]:
    """Yield a row for each question; ticks of one group share a row."""
    grouped: dict[str, list[Question]] = {}
    for question in section.questions:
        if question.on_blank:
            key = question.group if question.kind is Kind.TICK else question.key
            grouped.setdefault(key, []).append(question)
    for questions in grouped.values():
        first = questions[0]
        label = first.group if first.kind is Kind.TICK else first.label
        shown = "".join(_shown(question, said) for question in questions)
        yield f"<tr><td>{escape(label)}</td><td>{shown}</td></tr>"


def _shown(question: Question, said: Mapping[str, str | bool]) -> str:
    value = said.get(question.key, "")
    if question.kind is Kind.TICK:
        return f"<p>{'☒' if value else '☐'} {escape(question.label)}</p>"
    labels = {choice.value: choice.label for choice in question.choices}
    return escape(labels.get(str(value), str(value)))

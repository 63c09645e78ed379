"""Makes the filled sample of each form, and what it should be read as: run by hand.

Each form of each service with a demonstration is filled with the answers of its first
invented child. The file beside it is written as the sample is read now, so compare it
with the sample before you keep it:

    .venv/bin/python setup/make_form_samples.py
"""

from __future__ import annotations

from pathlib import Path

from toolkit.catalogue import Catalogue, Form, load
from toolkit.compose import blank, fill_word
from toolkit.pdf import fill
from toolkit.pipeline.arrivals.looking import look
from toolkit.pipeline.forms.proving import folder_of, told_as_expected
from toolkit.reading import read
from toolkit.samples import demo_of

ROOT = Path(__file__).resolve().parent.parent
NAME = "made-up"
# Word files are small; one in PDF, so that both ways are proven.
SUFFIXES = {"consent": "pdf"}


def main() -> None:
    """Write a sample and its expected reading for every form."""
    catalogue = load()
    for form in catalogue.forms():
        _make(catalogue, form)


def _make(catalogue: Catalogue, form: Form) -> None:
    service = catalogue.service(form.service)
    demo = demo_of(service)
    if demo is None:
        return
    paper = next(p for a in demo.arrivals for p in a.papers if p.form == form.key)
    suffix = SUFFIXES.get(form.key, "docx")
    printed = {question.key for question in form.questions() if question.on_blank}
    answers = {key: said for key, said in paper.answers.items() if key in printed}
    empty = blank(form, service, suffix, catalogue.templates)
    contents = (fill_word if suffix == "docx" else fill)(empty, answers)
    folder = ROOT / folder_of(form)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{NAME}.{suffix}").write_bytes(contents)
    day = demo.day.date()
    looked = look(read(contents, NAME, issued=catalogue.issued()), catalogue, day)
    expected = told_as_expected(looked.understood, day)
    (folder / f"{NAME}.expected.toml").write_text(expected, encoding="utf-8")


if __name__ == "__main__":
    main()

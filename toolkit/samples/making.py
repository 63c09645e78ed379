"""Makes sample papers and lays them into an intake as a school would drop them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path, PurePosixPath

from toolkit.catalogue import Service
from toolkit.compose import blank, fill_word, typed
from toolkit.errors import BadDefinition
from toolkit.pdf import fill, protect
from toolkit.samples.script import Answers, Demo, SampleArrival, SamplePaper

_MIME = {
    ".pdf": ("application", "pdf"),
    ".docx": (
        "application",
        "vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
}


def lay_arrivals(
    demo: Demo, service: Service, roots: tuple[Path, ...], intake: Path
) -> None:
    """Make every arrival of the demonstration and lay it into the intake folder.

    Args:
        demo: What arrives.
        service: The service whose blanks are filled.
        roots: Template folders, the workspace's own first.
        intake: Where they are dropped; made if it is not there.
    """
    intake.mkdir(parents=True, exist_ok=True)
    blanks: dict[tuple[str, str], bytes] = {}
    for arrival in demo.arrivals:
        papers = {p.name: _paper(p, service, roots, blanks) for p in arrival.papers}
        _LAYERS[arrival.how](arrival, papers, intake)


def _paper(
    paper: SamplePaper,
    service: Service,
    roots: tuple[Path, ...],
    blanks: dict[tuple[str, str], bytes],
) -> bytes:
    suffix = PurePosixPath(paper.name).suffix
    if not paper.form:
        return typed(paper.title, paper.lines, suffix.lstrip("."), roots)
    form = service.form(paper.form)
    if form is None:
        raise BadDefinition(f"The sample paper names a form “{paper.form}” nobody has.")
    if (paper.form, suffix) not in blanks:
        blanks[paper.form, suffix] = blank(form, service, suffix.lstrip("."), roots)
    keys = {question.key for question in form.questions() if question.on_blank}
    answers = {key: said for key, said in paper.answers.items() if key in keys}
    filled = _fill(blanks[paper.form, suffix], suffix, answers)
    return protect(filled, paper.password) if paper.password else filled


def _fill(contents: bytes, suffix: str, answers: Answers) -> bytes:
    return (fill_word if suffix == ".docx" else fill)(contents, answers)


def _folder(arrival: SampleArrival, papers: Mapping[str, bytes], intake: Path) -> None:
    for name, contents in papers.items():
        at = intake / arrival.name / name
        at.parent.mkdir(parents=True, exist_ok=True)
        at.write_bytes(contents)


def _zip(arrival: SampleArrival, papers: Mapping[str, bytes], intake: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, contents in papers.items():
            archive.writestr(name, contents)
    (intake / arrival.name).write_bytes(packed.getvalue())


def _message(arrival: SampleArrival, papers: Mapping[str, bytes], intake: Path) -> None:
    message = EmailMessage(policy=SMTP)
    for header, value in arrival.headers.items():
        message[header.title()] = value
    message.set_content(arrival.text)
    for name, contents in papers.items():
        main, sub = _MIME[PurePosixPath(name).suffix]
        message.add_attachment(contents, maintype=main, subtype=sub, filename=name)
    (intake / arrival.name).write_bytes(message.as_bytes())


def _file(arrival: SampleArrival, papers: Mapping[str, bytes], intake: Path) -> None:
    [contents] = papers.values()
    (intake / arrival.name).write_bytes(contents)


_LAYERS = {"folder": _folder, "zip": _zip, "message": _message, "file": _file}

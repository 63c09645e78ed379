"""An office to live a day in: papers dropped and real commands typed, at a set time.

A scenario is told as the office lives it: what arrives, which command somebody types,
and what they see. Only the clock is set; everything else is the real thing.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import importlib
import io
import json
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

import toolkit.cli
from tests.pipeline.desks import answers_of, catalogue, filled
from tests.pipeline.desks import letter as typed
from toolkit import workspace as workspaces
from toolkit.workspace import Workspace

MONDAY = dt.datetime(2026, 11, 16, 9, 30, tzinfo=dt.UTC)
BY = ("--by", "Office Trial")
THERE = [
    said
    for who in ("pupil", "family", "school", "health")
    for said in ("--set", f"{who}_there=yes")
]
LESSONS = (
    "offer,subject,mode,venue,hours_per_week,start,end,teacher\n"
    "online-group,English,online,,3,23/11/2026,16/12/2026,Tom Adeyemi\n"
)

Answers = Mapping[str, str | bool]
# What the commands print is JSON of many shapes.
Told = Any

AMARA = answers_of("Amara")
JAKUB = answers_of("Jakub")
SIOBHAN = answers_of("Siobhan")
MATEUSZ = answers_of("Mateusz")


@dataclass(frozen=True)
class Said:
    """What a command answered: its exit code, and what it printed."""

    code: int
    out: str
    err: str

    def told(self) -> Told:
        """Return what was printed, as JSON."""
        assert self.out, f"Nothing was told: {self.err}"
        return json.loads(self.out)


@dataclass
class Office:
    """A workspace, its clock, and somebody at the keyboard."""

    workspace: Workspace
    clock: list[dt.datetime] = field(default_factory=lambda: [MONDAY])

    def at(self, when: dt.datetime) -> None:
        """Set the clock."""
        self.clock[:] = [when]

    def later(self, **span: float) -> None:
        """Let time pass."""
        self.at(self.clock[0] + dt.timedelta(**span))

    def types(self, *arguments: str) -> Said:
        """Type one command."""
        out, err = io.StringIO(), io.StringIO()
        root = str(self.workspace.root)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = toolkit.cli.main(["--workspace", root, *arguments])
        return Said(code, out.getvalue(), err.getvalue())

    def asks(self, *arguments: str) -> Told:
        """Type one command with --json and return what it tells."""
        return self.types(*arguments, "--json").told()

    def drops(self, papers: Mapping[str, bytes], folder: str = "") -> None:
        """Put files into the intake, or into a folder there."""
        for name, contents in papers.items():
            at = self.workspace.intake / folder / name
            at.parent.mkdir(parents=True, exist_ok=True)
            at.write_bytes(contents)

    def takes_in(self, papers: Mapping[str, bytes] = {}, folder: str = "") -> Told:
        """Drop papers and type `toolkit intake`."""
        self.drops(papers, folder)
        return self.asks("intake", "--quiet-seconds", "0")

    def cases(self) -> list[Told]:
        """Return every case, whole, by `toolkit cases` and `toolkit case`."""
        return [self.asks("case", case["ref"]) for case in self.asks("cases")]

    def case(self) -> Told:
        """Return the only case there is."""
        [case] = self.cases()
        return case

    def reads(self, name: str, contents: bytes) -> Told:
        """Type `toolkit read` on one file and return its paper."""
        at = self.workspace.root / name
        at.write_bytes(contents)
        [paper] = self.asks("read", str(at))["papers"]
        return paper

    def checks(self, papers: Mapping[str, bytes]) -> Told:
        """Type `toolkit check` on files that are in no intake."""
        desk = self.workspace.root / "to check"
        desk.mkdir(exist_ok=True)
        for name, contents in papers.items():
            (desk / name).write_bytes(contents)
        return self.asks("check", *(str(desk / name) for name in papers))

    def starts_support(self, ref: str) -> None:
        """Accept a case, hold its planning meeting, and start lessons a week later."""
        why = ("--despite", "The papers were seen at the school.")
        self.types("decide", ref, "accept", *BY, *why)
        self.types("record", ref, "planning-meeting", *BY, *THERE)
        self.records(ref, "provision", LESSONS)
        self.later(days=7)
        self.types("record", ref, "start", *BY)

    def records(self, ref: str, kind: str, rows: str) -> Said:
        """Write something down for a case, from a sheet with these rows."""
        sheet = self.workspace.root / f"{kind}.csv"
        sheet.write_text(rows, encoding="utf-8")
        return self.types("record", ref, kind, *BY, "--from", str(sheet))

    def due(self) -> dict[str, str]:
        """Return the day each sort of thing is next due, by `toolkit due`."""
        listed = self.asks("due", "--days", "200")
        soonest = sorted(listed, key=lambda one: str(one["due"]), reverse=True)
        return {str(one["what"]): str(one["due"]) for one in soonest}

    def letters(self, document: str) -> list[Path]:
        """Return the files that were made of one document, over all cases."""
        folder = self.workspace.outbox / "cases"
        return sorted(folder.rglob(f"*_{document}_*"))


@contextlib.contextmanager
def open_office(root: Path, patch: pytest.MonkeyPatch) -> Iterator[Office]:
    """Open a fresh office whose commands read the office's own clock."""
    office = Office(workspaces.make(root))
    patch.chdir(root)  # where the report of a fault of ours would be left
    for module in pkgutil.iter_modules(toolkit.cli.__path__):
        command = importlib.import_module(f"toolkit.cli.{module.name}")
        patch.setattr(command, "now", lambda: office.clock[0], raising=False)
    yield office


def the_pack(answers: Answers = AMARA) -> dict[str, bytes]:
    """Return a whole referral: request, baseline, consent, support plan, letters."""
    name = f"{answers['pupil_legal_forename']} {answers['pupil_legal_surname']}"
    return {
        "service request.pdf": filled("service-request", answers),
        "baseline.pdf": filled("baseline", answers),
        "consent.pdf": filled("consent", answers),
        "support plan.pdf": support_plan(name, str(answers["dob"])),
        "letter.pdf": clinic_letter(name, str(answers["dob"])),
        "timetable.pdf": timetable(name, str(answers["dob"])),
    }


def clinic_letter(name: str, born: str = "", *more: str) -> bytes:
    """Return a consultant's letter that says a child cannot attend."""
    dob = f", DOB: {born}" if born else ""
    return typed(
        "Hollowmere General Hospital: outpatient clinic letter",
        "30 October 2026",
        f"Re: {name}{dob}",
        f"{name.split()[0]} is medically unable to attend school at present, and is "
        "likely to be for about twelve weeks.",
        *more,
        "Yours sincerely",
        "Dr Ewa Nowak",
        "Consultant paediatrician",
        "Telephone 01632 960220",
    )


def support_plan(name: str, born: str) -> bytes:
    """Return an Assess, Plan, Do, Review record."""
    return typed(
        "Assess, Plan, Do, Review",
        f"Pupil name: {name}",
        f"DOB: {born}",
        "Date: 9 November 2026",
        "Assess",
        "Tired after twenty minutes.",
        "Plan",
        "Short check-ins, work in small pieces.",
        "Do",
        "Started on 21 September with the tutor.",
        "Review",
        "Reviewed on 6 November: check-ins help, full days do not.",
    )


def timetable(name: str, born: str) -> bytes:
    """Return a reduced timetable and reintegration plan the parents agreed to."""
    return typed(
        "Reduced timetable and reintegration plan",
        f"Pupil name: {name}",
        f"Date of birth: {born}",
        "Start date: 9 November 2026",
        "Review date: 20 November 2026",
        "End date: 18 December 2026",
        "Hours per week: 6",
        "Monday and Wednesday: lesson 1 and lesson 2. Friday: morning session.",
        "Week 1: mornings. Step 1 of the return to full time.",
        "Parent/carer agreement: yes",
        "Headteacher: Daniel Ferris",
    )


def mail(
    subject: str, papers: Mapping[str, bytes], sender: str, text: str = "See attached."
) -> bytes:
    """Return an e-mail with papers attached."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = "esma@hertfordshire.example"
    message["Subject"] = subject
    message.set_content(text)
    for name, contents in papers.items():
        message.add_attachment(
            contents, maintype="application", subtype="pdf", filename=name
        )
    return message.as_bytes()


def finding(case: Told, rule: str) -> Told:
    """Return the finding of one rule of a case."""
    return next(found for found in case["findings"] if found["rule"] == rule)


def outcome(case: Told, rule: str) -> str:
    """Return what one rule of a case came to."""
    return str(finding(case, rule)["outcome"])


def text_of(path: Path) -> str:
    """Return the words of a PDF, line ends as spaces."""
    pages = PdfReader(path).pages
    return " ".join(word for page in pages for word in page.extract_text().split())


__all__ = [
    "AMARA",
    "BY",
    "JAKUB",
    "MATEUSZ",
    "MONDAY",
    "SIOBHAN",
    "Answers",
    "Office",
    "Said",
    "Told",
    "catalogue",
    "clinic_letter",
    "filled",
    "finding",
    "mail",
    "open_office",
    "outcome",
    "support_plan",
    "text_of",
    "the_pack",
    "timetable",
    "typed",
]

"""An invented council's forms and letters, and papers for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

from toolkit.calendar import CalendarSet
from toolkit.catalogue.definitions import (
    Asked,
    Clocks,
    Contact,
    Edition,
    Fact,
    Finder,
    Form,
    HouseStyle,
    IdentityKeys,
    Kind,
    LetterSort,
    Question,
    Residence,
    Section,
    Service,
)
from toolkit.model import Document, Line, Mark, PaperSort, Place

DAY = dt.date(2026, 9, 1)
NAME = Fact("name", Kind.NAME, "Name", Finder.LABELLED_NAME, ("re", "patient"), "J")
DOB = Fact(
    "dob", Kind.BIRTH_DATE, "Birth", Finder.LABELLED_DATE, ("dob", "date of birth"), "J"
)
DATE = Fact(
    "date", Kind.DATE, "Date", Finder.LETTER_DATE, ("clinic date", "dated", "date"), "J"
)
ROLE = Fact(
    "role",
    Kind.TEXT,
    "Role",
    Finder.ROLE,
    ("consultant paediatrician", "gp", "nurse"),
    "J",
)
UNABLE = Fact(
    "unable", Kind.TEXT, "Unable", Finder.PHRASE, ("unable to attend school",), "J"
)
SIGNED = Fact("author", Kind.NAME, "Author", Finder.SIGNED, ("signed",), "J")
PHONE = Fact("phone", Kind.PHONE, "Phone", Finder.LABELLED_TEXT, ("tel", "phone"), "J")

MEDICAL = LetterSort(
    "medical-letter",
    "Medical letter",
    ("clinic letter",),
    ("consultant", "diagnosis", "unable to attend school"),
    3,
    (NAME, DOB, DATE, ROLE, UNABLE, SIGNED, PHONE),
    IdentityKeys(full_name="name", dob="dob"),
    "J",
)
PLAN = LetterSort(
    "plan",
    "Support plan",
    ("support plan",),
    ("assess", "review"),
    3,
    (),
    IdentityKeys(),
    "J",
)


def question(key: str, asked: Asked = Asked.ASKED) -> Question:
    """Return a question that is printed unless it says otherwise."""
    return Question(key, Kind.TEXT, key, asked, "J")


def form(
    key: str,
    questions: Sequence[Question],
    *,
    title: str = "",
    fields: Mapping[str, str] | None = None,
) -> Form:
    """Return a form; `fields` are another office's names for its questions."""
    return Form(
        key=key,
        title=title or key,
        service="northshire",
        intro="",
        return_to="",
        edition=Edition("2026", DAY),
        opens_case=True,
        sections=(Section("all", "All", "", tuple(questions)),),
        identity=IdentityKeys(),
        title_words=(title,) if title else (),
        source="J",
        editions=(Edition("other", DAY, fields),) if fields else (),
    )


REFERRAL = form(
    "referral",
    [
        *(question(key) for key in ("surname", "forename", "dob", "reason")),
        question("nhs_number", Asked.ACCEPTED),
    ],
    title="request for teaching",
)
CONSENT = form(
    "consent",
    [question(key) for key in ("dob", "signer", "signature", "scope")],
    title="permission to share",
)


def service(
    *forms: Form, key: str = "northshire", sorts: Sequence[LetterSort] = (MEDICAL, PLAN)
) -> Service:
    """Return a service of an invented council with these forms."""
    nobody = frozenset[dt.date]()
    return Service(
        key=key,
        prefix="NS",
        title="Teaching at home",
        short_title="Teaching",
        council="Northshire",
        la_code="999",
        plan_title="Plan",
        plan_abbreviation="P",
        source_date=DAY,
        contact=Contact("", "", (), "", "J"),
        areas=(),
        roles={},
        clocks=Clocks(0, 1, 12, 5, 10, 15, 5, 10, "J"),
        calendar=CalendarSet(
            key, (), (), nobody, nobody, nobody, "J", DAY, illustrative=True
        ),
        residence=Residence({}, "J"),
        tiers=(),
        requirements=(),
        criteria=(),
        reasons=(),
        decisions=(),
        forms=forms or (REFERRAL, CONSENT),
        letter_sorts=tuple(sorts),
        signposts=(),
        house_style=HouseStyle("Northshire", "", "", "", "", "", "", "", ""),
        acknowledgement="",
        version="1",
        folder=Path(),
    )


def filled(*marks: Mark, edition: str = "", lines: Sequence[str] = ()) -> Document:
    """Return a fillable form as it was read."""
    return Document(
        "form.pdf",
        "0" * 64,
        1,
        PaperSort.PDF_FORM,
        marks=marks,
        lines=tuple(Line(text) for text in lines),
        edition=edition,
    )


def letter(text: str, sort: PaperSort = PaperSort.PDF_PAGE) -> Document:
    """Return a letter as it was read, each line with its place."""
    lines = [
        Line(line, Place("0" * 64, 1, (72, 20 * at, 500, 20 * at + 12)))
        for at, line in enumerate(text.splitlines())
        if line.strip()
    ]
    return Document("letter.pdf", "0" * 64, 1, sort, lines=tuple(lines))

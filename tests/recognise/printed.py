"""An invented council's form with parts, rows and boxes, and printed copies of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tests.recognise.invented import DAY, service
from toolkit.catalogue.definitions import (
    Asked,
    Choice,
    Condition,
    Edition,
    Form,
    IdentityKeys,
    Kind,
    Question,
    Section,
    Service,
    Test,
)
from toolkit.model import Document, Line, Mark, MarkKind, PaperSort, Place, Route

TITLE = "Asking for lessons at home"
YES_NO = (Choice("yes", "Yes"), Choice("no", "No"))


def asked(
    key: str,
    label: str,
    kind: Kind = Kind.TEXT,
    *synonyms: str,
    row: int | None = None,
    choices: Sequence[Choice] = (),
) -> Question:
    """Return a question that a complete form answers."""
    return Question(
        key,
        kind,
        label,
        Asked.ASKED,
        "J",
        needed=True,
        synonyms=synonyms,
        choices=tuple(choices),
        row=row,
    )


def tick(key: str, label: str, group: str) -> Question:
    """Return one tick of a list."""
    return Question(key, Kind.TICK, label, Asked.OPTIONAL, "J", group=group)


def parent(row: int) -> Section:
    """Return one of the two parts about parents."""
    return Section(
        f"parents-{row}",
        f"Parent or carer {row}",
        "",
        (
            asked(f"parent_{row}_name", "Full name", Kind.NAME, row=row),
            asked(f"parent_{row}_phone", "Phone number", Kind.PHONE, row=row),
            asked(
                f"parent_{row}_pr",
                "Has parental responsibility?",
                Kind.YES_NO,
                row=row,
                choices=YES_NO,
            ),
        ),
        row=row,
        synonyms=(f"Parent {row}",),
    )


LESSONS = Form(
    key="lessons",
    title=TITLE,
    service="northshire",
    intro="",
    return_to="",
    edition=Edition("2026", DAY),
    opens_case=True,
    sections=(
        Section(
            "pupil",
            "The pupil",
            "",
            (
                asked("forename", "First names", Kind.NAME, "Forename(s)"),
                asked("surname", "Surname", Kind.NAME, "Family name"),
                asked("dob", "Date of birth", Kind.BIRTH_DATE, "D.O.B."),
                asked("upn", "Unique pupil number (UPN)", Kind.UPN, "UPN"),
                asked("school", "School on roll", Kind.TEXT, "Name of school"),
            ),
            synonyms=("Pupil details",),
        ),
        parent(1),
        parent(2),
        Section(
            "absence",
            "The absence",
            "",
            (
                asked("working", "What is working well", Kind.LONG_TEXT),
                asked("not_working", "What is not working well", Kind.LONG_TEXT),
                asked(
                    "authorised",
                    "Has the school authorised the absence?",
                    Kind.CHOICE,
                    "Authorised absence",
                    choices=(*YES_NO, Choice("partly", "Partly")),
                ),
                tick("support_online", "Lessons online", "What would help?"),
                tick("support_home", "Lessons at home", "What would help?"),
            ),
        ),
        Section(
            "sign",
            "Signing",
            "",
            (
                asked("signature", "Your signature", Kind.SIGNATURE, "Signature"),
                asked("signed_on", "Signed on", Kind.DATE, "Date"),
            ),
        ),
    ),
    identity=IdentityKeys(forename="forename", surname="surname", dob="dob", upn="upn"),
    title_words=("asking for lessons at home",),
    source="J",
)

ANSWERS: Mapping[str, str] = {
    "First names *": "Amara",
    "Surname *": "Okafor",
    "Date of birth *": "03/05/2012",
    "Unique pupil number (UPN) *": "F919999916001",
    "School on roll *": "Willowmere High",
    "1 Full name *": "Ngozi Okafor",
    "1 Phone number *": "01632 960001",
    "2 Full name *": "Chidi Okafor",
    "2 Phone number *": "01632 960002",
    "What is working well *": "Mornings",
    "What is not working well *": "Whole days",
    "Your signature *": "Grace Marsh",
    "Signed on *": "12/11/2026",
}
PARTS = {
    "1 The pupil": 5,
    "2.1 Parent or carer 1": 2,
    "2.2 Parent or carer 2": 2,
    "3 The absence": 2,
    "4 Signing": 2,
}


def lessons(form: Form = LESSONS) -> Service:
    """Return a service with this form."""
    return service(form)


def pair(label: str, text: str, **more: object) -> Mark:
    """Return a label and what stands beside it."""
    mark = Mark(label, text=text, place=Place(label=label), how=Route.PAGE)
    return replace(mark, **more)  # type: ignore[arg-type]


def box(question: str, option: str, *, ticked: bool | None) -> Mark:
    """Return a box beside one printed answer."""
    mark = pair(f"{question}: {option}", "")
    return replace(mark, kind=MarkKind.TICK, tick=ticked, ask=ticked is None)


def copy(
    *extra: Mark,
    answers: Mapping[str, str] = ANSWERS,
    title: str = TITLE,
    without: Sequence[str] = (),
    how: Route = Route.PAGE,
    headings: bool = True,
    edition: str = "",
) -> Document:
    """Return a printed copy of the form, its labels in order under its headings.

    Args:
        extra: More marks, below all others.
        answers: By label, with the row's number before it where rows repeat.
        title: The first line.
        without: Labels that are not on this copy.
        how: The route all marks came by.
        headings: Whether the headings of the parts could be read.
        edition: The edition id it bears.
    """
    said = [(label, text) for label, text in answers.items() if label not in without]
    lines, marks = [title], []
    met: Counter[str] = Counter()
    for heading, count in PARTS.items():
        lines += [heading] * headings
        rows, said = said[:count], said[count:]
        for numbered, text in rows:
            label = numbered.removeprefix("1 ").removeprefix("2 ")
            met[label] += 1
            key = label if met[label] == 1 else f"{label}#{met[label]}"
            lines.append(f"{label} {text}")
            marks.append(replace(pair(label, text), key=key))
    lines += [mark.place.label for mark in extra]
    return on_paper([*marks, *extra], lines, how=how, edition=edition)


def on_paper(
    marks: Sequence[Mark],
    lines: Sequence[str] = (TITLE,),
    *,
    how: Route = Route.PAGE,
    edition: str = "",
) -> Document:
    """Return a paper without fields: a scan when a machine read it."""
    sorts = {Route.MACHINE: PaperSort.SCAN, Route.WORD: PaperSort.WORD}
    sort = sorts.get(how, PaperSort.PDF_PAGE)
    return Document(
        "copy.pdf",
        "0" * 64,
        1,
        sort,
        marks=tuple(replace(mark, how=how) for mark in marks),
        lines=tuple(map(Line, lines)),
        edition=edition,
    )


def when(question: str, value: str) -> Condition:
    """Return a condition that one answer has one value."""
    return Condition(all_of=(Test(question, (value,)),))

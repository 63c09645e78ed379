"""One-question papers: what a school writes under one kind of question, understood."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.calendars import DEMO
from toolkit.catalogue.definitions import (
    Asked,
    Choice,
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
from toolkit.meaning import understand
from toolkit.model import (
    Answer,
    Document,
    Fit,
    Mark,
    MarkKind,
    PaperSort,
    Place,
    Recognised,
    Understood,
)

TODAY = dt.date(2026, 11, 22)
PAPER = Document(name="x.pdf", sha256="0" * 64, size=1, sort=PaperSort.PDF_FORM)
YES_NO_UNKNOWN = (
    Choice("yes", "Yes"),
    Choice("no", "No"),
    Choice("unknown", "Not known"),
)

STATUS_CHOICES = (
    Choice("N", "No special educational needs"),
    Choice("K", "SEN support"),
    Choice("E", "Education, health and care plan"),
)


def question(
    key: str,
    kind: Kind,
    label: str = "The question",
    choices: tuple[Choice, ...] = (),
    hint: str = "",
) -> Question:
    """Return a question as the catalogue would load it."""
    return Question(
        key, kind, label, Asked.ASKED, "J: a test", choices=choices, hint=hint
    )


def service(*questions: Question, identity: IdentityKeys | None = None) -> Service:
    """Return a service with one form and one sort of letter, and nothing else."""
    edition = Edition("2026", dt.date(2026, 9, 1))
    keys = identity or IdentityKeys()
    form = Form(
        key="form",
        title="A form",
        service="trial",
        intro="",
        return_to="",
        edition=edition,
        opens_case=True,
        sections=(Section("one", "One", "", questions),),
        identity=keys,
        title_words=(),
        source="J: a test",
    )
    letter = LetterSort(
        key="letter",
        title="A letter",
        title_words=(),
        telling_words=(),
        threshold=3,
        facts=(
            Fact("who", Kind.NAME, "Pupil named", Finder.LABELLED_NAME, (), "J"),
            Fact("born", Kind.BIRTH_DATE, "Born", Finder.LABELLED_DATE, (), "J"),
        ),
        identity=IdentityKeys(full_name="who", dob="born"),
        source="J: a test",
    )
    return Service(
        key="trial",
        prefix="TRIAL",
        title="Trial service",
        short_title="Trial",
        council="Northshire",
        la_code="999",
        plan_title="Plan",
        plan_abbreviation="P",
        source_date=TODAY,
        contact=Contact("01632 960001", "office@trial.example", (), "", "J"),
        areas=(),
        roles={},
        clocks=Clocks(2, 1, 12, 5, 15, 15, 10, 20, "J"),
        calendar=DEMO,
        residence=Residence({}, "J"),
        tiers=(),
        requirements=(),
        criteria=(),
        reasons=(),
        decisions=(),
        forms=(form,),
        letter_sorts=(letter,),
        signposts=(),
        house_style=HouseStyle("", "", "", "", "", "", "", "", ""),
        acknowledgement="",
        version="1",
        folder=Path(),
    )


def paper(form: str = "form", /, **marks: Mark) -> Recognised:
    """Return a paper recognised as that form, with these marks."""
    fit = Fit("trial", form, "2026", "fields", 1.0)
    return Recognised(PAPER, fit, marks)


def written(text: str, page: int | None = 2) -> Mark:
    """Return something typed into a field."""
    return Mark(key="q", text=text, place=Place(page=page))


def box(*, tick: bool | None, text: str = "", ask: bool = False) -> Mark:
    """Return a box as it was found."""
    return Mark(
        key="q",
        kind=MarkKind.TICK,
        text=text,
        tick=tick,
        ask=ask,
        place=Place(page=2),
    )


def understood(mark: Mark, asked: Question) -> Understood:
    """Return a paper with one answer, understood on 22 November 2026."""
    return understand(paper(**{asked.key: mark}), service(asked), TODAY)


def answer(mark: Mark, kind: Kind, **more: tuple[Choice, ...] | str) -> Answer | None:
    """Return what one mark means under a question of this kind; null when left out."""
    asked = question("q", kind, **more)  # type: ignore[arg-type]
    return understood(mark, asked).answers.get("q")


def value_of(text: str, kind: Kind, **more: tuple[Choice, ...] | str) -> object:
    """Return the value of a text that must have one, without a sentence."""
    found = answer(written(text), kind, **more)
    assert found is not None
    assert found.why == ""
    assert not found.ask
    return found.value


def why(mark: Mark, kind: Kind, **more: tuple[Choice, ...] | str) -> str:
    """Return the sentence for a mark that must have no value."""
    found = answer(mark, kind, **more)
    assert found is not None
    assert found.value is None
    assert found.ask
    return found.why

"""Every letter and plan, made whole in Word and in PDF."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import TypeAlias
from xml.etree import ElementTree as ET

import pytest
from docx import Document

from tests.letters.facts import REF, facts_for
from tests.letters.making import (
    DOCUMENTS,
    LETTERS,
    MESSAGES,
    made,
    make,
    pdf_text,
    says,
    says_without,
    squeezed,
    table_heads,
    template,
    word_text,
)
from toolkit.errors import MissingFact
from toolkit.model import Gap
from toolkit.pdf import look_into

Path: TypeAlias = tuple[str | int, ...]

AWKWARD = "Smith & <Sons> O'Neill Wiśniewski a&b@council.example “x” {{ case.ref }}"


def leaves(value: object, path: Path = ()) -> Iterator[Path]:
    """Yield the place of every single fact."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from leaves(inner, (*path, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, (*path, number))
    else:
        yield path


def replaced(value: object, path: Path, new: object) -> object:
    """Return the facts with the one at a place replaced."""
    if not path:
        return new
    step, rest = path[0], path[1:]
    if isinstance(value, Mapping):
        return {**value, step: replaced(value[step], rest, new)}
    assert isinstance(value, list)
    assert isinstance(step, int)
    return [*value[:step], replaced(value[step], rest, new), *value[step + 1 :]]


NEEDS = [
    pytest.param(key, need, id=f"{key}, {need}")
    for key, document in DOCUMENTS.items()
    for need in document.needs
    if need not in {"service", "today"}
]
FACTS = [
    pytest.param(key, path, id=f"{key}, {'.'.join(map(str, path))}")
    for key, document in DOCUMENTS.items()
    for path in leaves(facts_for(key))
    if path[0] in document.needs
]


@pytest.mark.parametrize("key", LETTERS)
def test_the_word_file_and_the_pdf_say_the_same(key: str) -> None:
    """Whoever gets the one reads what whoever gets the other reads."""
    word = made(key)["docx"].contents

    assert pdf_text(made(key)["pdf"].contents, table_heads(word)) == word_text(word)


@pytest.mark.parametrize("key", LETTERS)
def test_a_pdf_can_be_read_aloud(key: str) -> None:
    """Tags, title, language and headings in order are what a screen reader needs."""
    seen = look_into(made(key)["pdf"].contents)

    assert seen.problems == ()
    assert seen.tagged
    assert seen.language == "en-GB"
    assert REF in seen.title


@pytest.mark.parametrize("key", LETTERS)
def test_a_word_file_says_its_title_its_language_and_its_council(key: str) -> None:
    """Word reads these aloud first, and they carry no person's name."""
    core = Document(io.BytesIO(made(key)["docx"].contents)).core_properties

    assert core.title.endswith(f"({REF})")
    assert core.author == "Northmoor County Council"
    assert core.last_modified_by == core.author
    assert core.language == "en-GB"


@pytest.mark.parametrize("key", LETTERS)
def test_every_part_of_a_word_file_is_well_formed(key: str) -> None:
    """One stray sign in one part, and Word opens nothing."""
    with zipfile.ZipFile(io.BytesIO(made(key)["docx"].contents)) as parts:
        roots = [
            ET.fromstring(parts.read(name))  # noqa: S314 - our own file
            for name in parts.namelist()
            if name.endswith((".xml", ".rels"))
        ]

    assert len(roots) > 8


@pytest.mark.parametrize("key", LETTERS)
@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_file_names_carry_the_reference_and_no_name(key: str, suffix: str) -> None:
    """A file name is seen by everybody who looks over a shoulder."""
    assert made(key)[suffix].name == f"{REF}_{key}_v1_20261119.{suffix}"


@pytest.mark.parametrize("key", LETTERS)
def test_a_letter_made_again_has_the_same_bytes(key: str) -> None:
    """An approval is given for one hash; making the letter again must not change it."""
    again = make(key)

    assert {s: made(key)[s].sha256 for s in again} == {
        s: letter.sha256 for s, letter in again.items()
    }


@pytest.mark.parametrize(("key", "need"), NEEDS)
def test_a_document_without_a_fact_it_needs_is_refused(key: str, need: str) -> None:
    """A letter with a hole in it must not leave; the drafter hears what is missing."""
    with pytest.raises(MissingFact, match=f"“{key}”.*“{need}”"):
        says_without(key, need)


@pytest.mark.parametrize(("key", "path"), FACTS)
def test_a_null_anywhere_in_the_facts_is_refused_by_its_place(
    key: str, path: Path
) -> None:
    """`None` must never stand in a letter, however deep it was."""
    facts = replaced(facts_for(key), path, None)
    assert isinstance(facts, dict)

    with pytest.raises(MissingFact) as refused:
        says(key, **facts)

    assert ".".join(str(s + 1) if isinstance(s, int) else s for s in path) in str(
        refused.value
    )


@pytest.mark.parametrize("key", DOCUMENTS)
def test_nothing_that_looks_like_a_slip_is_ever_printed(key: str) -> None:
    """These are what a merge that went wrong leaves behind."""
    text = says(key).text

    assert not [
        slip
        for slip in ("None", "nan", "{{", "}}", "()", "[]", "Dear ,")
        if slip in text
    ]


@pytest.mark.parametrize("key", ["acknowledgement", "decline-parent", "plan"])
@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_awkward_names_pass_whole(key: str, suffix: str) -> None:
    """An ampersand once swallowed the rest of a paragraph without a word."""
    case = facts_for(key)["case"]
    assert isinstance(case, dict)
    read = {"docx": word_text, "pdf": pdf_text}[suffix]
    letter = make(key, case=case | {"pupil": AWKWARD, "pupil_full_name": AWKWARD})

    assert squeezed(AWKWARD) in read(letter[suffix].contents)


@pytest.mark.parametrize("key", DOCUMENTS)
def test_no_subject_carries_a_name_a_birth_date_or_a_school(key: str) -> None:
    """Subject lines travel in plain text."""
    subject = says(key).subject

    assert REF in subject
    assert not [
        word
        for word in ("Amara", "Okafor", "2012", "Willowmere", "O'Neill")
        if word in subject
    ]


@pytest.mark.parametrize("key", MESSAGES)
def test_an_email_does_not_name_the_pupil(key: str) -> None:
    """The name is in the attached letter, which is protected; the e-mail is not."""
    assert "Amara" not in says(key).text


@pytest.mark.parametrize("key", [key for key in LETTERS if key != "plan"])
def test_a_letter_shows_no_gap(key: str) -> None:
    """Only a plan may be handed round with gaps in it."""
    signer = {"name": Gap("who signs"), "role": "Lead teacher"}
    case = facts_for(key)["case"]
    assert isinstance(case, dict)

    with pytest.raises(MissingFact, match=r"case\.pupil"):
        says(
            key,
            signer=signer,
            case=case | {"pupil": Gap("who"), "pupil_full_name": Gap("who")},
        )


def test_a_plan_shows_its_gaps_in_brackets_and_marked() -> None:
    """The people at the meeting see at once what is still to fill in."""
    word = Document(io.BytesIO(made("plan")["docx"].contents))
    cells = [
        run
        for table in word.tables
        for row in table.rows
        for cell in row.cells
        for line in cell.paragraphs
        for run in line.runs
    ]
    marked = {run.text for run in cells if run.style.name == "Gap"}

    assert "[Amara has not been asked yet: ask before the meeting]" in marked


def test_a_complete_referral_is_told_so_and_asked_for_nothing() -> None:
    """A school that sent everything must not go looking for what is missing."""
    text = says("acknowledgement", missing=[], unreadable=[]).text

    assert "Nothing on our list is missing" in text
    assert "What we still need" not in text
    assert "What we could not read" not in text


def test_the_acknowledgement_names_the_meeting_and_the_decision_day() -> None:
    """The two dates every school rings up for."""
    text = says("acknowledgement").text

    assert "Wednesday 25 November 2026" in text
    assert "by Wednesday 2 December 2026" in text


def test_guidance_only_has_no_table_of_lessons() -> None:
    """A family must not read of lessons that nobody is going to give."""
    school = says("acceptance-school", offers=[])
    parents = says("acceptance-parent", offers=[])

    assert "Teaching and support" not in school.text
    assert "advice and guidance" in school.text
    assert "Lessons start" not in parents.text


@pytest.mark.parametrize("key", ["decline-school", "decline-parent"])
def test_every_decline_says_that_other_evidence_counts(key: str) -> None:
    """A letter from a GP alone is never a reason by itself."""
    text = says(key).text

    assert "GP" in text
    assert "we also look at other evidence" in text


def test_a_decline_without_a_named_person_is_refused() -> None:
    """The rules may propose; only a person decides, and the letter says who."""
    with pytest.raises(MissingFact, match=r"decision\.by"):
        says("decline-school", decision={"by": "", "on": dt.date(2026, 11, 25)})


def test_a_decline_without_a_reason_is_refused() -> None:
    """Nobody may be turned away without being told why."""
    with pytest.raises(MissingFact, match="reasons"):
        says("decline-parent", reasons=[])


def test_a_parent_s_letter_does_not_repeat_what_was_written_for_the_school() -> None:
    """The school's sentence quotes evidence in professional words."""
    assert (
        "nothing shows that further medical advice" not in says("decline-parent").text
    )


@pytest.mark.parametrize("key", LETTERS)
def test_a_template_names_what_it_is_given_and_nothing_else(key: str) -> None:
    """A fact that is declared and never used is a fact somebody gathers for nothing."""
    known = template(key)
    wording = " ".join(
        [
            known.title,
            known.subject,
            *(f"{b.text} {b.each} {b.when} {b.unless}" for b in known.blocks),
            *(cell for b in known.blocks for _, cell in b.columns),
        ]
    )
    by_the_frame = {"today", "recipient", "case", "service"}

    assert not [n for n in known.needs if n not in wording and n not in by_the_frame]

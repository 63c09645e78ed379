from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.recognise.invented import MEDICAL, NAME, PHONE, letter, service
from toolkit.catalogue.definitions import Service
from toolkit.model import Mark, PaperSort, Recognised, Route
from toolkit.recognise import recognise
from toolkit.recognise.facts import find

LETTER = """Northfield Hospital
Clinic letter
Clinic date: 12 September 2026
Dr Nia Pritchard
Dear Dr Pritchard
Re: Amara OKAFOR, DOB 03/05/2012, NHS 999 000 0001
Thank you for referring Amara. She is at present
unable to attend school because of chronic fatigue. I saw Dr. Evans too.
Yours sincerely,
Dr Farah Haddad
Consultant Paediatrician
Tel: 01632 960123
cc: Mr Evans, school nurse"""


def recognised(text: str, sort: PaperSort = PaperSort.PDF_PAGE) -> Recognised:
    """Return what a text is recognised as."""
    return recognise(letter(text, sort), [service()])


def fact(key: str, text: str) -> Mark | None:
    """Return one fact of a medical letter with these lines in it."""
    return recognised(f"Clinic letter\n{text}").answers.get(key)


def test_a_letter_is_told_by_its_words_and_its_facts_are_verbatim() -> None:
    """What a person checks is the letter's own words, with their place."""
    found = recognised(LETTER)

    assert found.fit is not None
    assert (found.fit.form, found.fit.how) == ("medical-letter", "words")
    assert {key: mark.text for key, mark in found.answers.items()} == {
        "name": "Amara OKAFOR",
        "dob": "03/05/2012",
        "date": "12 September 2026",
        "role": "Consultant Paediatrician",
        "unable": "She is at present unable to attend school because of "
        "chronic fatigue.",
        "author": "Dr Farah Haddad",
        "phone": "01632 960123",
    }
    assert not any(mark.ask for mark in found.answers.values())


def test_a_fact_knows_its_place() -> None:
    """The page shows the line beside what was read from it."""
    dob = recognised(LETTER).answers["dob"]

    assert (dob.place.page, dob.place.box) == (1, (72, 100, 500, 112))
    assert (dob.place.label, dob.how, dob.key) == ("Birth", Route.PAGE, "dob")


@pytest.mark.parametrize(
    ("text", "form"),
    [
        pytest.param("The clinic letter", "medical-letter", id="a title word"),
        pytest.param(
            "Consultant\ndiagnosis\nunable  to attend\nSchool",
            "medical-letter",
            id="three telling words, broken over lines",
        ),
        pytest.param("consultant, diagnosis", None, id="not enough"),
        pytest.param("consultants, diagnosis, misdiagnosis", None, id="whole words"),
        pytest.param("clinic letter\nsupport plan", None, id="two sorts alike"),
        pytest.param("clinic letter\nsupport plan\nreview", None, id="nearly alike"),
        pytest.param(
            "clinic letter\nsupport plan\nassess and review",
            "plan",
            id="one sort clearly",
        ),
    ],
)
def test_a_sort_needs_enough_words_and_clearly_more_than_another(
    text: str, form: str | None
) -> None:
    """A plan that mentions a consultant is no medical evidence."""
    fit = recognised(text).fit

    assert (fit.form if fit else None) == form


def test_letters_that_could_be_two_sorts_name_both() -> None:
    """The person who chooses sees the candidates."""
    found = recognised("clinic letter\nsupport plan")

    assert {fit.form for fit in found.candidates} == {"medical-letter", "plan"}
    assert found.answers == {}


@pytest.mark.parametrize(
    "sort", [PaperSort.MESSAGE, PaperSort.ARCHIVE, PaperSort.UNREADABLE]
)
def test_a_covering_message_is_never_evidence(sort: PaperSort) -> None:
    """`Please find the clinic letter attached` is not the clinic letter."""
    found = recognised(LETTER, sort)

    assert (found.fit, found.candidates) == (None, ())


def test_a_typed_copy_of_a_form_is_not_taken_for_a_letter() -> None:
    """It holds all the words of a medical letter, and none of its weight."""
    found = recognised(f"Request for teaching\n{LETTER}")

    assert found.fit is None
    assert "referral" in {fit.form for fit in found.candidates}


def test_two_services_with_the_same_letters_leave_the_choice_to_a_person() -> None:
    """The letter does not say whose it is."""
    services: list[Service] = [service(), service(key="southshire")]

    found = recognise(letter(LETTER), services)

    assert found.fit is None
    assert {fit.service for fit in found.candidates} == {"northshire", "southshire"}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        pytest.param("Re: Amara Okafor", "Amara Okafor", id="plain"),
        pytest.param("RE  Amara Okafor", "Amara Okafor", id="no colon"),
        pytest.param(
            "Re: Siobhan O’Neill (DOB 1/2/12)", "Siobhan O’Neill", id="bracket"
        ),
        pytest.param("Patient: Jakub Wiśniewski", "Jakub Wiśniewski", id="accents"),
        pytest.param("Patient's name: Amara Okafor", "Amara Okafor", id="'s name"),
        pytest.param("Patient name:\nAmara Okafor", "Amara Okafor", id="next line"),
        pytest.param("Patient\tAmara Okafor\tx", "Amara Okafor", id="in a table"),
        pytest.param("Re: OKAFOR, Amara DOB x", "OKAFOR, Amara", id="surname first"),
        pytest.param("Re: Miss Amara Okafor", "Amara Okafor", id="a title"),
        pytest.param("Re: Amara Okafor d.o.b. 3/5/12", "Amara Okafor", id="d.o.b."),
        pytest.param("Re: Amara van den Berg, Year 9", "Amara van den Berg", id="van"),
        pytest.param("Re: Amara Okafor’s absence", "Amara Okafor", id="possessive"),
    ],
)
def test_only_the_name_is_taken_from_a_line_about_a_child(line: str, name: str) -> None:
    """The name is what papers are matched by."""
    found = fact("name", line)

    assert found is not None
    assert (found.text, found.ask) == (name, False)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Re: Request for Support", id="a heading"),
        pytest.param("Re: your letter of 3 May", id="small letters"),
        pytest.param("Re: Dr Nia Pritchard", id="a doctor"),
        pytest.param("Re: Reduced Timetable", id="a heading in capitals"),
        pytest.param("Represented by Amara Okafor", id="inside a word"),
        pytest.param("Patient was seen by Amara Okafor", id="a sentence"),
        pytest.param("Re:", id="nothing after it"),
    ],
)
def test_what_is_no_childs_name_is_not_taken_for_one(line: str) -> None:
    """No name is asked about; a wrong one would be matched."""
    assert fact("name", line) is None


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        pytest.param("Re: Amara Okafor\nPatient: Kofi Okafor", True, id="two children"),
        pytest.param("Re: Amara Okafor\nPatient: AMARA OKAFOR", False, id="capitals"),
        pytest.param("Re: Amara Okafor\nPatient: OKAFOR, Amara", False, id="turned"),
        pytest.param("Re: Amara Okafor\nPatient: Amara", False, id="shortened"),
        pytest.param("Re: Amara", True, id="a forename only"),
    ],
)
def test_a_letter_about_two_children_is_asked_about(*, text: str, ask: bool) -> None:
    """It must not be filed as one's."""
    found = fact("name", text)

    assert found is not None
    assert (found.text, found.ask) == (
        "Amara Okafor" if " Ok" in text else "Amara",
        ask,
    )


@pytest.mark.parametrize(
    ("line", "date"),
    [
        pytest.param("DOB 03/05/2012", "03/05/2012", id="no colon"),
        pytest.param("Re: Amara Okafor, DOB: 3.5.12", "3.5.12", id="in a line"),
        pytest.param("D.O.B. 3 May 2012", "3 May 2012", id="dots"),
        pytest.param("Date of birth: 3rd of May 2012", "3rd of May 2012", id="words"),
        pytest.param("Date of birth\n2012-05-03", "2012-05-03", id="next line"),
        pytest.param("Date of Birth\t03-05-2012\tAge", "03-05-2012", id="in a table"),
        pytest.param("(DOB 03/05/2012)", "03/05/2012", id="in brackets"),
        pytest.param("DOB: 9th-ish March", "9th-ish March", id="not a date to us"),
    ],
)
def test_a_date_of_birth_is_what_stands_after_its_label(line: str, date: str) -> None:
    """Verbatim, so that what cannot be read can be quoted."""
    found = fact("dob", line)

    assert found is not None
    assert (found.text, found.ask) == (date, False)


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        pytest.param("DOB 03/05/2012\nDOB 04/05/2012", True, id="two dates"),
        pytest.param("DOB 03/05/2012\nDOB 3 May 2012", False, id="two spellings"),
        pytest.param("DOB 03/05/2012\nDOB 2012-05-03", False, id="year first"),
    ],
)
def test_two_dates_of_birth_are_asked_about(*, text: str, ask: bool) -> None:
    """A wrong date of birth opens the wrong child's record."""
    found = fact("dob", text)

    assert found is not None
    assert found.ask is ask


@pytest.mark.parametrize(
    ("text", "date"),
    [
        pytest.param("Date: 1/9/26\nDOB: 03/05/2012", "1/9/26", id="labelled"),
        pytest.param("Dated 1 September 2026", "1 September 2026", id="dated"),
        pytest.param("Date: 1/9/26\nClinic date: 2/9/26", "2/9/26", id="label order"),
        pytest.param("1st September 2026\nDear all", "1st September 2026", id="alone"),
        pytest.param("Monday 7 September 2026", "7 September 2026", id="with weekday"),
        pytest.param("Date of birth: 03/05/2012", None, id="never the birth"),
        pytest.param("Date of birth\n03/05/2012", None, id="nor below its label"),
        pytest.param("I saw her on 1/9/26 in clinic", None, id="nor in a sentence"),
    ],
)
def test_a_letters_date_is_its_own(text: str, date: str | None) -> None:
    """Old evidence is asked about, so the date must be the letter's."""
    found = fact("date", text)

    assert (found.text if found else None) == date


@pytest.mark.parametrize(
    ("text", "role", "ask"),
    [
        pytest.param(
            "Yours faithfully\nA. Smith\nGP, Northfield Surgery",
            "GP, Northfield Surgery",
            False,
            id="in the signature",
        ),
        pytest.param(
            "Kind regards,\nA. Smith\nSENCo\ncc Consultant Paediatrician",
            None,
            False,
            id="never of who gets a copy",
        ),
        pytest.param(
            "Consultant Paediatrician\nDear colleague\nText.",
            "Consultant Paediatrician",
            True,
            id="in the letterhead only: perhaps the reader's",
        ),
        pytest.param(
            "Dear colleague\nShe sees a consultant paediatrician.\n"
            + "Word.\n" * 20
            + "Kind regards\nA. Smith",
            None,
            False,
            id="never of somebody in the text",
        ),
    ],
)
def test_the_role_is_that_of_the_person_who_signed(
    *, text: str, role: str | None, ask: bool
) -> None:
    """A letter from a school to a consultant is no consultant's letter."""
    found = fact("role", text)

    assert (found.text if found else None) == role
    assert bool(found and found.ask) is ask


def test_signed_by_hand_over_a_label_is_read() -> None:
    """Not every letter is yours sincerely."""
    found = fact("author", "Signed: Grace Adeyemi   Date: 1/9/26")

    assert found is not None
    assert found.text == "Grace Adeyemi"


@pytest.mark.parametrize("key", [fact.key for fact in MEDICAL.facts])
def test_what_a_letter_does_not_say_is_not_there(key: str) -> None:
    """Absent is not the same as empty, and neither is the same as no."""
    assert fact(key, "Nothing to see here.") is None


@given(st.text(max_size=300))
def test_any_text_at_all_is_recognised_or_not(text: str) -> None:
    """Whatever a letter says, the run goes on."""
    assert isinstance(recognised(f"clinic letter\nRe: {text}\nDOB {text}"), Recognised)


@pytest.mark.parametrize(
    ("text", "name", "ask"),
    [
        pytest.param(
            "Name\tDOB\tYear\nAmara Okafor\t03/05/2012\t9",
            "Amara Okafor",
            False,
            id="by tabs",
        ),
        pytest.param(
            "Name | Date of birth | Class\nAmara Okafor | 03/05/2012 | 9W",
            "Amara Okafor",
            False,
            id="by bars",
        ),
        pytest.param(
            "Name DOB Year Group\nAmara Okafor 03/05/2012 9",
            "Amara Okafor",
            False,
            id="by single spaces",
        ),
        pytest.param(
            "Name\tDOB\nAmara Okafor\t3/5/12\nKofi Okafor\t1/9/14",
            "Amara Okafor",
            True,
            id="two children",
        ),
        pytest.param(
            "Name\tRole\nGrace Marsh\tSENCo", None, False, id="a list of staff"
        ),
        pytest.param(
            "Name\tDOB\nHazard\tLikelihood\tSeverity", None, False, id="nobody on it"
        ),
    ],
)
def test_a_name_is_found_under_its_heading_in_a_table(
    *, text: str, name: str | None, ask: bool
) -> None:
    """Prints of registers and risk assessments head their columns."""
    listed = replace(NAME, labels=("patient", "pupil", "name"))
    found = find(listed, letter(text).lines)

    assert (found.text if found else None) == name
    assert bool(found and found.ask) is ask


@pytest.mark.parametrize(
    ("line", "birth", "ask"),
    [
        pytest.param("Re: Amara Okafor DOB 03/05/2012", "03/05/2012", False, id="dob"),
        pytest.param(
            "I have examined Amara Okafor (d.o.b. 3/5/12) today",
            "3/5/12",
            False,
            id="(",
        ),
        pytest.param("Amara, born on 3 May 2012, is", "3 May 2012", False, id="born"),
        pytest.param(
            "Amara DOB 03/05/2012 and Kofi DOB 11/09/2014", "03/05/2012", True, id="two"
        ),
        pytest.param(
            "Name DOB Year\nAmara Okafor 03/05/2012 9", "03/05/2012", False, id="headed"
        ),
    ],
)
def test_a_date_of_birth_may_stand_anywhere_in_a_line(
    *, line: str, birth: str, ask: bool
) -> None:
    """Clinics put name, birth and number on one line."""
    found = fact("dob", line)

    assert found is not None
    assert (found.text, found.ask) == (birth, ask)


@pytest.mark.parametrize(
    ("line", "name", "ask"),
    [
        pytest.param(
            "I have examined Amara Okafor (DOB 3/5/12)", "Amara Okafor", False, id="("
        ),
        pytest.param(
            "Miss Amara OKAFOR   DOB: 03-May-2012", "Amara OKAFOR", False, id="no label"
        ),
        pytest.param(
            "Re: Amara Okafor DOB 3/5/12 and Kofi Okafor DOB 1/9/14",
            "Amara Okafor",
            True,
            id="two children on a line",
        ),
        pytest.param("re: amara okafor dob 3/5/12", "amara okafor", True, id="small"),
        pytest.param("Re: Amara and Kofi Okafor", "Amara", True, id="joined"),
    ],
)
def test_a_name_is_found_beside_a_date_of_birth(
    *, line: str, name: str, ask: bool
) -> None:
    """Where no label says whose name it is."""
    listed = replace(NAME, labels=("re", "patient", "name"))
    found = find(listed, letter(line).lines)

    assert found is not None
    assert (found.text, found.ask) == (name, ask)


@pytest.mark.parametrize(
    ("text", "name", "ask"),
    [
        pytest.param(
            "Name: Ewa Nowak\nPosition: Consultant", None, False, id="the writer's"
        ),
        pytest.param(
            "Name: Amara Okafor\nDOB: 3/5/12", "Amara Okafor", False, id="the pupil's"
        ),
        pytest.param("Name: Amara Okafor", "Amara Okafor", True, id="anybody's"),
        pytest.param(
            "Pupil: Amara Okafor\nName: Ewa Nowak\nRole: GP",
            "Amara Okafor",
            False,
            id="the pupil's and the writer's",
        ),
        pytest.param(
            "Re: Willowmere High School request", None, False, id="a school's"
        ),
        pytest.param(
            "Pupil: Amara Okafor  School: Elm", "Amara Okafor", False, id="and a school"
        ),
        pytest.param(
            "Pupil: Amara Okafor F919999916001",
            "Amara Okafor",
            False,
            id="and a number",
        ),
    ],
)
def test_a_name_is_the_pupils_only_where_that_is_told(
    *, text: str, name: str | None, ask: bool
) -> None:
    """`Name` alone stands in letters for the writer as often as for the patient."""
    listed = replace(NAME, labels=("re", "patient", "pupil", "name"))
    found = find(listed, letter(text).lines)

    assert (found.text if found else None) == name
    assert bool(found and found.ask) is ask


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("re: your letter of last week", id="a letter"),
        pytest.param("re: request for support", id="a heading"),
        pytest.param("re: amara okafor has been seen by us today", id="a sentence"),
    ],
)
def test_small_letters_are_a_name_only_where_nothing_else_follows(line: str) -> None:
    """They are the letters of any other words too."""
    assert fact("name", line) is None


def test_when_whose_a_letter_is_asks_all_of_it_asks() -> None:
    """A sure birthday beside a doubtful name would be matched alone."""
    found = recognised("Clinic letter\nRe: Amara Okafor and Kofi\nDOB 03/05/2012")

    assert {key: m.ask for key, m in found.answers.items()} == {
        "name": True,
        "dob": True,
    }


def test_a_scanned_letter_is_told_by_its_words_too() -> None:
    """Most medical letters come as scans."""
    found = recognised(LETTER, PaperSort.SCAN)

    assert found.fit is not None
    assert {mark.how for mark in found.answers.values()} == {Route.MACHINE}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("Name\tUPN\nAmara\tF919999916001", "F919999916001", id="cells"),
        pytest.param("Name UPN Year\nAmara F919999916001 9", "", id="no cells"),
        pytest.param("UPN\nF919999916001", "F919999916001", id="on the next line"),
    ],
)
def test_only_what_stands_under_a_label_is_its(text: str, number: str) -> None:
    """A whole row of a table is nobody's number."""
    found = find(replace(PHONE, labels=("upn",)), letter(text).lines)

    assert (found.text if found else "") == number

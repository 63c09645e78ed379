"""Every fault of a definition is told with its file, its key and what was expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.catalogue import northshire as north
from tests.catalogue.northshire import changed, lay_out
from toolkit.catalogue import Fault, check

LONG = "a" * 65


def test_the_sample_council_has_no_fault(tmp_path: Path) -> None:
    """Every other test here changes one thing of it, so it has to start out well."""
    assert (
        check(lay_out(tmp_path), rules=frozenset({"paper-attached", "residence"})) == ()
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "expected"),
    [
        # types, unknown keys, allowed values
        pytest.param(
            north.REQUIREMENTS,
            'weight = "blocks"',
            'weight = "heavy"',
            "requirement RQ-01.weight",
            "One of these is needed: blocks, blocks-acceptance, ask, warn, note.",
            id="a value that is not allowed",
        ),
        pytest.param(
            north.REQUIREMENTS,
            'mend = "Please',
            'mends = "Please',
            "requirement RQ-01.mends",
            "This key is not known here.",
            id="a key nobody knows",
        ),
        pytest.param(
            north.REQUIREMENTS,
            'maps_to = ["C5", "V1"]',
            'maps_to = "C5"',
            "requirement RQ-01.maps_to",
            "A list in square brackets is needed.",
            id="text where a list belongs",
        ),
        pytest.param(
            north.REQUIREMENTS,
            "[[criterion]]",
            "[criterion]",
            "criterion",
            "each headed [[criterion]]",
            id="one bracket where two belong",
        ),
        pytest.param(
            north.REQUIREMENTS,
            "could not read {name}",
            "could not read {name",
            "requirement RQ-01.sentences.cannot tell",
            "with both brackets",
            id="a sentence with half a bracket",
        ),
        pytest.param(
            north.REQUIREMENTS,
            "at_least = 1",
            "at_least = { most = 1 }",
            "requirement RQ-01.check consent-present.at_least",
            "Text, a number, true, false or a list of texts is needed.",
            id="a setting no rule can use",
        ),
        pytest.param(
            north.SERVICE,
            "meeting_weekday = 2",
            'meeting_weekday = "2"',
            "clocks.meeting_weekday",
            "A whole number from 0 to 4 is needed",
            id="a number in quotation marks",
        ),
        pytest.param(
            north.SERVICE,
            "decision_days = 5",
            "decision_days = true",
            "clocks.decision_days",
            "A whole number from 1 to 200 is needed",
            id="true where a number belongs",
        ),
        pytest.param(
            north.SERVICE,
            'la_code = "801"',
            'la_code = "81"',
            "la_code",
            "The three digits of the council.",
            id="a council number with two digits",
        ),
        pytest.param(
            north.SERVICE,
            'email = "learning&home@northshire.example"',
            'email = "learning at home"',
            "contact.email",
            "One e-mail address is needed.",
            id="a contact without an e-mail address",
        ),
        pytest.param(
            north.SERVICE,
            'phone = "01632 960001"',
            'phone = "ring us"',
            "contact.phone",
            "A phone number is needed",
            id="a contact without a phone number",
        ),
        pytest.param(
            north.SERVICE,
            'colour = "#0b5d57"',
            'colour = "#9fd8d2"',
            "house_style.colour",
            "A darker colour is needed",
            id="a colour white words cannot be read on",
        ),
        pytest.param(
            north.SERVICE,
            'roles = ["consultant"]',
            'roles = ["Consultant"]',
            "tier specialist.roles 1",
            "Small letters are needed",
            id="a role with a capital letter, which is never found",
        ),
        pytest.param(
            north.SERVICE,
            "source_date = 2026-01-31",
            'source_date = "2026-01-31"',
            "source_date",
            "without quotation marks",
            id="a date in quotation marks",
        ),
        # sources
        pytest.param(
            north.REQUIREMENTS,
            'source = "page 8"',
            "",
            "requirement RQ-01.source",
            "This key is needed and is not here.",
            id="a requirement without a source",
        ),
        pytest.param(
            north.REQUEST,
            'source = "page 14"',
            'source = ""',
            "section pupil.question pupil.source",
            "this is empty",
            id="a question with an empty source",
        ),
        pytest.param(
            north.LETTERS,
            'labels = ["re"]\nsource = "page 12"',
            'labels = ["re"]',
            "letter clinic-letter.fact paper_pupil_name.source",
            "This key is needed and is not here.",
            id="a fact without a source",
        ),
        pytest.param(
            north.WELCOME,
            'source = "page 17"',
            "",
            "source",
            "This key is needed and is not here.",
            id="a document without a source",
        ),
        # names that have to be somewhere else
        pytest.param(
            north.REQUIREMENTS,
            'all = [{ question = "away"',
            'all = [{ question = "abroad"',
            "requirement RQ-01.check consent-present.applies_if",
            "none has abroad",
            id="a condition on a question nobody asks",
        ),
        pytest.param(
            north.REQUIREMENTS,
            'is = ["Year 1"]',
            'is = ["1"]',
            "criterion E1.applies_if",
            "year has no value 1",
            id="a condition on a value the question cannot have",
        ),
        pytest.param(
            north.REQUIREMENTS,
            'question = "away"\nquestion_rows',
            'question = "abroad"\nquestion_rows',
            "requirement RQ-01.check consent-present.question",
            "none has abroad",
            id="a setting that names a question nobody asks",
        ),
        pytest.param(
            north.REQUIREMENTS,
            '"adult_{n}_name"',
            '"child_{n}_name"',
            "requirement RQ-01.check consent-present.question_rows",
            "none has child_{n}_name",
            id="a setting that names rows nobody asks",
        ),
        pytest.param(
            north.REQUIREMENTS,
            'papers = ["consent"',
            'papers = ["promise"',
            "requirement RQ-01.check consent-present.papers",
            "there is no promise",
            id="a setting that names a paper there is none of",
        ),
        pytest.param(
            north.REQUIREMENTS,
            'rule = "residence"',
            'rule = "residents"',
            "criterion E1.check home.rule",
            "One of these is needed: paper-attached, residence.",
            id="a rule nobody wrote",
        ),
        pytest.param(
            north.REQUIREMENTS,
            'source = "page 9"\ndecline_reason = "too_far"',
            'source = "page 9"\ndecline_reason = "too_near"',
            "criterion E1.decline_reason",
            "there is no too_near",
            id="a reason to decline that does not exist",
        ),
        pytest.param(
            north.REQUIREMENTS,
            'reason = "too_far"\nlabel = "Lives elsewhere"',
            'reason = "too_near"\nlabel = "Lives elsewhere"',
            "redirect N-9.reason",
            "there is no too_near",
            id="a reason to redirect that does not exist",
        ),
        pytest.param(
            north.DECISIONS,
            'documents = ["welcome"]',
            'documents = ["farewell"]',
            "decision accept.documents farewell",
            "templates/wording has no farewell.toml",
            id="a decision with a document that does not exist",
        ),
        pytest.param(
            north.SERVICE,
            'acknowledgement = "welcome"',
            'acknowledgement = "thanks"',
            "acknowledgement",
            "templates/wording has no thanks.toml",
            id="an acknowledgement that does not exist",
        ),
        pytest.param(
            north.SERVICE,
            'lead_role = "lead"',
            'lead_role = "head"',
            "area hills.lead_role",
            "there is no head",
            id="an area led by a role there is none of",
        ),
        pytest.param(
            north.SERVICE,
            'any = [{ question = "away"',
            'any = [{ question = "abroad"',
            "signpost A helpline.applies_if",
            "none has abroad",
            id="a signpost for an answer nobody gives",
        ),
        pytest.param(
            north.SERVICE,
            'asked_by = "help_lessons"',
            'asked_by = "help_tuition"',
            "offer lessons.asked_by",
            "none has help_tuition",
            id="an offer no school can ask for",
        ),
        pytest.param(
            north.REQUEST,
            'full_name = "pupil"',
            'full_name = "child"',
            "identity.full_name",
            "it has no child",
            id="an identity the form does not ask",
        ),
        pytest.param(
            north.REQUEST,
            '"Name of pupil" = "pupil"',
            '"Name of pupil" = "child"',
            "fields.Name of pupil",
            "it has no child",
            id="a printed name for a question the form does not ask",
        ),
        pytest.param(
            north.REQUEST,
            'fields = { "Child" = "pupil" }',
            'fields = { "Child" = "child" }',
            "fields.Child",
            "it has no child",
            id="a former edition's name for a question the form does not ask",
        ),
        pytest.param(
            north.REQUEST,
            'fields = { "Child" = "pupil" }',
            'fields = { "Away: sometimes" = "away=sometimes" }',
            "fields.Away: sometimes",
            "away has no value sometimes; it has no, unknown, yes",
            id="a printed name for an answer the question does not have",
        ),
        pytest.param(
            north.LETTERS,
            'full_name = "paper_pupil_name"',
            'full_name = "paper_name"',
            "letter clinic-letter.identity.full_name",
            "it has no paper_name",
            id="an identity the letter does not have",
        ),
        pytest.param(
            north.LETTERS,
            'key = "clinic-letter"',
            'key = "consent"',
            "letter consent.key",
            "A name no form has is needed",
            id="a letter with the name of a form",
        ),
        pytest.param(
            north.REQUIREMENTS,
            'papers = ["consent", "clinic-letter"]',
            "papers = []",
            "requirement RQ-01.check consent-present.papers",
            "A name is needed, or several.",
            id="a setting that names no paper at all",
        ),
        pytest.param(
            north.REQUIREMENTS,
            'applies_if = { any = [{ question = "away", is = ["no"] }] }',
            "applies_if = {}",
            "redirect N-9.applies_if",
            "At least one test under any, all or none is needed.",
            id="a condition that asks for nothing and would always hold",
        ),
        pytest.param(
            north.LETTERS,
            'labels = ["re"]',
            "labels = []",
            "letter clinic-letter.fact paper_pupil_name.labels",
            "At least one is needed here.",
            id="a fact without the words to find it by",
        ),
        # twice
        pytest.param(
            north.DECISIONS,
            'documents = ["welcome"]',
            'documents = ["welcome", "welcome"]',
            "decision accept.documents welcome",
            "This is here twice.",
            id="a letter that would be written twice",
        ),
        pytest.param(
            north.REQUIREMENTS,
            'id = "E1"',
            'id = "RQ-01"',
            "id RQ-01",
            "This is here twice.",
            id="an id that is there twice",
        ),
        pytest.param(
            north.REQUEST,
            'key = "story"',
            'key = "away"',
            "question away",
            "This is here twice.",
            id="a question that is there twice",
        ),
        pytest.param(
            north.WELCOME,
            'key = "list"',
            'key = "hello"',
            "block hello",
            "This is here twice.",
            id="a block that is there twice",
        ),
        # questions
        pytest.param(
            north.REQUEST,
            'key = "story"',
            'key = "Story"',
            "section pupil.question Story.key",
            "Small letters, digits and _ are needed",
            id="a question key with a capital letter",
        ),
        pytest.param(
            north.REQUEST,
            'key = "story"',
            f'key = "{LONG}"',
            f"section pupil.question {LONG}.key",
            "At most 64 characters are allowed.",
            id="a question key Word cannot hold",
        ),
        pytest.param(
            north.REQUEST,
            'value = "lessons"',
            f'value = "{"a" * 60}"',
            f"question help_{'a' * 60}.key",
            "At most 64",
            id="a tick whose whole key Word cannot hold",
        ),
        pytest.param(
            north.REQUEST,
            'kind = "long-text"',
            'kind = "essay"',
            "section pupil.question story.kind",
            "One of these is needed: name, text, long-text",
            id="a kind of question there is none of",
        ),
        pytest.param(
            north.REQUEST,
            '{ value = "Year 7", label = "Year 7" }',
            '{ value = "7", label = "Year 7" }',
            "section pupil.question year.choices 7.value",
            "its value has to be the same as its label",
            id="a list whose value is not what it shows",
        ),
        pytest.param(
            north.REQUEST,
            'value = "lessons", label',
            'value = "Some lessons", label',
            "section pupil.question help.choices Some lessons.value",
            "Small letters, digits and _ are needed.",
            id="a tick whose value cannot be part of a key",
        ),
        pytest.param(
            north.REQUEST,
            "with_unknown = true",
            'choices = [{ value = "maybe", label = "Perhaps" }]',
            "section pupil.question away.choices",
            "The values of a yes-no question are yes, no and unknown.",
            id="a yes-no question with an answer of its own",
        ),
        pytest.param(
            north.REQUEST,
            'kind = "phone"',
            'kind = "choice"\nchoices = [{ value = "Off", label = "None" }]',
            "section adults.question adult_{n}_phone.choices Off.value",
            "not the word Off",
            id="a choice that a PDF would read as no choice",
        ),
        pytest.param(
            north.REQUEST,
            'key = "adult_{n}_phone"',
            'key = "adult_phone"',
            "section adults.question adult_phone.key",
            "{n} is needed for the row's number",
            id="a row without its number",
        ),
        pytest.param(
            north.REQUEST,
            'key = "request"',
            'key = "requests"',
            "key",
            "The name of its folder is needed: request.",
            id="a form in a folder of another name",
        ),
        pytest.param(
            north.REQUEST,
            'choices = [\n  { value = "lessons", label = "Lessons" },\n'
            '  { value = "robot", label = "A robot" },\n]\n',
            "",
            "section pupil.question help.choices",
            "At least one choice is needed.",
            id="ticks with nothing to tick",
        ),
        pytest.param(
            north.REQUEST,
            'kind = "long-text"',
            'kind = "long-text"\nchoices = [{ value = "a", label = "A" }]',
            "section pupil.question story.choices",
            "Only a choice, a yes-no question or ticks have choices.",
            id="choices for an answer in free words",
        ),
        pytest.param(
            north.REQUEST,
            'kind = "long-text"',
            'kind = "long-text"\nwith_unknown = true',
            "section pupil.question story.with_unknown",
            "Only a yes-no question can have a third answer.",
            id="a third answer without the first two",
        ),
        pytest.param(
            north.REQUEST,
            'kind = "long-text"',
            'kind = "tick"\nneeded = true',
            "section pupil.question story.needed",
            "leaving it empty is an answer",
            id="a single tick that nobody may leave empty",
        ),
        pytest.param(
            north.REQUEST,
            '{ value = "robot", label',
            '{ value = "lessons", label',
            "section pupil.question help.choices",
            "Each value may be here once.",
            id="two boxes with one name",
        ),
        pytest.param(
            north.REQUEST,
            'key = "story"',
            'key = "story_{n}"',
            "section pupil.question story_{n}.key",
            "{n} only has a meaning in a section with repeat.",
            id="a row's number where there are no rows",
        ),
        # calendars and postcodes
        pytest.param(
            north.POSTCODES,
            "LU95 2RH,out",
            "LU95 2RH",
            "line 3",
            "A postcode, a comma and in or out are needed.",
            id="a postcode with nothing beside it",
        ),
        pytest.param(
            north.WELCOME,
            'text = "Hello."',
            "",
            "block hello.text",
            "Text is needed, and there is none.",
            id="a paragraph without words",
        ),
        pytest.param(
            north.WELCOME,
            'columns = [["Paper", "{{ row.name }}"]]',
            'columns = [["Paper"]]',
            "block list.columns",
            "Each column is a pair: its label and its text.",
            id="a column without its text",
        ),
        pytest.param(
            north.WELCOME,
            'columns = [["Paper", "{{ row.name }}"]]',
            "",
            "block list.columns",
            "At least one pair of label and text is needed.",
            id="a table without columns",
        ),
        pytest.param(
            north.WELCOME,
            'key = "welcome"',
            'key = "hello"',
            "key",
            "The name of its file is needed: welcome.",
            id="a document in a file of another name",
        ),
        pytest.param(
            north.SERVICE,
            'key = "northshire"',
            'key = "southshire"',
            "key",
            "The name of the service's folder is needed: northshire.",
            id="a service in a folder of another name",
        ),
        pytest.param(
            north.CALENDAR,
            "start = 2027-01-04",
            "start = 2026-12-18",
            "term Spring 2027.start",
            "This starts before Autumn 2026 has ended.",
            id="terms that overlap",
        ),
        pytest.param(
            north.CALENDAR,
            "end = 2026-10-30",
            "end = 2026-12-20",
            "half_term Autumn half term 2026",
            "A half term has to lie inside one of the terms.",
            id="a half term that goes on after its term",
        ),
        pytest.param(
            north.CALENDAR,
            "end = 2026-12-18",
            "end = 2026-08-18",
            "term Autumn 2026.end",
            "A day on or after the start is needed.",
            id="a term that ends before it starts",
        ),
        pytest.param(
            north.POSTCODES,
            "LU95 2RH,out",
            "LU95 2RH,outside",
            "line 3",
            "The word in or the word out is needed",
            id="a postcode that is neither in nor out",
        ),
        pytest.param(
            north.POSTCODES,
            "AL97 4QT,in",
            "AL974QT,in",
            "line 2",
            "A postcode in capital letters with one space is needed",
            id="a postcode without its space",
        ),
        pytest.param(
            north.POSTCODES,
            "LU95 2RH,out",
            "AL97 4QT,out",
            "line 3",
            "This postcode is here twice.",
            id="a postcode that is both in and out",
        ),
        pytest.param(
            north.POSTCODES,
            "postcode,residence",
            "AL97 1AA,in",
            "line 1",
            "The first line has to be: postcode,residence",
            id="a table of postcodes without its headings",
        ),
        # documents
        pytest.param(
            north.WELCOME,
            'each = "papers"',
            'each = "letters.new"',
            "block list.each",
            "letters is not among its needs",
            id="a table over a fact the document is not given",
        ),
        pytest.param(
            north.WELCOME,
            'gaps = ["case.note"]',
            'gaps = ["plan.voice"]',
            "gaps plan.voice",
            "plan is not among its needs",
            id="a gap in a fact the document is not given",
        ),
        pytest.param(
            north.WELCOME,
            "attaches = []",
            'attaches = ["map"]',
            "attaches map",
            "there is no map",
            id="an attachment that does not exist",
        ),
        pytest.param(
            north.WELCOME,
            'frame = "letter"',
            'frame = "poster"',
            "frame",
            "there is no templates/docx/poster.docx",
            id="a frame that does not exist",
        ),
        pytest.param(
            north.WELCOME,
            'kind = "table"\neach = "papers"',
            'kind = "table"',
            "block list.each",
            "A table needs the name of the list it goes over.",
            id="a table over nothing",
        ),
        pytest.param(
            north.WELCOME,
            'kind = "table"\neach = "papers"',
            'kind = "chart"\neach = "papers"',
            "block list.columns",
            "A chart needs what a row is about, the part and the whole.",
            id="a chart without a part and a whole",
        ),
    ],
)
def test_a_fault_is_told_with_its_file_its_key_and_what_was_expected(
    tmp_path: Path, file: str, old: str, new: str, key: str, expected: str
) -> None:
    """The person who edits the file finds the place without asking a programmer."""
    root = changed(tmp_path, file, old, new)

    faults = check(root, rules=frozenset({"paper-attached", "residence"}))

    assert [(f.file, f.key) for f in faults if expected in f.expected] == [(file, key)]


def test_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    """Mending one fault only to be told of the next wears people out."""
    files = {
        **north.FILES,
        north.SERVICE: north.FILES[north.SERVICE].replace('"801"', "801"),
        north.LETTERS: north.FILES[north.LETTERS].replace("threshold = 3", ""),
        north.REQUEST: north.FILES[north.REQUEST].replace('"phone"', '"telephone"'),
        north.WELCOME: north.FILES[north.WELCOME].replace('"school"', '"everybody"'),
    }

    faults = check(lay_out(tmp_path, files))

    assert [(f.file, f.key) for f in faults] == [
        (north.REQUEST, "section adults.question adult_{n}_phone.kind"),
        (north.LETTERS, "letter clinic-letter.threshold"),
        (north.SERVICE, "la_code"),
        (north.WELCOME, "audience"),
    ]


def test_a_fault_in_a_form_does_not_make_its_questions_unknown(tmp_path: Path) -> None:
    """One slip in a form must not set off a hundred faults in the rules."""
    root = changed(tmp_path, north.REQUEST, 'label = "Full name"', "label = 7")

    [fault] = check(root)

    assert fault.key == "section pupil.question pupil.label"


def test_a_file_that_is_not_toml_is_told_with_its_line(tmp_path: Path) -> None:
    """A bracket forgotten on line 200 should not be looked for by eye."""
    root = changed(tmp_path, north.CALENDAR, "illustrative = true", "illustrative =")

    [fault] = check(root)

    assert (fault.file, fault.key) == (north.CALENDAR, "")
    assert "line 5" in fault.expected


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(north.SERVICE, id="the service"),
        pytest.param(north.CALENDAR, id="the calendar"),
        pytest.param(north.POSTCODES, id="the postcodes"),
        pytest.param(north.REQUIREMENTS, id="the requirements"),
        pytest.param(north.DECISIONS, id="the decisions"),
        pytest.param(north.LETTERS, id="the letters"),
        pytest.param(north.CONSENT, id="a form"),
    ],
)
def test_a_file_that_is_not_there_is_a_fault_and_not_a_crash(
    tmp_path: Path, name: str
) -> None:
    """Half a service is what everybody has while they are writing a new one."""
    files = {file: text for file, text in north.FILES.items() if file != name}

    faults = check(lay_out(tmp_path, files))

    assert Fault(name, "", "This file is needed and is not there.") in faults


def test_a_file_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    """Windows' old encodings turn ł into something else without a word."""
    root = lay_out(tmp_path)
    (root / north.SERVICE).write_bytes('title = "Żółw"'.encode("cp1250"))

    [fault] = check(root)

    assert (fault.file, fault.key) == (north.SERVICE, "")
    assert "UTF-8" in fault.expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a = " + "[" * 5000 + "]" * 5000, id="lists in lists in lists"),
        pytest.param("day = 2026-02-30", id="the thirtieth of February"),
        pytest.param("n = 1" + "0" * 6000, id="an endless number"),
    ],
)
def test_a_file_nobody_could_mean_is_a_fault(tmp_path: Path, text: str) -> None:
    """Whatever is in a definition, the answer names the file."""
    root = lay_out(tmp_path, {**north.FILES, north.LETTERS: text})

    assert {fault.file for fault in check(root)} == {north.LETTERS}

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.desks import (
    AT_ONCE,
    NOW,
    Trial,
    answers_of,
    catalogue,
    filled,
    letter,
    trial,
)
from toolkit.catalogue import Catalogue, load
from toolkit.errors import BadDefinition, ExitCode
from toolkit.model import Case
from toolkit.pipeline import Step, take_in
from toolkit.reading import read

AMARA = answers_of("Amara")
JAKUB = answers_of("Jakub")


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Trial]:
    """A fresh desk."""
    with trial(tmp_path) as opened:
        yield opened


def _rule(case: Case, rule: str) -> str:
    return next(f.outcome.value for f in case.findings if f.rule == rule)


def _broken() -> Catalogue:
    raise BadDefinition("services/esma/service.toml, prefix: expected text.")


def test_a_broken_definition_stops_reading_and_not_safekeeping(at: Trial) -> None:
    """Whoever dropped it has walked away; the paper must not wait in the open."""
    at.drop("request.pdf", filled("service-request", AMARA))
    report = take_in(at.desk, _broken, NOW, AT_ONCE)

    assert report.exit_code is ExitCode.BAD_DEFINITION
    assert "service.toml, prefix" in str(report.stopped[0])
    assert list(at.workspace.intake.iterdir()) == []
    assert len(at.desk.casebook.arrivals_waiting_to_be_read()) == 1


def test_what_was_made_safe_is_read_once_the_definition_is_mended(at: Trial) -> None:
    """Nobody has to drop it again."""
    at.drop("request.pdf", filled("service-request", AMARA))
    take_in(at.desk, _broken, NOW, AT_ONCE)
    at.take_in()

    assert len(at.cases()) == 1
    assert at.desk.casebook.arrivals_waiting_to_be_read() == ()


def test_a_consent_that_comes_before_its_request_joins_it_later(at: Trial) -> None:
    """The parent's e-mail is often quicker than the school's form."""
    at.drop("consent.docx", filled("consent", AMARA, "docx"))
    first = at.take_in()
    at.drop("request.pdf", filled("service-request", AMARA))
    at.take_in()

    [case] = at.cases()
    assert first.count(Step.WAITING) == 1
    assert _rule(case, "RQ-07") == "met"
    assert at.desk.casebook.waiting_papers() == ()


def test_another_childs_consent_does_not_join(at: Trial) -> None:
    """A consent for the wrong child would be a breach and no consent at all."""
    at.drop("folder/request.pdf", filled("service-request", AMARA))
    at.drop("folder/consent.pdf", filled("consent", JAKUB))
    at.take_in()

    [case] = at.cases()
    assert _rule(case, "RQ-07") == "not met"
    assert len(at.desk.casebook.waiting_papers()) == 1


def test_twins_are_two_cases_and_each_gets_its_own_consent(at: Trial) -> None:
    """Same surname, birthday, address and school: only the forename differs."""
    twin = {
        **AMARA,
        "pupil_legal_forename": "Adaeze",
        "upn": "V919999916002",
        "consent_pupil_name": "Adaeze Okafor",
    }
    at.drop("one.pdf", filled("service-request", AMARA))
    at.drop("two.pdf", filled("service-request", twin))
    at.drop("consent.pdf", filled("consent", twin))
    at.take_in()

    found = {c.identity.forename: _rule(c, "RQ-07") for c in at.cases()}
    assert found == {"Amara": "not met", "Adaeze": "met"}


def test_two_requests_in_one_folder_open_two_cases(at: Trial) -> None:
    """A school may put everything it has into one folder."""
    at.drop("all/a.pdf", filled("service-request", AMARA))
    at.drop("all/b.pdf", filled("service-request", JAKUB))
    at.drop("all/consent.pdf", filled("consent", JAKUB))
    at.take_in()

    found = {c.identity.forename: len(c.papers) for c in at.cases()}
    assert found == {"Amara": 1, "Jakub": 2}


def test_the_same_request_again_joins_its_case(at: Trial) -> None:
    """A school that sends it twice must not get two references."""
    at.drop("first.pdf", filled("service-request", AMARA))
    at.take_in()
    at.drop("second.pdf", filled("service-request", AMARA))
    at.take_in()

    assert len(at.cases()) == 1


def test_a_letter_with_the_name_and_no_birthday_belongs_to_its_folder(
    at: Trial,
) -> None:
    """Clinics often leave the date of birth out; the school put it with the form."""
    at.drop("f/request.pdf", filled("service-request", AMARA))
    at.drop("f/gp.pdf", letter("Hollowmere Surgery", *_SHORT_LETTER))
    at.take_in()

    [case] = at.cases()
    assert {paper.form for paper in case.papers} == {
        "service-request",
        "medical-letter",
    }


_SHORT_LETTER = (
    "6 November 2026",
    "Re: Amara Okafor",
    "Amara is medically unable to attend school at present.",
    "Yours sincerely",
    "Dr Alan Birch",
    "General practitioner",
)


def test_the_same_letter_by_itself_waits_for_a_person(at: Trial) -> None:
    """With the name alone, another child of that name could be meant."""
    at.drop("request.pdf", filled("service-request", AMARA))
    at.take_in()
    at.drop("gp.pdf", letter("Hollowmere Surgery", *_SHORT_LETTER))
    report = at.take_in()

    [case] = at.cases()
    assert report.count(Step.WAITING) == 1
    assert len(case.papers) == 1


def test_a_damaged_paper_does_not_stop_the_others(at: Trial) -> None:
    """One bad scan in a folder must not keep a child waiting."""
    at.drop("f/request.pdf", filled("service-request", AMARA))
    at.drop("f/broken.pdf", b"%PDF-1.7\nnothing follows")
    report = at.take_in()

    [case] = at.cases()
    assert _rule(case, "RQ-09") == "met"
    assert report.exit_code is ExitCode.UNREADABLE_FILE
    assert (at.workspace.outbox / "set-aside" / "broken.pdf").exists()


def test_a_reply_is_written_once_for_each_change(at: Trial) -> None:
    """A school gets one letter a change, and none when nothing changed."""
    at.drop("request.pdf", filled("service-request", AMARA))
    at.take_in()
    at.take_in()
    at.drop("consent.pdf", filled("consent", AMARA))
    at.take_in()

    [case] = at.cases()
    replies = [d.version for d in case.documents if d.name.endswith(".pdf")]
    assert replies == [1, 2]


def test_a_paper_that_comes_after_the_decision_writes_no_reply(at: Trial) -> None:
    """What follows a decision is for the person who decided."""
    at.drop("request.pdf", filled("service-request", AMARA))
    at.take_in()
    [case] = at.cases()
    at.decide(case.ref, "accept")
    before = len(at.cases()[0].documents)
    at.drop("consent.pdf", filled("consent", AMARA))
    at.take_in()

    assert len(at.cases()[0].documents) == before
    assert at.cases()[0].status.value == "accepted"
    assert at.desk.casebook.cases()[0].has_news


@pytest.mark.parametrize(
    "surname",
    [
        pytest.param("{{ case.ref }}", id="a tag"),
        pytest.param("{% for x in y %}", id="half a loop"),
        pytest.param("{{ ''.__class__.__mro__ }}", id="a way out of the template"),
        pytest.param("{#", id="half a comment"),
    ],
)
def test_braces_in_a_name_are_printed_and_never_obeyed(at: Trial, surname: str) -> None:
    """What somebody writes on a form is words, in every letter that quotes it."""
    at.drop(
        "request.pdf",
        filled("service-request", {**AMARA, "pupil_legal_surname": surname}),
    )
    report = at.take_in()

    [case] = at.cases()
    [letter] = at.workspace.case_folder(case.ref).glob("*acknowledgement_v1*.pdf")
    printed = " ".join(line.text for line in read(letter.read_bytes(), "l.pdf").lines)
    assert report.stopped == []
    assert surname in printed


def test_a_letter_template_that_is_broken_loses_no_paper(
    at: Trial, tmp_path: Path
) -> None:
    """The paper is safe and its case is open before any letter is begun."""
    own = tmp_path / "templates" / "wording"
    own.mkdir(parents=True)
    whole = next(
        folder / "wording" / "acknowledgement.toml"
        for folder in catalogue().templates
        if (folder / "wording" / "acknowledgement.toml").exists()
    ).read_text(encoding="utf-8")
    broken = whole.replace("Thank you", "Thank you {{ case.no_such_fact }}", 1)
    (own / "acknowledgement.toml").write_text(broken, encoding="utf-8")
    at.drop("request.pdf", filled("service-request", AMARA))

    roots = at.workspace.definition_roots
    report = take_in(at.desk, lambda: load(*roots), NOW, AT_ONCE)

    assert broken != whole
    assert len(at.cases()) == 1
    assert at.desk.vault.verify() == ()
    assert [type(fault).__name__ for fault in report.stopped] != []
    assert at.workspace.intake.is_dir()
    assert list(at.workspace.intake.iterdir()) == []


def test_odd_names_pass_whole_from_the_form_to_the_letter(at: Trial) -> None:
    """A name that loses a letter on the way is somebody else's name."""
    odd = {
        **AMARA,
        "pupil_legal_forename": "D’Arcy-Łucja",
        "pupil_legal_surname": "Smith & <Sons> O'Neill",
        "referrer_email": "help&care@school.example",
    }
    at.drop("request.docx", filled("service-request", odd, "docx"))
    at.take_in()

    [case] = at.cases()
    assert case.referral is not None
    assert case.referral.words("pupil_legal_surname") == "Smith & <Sons> O'Neill"
    assert case.identity.forename == "D’Arcy-Łucja"
    [mail] = at.workspace.case_folder(case.ref).glob("*.eml")
    assert b"help&care@school.example" in mail.read_bytes()

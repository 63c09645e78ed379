"""What a person at the desk types: match, unmatch, confirm, correct, case."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.pipeline.desks import NOW, Trial, answers_of, catalogue, filled, trial
from tests.pipeline.desks import letter as typed
from tests.pipeline.test_whose_paper import ADAEZE, CORRECTED, LATER, about, place
from toolkit.cli import main
from toolkit.errors import CannotDo, ExitCode
from toolkit.pipeline.arrivals.assigning import give, waiting_list
from toolkit.pipeline.arrivals.referring import is_named

AMARA = answers_of("Amara")
JAKUB = answers_of("Jakub")
BY = ("--by", "Office Trial")

# What the commands print is JSON of many shapes.
Told = Any
Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Trial]:
    """A desk whose clock stands still."""
    for name in ("match", "unmatch", "confirm", "correct", "casebook", "boards"):
        module = importlib.import_module(f"toolkit.cli.{name}")
        monkeypatch.setattr(module, "now", lambda: NOW, raising=False)
    with trial(tmp_path) as opened:
        yield opened


@pytest.fixture
def run(at: Trial, capsys: pytest.CaptureFixture[str]) -> Typed:
    """Return what types a command and gives its code and what it printed."""

    def typed_in(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["--workspace", str(at.workspace.root), *arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return typed_in


def one_case(at: Trial) -> str:
    """Open Amara's case and return its reference."""
    at.drop("request.pdf", filled("service-request", AMARA))
    place(at)
    return at.cases()[0].ref


def told(run: Typed, *arguments: str) -> Told:
    """Return what a command prints as JSON."""
    _, out, _ = run(*arguments, "--json")
    return json.loads(out)


# --- the list -----------------------------------------------------------------------


def test_the_list_shows_both_sides_of_every_question(at: Trial, run: Typed) -> None:
    """The office must not open two PDFs to tell two children apart."""
    ref = one_case(at)
    at.drop("letter.pdf", about("Amara Okafor", "05/03/2012"))
    place(at, LATER)
    code, out, _ = run("match")

    assert code == ExitCode.FINDINGS
    assert "1  letter.pdf" in out
    assert "The paper says:    Amara Okafor, born 05/03/2012, UPN -" in out
    assert "It could be:       Amara Okafor, born 03/05/2012, UPN F919999916001" in out
    assert ref in out


def test_an_empty_list_says_so(run: Typed) -> None:
    """Nothing to do is worth a sentence."""
    code, out, _ = run("match")

    assert (code, out) == (ExitCode.OK, "No paper waits for a person.\n")


def test_the_list_as_json_has_what_a_page_would_need(at: Trial, run: Typed) -> None:
    """The same, for a program."""
    ref = one_case(at)
    at.drop("letter.pdf", about("Amara Okafor"))
    place(at, LATER)
    [waiter] = told(run, "match")

    assert waiter["number"] == 1
    assert waiter["says"]["name"] == "Amara Okafor"
    assert waiter["candidates"][0]["ref"] == ref
    assert waiter["candidates"][0]["is"]["dob"] == "2012-05-03"


# --- match --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name_it",
    [
        pytest.param(lambda waiter: str(waiter["number"]), id="by its number"),
        pytest.param(lambda waiter: waiter["sha256"][:8], id="by its hash"),
        pytest.param(lambda waiter: waiter["arrival"][:6], id="by its arrival"),
    ],
)
def test_a_waiting_paper_goes_where_a_person_says(
    at: Trial, run: Typed, name_it: Callable[[Told], str]
) -> None:
    """And the history says who said so."""
    ref = one_case(at)
    at.drop("letter.pdf", about("Amara Okafor"))
    place(at, LATER)
    [waiter] = told(run, "match")
    code, out, _ = run("match", name_it(waiter), ref, *BY)

    case = at.cases()[0]
    assert code == ExitCode.FINDINGS  # the referral still lacks papers
    assert f"joined  {ref}" in out
    assert [p.form for p in case.papers] == ["service-request", "medical-letter"]
    assert ("paper-joined", "Office Trial") in {(e.what, e.by) for e in case.events}
    assert at.workspace.board.exists()


def test_a_request_that_waits_can_open_a_case_of_its_own(at: Trial, run: Typed) -> None:
    """Nearly the same child, and another one: with everything that came along."""
    one_case(at)
    other = {**AMARA, "dob": "03/05/2011", "upn": ""}
    at.drop("post/request.pdf", filled("service-request", other))
    at.drop("post/consent.pdf", filled("consent", other))
    place(at, LATER)
    listed = told(run, "match")
    number = next(w["number"] for w in listed if w["name"] == "post/request.pdf")
    run("match", str(number), "new", *BY)

    cases = at.cases()
    assert [len(case.papers) for case in cases] == [1, 2]
    assert cases[1].opened == LATER
    assert told(run, "match") == []


def test_of_two_people_who_say_whose_it_is_the_first_is_heard(at: Trial) -> None:
    """One paper in two cases would be in the wrong one for certain."""
    ref = one_case(at)
    at.drop("letter.pdf", about("Amara Okafor"))
    place(at, LATER)
    seen = waiting_list(at.desk, catalogue())
    give(at.desk, catalogue(), seen, ref, by="Office Trial", now=NOW)

    with pytest.raises(CannotDo, match="waits no longer"):
        give(at.desk, catalogue(), seen, ref, by="Office Trial", now=NOW)


def test_only_a_request_opens_a_case(at: Trial, run: Typed) -> None:
    """A letter alone has nobody to answer to."""
    at.drop("letter.pdf", about("Amara Okafor"))
    place(at)
    code, _, err = run("match", "1", "new", *BY)

    assert code == ExitCode.USAGE
    assert "A new case is opened by one request" in err
    assert at.cases() == ()


def test_a_person_is_warned_when_the_paper_says_another_child(
    at: Trial, run: Typed
) -> None:
    """They may be right; they should have looked twice."""
    ref = one_case(at)
    at.drop("consent.pdf", filled("consent", JAKUB))
    place(at, LATER)
    _, out, err = run("match", "1", ref, *BY, "--dry-run")

    assert "Please look again" in err
    assert f"Would put 1 paper with {ref}" in out
    assert len(at.desk.casebook.waiting_papers()) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(("1",), "who says so", id="no case"),
        pytest.param(("1", "new"), "who says so", id="nobody"),
        pytest.param(("9", "new", *BY), "No waiting paper is meant", id="no such"),
        pytest.param(("abc", "new", *BY), "No waiting paper is meant", id="too short"),
        pytest.param(("1", "new", "--by", "Nobody"), "list of people", id="a stranger"),
        pytest.param(("1", "X-1", *BY), "There is no case", id="no such case"),
    ],
)
def test_what_is_not_clear_is_not_done(
    at: Trial, run: Typed, arguments: tuple[str, ...], said: str
) -> None:
    """A typing slip must not file a child's paper somewhere."""
    at.drop("letter.pdf", about("Amara Okafor"))
    place(at)
    code, _, err = run("match", *arguments)

    assert code == ExitCode.USAGE
    assert said in err
    assert len(at.desk.casebook.waiting_papers()) == 1


@pytest.mark.parametrize(
    ("token", "is_meant"),
    [
        pytest.param("3f2a9c01", True, id="its beginning"),
        pytest.param("3F2A9C01#3-4", True, id="with its part, in capitals"),
        pytest.param("3f2a9c01#1-2", False, id="another part"),
        pytest.param("#3-4", False, id="only the part"),
        pytest.param("ffff", False, id="another"),
    ],
)
def test_a_part_of_a_longer_file_is_named_by_its_pages(
    token: str, *, is_meant: bool
) -> None:
    """One scan may hold the papers of two children."""
    assert is_named(token, "3f2a9c01ffff#3-4") is is_meant


# --- unmatch ------------------------------------------------------------------------


def test_a_paper_taken_off_waits_and_never_comes_back_by_itself(
    at: Trial, run: Typed
) -> None:
    """A person has said no; no later arrival may overrule them."""
    ref = one_case(at)
    at.drop("consent.pdf", filled("consent", AMARA))
    place(at)
    sha256 = at.cases()[0].papers[1].paper.sha256
    code, out, _ = run("unmatch", sha256[:8], *BY, "--why", "It is a specimen.")
    at.drop("baseline.pdf", filled("baseline", AMARA))
    at.drop("another.pdf", filled("service-request", JAKUB))
    place(at, LATER)

    case = at.cases()[0]
    [waiter] = told(run, "match")
    assert code == ExitCode.OK
    assert f"Taken off {ref}" in out
    assert {p.form for p in case.papers} == {"service-request", "baseline"}
    assert (waiter["taken_off"], waiter["why"]) == (ref, "It is a specimen.")
    assert next(f for f in case.findings if f.rule == "RQ-07").outcome == "not met"


def test_the_letters_that_may_quote_a_paper_are_named(at: Trial, run: Typed) -> None:
    """What was written with another child's words in it must not be sent."""
    at.drop("request.pdf", filled("service-request", AMARA))
    at.drop("consent.pdf", filled("consent", AMARA))
    at.take_in()
    sha256 = at.cases()[0].papers[1].paper.sha256
    _, out, _ = run("unmatch", sha256[:8], *BY, "--why", "It is a specimen.")

    assert "may quote it: cases/" in out


def test_a_case_without_its_request_says_how_to_close_it(at: Trial, run: Typed) -> None:
    """A case that was opened by mistake has to end somehow."""
    ref = one_case(at)
    sha256 = at.cases()[0].papers[0].paper.sha256
    _, out, _ = run("unmatch", sha256[:8], *BY, "--why", "Opened by mistake.")

    assert f"toolkit decide {ref} withdraw" in out


def test_a_paper_of_no_case_cannot_be_taken_off(at: Trial, run: Typed) -> None:
    """The sentence says where its name is to be found."""
    one_case(at)
    code, _, err = run("unmatch", "ffffffff", *BY, "--why", "?")

    assert code == ExitCode.USAGE
    assert "toolkit case REF" in err


# --- confirm and correct ------------------------------------------------------------


def unreadable_case(at: Trial) -> str:
    """Open a case whose year group nobody can read."""
    at.drop("r.pdf", filled("service-request", {**AMARA, "school_days_missed": "many"}))
    place(at)
    return at.cases()[0].ref


def test_an_answer_nobody_could_read_is_corrected_and_shown(
    at: Trial, run: Typed
) -> None:
    """The value counts, what was written stays, and it says who said so and why."""
    ref = unreadable_case(at)
    why = ("--why", "The school said so on the phone.")
    _, out, _ = run("correct", ref, "school_days_missed", "24", *BY, *why)
    answer = told(run, "case", ref)["referral"]["answers"]["school_days_missed"]
    _, page, _ = run("case", ref)

    assert "Corrected: school_days_missed is “24” (written: “many”)." in out
    assert (answer["value"], answer["written"]) == (24, "many")
    assert (answer["ask"], answer["settled_by"]) == (False, "Office Trial")
    assert "corrected by Office Trial; written: “many”; The school said so" in page


def test_a_value_that_cannot_be_read_is_refused_and_not_repeated(
    at: Trial, run: Typed
) -> None:
    """A slip at the keyboard must not become the child's date of birth."""
    ref = one_case(at)
    code, _, err = run("correct", ref, "dob", "31/31/2012", *BY, "--why", "?")

    assert code == ExitCode.USAGE
    assert "“Date of birth” cannot be read" in err
    assert "31/31" not in err


def test_a_corrected_birthday_is_the_one_that_papers_are_matched_by(
    at: Trial, run: Typed
) -> None:
    """Or every later letter would wait for a person."""
    at.drop("r.pdf", filled("service-request", {**AMARA, "dob": "03/05/2011"}))
    place(at)
    ref = at.cases()[0].ref
    run("correct", ref, "dob", "3/5/2012", *BY, "--why", "Birth certificate.")
    at.drop("letter.pdf", about("Amara Okafor", "03/05/2012"))
    place(at, LATER)

    assert [p.form for p in at.cases()[0].papers] == [
        "service-request",
        "medical-letter",
    ]


def test_an_answer_can_be_confirmed_and_a_mistyped_question_is_guessed(
    at: Trial, run: Typed
) -> None:
    """All of several, or none of them."""
    ref = one_case(at)
    code, _, err = run("confirm", ref, "upn", "year_grup", *BY)
    before = at.cases()[0].settlings
    _, out, _ = run("confirm", ref, "upn", "year_group", *BY)

    assert code == ExitCode.USAGE
    assert "year_group" in err
    assert before == ()
    assert "Confirmed: upn is “F919999916001”" in out
    assert [s.question for s in at.cases()[0].settlings] == ["upn", "year_group"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param("school_days_missed", "cannot be read", id="not readable"),
        pytest.param("parent_2_name", "nothing to confirm", id="left blank"),
        pytest.param("eye_colour", "not a question", id="nobody asks that"),
    ],
)
def test_what_cannot_be_confirmed_says_what_to_do(
    at: Trial, run: Typed, question: str, said: str
) -> None:
    """To confirm is to say that something was read rightly."""
    ref = unreadable_case(at)
    code, _, err = run("confirm", ref, question, *BY)

    assert code == ExitCode.USAGE
    assert said in err


def test_a_settled_answer_no_longer_waits_on_the_page(at: Trial, run: Typed) -> None:
    """The page lists what a person has to look at, and only that."""
    ref = unreadable_case(at)
    _, before, _ = run("case", ref)
    run("correct", ref, "school_days_missed", "24", *BY, "--why", "By phone.")
    _, after, _ = run("case", ref)

    assert "school_days_missed: “many” (" in before
    assert "school_days_missed: “many” (" not in after


def test_the_check_of_a_case_counts_what_people_put_right(
    at: Trial, run: Typed
) -> None:
    """`toolkit check --case` must not tell another story than the case."""
    ref = unreadable_case(at)
    run("correct", ref, "school_days_missed", "24", *BY, "--why", "By phone.")
    checked = told(run, "check", "--case", ref)

    recorded = {f.rule: f.outcome.value for f in at.cases()[0].findings}
    assert {f["rule"]: f["outcome"] for f in checked["findings"]} == recorded


# --- the page of a case -------------------------------------------------------------


def test_the_page_of_a_case_tells_papers_changes_and_earlier_cases(
    at: Trial, run: Typed
) -> None:
    """Everything about one case, in order."""
    old = one_case(at)
    at.decide(old, "withdraw")
    at.drop("a.docx", filled("service-request", AMARA, "docx"))
    place(at)
    at.drop("v2/b.pdf", filled("service-request", CORRECTED))
    at.drop("v2/twin.pdf", filled("consent", ADAEZE))
    place(at, LATER)
    ref = at.cases()[1].ref
    _, page, _ = run("case", ref)
    case = told(run, "case", ref)

    assert f"Earlier case of the same pupil: {old}" in page
    assert "Changed by a newer request: 3 answers" in page
    assert "attendance_pct_ytd: “41.5” → “38.5”" in page
    assert "parent_views" in page
    assert "left blank; the earlier answer counts" in page
    assert "Set apart, apparently about another child: 1" in page
    assert (case["earlier"], case["set_apart"]) == ([old], 1)
    assert len(case["changes"][0]["answers"]) == 3


def test_a_paper_of_no_known_kind_is_on_the_page_by_its_name(
    at: Trial, run: Typed
) -> None:
    """What could not be told apart is still there to be looked at."""
    ref = one_case(at)
    at.drop(f"{ref} note.pdf", typed("Note", "The plan we spoke about."))
    place(at, LATER)
    _, page, _ = run("case", ref)

    assert "2026-11-18  not told apart" in page

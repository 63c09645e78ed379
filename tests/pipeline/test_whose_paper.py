"""Whose paper is this: what a school really sends, from the intake to the case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.papers import scans
from tests.pipeline.desks import (
    AT_ONCE,
    NOW,
    Trial,
    answers_of,
    catalogue,
    filled,
    trial,
)
from tests.pipeline.desks import letter as typed
from toolkit.deliver import lay_down
from toolkit.errors import ExitCode
from toolkit.intake import waiting
from toolkit.model import Case
from toolkit.pipeline import Report, Step
from toolkit.pipeline.arrivals.assigning import chosen, give, waiting_list
from toolkit.pipeline.arrivals.placing import Placer
from toolkit.pipeline.arrivals.safekeeping import make_safe
from toolkit.pipeline.arrivals.taking import read_all
from toolkit.reading import read

AMARA = answers_of("Amara")
JAKUB = answers_of("Jakub")
ADAEZE = {
    **AMARA,
    "pupil_legal_forename": "Adaeze",
    "upn": "V919999916002",
    "consent_pupil_name": "Adaeze Okafor",
}
LATER = NOW + dt.timedelta(days=2)
OTHER_CHILD = ("Jakub", "Wiśniewski")


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Trial]:
    """A fresh desk."""
    with trial(tmp_path) as opened:
        yield opened


def place(at: Trial, now: dt.datetime = NOW) -> Report:
    """Take in and sort what was dropped; the replies are left for another day."""
    report = Report()
    found = waiting(at.workspace.intake, now=now, quiet_for=AT_ONCE)
    make_safe(at.desk, found, report, now)
    read_all(at.desk, catalogue(), report, now)
    return report


def mail(
    subject: str, papers: Mapping[str, bytes], text: str = "See attached."
) -> bytes:
    """Return an e-mail with papers attached."""
    message = EmailMessage()
    message["From"] = "h.marsh@willowmere-school.example"
    message["To"] = "desk@northmoor.example"
    message["Subject"] = subject
    message.set_content(text)
    for name, contents in papers.items():
        message.add_attachment(
            contents, maintype="application", subtype="pdf", filename=name
        )
    return message.as_bytes()


def about(name: str, born: str = "") -> bytes:
    """Return a clinic's letter about a child."""
    dob = f", date of birth {born}" if born else ""
    return typed(
        "Hollowmere General Hospital",
        "6 November 2026",
        f"Re: {name}{dob}",
        f"{name.split()[0]} is medically unable to attend school at present.",
        "Yours sincerely",
        "Dr Ewa Nowak",
        "Consultant paediatrician",
    )


def one_case(at: Trial, answers: Mapping[str, str | bool] = AMARA) -> Case:
    """Open one case and return it."""
    at.drop("request.pdf", filled("service-request", answers))
    place(at)
    return at.cases()[-1]


def forms(case: Case) -> list[str]:
    """Return what the case's papers are, in order."""
    return [paper.form for paper in case.papers]


# --- the reference ------------------------------------------------------------------


def test_a_reference_in_the_file_name_says_whose_paper_it_is(at: Trial) -> None:
    """Our letter asks for it, so it has to be enough for a photo of a letter."""
    ref = one_case(at).ref
    at.drop(f"{ref.lower()} letter.pdf", about("Amara"))
    report = place(at)

    assert report.count(Step.JOINED) == 0  # one word is no name: a person looks
    [waiter] = at.desk.casebook.waiting_papers()
    assert waiter.candidates == (ref,)


def test_a_reference_in_the_subject_carries_over_to_what_is_attached(
    at: Trial,
) -> None:
    """“Forgot this”, and a note with no name on it: the subject says enough."""
    ref = one_case(at).ref
    note = typed("Note", "The plan we spoke about is attached.")
    at.drop("mail.eml", mail(f"Re: {ref} forgot this", {"note.pdf": note}))
    place(at, LATER)

    assert forms(at.cases()[0]) == ["service-request", ""]


def test_a_reference_our_own_letter_prints_is_read_from_the_paper(at: Trial) -> None:
    """A school prints our letter, signs it and sends it back."""
    at.drop("request.pdf", filled("service-request", AMARA))
    at.take_in()
    [case] = at.cases()
    [ours] = at.workspace.case_folder(case.ref).glob("*acknowledgement_v1*.pdf")
    at.drop("scan0001.pdf", ours.read_bytes())
    place(at, LATER)

    assert len(at.cases()[0].papers) == 2


def test_a_photo_of_our_letter_finds_its_case_by_the_square_code(at: Trial) -> None:
    """The words of a bad photo cannot be read, and the school sent nothing else."""
    at.drop("request.pdf", filled("service-request", AMARA))
    at.take_in()
    [case] = at.cases()
    [ours] = at.workspace.case_folder(case.ref).glob("*acknowledgement_v1*.pdf")
    head = scans.pages_of(ours.read_bytes(), 1, 150)[0].copy()
    head[225:] = 255  # nothing is left of it but the head, and that upside down
    photo = scans.taken(head, scans.Way(dpi=150, upside_down=True, blur=1.2, shade=0.3))
    at.drop("IMG_0031.jpg", scans.jpeg(photo, dpi=150))
    place(at, LATER)

    assert len(at.cases()[0].papers) == 2


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("{}X consent.pdf", id="a letter too many"),
        pytest.param("ESMA-2026-0001-0.pdf", id="a wrong check character"),
        pytest.param("ESMA-2026-0999-K.pdf", id="no such case"),
    ],
)
def test_a_reference_that_is_not_right_says_nothing(at: Trial, name: str) -> None:
    """A slip of one character is another child's case."""
    ref = one_case(at).ref
    at.drop(name.format(ref), typed("Note", "No name here."))
    place(at, LATER)

    assert len(at.cases()[0].papers) == 1
    assert len(at.desk.casebook.waiting_papers()) == 1


def test_a_reference_does_not_move_another_childs_paper(at: Trial) -> None:
    """Jakub's consent under Amara's reference: a breach if it were believed."""
    ref = one_case(at).ref
    at.drop(f"{ref}.pdf", filled("consent", JAKUB))
    place(at, LATER)

    [case] = at.cases()
    [waiter] = at.desk.casebook.waiting_papers()
    assert forms(case) == ["service-request"]
    assert waiter.candidates == (ref,)
    assert case.set_apart == 1


# --- scenario 4: an attachment, two days later --------------------------------------


def test_a_later_attachment_shrinks_the_missing_list_and_not_the_dates(
    at: Trial,
) -> None:
    """The clock starts at the first receipt, whatever comes later."""
    before = one_case(at)
    at.drop("forgot this.eml", mail("forgot this", {"c.pdf": filled("consent", AMARA)}))
    place(at, LATER)

    [case] = at.cases()
    missing = [sum(f.is_open for f in c.findings) for c in (before, case)]
    assert missing[1] < missing[0]
    assert case.opened == before.opened == NOW


def test_a_later_attachment_that_says_too_little_is_offered_and_not_filed(
    at: Trial,
) -> None:
    """The same name could be another child's: a person sees both and says."""
    ref = one_case(at).ref
    at.drop("mail.eml", mail("forgot this", {"letter.pdf": about("Amara Okafor")}))
    report = place(at, LATER)

    [waiter] = at.desk.casebook.waiting_papers()
    assert waiter.candidates == (ref,)
    assert report.exit_code is ExitCode.FINDINGS


# --- scenarios 5 and 6: another child's paper ---------------------------------------


def test_another_childs_consent_is_set_apart_and_told_without_the_child(
    at: Trial,
) -> None:
    """The school must hear of it, and never who the other child is."""
    at.drop("post/request.pdf", filled("service-request", AMARA))
    at.drop("post/consent.pdf", filled("consent", JAKUB))
    at.take_in()

    [case] = at.cases()
    letter = text_of_reply(at, case)
    assert forms(case) == ["service-request"]
    assert case.set_apart == 1
    assert "appears to be about another child" in letter
    assert not [word for word in OTHER_CHILD if word in letter]
    assert not [e for e in case.events if any(w in e.about for w in OTHER_CHILD)]


def text_of_reply(at: Trial, case: Case) -> str:
    """Return the words of the reply as the school would read them."""
    [pdf] = at.workspace.case_folder(case.ref).glob("*acknowledgement_v1*.pdf")
    return " ".join(read(pdf.read_bytes(), pdf.name).text.split())


def test_nothing_of_another_childs_paper_is_in_the_findings_of_the_case(
    at: Trial,
) -> None:
    """What a finding quotes goes into the next letter."""
    at.drop("post/request.pdf", filled("service-request", AMARA))
    at.drop("post/consent.pdf", filled("consent", JAKUB))
    place(at)

    [case] = at.cases()
    consent = next(f for f in case.findings if f.rule == "RQ-07")
    assert consent.outcome.value == "not met"
    quoted = [f.sentence + f.mend + str([m.text for m in f.decided_by])
              for f in case.findings]  # fmt: skip
    assert not [word for word in OTHER_CHILD if word in str(quoted)]


def test_a_letter_about_two_children_waits_for_a_person(at: Trial) -> None:
    """A brother in the same letter: half of it must not be read into this case."""
    both = typed(
        "Hollowmere General Hospital",
        "6 November 2026",
        "Re: Amara Okafor, date of birth 03/05/2012",
        "Re: Chidi Okafor, date of birth 09/09/2015",
        "Both are medically unable to attend school at present.",
        "Yours sincerely",
        "Dr Ewa Nowak",
        "Consultant paediatrician",
    )
    at.drop("post/request.pdf", filled("service-request", AMARA))
    at.drop("post/letter.pdf", both)
    place(at)

    [case] = at.cases()
    [waiter] = at.desk.casebook.waiting_papers()
    assert forms(case) == ["service-request"]
    assert waiter.candidates == (case.ref,)
    assert "more than one child" in waiter.why


def test_a_slip_in_a_birthday_is_a_question_and_no_breach(at: Trial) -> None:
    """A parent who writes the month before the day has sent the right form."""
    at.drop("post/request.pdf", filled("service-request", AMARA))
    at.drop("post/letter.pdf", about("Amara Okafor", "05/03/2012"))
    place(at)

    [case] = at.cases()
    [waiter] = at.desk.casebook.waiting_papers()
    assert (case.set_apart, waiter.candidates) == (0, (case.ref,))


# --- scenario 7: twins --------------------------------------------------------------


def test_a_paper_with_an_initial_that_both_twins_have_stays_unassigned(
    at: Trial,
) -> None:
    """“A. Okafor”, born on the day they both were: only a person can say."""
    at.drop("one.pdf", filled("service-request", AMARA))
    at.drop("two.pdf", filled("service-request", ADAEZE))
    place(at)
    at.drop("letter.pdf", about("A Okafor", "03/05/2012"))
    place(at, LATER)

    assert [len(case.papers) for case in at.cases()] == [1, 1]
    [waiter] = at.desk.casebook.waiting_papers()
    assert set(waiter.candidates) == {case.ref for case in at.cases()}


def test_a_twins_consent_in_the_others_post_goes_to_its_own_case(at: Trial) -> None:
    """It names its child wholly; the other case only hears that it was set apart."""
    at.drop("two.pdf", filled("service-request", ADAEZE))
    place(at)
    at.drop("post/one.pdf", filled("service-request", AMARA))
    at.drop("post/consent.pdf", filled("consent", ADAEZE))
    place(at, LATER)

    papers = {c.identity.forename: (forms(c), c.set_apart) for c in at.cases()}
    assert papers == {
        "Adaeze": (["service-request", "consent"], 0),
        "Amara": (["service-request"], 1),
    }


# --- scenario 8: a corrected request ------------------------------------------------

CORRECTED = {
    **AMARA,
    "attendance_pct_ytd": "38.5",
    "referrer_phone": "01632 960202",
    "parent_views": "",
}


def test_a_corrected_request_counts_and_every_change_is_told(at: Trial) -> None:
    """Old and new side by side, the first version kept, and nothing asked twice."""
    before = one_case(at)
    at.drop("request v2.pdf", filled("service-request", CORRECTED))
    report = place(at, LATER)

    [case] = at.cases()
    [newer] = case.resubmissions
    changes = {c.question: (c.old, c.new) for c in newer.changes}
    assert changes == {
        "attendance_pct_ytd": ("41.5", "38.5"),
        "referrer_phone": ("01632 960101", "01632 960202"),
        "parent_views": (AMARA["parent_views"], ""),
    }
    assert case.referral is not None
    assert case.referral.value("attendance_pct_ytd") == 38.5
    assert case.referral.words("parent_views") == AMARA["parent_views"]
    assert forms(case) == ["service-request", "service-request"]
    assert case.opened == before.opened
    assert "changed by a newer request: 3 answers" in report.done[-1].note


def test_a_corrected_request_after_the_decision_waits_for_the_lead_teacher(
    at: Trial,
) -> None:
    """The decision stands; who took it has to know that the facts changed."""
    ref = one_case(at).ref
    at.decide(ref, "accept")
    at.drop("request v2.pdf", filled("service-request", CORRECTED))
    report = place(at, LATER)

    [case] = at.cases()
    assert case.status.value == "accepted"
    assert [c.ref for c in at.desk.casebook.cases(waiting=True)] == [ref]
    assert "for the lead teacher" in report.done[-1].note


def test_papers_find_a_case_whose_date_of_birth_a_newer_request_put_right(
    at: Trial,
) -> None:
    """The reference brings the correction home; the next letter goes by the new day."""
    wrong = {**AMARA, "dob": "03/05/2011", "upn": ""}
    ref = one_case(at, wrong).ref
    at.drop(f"{ref} corrected.pdf", filled("service-request", {**AMARA, "upn": ""}))
    place(at)
    waiters = waiting_list(at.desk, catalogue())
    give(at.desk, catalogue(), waiters, ref, by="Office Trial", now=NOW)
    at.drop("letter.pdf", about("Amara Okafor", "03/05/2012"))
    place(at, LATER)

    [case] = at.cases()
    assert case.identity.dob == dt.date(2012, 5, 3)
    assert forms(case)[-1] == "medical-letter"


# --- the same bytes again -----------------------------------------------------------


def test_another_paper_of_the_same_name_is_another_paper(at: Trial) -> None:
    """Every scanner calls its first page of the day the same."""
    ref = one_case(at).ref
    at.drop(f"{ref} scan0001.pdf", about("Amara Okafor", "3 May 2012"))
    place(at)
    at.drop(f"{ref} scan0001.pdf", filled("consent", AMARA))
    report = place(at, LATER)

    assert report.count(Step.KNOWN) == 0
    assert len(at.cases()[0].papers) == 3


def test_the_same_bytes_under_another_name_are_known_by_what_they_are(
    at: Trial,
) -> None:
    """Renaming a file must not make a second request of it."""
    one_case(at)
    at.drop("quite another name.pdf", filled("service-request", AMARA))
    report = place(at, LATER)

    [case] = at.cases()
    assert (len(case.papers), case.resubmissions) == (1, ())
    assert report.count(Step.KNOWN) == 1
    assert "the first was received on 16 November 2026" in report.done[-1].note


def test_the_same_bytes_after_the_case_is_over_are_a_question(at: Trial) -> None:
    """Sent again by mistake, or on purpose? Nothing is opened and nothing is lost."""
    ref = one_case(at).ref
    at.decide(ref, "withdraw")
    at.drop("again.pdf", filled("service-request", AMARA))
    place(at, LATER)

    [waiter] = at.desk.casebook.waiting_papers()
    assert (len(at.cases()), waiter.candidates) == (1, (ref,))
    assert "received on 16 November 2026, and its case is over" in waiter.why


def test_a_waiting_paper_sent_again_waits_once(at: Trial) -> None:
    """The list is for people; every copy is safe all the same."""
    at.drop("consent.pdf", filled("consent", AMARA))
    place(at)
    at.drop("consent again.pdf", filled("consent", AMARA))
    report = place(at, LATER)
    one_case(at)

    assert "waits already" in report.done[-1].note
    assert at.desk.casebook.waiting_papers() == ()
    assert forms(at.cases()[0]) == ["service-request", "consent"]


def test_two_copies_of_one_request_in_one_folder_open_one_case(at: Trial) -> None:
    """“request.pdf” and “request (1).pdf”."""
    at.drop("post/request.pdf", filled("service-request", AMARA))
    at.drop("post/request (1).pdf", filled("service-request", AMARA))
    place(at)

    assert [len(case.papers) for case in at.cases()] == [1]


def test_two_workers_with_one_arrival_place_it_once(at: Trial) -> None:
    """Both saw it waiting; the second must not do again what the first has done."""
    at.drop("post/request.pdf", filled("service-request", AMARA))
    at.drop("post/note.pdf", typed("Note", "No name here."))
    report = Report()
    found = waiting(at.workspace.intake, now=NOW, quiet_for=AT_ONCE)
    make_safe(at.desk, found, report, NOW)
    [arrival] = at.desk.casebook.arrivals_waiting_to_be_read()
    read_all(at.desk, catalogue(), report, NOW)
    head = at.desk.casebook.head()
    Placer(at.desk, catalogue(), report, NOW).sort(arrival, [])

    assert at.desk.casebook.head() == head


# --- coming back, and being referred twice ------------------------------------------


def test_a_new_request_after_a_case_is_over_opens_one_that_knows_it(at: Trial) -> None:
    """A child who comes back has a history, and the old case says where it went."""
    old = one_case(at).ref
    at.decide(old, "decline", "not_resident_confirmed")
    again = {**AMARA, "date_of_referral": "14/01/2027"}
    at.drop("again.pdf", filled("service-request", again))
    report = place(at, LATER)

    first, second = at.cases()
    assert second.earlier == (old,)
    assert first.status.value == "re-referred"
    assert first.events[-1].about == (
        f"A new case was opened for this pupil: {second.ref}."
    )
    assert f"after {old}" in report.done[-1].note


def test_a_paper_of_a_case_that_is_over_is_offered_to_a_person(at: Trial) -> None:
    """A hospital letter that comes too late is not nobody's."""
    ref = one_case(at).ref
    at.decide(ref, "withdraw")
    at.drop("consent.pdf", filled("consent", AMARA))
    place(at, LATER)

    [waiter] = at.desk.casebook.waiting_papers()
    assert waiter.candidates == (ref,)
    assert "a case that is over" in waiter.why


HOSPITAL = {
    **AMARA,
    "referrer_name": "Ruth Penrose",
    "referrer_role": "Teacher in charge",
    "referrer_email": "r.penrose@hollowmere-hospital-school.example",
    "referrer_phone": "01632 960303",
}


def test_two_referrals_of_one_pupil_are_one_case_and_both_are_answered(
    at: Trial,
) -> None:
    """The hospital school and the school: each wrote, and each gets a letter."""
    at.drop("school.pdf", filled("service-request", AMARA))
    at.drop("hospital.pdf", filled("service-request", HOSPITAL))
    at.take_in()

    [case] = at.cases()
    folder = at.workspace.case_folder(case.ref)
    mails = {
        path.name.split("_")[1]: path.read_bytes() for path in folder.glob("*.eml")
    }
    assert b"hollowmere-hospital-school.example" in mails["acknowledgement-email"]
    assert b"willowmere-school.example" in mails["acknowledgement-email-2"]
    assert b"acknowledgement-2_v1" in mails["acknowledgement-email-2"]


def test_a_second_referral_that_names_another_school_is_a_question(at: Trial) -> None:
    """A possible duplicate: a person says whether it is one case."""
    without = {**AMARA, "upn": ""}
    ref = one_case(at, without).ref
    at.drop("b.pdf", filled("service-request", {**without, "school_name": "Redgate"}))
    place(at, LATER)

    [waiter] = at.desk.casebook.waiting_papers()
    assert (len(at.cases()), waiter.candidates) == (1, (ref,))


# --- nothing is lost on the way -----------------------------------------------------


def test_a_letter_that_cannot_be_laid_down_loses_no_paper(
    at: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Store first, act later: the case is there, the reply comes with a later run."""

    def full(contents: bytes, path: Path) -> None:
        if path.suffix == ".pdf":
            raise OSError(28, "No space left on device")
        lay_down(contents, path)

    at.drop("request.pdf", filled("service-request", AMARA))
    with monkeypatch.context() as patched:
        patched.setattr("toolkit.pipeline.cases.drafts.lay_down", full)
        at.take_in()
    documents = len(at.cases()[0].documents)
    at.take_in(LATER)

    assert documents == 0
    assert {d.document for d in at.cases()[0].documents} >= {"acknowledgement"}
    assert at.desk.vault.verify() == ()


# --- what landed together -----------------------------------------------------------


def test_files_that_land_together_and_name_one_pupil_are_offered_as_one(
    at: Trial,
) -> None:
    """Three files side by side, without a folder: one question and not three."""
    at.drop("letter.pdf", about("Amara Okafor"))
    at.drop("another letter.pdf", about("Amara Okafor") + b"\n")
    at.drop("somebody else.pdf", about("Jakub Wiśniewski"))
    place(at)
    waiters = waiting_list(at.desk, catalogue())

    of_amara = {w.number for w in waiters if w.held.paper.name != "somebody else.pdf"}
    assert {w.number for w in waiters if w.together} == of_amara
    assert all({w.number, *w.together} == of_amara for w in waiters if w.together)


def test_papers_that_came_on_another_day_are_no_company(at: Trial) -> None:
    """Two children of one name may be asked for in one term."""
    at.drop("letter.pdf", about("Amara Okafor"))
    place(at)
    at.drop("another letter.pdf", about("Amara Okafor") + b"\n")
    place(at, LATER)

    assert not any(w.together for w in waiting_list(at.desk, catalogue()))


def test_papers_with_two_birthdays_are_no_company(at: Trial) -> None:
    """One name on both, and two children."""
    at.drop("letter.pdf", about("Amara Okafor", "3 May 2012"))
    at.drop("another letter.pdf", about("Amara Okafor", "9 July 2015"))
    place(at)

    assert not any(w.together for w in waiting_list(at.desk, catalogue()))


@pytest.mark.parametrize("first", ["letter.pdf", "request.pdf"])
def test_a_letter_that_lands_beside_a_request_is_offered_for_its_case(
    at: Trial, first: str
) -> None:
    """Whichever of the two is read first."""
    drops = {
        "letter.pdf": about("Amara Okafor"),
        "request.pdf": filled("service-request", AMARA),
    }
    at.drop(first, drops.pop(first))
    place(at)
    [(name, contents)] = drops.items()
    at.drop(name, contents)
    place(at, NOW + dt.timedelta(seconds=2))

    [case] = at.cases()
    [waiter] = waiting_list(at.desk, catalogue())
    assert [candidate.ref for candidate in waiter.candidates] == [case.ref]


def test_a_person_gives_all_that_landed_together_to_a_case_at_once(at: Trial) -> None:
    """One answer to one question, though they are arrivals of their own."""
    ref = one_case(at).ref
    at.drop("letter.pdf", about("Amara O."))
    at.drop("another letter.pdf", about("Amara O.") + b"\n")
    place(at, LATER)
    waiters = waiting_list(at.desk, catalogue())

    chosen_ones = chosen(waiters, "1,2")
    give(at.desk, catalogue(), chosen_ones, ref, by="Office Trial", now=LATER)

    assert len(at.cases()[0].papers) == 3
    assert at.desk.casebook.waiting_papers() == ()


def test_a_request_opens_a_case_with_what_landed_beside_it(at: Trial) -> None:
    """A person names them together, and no second case comes of it."""
    at.drop("letter.pdf", about("Jakub Wiśniewski"))
    request = {**JAKUB, "pupil_legal_forename": "Jacub", "upn": ""}
    one_case(at, {**JAKUB, "upn": ""})
    at.drop("request.pdf", filled("service-request", request))
    place(at, LATER)
    waiters = waiting_list(at.desk, catalogue())
    numbers = ",".join(str(w.number) for w in waiters)

    give(
        at.desk,
        catalogue(),
        chosen(waiters, numbers),
        "new",
        by="Office Trial",
        now=LATER,
    )

    assert len(waiters) == 2
    assert [len(case.papers) for case in at.cases()] == [1, 2]

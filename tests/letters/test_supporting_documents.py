"""What the documents of a pupil's support have to say, and what they must not."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import replace

import pypdfium2
import pytest
from docx import Document

from tests.checklist.referrals import ESMA
from tests.letters.facts import order, service
from tests.letters.making import ROOTS, make, says, template
from tests.letters.situations import (
    DAY,
    DOCUMENTS,
    RECORDS,
    Row,
    bare,
    facts,
    recorded,
    situation,
)
from toolkit import compose
from toolkit.compose.environment import environment
from toolkit.compose.frames import Layout, frame_values, html_folders
from toolkit.compose.letterhead import colours
from toolkit.compose.wording import known_facts, word
from toolkit.drafting import Situation, orders
from toolkit.errors import CannotDo, MissingFact
from toolkit.model import Gap, MadeDocument, Status

OURS = (
    "agreement",
    "plan",
    "review-minutes",
    "code-notice",
    "risk-assessment",
    "timetable-agreement",
    "stakeholder-report",
)
SENSITIVE = ("A dog is kept", "Clinic", "PA-16")


def told(document: str, case: Situation) -> compose.Message:
    """Return what a document says for a case, as plain text."""
    known = DOCUMENTS[document]
    given = replace(order(known), facts=orders(known, case, version=1)[0].facts)
    return compose.message(given, known, service(), ROOTS)


def part(document: str, case: Situation, name: str) -> Mapping[str, object]:
    """Return one of the facts a document is given for a case."""
    found = facts(document, case)[name]
    assert isinstance(found, Mapping)
    return found


def week_of(case: Situation) -> list[Mapping[str, object]]:
    """Return the rows of the plan's weekly timetable."""
    rows = part("plan", case, "plan")["timetable"]
    assert isinstance(rows, list)
    return rows


def extra(case: Situation, **said: object) -> Situation:
    """Return the case with facts that a person adds."""
    return replace(case, extra=said)


@pytest.mark.parametrize("document", OURS)
@pytest.mark.parametrize("words", SENSITIVE)
def test_what_was_noted_as_sensitive_stays_in_the_case(
    document: str, words: str
) -> None:
    """Hazards, reasons for absence and objections may speak of health or of a home."""
    agreement = ESMA.agreement
    assert agreement is not None
    short = replace(ESMA, agreement=replace(agreement, parties=()))

    assert words not in told(document, situation(service=short)).text


@pytest.mark.parametrize(
    "document", ["agreement", "plan", "review-minutes", "risk-assessment"]
)
def test_a_shared_document_names_no_diagnosis(document: str) -> None:
    """It is handed round a table; the reason for absence is in the case."""
    text = told(document, situation(diagnosis="Epilepsy", medication="Valproate")).text

    assert "viral" not in text
    assert "Epilepsy" not in text
    assert "Valproate" not in text


@pytest.mark.parametrize(
    "document", ["plan", "review-minutes", "timetable-agreement", "agreement"]
)
def test_a_document_can_be_written_before_anything_is_recorded(document: str) -> None:
    """It goes to the meeting with gaps; that is what it is for."""
    case = bare(rtt_hours_per_week=6)

    assert reference_of(case) in told(document, case).subject


def reference_of(case: Situation) -> str:
    """Return the case's reference."""
    return case.case.ref


# --- the agreement ------------------------------------------------------------------


def test_the_agreement_has_every_clause_once_and_in_order() -> None:
    """Somebody who objects names a clause by its number; all have to be there."""
    text = told("agreement", situation()).text
    counts = {"PA": 17, "SC": 15, "ES": 14, "HE": 4, "PU": 5}
    wanted = [
        f"{party}-{n:02}" for party, last in counts.items() for n in range(1, last + 1)
    ]
    printed = [line.removeprefix("Clause: ") for line in text.splitlines()]

    assert [line for line in printed if line in set(wanted)] == wanted
    assert len(wanted) == 55


def test_each_clause_stands_word_for_word() -> None:
    """A clause in other words is another agreement."""
    text = told("agreement", situation()).text
    agreed = ESMA.agreement
    assert agreed is not None

    assert [c.id for c in agreed.clauses() if c.text not in text] == []


def test_a_clause_keeps_its_lettered_points() -> None:
    """The eighth clause of the school has points a to e."""
    text = told("agreement", situation()).text

    assert "\na. a telepresence robot\nb." in text
    assert "\ne. digital learning platforms" in text


def test_the_summary_is_marked_and_stands_on_the_first_page() -> None:
    """Nobody may take five lines for fifty-five clauses."""
    pages = pypdfium2.PdfDocument(make("agreement")["pdf"].contents)
    first = pages[0].get_textpage().get_text_bounded()

    assert "This part is a summary." in first
    assert "says what helps and what does" in first
    assert "How this agreement is accepted" not in first


def test_the_agreement_is_a_draft_until_the_council_has_put_in_its_own() -> None:
    """Silence counts as agreement, so a draft must not be silent about being one."""
    text = says("agreement").text

    assert "This is a draft." in text
    assert "If we have not heard from you" not in text


def test_a_final_agreement_says_when_silence_counts_as_acceptance() -> None:
    """Ten working days after 19 November 2026 are 3 December."""
    agreed = ESMA.agreement
    assert agreed is not None
    final = replace(ESMA, agreement=replace(agreed, is_draft=False))
    text = told("agreement", situation(service=final)).text

    assert "This is a draft." not in text
    assert "Please tell us by Thursday 3 December 2026." in text
    assert "we take it that you accept" in text


def test_the_days_to_reply_are_the_councils_to_set() -> None:
    """Another council gives another time."""
    agreed = ESMA.agreement
    assert agreed is not None
    quick = replace(ESMA, agreement=replace(agreed, reply_days=5))

    assert part("agreement", situation(service=quick), "agreement")[
        "reply_by"
    ] == dt.date(2026, 11, 26)


def test_an_objection_is_shown_with_its_day_and_not_with_its_words() -> None:
    """Everybody sees that something is open; what it is is talked about."""
    text = says("agreement").text

    assert "Received: 17 November 2026\nFrom: The family" in text


def test_a_service_without_an_agreement_is_told_so() -> None:
    """Another council may have none."""
    with pytest.raises(MissingFact, match="no agreement"):
        orders(
            DOCUMENTS["agreement"], situation(service=replace(ESMA, agreement=None)), 1
        )


# --- the plan -----------------------------------------------------------------------


def test_the_plan_shows_the_targets_that_were_agreed_with_owner_and_date() -> None:
    """A target without a person and a day is a wish."""
    rows = part("plan", situation(), "plan")["targets"]
    assert isinstance(rows, list)

    assert [(row["owner"], row["by"]) for row in rows] == [
        ("English teacher", dt.date(2026, 12, 11)),
        ("Key adult", dt.date(2026, 11, 6)),
    ]


def test_the_week_is_made_from_the_lessons_and_their_days() -> None:
    """A family hangs it on the fridge."""
    [maths, english] = week_of(situation())

    assert maths["monday"] == "10:00 to 11:00"
    assert maths["wednesday"] == "13:30"
    assert maths["friday"] == "No lesson"
    assert english["monday"] == Gap("to agree")


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("every day at ten", id="no day is named"),
        pytest.param("Not on Monday", id="words before the day"),
    ],
)
def test_days_that_cannot_be_told_stay_a_gap_that_quotes_them(said: str) -> None:
    """A lesson on the wrong day is worse than one still to agree."""
    row = {"offer": "acorn", "subject": "maths", "mode": "online", "days": said}
    case = situation(recorded("provision", DAY, row))
    [lesson] = week_of(case)

    assert lesson["monday"] == Gap(said)


def test_lessons_that_have_ended_are_in_the_plan_no_more() -> None:
    """A plan says what is, not what was."""
    ended: Row = {
        "offer": "acorn",
        "subject": "maths",
        "mode": "online",
        "end": dt.date(2026, 11, 13),
    }
    rows = part("plan", situation(recorded("provision", DAY, ended)), "plan")

    assert "Acorn" not in str(rows["provision"])
    assert rows["timetable"] == part("plan", bare(), "plan")["timetable"]


def test_a_pupil_who_was_not_heard_is_a_plan_that_says_why() -> None:
    """An empty box would look as if nobody had thought of asking."""
    case = situation(
        recorded("plan", DAY, no_pupil_voice="Too unwell in October."), pupil_voice=None
    )

    assert (
        "What I want people to know: Too unwell in October." in told("plan", case).text
    )


def test_the_steps_back_end_in_full_time_or_a_named_goal() -> None:
    """A way back that leads nowhere is not one."""
    text = told("plan", situation()).text

    assert "Where the steps lead: Full time at school" in text


def test_strategies_are_chosen_from_the_catalogue_by_their_keys() -> None:
    """A teacher picks what has worked, in the council's words, and adds her own."""
    chosen = {"adjustments": ["soft-start", "A seat by the window."]}
    text = told("plan", extra(situation(), plan=chosen)).text

    assert "- Begin the day gently: somebody the pupil knows says hello" in text
    assert "- A seat by the window." in text
    assert "Ideas to choose from" not in text


def test_a_draft_offers_every_adjustment_of_the_catalogue() -> None:
    """The meeting chooses, so it has to see what there is."""
    text = told("plan", bare()).text

    assert [s.text for s in ESMA.strategies[0].strategies if s.text not in text] == []
    assert "Ideas to choose from" in text


def test_the_history_lists_every_version_that_was_written() -> None:
    """Whoever finds an old copy sees that there is a newer one."""
    case = situation()
    old = MadeDocument(
        "plan", 1, "plan.pdf", "0" * 64, dt.datetime(2026, 9, 30, 9, tzinfo=dt.UTC)
    )
    case = replace(case, case=replace(case.case, documents=(old,)))
    given = orders(DOCUMENTS["plan"], case, 2)[0].facts["plan"]
    assert isinstance(given, dict)

    assert [(v["number"], v["what"]) for v in given["versions"]] == [
        (1, "Draft from the referral"),
        (2, "With the targets that were agreed"),
    ]


# --- the minutes --------------------------------------------------------------------


def test_open_targets_are_carried_forward_into_the_minutes() -> None:
    """What was agreed in October is looked at in November."""
    text = told("review-minutes", situation()).text

    assert "Target: Amara reads one chapter each week & tells her tutor" in text
    assert "Colour: [green, amber or red]" in text


def test_every_action_has_a_person_and_a_day() -> None:
    """An action without either is not done."""
    rows = part("review-minutes", situation(), "minutes")["actions"]
    assert isinstance(rows, list)

    assert [(row["owner"], row["by"]) for row in rows] == [
        ("School lead", dt.date(2026, 11, 27)),
        ("Teacher", dt.date(2026, 12, 4)),
    ]


def test_the_next_review_is_the_day_it_is_due_until_one_is_arranged() -> None:
    """The minutes and `toolkit due` must not name two days."""
    meeting = recorded("meeting-date", dt.date(2026, 12, 15), what="review", at="14:00")
    due = part("review-minutes", situation(), "minutes")
    agreed = part("review-minutes", situation(*RECORDS, meeting), "minutes")

    assert due["next_review"] == dt.date(2026, 12, 18)
    assert agreed["next_review"] == dt.date(2026, 12, 15)


def test_a_review_that_is_overdue_is_no_next_review() -> None:
    """A day in the past cannot be kept; the meeting agrees another."""
    late = replace(situation(), ahead={"review": dt.date(2026, 11, 13)})

    assert "Next review: [date to agree]" in told("review-minutes", late).text


def test_the_chart_says_in_numbers_what_its_bars_show() -> None:
    """Who cannot see the bars reads the table; Word has the table alone."""
    text = told("review-minutes", situation()).text

    assert "Sessions attended: 1\nSessions offered: 3" in text
    assert "attended 4 of 9 sessions" in text


def test_a_bar_is_as_long_as_its_share() -> None:
    """One of three is a third, and a week without sessions has no bar."""
    weeks = [
        {"week": DAY, "offered": 3, "attended": 1},
        {"week": DAY, "offered": 0, "attended": 0},
    ]
    counted = {"weeks": weeks, "since": DAY, "offered": 3, "attended": 1}
    page = _page_of_report(counted)

    assert page.count("<svg") == 2  # the square code and one bar
    assert 'width="33.3"' in page


@pytest.mark.parametrize(
    ("attended", "width"),
    [
        pytest.param(0, "0", id="none"),
        pytest.param(3, "100", id="all"),
        pytest.param(4, "100", id="more than were offered"),
    ],
)
def test_a_bar_stays_within_its_column(attended: int, width: str) -> None:
    """A slip in the numbers must not draw over the next column."""
    weeks = [{"week": DAY, "offered": 3, "attended": attended}]
    counted = {"weeks": weeks, "since": DAY, "offered": 3, "attended": attended}

    assert f'fill="#33414e" width="{width}"' in _page_of_report(counted)


def _page_of_report(counted: Mapping[str, object]) -> str:
    known = template("stakeholder-report")
    report = part("stakeholder-report", situation(), "report")
    given = order(known, report={**report, "attendance": counted})
    whole = known_facts(given, known, service())
    layout = Layout(
        known.key,
        given.ref,
        word(known, whole),
        whole,
        known.frame,
        colours(service()),
        "Northmoor",
        DAY,
        ROOTS,
    )
    page = environment(*html_folders(ROOTS), escape=True).get_template("plan.html")
    return page.render(frame_values(layout))


# --- the register -------------------------------------------------------------------


def test_each_way_of_teaching_has_four_lines() -> None:
    """How, what the council says, what national rules say, and which codes."""
    text = told("code-notice", situation()).text
    ways = part("code-notice", situation(), "codes")["ways"]
    assert isinstance(ways, list)
    heads = ("Lessons", "The council’s policy", "National rules", "Codes")

    assert [text.count(f"\n{head}: ") for head in heads] == [len(ways)] * 4
    assert [way["label"] for way in ways[:2]] == [
        "Lessons in person at home",
        "Online lessons",
    ]


def test_the_head_decides_and_nothing_is_written_into_a_register() -> None:
    """A council that instructs a school about its register is in the wrong."""
    text = told("code-notice", situation()).text

    assert "The headteacher, or the person they have asked, decides" in text
    assert "Please do not change entries that have already been made." in text


def test_other_advice_of_the_service_makes_another_notice() -> None:
    """When national rules change, a file changes and no program."""
    register = ESMA.register
    assert register is not None
    changed = tuple(
        replace(a, codes=("Z",)) if a.key == "online" else a for a in register.advice
    )
    case = situation(service=replace(ESMA, register=replace(register, advice=changed)))

    assert "Codes: Z" in told("code-notice", case).text


def test_a_closed_case_has_an_end_notice() -> None:
    """A code that outlives our lessons is a wrong entry every day."""
    end = recorded("exit", dt.date(2026, 11, 13), destination="full_time")
    text = told("code-notice", situation(*RECORDS, end, status=Status.CLOSED)).text

    assert "Our support ended on 13 November 2026." in text
    assert "Lesson by lesson" not in text


def test_a_case_closed_without_lessons_has_an_end_notice_too() -> None:
    """The school may have changed a code as soon as we accepted."""
    case = bare()
    closed = replace(case, case=replace(case.case, status=Status.CLOSED))

    assert "Our support ended on 18 November 2026." in told("code-notice", closed).text


def test_no_lessons_no_notice() -> None:
    """There is nothing to advise about yet."""
    with pytest.raises(MissingFact, match="No lessons are recorded"):
        told("code-notice", bare())


# --- the risk assessment ------------------------------------------------------------


@pytest.mark.parametrize("venue", ["home", "public_place"])
def test_lessons_without_a_named_adult_are_refused(venue: str) -> None:
    """Nobody is taught alone at home, whatever else is on the form."""
    alone = recorded("risk-assessment", DAY, venue=venue, valid_until=DAY)

    with pytest.raises(CannotDo, match="names no adult"):
        told("risk-assessment", situation(alone))


def test_lessons_at_home_need_the_adult_before_any_assessment_was_recorded() -> None:
    """The lessons say where they are."""
    lesson = {"offer": "one-to-one", "mode": "in_person", "venue": "home"}

    with pytest.raises(CannotDo, match="names no adult"):
        told("risk-assessment", situation(recorded("provision", DAY, lesson)))


def test_a_person_can_name_the_adult_while_writing() -> None:
    """`toolkit write risk-assessment REF --from facts.toml`."""
    alone = recorded("risk-assessment", DAY, venue="home", valid_until=DAY)
    case = extra(situation(alone), risk={"adult": "Ngozi Okafor"})

    assert (
        "Adult who is there throughout: Ngozi Okafor"
        in told("risk-assessment", case).text
    )


def test_only_the_hazards_of_the_place_are_weighed() -> None:
    """A dog at home has no part in a lesson online."""
    online = recorded("risk-assessment", DAY, venue="online", valid_until=DAY)
    text = told("risk-assessment", situation(online)).text

    assert "Safety online" in text
    assert "Animals" not in text
    assert "Smoking" not in text


def test_an_assessment_that_ran_out_says_so() -> None:
    """No lesson takes place on last year's assessment."""
    old = recorded(
        "risk-assessment",
        dt.date(2025, 9, 3),
        venue="base",
        valid_until=dt.date(2026, 9, 2),
    )

    assert "out of date" in told("risk-assessment", situation(old)).text
    assert "out of date" not in told("risk-assessment", situation()).text


# --- the part-time timetable --------------------------------------------------------


def test_a_timetable_without_an_end_is_refused() -> None:
    """Part-time for ever is not a timetable but a loss of education."""
    with pytest.raises(MissingFact, match="day on which it ends"):
        told("timetable-agreement", situation(rtt_end_date=None))


@pytest.mark.parametrize("hours", [24, 25.5])
def test_a_full_week_is_no_part_time_timetable(hours: float) -> None:
    """Year 10 has about 24 hours."""
    with pytest.raises(CannotDo, match="full week"):
        told("timetable-agreement", situation(rtt_hours_per_week=hours))


@pytest.mark.parametrize("hours", ["0", "nan", "some"])
def test_a_timetable_without_hours_is_refused(hours: str) -> None:
    """A parent cannot agree to hours that are not there."""
    case = extra(situation(rtt_hours_per_week=None), timetable={"hours": hours})

    with pytest.raises(MissingFact, match="hours in school"):
        told("timetable-agreement", case)


def test_a_timetable_ends_after_it_starts() -> None:
    """Two days in the wrong boxes would otherwise be signed."""
    with pytest.raises(CannotDo, match="ends before it starts"):
        told("timetable-agreement", situation(rtt_end_date=dt.date(2026, 11, 2)))


def test_a_timetable_of_more_than_six_weeks_says_when_to_agree_anew() -> None:
    """Six weeks after 9 November are 21 December."""
    long = told("timetable-agreement", situation(rtt_end_date=dt.date(2027, 2, 1))).text
    short = told("timetable-agreement", situation()).text

    assert "agree it again by Monday 21 December 2026" in long
    assert "longer than six weeks" not in short


def test_both_parent_and_head_sign() -> None:
    """Code C2 needs the agreement of the parent the pupil lives with."""
    text = told("timetable-agreement", situation()).text

    assert "Role: Parent or carer the pupil lives with" in text
    assert "Role: Headteacher" in text
    assert "not made because of behaviour" in text


def test_steps_after_the_last_day_are_not_part_of_the_agreement() -> None:
    """What is signed is what is shown."""
    text = told("timetable-agreement", situation()).text

    assert "Two visits to the base" in text
    assert "Full days" not in text


# --- the report ---------------------------------------------------------------------


def test_a_report_without_sessions_is_refused() -> None:
    """An empty table would look like nothing attended."""
    with pytest.raises(MissingFact, match="No sessions are recorded"):
        told("stakeholder-report", bare())


def test_a_report_compares_with_nobody() -> None:
    """It is about this pupil alone."""
    text = told("stakeholder-report", situation()).text.lower()

    assert not [w for w in ("average", "other pupils", "class mean") if w in text]


def test_the_word_file_has_the_table_and_no_picture_of_it() -> None:
    """The numbers are the chart."""
    made = Document(io.BytesIO(make("stakeholder-report")["docx"].contents))

    assert [cell.text for cell in made.tables[1].rows[2].cells] == [
        "19 October 2026",
        "1",
        "3",
    ]


# --- sheets to fill in --------------------------------------------------------------


def test_the_check_sheet_names_everything_a_referral_needs_in_the_council_s_order() -> (
    None
):
    """What is not on the sheet is not sent."""
    text = told("check-sheet", bare()).text
    wanted = [each.label for each in ESMA.requirements]
    printed = [
        line.removeprefix("What we need: ")
        for line in text.splitlines()
        if line.startswith("What we need: ")
    ]

    assert printed == wanted


@pytest.mark.parametrize(
    "document", ["apdr-blank", "pastoral-plan", "healthcare-plan", "hospital-plan"]
)
def test_a_sheet_repeats_nothing_the_form_marks_as_sensitive(document: str) -> None:
    """A sheet is left on a desk."""
    case = situation(diagnosis="Epilepsy", medication="Valproate", looked_after="s20")
    text = told(document, case).text

    assert not [
        word for word in ("Epilepsy", "Valproate", "section 20") if word in text
    ]


def test_a_support_plan_has_its_four_parts_and_what_the_school_has_told() -> None:
    """The school corrects what is there and need not write it again."""
    text = told("apdr-blank", situation(working_well="Short check-ins.")).text
    heads = ("Assess: ", "Plan: ", "Do: ", "Review: ")
    places = [text.index(f"\n{head}") for head in heads]

    assert places == sorted(places)
    assert "What works well: Short check-ins." in text
    assert "[write here]" in text

"""What the weekly meeting is told of one case: facts for a page, and what they rest on.

The page's own words are in its template. What nobody has said is listed as not said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from toolkit.calendar import local_date, school_days_between
from toolkit.catalogue import Question
from toolkit.drafting.situation import Facts, Situation
from toolkit.model import (
    Answer,
    Case,
    CasePaper,
    Finding,
    Mark,
    MarkKind,
    Outcome,
    PaperSort,
    Status,
)
from toolkit.propose import ASSESSMENT, DECISION

# Question keys of the field dictionary, in the order the page shows them. Those that a
# service's forms do not ask are left out.
_ABOUT = (
    "reason_for_absence",
    "expected_duration",
    "last_date_attended_regularly",
    "school_days_missed",
    "attendance_pct_ytd",
    "absence_authorised",
    "register_code_in_use",
    "on_reduced_timetable",
    "rtt_hours_per_week",
    "hours_manageable",
    "further_advice_sought",
    "school_education_on_offer",
    "working_well",
    "not_working",
    "pupil_voice",
    "parent_views",
    "outcomes_sought",
    "ehcp_in_place",
)
_MAY_BE_BLANK = frozenset({"rtt_hours_per_week", "further_advice_sought"})
"""Questions that say nothing when they are blank."""

_CARE = (
    ("address_confidential", "yes"),
    ("parent_1_contact_restriction", "yes"),
    ("parent_2_contact_restriction", "yes"),
    ("safeguarding_concerns", "yes"),
)
_CARE_WHATEVER = ("interpreter_language",)
_NOT_LOOKED_AFTER = frozenset({"", "none", "no", "unknown"})

_LONGEST_ANSWER, _LONGEST_QUOTE, _SHORT_ANSWER = 420, 70, 20
_LONGEST_TITLE, _MOST_PLACES = 42, 3
_YEARS = {"R": "Reception", "N1": "Nursery 1", "N2": "Nursery 2"}


def meeting_page(
    situation: Situation, earlier: Sequence[tuple[Case, Sequence[str]]] = ()
) -> Facts:
    """Return what the meeting needs to know of a case it is to discuss.

    Args:
        situation: The case on the day of the meeting.
        earlier: The cases the same pupil had before, each with what would have to be
            so for another referral.
    """
    told = _Told(situation)
    return meeting_line(situation) | {
        "age": told.age(),
        "year_group": told.year_group(),
        "dob": situation.value("dob") or "",
        "upn": situation.words("upn") or situation.case.identity.upn,
        "area": told.area(),
        "dates": told.dates(),
        "care": told.care(),
        "wants": told.wants(),
        **told.about(),
        "not_said": told.not_said(),
        "evidence": told.evidence(),
        "criteria": [told.finding(f) for f in told.criteria],
        "checklist": [told.finding(f) for f in told.requirements],
        "contradictions": [told.finding(f) for f in told.contradictions],
        "questions": list(told.questions()),
        "unconfirmed": told.unconfirmed(),
        "papers": told.papers(),
        "proposed": told.proposed(),
        "earlier": [_earlier(situation, case, until) for case, until in earlier],
        "set_apart": situation.case.set_apart > 0,
    }


def meeting_line(situation: Situation) -> Facts:
    """Return what stands in a list: whose case, the school, the days it has waited."""
    case, opened = situation.case, local_date(situation.case.opened)
    calendar = situation.service.calendar
    name = full_name(situation)
    return {
        "ref": case.ref,
        "name": name,
        "initials": initials(name),
        "school": situation.words("school_name") or case.identity.school,
        "opened": opened,
        "days_waited": (situation.on - opened).days,
        "school_days_waited": sum(
            day > opened for day in school_days_between(opened, situation.on, calendar)
        ),
        "status": case.status.value,
        "missing": [f.label for f in _missing(situation)],
        "is_discussed": case.status is Status.DISCUSSED,
    }


def full_name(situation: Situation) -> str:
    """Return the pupil's name as the papers give it; empty if none does."""
    identity = situation.case.identity
    forename = situation.words("pupil_legal_forename") or identity.forename
    surname = situation.words("pupil_legal_surname") or identity.surname
    return f"{forename} {surname}".strip() or identity.full_name


def initials(name: str) -> str:
    """Return the first letters of a name's parts: `Maisie-Grace Hartley` is `MGH`."""
    parts = name.replace("-", " ").split()
    letters = (next((c for c in part if c.isalpha()), "") for part in parts)
    return "".join(letters).upper()


def _missing(situation: Situation) -> Iterator[Finding]:
    own = {requirement.id for requirement in situation.service.requirements}
    for finding in situation.case.findings:
        if finding.is_open and finding.rule in own:
            yield finding


def _earlier(situation: Situation, case: Case, conditions: Sequence[str]) -> Facts:
    decision, service = case.decision, situation.service
    codes = decision.reasons if decision else ()
    found = (service.reason(code) or service.exit_reason(code) for code in codes)
    kind = service.decision(decision.outcome) if decision else None
    return {
        "ref": case.ref,
        "opened": local_date(case.opened),
        "status": case.status.value.replace("_", " "),
        "decided": kind.label if kind else "",
        "decided_on": local_date(decision.at) if decision else "",
        "reasons": [reason.label for reason in found if reason],
        "conditions": list(conditions),
    }


class _Told:
    """One case, as its page tells it."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        service, findings = situation.service, situation.case.findings
        entry = {criterion.id for criterion in service.criteria}
        asked = {requirement.id for requirement in service.requirements}
        self.criteria = [f for f in findings if f.rule in entry]
        self.requirements = [f for f in findings if f.rule in asked]
        self.contradictions = [f for f in findings if f.rule not in entry | asked]

    # --- the pupil

    def age(self) -> str:
        """Return the age in whole years on the day of the meeting."""
        born, on = self._situation.value("dob"), self._situation.on
        if not isinstance(born, dt.date) or born > on:
            return ""
        had_birthday = (on.month, on.day) >= (born.month, born.day)
        return str(on.year - born.year - (not had_birthday))

    def year_group(self) -> str:
        """Return the year group as it is spoken of."""
        year = self._situation.words("year_group")
        return _YEARS.get(year, f"Year {year}") if year else ""

    def area(self) -> str:
        """Return the area team whose town is in the home address, if only one is."""
        address = f" {self._situation.words('home_address_lines')} ".casefold()
        words = " ".join(address.replace(",", " ").split())
        found = {
            area.name
            for area in self._situation.service.areas
            if any(f" {town.casefold()} " in f" {words} " for town in area.towns)
        }
        return found.pop() if len(found) == 1 else ""

    def dates(self) -> Facts:
        """Return by when the decision and the assessment are due."""
        due = {d.what: d.due for d in self._situation.deadlines}
        return {
            "decision": due.get(DECISION, ""),
            "assessment": due.get(ASSESSMENT, ""),
        }

    def care(self) -> list[str]:
        """Return what everybody has to know before they write to anyone."""
        told = [
            f"{self._label(key)} {self._situation.label_of(key)}"
            for key, value in _CARE
            if self._situation.words(key) == value
        ]
        for key in _CARE_WHATEVER:
            words = self._situation.words(key)
            told += [f"{self._label(key)}: {words}"] if words else []
        if self._situation.words("looked_after") not in _NOT_LOOKED_AFTER:
            key = "looked_after"
            told.append(f"{self._label(key)} {self._situation.label_of(key)}")
        return told

    # --- what was written

    def wants(self) -> list[str]:
        """Return what the school asked for."""
        offers = self._situation.service.offers
        return [o.label for o in offers if self._situation.value(o.asked_by) is True]

    def about(self) -> Facts:
        """Return the answers the meeting looks at, those of a word or two apart."""
        rows = [
            self._answer(key)
            for key in _ABOUT
            if self._question(key) and self._given(key)
        ]
        return {
            "in_short": [row for row in rows if _is_short(row)],
            "at_length": [row for row in rows if not _is_short(row)],
        }

    def not_said(self) -> list[str]:
        """Return the questions of those that nobody answered."""
        return [
            self._label(key)
            for key in _ABOUT
            if self._question(key) and not self._given(key) and key not in _MAY_BE_BLANK
        ]

    def evidence(self) -> list[Facts]:
        """Return who wrote each piece of medical evidence, where and when."""
        rows: list[Facts] = []
        for n in range(1, 4):
            keys = (f"evidence_{n}_{part}" for part in ("author_role", "org"))
            told = [words for key in keys if (words := self._situation.words(key))]
            day = self._situation.value(f"evidence_{n}_date")
            if told or day:
                rows.append({"who": ", ".join(told), "on": day or ""})
        return rows

    def papers(self) -> list[Facts]:
        """Return the papers by what they are, with the day of those that came later."""
        opened = local_date(self._situation.case.opened)
        days = ((held, local_date(held.at)) for held in self._situation.case.papers)
        return [
            {"title": self._title(held), "on": "" if day == opened else day}
            for held, day in days
        ]

    def unconfirmed(self) -> int:
        """Return how many answers of the referral a person must still look at."""
        return sum(a.ask for a in self._situation.referral.answers.values())

    # --- what was found

    def finding(self, finding: Finding) -> Facts:
        """Return one finding with the places that decided it."""
        places = [self._place(mark) for mark in _telling(finding.decided_by)]
        return {
            "item": finding.checklist or finding.rule,
            "label": finding.label,
            "outcome": finding.outcome.value,
            "is_open": finding.is_open,
            "sentence": finding.sentence if finding.is_open else "",
            "places": places[:_MOST_PLACES],
            "further": max(len(places) - _MOST_PLACES, 0),
        }

    def questions(self) -> Iterator[Facts]:
        """Yield what cannot be told, each step to settle it once."""
        seen: set[str] = set()
        for finding in (*self.criteria, *self.requirements):
            step = finding.mend or finding.sentence
            if finding.outcome is Outcome.CANNOT_TELL and step not in seen:
                seen.add(step)
                yield {"label": finding.label, "step": step}

    def proposed(self) -> Facts:
        """Return what the rules propose, in the service's own words, and why."""
        proposal = self._situation.case.proposed
        if proposal is None:
            return {}
        service = self._situation.service
        kind = service.decision(proposal.outcome)
        reasons = (service.reason(code) for code in proposal.reasons)
        return {
            "outcome": proposal.outcome,
            "label": kind.label if kind else proposal.outcome,
            "reasons": [reason.label for reason in reasons if reason],
            "because": [f.label for f in proposal.because if f.label],
        }

    # --- small things

    def _given(self, key: str) -> Answer | None:
        answer = self._situation.referral.answers.get(key)
        blank = answer is None or (answer.value is None and not answer.written)
        return None if blank else answer

    def _answer(self, key: str) -> Facts:
        answer = self._given(key)
        assert answer is not None  # noqa: S101 - only asked of what was given
        if answer.value is None:
            value: object = _shortened(answer.written, _LONGEST_ANSWER)
        elif isinstance(answer.value, dt.date):
            value = answer.value
        else:
            value = _shortened(self._situation.label_of(key), _LONGEST_ANSWER)
        label = self._label(key)
        asks = label.endswith("?")
        return {"label": label, "asks": asks, "value": value, "ask": answer.ask}

    def _question(self, key: str) -> Question | None:
        asked = (form.question(key) for form in self._situation.service.forms)
        return next((question for question in asked if question), None)

    def _label(self, key: str) -> str:
        question = self._question(key)
        return question.label if question else key

    def _place(self, mark: Mark) -> Facts:
        held = {paper.paper.sha256: paper for paper in self._situation.case.papers}
        paper, asked = held.get(mark.place.paper), self._asked(mark)
        return {
            "written": _written(mark),
            "label": asked,
            "asks": asked.endswith("?"),
            "paper": self._title(paper) if paper else "",
            "page": mark.place.page or "",
        }

    def _asked(self, mark: Mark) -> str:
        """Return the question a mark answers, unless its own words say enough."""
        question = self._question(mark.key)
        return question.label if question else mark.place.label

    def _title(self, held: CasePaper) -> str:
        """Return what a paper is: its title, or its key where that is a long one."""
        service = self._situation.service
        document = held.understood.document if held.understood else None
        if document is not None and document.sort is PaperSort.UNREADABLE:
            return "a paper nobody can read"
        sorts = (sort for sort in service.letter_sorts if sort.key == held.form)
        named = service.form(held.form) or next(sorts, None)
        if named is None:
            return "a paper not placed yet"
        is_long = len(named.title) > _LONGEST_TITLE
        return named.key.replace("-", " ").capitalize() if is_long else named.title


def _is_short(row: Facts) -> bool:
    return len(str(row["value"])) <= _SHORT_ANSWER


def _telling(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Yield the marks that say something, each place once."""
    seen = set()
    for mark in marks:
        key = (mark.place.paper, mark.place.page, mark.key, mark.text)
        if key not in seen and (mark.text or mark.tick or mark.signature):
            seen.add(key)
            yield mark


def _written(mark: Mark) -> str:
    if mark.kind is MarkKind.SIGNATURE:
        return "signed"
    if mark.kind is MarkKind.TICK or not mark.text:
        return "ticked"
    return f"“{_shortened(' '.join(mark.text.split()), _LONGEST_QUOTE)}”"


def _shortened(text: str, longest: int) -> str:
    """Return a text that is not longer than this; what is cut off shows as `…`."""
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0].rstrip(" ,.;") + " …"

"""Rules about the papers that came: are they here, whose are they, are they signed."""

from __future__ import annotations

import datetime as dt

from toolkit.checklist.dossier import Dossier, Given, State, in_words
from toolkit.checklist.names import Likeness
from toolkit.checklist.settings import Settings
from toolkit.checklist.verdict import Verdict, labels, of_state, verdict
from toolkit.model import Mark, MarkKind, Place, Understood


def paper_attached(case: Dossier, settings: Settings) -> Verdict:
    """Judge whether one of `papers` is in the case.

    `question_instead` are answers that do the job when all are there.
    `question_claim` asks whether the paper is attached: `claim_is` are the answers that
    say so (any answer, if not given) and `enough` those that settle it without a paper.
    With `unplaced`, a paper nobody could place may be the one; in `papers_perhaps` it
    may stand, and a person must look.
    """
    papers = case.papers(settings.texts("papers"))
    if papers:
        return Verdict("attached", tuple(mark_of(paper) for paper in papers))
    instead = [case.given(key) for key in settings.texts("question_instead")]
    blank = of_state(instead, State.BLANK)
    if instead and not blank:
        unsure = of_state(instead, State.UNSURE)
        return verdict("unsure" if unsure else "instead", instead)
    strays = case.unplaced() if settings.flag("unplaced") else ()
    situation, claim = _claim(case, settings)
    if strays and situation != "enough":
        return Verdict("unplaced", tuple(mark_of(paper) for paper in strays))
    perhaps = case.papers(settings.texts("papers_perhaps"))
    if perhaps and situation not in {"enough", "unsure"}:
        return Verdict("perhaps", tuple(mark_of(paper) for paper in perhaps))
    if situation == "missing" and len(blank) < len(instead):
        situation = "partly"
    return verdict(situation, (*claim, *instead), blank=labels(blank))


def names_pupil(case: Dossier, settings: Settings) -> Verdict:
    """Judge whether the papers are about the referral's pupil.

    The marks are never those of another child: nothing of them is shown.
    """
    sorts = settings.texts("papers")
    own = case.papers(sorts)
    if not own:
        return verdict("other" if case.all_papers(sorts) else "no_paper")
    found = {case.likeness(paper) for paper in own}
    order = (Likeness.SAME, Likeness.NEAR, Likeness.SILENT)
    likeness = next(each for each in order if each in found)
    return Verdict(likeness.value, tuple(mark_of(paper) for paper in own))


def signed(case: Dossier, settings: Settings) -> Verdict:
    """Judge whether the answer `fact` of one of `papers` is a signature.

    A name typed where the signature goes is a situation of its own.
    """
    papers = case.papers(settings.texts("papers"))
    if not papers:
        return verdict("no_paper")
    givens = [case.fact(paper, settings.key("fact")) for paper in papers]
    found = {_signature(given): given for given in givens}
    order = ("signed", "typed", "unsure", "unsigned")
    situation = next(each for each in order if each in found)
    return verdict(situation, [found[situation]])


def dated(case: Dossier, settings: Settings) -> Verdict:
    """Judge whether there is a date, and that it is neither to come nor too old.

    `facts` of `papers` speak before `questions` of the referral. `oldest_weeks` is how
    many weeks back the date may lie.
    """
    sorts, oldest = settings.texts("papers"), settings.count("oldest_weeks")
    papers, questions = case.papers(sorts), settings.texts("questions")
    facts = [g for key in settings.texts("facts") for g in case.facts(sorts, key)]
    rows = [given for key in questions for given in case.rows(key)]
    if not papers and len(of_state(rows, State.BLANK)) == len(rows):
        return verdict("no_paper")
    givens = facts if any(given.day for given in facts) else [*facts, *rows]
    found = {_day_situation(given, case.today, oldest): given for given in givens}
    order = ("dated", "old", "future", "unsure", "blank")
    situation = next((each for each in order if each in found), "blank")
    chosen = found.get(situation)
    day = chosen.day if chosen else None
    return verdict(
        situation, [chosen] if chosen else [], date=in_words(day) if day else ""
    )


def ticked(case: Dossier, settings: Settings) -> Verdict:
    """Judge whether all the ticks in `facts` are there on one of `papers`.

    What is not ticked has not been agreed to.
    """
    papers = case.papers(settings.texts("papers"))
    if not papers:
        return verdict("no_paper")
    sheets = [
        [case.fact(paper, key) for key in settings.texts("facts")] for paper in papers
    ]
    ticks = min(sheets, key=lambda sheet: len(of_state(sheet, State.BLANK)))
    blank, unsure = of_state(ticks, State.BLANK), of_state(ticks, State.UNSURE)
    situation = "unticked" if blank else "unsure" if unsure else "ticked"
    return verdict(situation, ticks, blank=labels(blank))


def _claim(case: Dossier, settings: Settings) -> tuple[str, list[Given]]:
    """Return what the form says about a paper that is not here."""
    key = settings.text("question_claim")
    if not key:
        return "missing", []
    given = case.given(key)
    if given.state is State.UNSURE:
        return "unsure", [given]
    if given.state is State.BLANK:
        return "unanswered", [given]
    if given.text in settings.texts("enough"):
        return "enough", [given]
    claims = settings.texts("claim_is", (given.text,))
    return ("claimed" if given.text in claims else "missing"), [given]


def _signature(given: Given) -> str:
    if given.state is not State.CLEAR:
        return "unsigned" if given.state is State.BLANK else "unsure"
    kinds = {mark.kind for mark in given.marks}
    drawn = MarkKind.SIGNATURE in kinds or given.text == "yes"
    return "signed" if drawn else "typed"


def _day_situation(given: Given, today: dt.date, oldest_weeks: int | None) -> str:
    if given.day is None:
        return "unsure" if given.state is State.UNSURE else "blank"
    if given.day > today:
        return "future"
    old = oldest_weeks is not None and today - given.day > dt.timedelta(
        oldest_weeks * 7
    )
    return "old" if old else "dated"


def mark_of(paper: Understood) -> Mark:
    """Return a mark that stands for a whole paper: there is nothing on it to quote."""
    key = paper.fit.form if paper.fit else "paper"
    return Mark(key, place=Place(paper=paper.document.sha256))

"""Rules about who is who: who signed, and whom the other papers name."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.checklist.dossier import Dossier, Given, State, quoted
from toolkit.checklist.names import Likeness, compare_people, name_words
from toolkit.checklist.on_papers import mark_of
from toolkit.checklist.settings import Settings
from toolkit.checklist.verdict import Verdict, against, verdict

_RESPONSIBLE = {"yes": "parent", "no": "not_responsible"}


def signed_by_parent(case: Dossier, settings: Settings) -> Verdict:
    """Judge whether who signed one of `papers` is a parent or carer on the form.

    `fact` is the signer's name, `question_people` the parents' and
    `question_responsible` whether each has parental responsibility. A pupil who signs
    is a matter for a person, who can look at their age.
    """
    sorts = settings.texts("papers")
    papers = case.papers(sorts)
    signers = [case.fact(paper, settings.key("fact")) for paper in papers]
    signers = [given for given in signers if given.as_read is not None]
    people = [g for g in case.rows(settings.key("question_people")) if g.as_read]
    if not signers or not people:
        return verdict("blank", [*signers, *people])
    found = [_signer(case, settings, one, people) for one in signers]
    order = ("parent", "not_known", "near", "pupil", "not_responsible", "stranger")
    best = min(found, key=lambda each: order.index(each[0]))
    situation, looked_at = best
    names = {"signer": quoted(str(looked_at[0].as_read))}
    if situation == "parent":
        return verdict(situation, looked_at, **names)
    return against(situation, looked_at, **names)


def names_nobody_else(case: Dossier, settings: Settings) -> Verdict:
    """Judge whether none of `papers` names another pupil.

    The marks are never those of another child: nothing of them is shown. A paper that
    gives no name is taken to be the pupil's, as it came with their request.
    """
    papers = case.all_papers(settings.texts("papers"))
    if not papers:
        return verdict("no_paper")
    found = {paper.document.id: case.likeness(paper) for paper in papers}
    if Likeness.OTHER in found.values():
        return verdict("other")
    near = [p for p in papers if found[p.document.id] is Likeness.NEAR]
    if near:
        return Verdict("near", tuple(mark_of(paper) for paper in near))
    return verdict("same")


def paper_denied(case: Dossier, settings: Settings) -> Verdict:
    """Judge whether one of `papers` is here though the form says there is none.

    `says` are the answers to `question` that say so.
    """
    given = case.given(settings.key("question"))
    papers = case.papers(settings.texts("papers"))
    if not papers or str(given.as_read or "") not in settings.texts("says"):
        return verdict("fits", [given])
    found = against("denied", [given])
    marks = (*found.marks, *(mark_of(paper) for paper in papers))
    return Verdict(found.situation, marks, found.names)


def _signer(
    case: Dossier, settings: Settings, signer: Given, people: Iterable[Given]
) -> tuple[str, list[Given]]:
    """Return who signed, and the answers that say so."""
    name, people = str(signer.as_read), list(people)
    likely = [compare_people(name, str(person.as_read)) for person in people]
    if Likeness.SAME in likely:
        person = people[likely.index(Likeness.SAME)]
        return _responsible(case, settings, signer, person)
    near = [p for p, like in zip(people, likely, strict=True) if like is Likeness.NEAR]
    if case.pupil.forename and case.pupil.forename <= {*name_words(name)}:
        return "pupil", [signer]
    return ("near", [signer, *near]) if near else ("stranger", [signer, *people])


def _responsible(
    case: Dossier, settings: Settings, signer: Given, person: Given
) -> tuple[str, list[Given]]:
    row = "".join(c for c in person.key if c.isdigit())
    key = settings.key("question_responsible").replace("{n}", row)
    given = case.given(key)
    if given.state is State.UNSURE:
        return "not_known", [signer, person, given]
    return _RESPONSIBLE.get(given.text, "not_known"), [signer, person, given]

"""Rules about answers: are they there, are they one of these, do they say enough."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from toolkit.catalogue import Form, Question, holds
from toolkit.checklist.dossier import Dossier, Given, State, quoted
from toolkit.checklist.settings import Settings
from toolkit.checklist.verdict import Verdict, labels, of_state, verdict

_USABLE_FIRST = (State.CLEAR, State.UNSURE, State.BLANK)


def answered(case: Dossier, settings: Settings) -> Verdict:
    """Judge whether questions are answered.

    `questions` are looked up in the referral, over every row of `{n}`; `facts` in the
    papers named by `papers`, each doing as well as the question it stands beside. With
    facts alone and no such paper there is nothing to look at. `need` is `all` or `any`.
    """
    questions, facts = settings.texts("questions"), settings.texts("facts")
    sorts = settings.texts("papers")
    if questions and facts and len(questions) != len(facts):
        raise settings.wrong("facts", "One fact for each question is needed.")
    if not questions and not case.papers(sorts):
        return verdict("no_paper")
    givens = [
        _most_usable(_alternatives(case, question, sorts, fact))
        for question, fact in zip_longest(questions, facts, fillvalue="")
    ]
    return _all_or_any(givens, any_will_do=_any_will_do(settings))


def one_of(case: Dossier, settings: Settings) -> Verdict:
    """Judge one choice: `met` and `not_met` list the values that settle it.

    A question with `{n}` is met by any row. With `facts`, a letter among `papers` that
    has such a fact suggests that it is met, and a person must say. With `papers` alone
    the question is looked up in those papers.
    """
    question, sorts = settings.key("question"), settings.texts("papers")
    facts = settings.texts("facts")
    if sorts and not facts:
        givens = case.facts(sorts, question)
        if not givens:
            return verdict("no_paper")
    else:
        givens = case.rows(question)
    hints = [g for key in facts for g in case.facts(sorts, key)]
    suggested = bool(of_state(hints, State.CLEAR))
    situation = _choice(givens, settings, suggested=suggested)
    if situation == "blank" and facts and not case.papers(sorts):
        situation = "no_paper"
    looked_at = (*givens, *hints) if situation == "suggested" else givens
    answers = (case.chosen(given) for given in givens if given.text)
    return verdict(situation, looked_at, answer=", ".join(dict.fromkeys(answers)))


def not_vague(case: Dossier, settings: Settings) -> Verdict:
    """Judge whether an answer says more than the words of `vague`.

    A blank answer, or one a person must look at, is another check's business.
    """
    given = case.given(settings.key("question"))
    if given.state is not State.CLEAR:
        return verdict("blank")
    empty_words = set(_words(" ".join(settings.texts("vague"))))
    vague = set(_words(given.text)) <= empty_words
    return verdict(
        "vague" if vague else "specific", [given], written=quoted(given.text)
    )


def needed_answered(case: Dossier, settings: Settings) -> Verdict:
    """Judge whether every needed question of a form that applies is answered.

    `papers` names the form. Questions in `question_besides` are left to other checks;
    of ticks that belong together one is enough.
    """
    form = case.service.form(next(iter(settings.texts("papers")), ""))
    if form is None:
        raise settings.wrong("papers", "The name of one form is needed.")
    if not case.papers((form.key,)):
        return verdict("no_paper")
    besides = settings.texts("question_besides")
    givens = tuple(_needed(case, form, besides))
    return _all_or_any(givens, any_will_do=False)


def _needed(case: Dossier, form: Form, besides: Iterable[str]) -> Iterator[Given]:
    left_out = frozenset(besides)
    groups: dict[tuple[str, int | None], list[Given]] = {}
    for question in form.questions():
        if not question.needed or not question.on_blank:
            continue
        if _as_asked(question) & left_out:
            continue
        if holds(question.applies_if, case.referral.settled) is not True:
            continue
        together = (question.group or question.key, question.row)
        given = case.on_form(form.key, question.key)
        if question.group:
            given = Given(question.key, question.group, given.answer)
        groups.setdefault(together, []).append(given)
    yield from map(_most_usable, groups.values())


def _as_asked(question: Question) -> frozenset[str]:
    """Return a question's key, and the key its row was made from."""
    if question.row is None:
        return frozenset({question.key})
    row = f"_{question.row}_"
    return frozenset({question.key, question.key.replace(row, "_{n}_", 1)})


def _alternatives(
    case: Dossier, question: str, sorts: Iterable[str], fact: str
) -> list[Given]:
    found: list[Given] = []
    if question:
        found += case.rows(question)
    if fact:
        found += case.facts(sorts, fact)
    return found or [case.given(question or fact)]


def _most_usable(givens: Iterable[Given]) -> Given:
    return min(givens, key=lambda given: _USABLE_FIRST.index(given.state))


def _any_will_do(settings: Settings) -> bool:
    need = settings.text("need") or "all"
    if need not in {"all", "any"}:
        raise settings.wrong("need", "all or any is needed.")
    return need == "any"


def _all_or_any(givens: Iterable[Given], *, any_will_do: bool) -> Verdict:
    givens = tuple(givens)
    blank, unsure = of_state(givens, State.BLANK), of_state(givens, State.UNSURE)
    clear = of_state(givens, State.CLEAR)
    if any_will_do:
        situation = "answered" if clear else "unsure" if unsure else "blank"
    else:
        situation = "blank" if blank else "unsure" if unsure else "answered"
    return verdict(
        situation,
        clear if situation == "answered" else givens,
        blank=labels(blank),
        written=", ".join(quoted(given.text) for given in clear),
    )


def _choice(givens: Iterable[Given], settings: Settings, *, suggested: bool) -> str:
    givens = tuple(givens)
    values = {given.text for given in givens} - {""}
    if values & set(settings.texts("met")):
        return "met"
    if of_state(givens, State.UNSURE):
        return "unsure"
    if suggested:
        return "suggested"
    if not values:
        return "blank"
    return "not_met" if values <= set(settings.texts("not_met")) else "between"


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"['’]", "", text.casefold()))

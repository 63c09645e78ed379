"""Faults in the requirements that only the vocabulary of rules can see."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from toolkit.catalogue import ALWAYS, Contradiction, Fault, Requirement, Service
from toolkit.checklist.checks import sentence, sentence_of
from toolkit.checklist.dossier import Dossier
from toolkit.checklist.rules import RULES
from toolkit.checklist.settings import (
    REQUIREMENTS_FILE,
    Settings,
    WrongSetting,
    where,
)
from toolkit.checklist.verdict import Rule
from toolkit.model import Outcome, Referral

_FREE = frozenset({Outcome.NOT_APPLICABLE})
"""What a check may have no sentence for: it is not told in a letter."""

_REQUIREMENT_NAMES = ("details",)


def faults(service: Service) -> tuple[Fault, ...]:
    """Return every fault in how requirements and contradictions use the rules.

    An unknown rule or setting, a setting its rule cannot use, an outcome without a
    sentence, a sentence that quotes what its rule does not promise, and a fact none of
    the named papers has.
    """
    each = (*service.requirements, *service.criteria)
    found = [fault for one in each for fault in _of_requirement(service, one)]
    for contradiction in service.contradictions:
        found.extend(_of_contradiction(service, contradiction))
    for redirect in service.redirects:
        at = f"redirect {redirect.id}.sentence"
        found.extend(_of_sentence(service, at, redirect.sentence, ()))
    return tuple(found)


def _of_requirement(service: Service, requirement: Requirement) -> Iterator[Fault]:
    outcomes = [Outcome.MET, Outcome.NOT_MET, Outcome.CANNOT_TELL]
    if requirement.applies_if != ALWAYS:
        outcomes.append(Outcome.NOT_APPLICABLE)
    for outcome in outcomes:
        text = requirement.sentences.get(outcome)
        at = f"{where(requirement)}.sentences.{outcome}"
        yield from _of_sentence(service, at, text, _REQUIREMENT_NAMES)
    if requirement.unsure:
        at = f"{where(requirement)}.unsure"
        yield from _of_sentence(service, at, requirement.unsure, _REQUIREMENT_NAMES)
    for check in requirement.checks:
        yield from _of_check(service, Settings.of(requirement, check), _FREE)


def _of_contradiction(service: Service, each: Contradiction) -> Iterator[Fault]:
    settings = Settings.of_contradiction(each)
    yield from _of_check(service, settings, _FREE | {Outcome.MET})
    if each.check.applies_if != ALWAYS and each.check.rule in RULES:
        text = each.check.sentences.get(Outcome.CANNOT_TELL)
        at = f"{settings.at}.sentences.{Outcome.CANNOT_TELL}"
        names = RULES[each.check.rule].every_name
        yield from _of_sentence(service, at, text, names, settings.file)


def _of_check(
    service: Service, settings: Settings, untold: Collection[Outcome]
) -> Iterator[Fault]:
    """Yield the faults of one check; `untold` are outcomes nobody reads about."""
    check, at, file = settings.check, settings.at, settings.file
    rule = RULES.get(check.rule)
    if rule is None:
        yield _fault(service, f"{at}.rule", "There is no such rule.", file)
        return
    for setting in sorted(check.settings.keys() - rule.every_setting):
        known = ", ".join(sorted(rule.settings))
        told = f"The rule {check.rule} has no such setting; it has {known}."
        yield _fault(service, f"{at}.{setting}", told, file)
    try:
        rule.judge(_nothing_arrived(service), settings)
    except WrongSetting as problem:
        yield _fault(service, problem.fault.key, problem.fault.expected, file)
    yield from _of_facts(service, settings)
    yield from _of_situations(service, settings, rule, untold)


def _nothing_arrived(service: Service) -> Dossier:
    """Return a case without a paper, on which a rule shows what it wants."""
    return Dossier(service, Referral(service.key), service.source_date)


def _of_situations(
    service: Service, settings: Settings, rule: Rule, untold: Collection[Outcome]
) -> Iterator[Fault]:
    check, at, file = settings.check, settings.at, settings.file
    for situation in rule.situations:
        try:
            outcome = rule.outcome(situation, settings)
        except WrongSetting as problem:
            yield _fault(service, problem.fault.key, problem.fault.expected, file)
            continue
        text = sentence_of(check, situation, outcome)
        if text is not None or outcome not in untold:
            key = f"{at}.sentences.{outcome} ({situation})"
            yield from _of_sentence(service, key, text, rule.every_name, file)


def _of_facts(service: Service, settings: Settings) -> Iterator[Fault]:
    check, at = settings.check, settings.at
    papers = check.settings.get("papers", ())
    known = _facts_of(service)
    for setting in ("fact", "facts", "advice_facts"):
        value = check.settings.get(setting, ())
        names = (value,) if isinstance(value, str) else value
        for name in names if isinstance(names, tuple) else ():
            held = any(
                name in known.get(str(paper), ())
                for paper in (papers if isinstance(papers, tuple) else ())
            )
            if not held:
                told = f"A fact of one of its papers is needed; none has {name}."
                yield _fault(service, f"{at}.{setting}", told, settings.file)


def _facts_of(service: Service) -> Mapping[str, frozenset[str]]:
    forms = {f.key: frozenset(q.key for q in f.questions()) for f in service.forms}
    letters = {
        sort.key: frozenset(fact.key for fact in sort.facts)
        for sort in service.letter_sorts
    }
    return {**letters, **forms}


def _of_sentence(
    service: Service,
    at: str,
    text: str | None,
    names: Collection[str],
    file: str = REQUIREMENTS_FILE,
) -> Iterator[Fault]:
    if text is None:
        yield _fault(service, at, "A sentence is needed.", file)
        return
    try:
        sentence(text, dict.fromkeys(names, "…"))
    except (KeyError, ValueError, IndexError):
        told = f"It may quote only these: {', '.join(sorted(names)) or 'nothing'}."
        yield _fault(service, at, told, file)


def _fault(service: Service, key: str, told: str, file: str) -> Fault:
    return Fault(f"services/{service.key}/{file}", key, told)

"""Names that one file of a service uses and another has to have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict

from toolkit.catalogue.conditions import tests_of
from toolkit.catalogue.definitions import Check, Condition
from toolkit.catalogue.faults import Fault, twice
from toolkit.catalogue.forms import allowed_values
from toolkit.catalogue.handbook import faults_of_handbook
from toolkit.catalogue.reading_files import Table
from toolkit.catalogue.rule_checks import faults_of_cited_rules
from toolkit.catalogue.services import Parts, faults_of_calendar
from toolkit.catalogue.support import faults_of_exits

_Values = frozenset[str] | None


def faults_across(
    parts: Parts, documents: frozenset[str], rules: frozenset[str] | None
) -> Iterator[Fault]:
    """Yield every fault that shows only when the files of a service are read together.

    A list that could not be read is not looked into: its own faults are told already.

    Args:
        parts: What could be read of the service.
        documents: The keys of every document there is.
        rules: The names of every rule a check may use; null to leave that unchecked.
    """
    asked = _questions(parts)
    yield from _of_service_file(parts, documents)
    if parts.calendar is not None:
        yield from faults_of_calendar(f"{parts.folder}/calendar.toml", parts.calendar)
    yield from _of_forms(parts, asked)
    yield from _of_letters(parts)
    yield from _of_requirements(parts, asked, rules)
    yield from _of_contradictions(parts, asked, rules)
    yield from _of_redirects(parts, asked)
    yield from _of_decisions(parts, documents)
    yield from faults_of_handbook(parts.folder, parts.handbook, _roles(parts))
    yield from faults_of_cited_rules(parts)


def _roles(parts: Parts) -> frozenset[str] | None:
    if parts.table is None:
        return None
    return frozenset(role["key"] for role in parts.table["roles"])


def _questions(parts: Parts) -> Mapping[str, _Values]:
    """Return every question and letter fact there is, with the values it can have."""
    asked: dict[str, _Values] = dict.fromkeys(parts.loose_keys)
    for question in (q for form in parts.forms for q in form.questions()):
        values = allowed_values(question)
        if question.key in asked:
            before = asked[question.key]
            free = values is None or before is None
            values = None if free else (before or frozenset()) | (values or frozenset())
        asked[question.key] = values
    facts = (fact for letter in parts.letters or () for fact in letter.facts)
    return {**dict.fromkeys(fact.key for fact in facts), **asked}


# --- one function for each file -----------------------------------------------------


def _of_service_file(parts: Parts, documents: frozenset[str]) -> Iterator[Fault]:
    if parts.table is None:
        return
    file = f"{parts.folder}/service.toml"
    if parts.table["key"] != parts.key:
        told = f"The name of the service's folder is needed: {parts.key}."
        yield Fault(file, "key", told)
    acknowledgement = parts.table["acknowledgement"]
    if acknowledgement not in documents:
        yield Fault(file, "acknowledgement", _no_document(acknowledgement))
    yield from _of_areas(file, parts.table)
    yield from _of_help(file, parts.table, _questions(parts))
    yield from twice(file, "form", parts.table["forms"])
    yield from twice(file, "tier", (tier.key for tier in parts.table["tiers"]))


def _of_areas(file: str, table: Table) -> Iterator[Fault]:
    roles = [role["key"] for role in table["roles"]]
    yield from twice(file, "role", roles)
    yield from twice(file, "area", (area.key for area in table["areas"]))
    yield from twice(
        file, "town", (town for area in table["areas"] for town in area.towns)
    )
    for area in table["areas"]:
        if area.lead_role not in roles:
            told = f"A role of this file is needed; there is no {area.lead_role}."
            yield Fault(file, f"area {area.key}.lead_role", told)


def _of_help(file: str, table: Table, asked: Mapping[str, _Values]) -> Iterator[Fault]:
    """Yield what is wrong with what the service offers and whom it points to."""
    yield from twice(file, "offer", (offer.key for offer in table["offers"]))
    for offer in table["offers"]:
        if offer.asked_by not in asked:
            where = f"offer {offer.key}.asked_by"
            yield Fault(file, where, _no_question(offer.asked_by))
    yield from _of_places(file, table)
    for signpost in table["signposts"]:
        where = f"signpost {signpost.name}.applies_if"
        yield from _of_condition(file, where, signpost.applies_if, asked)


def _of_places(file: str, table: Table) -> Iterator[Fault]:
    """Yield the venues and subjects an offer names and the service does not have."""
    venues = tuple(venue.key for venue in table["venues"])
    yield from twice(file, "venue", venues)
    yield from twice(file, "subject", table["subjects"])
    for offer in table["offers"]:
        for named, has, what in (
            (offer.venues, venues, "venue"),
            (offer.subjects, table["subjects"], "subject"),
        ):
            for name in named:
                if name not in has:
                    told = f"A {what} of this file is needed; there is no {name}."
                    yield Fault(file, f"offer {offer.key}.{what}s", told)


def _of_forms(parts: Parts, asked: Mapping[str, _Values]) -> Iterator[Fault]:
    for form in parts.forms:
        file = f"{parts.folder}/forms/{form.key}/form.toml"
        for question in form.questions():
            where = f"question {question.key}.applies_if"
            yield from _of_condition(file, where, question.applies_if, asked)


def _of_letters(parts: Parts) -> Iterator[Fault]:
    file = f"{parts.folder}/letters.toml"
    letters = parts.letters or ()
    yield from twice(file, "letter", (letter.key for letter in letters))
    for letter in letters:
        where = f"letter {letter.key}"
        if letter.key in parts.all_forms:
            told = "A name no form has is needed; a form of this service has this one."
            yield Fault(file, f"{where}.key", told)
        keys = [fact.key for fact in letter.facts]
        yield from twice(file, f"{where}.fact", keys)
        identity: dict[str, str] = asdict(letter.identity)
        for part, key in identity.items():
            if key and key not in keys:
                told = f"A fact of this letter is needed; it has no {key}."
                yield Fault(file, f"{where}.identity.{part}", told)


def _of_requirements(
    parts: Parts, asked: Mapping[str, _Values], rules: frozenset[str] | None
) -> Iterator[Fault]:
    file = f"{parts.folder}/requirements.toml"
    requirements = (*(parts.requirements or ()), *(parts.criteria or ()))
    yield from twice(file, "id", (each.id for each in requirements))
    yield from twice(file, "code", (each.code for each in requirements))
    for requirement in requirements:
        sort = "criterion" if requirement.is_criterion else "requirement"
        where = f"{sort} {requirement.id}"
        yield from _of_reason(
            parts, file, f"{where}.decline_reason", requirement.decline_reason
        )
        yield from _of_condition(
            file, f"{where}.applies_if", requirement.applies_if, asked
        )
        yield from twice(
            file, f"{where}.check", (check.code for check in requirement.checks)
        )
        for check in requirement.checks:
            at = f"{where}.check {check.code}"
            yield from _of_check(parts, (file, at), check, asked, rules)


def _of_contradictions(
    parts: Parts, asked: Mapping[str, _Values], rules: frozenset[str] | None
) -> Iterator[Fault]:
    file = f"{parts.folder}/contradictions.toml"
    every = parts.contradictions.known
    yield from twice(file, "code", (each.check.code for each in every))
    for each in every:
        at = f"contradiction {each.id}.{each.check.code}"
        yield from _of_check(parts, (file, at), each.check, asked, rules)


def _of_check(
    parts: Parts,
    place: tuple[str, str],
    check: Check,
    asked: Mapping[str, _Values],
    rules: frozenset[str] | None,
) -> Iterator[Fault]:
    file, where = place
    yield from _of_condition(file, f"{where}.applies_if", check.applies_if, asked)
    yield from _of_settings(parts, file, where, check, asked)
    yield from _of_reason(parts, file, f"{where}.decline_reason", check.decline_reason)
    if rules is not None and check.rule not in rules:
        told = f"One of these is needed: {', '.join(sorted(rules))}."
        yield Fault(file, f"{where}.rule", told)


def _of_redirects(parts: Parts, asked: Mapping[str, _Values]) -> Iterator[Fault]:
    file = f"{parts.folder}/requirements.toml"
    redirects = parts.redirects or ()
    yield from twice(file, "redirect", (redirect.id for redirect in redirects))
    for redirect in redirects:
        where = f"redirect {redirect.id}"
        yield from _of_reason(parts, file, f"{where}.reason", redirect.reason)
        at = f"{where}.applies_if"
        yield from _of_condition(file, at, redirect.applies_if, asked)


def _of_reason(parts: Parts, file: str, where: str, reason: str) -> Iterator[Fault]:
    if parts.reasons is None or not reason:
        return
    if reason not in {each.code for each in parts.reasons}:
        told = f"A reason of decisions.toml is needed; there is no {reason}."
        yield Fault(file, where, told)


def _of_decisions(parts: Parts, documents: frozenset[str]) -> Iterator[Fault]:
    file = f"{parts.folder}/decisions.toml"
    codes = [each.code for each in parts.reasons or ()]
    yield from twice(file, "reason", codes)
    yield from faults_of_exits(file, parts.exit_reasons or (), codes)
    yield from twice(file, "decision", (each.outcome for each in parts.decisions or ()))
    for decision in parts.decisions or ():
        where = f"decision {decision.outcome}.documents"
        yield from twice(file, where, decision.documents)
        for code in decision.reasons:
            if code not in codes:
                told = f"A reason of this file is needed; there is no {code}."
                yield Fault(file, f"decision {decision.outcome}.reasons", told)
        for name in decision.documents:
            if name not in documents:
                yield Fault(file, f"{where} {name}", _no_document(name))


# --- names --------------------------------------------------------------------------


def _of_condition(
    file: str, where: str, condition: Condition, asked: Mapping[str, _Values]
) -> Iterator[Fault]:
    """Yield the tests on a question nobody asks, or for a value it cannot have."""
    for test in tests_of(condition):
        if test.question not in asked:
            yield Fault(file, where, _no_question(test.question))
            continue
        known = asked[test.question]
        for value in test.values:
            if known is not None and value not in known:
                told = f"{test.question} has no value {value}; it has"
                yield Fault(file, where, f"{told} {', '.join(sorted(known))}.")


def _of_settings(
    parts: Parts, file: str, where: str, check: Check, asked: Iterable[str]
) -> Iterator[Fault]:
    """Yield the settings that name a question or a paper there is none of."""
    papers = parts.all_forms | {letter.key for letter in parts.letters or ()}
    known = frozenset(asked)
    for setting, value in check.settings.items():
        is_of_papers = setting == "papers" or setting.startswith("papers_")
        is_of_questions = _names_questions(setting)
        if not (is_of_papers or is_of_questions):
            continue
        names = (value,) if isinstance(value, str) else value
        if not isinstance(names, tuple) or not names:
            yield Fault(file, f"{where}.{setting}", "A name is needed, or several.")
            continue
        for name in names:
            if is_of_papers and parts.letters is not None and name not in papers:
                told = f"A form or letter sort is needed; there is no {name}."
                yield Fault(file, f"{where}.{setting}", told)
            if is_of_questions and not _is_asked(str(name), known):
                yield Fault(file, f"{where}.{setting}", _no_question(str(name)))


def _names_questions(setting: str) -> bool:
    return setting in {"question", "questions"} or setting.startswith("question_")


def _is_asked(name: str, asked: frozenset[str]) -> bool:
    """Whether a setting's name is a question, or a row's question with `{n}` in it."""
    return name in asked or name.replace("{n}", "1") in asked


def _no_question(key: str) -> str:
    return f"A question of one of the forms is needed; none has {key}."


def _no_document(key: str) -> str:
    return f"The name of a document is needed; templates/wording has no {key}.toml."

"""The first council's strategies, agreement, facts and terms, and their faults."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.catalogue.northshire import FILES, as_toml, lay_out
from toolkit.catalogue import (
    Agreement,
    Fault,
    Law,
    Offer,
    Officer,
    Service,
    Statement,
    Topic,
    check,
    load,
)


@pytest.fixture(scope="module")
def esma() -> Service:
    """Return the service as it ships."""
    return load().service("esma")


@pytest.fixture(scope="module")
def agreement(esma: Service) -> Agreement:
    """Return the agreement as it ships."""
    assert esma.agreement is not None
    return esma.agreement


def _topic(esma: Service, key: str) -> Topic:
    found = esma.facts.topic(key)
    assert found is not None
    return found


# --- strategies and agreement -------------------------------------------------------


def test_there_are_thirty_one_strategies_in_three_groups(esma: Service) -> None:
    """ESMA-093: a school chooses from all that have worked, not from some."""
    counts = {group.key: len(group.strategies) for group in esma.strategies}

    assert counts == {"adjustments": 18, "confidence": 7, "leadership": 6}


def test_the_agreement_has_fifty_five_clauses_party_by_party(
    agreement: Agreement,
) -> None:
    """ESMA-120 and ESMA-123: a clause that is lost binds nobody."""
    counts = [(party.prefix, len(party.clauses)) for party in agreement.parties]

    assert counts == [("PA", 17), ("SC", 15), ("ES", 14), ("HE", 4), ("PU", 5)]
    assert len(agreement.clauses()) == 55


def test_the_clause_about_belonging_has_five_examples(agreement: Agreement) -> None:
    """ESMA-148: its points a to e are the policy's own examples."""
    clause = agreement.clause("SC-08")
    assert clause is not None

    assert len(clause.points) == 5


def test_the_agreement_holds_unless_somebody_says_otherwise(
    agreement: Agreement,
) -> None:
    """ESMA-122: nobody signs it, so it has to say so and how to object."""
    assert "unless" in agreement.acceptance
    assert "tell us" in agreement.objection


def test_the_agreement_is_a_draft_until_the_council_s_own_is_here(
    agreement: Agreement,
) -> None:
    """Silence counts as agreement, so nobody may be bound by words of ours."""
    assert agreement.is_draft


def test_the_agreement_has_its_three_purposes(agreement: Agreement) -> None:
    """ESMA-121: they stand at its head."""
    assert [purpose.key for purpose in agreement.purposes] == [
        "connected",
        "back-to-school",
        "exams",
    ]


# --- facts --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("topic", "count"),
    [
        pytest.param("aims", 4, id="ESMA-143 aims"),
        pytest.param("equality", 6, id="ESMA-142 equality duties"),
        pytest.param("parents-part", 8, id="ESMA-144 the duty and seven expectations"),
        pytest.param("school-community", 8, id="ESMA-148 ways to belong"),
        pytest.param("reintegration", 6, id="ESMA-092 ways back"),
    ],
)
def test_a_list_of_the_policy_is_whole(esma: Service, topic: str, count: int) -> None:
    """The policy gives these in full, and so do our documents."""
    assert len(_topic(esma, topic).statements) == count


def test_the_notice_of_criteria_has_all_ways_in_and_out(esma: Service) -> None:
    """ESMA-058: acceptance letter and agreement both carry it."""
    keys = [each.key for each in _topic(esma, "criteria-notice").statements]

    assert [key.split("-")[0] for key in keys] == ["entry"] * 4 + ["exit"] * 6


def test_four_things_about_safety_are_considered(esma: Service) -> None:
    """The policy has the school look at each of the four by itself."""
    keys = [each.key for each in _topic(esma, "safeguarding").statements]

    assert [key for key in keys if key.startswith("consider-")] == [
        "consider-concerns",
        "consider-mitigation",
        "consider-mash",
        "consider-adult",
    ]


def _statements(service: Service) -> Iterator[Statement]:
    yield from (s for topic in service.facts.topics for s in topic.statements)
    yield from (s for group in service.strategies for s in group.strategies)


def test_what_documents_print_is_plain_and_threatens_nobody(esma: Service) -> None:
    """A family reads these; ESMA-106 keeps every threat out of them."""
    words = " ".join(each.text for each in _statements(esma)).casefold()

    assert not re.findall(
        r"\b(?:fail\w*|refus\w*|prosecut\w*|penalt\w*|fine[sd]?|non-complian\w*)\b",
        words,
    )


def test_every_statement_is_made_of_short_whole_sentences(esma: Service) -> None:
    """A sentence of more than 35 words is read twice or not at all."""
    sentences = [
        sentence
        for each in _statements(esma)
        for sentence in re.split(r"(?<=[.?:]) ", each.text)
    ]

    assert [s for s in sentences if len(s.split()) > 35] == []
    assert [s.text for s in _statements(esma) if not s.text.endswith(".")] == []


def test_officers_are_roles_and_no_real_person_ships(esma: Service) -> None:
    """ESMA-140: names change and are the council's to add."""
    assert {officer.role for officer in esma.facts.officers} == {
        "county_lead",
        "lead_teacher_west",
        "lead_teacher_east",
    }
    assert [officer.name for officer in esma.facts.officers] == ["", "", ""]


@pytest.mark.parametrize(
    ("day", "serves"),
    [
        pytest.param(dt.date(2026, 8, 31), False, id="the day before"),
        pytest.param(dt.date(2026, 9, 1), True, id="the first day"),
        pytest.param(dt.date(2027, 8, 31), True, id="the last day"),
        pytest.param(dt.date(2027, 9, 1), False, id="the day after"),
    ],
)
def test_an_officer_serves_from_the_first_day_to_the_last(
    day: dt.date, *, serves: bool
) -> None:
    """ESMA-140: an old letter names whoever answered for it then."""
    until = dt.date(2027, 8, 31)
    officer = Officer("a", "lead", "All.", dt.date(2026, 9, 1), "J", until=until)

    assert officer.serves_on(day) is serves


def test_each_area_has_an_officer_today(esma: Service) -> None:
    """ESMA-140: somebody who asks who is responsible gets an answer."""
    serving = esma.facts.officers_on(dt.date(2026, 11, 16))

    assert {area.lead_role for area in esma.areas} <= {each.role for each in serving}
    assert esma.facts.officers_on(dt.date(2024, 1, 1)) == ()


def test_a_law_that_was_replaced_is_not_printed(esma: Service) -> None:
    """The policy still lists the regulations of 2006; those of 2024 are in force."""
    keys = {law.key for law in esma.facts.laws_in_force()}

    assert "pupil-registration-2024" in keys
    assert "pupil-registration-2006" not in keys


@pytest.mark.parametrize(
    ("code", "counts_as"),
    [
        pytest.param("/", "present", id="in school"),
        pytest.param("K", "attending", id="at a base"),
        pytest.param("C2", "authorised", id="a part-time timetable"),
        pytest.param("I", "authorised", id="illness"),
        pytest.param("O", "unauthorised", id="not authorised"),
        pytest.param("X", "not-required", id="below school age"),
    ],
)
def test_a_code_counts_as_the_regulations_say(
    esma: Service, code: str, counts_as: str
) -> None:
    """A code in the wrong column makes a wrong percentage."""
    found = esma.facts.attendance_code(code)
    assert found is not None

    assert found.counts_as == counts_as


def test_every_code_that_is_advised_is_a_code_there_is(esma: Service) -> None:
    """Advice about a code the register does not have would be laughed at."""
    assert esma.register is not None
    advised = {code for each in esma.register.advice for code in each.codes}

    assert advised
    assert advised <= {each.code for each in esma.facts.attendance_codes}


def test_the_council_s_code_stands_beside_the_national_caution(esma: Service) -> None:
    """ESMA-103: the policy requires C2, and national rules keep it for less."""
    statement = _topic(esma, "attendance").statement("code-c2")
    assert statement is not None

    assert "requires" in statement.text
    assert "National rules" in statement.text
    assert "head teacher decides" in statement.text


def test_a_name_in_our_papers_leads_to_one_term(esma: Service) -> None:
    """“Holistic Support Plan” on the page is the policy's reintegration plan."""
    found = [term.key for term in esma.glossary if "Holistic Support Plan" in term.also]

    assert found == ["plan"]
    assert esma.glossary[1].term == esma.plan_title
    assert esma.glossary[1].abbreviation == esma.plan_abbreviation


# --- what is offered ----------------------------------------------------------------


def _offer(esma: Service, key: str) -> Offer:
    return next(offer for offer in esma.offers if offer.key == key)


def test_lessons_are_in_the_three_subjects_and_no_hours_are_promised(
    esma: Service,
) -> None:
    """ESMA-060 and ESMA-062: hours follow the pupil's health."""
    lessons = ("online-group", "face-to-face-group", "one-to-one", "acorn")
    found = [_offer(esma, key) for key in lessons]

    assert {offer.subjects for offer in found} == {("English", "Maths", "Science")}
    assert {offer.weekly_hours for offer in found} == {None}
    assert all(offer.hours_follow_health for offer in found)


def test_only_the_robot_starts_from_a_number_of_hours(esma: Service) -> None:
    """ESMA-061: 25 hours, to be changed where the school's week is shorter."""
    hours = {o.key: o.weekly_hours for o in esma.offers if o.weekly_hours is not None}

    assert hours == {"av1": 25}


def test_lessons_at_home_need_evidence_assessment_and_adult(esma: Service) -> None:
    """ESMA-067: home is the exception, and never without these."""
    [home] = [venue for venue in esma.venues if venue.key == "home"]

    assert set(home.needs) == {"evidence", "risk-assessment", "adult"}


# --- faults -------------------------------------------------------------------------

FOLDER = "services/northshire"
STRATEGIES = f"{FOLDER}/strategies.toml"
AGREEMENT = f"{FOLDER}/agreement.toml"
FACTS = f"{FOLDER}/facts.toml"
GLOSSARY = f"{FOLDER}/glossary.toml"
RULES = f"{FOLDER}/rules.toml"

SAID = {"key": "a", "text": "A.", "source": "page 1"}
CLAUSE = {"id": "PA-01", "text": "A.", "source": "page 1"}
PAGES: Mapping[str, Mapping[str, object]] = {
    STRATEGIES: {
        "group": [
            {
                "key": "g",
                "title": "G",
                "count": 1,
                "source": "page 1",
                "strategy": [SAID],
            }
        ]
    },
    AGREEMENT: {
        "title": "A",
        "draft": True,
        "acceptance": "Yes.",
        "objection": "No.",
        "source": "page 1",
        "purpose": [SAID],
        "party": [
            {
                "key": "p",
                "title": "P",
                "prefix": "PA",
                "count": 1,
                "clause": [CLAUSE],
            }
        ],
    },
    FACTS: {
        "topic": [
            {
                "key": "t",
                "title": "T",
                "about": "All.",
                "count": 1,
                "statement": [SAID],
            }
        ],
        "officer": [
            {
                "key": "o",
                "role": "lead",
                "answers_for": "All.",
                "since": dt.date(2026, 9, 1),
                "source": "page 2",
            }
        ],
        "law": [
            {
                "key": "l",
                "title": "An act",
                "kind": "act",
                "year": 1996,
                "about": "All.",
                "source": "page 3",
            }
        ],
    },
    GLOSSARY: {
        "term": [
            {
                "key": "w",
                "term": "Way Back Plan",
                "meaning": "A plan.",
                "source": "page 4",
            },
            {
                "key": "s",
                "term": "School",
                "also": ["Home school"],
                "meaning": "A school.",
                "source": "page 4",
            },
        ]
    },
    RULES: {"rule": [{"id": "N-1", "text": "A rule.", "source": "page 5"}]},
}


def _laid_out(folder: Path, file: str = "", old: str = "", new: str = "") -> Path:
    """Write the invented council with a handbook, one text of one page replaced."""
    pages = {name: as_toml(table) for name, table in PAGES.items()}
    if file:
        assert old in pages[file], f"{file} no longer says {old!r}"
        pages[file] = pages[file].replace(old, new, 1)
    return lay_out(folder, {**FILES, **pages})


def test_a_service_without_a_handbook_is_whole_all_the_same(tmp_path: Path) -> None:
    """A new council starts with what it must have, and adds these when it can."""
    service = load(lay_out(tmp_path)).service("northshire")

    assert (service.strategies, service.agreement, service.glossary) == ((), None, ())
    assert service.facts.topics == ()


def test_what_the_handbook_says_is_what_is_loaded(tmp_path: Path) -> None:
    """One look over every page, so that none is dropped on the way."""
    service = load(_laid_out(tmp_path)).service("northshire")

    assert service.strategies[0].strategies == (Statement("a", "A.", "page 1"),)
    assert service.agreement is not None
    assert service.agreement.clauses()[0].id == "PA-01"
    assert service.facts.laws == (Law("l", "An act", "act", 1996, "All.", "page 3"),)
    assert service.facts.officers[0].since == dt.date(2026, 9, 1)
    assert [term.also for term in service.glossary] == [(), ("Home school",)]
    assert service.rule("N-1") == service.rules[0]


def test_a_changed_page_makes_another_version(tmp_path: Path) -> None:
    """A letter keeps the version it was written by."""
    before = load(_laid_out(tmp_path / "a")).service("northshire").version
    after = load(_laid_out(tmp_path / "b", GLOSSARY, "A plan.", "Our plan."))

    assert after.service("northshire").version != before


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "expected"),
    [
        pytest.param(
            STRATEGIES,
            ', "source" = "page 1" }] }]',
            " }] }]",
            "group g.strategy a.source",
            "This key is needed and is not here.",
            id="a strategy without its source",
        ),
        pytest.param(
            STRATEGIES,
            '"count" = 1',
            '"count" = 2',
            "group g.count",
            "2 are said to be here, and 1 are.",
            id="a strategy that was lost",
        ),
        pytest.param(
            AGREEMENT,
            '"count" = 1',
            '"count" = 3',
            "party p.count",
            "3 are said to be here, and 1 are.",
            id="a clause that was lost",
        ),
        pytest.param(
            AGREEMENT,
            "PA-01",
            "PA-02",
            "party p.clause PA-02",
            "PA-01 is due here.",
            id="a clause with the wrong number",
        ),
        pytest.param(
            FACTS,
            '"count" = 1',
            '"count" = 9',
            "topic t.count",
            "9 are said to be here, and 1 are.",
            id="a statement that was lost",
        ),
        pytest.param(
            FACTS,
            '"role" = "lead"',
            '"role" = "chief"',
            "officer o.role",
            "there is no chief",
            id="an officer of no role",
        ),
        pytest.param(
            FACTS,
            '"since" = 2026-09-01',
            '"since" = 2026-09-01, "until" = 2026-08-31',
            "officer o.until",
            "on or after the day this officer started",
            id="an officer who left before starting",
        ),
        pytest.param(
            FACTS,
            '"year" = 1996',
            '"year" = 1996, "replaced_by" = "m"',
            "law l.replaced_by",
            "there is no m",
            id="a law replaced by nothing",
        ),
        pytest.param(
            GLOSSARY,
            '"Home school"',
            '"way back plan"',
            "name way back plan",
            "This is here twice.",
            id="a name for two things",
        ),
        pytest.param(
            RULES,
            '"N-1"',
            '"rule one"',
            "rule rule one.id",
            "Capital letters, - and a number are needed.",
            id="a rule without an id",
        ),
    ],
)
def test_a_fault_of_the_handbook_is_told_with_its_key(
    tmp_path: Path, file: str, old: str, new: str, key: str, expected: str
) -> None:
    """Whoever replaces our wording learns at once what slipped."""
    root = _laid_out(tmp_path, file, old, new)

    found = [fault for fault in check(root) if fault.file == file]

    assert [fault.key for fault in found] == [key]
    assert expected in found[0].expected


def test_a_rule_that_is_cited_and_not_there_is_told(tmp_path: Path) -> None:
    """A deadline that names its rule wrongly cannot be looked up by anybody."""
    root = _laid_out(tmp_path, RULES, '"N-1"', '"N-2"')

    faults = {f"{fault.file}, {fault.key}" for fault in check(root)}

    assert faults == {
        f"{FOLDER}/decisions.toml, reason too_far.rules",
        f"{FOLDER}/service.toml, clocks.rules.meeting",
    }


def test_a_statement_that_is_here_twice_is_told(tmp_path: Path) -> None:
    """Two statements of one key would print as one of them."""
    root = _laid_out(
        tmp_path, FACTS, '"statement" = [', f'"statement" = [{_as_item()}, '
    )

    faults = [fault for fault in check(root) if fault.file == FACTS]

    assert Fault(FACTS, "topic t.count", "1 are said to be here, and 2 are.") in faults


def _as_item() -> str:
    return '{ "key" = "a", "text" = "A.", "source" = "page 1" }'

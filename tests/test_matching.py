"""Whose paper is this? Better a question too many than a letter to the wrong child."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.matching import (
    Match,
    OpenCase,
    about_another,
    match,
    same_name,
    same_pupil,
)
from toolkit.model import Identity

BIRTHDAY = dt.date(2012, 5, 3)
AMARA = OpenCase(
    "ESMA-2026-0001-A",
    Identity("Amara", "Okafor", dob=BIRTHDAY, upn="F919999916001"),
)
ADAEZE = OpenCase(
    "ESMA-2026-0002-B",
    Identity("Adaeze", "Okafor", dob=BIRTHDAY, upn="V919999916002"),
)
SIOBHAN = OpenCase(
    "ESMA-2026-0003-C", Identity("Siobhan", "O'Neill", dob=dt.date(2011, 2, 28))
)
JAKUB = OpenCase(
    "ESMA-2026-0004-D", Identity("Jakub", "Wiśniewski", dob=dt.date(2013, 11, 12))
)
MAISIE = OpenCase(
    "ESMA-2026-0005-E", Identity("Maisie-Grace", "Hartley", dob=dt.date(2014, 1, 9))
)
NOOR = OpenCase("ESMA-2026-0006-F", Identity("Noor", "", dob=dt.date(2010, 8, 31)))
CHEN = OpenCase("ESMA-2026-0007-G", Identity("Li Wei", "Chen", dob=dt.date(2011, 7, 7)))
EVERYBODY = (AMARA, ADAEZE, SIOBHAN, JAKUB, MAISIE, NOOR, CHEN)


# --- agreement ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("identity", "case"),
    [
        pytest.param(Identity("Amara", "Okafor", dob=BIRTHDAY), AMARA, id="as typed"),
        pytest.param(Identity("AMARA", " okafor ", dob=BIRTHDAY), AMARA, id="capitals"),
        pytest.param(
            Identity(full_name="Amara Okafor", dob=BIRTHDAY), AMARA, id="whole name"
        ),
        pytest.param(
            Identity(full_name="Okafor, Amara", dob=BIRTHDAY), AMARA, id="with a comma"
        ),
        pytest.param(
            Identity(full_name="OKAFOR Amara", dob=BIRTHDAY), AMARA, id="surname first"
        ),
        pytest.param(
            Identity(full_name="Miss Amara Okafor", dob=BIRTHDAY), AMARA, id="a title"
        ),
        pytest.param(
            Identity(full_name="Amara\N{NO-BREAK SPACE} Okafor", dob=BIRTHDAY),
            AMARA,
            id="a space that does not break",
        ),
        pytest.param(
            Identity("Siobhán", "O’Neill", dob=SIOBHAN.identity.dob),
            SIOBHAN,
            id="an accent and a curly apostrophe",
        ),
        pytest.param(
            Identity("Siobhan", "ONeill", dob=SIOBHAN.identity.dob),
            SIOBHAN,
            id="no apostrophe",
        ),
        pytest.param(
            Identity("Jakub", "Wisniewski", dob=JAKUB.identity.dob),
            JAKUB,
            id="typed without the accent",
        ),
        pytest.param(
            Identity(full_name="Maisie Grace Hartley", dob=MAISIE.identity.dob),
            MAISIE,
            id="no hyphen",
        ),
        pytest.param(
            Identity(full_name="Noor", dob=NOOR.identity.dob), NOOR, id="a single name"
        ),
        pytest.param(
            Identity("", "Noor", dob=NOOR.identity.dob),
            NOOR,
            id="a single name in the other box",
        ),
        pytest.param(
            Identity(full_name="Chen Li Wei", dob=CHEN.identity.dob),
            CHEN,
            id="a surname first, of three words",
        ),
        pytest.param(
            Identity("Amara", "Okafor", dob=BIRTHDAY, upn="f9199999 16001"),
            AMARA,
            id="the UPN with a space",
        ),
    ],
)
def test_a_paper_joins_the_case_whose_name_and_birthday_it_gives(
    identity: Identity, case: OpenCase
) -> None:
    """Schools spell a name in many ways that are plainly the same name."""
    assert match(identity, EVERYBODY).ref == case.ref


def test_a_stroked_letter_is_the_plain_one() -> None:
    """A school keyboard has no ł."""
    case = OpenCase("X-1", Identity("Paweł", "Łoś", dob=BIRTHDAY))

    assert match(Identity("Pawel", "Los", dob=BIRTHDAY), [case]).ref == "X-1"


# --- what is no agreement -----------------------------------------------------------


@pytest.mark.parametrize(
    ("identity", "candidates"),
    [
        pytest.param(
            Identity(full_name="A. Okafor", dob=BIRTHDAY),
            (AMARA.ref, ADAEZE.ref),
            id="an initial that both twins have",
        ),
        pytest.param(
            Identity("", "Okafor", dob=BIRTHDAY),
            (AMARA.ref, ADAEZE.ref),
            id="the twins' surname only",
        ),
        pytest.param(
            Identity("Amara Grace", "Okafor", dob=BIRTHDAY),
            (AMARA.ref,),
            id="one more forename",
        ),
        pytest.param(
            Identity("Amarra", "Okafor", dob=BIRTHDAY), (AMARA.ref,), id="a letter off"
        ),
        pytest.param(
            Identity("Okafor", "Amara", dob=BIRTHDAY),
            (AMARA.ref,),
            id="the boxes filled the wrong way round",
        ),
        pytest.param(
            Identity("Amara", "Hartley", dob=BIRTHDAY),
            (AMARA.ref,),
            id="another surname, as after an adoption",
        ),
        pytest.param(
            Identity("Amara", "Okafor", dob=dt.date(2012, 3, 5)),
            (AMARA.ref,),
            id="day and month exchanged",
        ),
        pytest.param(
            Identity("Amara", "Okafor", dob=dt.date(2011, 5, 3)),
            (AMARA.ref,),
            id="another year",
        ),
        pytest.param(
            Identity("Mara", "Brown", dob=dt.date(2010, 1, 1), upn="F919999916001"),
            (AMARA.ref,),
            id="only the UPN",
        ),
        pytest.param(
            Identity("Shiv", "O'Neill", dob=SIOBHAN.identity.dob),
            (),
            id="a preferred name only",
        ),
        pytest.param(
            Identity("Amara", "Okafor", dob=dt.date(2009, 9, 9)),
            (),
            id="the same name, another child",
        ),
        pytest.param(
            Identity("Zainab", "Hussain", dob=BIRTHDAY), (), id="only the birthday"
        ),
    ],
)
def test_what_does_not_wholly_agree_joins_nothing(
    identity: Identity, candidates: tuple[str, ...]
) -> None:
    """A person sees the cases it could be, and nothing is filed on a guess."""
    found = match(identity, EVERYBODY)

    assert found.ref is None
    assert found.candidates == candidates


def test_twins_never_merge() -> None:
    """VR-03: the second twin's referral opens a case of its own, without a question."""
    twin = Identity("Adaeze", "Okafor", dob=BIRTHDAY)

    assert match(twin, [AMARA]) == Match(
        None, (), "No open case is for the pupil on the paper."
    )
    assert match(twin, [AMARA, ADAEZE]).ref == ADAEZE.ref


def test_two_different_upns_are_two_children() -> None:
    """Even with one name and one birthday: it has happened."""
    namesake = Identity("Amara", "Okafor", dob=BIRTHDAY, upn="A919999920001")

    assert match(namesake, EVERYBODY) == Match(
        None, (), "No open case is for the pupil on the paper."
    )


def test_two_cases_of_one_pupil_are_a_question() -> None:
    """VR-03: a duplicate is for a person to see, not for us to choose from."""
    twice = OpenCase("ESMA-2026-0009-H", AMARA.identity)
    found = match(Identity("Amara", "Okafor", dob=BIRTHDAY), [AMARA, twice])

    assert found == Match(
        None,
        (AMARA.ref, twice.ref),
        "More than one open case has the name and the date of birth on the paper."
        " Please say whose it is.",
    )


def test_a_upn_on_another_case_makes_agreement_a_question() -> None:
    """Name and birthday say one case and the UPN another: one of them is wrong."""
    nameless = OpenCase("X-1", Identity("Amara", "Okafor", dob=BIRTHDAY))
    paper = Identity("Amara", "Okafor", dob=BIRTHDAY, upn="V919999916002")
    found = match(paper, [nameless, ADAEZE])

    assert found.ref is None
    assert found.candidates == ("X-1", ADAEZE.ref)


def test_two_whole_names_the_other_way_round_are_a_question() -> None:
    """Without a comma nobody can say which of two such names is the surname."""
    case = OpenCase("X-1", Identity(full_name="Ali Yusuf", dob=BIRTHDAY))
    same, turned = Identity(full_name="Ali Yusuf"), Identity(full_name="Yusuf Ali")

    assert match(replace(same, dob=BIRTHDAY), [case]).ref == "X-1"
    assert match(replace(turned, dob=BIRTHDAY), [case]).ref is None
    assert match(replace(turned, dob=BIRTHDAY), [case]).candidates == ("X-1",)


def test_two_pupils_of_one_name_are_kept_apart_by_their_birthdays() -> None:
    """There are two of many a name in one school."""
    one = OpenCase("X-1", Identity("Ruby", "Smith", dob=dt.date(2011, 3, 2)))
    other = OpenCase("X-2", Identity("Ruby", "Smith", dob=dt.date(2012, 6, 14)))

    assert match(Identity("Ruby", "Smith", dob=other.identity.dob), [one, other]) == (
        Match(
            "X-2",
            (),
            "The name and the date of birth on the paper are those of this case.",
        )
    )


# --- what is missing ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("identity", "candidates", "why"),
    [
        pytest.param(
            Identity("Amara", "Okafor"),
            (AMARA.ref,),
            "The paper does not give a date of birth. Please say whose it is.",
            id="no birthday",
        ),
        pytest.param(
            Identity(dob=BIRTHDAY),
            (AMARA.ref, ADAEZE.ref),
            "The paper does not give a name. Please say whose it is.",
            id="no name",
        ),
        pytest.param(
            Identity(),
            (),
            "The paper does not give a name or a date of birth. We cannot tell whose"
            " it is.",
            id="neither",
        ),
        pytest.param(
            Identity(upn="F919999916001"),
            (AMARA.ref,),
            "The paper does not give a name or a date of birth. Please say whose it"
            " is.",
            id="only a UPN",
        ),
        pytest.param(
            Identity(full_name=" - ", dob=BIRTHDAY),
            (AMARA.ref, ADAEZE.ref),
            "The paper does not give a name. Please say whose it is.",
            id="a dash for a name",
        ),
    ],
)
def test_a_paper_without_a_name_or_a_birthday_says_what_is_missing(
    identity: Identity, candidates: tuple[str, ...], why: str
) -> None:
    """The person who sorts it knows what to look for, and where."""
    assert match(identity, EVERYBODY) == Match(None, candidates, why)


@pytest.mark.parametrize(
    ("paper", "is_same"),
    [
        pytest.param(Identity(full_name="OKAFOR, Amara"), True, id="the same"),
        pytest.param(Identity(full_name="A. Okafor"), False, id="an initial"),
        pytest.param(Identity("Amara"), False, id="a forename"),
        pytest.param(Identity(), False, id="no name"),
    ],
)
def test_a_name_is_the_same_only_if_it_is_whole(
    paper: Identity, *, is_same: bool
) -> None:
    """A letter without a birthday belongs to the request it came with by its name."""
    assert same_name(paper, AMARA.identity) is is_same
    assert not same_name(paper, Identity())


# --- a case's own reference ---------------------------------------------------------


@pytest.mark.parametrize(
    "identity",
    [
        pytest.param(Identity(case_ref=AMARA.ref), id="the reference alone"),
        pytest.param(Identity(case_ref=" esma-2026-0001-a "), id="in small letters"),
        pytest.param(
            Identity(full_name="A. Okafor", dob=BIRTHDAY, case_ref=AMARA.ref),
            id="an initial",
        ),
        pytest.param(Identity("Amara", "", case_ref=AMARA.ref), id="a forename"),
    ],
)
def test_a_reference_that_nothing_contradicts_is_believed(identity: Identity) -> None:
    """We printed it on our own letter, and the school sent it back."""
    assert match(identity, EVERYBODY).ref == AMARA.ref


@pytest.mark.parametrize(
    "identity",
    [
        pytest.param(
            Identity("Adaeze", "Okafor", dob=BIRTHDAY, case_ref=AMARA.ref), id="twin"
        ),
        pytest.param(Identity("Sam", "Okafor", case_ref=AMARA.ref), id="forename"),
        pytest.param(
            Identity("Amara", "Okafor", dob=dt.date(2012, 5, 4), case_ref=AMARA.ref),
            id="birthday",
        ),
        pytest.param(Identity(upn="V919999916002", case_ref=AMARA.ref), id="UPN"),
    ],
)
def test_a_reference_that_something_contradicts_is_a_question(
    identity: Identity,
) -> None:
    """A reference copied from the wrong letter must not move a child's paper."""
    found = match(identity, EVERYBODY)

    assert found.ref is None
    assert found.candidates[0] == AMARA.ref


@pytest.mark.parametrize(
    ("paper", "named"),
    [
        pytest.param(
            Identity(upn="V919999916002", case_ref="X-1"),
            Identity(full_name="A. Okafor"),
            id="by its UPN",
        ),
        pytest.param(
            Identity("Adaeze", "Okafor", dob=BIRTHDAY, case_ref="X-1"),
            Identity("A.", "Okafor", dob=BIRTHDAY),
            id="by its name and birthday",
        ),
    ],
)
def test_a_reference_is_a_question_when_another_case_fits_better(
    paper: Identity, named: Identity
) -> None:
    """What the case with the reference leaves open, another says outright."""
    found = match(paper, [OpenCase("X-1", named), ADAEZE])

    assert found.ref is None
    assert found.candidates == ("X-1", ADAEZE.ref)


def test_a_reference_to_no_open_case_leaves_name_and_birthday_to_decide() -> None:
    """The case may be closed; the pupil may have a new one."""
    paper = Identity("Amara", "Okafor", dob=BIRTHDAY, case_ref="ESMA-2020-0001-Z")

    assert match(paper, EVERYBODY).ref == AMARA.ref


def test_the_references_of_two_cases_on_one_paper_are_a_question() -> None:
    """A brother's letter in the same e-mail: neither of them is taken at its word."""
    paper = Identity(case_ref=f"{AMARA.ref} {JAKUB.ref}")
    found = match(paper, EVERYBODY)

    assert found.ref is None
    assert found.candidates == (AMARA.ref, JAKUB.ref)


# --- the UPN, and the school --------------------------------------------------------


@pytest.mark.parametrize(
    "paper",
    [
        pytest.param(Identity("Amara", "Okafor"), id="no birthday"),
        pytest.param(Identity(dob=BIRTHDAY), id="no name"),
        pytest.param(Identity(full_name="A. Okafor", dob=BIRTHDAY), id="an initial"),
    ],
)
def test_a_upn_speaks_with_a_name_or_a_birthday_beside_it(paper: Identity) -> None:
    """It tells the twins apart where an initial does not."""
    found = match(replace(paper, upn="F919999916001"), EVERYBODY)

    assert found == Match(
        AMARA.ref,
        (),
        "The UPN on the paper is that of this case, and nothing on it speaks against"
        " that.",
    )


@pytest.mark.parametrize(
    "paper",
    [
        pytest.param(Identity("Amara", "Hartley", dob=BIRTHDAY), id="a new surname"),
        pytest.param(Identity("Adaeze", "Okafor", dob=BIRTHDAY), id="the twin's name"),
        pytest.param(
            Identity("Amara", "Okafor", dob=dt.date(2012, 3, 5)), id="another birthday"
        ),
        pytest.param(Identity(), id="nothing beside it"),
    ],
)
def test_a_upn_alone_or_against_the_rest_is_a_question(paper: Identity) -> None:
    """One figure copied from the wrong line must not move a child's paper."""
    found = match(replace(paper, upn="F919999916001"), EVERYBODY)

    assert found.ref is None
    assert AMARA.ref in found.candidates


AT_WILLOWMERE = OpenCase("X-1", replace(JAKUB.identity, school="Willowmere High"))


@pytest.mark.parametrize(
    "school",
    [
        pytest.param("Willowmere High", id="the same"),
        pytest.param("WILLOWMERE HIGH SCHOOL", id="with the word school"),
        pytest.param("Willowmere", id="cut short"),
        pytest.param("", id="none"),
    ],
)
def test_one_school_in_two_spellings_is_one_school(school: str) -> None:
    """Schools write their own names in many ways."""
    assert match(replace(JAKUB.identity, school=school), [AT_WILLOWMERE]).ref == "X-1"


def test_the_same_name_and_birthday_at_two_schools_are_a_question() -> None:
    """It may be a move, or a second referral, or another boy."""
    paper = replace(JAKUB.identity, school="Redgate Grammar")
    found = match(paper, [AT_WILLOWMERE])

    assert found == Match(
        None,
        ("X-1",),
        "The name and the date of birth on the paper are those of an open case, but it"
        " names another school. Please say whose it is.",
    )


def test_a_upn_is_worth_more_than_a_school() -> None:
    """A pupil who moved is still the same pupil."""
    case = OpenCase("X-1", replace(AMARA.identity, school="Willowmere High"))
    paper = replace(AMARA.identity, school="Redgate Grammar")

    assert match(paper, [case]).ref == "X-1"


# --- another child's paper, and earlier cases ---------------------------------------


@pytest.mark.parametrize(
    ("paper", "is_another"),
    [
        pytest.param(JAKUB.identity, True, id="another name and birthday"),
        pytest.param(ADAEZE.identity, True, id="the twin"),
        pytest.param(
            Identity("Chidi", "Okafor", dob=dt.date(2015, 1, 2)), True, id="a brother"
        ),
        pytest.param(Identity(upn="V919999916002"), True, id="another UPN"),
        pytest.param(
            Identity("Amara", "Okafor", dob=dt.date(2012, 3, 5)), False, id="a slip"
        ),
        pytest.param(
            Identity("Amara", "Hartley", dob=BIRTHDAY), False, id="a new surname"
        ),
        pytest.param(Identity(full_name="A. Okafor"), False, id="an initial"),
        pytest.param(Identity(), False, id="nothing"),
    ],
)
def test_a_paper_is_another_childs_only_when_it_plainly_is(
    paper: Identity, *, is_another: bool
) -> None:
    """A school told of a breach that was none would believe us no more."""
    assert about_another(paper, AMARA.identity) is is_another


def test_every_earlier_case_of_a_pupil_is_found_and_no_twins() -> None:
    """Who comes back may have been here twice."""
    before = OpenCase("X-1", Identity("Amara", "OKAFOR", dob=BIRTHDAY))
    renamed = OpenCase("X-2", Identity(dob=BIRTHDAY, upn="F919999916001"))

    assert same_pupil(AMARA.identity, [before, ADAEZE, renamed, JAKUB]) == (
        "X-1",
        "X-2",
    )


# --- laws ---------------------------------------------------------------------------

names = st.text(max_size=20)
identities = st.builds(
    Identity,
    forename=names,
    surname=names,
    full_name=names,
    dob=st.none() | st.sampled_from([BIRTHDAY, dt.date(2012, 3, 5)]),
    upn=st.sampled_from(["", "F919999916001", "V919999916002"]),
)


@given(identities, st.lists(identities, max_size=4))
def test_a_match_never_has_another_birthday_or_upn(
    paper: Identity, others: list[Identity]
) -> None:
    """Whatever the names, nothing crosses from one child to another by itself."""
    cases = {f"X-{n}": other for n, other in enumerate(others)}
    found = match(paper, [OpenCase(ref, case) for ref, case in cases.items()])
    case = cases.get(found.ref or "", paper)

    assert not case.dob or not paper.dob or case.dob == paper.dob
    assert case.dob == paper.dob or case.upn == paper.upn != ""
    assert not case.upn or not paper.upn or case.upn == paper.upn


@given(st.permutations(EVERYBODY), identities)
def test_the_order_of_the_cases_decides_nothing(
    shuffled: list[OpenCase], paper: Identity
) -> None:
    """A case opened earlier has no better claim."""
    one, other = match(paper, EVERYBODY), match(paper, shuffled)

    assert (one.ref, set(one.candidates)) == (other.ref, set(other.candidates))


@given(identities)
def test_no_sentence_names_a_child(paper: Identity) -> None:
    """The sentence goes to logs and boards."""
    named = Identity("Quetzalcoatl", "Xylophone", dob=paper.dob, upn=paper.upn)
    found = match(named, [OpenCase("X-1", paper), OpenCase("X-2", named)])

    assert "quetz" not in found.why.lower()
    assert "xylo" not in found.why.lower()
    assert "Quetz" not in repr(found)

"""Whose paper is it: names as schools and clinics write them."""

from __future__ import annotations

import datetime as dt

import pytest

from toolkit.catalogue import IdentityKeys
from toolkit.checklist.names import Likeness, Named, compare, compare_people, named
from toolkit.model import Answer, Mark

KEYS = IdentityKeys(full_name="name", dob="dob", upn="upn")
SPLIT = IdentityKeys(forename="first", surname="last", dob="dob", upn="upn")


def on_paper(name: str, dob: dt.date | None = None, upn: str = "") -> Named:
    """Return a pupil as an attachment names them."""
    answers = {
        "name": Answer(Mark("name"), name or None),
        "dob": Answer(Mark("dob"), dob),
        "upn": Answer(Mark("upn"), upn or None),
    }
    return named(answers, KEYS)


def pupil(first: str, last: str, dob: dt.date | None = None, upn: str = "") -> Named:
    """Return a pupil as the request names them."""
    answers = {
        "first": Answer(Mark("first"), first or None),
        "last": Answer(Mark("last"), last or None),
        "dob": Answer(Mark("dob"), dob),
        "upn": Answer(Mark("upn"), upn or None),
    }
    return named(answers, SPLIT)


MAY = dt.date(2012, 5, 3)
JUNE = dt.date(2012, 6, 3)


@pytest.mark.parametrize(
    ("request_names", "paper_names", "likeness"),
    [
        pytest.param(
            pupil("Jakub", "Wiśniewski"),
            on_paper("JAKUB WISNIEWSKI"),
            Likeness.SAME,
            id="capitals, no accents",
        ),
        pytest.param(
            pupil("Mateusz", "Białek"),
            on_paper("Mateusz Bialek"),
            Likeness.SAME,
            id="a crossed l",
        ),
        pytest.param(
            pupil("Siobhan", "O'Neill"),
            on_paper("Siobhan O’Neill"),
            Likeness.SAME,
            id="curly apostrophe",
        ),
        pytest.param(
            pupil("Li Wei", "Chen"),
            on_paper("Chen Li Wei"),
            Likeness.SAME,
            id="surname first",
        ),
        pytest.param(
            pupil("Maisie-Grace", "Hartley"),
            on_paper("Maisie Grace Hartley"),
            Likeness.SAME,
            id="a hyphen less",
        ),
        pytest.param(
            pupil("Rosa Maria", "de la Cruz"),
            on_paper("Rosa de la Cruz"),
            Likeness.SAME,
            id="one forename less",
        ),
        pytest.param(
            pupil("Noor", ""), on_paper("Noor"), Likeness.SAME, id="a single name"
        ),
        pytest.param(
            pupil("Amara", "Okafor", MAY),
            on_paper("Adaeze Okafor", MAY),
            Likeness.NEAR,
            id="a twin",
        ),
        pytest.param(
            pupil("Jakub", "Wiśniewski"),
            on_paper("Kuba Wiśniewski"),
            Likeness.NEAR,
            id="a pet name",
        ),
        pytest.param(
            pupil("Ruby", "Smith", MAY),
            on_paper("Ruby Smith", JUNE),
            Likeness.OTHER,
            id="one name, two birthdays",
        ),
        pytest.param(
            pupil("Amara", "Okafor"),
            on_paper("Yusuf Ali"),
            Likeness.OTHER,
            id="somebody else",
        ),
        pytest.param(
            pupil("Amara", "Okafor", MAY),
            on_paper("", MAY),
            Likeness.SILENT,
            id="a birthday alone",
        ),
        pytest.param(
            pupil("Amara", "Okafor", upn="F919999916001"),
            on_paper("", upn="f919999916001"),
            Likeness.SAME,
            id="the pupil number",
        ),
        pytest.param(
            pupil("", ""), on_paper("Amara Okafor"), Likeness.SILENT, id="no request"
        ),
        pytest.param(
            pupil("Amara", "Okafor", MAY),
            on_paper("Yusuf Ali", MAY),
            Likeness.NEAR,
            id="another name, one birthday",
        ),
    ],
)
def test_names_are_compared_as_a_careful_clerk_would(
    request_names: Named, paper_names: Named, likeness: Likeness
) -> None:
    """A wrong “same” files a letter under another child; a wrong “other” hides it."""
    assert compare(request_names, paper_names) is likeness


def test_a_doubtful_birthday_compares_with_nothing() -> None:
    """A date read by machine must not turn a child's own letter into another's."""
    answers = {
        "name": Answer(Mark("name"), "Amara Okafor"),
        "dob": Answer(Mark("dob", text="3/6/12", ask=True), JUNE),
    }

    paper = named(answers, KEYS)

    assert compare(pupil("Amara", "Okafor", MAY), paper) is Likeness.SAME


def test_a_named_pupil_does_not_show_in_a_repr() -> None:
    """Logs carry case numbers, never names."""
    assert "okafor" not in repr(pupil("Amara", "Okafor", MAY)).casefold()


@pytest.mark.parametrize(
    ("signer", "person", "likeness"),
    [
        pytest.param("Ngozi Okafor", "Ngozi Okafor", Likeness.SAME, id="the same"),
        pytest.param("Mrs N. Okafor", "Ngozi Okafor", Likeness.SAME, id="an initial"),
        pytest.param("NGOZI OKAFOR", "Ms Ngozi Okafor", Likeness.SAME, id="capitals"),
        pytest.param("Zofia Nowak", "Zofia Nowak-Ali", Likeness.SAME, id="half a name"),
        pytest.param("Ewa Wisniewska", "Ewa Wiśniewska", Likeness.SAME, id="accents"),
        pytest.param("Mrs Okafor", "Ngozi Okafor", Likeness.NEAR, id="a surname"),
        pytest.param("Chidi Okafor", "Ngozi Okafor", Likeness.NEAR, id="a relative"),
        pytest.param("C Okafor", "Ngozi Okafor", Likeness.NEAR, id="another initial"),
        pytest.param("Hana Ali", "Ngozi Okafor", Likeness.OTHER, id="somebody else"),
        pytest.param("Mrs", "Ngozi Okafor", Likeness.SILENT, id="a title alone"),
        pytest.param("", "Ngozi Okafor", Likeness.SILENT, id="nothing"),
    ],
)
def test_who_signed_is_compared_as_a_careful_clerk_would(
    signer: str, person: str, likeness: Likeness
) -> None:
    """A consent signed by somebody the form does not name is no consent yet."""
    assert compare_people(signer, person) is likeness

from __future__ import annotations

import pytest

from toolkit.reading.scans.doubts import agree, is_doubtful


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Zoë", id="an accent"),
        pytest.param("WD18 OPL", id="a letter where a postcode has a digit"),
        pytest.param("31/02/2012", id="a day that is none"),
        pytest.param("O3/05/2012", id="a letter in a date"),
        pytest.param("03/05/12", id="a year of two digits"),
        pytest.param("F91999991600I", id="letters in a number"),
        pytest.param("999 000 0019", id="an NHS number with a wrong last digit"),
        pytest.param("office@hillside.example", id="an e-mail address"),
        pytest.param("5", id="a digit by itself"),
        pytest.param("16 Mill Lane, AL97 4Q7", id="a postcode in an address"),
    ],
)
def test_what_a_machine_often_gets_wrong_is_doubtful(text: str) -> None:
    """A person looks at these before they count."""
    assert is_doubtful(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Amara Okafor", id="a name"),
        pytest.param("03/05/2012", id="a date"),
        pytest.param("AL97 4QT", id="a postcode"),
        pytest.param("16 Mill Lane, AL97 4QT", id="an address"),
        pytest.param("F919999916001", id="a pupil number"),
        pytest.param("999 000 0018", id="an NHS number"),
        pytest.param("Year 9, since the 2nd week of term", id="a sentence"),
        pytest.param("01632 960123", id="a phone number"),
    ],
)
def test_plain_answers_are_not_doubtful(text: str) -> None:
    """If everything were doubtful, nobody would look properly."""
    assert not is_doubtful(text)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("Zoë  Müller", "Zoe Muller", True, id="but for accents"),
        pytest.param("Łukasz", "Lukasz", True, id="but for a stroke"),
        pytest.param("SENCo", "SENCO", False, id="not but for capitals"),
        pytest.param("Bell", "Be11", False, id="not but for digits"),
    ],
)
def test_two_readings_agree_but_for_accents(
    one: str, other: str, *, same: bool
) -> None:
    """The second model knows English only, and must not be right by accident."""
    assert agree(one, other) is same

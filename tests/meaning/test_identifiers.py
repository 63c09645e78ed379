"""Numbers that carry their own check, postcodes, telephones and e-mail addresses."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.meaning.asking import answer, value_of, why, written
from toolkit.catalogue.definitions import Kind
from toolkit.meaning import phone_number

WHERE = "Page 2, The question: "


# --- unique pupil numbers -----------------------------------------------------------


@pytest.mark.parametrize(
    "upn",
    [
        "B801200005001",
        "F919999916001",
        "V919999916002",
        "R919999917001",
        "F919999917002",
        "C919999918001",
        "R919999918002",
        "A919999920001",
        "L919999921001",
        "V919999915001",
        "L815999916001",
        "X815999917001",
        "H815999918001",
        "E884999916001",
        "Q884999917001",
        "B884999918001",
        "P207000016049",
        "W91999992201A",
        "M91999992102B",
    ],
)
def test_a_upn_with_its_check_letter_is_read(upn: str) -> None:
    """Permanent and temporary numbers, worked out from the published weights."""
    assert value_of(upn, Kind.UPN) == upn


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("f919999916001", id="small letters"),
        pytest.param(" F919 9999 16001 ", id="spaces"),
        pytest.param("F-919-9999-16-001", id="hyphens"),
    ],
)
def test_a_upn_is_packed(text: str) -> None:
    """Systems print it in groups."""
    assert value_of(text, Kind.UPN) == "F919999916001"


def test_a_new_local_authoritys_upn_is_read() -> None:
    """Lists of authorities are older than the authorities."""
    assert value_of("B940999916001", Kind.UPN) == "B940999916001"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param(
            "A919999916001",
            "the check letter of “A919999916001” does not fit, so one of its characters"
            " may be wrong.",
            id="another letter",
        ),
        pytest.param(
            "F919999916010",
            "the check letter of “F919999916010” does not fit, so one of its characters"
            " may be wrong.",
            id="two figures exchanged",
        ),
        pytest.param(
            "Q207000016049",
            "the check letter of “Q207000016049” does not fit, so one of its characters"
            " may be wrong.",
            id="a help page's wrong example",
        ),
        pytest.param(
            "F91999991600",
            "“F91999991600” has 12 characters, and a unique pupil number (UPN) has 13.",
            id="one too few",
        ),
        pytest.param(
            "F919I99916001",
            "we could not read “F919I99916001” as a unique pupil number (UPN).",
            id="I for 1",
        ),
        pytest.param(
            "not known",
            "we could not read “not known” as a unique pupil number (UPN).",
            id="words",
        ),
    ],
)
def test_a_upn_that_fails_its_check_is_asked_about(text: str, sentence: str) -> None:
    """A misread number would find another child, or nobody."""
    assert why(written(text), Kind.UPN) == WHERE + sentence


@given(
    st.from_regex(r"[0-9]{11}[0-9A-HJ-NP-RT-Z]", fullmatch=True),
    st.integers(0, 11),
    st.integers(1, 9),
)
def test_one_wrong_figure_is_always_noticed(rest: str, place: int, change: int) -> None:
    """The weights are all different from nought modulo 23, so no one slip passes."""
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    values = letters + "0123456789"
    # The published rule, apart from the code under test: letters keep their place in
    # the table, figures are themselves.
    worth = {c: n for n, c in enumerate(letters)} | {c: int(c) for c in values[23:]}
    letter = letters[sum(w * worth[c] for w, c in enumerate(rest, 2)) % 23]
    wrong = "0123456789"[(worth[rest[place]] + change) % 10]

    assert value_of(letter + rest, Kind.UPN) == letter + rest
    assert why(written(letter + rest[:place] + wrong + rest[place + 1 :]), Kind.UPN)


# --- NHS numbers --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("9434765919", "9434765919", id="a published example"),
        pytest.param("999 000 0018", "9990000018", id="with spaces"),
        pytest.param("999-000-1014", "9990001014", id="with hyphens"),
        pytest.param("9111111127", "9111111127", id="checked by hand"),
    ],
)
def test_an_nhs_number_with_its_check_figure_is_read(text: str, number: str) -> None:
    """It is never asked for, but it comes."""
    assert value_of(text, Kind.NHS_NUMBER) == number


@pytest.mark.parametrize(
    "text", ["9111111124", "9990001091", "0000000000", "943476591", "٩٤٣٤٧٦٥٩١٩", "n/a"]
)
def test_an_nhs_number_that_fails_its_check_is_asked_about(text: str) -> None:
    """Ten noughts pass the sum, and are nobody."""
    assert "NHS number" in why(written(text), Kind.NHS_NUMBER)


# --- postcodes ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "postcode"),
    [
        pytest.param("sg12ab", "SG1 2AB", id="small letters, no space"),
        pytest.param("AL97 4QT", "AL97 4QT", id="as printed"),
        pytest.param(" LU95  2RH ", "LU95 2RH", id="spaces"),
        pytest.param("SG96-1ZZ", "SG96 1ZZ", id="a hyphen"),
        pytest.param("W1A 0AX", "W1A 0AX", id="a letter after the figure"),
        pytest.param("EC1A 1BB", "EC1A 1BB", id="the longest"),
        pytest.param("M1 1AE", "M1 1AE", id="the shortest"),
        pytest.param("gir 0aa", "GIR 0AA", id="the one that fits no rule"),
    ],
)
def test_a_postcode_is_put_in_its_usual_form(text: str, postcode: str) -> None:
    """The council's table knows one spelling of each."""
    assert value_of(text, Kind.POSTCODE) == postcode


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param("AL97 OQT", "AL97 0QT", id="O for nought"),
        pytest.param("SGI 2AB", "SG1 2AB", id="I for one"),
        pytest.param("5G1 2AB", "", id="five for S is not tried"),
        pytest.param("SG1 2AO", "", id="no spelling fits"),
        pytest.param("SG1 2IB", "", id="a letter that never stands there"),
        pytest.param("SG1", "", id="half of one"),
        pytest.param("Hollowmere AL97 4QT", "", id="a town before it"),
        pytest.param("QA1 1AA", "", id="no area begins with Q"),
    ],
)
def test_a_slip_in_a_postcode_is_never_put_right_in_silence(
    text: str, meant: str
) -> None:
    """A postcode decides which council helps; the sender says which it is."""
    suggestion = f" Perhaps it is “{meant}”." * bool(meant)

    assert why(written(text), Kind.POSTCODE) == (
        f"{WHERE}we could not read “{text}” as a postcode.{suggestion}"
    )


# --- telephones ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("01632 960001", "01632 960001", id="a landline"),
        pytest.param("07700900123", "07700900123", id="a mobile"),
        pytest.param("(01632)  960 001", "(01632) 960 001", id="brackets"),
        pytest.param("+44 1632 960001", "+44 1632 960001", id="from abroad"),
        pytest.param("+44 (0)1632 960001", "+44 (0)1632 960001", id="with its (0)"),
        pytest.param("0044 7700 900123", "0044 7700 900123", id="with 0044"),
        pytest.param("01632 960001 ext 12", "01632 960001 ext 12", id="an extension"),
        pytest.param("01632-960001 x12", "01632-960001 x12", id="a short extension"),
        pytest.param("01632 96000", "01632 96000", id="ten figures"),
        pytest.param("020 7946 0000", "020 7946 0000", id="London"),
    ],
)
def test_a_telephone_number_stays_as_typed(text: str, number: str) -> None:
    """The leading nought and the extension are part of it."""
    assert value_of(text, Kind.PHONE) == number


@pytest.mark.parametrize(
    "text",
    [
        "01632 9600",
        "01632 960001 / 07700 900123",
        "01632 960001 (mum)",
        "+48 601 000 000",
        "00 1632 960001",
        "ask at the office",
        "01632 9600012345",
        "01632 960001 ext 1234567",
        "０１６３２ 960001",
    ],
)
def test_what_is_no_telephone_number_is_asked_about(text: str) -> None:
    """Two numbers in one box are two answers."""
    assert why(written(text), Kind.PHONE).endswith("as a telephone number.")


def test_a_lost_leading_nought_is_pointed_out() -> None:
    """Spreadsheets eat it."""
    assert why(written("7700900123"), Kind.PHONE) == (
        WHERE + "“7700900123” seems to lack the 0 at its start."
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("020 7946 000", id="London, a figure short"),
        pytest.param("07700 90012", id="a mobile, a figure short"),
        pytest.param("0300 123 404", id="a council, a figure short"),
        pytest.param("01438 55511", id="a town whose numbers have eleven"),
    ],
)
def test_a_number_that_lost_a_figure_is_asked_about(text: str) -> None:
    """A call about a child to a stranger is a breach, and a missing figure shows."""
    assert "has 10 figures, and such a number has 11" in why(written(text), Kind.PHONE)


@pytest.mark.parametrize(
    ("text", "dialled", "extension"),
    [
        pytest.param("01632 960001", "+441632960001", "", id="a landline"),
        pytest.param(
            "+44 (0)1632 960001 x 12", "+441632960001", "12", id="an extension"
        ),
        pytest.param("0044 7700 900123", "+447700900123", "", id="from abroad"),
    ],
)
def test_a_number_is_kept_as_typed_and_as_dialled(
    text: str, dialled: str, extension: str
) -> None:
    """Two spellings of one number are one number, and the letter keeps the school's."""
    number = phone_number(text)

    assert number is not None
    assert (number.typed, number.dialled, number.extension) == (
        text,
        dialled,
        extension,
    )


def test_what_is_no_telephone_number_is_dialled_by_nobody() -> None:
    """Two numbers in one box are not put together into a third."""
    assert phone_number("01632 960001 / 07700 900123") is None


# --- e-mail -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "address"),
    [
        pytest.param(
            "senco@willowmere.example", "senco@willowmere.example", id="plain"
        ),
        pytest.param(
            "attendance&engagement@council.example",
            "attendance&engagement@council.example",
            id="an ampersand",
        ),
        pytest.param(
            "Siobhan.O'Neill+SEN@School.EXAMPLE",
            "Siobhan.O'Neill+SEN@school.example",
            id="an apostrophe and a plus",
        ),
        pytest.param(" a@b-c.d.example\n", "a@b-c.d.example", id="spaces round it"),
    ],
)
def test_an_email_address_is_read(text: str, address: str) -> None:
    """What stands before the @ belongs to its owner, signs and capitals too."""
    assert value_of(text, Kind.EMAIL) == address


@pytest.mark.parametrize(
    "text",
    [
        "name@example",
        "name.example.org",
        "a@b@c.example",
        "a b@c.example",
        "a@b.example; c@d.example",
        "A Name <a@b.example>",
        ".a@b.example",
        "a..b@c.example",
        "a@-b.example",
        "o’neill@b.example",
        "a@b.example\nBcc: c@d.example",
        "none",
        f"{'a' * 65}@b.example",
        "a@127.0.0.1",
        "mailto:a@b.example",
        "a@b.example.",
        "a@bücher.example",
    ],
)
def test_what_is_no_email_address_is_asked_about(text: str) -> None:
    """A decision sent to a wrong address is a breach."""
    assert why(written(text), Kind.EMAIL).endswith("as an e-mail address.")


# --- all of them --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("F919999916001", Kind.UPN, id="upn"),
        pytest.param("9990001014", Kind.NHS_NUMBER, id="nhs"),
        pytest.param("AL97 4QT", Kind.POSTCODE, id="postcode"),
        pytest.param("office@trial.example", Kind.EMAIL, id="email"),
    ],
)
def test_what_was_written_is_kept_beside_what_it_means(text: str, kind: Kind) -> None:
    """A person can always see the paper's own words."""
    found = answer(written(f" {text.lower()} "), kind)

    assert found is not None
    assert found.value == (text if kind is not Kind.EMAIL else text.lower())
    assert found.written == f" {text.lower()} "


def test_the_number_library_loads_only_when_a_number_is_read() -> None:
    """Most commands read no UPN, and should not wait for it."""
    code = "import sys, toolkit.meaning; sys.exit('stdnum' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

"""Names, numbers, choices and ticks as people write them."""

from __future__ import annotations

import pytest

from tests.meaning.asking import (
    STATUS_CHOICES,
    YES_NO_UNKNOWN,
    answer,
    box,
    value_of,
    why,
    written,
)
from toolkit.catalogue.definitions import Kind
from toolkit.model import Mark, MarkKind

WHERE = "Page 2, The question: "


# --- names --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("O'Neill", "O'Neill", id="a straight apostrophe"),
        pytest.param("O’Neill", "O’Neill", id="a curly apostrophe"),
        pytest.param("McDONALD", "McDONALD", id="capitals as written"),
        pytest.param("van der Berg", "van der Berg", id="small letters as written"),
        pytest.param("Wis\u0301niewski", "Wiśniewski", id="letters composed"),
        pytest.param(
            " Rosa\N{NO-BREAK SPACE}Maria  de la\tCruz ",
            "Rosa Maria de la Cruz",
            id="spaces tidied",
        ),
        pytest.param("Smith & <Sons>", "Smith & <Sons>", id="signs"),
        pytest.param("Louis XIV 2nd", "Louis XIV 2nd", id="a figure in it"),
        pytest.param("李伟", "李伟", id="another script"),
    ],
)
def test_a_name_stays_as_the_family_writes_it(text: str, name: str) -> None:
    """A letter that changes a name is no letter from a careful office."""
    assert value_of(text, Kind.NAME) == name


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("12345", id="figures only"),
        pytest.param("-", id="a dash"),
        pytest.param("N/A", id="not applicable"),
        pytest.param("TBC", id="to be confirmed"),
        pytest.param("Amara\x07", id="a control character"),
        pytest.param("Amara \u202erofakO", id="letters turned round"),
    ],
)
def test_what_is_no_name_is_asked_about(text: str) -> None:
    """A letter to “Dear N/A” must not leave the house."""
    assert why(written(text), Kind.NAME).endswith("as a name.")


# --- text ---------------------------------------------------------------------------


def test_line_breaks_are_written_alike_and_the_rest_is_kept() -> None:
    """What a parent wrote is theirs, spaces and all."""
    text = "  First line\r\nsecond\rthird\n\n“end”  "

    assert value_of(text, Kind.LONG_TEXT) == "  First line\nsecond\nthird\n\n“end”  "


@pytest.mark.parametrize("kind", [pytest.param(k, id=k.value) for k in Kind])
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param(" \t\r\n", id="white"),
        pytest.param("\N{NO-BREAK SPACE}\N{ZERO WIDTH SPACE}\ufeff", id="unseen"),
    ],
)
def test_a_blank_answer_is_left_out(kind: Kind, text: str) -> None:
    """Not stated is never a no, and nothing to quote."""
    assert answer(written(text), kind) is None


@pytest.mark.parametrize(
    "kind", [pytest.param(k, id=k.value) for k in Kind if k is not Kind.TICK]
)
def test_a_blank_that_could_not_be_read_is_asked_about(kind: Kind) -> None:
    """On a scan, nothing read is not nothing written."""
    assert why(Mark(key="q", ask=True), kind) == (
        "The question: something may be written here that we could not read."
    )


def test_a_reading_that_needs_a_look_keeps_its_value_and_asks() -> None:
    """A machine's reading is shown to a person before it counts."""
    found = answer(Mark(key="q", text="3/5/2012", ask=True), Kind.BIRTH_DATE)

    assert found is not None
    assert found.value is not None
    assert found.why == ""
    assert found.ask


# --- numbers ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("16", 16, id="whole"),
        pytest.param("16.5", 16.5, id="a half"),
        pytest.param("16½", 16.5, id="a printed half"),
        pytest.param("½", 0.5, id="only a half"),
        pytest.param("1,234", 1234, id="a thousand"),
        pytest.param("0", 0, id="nought"),
        pytest.param("16 hours", 16, id="with its unit"),
        pytest.param("16.5hrs", 16.5, id="with its unit, short"),
        pytest.param("16 hours per week.", 16, id="with its units"),
    ],
)
def test_a_number_is_read_with_the_unit_it_is_asked_in(
    text: str, number: float
) -> None:
    """Hours are asked for, so hours may be written."""
    found = value_of(text, Kind.NUMBER, label="Hours in school each week")

    assert found == number
    assert type(found) is type(number)


@pytest.mark.parametrize(
    "text",
    [
        "3 days",
        "16 hours a day",
        "about 16",
        "16-18",
        "16/25",
        "16,5",
        "1,23",
        "-3",
        "sixteen",
        "1.2.3",
        "£16",
        "16 sheep",
        "٣",
        "9" * 400,
    ],
)
def test_what_is_no_plain_number_is_asked_about(text: str) -> None:
    """“3 days” in a box for hours is not three."""
    sentence = why(written(text), Kind.NUMBER, label="Hours in school each week")

    assert sentence.endswith("as a number.")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("62%", 62, id="with the sign"),
        pytest.param("62 %", 62, id="with a space"),
        pytest.param("62.5", 62.5, id="without the sign"),
        pytest.param("62.5 per cent", 62.5, id="in words"),
        pytest.param("0.62%", 0.62, id="less than one, with the sign"),
        pytest.param("0", 0, id="nought"),
        pytest.param("100%", 100, id="all"),
    ],
)
def test_a_percentage_is_the_number_before_the_sign(text: str, value: float) -> None:
    """Attendance comes in every spelling."""
    assert value_of(text, Kind.PERCENTAGE) == value


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param(
            "0.62", "we cannot tell whether “0.62” means 62% or 0.62%.", id="a share"
        ),
        pytest.param("1", "we cannot tell whether “1” means 100% or 1%.", id="one"),
        pytest.param("120%", "“120%” is more than 100%; please check it.", id="more"),
        pytest.param("-5%", "we could not read “-5%” as a percentage.", id="less"),
        pytest.param("n/a", "we could not read “n/a” as a percentage.", id="none"),
    ],
)
def test_a_percentage_that_may_mean_two_things_is_asked_about(
    text: str, sentence: str
) -> None:
    """0.62 is what a spreadsheet shows for 62%, or nearly no attendance at all."""
    assert why(written(text), Kind.PERCENTAGE) == WHERE + sentence


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Y11", "11"),
        ("Yr 11", "11"),
        ("yr. 11", "11"),
        ("11", "11"),
        ("Year 11", "11"),
        ("NCY 11", "11"),
        ("07", "7"),
        ("R", "R"),
        ("YR", "R"),
        ("reception", "R"),
        ("N1", "N1"),
        ("Nursery 2", "N2"),
    ],
)
def test_a_year_group_is_read(text: str, year: str) -> None:
    """Every school abbreviates it in its own way."""
    assert value_of(text, Kind.YEAR_GROUP) == year


@pytest.mark.parametrize("text", ["15", "0", "10/11", "11B", "Nursery", "KS4", "Y"])
def test_what_is_no_year_group_is_asked_about(text: str) -> None:
    """A class or a key stage does not say the year."""
    assert why(written(text), Kind.YEAR_GROUP).endswith("as a year group.")


# --- yes, no and choices ------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("Y", "yes"),
        ("YES.", "yes"),
        ("true", "yes"),
        ("x", "yes"),
        ("✓", "yes"),
        ("no", "no"),
        ("N", "no"),
        ("False", "no"),
        ("Not known", "unknown"),
        ("unknown", "unknown"),
        ("don’t know", "unknown"),
        ("☒ Yes ☐ No ☐ Not known", "yes"),
        ("Yes ☐ No ☑ Not known ☐", "no"),
    ],
)
def test_yes_and_no_are_read(text: str, value: str) -> None:
    """People tick, cross and spell."""
    assert value_of(text, Kind.YES_NO, choices=YES_NO_UNKNOWN) == value


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param(
            "maybe",
            "“maybe” is not one of the printed answers: “Yes” or “No”.",
            id="neither",
        ),
        pytest.param(
            "unknown",
            "“unknown” is not one of the printed answers: “Yes” or “No”.",
            id="not offered",
        ),
        pytest.param(
            "Yes but not since May",
            "“Yes but not since May” is not one of the printed answers: “Yes” or “No”.",
            id="yes, but",
        ),
        pytest.param(
            "☒ Yes ☒ No", "more than one box is ticked in “☒ Yes ☒ No”.", id="both"
        ),
        pytest.param(
            "A ☒ Yes ☐ No",
            "we cannot tell which box is ticked in “A ☒ Yes ☐ No”.",
            id="boxes that no label fits",
        ),
    ],
)
def test_what_is_neither_yes_nor_no_is_asked_about(text: str, sentence: str) -> None:
    """The printed answers are quoted, so that the sender can choose one."""
    assert why(written(text), Kind.YES_NO) == WHERE + sentence


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("K", "K", id="its value"),
        pytest.param("sen  SUPPORT", "K", id="its label"),
        pytest.param("N", "N", id="N is a value here, not a no"),
    ],
)
def test_a_choice_is_read_by_its_value_or_its_label(text: str, value: str) -> None:
    """Fields hold values, and paper shows labels."""
    assert value_of(text, Kind.CHOICE, choices=STATUS_CHOICES) == value


def test_a_choice_that_is_not_printed_is_asked_about() -> None:
    """An old form's “School Action” has no value here, and is not mapped in silence."""
    assert why(written("School Action"), Kind.CHOICE, choices=STATUS_CHOICES) == (
        WHERE + "“School Action” is not one of the printed answers: “No special"
        " educational needs”, “SEN support” or “Education, health and care plan”."
    )


def test_a_row_of_empty_boxes_is_no_answer() -> None:
    """Nobody chose."""
    assert answer(written("☐ Yes ☐ No"), Kind.YES_NO) is None


@pytest.mark.parametrize(
    ("mark", "value"),
    [
        pytest.param(box(tick=True), "yes", id="a ticked box"),
        pytest.param(box(tick=True, text="no"), "no", id="the chosen radio button"),
        pytest.param(box(tick=None, text="yes"), "yes", id="a radio group's state"),
    ],
)
def test_a_box_may_answer_yes_or_no(mark: Mark, value: str) -> None:
    """Some forms print one box, some print two."""
    found = answer(mark, Kind.YES_NO)

    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    "mark",
    [
        pytest.param(box(tick=False), id="an empty box"),
        pytest.param(box(tick=False, text="yes"), id="a radio button not chosen"),
        pytest.param(box(tick=None), id="a radio group without a choice"),
    ],
)
def test_an_empty_box_is_not_a_no(mark: Mark) -> None:
    """Not stated is never a no."""
    assert answer(mark, Kind.YES_NO) is None


@pytest.mark.parametrize(
    "kind",
    [pytest.param(Kind.YES_NO, id="yes-no"), pytest.param(Kind.CHOICE, id="choice")],
)
def test_a_choice_whose_boxes_disagree_is_asked_about(kind: Kind) -> None:
    """Two ticks for one choice: the person who ticked has to say."""
    assert why(box(tick=None, ask=True), kind, choices=STATUS_CHOICES) == (
        WHERE + "we cannot tell which of the printed answers is ticked."
    )


# --- ticks --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mark", "value"),
    [
        pytest.param(box(tick=True), True, id="ticked"),
        pytest.param(box(tick=False), False, id="not ticked"),
        pytest.param(written("X"), True, id="a cross typed"),
        pytest.param(written("Yes"), True, id="yes typed"),
        pytest.param(written("☐"), False, id="an empty box drawn"),
        pytest.param(box(tick=None, text="☒"), True, id="a crossed box drawn"),
    ],
)
def test_a_tick_is_true_or_false(mark: Mark, *, value: bool) -> None:
    """An empty box is an answer here: the thing was not asked for."""
    found = answer(mark, Kind.TICK)

    assert found is not None
    assert found.value is value
    assert not found.ask


@pytest.mark.parametrize(
    ("mark", "sentence"),
    [
        pytest.param(
            box(tick=None),
            "we could not tell whether this box is ticked.",
            id="unclear",
        ),
        pytest.param(
            box(tick=None, ask=True),
            "please look whether this box is ticked; we cannot be sure.",
            id="what is stored and what is drawn disagree",
        ),
        pytest.param(
            box(tick=True, ask=True),
            "please look whether this box is ticked; we cannot be sure.",
            id="ticked, but somebody must look",
        ),
        pytest.param(
            written("perhaps"), "we could not read “perhaps” as a tick.", id="a word"
        ),
    ],
)
def test_a_tick_in_doubt_has_no_value(mark: Mark, sentence: str) -> None:
    """Consent is never taken from a smudge."""
    assert why(mark, Kind.TICK) == WHERE + sentence


# --- signatures ---------------------------------------------------------------------


def test_a_typed_signature_keeps_its_name() -> None:
    """Who signed is checked against the parents on the form."""
    assert value_of("Grace Okafor", Kind.SIGNATURE) == "Grace Okafor"


@pytest.mark.parametrize(
    "mark",
    [
        pytest.param(Mark("q", MarkKind.SIGNATURE, tick=True), id="ink"),
        pytest.param(Mark("q", MarkKind.SIGNATURE, "Signed"), id="a certificate"),
        pytest.param(
            Mark("q", MarkKind.SIGNATURE, "picture", ask=True), id="a picture"
        ),
    ],
)
def test_a_signature_without_a_name_reads_signed(mark: Mark) -> None:
    """There is one; whose it is, a person sees."""
    found = answer(mark, Kind.SIGNATURE)

    assert found is not None
    assert found.value == "signed"


@pytest.mark.parametrize(
    "tick", [pytest.param(False, id="empty"), pytest.param(None, id="unknown")]
)
def test_an_empty_signature_field_is_not_signed(tick: bool | None) -> None:  # noqa: FBT001
    """A field waiting to be signed is on every blank form."""
    assert answer(Mark("q", MarkKind.SIGNATURE, tick=tick), Kind.SIGNATURE) is None


@pytest.mark.parametrize(
    ("mark", "sentence"),
    [
        pytest.param(
            Mark("q", MarkKind.SIGNATURE, tick=True, ask=True),
            "something may be written here that we could not read.",
            id="ink, perhaps",
        ),
        pytest.param(
            Mark("q", MarkKind.TICK, "Yes", tick=True),
            "there is a tick here where words were asked for.",
            id="a tick is no signature",
        ),
    ],
)
def test_a_signature_in_doubt_has_no_value(mark: Mark, sentence: str) -> None:
    """Nobody has signed until somebody has."""
    assert why(mark, Kind.SIGNATURE) == f"The question: {sentence}"

from __future__ import annotations

import pytest

from tests.papers.word_forms import cell, grid, looking, row
from tests.papers.words import document, line, para, run
from toolkit.model import Mark
from toolkit.reading import read


def answer(*runs: str, label: str = "Looked after") -> Mark:
    """Return the mark of a label with such an answer beside it."""
    body = grid(row(label, cell(para(*runs))), row("Name", "Amara"))
    found = read(document(body), "form.docx").marks
    assert [mark.key for mark in found] == [label, "Name"]
    return found[0]


@pytest.mark.parametrize(
    ("runs", "left"),
    [
        pytest.param((looking("YES", "struck"), run("/NO")), "NO", id="one struck out"),
        pytest.param((run("Yes / "), looking("No", "highlighted")), "No", id="marked"),
        pytest.param((looking("Yes", "bold"), run(" / No")), "Yes", id="bold"),
        pytest.param((run("Y/"), looking("N", "underlined")), "N", id="underlined"),
        pytest.param((looking("M", "boxed"), run("/F")), "M", id="with a box round it"),
        pytest.param(
            (looking("Yes", "bold"), looking("/No", "struck")), "Yes", id="both signs"
        ),
        pytest.param((run("Yes /"),), "Yes", id="the other one taken away"),
        pytest.param(
            (
                looking("Yes", "struck"),
                run(" / No / "),
                looking("Not known", "struck"),
            ),
            "No",
            id="one of three left",
        ),
        pytest.param(
            (looking("mother", "struck"), run("/grandmother")),
            "grandmother",
            id="any word",
        ),
        pytest.param((looking("YES", "struck"), run("   NO")), "NO", id="no stroke"),
        pytest.param((run("Yes"),), "Yes", id="typed"),
    ],
)
def test_the_choice_that_is_left_or_set_off_is_the_answer(
    runs: tuple[str, ...], left: str
) -> None:
    """`Delete as appropriate` is the oldest tick box there is."""
    mark = answer(*runs)

    assert (mark.text, mark.ask) == (left, False)


@pytest.mark.parametrize(
    "printed",
    [
        pytest.param("YES/NO", id="yes and no"),
        pytest.param("Yes / No / Not known", id="three"),
        pytest.param("Y / N", id="letters"),
        pytest.param("M/F", id="male and female"),
        pytest.param("Yes / No (delete as appropriate)", id="with what to do"),
        pytest.param("Yes   No", id="wide gaps"),
        pytest.param("YES or NO", id="or"),
        pytest.param("Yes/No/N/A", id="not applicable among them"),
    ],
)
def test_choices_as_printed_are_no_answer(printed: str) -> None:
    """An untouched `YES/NO` is neither."""
    mark = answer(run(printed))

    assert (mark.text, mark.ask) == ("", False)


def test_choices_that_are_all_bold_are_as_printed() -> None:
    """A bold form is no answer."""
    mark = answer(looking("YES/NO", "bold"))

    assert (mark.text, mark.ask) == ("", False)


def test_the_label_may_say_what_to_do_with_any_words() -> None:
    """Then words side by side are choices, whatever they are."""
    label = "Parent / carer lives (delete as appropriate)"

    assert answer(run("with pupil/elsewhere"), label=label).text == ""


@pytest.mark.parametrize(
    "runs",
    [
        pytest.param((looking("YES/NO", "struck"),), id="all struck out"),
        pytest.param(
            (looking("YES", "struck"), run("/"), looking("NO", "struck")),
            id="one by one",
        ),
        pytest.param(
            (looking("YES", "bold"), run("/"), looking("NO", "highlighted")),
            id="both set off",
        ),
        pytest.param(
            (looking("Y", "struck"), run("ES/NO")), id="half a word struck out"
        ),
        pytest.param((run("Yes/No Yes"),), id="an answer beside them"),
        pytest.param((looking("Yes", "struck"), run("/No/Not known")), id="two left"),
        pytest.param((looking("Yes", "red"), run("/No")), id="a colour alone"),
    ],
)
def test_choices_that_contradict_each_other_are_asked_about(
    runs: tuple[str, ...],
) -> None:
    """A guess between yes and no is worse than a question."""
    mark = answer(*runs)

    assert mark.ask
    assert mark.text


def test_a_choice_struck_out_and_set_off_is_asked_about() -> None:
    """Somebody thought twice."""
    mark = answer(looking("YES", "struck", "highlighted"), run("/NO"))

    assert (mark.text, mark.ask) == ("NO", True)


def test_a_shape_drawn_over_untouched_choices_is_asked_about() -> None:
    """It may be a circle round one of them, and we cannot see which."""
    mark = answer(run("YES/NO"), "<w:r><w:drawing/></w:r>")

    assert (mark.text, mark.ask) == ("", True)


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("English/Polish", id="two languages"),
        pytest.param("N/A", id="not applicable"),
        pytest.param("3/5/12", id="a date"),
        pytest.param("Mum/Dad", id="two people"),
        pytest.param("and/or", id="a manner of speaking"),
    ],
)
def test_an_answer_with_a_stroke_in_it_is_an_answer(written: str) -> None:
    """Two languages are two languages."""
    mark = answer(run(written))

    assert (mark.text, mark.ask) == (written, False)


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        pytest.param((looking("YES", "struck"), run("/NO")), "NO", id="answered"),
        pytest.param((run("YES/NO"),), "", id="as printed"),
    ],
)
def test_choices_behind_a_question_on_a_line_are_its_answer(
    runs: tuple[str, ...], text: str
) -> None:
    """Lists of questions have their choices at the end of each line."""
    body = para(run("Does the pupil have a plan? "), *runs) + line("Thank you.")

    [mark] = read(document(body), "form.docx").marks

    assert (mark.key, mark.text, mark.ask) == (
        "Does the pupil have a plan?",
        text,
        False,
    )

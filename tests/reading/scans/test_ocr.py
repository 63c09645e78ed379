from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.papers import scans
from toolkit.reading.scans.ocr import Engine, Layout, OcrTrouble, engine, words_in

needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="Tesseract is not installed here"
)


def a_line(text: str) -> scans.Grey:
    """Return a cut with some words on it."""
    return scans.typed(scans.blank_page(), text, (60, 100))[200:350]


def the_engine() -> Engine:
    """Return the Tesseract that is here."""
    found = engine()
    assert found is not None
    return found


@needs_tesseract
def test_several_pictures_are_read_in_one_go_and_kept_apart() -> None:
    """Answers must not slip from one box into the next, even past an empty one."""
    pictures = [a_line("Amara Okafor"), scans.blank_page(30), a_line("Hillside School")]

    read = words_in(pictures, the_engine(), Layout.BLOCK, dpi=200)

    assert [" ".join(word.text for word in words) for words in read] == [
        "Amara Okafor",
        "",
        "Hillside School",
    ]


@needs_tesseract
def test_a_word_has_its_place_and_how_sure_it_is() -> None:
    """What is doubtful is shown where it stands."""
    [words] = words_in([a_line("Okafor")], the_engine(), Layout.LINE, dpi=200)

    [word] = words
    assert 160 < word.left < 175 < word.right < 260
    assert 0.8 < word.sure <= 1


@needs_tesseract
def test_a_machine_that_takes_too_long_is_given_up() -> None:
    """A page nobody can read must not hold up the desk."""
    with pytest.raises(OcrTrouble):
        words_in([a_line("x")], the_engine(), Layout.LINE, seconds=0.001)


@needs_tesseract
def test_a_model_that_is_not_there_is_trouble_and_no_crash() -> None:
    """Models can be taken away while we run."""
    broken = replace(the_engine(), model="no-such-model")

    with pytest.raises(OcrTrouble):
        words_in([a_line("x")], broken, Layout.LINE)


def test_nothing_is_read_in_no_pictures() -> None:
    """A page of empty boxes needs no machine."""
    nowhere = Engine("nowhere", "x", "x", tells_orientation=False)

    assert words_in([], nowhere, Layout.BLOCK) == []


def test_without_the_program_there_is_no_engine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Many computers have none."""
    monkeypatch.setenv("PATH", "")

    assert engine() is None


@pytest.mark.skipif(os.name == "nt", reason="scripts are no programs there")
def test_a_program_without_models_is_no_engine(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Tesseract is often installed without any."""
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\necho 'List of available languages (1):'\necho osd\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert engine() is None

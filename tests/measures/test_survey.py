from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.measures.flattening import flattened
from tests.measures.survey import main
from tests.papers import pdfs
from toolkit.pdf import fill

NAME = "Child's name"
BLANK = pdfs.form(pdfs.text(NAME), pdfs.tick("agreed"))


def _lay(folder: Path, stored: str) -> Path:
    """Lay a form, a copy of it and a truth that says what is stored in it."""
    filled = fill(BLANK, {NAME: "Amara Okafor", "agreed": True})
    (folder / "form.pdf").write_bytes(filled)
    field = {"name": NAME, "type": "text", "value": stored, "filled": True}
    row = {"file": "form.pdf", "fields": [{**field, "readers_agree": True}]}
    (folder / "truth.jsonl").write_text(json.dumps(row), encoding="utf-8")
    return folder


def test_a_folder_read_as_its_truth_says_goes_through(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The survey is a check: its exit code says whether all is well."""
    code = main([str(_lay(tmp_path, "Amara Okafor")), "--jobs", "1"])

    assert "Nothing went wrong." in capsys.readouterr().out
    assert code == 0


def test_a_value_that_differs_in_silence_is_a_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The worst there is must not hide among hundreds of files."""
    code = main([str(_lay(tmp_path, "Adaeze Okafor")), "--jobs", "1"])

    assert "is silent" in capsys.readouterr().out
    assert code == 1


def test_a_file_that_cannot_be_read_is_no_fault_when_a_sentence_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Broken files are what the folder is for."""
    (tmp_path / "empty.pdf").write_bytes(b"")

    code = main([str(tmp_path), "--jobs", "1"])

    assert "1 empty" in capsys.readouterr().out
    assert code == 0


def test_the_details_name_every_file(tmp_path: Path) -> None:
    """What the table adds up can be looked at one by one."""
    folder, details = _lay(tmp_path, "Amara Okafor"), tmp_path / "details.jsonl"

    main([str(folder), "--jobs", "1", "--details", str(details)])

    rows = [json.loads(line) for line in details.read_text().splitlines()]
    assert [row["file"] for row in rows] == ["form.pdf"]


def test_a_folder_that_is_not_there_is_a_slip_of_usage(tmp_path: Path) -> None:
    """An empty survey must not pass for a good one."""
    assert main([str(tmp_path / "nowhere")]) == 2


def test_a_copy_is_held_against_the_place_of_its_fillable_twin(tmp_path: Path) -> None:
    """The same answers must come out of a flattened copy, or be asked about."""
    filled = fill(BLANK, {NAME: "Amara Okafor"})
    twin = {"source_blank": "b.pdf", "values": {NAME: "Amara Okafor"}}
    rows = [
        {"file": "live.pdf", "route": "fillable", **twin},
        {"file": "flat.pdf", "route": "flattened", **twin},
    ]
    (tmp_path / "live.pdf").write_bytes(filled)
    (tmp_path / "flat.pdf").write_bytes(flattened(filled))
    truth = "\n".join(json.dumps(row) for row in rows)
    (tmp_path / "truth.jsonl").write_text(truth, encoding="utf-8")
    details = tmp_path / "details.json"

    main([str(tmp_path), "--jobs", "1", "--details", str(details)])

    held = [json.loads(line) for line in details.read_text().splitlines()]
    lost = [row for row in held if row.get("outcome") in {"unseen", "silent"}]
    assert lost == []

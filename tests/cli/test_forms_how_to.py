"""The how-to pages about forms, run command by command as somebody would."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.blanks import stored_in
from tests.papers import pdfs
from tests.pipeline.desks import answers_of, filled, trial
from tests.pipeline.test_prefilling import labelled
from toolkit.catalogue import builtin_root
from toolkit.cli import main
from toolkit.pdf import fill

ROOT = builtin_root()
PAGES = ROOT / "docs" / "how-to"

LABELS = {
    "txtA": "Child's UPN",
    "txtB": "Name of school",
    "txtC": "What is working well",
    "txtD": "What is not working",
    "txtE": "Surname",
    "txtF": "First name",
    "txtG": "Date of birth",
    "txtH": "Headteacher",
    "txtI": "SENCo",
    "txtJ": "Medical reason",
    "txtK": "Likely duration of absence",
    "txtL": "Days missed",
    "txtM": "Current attendance",
    "txtN": "Register code",
    "txtO": "DSL",
    "txtP": "Desired outcomes",
    "txtQ": "Pupil voice",
    "txtR": "SEN status",
    "txtS": "LHNF",
    "txtT": "Pupil Premium Grant",
    "txtU": "EHCP",
    "txtV": "Family doctor",
}
ANSWERS = {
    "txtA": "F919999916001",
    "txtB": "Willowmere High School",
    "txtE": "Okafor",
    "txtF": "Amara",
    "txtG": "03/05/2012",
    "txtV": "Dr Alan Birch",
}


def their_form() -> bytes:
    """Return a form of an invented council, with names and labels of its own."""
    fields = [
        labelled(pdfs.text(name, rect=(72, 780 - 30 * at, 272, 800 - 30 * at)), label)
        for at, (name, label) in enumerate(LABELS.items())
    ]
    return pdfs.form(*fields, lines=["Northshire: help for a pupil who is ill"])


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The folder of the toolkit, with a desk in it and a form that came."""
    (tmp_path / "services").symlink_to(ROOT / "services", target_is_directory=True)
    (tmp_path / "their-form.pdf").write_bytes(their_form())
    (tmp_path / "their-filled-form.pdf").write_bytes(fill(their_form(), ANSWERS))
    run(tmp_path, "toolkit init desk")
    return tmp_path


def blocks(page: str) -> list[str]:
    """Return the commands of a page, block by block."""
    text = (PAGES / page).read_text(encoding="utf-8")
    return re.findall(r"```sh\n(.*?)```", text, re.DOTALL)


def run(place: Path, commands: str, *codes: int) -> str:
    """Run commands there, line by line as a shell would, and return what they print.

    The toolkit's own are run in this process, as each start of Python takes a second;
    that the installed command starts at all is tested elsewhere.
    """
    told = io.StringIO()
    with (
        contextlib.chdir(place),
        contextlib.redirect_stdout(told),
        contextlib.redirect_stderr(told),
    ):
        lines = commands.replace("\\\n", " ").splitlines()
        code = next((code for code in map(one_line, lines) if code), 0)
    assert code in {0, *codes}, told.getvalue()
    return told.getvalue()


def one_line(line: str) -> int:
    """Run one line of a page and return its exit code."""
    program, *rest = shlex.split(line, comments=True) or [""]
    if program == "toolkit":
        return main(rest)
    done = subprocess.run(["/bin/sh", "-ec", line], check=False, capture_output=True)
    return done.returncode


def read(place: Path, name: str) -> Mapping[str, object]:
    """Return the form and the answers of a paper, read at the desk."""
    with contextlib.redirect_stdout(io.StringIO()) as told:
        main(["--workspace", f"{place / 'desk'}", "read", "--json", f"{place / name}"])
    [paper] = json.loads(told.getvalue())["papers"]
    answers = {key: answer["value"] for key, answer in paper["answers"].items()}
    return {"form": paper["form"], **answers}


def test_a_form_nobody_knew_is_read_once_its_map_is_finished(place: Path) -> None:
    """From the first one that arrives to the second one that is read."""
    see, learn, keep, sample, prove, take = blocks("read-a-councils-own-form.md")

    assert "no form" in run(place, see)
    assert read(place, "their-filled-form.pdf")["form"] is None
    run(place, learn)
    draft = place / "their-form.toml"
    text = draft.read_text(encoding="utf-8").replace("other-1", "northshire-2026")
    for key in ("pupil_legal_surname", "pupil_legal_forename", "dob"):
        text = re.sub(rf'^# (".*" = "{key}".*)$', r"\1", text, flags=re.MULTILINE)
    draft.write_text(text, encoding="utf-8")
    run(place, keep)
    assert "made-up.docx is read as expected" in run(place, sample)
    assert "their-filled-form.pdf is read as expected" in run(place, prove)

    found = read(place, "their-filled-form.pdf")
    assert found["form"] == {
        "service": "esma",
        "form": "service-request",
        "edition": "northshire-2026",
        "how": "fields",
        "sure": 0.95,
    }
    assert found["pupil_legal_surname"] == "Okafor"
    assert found["pupil_legal_forename"] == "Amara"
    assert found["dob"] == "2012-05-03"
    assert found["school_name"] == "Willowmere High School"

    shutil.copy(place / "their-filled-form.pdf", place / "desk" / "intake")
    taken = run(place, take.replace("intake", "intake --quiet-seconds 0"), 1)
    assert "ESMA-" in taken


def test_next_years_form_and_this_years_are_both_read(place: Path) -> None:
    """Schools go on using what they have."""
    keep, see = blocks("add-next-years-form.md")
    form = place / "desk/services/esma/forms/service-request/form.toml"
    page = (PAGES / "add-next-years-form.md").read_text(encoding="utf-8")
    [former] = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)

    run(place, keep)
    text = form.read_text(encoding="utf-8")
    text = text.replace('edition = "2026"', 'edition = "2027"', 1)
    text = text.replace("issued = 2026-09-01", "issued = 2027-09-01", 1)
    text = text.replace(
        'key = "tutor_group"\n  kind = "text"\n  label = "Class or tutor group"\n'
        '  asked = "optional"',
        'key = "tutor_group"\n  kind = "text"\n  label = "Class or tutor group"\n'
        '  asked = "accepted"',
        1,
    )
    form.write_text(f"{text}\n{former}", encoding="utf-8")
    shown = run(place, see)

    assert "made-up.docx is read as expected" in shown
    this_year = filled("service-request", answers_of("Amara"))
    next_year = fill(
        (place / "request-2027.pdf").read_bytes(), {"pupil_legal_surname": "Okafor"}
    )
    (place / "this.pdf").write_bytes(this_year)
    (place / "next.pdf").write_bytes(next_year)
    assert read(place, "this.pdf")["form"] == {
        "service": "esma",
        "form": "service-request",
        "edition": "2026",
        "how": "fields",
        "sure": 0.99,
    }
    assert read(place, "next.pdf")["pupil_legal_surname"] == "Okafor"
    assert "issued before today's" in run(
        place, "toolkit --workspace desk read this.pdf", 1
    )


def test_another_agencys_form_is_filled_from_a_case(tmp_path: Path) -> None:
    """What is in the case is not typed again."""
    look, write = blocks("fill-another-agencys-form.md")
    (tmp_path / "their-form.pdf").write_bytes(their_form())
    with trial(tmp_path / "desk") as desk:
        desk.drop("request.pdf", filled("service-request", answers_of("Amara")))
        desk.take_in()
        [case] = desk.cases()

    shown = run(tmp_path, look.replace("ESMA-2026-0001-A", case.ref), 1)
    assert not (tmp_path / "filled.pdf").exists()
    run(tmp_path, write.replace("ESMA-2026-0001-A", case.ref), 1)

    assert "txtB: school_name" in shown
    stored = stored_in((tmp_path / "filled.pdf").read_bytes())
    assert stored["txtB"] == answers_of("Amara")["school_name"]
    assert (stored["txtE"], stored["txtV"]) == ("", "")


def test_a_form_without_anything_to_learn_is_told_plainly(tmp_path: Path) -> None:
    """There may be another copy of it."""
    (tmp_path / "empty.pdf").write_bytes(pdfs.printed([]))

    told = run(tmp_path, "toolkit forms learn empty.pdf", 3)

    assert "no fields and no labels" in told

"""The catalogue as a whole: which file wins, what is promised, what stops it."""

from __future__ import annotations

import copy
import pickle
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.catalogue import northshire as north
from tests.catalogue.northshire import as_toml, changed, lay_out
from toolkit.catalogue import (
    Catalogue,
    Fault,
    builtin_root,
    check,
    load,
    load_documents,
)
from toolkit.errors import BadDefinition, ExitCode
from toolkit.model import Outcome


def test_a_faulty_definition_stops_with_its_file_and_its_key(tmp_path: Path) -> None:
    """Exit code 4 tells the office whom to ask: whoever edited that file."""
    root = changed(tmp_path, north.REQUIREMENTS, '"blocks"', '"heavy"')

    with pytest.raises(BadDefinition) as stopped:
        load(root)

    assert stopped.value.exit_code is ExitCode.BAD_DEFINITION
    assert f"{north.REQUIREMENTS}, requirement RQ-01.weight" in stopped.value.sentence
    assert "toolkit definitions check" in stopped.value.remedy


def test_what_the_files_say_is_what_is_loaded(tmp_path: Path) -> None:
    """One look over every kind of entry, so that none is dropped on the way."""
    service = load(lay_out(tmp_path)).service("northshire")

    [requirement], [criterion] = service.requirements, service.criteria
    [rule] = requirement.checks
    assert rule.settings == {
        "papers": ("consent", "clinic-letter"),
        "question": "away",
        "question_rows": ("adult_{n}_name", "help_lessons"),
        "at_least": 1,
        "strictly": True,
    }
    assert requirement.sentences[Outcome.NOT_MET] == "We have no signed consent form."
    assert (requirement.checklist, requirement.is_criterion) == ("C5", False)
    assert (criterion.decline_reason, criterion.is_criterion) == ("too_far", True)
    assert service.residence.table == {"AL97 4QT": "in", "LU95 2RH": "out"}
    assert [term.name for term in service.calendar.terms] == [
        "Autumn 2026",
        "Spring 2027",
    ]
    assert service.roles == {"lead": "Lead teacher"}
    assert service.clocks.rules == {"meeting": "N-1"}
    assert [redirect.id for redirect in service.redirects] == ["N-9"]
    assert [letter.key for letter in service.letter_sorts] == ["clinic-letter"]


def test_forms_are_in_the_order_the_service_gives_them(tmp_path: Path) -> None:
    """The list a school sees starts with the form that opens a case."""
    extra = north.FILES[north.CONSENT].replace('key = "consent"', 'key = "absence"')
    files = {**north.FILES, "services/northshire/forms/absence/form.toml": extra}

    service = load(lay_out(tmp_path, files)).service("northshire")

    assert [form.key for form in service.forms] == ["request", "consent", "absence"]


# --- workspace and built-in ---------------------------------------------------------


def test_the_workspace_s_own_file_wins_and_the_others_stay(tmp_path: Path) -> None:
    """An office changes its clocks without copying everything else."""
    builtin = lay_out(tmp_path / "builtin")
    own = {north.SERVICE: north.FILES[north.SERVICE].replace("_days = 5", "_days = 9")}
    workspace = lay_out(tmp_path / "workspace", own)

    service = load(workspace, builtin).service("northshire")

    assert service.clocks.decision_days == 9
    assert service.reasons[0].code == "too_far"


def test_a_service_only_the_workspace_has_is_loaded_too(tmp_path: Path) -> None:
    """A new council is a folder in the workspace."""
    workspace = lay_out(tmp_path)

    catalogue = load(workspace, builtin_root())

    assert {"northshire", "esma"} <= set(catalogue.services)


def test_a_workspace_s_own_letter_wins_over_the_built_in_one(tmp_path: Path) -> None:
    """So that an office can change a sentence and keep the rest."""
    builtin = lay_out(tmp_path / "builtin")
    own = {north.WELCOME: north.FILES[north.WELCOME].replace('"Hello."', '"Hi."')}
    workspace = lay_out(tmp_path / "workspace", own)

    documents = load_documents(workspace, builtin)

    assert documents["welcome"].blocks[0].text == "Hi."


def test_a_faulty_letter_stops_the_documents_too(tmp_path: Path) -> None:
    """A letter that cannot be read must not be missing from the list in silence."""
    root = changed(tmp_path, north.WELCOME, 'formats = ["docx", "pdf"]', "formats = []")

    with pytest.raises(BadDefinition, match=f"{north.WELCOME}, formats"):
        load_documents(root)


def test_templates_are_looked_for_in_the_workspace_first(tmp_path: Path) -> None:
    """A frame the office changed is the one its letters are placed in."""
    builtin = lay_out(tmp_path / "builtin")
    workspace = lay_out(tmp_path / "own", {north.WELCOME: north.FILES[north.WELCOME]})

    catalogue = load(workspace, builtin)

    assert catalogue.templates == (workspace / "templates", builtin / "templates")


def test_a_root_named_twice_counts_once(tmp_path: Path) -> None:
    """The checkout is both a workspace and the built-in root."""
    root = lay_out(tmp_path)

    assert load(root, root).templates == (root / "templates",)


# --- versions -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        pytest.param(north.SERVICE, "_days = 5", "_days = 6", id="the service"),
        pytest.param(north.POSTCODES, "LU95 2RH", "LU95 2RJ", id="the postcodes"),
        pytest.param(north.CONSENT, '"Signature"', '"Your name"', id="a form"),
    ],
)
def test_a_service_s_version_changes_with_any_of_its_files(
    tmp_path: Path, file: str, old: str, new: str
) -> None:
    """An event says by which rules it was decided; those must be tellable apart."""
    before = load(lay_out(tmp_path / "before")).service("northshire")
    after = load(changed(tmp_path / "after", file, old, new)).service("northshire")

    assert before.version != after.version


def test_a_version_does_not_depend_on_where_the_files_are(tmp_path: Path) -> None:
    """Two desks with the same files have to record the same version."""
    here = load(lay_out(tmp_path / "here"))
    there = load(lay_out(tmp_path / "there"))

    assert here.service("northshire").version == there.service("northshire").version
    assert here.documents["welcome"].version == there.documents["welcome"].version


def test_a_service_can_be_sent_to_another_process(tmp_path: Path) -> None:
    """Letters are written by a pool of processes, each of which is handed it."""
    service = load(lay_out(tmp_path)).service("northshire")

    assert pickle.loads(pickle.dumps(service)) == service  # noqa: S301 - our own


# --- what ships ---------------------------------------------------------------------


def test_everything_that_ships_is_without_a_fault() -> None:
    """A fault here would stop every office on its first day."""
    assert check() == ()


# --- whatever is in the files -------------------------------------------------------

_TOML = sorted(name for name in north.FILES if name.endswith(".toml"))
_WRONG: tuple[Any, ...] = (
    "",
    "nothing like it",
    -1,
    3,
    True,
    0.5,
    [],
    {},
    [[]],
    [{}],
    ["x"],
    [1],
    {"x": "y"},
    [{"key": "x"}],
    "{n}",
    "É" * 70,
)


def _places(table: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path to every key and item of a table."""
    pairs: list[tuple[Any, Any]] = []
    if isinstance(table, dict):
        pairs = list(table.items())
    elif isinstance(table, list):
        pairs = list(enumerate(table))
    for part, inner in pairs:
        yield (*path, part)
        yield from _places(inner, (*path, part))


_PLACES = [
    (file, path) for file in _TOML for path in _places(tomllib.loads(north.FILES[file]))
]


def _corrupted(file: str, path: tuple[Any, ...], how: str, wrong: object) -> str:
    """Return a file's text with one key replaced, taken out, renamed or doubled."""
    table = copy.deepcopy(tomllib.loads(north.FILES[file]))
    holder: Any = table
    for part in path[:-1]:
        holder = holder[part]
    last = path[-1]
    if how == "replaced":
        holder[last] = wrong
    elif how == "taken out":
        del holder[last]
    elif isinstance(holder, list):
        holder.append(copy.deepcopy(holder[last]))
    else:
        holder[f"{last}_x"] = holder.pop(last)
    return as_toml(table)


def _answer(root: Path) -> tuple[Catalogue | None, tuple[Fault, ...]]:
    """Return what loading answers, and what checking does."""
    try:
        return load(root), check(root)
    except BadDefinition:
        return None, check(root)


def test_the_files_survive_being_written_by_these_tests() -> None:
    """Otherwise the next test would only show that the writer is faulty."""
    written = {file: as_toml(tomllib.loads(north.FILES[file])) for file in _TOML}

    assert {f: tomllib.loads(t) for f, t in written.items()} == {
        f: tomllib.loads(north.FILES[f]) for f in _TOML
    }


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(_PLACES),
    st.sampled_from(["replaced", "taken out", "renamed or doubled"]),
    st.sampled_from(_WRONG),
)
def test_whatever_one_key_holds_the_answer_names_the_fault(
    place: tuple[str, tuple[Any, ...]], how: str, wrong: object
) -> None:
    """People edit these files by hand, and never read a traceback."""
    file, path = place
    with tempfile.TemporaryDirectory() as folder:
        text = _corrupted(file, path, how, wrong)
        root = lay_out(Path(folder), {**north.FILES, file: text})

        catalogue, faults = _answer(root)

    assert (catalogue is None) == bool(faults)
    assert all(fault.expected for fault in faults)
    assert {f.file for f in faults} <= {*north.FILES, *_forms_named(wrong)}


def _forms_named(name: object) -> set[str]:
    """Return the file of a form that the service was made to name."""
    return {f"services/northshire/forms/{name}/form.toml"}


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(north.FILES)), st.integers(0, 900), st.binary(max_size=4))
def test_bytes_put_anywhere_into_a_file_never_crash_it(
    file: str, at: int, stray: bytes
) -> None:
    """A file half copied or saved by a word processor is told, too."""
    with tempfile.TemporaryDirectory() as folder:
        root = lay_out(Path(folder))
        contents = (root / file).read_bytes()
        (root / file).write_bytes(contents[:at] + stray + contents[at:])

        catalogue, faults = _answer(root)

    assert (catalogue is None) == bool(faults)

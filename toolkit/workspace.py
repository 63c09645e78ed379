"""Where things live: a workspace's folders, its settings and the people at its desk.

A workspace is a folder with `intake/` and `outbox/`, and, where the office has its own,
`services/` and `templates/`. `toolkit.toml` may move the folders elsewhere.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from toolkit.catalogue import builtin_root
from toolkit.errors import BadDefinition, CannotDo

SETTINGS = "toolkit.toml"
PEOPLE = "people.toml"

_FOLDERS = {
    "intake": "intake",
    "outbox": "outbox",
    "vault": "vault",
    "casebook": "casebook.sqlite",
}

_SETTINGS_TEXT = """\
# Where this workspace keeps things. A path without a leading / is inside the workspace.
# The casebook must be on a disk of this machine, not on a network share.
[folders]
intake = "intake"
outbox = "outbox"
vault = "vault"
casebook = "casebook.sqlite"

# How the intake is watched. A thing is taken when it has not changed for the quiet
# seconds, or after the patience if its end never comes.
[intake]
quiet_seconds = 2
patience_minutes = 10
rescan_seconds = 5
mode = "auto"  # or "events" or "polling"
"""

_PEOPLE_TEXT = """\
# The people at this desk. `--by NAME` must be one of them.
# Roles: lead_teacher, teacher, admin. Put your own people here and remove Office Trial.
[[person]]
name = "Office Trial"
roles = ["lead_teacher", "teacher", "admin"]
"""


@dataclass(frozen=True, slots=True)
class DeskPerson:
    """Somebody of the office: the name used with `--by`, and what they may do."""

    name: str
    roles: tuple[str, ...]


OFFICE_TRIAL = DeskPerson("Office Trial", ("lead_teacher", "teacher", "admin"))
ROLES = frozenset(OFFICE_TRIAL.roles)


@dataclass(frozen=True, slots=True)
class Watching:
    """How the intake is watched; `mode` is one of `MODES`."""

    quiet_for: dt.timedelta = dt.timedelta(seconds=2)
    patience: dt.timedelta = dt.timedelta(minutes=10)
    rescan: dt.timedelta = dt.timedelta(seconds=5)
    mode: str = "auto"


MODES = ("auto", "events", "polling")


@dataclass(frozen=True, slots=True)
class Workspace:
    """The places of one workspace, all absolute, and how its intake is watched."""

    root: Path
    intake: Path
    outbox: Path
    vault: Path
    casebook: Path
    watching: Watching = Watching()

    @property
    def definition_roots(self) -> tuple[Path, ...]:
        """The workspace's own definitions first, then those that came installed."""
        builtin = builtin_root()
        return (self.root,) if self.root == builtin else (self.root, builtin)

    @property
    def board(self) -> Path:
        """The page that tells what happened."""
        return self.outbox / "status.html"

    @property
    def health(self) -> Path:
        """The file that tells a monitor whether the watcher is alive."""
        return self.outbox / "health.json"

    @property
    def log(self) -> Path:
        """What the watcher did, as lines of JSON; older ones beside it."""
        return self.root / "logs" / "toolkit.log"

    @property
    def taking_lock(self) -> Path:
        """The lock of whoever is taking in papers just now."""
        return self.root / ".taking.lock"

    @property
    def watching_lock(self) -> Path:
        """The lock of the one watcher at work."""
        return self.root / ".watching.lock"

    def case_folder(self, ref: str) -> Path:
        """Return where a case's documents are laid."""
        return self.outbox / "cases" / ref


def make(root: Path) -> Workspace:
    """Make the folders and first files of a workspace; what is there already stays."""
    root.mkdir(parents=True, exist_ok=True)
    for name, text in ((SETTINGS, _SETTINGS_TEXT), (PEOPLE, _PEOPLE_TEXT)):
        if not (root / name).exists():
            (root / name).write_text(text, encoding="utf-8")
    workspace = at(root)
    workspace.intake.mkdir(parents=True, exist_ok=True)
    workspace.outbox.mkdir(parents=True, exist_ok=True)
    return workspace


def at(root: Path) -> Workspace:
    """Return the workspace of a folder.

    Raises:
        CannotDo: If the folder is not a workspace.
        BadDefinition: If its settings cannot be read.
    """
    root = root.absolute()
    if not ((root / SETTINGS).exists() or (root / "intake").is_dir()):
        raise CannotDo(
            f"{root} is not a workspace.",
            remedy="Make one with `toolkit init`, or name one with --workspace.",
        )
    settings = _toml(root / SETTINGS)
    _only(settings, ("folders", "intake"), "")
    folders = _folders(settings)
    places = {name: root / folders.get(name, usual) for name, usual in _FOLDERS.items()}
    return Workspace(root=root, watching=_watching(settings), **places)


def people(root: Path) -> tuple[DeskPerson, ...]:
    """Return the people at the desk; `Office Trial` until the office has a list.

    Raises:
        BadDefinition: If the list cannot be read, naming the file and the entry.
    """
    listed = _toml(root / PEOPLE)
    if not listed:
        return (OFFICE_TRIAL,)
    rows = listed.get("person")
    if not isinstance(rows, list) or not rows:
        raise _bad(PEOPLE, "person", "one [[person]] entry or more")
    return tuple(_person(number, row) for number, row in enumerate(rows, start=1))


def person(root: Path, name: str) -> DeskPerson:
    """Return the person of that name, letter case aside.

    Raises:
        CannotDo: If nobody of that name is on the list.
    """
    everybody = people(root)
    for somebody in everybody:
        if somebody.name.casefold() == name.strip().casefold():
            return somebody
    listed = ", ".join(p.name for p in everybody)
    raise CannotDo(
        f"“{name}” is not on this workspace's list of people ({listed}).",
        remedy=f"Use a listed name, or add the person to {PEOPLE}.",
    )


def _person(number: int, row: object) -> DeskPerson:
    if not isinstance(row, dict) or not isinstance(row.get("name"), str):
        raise _bad(PEOPLE, f"person {number}.name", "the person's name as text")
    roles = row.get("roles", [])
    if not isinstance(roles, list) or not ROLES.issuperset(roles):
        wanted = "a list of " + ", ".join(sorted(ROLES))
        raise _bad(PEOPLE, f"person {number}.roles", wanted)
    return DeskPerson(row["name"].strip(), tuple(roles))


def _folders(settings: Mapping[str, object]) -> dict[str, str]:
    folders = _table(settings, "folders")
    _only(folders, _FOLDERS, "folders.")
    return {
        key: _text(value, f"folders.{key}", "a path in quotation marks")
        for key, value in folders.items()
    }


def _watching(settings: Mapping[str, object]) -> Watching:
    table = _table(settings, "intake")
    usual = Watching()
    lengths = {
        "quiet_seconds": (dt.timedelta(seconds=1), usual.quiet_for),
        "patience_minutes": (dt.timedelta(minutes=1), usual.patience),
        "rescan_seconds": (dt.timedelta(seconds=1), usual.rescan),
    }
    _only(table, (*lengths, "mode"), "intake.")
    mode = _text(table.get("mode", usual.mode), "intake.mode", "text")
    if mode not in MODES:
        raise _bad(SETTINGS, "intake.mode", "one of " + ", ".join(MODES))
    quiet_for, patience, rescan = (
        usual_length if key not in table else _length(key, table[key]) * unit
        for key, (unit, usual_length) in lengths.items()
    )
    return Watching(quiet_for, patience, rescan, mode)


def _length(key: str, value: object) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not (is_number and 0 < float(str(value)) <= _LONGEST):
        raise _bad(SETTINGS, f"intake.{key}", f"a number above 0, at most {_LONGEST}")
    return float(str(value))


_LONGEST = 10_000


def _table(settings: Mapping[str, object], name: str) -> Mapping[str, object]:
    table = settings.get(name, {})
    if not isinstance(table, dict):
        raise _bad(SETTINGS, name, f"a [{name}] table")
    return table


def _text(value: object, key: str, wanted: str) -> str:
    if not isinstance(value, str):
        raise _bad(SETTINGS, key, wanted)
    return value


def _only(table: Mapping[str, object], known: Iterable[str], prefix: str) -> None:
    """Refuse a key nobody asked for, and say which one was probably meant."""
    listed = list(known)
    for key in table:
        if key not in listed:
            [meant] = get_close_matches(key, listed, n=1) or [""]
            guess = f"; “{meant}” is probably meant" if meant else ""
            wanted = f"only {', '.join(listed)} here{guess}"
            raise _bad(SETTINGS, f"{prefix}{key}", wanted)


def _toml(path: Path) -> Mapping[str, object]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise _bad(path.name, "the whole file", f"TOML ({fault})") from fault


def _bad(file: str, key: str, expected: str) -> BadDefinition:
    return BadDefinition(
        f"{file}, {key}: expected {expected}.", remedy="Put it right and run again."
    )

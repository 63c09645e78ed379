"""Where things live: a workspace's folders, its settings and the people at its desk.

A workspace is a folder with `intake/` and `outbox/`, and, where the office has its own,
`services/` and `templates/`. `toolkit.toml` may move the folders elsewhere.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
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
class Workspace:
    """The places of one workspace, all absolute."""

    root: Path
    intake: Path
    outbox: Path
    vault: Path
    casebook: Path

    @property
    def definition_roots(self) -> tuple[Path, ...]:
        """The workspace's own definitions first, then those that came installed."""
        builtin = builtin_root()
        return (self.root,) if self.root == builtin else (self.root, builtin)

    @property
    def board(self) -> Path:
        """The page that tells what happened."""
        return self.outbox / "status.html"

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
    folders = _folders(_toml(root / SETTINGS))
    places = {name: root / folders.get(name, usual) for name, usual in _FOLDERS.items()}
    return Workspace(root=root, **places)


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


def _folders(settings: Mapping[str, object]) -> Mapping[str, str]:
    folders = settings.get("folders", {})
    if not isinstance(folders, dict):
        raise _bad(SETTINGS, "folders", "a [folders] table")
    for key, value in folders.items():
        if key not in _FOLDERS or not isinstance(value, str):
            wanted = "only " + ", ".join(_FOLDERS) + ", each a path in quotation marks"
            raise _bad(SETTINGS, f"folders.{key}", wanted)
    return folders


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

"""Where each rule of a service lives: a definition's entry, or a test that proves it.

A rule lives in an entry of a definition when the entry's source names the rule and
cites one of the lines the rule comes from, so that a bare list of ids does not count. A
rule that is judged does not live in a file that is only printed. A rule lives in a test
when the test names it, in its docstring or in the id of one of its rows, or when the
first lines of the test's file say that this is what the file is about.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SERVICE = ROOT / "services" / "esma"
MOST_IN_ONE = 6
"""An entry or a test that names more rules than this is a list, and carries none."""

PRINTED = {
    "strategies.toml",
    "agreement.toml",
    "facts.toml",
    "glossary.toml",
}
"""Files that only say what is printed; a rule that is judged does not live in them."""

FINDING = {"requirements.toml", "contradictions.toml", "decisions.toml"}
"""Where a rule of our own, which no paper states, has to be judged or decided."""

_ID = re.compile(r"\b(ESMA|VR)-([0-9]{2,3})\b(?:\s+to\s+\1-([0-9]{2,3})\b)?")
_LINES = re.compile(r"\b([WP]):([0-9]+)(?:-([0-9]+))?")
_NAMES = ("id", "key", "code", "outcome", "name")

Table = Mapping[str, object]


@dataclass(frozen=True)
class Rule:
    """A rule: what it says in a few words, the lines it comes from, if it is judged."""

    id: str
    text: str
    lines: frozenset[str]
    is_judged: bool


@dataclass(frozen=True)
class Entry:
    """An entry of a definition that names rules, and the lines it cites."""

    file: str
    place: str
    rules: frozenset[str]
    lines: frozenset[str]

    def carries(self, rule: Rule) -> bool:
        """Whether this entry is where the rule lives."""
        if rule.id not in self.rules or len(self.rules) > MOST_IN_ONE:
            return False
        if not rule.lines:
            return self.file in FINDING
        return bool(rule.lines & self.lines) and not (
            rule.is_judged and self.file in PRINTED
        )


def rules() -> tuple[Rule, ...]:
    """Return every rule of the service, in order."""
    listed = tomllib.loads((SERVICE / "rules.toml").read_text(encoding="utf-8"))
    return tuple(
        Rule(
            each["id"],
            each["text"],
            _lines(each["source"]),
            each.get("judged", False),
        )
        for each in listed["rule"]
    )


@cache
def entries() -> tuple[Entry, ...]:
    """Return every entry of the service's files, and every document, that names one."""
    folders = (SERVICE, ROOT / "templates" / "wording")
    files = sorted(file for folder in folders for file in folder.rglob("*.toml"))
    return tuple(
        entry
        for file in files
        if file.name not in {"rules.toml", "demo.toml"}
        for entry in _entries_of(file)
    )


def proofs() -> Mapping[str, tuple[str, ...]]:
    """Return the places of the tests that name each rule, by rule."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        if file.parent.name == "rules":
            continue
        for place, named in _named_by_tests(file):
            for rule in sorted(named):
                found[rule].append(place)
    return {rule: tuple(places) for rule, places in found.items()}


@cache
def places() -> Mapping[Rule, tuple[str, ...]]:
    """Return where every rule lives, definitions before tests; empty if nowhere."""
    named, proved = entries(), proofs()
    return {
        rule: (
            *dict.fromkeys(entry.place for entry in named if entry.carries(rule)),
            *proved.get(rule.id, ()),
        )
        for rule in rules()
    }


def ids_in(text: str) -> frozenset[str]:
    """Return the rule ids a text names; `ESMA-061 to ESMA-063` names three."""
    found: set[str] = set()
    for sort, first, last in _ID.findall(text):
        for number in range(int(first), int(last or first) + 1):
            found.add(f"{sort}-{number:0{len(first)}}")
    return frozenset(found)


# --- definitions --------------------------------------------------------------------


def _lines(source: str) -> frozenset[str]:
    return frozenset(
        f"{paper}:{number}"
        for paper, first, last in _LINES.findall(source)
        for number in range(int(first), int(last or first) + 1)
    )


def _entries_of(file: Path) -> Iterator[Entry]:
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    where = file.relative_to(ROOT).as_posix()
    for path, entry in _tables(where, table):
        text = " ".join(_citations(entry))
        found = ids_in(text)
        if found:
            yield Entry(file.name, path, found, _lines(text))


def _tables(place: str, table: Table) -> Iterator[tuple[str, Table]]:
    """Yield a table and every table within it, each with a readable place."""
    yield place, table
    for key, value in table.items():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                names = (item.get(name) for name in _NAMES)
                name = next((n for n in names if isinstance(n, str)), "")
                yield from _tables(f"{place}, {key} {name}".strip(), item)


def _citations(entry: Table) -> Iterator[str]:
    """Yield the texts by which an entry says where it comes from."""
    for key in ("source", "rule", "rules", "maps_to", "id"):
        value = entry.get(key)
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from (each for each in value if isinstance(each, str))


# --- tests --------------------------------------------------------------------------


def _named_by_tests(file: Path) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the tests of a file, and the file itself, that name rules."""
    source = file.read_text(encoding="utf-8")
    if not ids_in(source):
        return
    lines, tree = source.splitlines(), ast.parse(source)
    where = file.relative_to(ROOT).as_posix()
    texts = {where: ast.get_docstring(tree) or ""}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            first = min((each.lineno for each in node.decorator_list), default=None)
            own = lines[(first or node.lineno) - 1 : node.end_lineno]
            texts[f"{where}::{node.name}"] = "\n".join(own)
    for place, text in texts.items():
        named = ids_in(text)
        if named and len(named) <= MOST_IN_ONE:
            yield place, named

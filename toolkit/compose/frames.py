"""Where frames lie, and what a frame is given to place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit.compose.blocks import Wording
from toolkit.compose.environment import environment, naming
from toolkit.compose.facts import Facts, plain_facts
from toolkit.compose.letterhead import Colours, address_block
from toolkit.compose.reference_code import reference_code
from toolkit.errors import BadDefinition


@dataclass(frozen=True, slots=True)
class Layout:
    """One document on its way to paper: its wording, and how and for whom it is set.

    `document` names it in what is raised; `author` is the council, never a person.
    """

    document: str
    ref: str
    wording: Wording
    facts: Facts
    frame: str
    colours: Colours
    author: str
    on: dt.date
    roots: tuple[Path, ...]

    @property
    def heading(self) -> str:
        """The title the file bears in its own properties: what it is, and the case."""
        return f"{self.wording.title} ({self.ref})"


_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*\.[a-z]+")


def frame_file(sort: str, name: str, roots: tuple[Path, ...]) -> Path:
    """Return a frame of `docx` or `html`, from the first template folder that has it.

    Raises:
        BadDefinition: If no folder has it, or the name is no plain file name.
    """
    if _NAME.fullmatch(name):
        for root in roots:
            if (root / sort / name).is_file():
                return root / sort / name
    raise BadDefinition(
        f"There is no frame “{name}” in templates/{sort}.",
        remedy="Put the frame there, or name another in the document's own file.",
    )


def html_folders(roots: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return the folders of HTML frames, the workspace's own first."""
    return tuple(root / "html" for root in roots)


def frame_values(layout: Layout) -> dict[str, object]:
    """Return what a frame may place: wording, facts, colours, address and square code.

    Raises:
        UndefinedError: If the document has a recipient without a name.
    """
    values: dict[str, object] = {
        **layout.facts.top(),
        "wording": layout.wording,
        "colours": layout.colours,
        "author": layout.author,
        "heading": layout.heading,
        "made_on": layout.on.isoformat(),
        "code": reference_code(layout.ref),
    }
    if "recipient" in values:
        values["address"] = address_block(layout.facts)
    return values


def fill_page(name: str, facts: Mapping[str, object], roots: tuple[Path, ...]) -> str:
    """Return `templates/html/<name>.html` with these facts in it.

    Raises:
        MissingFact: If the page prints a fact that is missing or empty.
        BadDefinition: If there is no such page or it is faulty.
    """
    source = frame_file("html", f"{name}.html", roots).name
    with naming(name, source):
        template = environment(*html_folders(roots), escape=True).get_template(source)
        return template.render(plain_facts(facts, name).top())

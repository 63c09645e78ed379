from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from toolkit.cli import COMMANDS
from toolkit.errors import ExitCode

ROOT = Path(__file__).parent.parent.parent
REFERENCE = ROOT / "docs" / "reference"
PAGES = runpy.run_path(str(ROOT / "setup" / "make_reference.py"))["PAGES"]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_made_from_the_code_is_up_to_date(page: str) -> None:
    """A reference that is behind the program is worse than none."""
    assert (REFERENCE / page).read_text(encoding="utf-8") == PAGES[page]()


@pytest.mark.parametrize("code", [pytest.param(c, id=c.name) for c in ExitCode])
def test_every_exit_code_is_explained(code: ExitCode) -> None:
    """Scripts rely on the codes."""
    page = (REFERENCE / "exit-codes.md").read_text(encoding="utf-8")

    assert f"| {int(code)} |" in page


def _commands_of(page: Path) -> list[str]:
    text = page.read_text(encoding="utf-8")
    return re.findall(
        r"^(?:\.venv/bin/)?toolkit (?:--workspace \S+ )?(\w+)", text, re.MULTILINE
    )


PAGES_WITH_COMMANDS = [
    pytest.param(page, id=page.stem)
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
    if _commands_of(page)
]


@pytest.mark.parametrize("page", PAGES_WITH_COMMANDS)
def test_a_page_names_only_commands_there_are(page: Path) -> None:
    """Somebody types what a page says, letter by letter."""
    assert [name for name in _commands_of(page) if name not in COMMANDS] == []


LINKS = re.compile(r"\]\((?!https?:)([^)#]+)\)")
PAGES_WITH_LINKS = [
    pytest.param(page, id=page.stem)
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
    if LINKS.search(page.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("page", PAGES_WITH_LINKS)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    """A dead link sends a newcomer away."""
    links = LINKS.findall(page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []

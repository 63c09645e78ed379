"""The pages that quote the definitions quote them as they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SERVICE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "services" / "esma").glob("*.toml"))
)
DEFINED = {line.strip() for line in SERVICE.splitlines()}
PAGES = ("explanation/how-a-finding-comes-about.md", "how-to/say-what-should-agree.md")
QUOTED = [
    pytest.param(line.partition("  #")[0].strip(), id=f"{Path(page).stem}-{number}")
    for page in PAGES
    for block in re.findall(
        r"```toml\n(.*?)```",
        (ROOT / "docs" / page).read_text(encoding="utf-8"),
        re.DOTALL,
    )
    for number, line in enumerate(block.splitlines())
    if "=" in line and not line.startswith("source")
]


@pytest.mark.parametrize("line", QUOTED)
def test_what_a_page_quotes_stands_in_the_definitions(line: str) -> None:
    """Somebody copies it from the page, and it has to work."""
    assert line in DEFINED

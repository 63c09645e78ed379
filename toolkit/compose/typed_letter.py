"""A plain typed letter, as somebody else's office would send it: a sample paper.

The toolkit's own letters never come from here; they have wording and frames.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from docx import Document
from weasyprint import CSS, HTML

from toolkit.compose.environment import environment, naming
from toolkit.compose.facts import plain_facts
from toolkit.compose.fetching import font_settings, only_ours
from toolkit.compose.fonts import font_face_css
from toolkit.compose.frames import html_folders
from toolkit.errors import CannotDo

_STYLE = """
@page { size: A4; margin: 25mm }
body { font: 11pt/1.45 "Toolkit Sans"; color: #222 }
h1 { font-size: 15pt; font-weight: bold; margin: 0 0 8mm }
p { margin: 0 0 3.2mm }
"""


def typed(
    title: str, lines: Sequence[str], suffix: str, template_roots: tuple[Path, ...]
) -> bytes:
    """Return a letter with a title and a paragraph for each line, as `pdf` or `docx`.

    Raises:
        CannotDo: If the suffix is neither.
    """
    if suffix == "docx":
        return _docx(title, lines)
    if suffix == "pdf":
        return _pdf(title, lines, template_roots)
    raise CannotDo(f"A letter is typed as pdf or docx, not as {suffix or 'nothing'}.")


def _docx(title: str, lines: Sequence[str]) -> bytes:
    document = Document()
    document.core_properties.title = title
    document.core_properties.author = ""
    document.add_heading(title, level=1)
    for line in lines:
        document.add_paragraph(line)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _pdf(title: str, lines: Sequence[str], roots: tuple[Path, ...]) -> bytes:
    folders = html_folders(roots)
    with naming("typed", "typed.html"):
        template = environment(*folders, escape=True).get_template("typed.html")
        facts = plain_facts({"title": title, "lines": list(lines)}, "typed")
        page = template.render(facts.top())
    fetch, fonts = only_ours(folders), font_settings()
    css = CSS(string=f"{font_face_css()}{_STYLE}", url_fetcher=fetch, font_config=fonts)
    drawn: bytes = HTML(string=page, url_fetcher=fetch).write_pdf(
        stylesheets=[css], font_config=fonts, pdf_variant="pdf/ua-1"
    )
    return drawn

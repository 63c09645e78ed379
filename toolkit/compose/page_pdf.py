"""The wording as a tagged PDF.

Nothing is fetched but the locked fonts and files of the template folders.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from weasyprint import CSS, HTML

from toolkit.compose.environment import environment, naming
from toolkit.compose.fetching import font_settings, only_ours
from toolkit.compose.fonts import font_face_css
from toolkit.compose.frames import Layout, frame_file, frame_values, html_folders
from toolkit.pdf.tag_mending import mend_tags

STYLE_SHEET = "letter.css"


def pdf(layout: Layout) -> bytes:
    """Return the wording as a PDF/UA-1 file: tagged, titled, in English, fonts within.

    The same wording, frame and day always give the same bytes on one machine.

    Raises:
        MissingFact: If the frame prints a fact that is missing.
        BadDefinition: If there is no such frame or it is faulty.
    """
    source = frame_file("html", f"{layout.frame}.html", layout.roots).name
    folders = html_folders(layout.roots)
    with naming(layout.document, f"frame {source}"):
        frame = environment(*folders, escape=True).get_template(source)
        html = frame.render(frame_values(layout))
    sheet = frame_file("html", STYLE_SHEET, layout.roots)
    document = HTML(string=html, url_fetcher=only_ours(folders)).render(
        stylesheets=[_style(sheet, sheet.stat().st_mtime_ns, folders)],
        font_config=font_settings(),
    )
    return mend_tags(document.write_pdf(pdf_variant="pdf/ua-1"))


@lru_cache(maxsize=8)
def _style(sheet: Path, changed: int, folders: tuple[Path, ...]) -> CSS:
    del changed  # only tells one state of the file from the next
    css = f"{font_face_css()}\n{sheet.read_text(encoding='utf-8')}"
    return CSS(string=css, font_config=font_settings(), url_fetcher=only_ours(folders))

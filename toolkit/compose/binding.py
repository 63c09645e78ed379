"""A page of the toolkit's own, such as the meeting's papers, as one tagged PDF."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from weasyprint import CSS, HTML

from toolkit.catalogue.definitions import Service
from toolkit.compose.fetching import font_settings, only_ours
from toolkit.compose.fonts import font_face_css
from toolkit.compose.frames import fill_page, frame_file, html_folders
from toolkit.compose.letterhead import colours
from toolkit.pdf.tag_mending import mend_tags


def bind(
    name: str, facts: Mapping[str, object], service: Service, roots: tuple[Path, ...]
) -> bytes:
    """Return `templates/html/<name>.html` and its style sheet as PDF/UA-1.

    The page is rendered whole, so its numbers, bookmarks and contents agree. It is
    given the facts, and the service's colours as `colours`.

    Raises:
        MissingFact: If the page prints a fact that is missing or empty.
        BadDefinition: If there is no such page or it is faulty.
    """
    shades = colours(service)
    page = fill_page(
        name,
        {
            **facts,
            "colours": {
                "brand": shades.brand,
                "on_brand": shades.on_brand,
                "ink": shades.ink,
                "accent": shades.accent,
            },
        },
        roots,
    )
    fetch, fonts = only_ours(html_folders(roots)), font_settings()
    sheet = frame_file("html", f"{name}.css", roots).read_text(encoding="utf-8")
    style = CSS(
        string=f"{font_face_css()}\n{sheet}", url_fetcher=fetch, font_config=fonts
    )
    document = HTML(string=page, url_fetcher=fetch).render(
        stylesheets=[style], font_config=fonts
    )
    return mend_tags(document.write_pdf(pdf_variant="pdf/ua-1"))

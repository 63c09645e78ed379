"""The typeface of everything we print, from the locked package and nowhere else.

Machines differ in the fonts they have, and line breaks and boxes move with them. So the
files come from `font_source_sans_pro` (SIL Open Font License) and are named in the
style sheet by their place; no installed font is ever asked for.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

FAMILY = "Toolkit Sans"

_FACES = (
    ("SourceSansPro-Regular.ttf", "normal", "normal"),
    ("SourceSansPro-Bold.ttf", "bold", "normal"),
    ("SourceSansPro-It.ttf", "normal", "italic"),
    ("SourceSansPro-BoldIt.ttf", "bold", "italic"),
)


def font_folder() -> Path:
    """Return the folder that holds the font files."""
    return Path(str(files("font_source_sans_pro"))) / "files"


def font_face_css() -> str:
    """Return the `@font-face` rules of "Toolkit Sans", bold and italics too."""
    return "\n".join(_rule(*face) for face in _FACES)


def _rule(name: str, weight: str, style: str) -> str:
    url = (font_folder() / name).as_uri()
    return (
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: {weight}; '
        f'font-style: {style}; src: url("{url}") format("truetype"); }}'
    )

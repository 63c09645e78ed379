"""Symbol fonts: which box, tick or cross a Wingdings letter shows.

Symbol fonts draw pictures for ordinary letters, or for letters of a private part of
Unicode (U+F000 to U+F0FF); without the font's own table `þ` is a ticked box.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from toolkit.reading.markup import attribute, child, name_of

# By the low byte of the letter. Source: the tables of the Unicode consortium's
# document L2/12-368 for the four fonts; only what marks a choice is listed.
_WINGDINGS = {
    0x6C: "●",
    0x6E: "■",
    0x6F: "☐",
    0x71: "☐",
    0x72: "☐",
    0x78: "☒",
    0xA1: "○",
    0xA3: "○",
    0xA4: "◉",
    0xA8: "☐",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_WINGDINGS_2 = {
    0x4F: "✗",
    0x50: "✓",
    0x51: "☒",
    0x52: "☑",
    0x53: "☒",
    0x54: "☒",
    0xA3: "☐",
}
_WEBDINGS = {0x61: "✓", 0x63: "☐", 0x67: "■", 0x72: "✗"}
_SYMBOL = {0xD6: "√"}
_FONTS: Mapping[str, Mapping[int, str]] = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "webdings": _WEBDINGS,
    "symbol": _SYMBOL,
}
_PRIVATE = range(0xF000, 0xF100)


def symbol_of(part: etree._Element) -> str:
    """Return the letter that a `w:sym` shows; U+FFFD if it names none."""
    code = attribute(part, "char") or ""
    try:
        letter = chr(int(code, 16))
    except (ValueError, OverflowError):
        return "\ufffd"
    table = _FONTS.get((attribute(part, "font") or "").strip().lower(), {})
    return table.get(ord(letter) & 0xFF, letter)


def spell_out(run: etree._Element) -> None:
    """Give a run that is set in a symbol font the letters that it shows."""
    fonts = child(run, "rPr", "rFonts")
    if fonts is None:
        return
    name = attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or ""
    table = _FONTS.get(name.strip().lower())
    for part in run if table else ():
        if name_of(part) == "t" and part.text and table:
            part.text = "".join(_shown(c, table) for c in part.text)


def _shown(letter: str, table: Mapping[int, str]) -> str:
    code = ord(letter)
    known = code < 0x100 or code in _PRIVATE
    return table.get(code & 0xFF, letter) if known else letter

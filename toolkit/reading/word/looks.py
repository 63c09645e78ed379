"""How words look in Word: bold, struck out, highlighted, by their run or their style.

Looks tell a label from an answer, and the word that somebody struck out from the one
that was left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from toolkit.reading.markup import attribute, child, name_of

_OFF = {"0", "false", "off", "none", "nil"}
_PLAIN_FILLS = {"auto", "ffffff", ""}
_DEEPEST = 20  # styles based on styles; a circle of them must end
_TOGGLES = ("b", "i", "strike", "dstrike")
_HEADINGS = ("heading", "title", "subtitle", "toc ")
_PROMPT = "placeholdertext"
_FIRST_ROW, _FIRST_COLUMN = 0x0020, 0x0080  # bits of a table's old-fashioned look


@dataclass(frozen=True, slots=True)
class Look:
    """What can be seen of some words beside the words.

    `marked` is highlighted, shaded or boxed; `colour` is empty for ordinary ink;
    `is_prompt` is set in the style in which Word shows what an empty control asks for.
    """

    bold: bool = False
    struck: bool = False
    marked: bool = False
    underlined: bool = False
    colour: str = ""
    italic: bool = False
    is_prompt: bool = False
    style: str = ""


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class _Style:
    """What a named style says, with all that it is based on: null where nothing."""

    said: Mapping[str, bool]
    is_heading: bool = False
    is_prompt: bool = False
    parts: frozenset[str] = frozenset()
    """The parts of a table that it sets off, by Word's names."""


_NO_STYLE = _Style({})


@dataclass(frozen=True, slots=True)
class Styles:
    """A document's named styles, as far as they change how words look."""

    named: Mapping[str, _Style] = field(default_factory=dict)

    def is_heading(self, paragraph: etree._Element) -> bool:
        """Whether a paragraph is a heading or a title, or a line of the contents."""
        own = child(paragraph, "pPr", "outlineLvl")
        if own is not None:
            return (attribute(own, "val") or "9") < "9"
        return self._of(_style_of(paragraph)).is_heading

    def look(self, run: etree._Element, paragraph: etree._Element) -> Look:
        """Return how a run of a paragraph looks."""
        own = _by_name(child(run, "rPr"))
        style = _style_of(paragraph)
        styled = (self._of(_value(own.get("rStyle"))), self._of(style))
        fill = _fill(own.get("shd"))
        colour = _value(own.get("color")).lower()
        return Look(
            bold=_says("b", own, styled),
            struck=_says("strike", own, styled) or _says("dstrike", own, styled),
            marked=_is_set(own.get("highlight"))
            or _is_set(own.get("bdr"))
            or fill not in _PLAIN_FILLS,
            underlined=_is_set(own.get("u")),
            colour="" if colour in {"auto", "000000"} else colour,
            italic=_says("i", own, styled),
            is_prompt=styled[0].is_prompt,
            style=style,
        )

    def emphasised(self, table: etree._Element) -> tuple[bool, bool]:
        """Return whether a table's style sets off its first row, its first column."""
        look = child(table, "tblPr", "tblLook")
        if look is None:
            return False, False
        parts = self._of(_value(child(table, "tblPr", "tblStyle"))).parts
        return (
            "firstRow" in parts and _wants(look, "firstRow", _FIRST_ROW),
            "firstCol" in parts and _wants(look, "firstColumn", _FIRST_COLUMN),
        )

    def _of(self, name: str) -> _Style:
        if _joined(name) == _PROMPT and name not in self.named:
            return replace(_NO_STYLE, is_prompt=True)
        return self.named.get(name, _NO_STYLE)


def _says(
    name: str, own: Mapping[str, etree._Element], styled: tuple[_Style, ...]
) -> bool:
    """Whether a run, or else its style or its paragraph's, says that it is so."""
    if name in own:
        return _is_set(own[name])
    return next((s.said[name] for s in styled if name in s.said), False)


def styles_of(root: etree._Element | None) -> Styles:
    """Return the styles of a document's part of styles; none if it has no such part."""
    if root is None:
        return Styles()
    entries = {
        attribute(entry, "styleId") or "": entry
        for entry in root
        if name_of(entry) == "style"
    }
    return Styles({name: _style(name, entries) for name in entries})


def _style(name: str, entries: Mapping[str, etree._Element]) -> _Style:
    """Return a style with what it is based on; its own word goes first."""
    said: dict[str, bool] = {}
    parts: set[str] = set()
    titles = []
    has_level = False
    step = name
    for _ in range(_DEEPEST):
        entry = entries.get(step)
        if entry is None:
            break
        for setting, element in _by_name(child(entry, "rPr")).items():
            said.setdefault(setting, _is_set(element))
        parts |= {
            attribute(part, "type") or ""
            for part in entry
            if name_of(part) == "tblStylePr" and _sets_off(part)
        }
        titles.append(_value(child(entry, "name")).lower())
        has_level |= child(entry, "pPr", "outlineLvl") is not None
        step = _value(child(entry, "basedOn"))
    return _Style(
        {key: said[key] for key in _TOGGLES if key in said},
        is_heading=has_level or any(title.startswith(_HEADINGS) for title in titles),
        is_prompt=_PROMPT in {_joined(name), *map(_joined, titles[:1])},
        parts=frozenset(parts),
    )


def is_shaded(cell: etree._Element) -> bool:
    """Whether a table's cell has a ground of its own."""
    return _fill(child(cell, "tcPr", "shd")) not in _PLAIN_FILLS


def _fill(shade: etree._Element | None) -> str:
    return "" if shade is None else (attribute(shade, "fill") or "").lower()


def _style_of(paragraph: etree._Element) -> str:
    return _value(child(paragraph, "pPr", "pStyle"))


def _by_name(settings: etree._Element | None) -> Mapping[str, etree._Element]:
    """Return settings by their names."""
    return {} if settings is None else {name_of(part): part for part in settings}


def _value(setting: etree._Element | None) -> str:
    return "" if setting is None else (attribute(setting, "val") or "")


def _is_set(setting: etree._Element | None) -> bool:
    if setting is None:
        return False
    return (attribute(setting, "val") or "true").lower() not in _OFF


def _sets_off(part: etree._Element) -> bool:
    """Whether a part of a table's style makes its cells bold or gives them a ground."""
    return _is_set(child(part, "rPr", "b")) or is_shaded(part)


def _wants(look: etree._Element, name: str, bit: int) -> bool:
    said = attribute(look, name)
    if said is not None:
        return said.lower() not in _OFF
    try:
        return bool(int(attribute(look, "val") or "0", 16) & bit)
    except ValueError:
        return False


def _joined(text: str) -> str:
    return "".join(text.lower().split())

"""Word's content controls as marks: the tag is the key."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from toolkit.model import Mark, MarkKind, Place, Route
from toolkit.reading.limits import Limits, Refusal
from toolkit.reading.markup import attribute, child, name_of
from toolkit.reading.word.taken import Taken
from toolkit.reading.word.text import blocks_of, lines_of, text_of

# Controls that hold parts of the document, not answers.
_STRUCTURE = {"docPartObj", "docPartList", "bibliography", "citation", "equation"}
# What Word itself shows in an unanswered control; other programs save it as text.
PROMPTS = frozenset(
    {
        "clickheretoentertext.",
        "clickortapheretoentertext.",
        "clickheretoenteradate.",
        "clickortaptoenteradate.",
        "chooseanitem.",
        "chooseabuildingblock.",
    }
)
_TICKED = {"☑", "☒", "✓", "✔", "✗", "✘", "■"}
_EMPTY = {"☐", "□", "▢"}
_TRUE = {"1", "true", "on"}


@dataclass(frozen=True, slots=True)
class _Control:
    """A content control: its settings, what is in it, what it says in plain text.

    `is_answered` is null where it cannot be told from a prompt.
    """

    settings: etree._Element
    content: etree._Element
    text: str
    is_answered: bool | None


def controls_of(
    body: etree._Element, prompts: Mapping[str, str], place: Place, limits: Limits
) -> Taken:
    """Return the content controls of a tidied part, in the order they stand.

    The owners are controls and their paragraphs. A control round a table or round other
    controls is a mark and owns nothing: what is in it has labels of its own.

    Args:
        body: The part.
        prompts: What the document's own controls show until answered, by name.
        place: Where the controls stand.
        limits: The most to accept.

    Raises:
        Refusal: If there are more controls than the limits allow.
    """
    controls = [element for element in body.iter() if name_of(element) == "sdt"]
    if len(controls) > limits.max_fields:
        raise Refusal("too-big-to-open")
    marks: list[Mark] = []
    owners: dict[etree._Element, int] = {}
    for at, element in enumerate(controls, start=1):
        control = _control(element, prompts)
        if control is not None:
            owners |= dict.fromkeys(_owned(element, control), len(marks))
            label = _value(control.settings, "alias")
            key = _value(control.settings, "tag") or label or f"control {at}"
            mark = replace(_mark(control), key=key, place=replace(place, label=label))
            marks.append(_shortened(mark, limits.max_value_length))
    return Taken(tuple(marks), owners)


def _owned(element: etree._Element, control: _Control) -> Iterator[etree._Element]:
    """Yield the control and its paragraphs, unless it holds a part of the form."""
    if child(control.settings, "group") is not None:
        return
    paragraphs = []
    for inner in control.content.iter():
        name = name_of(inner)
        if name in {"tbl", "sdt"}:
            return
        if name == "p":
            paragraphs.append(inner)
    yield element
    yield from paragraphs


def _shortened(mark: Mark, most: int) -> Mark:
    if len(mark.text) <= most:
        return mark
    return replace(mark, text=mark.text[:most], ask=True)


def _control(element: etree._Element, prompts: Mapping[str, str]) -> _Control | None:
    """Return a control that holds an answer; null for parts of the document."""
    settings = child(element, "sdtPr")
    content = child(element, "sdtContent")
    if settings is None or content is None:
        return None
    if any(name_of(setting) in _STRUCTURE for setting in settings):
        return None
    text = _text(content)
    return _Control(settings, content, text, _answered(settings, text, prompts))


def _text(content: etree._Element) -> str:
    """Return what stands in a control, verbatim, each paragraph on its own line."""
    if next(blocks_of(content), None) is None:
        return text_of(content)
    return "\n".join(lines_of(content, blank=True)).strip("\n")


def _answered(
    settings: etree._Element, text: str, prompts: Mapping[str, str]
) -> bool | None:
    """Whether the control holds an answer; null if that cannot be told.

    A control that shows its prompt is flagged. Some programs lose the flag, and the
    words are then a known prompt; some fill the control and leave the flag behind, and
    the words are then not the prompt that the control names.
    """
    part = child(settings, "placeholder", "docPart")
    prompt = squeezed(prompts.get(_value_of(part), ""))
    shown = squeezed(text)
    if shown == prompt or shown in PROMPTS:
        return False
    if not _is_on(child(settings, "showingPlcHdr")):
        return True
    return None if prompt and shown else False


def squeezed(text: str) -> str:
    """Return text in lower case without any white space, to be compared."""
    return "".join(text.lower().split())


def _is_on(setting: etree._Element | None) -> bool:
    if setting is None:
        return False
    return (attribute(setting, "val") or "true").lower() in _TRUE


def _mark(control: _Control) -> Mark:
    """Return the control's mark, its key still to be said."""
    if child(control.settings, "checkbox") is not None:
        return _tick(control)
    if control.is_answered is False:
        return Mark("", how=Route.WORD)
    mark = _words(control)
    return mark if control.is_answered else replace(mark, ask=True)


def _words(control: _Control) -> Mark:
    if child(control.settings, "date") is not None:
        return _date(control)
    if child(control.settings, "picture") is not None:
        return _picture(control)
    text = _chosen(control) or control.text
    return Mark("", text=text, how=Route.WORD)


def _picture(control: _Control) -> Mark:
    """Return a picture in its frame, which is how some people sign."""
    has_picture = any(name_of(e) == "blip" for e in control.content.iter())
    text = control.text or ("picture" if has_picture else "")
    return Mark("", MarkKind.SIGNATURE, text, ask=has_picture, how=Route.WORD)


def _tick(control: _Control) -> Mark:
    """Return a check box: what is stored, unless the box drawn says otherwise."""
    box = child(control.settings, "checkbox")
    checked = None if box is None else child(box, "checked")
    stored = _is_on(checked)
    drawn = _drawn(control, box)
    agree = drawn is None or drawn == stored
    return Mark(
        "",
        MarkKind.TICK,
        "Yes" if stored else "",
        tick=stored if agree else None,
        ask=not agree,
        how=Route.WORD,
    )


def _drawn(control: _Control, box: etree._Element | None) -> bool | None:
    """Return whether the box looks ticked; null if that cannot be told."""
    glyph = control.text.strip()
    if glyph and box is not None:
        for name, state in (("checkedState", True), ("uncheckedState", False)):
            setting = child(box, name)
            code = None if setting is None else attribute(setting, "val")
            if code and _letter(code) == glyph:
                return state
    return True if glyph in _TICKED else False if glyph in _EMPTY else None


def _letter(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""


def _date(control: _Control) -> Mark:
    """Return a date control: its full date, if the words on the page agree with it."""
    picked = child(control.settings, "date")
    full = "" if picked is None else (attribute(picked, "fullDate") or "")
    parts = re.match(r"(\d{4})-(\d\d)-(\d\d)", full)
    if parts is None or not control.text:
        return Mark("", text=control.text, how=Route.WORD)
    shown = [int(piece) for piece in re.findall(r"\d+", control.text)]
    year, day = int(parts[1]), int(parts[3])
    if day in shown and (year in shown or year % 100 in shown):
        return Mark("", text=parts[0], how=Route.WORD)
    return Mark("", text=control.text, ask=True, how=Route.WORD)


def _chosen(control: _Control) -> str:
    """Return the value of the item chosen from a list; empty if it is not listed."""
    for name in ("dropDownList", "comboBox"):
        listed = child(control.settings, name)
        for item in () if listed is None else listed:
            value = attribute(item, "value") or ""
            if (attribute(item, "displayText") or value) == control.text:
                return value
    return ""


def _value(settings: etree._Element, name: str) -> str:
    return _value_of(child(settings, name)).strip()


def _value_of(setting: etree._Element | None) -> str:
    return "" if setting is None else (attribute(setting, "val") or "")

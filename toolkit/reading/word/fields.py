"""Word's older form fields as marks: text, check boxes and drop-down lists.

A field is not an element but a stretch of runs: it begins, its result stands between
`separate` and `end`, and fields may stand in fields. What it is and what is stored of
it stands in the settings (`ffData`) of its beginning.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from toolkit.model import Mark, MarkKind, Place, Route
from toolkit.reading.limits import Limits, Refusal
from toolkit.reading.markup import attribute, child, name_of
from toolkit.reading.word.answers import is_prompt
from toolkit.reading.word.taken import Keys, Taken
from toolkit.reading.word.text import text_of

_OFF = {"0", "false", "off"}
# Items that ask to choose and are no choice, whatever stands around the word.
_ASKS = re.compile(
    r"\W*(?:(?:please\s+)?(?:select|choose|pick|click)\b.*|-*|\.*|_*)\W*",
    re.IGNORECASE | re.DOTALL,
)
_KINDS = {"textInput": "text", "checkBox": "check box", "ddList": "list"}


@dataclass(slots=True)
class _Field:
    """A field met while walking through the runs, form field or not."""

    settings: etree._Element | None
    number: int | None = None
    in_result: bool = False
    result: list[str] = field(default_factory=list)
    paragraph: etree._Element | None = None


def fields_of(body: etree._Element, place: Place, limits: Limits) -> Taken:
    """Return the form fields of a tidied part in the order in which they begin.

    A field without a name is `text 3` by what it is and where it comes among its kind;
    a name borne twice has `#2` behind it the second time. The owners are runs.

    Raises:
        Refusal: If there are more fields than the limits allow.
    """
    found, owners = _walked(body)
    if len(found) > limits.max_fields:
        raise Refusal("too-big-to-open")
    marks = [replace(_mark(f), place=place) for f in found]
    taken = Keys()
    keys = [taken.own(key) for key in _keys(found)]
    named = (replace(m, key=key) for m, key in zip(marks, keys, strict=True))
    cut = (_shortened(mark, limits.max_value_length) for mark in named)
    return Taken(tuple(cut), owners)


def _shortened(mark: Mark, most: int) -> Mark:
    if len(mark.text) <= most:
        return mark
    return replace(mark, text=mark.text[:most], ask=True)


# --- walking through the runs -------------------------------------------------------


def _walked(
    body: etree._Element,
) -> tuple[list[_Field], dict[etree._Element, int]]:
    found: list[_Field] = []
    owners: dict[etree._Element, int] = {}
    open_fields: list[_Field] = []
    paragraph: etree._Element | None = None
    for element in body.iter():
        name = name_of(element)
        if name == "p":
            paragraph = element
        elif name == "r":
            _turn(element, open_fields, found)
            owner = _innermost(open_fields)
            if owner is not None:
                owners[element] = owner
                _note(element, open_fields, paragraph)
            _close(element, open_fields)
    return found, owners


def _turn(run: etree._Element, open_fields: list[_Field], found: list[_Field]) -> None:
    """Open the fields that begin in a run, and start results that follow it."""
    for mark in (e for e in run if name_of(e) == "fldChar"):
        sort = attribute(mark, "fldCharType")
        if sort == "begin":
            begun = _Field(child(mark, "ffData"))
            if _kind(begun.settings):
                begun.number = len(found)
                found.append(begun)
            open_fields.append(begun)
        elif sort == "separate" and open_fields:
            open_fields[-1].in_result = True


def _close(run: etree._Element, open_fields: list[_Field]) -> None:
    for mark in (e for e in run if name_of(e) == "fldChar"):
        if attribute(mark, "fldCharType") == "end" and open_fields:
            open_fields.pop()


def _innermost(open_fields: Sequence[_Field]) -> int | None:
    """Return the number of the innermost form field that is open."""
    numbers = (f.number for f in reversed(open_fields) if f.number is not None)
    return next(numbers, None)


def _note(
    run: etree._Element,
    open_fields: Sequence[_Field],
    paragraph: etree._Element | None,
) -> None:
    """Add a run's words to the results that it stands in."""
    text = text_of(run)
    for each in open_fields:
        if each.in_result and each.number is not None and text:
            if each.result and each.paragraph is not paragraph:
                each.result.append("\n")
            each.paragraph = paragraph
            each.result.append(text)


# --- one field ----------------------------------------------------------------------


def _kind(settings: etree._Element | None) -> str:
    for setting in () if settings is None else settings:
        if name_of(setting) in _KINDS:
            return name_of(setting)
    return ""


def _keys(found: Sequence[_Field]) -> Iterator[str]:
    """Yield each field's name, or what it is and where it comes among its kind."""
    counts: Counter[str] = Counter()
    for one in found:
        kind = _KINDS[_kind(one.settings)]
        counts[kind] += 1
        yield _value(_setting(one, "name")).strip() or f"{kind} {counts[kind]}"


def _mark(one: _Field) -> Mark:
    kind = _kind(one.settings)
    if kind == "checkBox":
        return _tick(one)
    return _choice(one) if kind == "ddList" else _text(one)


def _text(one: _Field) -> Mark:
    """Return a text field; its own default text may be an answer or may not."""
    text = "".join(one.result)
    if not text.strip() or is_prompt(text):
        return Mark("", how=Route.WORD)
    default = _value(_setting(one, "textInput", "default"))
    return Mark("", text=text, ask=text == default, how=Route.WORD)


def _tick(one: _Field) -> Mark:
    checked = _setting(one, "checkBox", "checked")
    if checked is None:
        checked = _setting(one, "checkBox", "default")
    tick = checked is not None and (attribute(checked, "val") or "1") not in _OFF
    text = "Yes" if tick else ""
    return Mark("", MarkKind.TICK, text, tick=tick, how=Route.WORD)


def _choice(one: _Field) -> Mark:
    """Return a list: the item chosen; none if only the default is shown.

    Word stores no result both where nobody chose and where the first item was chosen,
    so a first item that could be an answer is left to a person.
    """
    items = _items(one)
    result = _setting(one, "ddList", "result")
    default = _setting(one, "ddList", "default")
    at = _index(default if result is None else result)
    if at >= max(len(items), 1):
        return Mark("", ask=True, how=Route.WORD)
    shown = items[at] if items else ""
    is_answer = bool(shown.strip()) and not (at == 0 and _ASKS.fullmatch(shown))
    if result is None:
        return Mark("", ask=is_answer, how=Route.WORD)
    drawn = "".join(one.result).strip()
    differs = bool(drawn) and drawn != shown.strip()
    return Mark("", text=shown if is_answer else "", ask=differs, how=Route.WORD)


def _items(one: _Field) -> list[str]:
    listed = _setting(one, "ddList")
    entries = () if listed is None else listed
    return [attribute(e, "val") or "" for e in entries if name_of(e) == "listEntry"]


def _index(setting: etree._Element | None) -> int:
    """Return an index into a list; the first where none is said, else too far."""
    number = _value(setting) or "0"
    return int(number) if re.fullmatch(r"\d{1,6}", number, re.ASCII) else 1_000_000


def _setting(one: _Field, *path: str) -> etree._Element | None:
    return None if one.settings is None else child(one.settings, *path)


def _value(setting: etree._Element | None) -> str:
    return "" if setting is None else (attribute(setting, "val") or "")

"""Finding facts in the running text of a letter: verbatim, with their place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from toolkit.catalogue.definitions import Fact, Finder
from toolkit.model import Line, Mark, MarkKind, Place, Route
from toolkit.recognise.dates import date_alone, date_at_start, date_in, sense
from toolkit.recognise.names import (
    name_at_end,
    name_at_start,
    name_words,
    second_name,
    signature_name,
    small_name_at_start,
)
from toolkit.recognise.register import register_marks
from toolkit.recognise.tables import cells_of, is_headings, under
from toolkit.recognise.words import holds, normal

# A name alone is the pupil's beside a birth, and the writer's beside a role.
_BARE = frozenset({"name", "full name"})
_OF_A_WRITER = re.compile(
    r"\s*(?:role|position|job title|designation|signed|signature|grade|gmc)\b",
    re.IGNORECASE,
)
_BESIDE = 2  # lines
# Names of pupils and patients are looked for beside a date of birth as well.
_BIRTH_NAMES = frozenset({"pupil", "child", "patient", "student", "name"})
_TOP = 25  # lines among which a letter's own date stands
_CONFIDENCE = 0.9  # of words found in running text rather than in a field
_BIRTH = re.compile(r"d\.?\s?o\.?\s?b\b|birth|born", re.IGNORECASE)
# A birth anywhere in a line, with its date right after it.
_BORN = re.compile(
    r"\b(?:d\.?\s?o\.?\s?b\b\.?|date of birth|born(?: on)?)[\s:\-–—(]*(?=\w)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\s*(?:(?:yours (?:sincerely|faithfully|truly)|(?:with )?(?:kind|best|warm) "
    r"(?:regards|wishes)|regards|many thanks)[\s,.!]*$"
    r"|(?:electronically |digitally )signed|signed(?: by)?\s*[:_.…-])"
    r"(?:\s*by\b)?[\s:]*",
    re.IGNORECASE,
)
_COPIES = re.compile(r"\s*(?:cc|c\.c\.|copy to|copies to|enc)\b", re.IGNORECASE)
_SALUTATION = re.compile(r"\s*(?:dear|to whom)\b", re.IGNORECASE)
_LONGEST = 2000  # characters of a line that are looked at for labels
_NAME_WITHIN = 4  # lines of a closing within which its name is typed
_BLOCK = 8  # lines of a signature: name, role, trust, phone, e-mail
_LETTERHEAD = 10
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[\"'“‘(]?[A-Z0-9])")
# Another label on the same line: "Signed: ...  Date: 3/3/25".
_NEXT_LABEL = re.compile(r"\t|(?:^|\s+)(?=[A-Z][A-Za-z ]{1,25}:)")
_ABBREVIATION = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Prof|St|No|e\.g|i\.e|approx)\.$")


@dataclass(frozen=True, slots=True)
class _Found:
    """Words of a letter, the line they start on, and whether to look at them."""

    text: str
    place: Place
    ask: bool = False


def find(fact: Fact, lines: Sequence[Line]) -> Mark | None:
    """Return a fact as written in a letter; null if it does not say.

    Two names, or two dates of birth, that cannot be the same ask a person: a letter
    about two children must not be read as one's.
    """
    found = _FINDERS[fact.finder](fact, lines)
    if found is None:
        return None
    kind = MarkKind.SIGNATURE if fact.finder is Finder.SIGNED else MarkKind.TEXT
    return Mark(
        key=fact.key,
        kind=kind,
        text=found.text,
        ask=found.ask,
        place=replace(found.place, label=fact.label),
        how=Route.WORD if found.place.page is None else Route.PAGE,
        confidence=0.5 if found.ask else _CONFIDENCE,
    )


# --- after a label ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _After:
    """What stands after a label on its line, and on the next one."""

    text: str
    before: str
    following: str
    at: int
    place: Place
    colon: bool
    label: str


def _labelled(labels: Sequence[str], lines: Sequence[Line]) -> Iterator[_After]:
    """Yield what follows each label that starts a line or a part of one."""
    spelt = "|".join(_spelling(label) for label in sorted(labels, key=len)[::-1])
    if not spelt:
        return
    # "Patient", "Patient name" and "Patient's full name" are one label.
    label = re.compile(
        rf"(?:^|[\t;|,(]|\s{{2,}}|(?<=[a-z0-9])\.\s)\s*(?:{spelt})"
        r"(?:['’]s)?(?:\s+(?:full\s+)?name)?(?:\s*\(s\))?"
        r"(?P<mark>\s*[:\t=]|\s+[-–—]\s|\s*$|\s+)",
        re.IGNORECASE,
    )
    for at, line in enumerate(lines):
        words = line.text[:_LONGEST]
        following = lines[at + 1].text[:_LONGEST] if at + 1 < len(lines) else ""
        for hit in label.finditer(words):
            colon = bool(hit["mark"].strip(" ")) or hit.end() == len(words)
            text = words[hit.end() :].lstrip(" \t:-–—=.(")
            before, spelt = words[: hit.start()], normal(hit[0]).strip(" :=-.,;|()")
            yield _After(text, before, following, at, line.place, colon, spelt)


def _spelling(label: str) -> str:
    """Return a pattern for a label: any spacing, dots between letters or not."""
    plain = label.strip().rstrip(":")
    if re.fullmatch(r"[A-Za-z]{2,4}", plain) and plain.lower() == "dob":
        return r"d\.?\s?o\.?\s?b\.?"
    return r"\s+".join(re.escape(word) for word in plain.split())


def _labelled_name(fact: Fact, lines: Sequence[Line]) -> _Found | None:
    found = [*_names_after(fact, lines), *_names_under(fact, lines)]
    if _BIRTH_NAMES & {normal(label) for label in fact.labels}:
        found += _names_before_births(lines)
    return _same(found, lambda a, b: _one_name(a.text, b.text))


def _names_after(fact: Fact, lines: Sequence[Line]) -> Iterator[_Found]:
    for after in _labelled(fact.labels, lines):
        near = lines[max(0, after.at - _BESIDE) : after.at + 1 + _BESIDE]
        is_bare = after.label in _BARE
        if is_bare and any(_OF_A_WRITER.match(line.text) for line in near):
            continue
        name = name_at_start(after.text)
        if not name and not after.text.strip() and after.colon:
            name = name_at_start(after.following)
        doubt = is_bare and not any(_BIRTH.search(line.text) for line in near)
        if name:
            doubt |= len(name.split()) < 2 or bool(second_name(after.text))
            yield _Found(name, after.place, ask=doubt)
        elif after.colon and (small := small_name_at_start(after.text)):
            yield _Found(small, after.place, ask=True)


def _names_under(fact: Fact, lines: Sequence[Line]) -> Iterator[_Found]:
    for text, place in under(fact.labels, lines):
        if name := name_at_start(text):
            yield _Found(name, place, ask=len(name.split()) < 2)


def _names_before_births(lines: Sequence[Line]) -> Iterator[_Found]:
    """Yield names that a date of birth follows: `Amara Okafor (DOB 03/05/2012)`."""
    for line in lines:
        words = line.text[:_LONGEST]
        for born in _BORN.finditer(words):
            name = name_at_end(words[: born.start()])
            if name and date_at_start(words[born.end() :]):
                yield _Found(name, line.place)


def _one_name(one: str, other: str) -> bool:
    """Whether two names could be one person's: all words of one are in the other."""
    first, second = name_words(one), name_words(other)
    return first <= second or second <= first


def _labelled_date(fact: Fact, lines: Sequence[Line]) -> _Found | None:
    found = []
    for after in _labelled(fact.labels, lines):
        text = _date_after(after)
        if text:
            found.append(_Found(text, after.place))
    for text, place in under(fact.labels, lines):
        if date := date_at_start(text):
            found.append(_Found(date, place))
    if any(_BIRTH.search(label) for label in fact.labels):
        found += _births(lines)
    return _same(found, lambda a, b: _one_date(a.text, b.text))


def _births(lines: Sequence[Line]) -> Iterator[_Found]:
    """Yield dates of birth anywhere in a line, and in lists of pupils."""
    for at, line in enumerate(lines):
        words = line.text[:_LONGEST]
        for born in _BORN.finditer(words):
            if date := date_at_start(words[born.end() :]):
                yield _Found(date, line.place)
        if _BIRTH.search(words) and is_headings(words) and len(cells_of(words)) == 1:
            below = lines[at + 1] if at + 1 < len(lines) else None
            if below is not None and (date := date_in(below.text)):
                yield _Found(date, below.place)


def _date_after(after: _After) -> str:
    """Return the date after a label, or what stands there in its place."""
    written = date_at_start(after.text)
    if written:
        return written
    if not after.text.strip():
        return date_at_start(after.following.strip(" \t:-–—"))
    if not after.colon:
        return ""
    # Something is written that is no date to us; quoting it is better than silence.
    written = re.split(r"[\t,;()|]|\s{2,}", after.text)[0].strip()[:40]
    return written if any(c.isdigit() for c in written) else ""


def _one_date(one: str, other: str) -> bool:
    return sense(one) == sense(other)


def _same(
    found: Sequence[_Found], alike: Callable[[_Found, _Found], bool]
) -> _Found | None:
    """Return the fullest of findings that agree; the first, to be asked, if not."""
    if not found:
        return None
    first = found[0]
    if all(alike(one, other) for one in found for other in found):
        fullest = max(found, key=lambda f: len(f.text.split()))
        return first if first.text == fullest.text else fullest
    return replace(first, ask=True)


def _labelled_text(fact: Fact, lines: Sequence[Line]) -> _Found | None:
    for after in _labelled(fact.labels, lines):
        if not after.colon or is_headings(lines[after.at].text):
            continue
        text = _NEXT_LABEL.split(after.text)[0].strip(" _.…")
        if text:
            return _Found(text, after.place)
        below = _NEXT_LABEL.split(after.following)[0].strip(" _.…")
        if below and not after.text.strip():
            return _Found(below, after.place)
    listed = [_Found(text, place) for text, place in under(fact.labels, lines)]
    apart = [found for found in listed if len(cells_of(found.text)) == 1]
    return _same(apart, lambda a, b: a.text == b.text)


# --- the letter's own date ----------------------------------------------------------


def _letter_date(fact: Fact, lines: Sequence[Line]) -> _Found | None:
    for label in fact.labels:
        for after in _labelled([label], lines):
            text = date_at_start(after.text)
            if not text and not after.text.strip():
                text = date_at_start(after.following)
            if text and not _BIRTH.search(after.before):
                return _Found(text, after.place)
    return _lone_date(lines)


def _lone_date(lines: Sequence[Line]) -> _Found | None:
    """Return a date that is a line of its own near the top, and not one of birth."""
    before = ""
    for line in lines[:_TOP]:
        text = date_alone(line.text)
        if text and not _BIRTH.search(before):
            return _Found(text, line.place)
        before = line.text
    return None


# --- who wrote it -------------------------------------------------------------------


def _role(fact: Fact, lines: Sequence[Line]) -> _Found | None:
    """Return the line that says what its writer is.

    The signature says so. A role elsewhere may be the reader's, or everybody's in the
    department, so it is only asked about.
    """
    signatures = list(_signatures(lines))
    for block in signatures:
        found = _role_line(fact, block)
        if found is not None:
            return found
    elsewhere = [_letterhead(lines), *([] if signatures else [lines[-_BLOCK:]])]
    for block in reversed(elsewhere):
        found = _role_line(fact, block)
        if found is not None:
            return replace(found, ask=True)
    return None


def _role_line(fact: Fact, lines: Sequence[Line]) -> _Found | None:
    for line in lines:
        if _COPIES.match(line.text):
            return None
        if any(holds(normal(line.text), role) for role in fact.labels):
            return _Found(line.text.strip(), line.place)
    return None


def _letterhead(lines: Sequence[Line]) -> Sequence[Line]:
    head = lines[:_LETTERHEAD]
    dear = [at for at, line in enumerate(head) if _SALUTATION.match(line.text)]
    return head[: dear[0]] if dear else head


def _signatures(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Yield the lines after each closing, the last one first, up to who gets copies."""
    closings = [at for at, line in enumerate(lines) if _CLOSING.match(line.text)]
    for at in reversed(closings):
        block = lines[at : at + 1 + _BLOCK]
        ends = [n for n, line in enumerate(block) if _COPIES.match(line.text)]
        yield block[: ends[0]] if ends else block


def _signed(fact: Fact, lines: Sequence[Line]) -> _Found | None:
    """Return who signed: the name beside or below the closing, else after a label."""
    for block in _signatures(lines):
        for line in block[:_NAME_WITHIN]:
            name = signature_name(_CLOSING.sub("", line.text, count=1))
            if name:
                return _Found(name, line.place)
    labelled = _labelled_text(fact, lines)
    name = "" if labelled is None else signature_name(labelled.text)
    return replace(labelled, text=name) if labelled is not None and name else None


# --- what it says -------------------------------------------------------------------


def _phrase(fact: Fact, lines: Sequence[Line]) -> _Found | None:
    """Return the first sentence that holds one of the phrases, as written."""
    for sentence in _sentences(lines):
        text = normal(sentence.text)
        if any(holds(text, phrase) for phrase in fact.labels):
            return sentence
    return None


def _sentences(lines: Sequence[Line]) -> Iterator[_Found]:
    """Yield the sentences, each with the place of the line it starts on."""
    longest = max((len(line.text) for line in lines), default=0)
    text = ""
    place = lines[0].place if lines else None
    for at, line in enumerate(lines):
        place = line.place if not text or place is None else place
        *whole, rest = _SENTENCE_END.split(f"{text} {line.text}".strip())
        for sentence in _joined(whole):
            yield _Found(sentence, place)
            place = line.place
        text = rest
        following = lines[at + 1].text if at + 1 < len(lines) else ""
        if text and (len(text) > _LONGEST or _ends(line.text, following, longest)):
            yield _Found(text, place)
            text = ""


def _joined(pieces: Sequence[str]) -> Iterator[str]:
    """Put together what was split after an abbreviation."""
    kept = ""
    for piece in pieces:
        kept = f"{kept} {piece}".strip()
        if not _ABBREVIATION.search(kept):
            yield kept
            kept = ""
    if kept:
        yield kept


def _ends(line: str, following: str, longest: int) -> bool:
    """Whether a line ends a paragraph: by a full stop, or short before a new start."""
    if not following or line.rstrip().endswith((".", "!", "?", ":")):
        return True
    return len(line) < 0.7 * longest and following[:1].isupper()


_FINDERS: dict[Finder, Callable[[Fact, Sequence[Line]], _Found | None]] = {
    Finder.LABELLED_NAME: _labelled_name,
    Finder.LABELLED_DATE: _labelled_date,
    Finder.LABELLED_TEXT: _labelled_text,
    Finder.LETTER_DATE: _letter_date,
    Finder.ROLE: _role,
    Finder.PHRASE: _phrase,
    Finder.SIGNED: _signed,
    Finder.REGISTER_MARKS: lambda _, lines: (
        _Found(f.text, f.place, f.ask) if (f := register_marks(lines)) else None
    ),
}

"""E-mails: who wrote what and when, and the papers attached to them."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from html.parser import HTMLParser

from toolkit.model import Line, PaperSort, Place
from toolkit.reading.found import Found, Member, Opened
from toolkit.reading.limits import Limits, Refusal
from toolkit.reading.packing import clean_name
from toolkit.reading.sorts import FileSort, decoded, tell

# What the standard library lets rise from headers that follow no standard.
_BROKEN = (
    AttributeError,
    IndexError,
    KeyError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
HEADERS = ("Subject", "From", "To", "Date")
_MAX_PARTS = 1000
# A photo of a form that somebody put into the text is no logo. In the mails we tried,
# logos had up to 70,000 bytes but for one, and pictures of pages 175,000 and more. A
# needless paper costs a look; one left out is lost.
_LARGEST_LOGO = 100_000
_DRAWINGS = {"unknown-kind", "other-archive", "empty"}  # of sorts never a paper
_SIGNATURES = ("application/pkcs7-signature", "application/x-pkcs7-signature")
_BLOCK_TAGS = {"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "table", "hr"}
_SILENT_TAGS = {"script", "style", "head", "title"}


def open_message(contents: bytes, paper: str, limits: Limits) -> Opened:
    """Return a message's words and attachments.

    The words are the subject, sender, receiver and date, then the text in the order it
    stands; web text only where there is no plain text.

    Raises:
        Refusal: If it is too big or no message after all.
    """
    try:
        message = email.message_from_bytes(contents, policy=email.policy.default)
        leaves = list(_leaves(message))
        lines = [*_header_lines(message), *_body_lines(leaves)]
        members = tuple(_members(leaves))
    except _BROKEN as broken:
        raise Refusal("damaged") from broken
    if sum(len(line) for line in lines) > limits.max_text_length:
        raise Refusal("too-big-to-open")
    found = Found(
        sort=PaperSort.MESSAGE,
        lines=tuple(Line(line, Place(paper)) for line in lines),
    )
    return Opened(found, members)


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A part of a message that has no parts, and whether it is one of two wordings."""

    part: EmailMessage
    alternative: int | None

    @property
    def is_body(self) -> bool:
        """Whether the part is words of the message itself."""
        sort = self.part.get_content_type()
        if sort not in {"text/plain", "text/html"}:
            return False
        return not _file_name(self.part) and not _is_attached(self.part)


def _leaves(message: EmailMessage) -> Iterator[_Leaf]:
    """Yield the parts in order; a message inside a message is one part."""
    waiting: list[_Leaf] = [_Leaf(message, None)]
    count = 0
    while waiting:
        leaf = waiting.pop()
        count += 1
        if count > _MAX_PARTS:
            raise Refusal("too-many-papers", count=_MAX_PARTS)
        part = leaf.part
        if part.get_content_maintype() != "multipart" or not part.is_multipart():
            yield leaf
            continue
        choice = leaf.alternative
        if part.get_content_subtype() == "alternative":
            choice = count
        kids = [k for k in part.iter_parts() if isinstance(k, EmailMessage)]
        waiting += [_Leaf(kid, choice) for kid in reversed(kids)]


# --- words --------------------------------------------------------------------------


def _header_lines(message: EmailMessage) -> Iterator[str]:
    for name in HEADERS:
        if value := header(message, name):
            yield f"{name}: {value}"


def header(message: EmailMessage, name: str) -> str:
    """Return a header in one line; empty if it is not there or makes no sense."""
    try:
        return " ".join(str(message.get(name, "")).split())
    except _BROKEN:
        return ""


def _body_lines(leaves: list[_Leaf]) -> Iterator[str]:
    bodies = [leaf for leaf in leaves if leaf.is_body]
    plain = {b.alternative for b in bodies if b.part.get_content_subtype() == "plain"}
    for body in bodies:
        text = _text(body.part)
        if body.part.get_content_subtype() == "html":
            if body.alternative is not None and body.alternative in plain:
                continue
            text = plain_of(text)
        for line in text.splitlines():
            if line.strip():
                yield line.strip()


def _text(part: EmailMessage) -> str:
    """Return a part's text in the encoding it names, or in a likely one."""
    raw = _bytes(part)
    try:
        return raw.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError, ValueError):
        return decoded(raw) or raw.decode("cp1252", errors="replace")


def _bytes(part: EmailMessage) -> bytes:
    raw = part.get_payload(decode=True)
    return raw if isinstance(raw, bytes) else b""


class _Plain(HTMLParser):
    """Keeps the words of web text, a new line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Break the line at a block; fall silent in scripts and styles."""
        del attrs
        self._silent += tag in _SILENT_TAGS
        self.pieces.append("\n" if tag in _BLOCK_TAGS else "")
        self.pieces.append("\t" if tag in {"td", "th"} else "")

    def handle_endtag(self, tag: str) -> None:
        """Break the line after a block; speak again after scripts and styles."""
        if tag in _SILENT_TAGS and self._silent:
            self._silent -= 1
        self.pieces.append("\n" if tag in _BLOCK_TAGS else "")

    def handle_data(self, data: str) -> None:
        """Keep words that are shown; line breaks in the source are spaces."""
        if not self._silent:
            self.pieces.append(data.replace("\n", " ").replace("\r", " "))


def plain_of(html: str) -> str:
    """Return the words of web text; nothing is fetched and nothing runs."""
    reader = _Plain()
    # What Word writes for its own eyes, `<![if !vml]>`, stops Python's parser when it
    # holds a word that the parser does not know; every browser leaves it out.
    reader.feed(html.replace("<![", "<! ["))
    reader.close()
    return "".join(reader.pieces)


# --- attachments --------------------------------------------------------------------


def _members(leaves: list[_Leaf]) -> Iterator[Member]:
    count = 0
    for leaf in leaves:
        part = leaf.part
        if leaf.is_body or _is_decoration(part):
            continue
        count += 1
        name = clean_name(_file_name(part)) if _file_name(part) else ""
        contents = _contents(part)
        if contents or name:
            yield Member(name or f"attachment {count}", contents)


def _is_decoration(part: EmailMessage) -> bool:
    """Whether it is a small picture in the text, or what a mail program signed with."""
    if part.get_content_type() in _SIGNATURES:
        return True
    is_picture = part.get_content_maintype() == "image"
    is_shown = is_picture and not _is_attached(part) and "Content-ID" in part
    return is_shown and could_be_logo(_bytes(part))


def could_be_logo(contents: bytes) -> bool:
    """Whether what is called a picture is small, and nothing but a picture."""
    if len(contents) > _LARGEST_LOGO:
        return False
    try:
        return tell(contents) is FileSort.IMAGE
    except Refusal as refusal:
        return refusal.problem.code in _DRAWINGS


def _is_attached(part: EmailMessage) -> bool:
    try:
        return part.get_content_disposition() == "attachment"
    except _BROKEN:
        return False


def _file_name(part: EmailMessage) -> str:
    try:
        return part.get_filename() or ""
    except _BROKEN:
        return ""


def _contents(part: EmailMessage) -> bytes:
    """Return an attachment's bytes; a message inside is given back as it stands."""
    if part.get_content_maintype() != "message":
        return _bytes(part)
    inner = part.get_payload()
    if isinstance(inner, list) and inner and isinstance(inner[0], EmailMessage):
        return inner[0].as_bytes(policy=email.policy.SMTP)
    return _bytes(part)

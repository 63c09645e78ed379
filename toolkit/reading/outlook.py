"""Messages saved from Outlook (.msg): the same words and papers as an e-mail has.

Only the library's tree of storages is used. Its own `Message` gives up on all of a
message when one of its properties is broken, so each property is read by itself here.
Source: [MS-OXMSG], sections 2.1 to 2.4; the properties' numbers: [MS-OXPROPS].
"""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import email.utils
import hashlib
import struct
from collections.abc import Iterator

from olefile import OleFileIO  # type: ignore[import-untyped] # it has no types
from oxmsg.domain import constants as pid
from oxmsg.domain.encodings import encoding_from_codepage
from oxmsg.domain.model import UnrecognizedCodePageError, UnsupportedEncodingError
from oxmsg.storage import Storage

from toolkit.model import Line, PaperSort, Place
from toolkit.reading.compound import survey
from toolkit.reading.found import Found, Member, Opened
from toolkit.reading.limits import Limits, Refusal
from toolkit.reading.message import HEADERS, could_be_logo, header, plain_of
from toolkit.reading.packing import clean_name
from toolkit.reading.problems import problem
from toolkit.reading.rich_text import has_words

# What the libraries let rise from a directory that makes no sense.
_BROKEN = (
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
)
_PROPERTIES = "__properties_version1.0"
_INNER = f"__substg1.0_{pid.PID_ATTACH_DATA_BINARY:04X}000D"
# Bytes before the properties: of the message, one inside it, and what belongs to it.
_AT_TOP, _INSIDE, _PART = 32, 24, 8
_PROPERTY = struct.Struct("<HH4x8s")
_TEXT, _NARROW_TEXT, _BINARY = 0x001F, 0x001E, 0x0102

_SENDER_SMTP = 0x5D01
_AUTHOR_SMTP = 0x5D02  # of the person it was sent for
_MAIL_ADDRESS = 0x3003
_SMTP_ADDRESS = 0x39FE
_RECIPIENT_TYPE = 0x0C15
_RECEIVER = 1

# How a file is attached, from [MS-OXCMSG] 2.2.2.9.
_BY_LINK = {2, 3, 4, 7}
_SHOWN_IN_TEXT = 0x4
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emz", ".wmz", ".emf", ".wmf")


def open_outlook(contents: bytes, paper: str, limits: Limits) -> Opened:
    """Return a message's words and the papers it carries.

    The words are the subject, sender, receiver and date, then the text; web text only
    where there is no plain text. A message inside comes opened with it.

    Args:
        contents: The whole file.
        paper: The hash of its bytes, for the places of its lines.
        limits: The most to accept.

    Raises:
        Refusal: If it is damaged or too big.
    """
    declared = survey(contents).declared
    try:
        with OleFileIO(contents) as compound:
            storage = Storage.from_ole(compound)
    except _BROKEN as broken:
        raise Refusal("damaged") from broken
    # The library gives what is left of a stream whose end never arrived.
    if sum(len(stream) for _, stream in _streams(storage)) < declared:
        raise Refusal("damaged")
    try:
        return _opened(_Item(storage, _AT_TOP), paper, limits, 0)
    except _BROKEN as broken:
        raise Refusal("damaged") from broken


def _opened(message: _Item, paper: str, limits: Limits, depth: int) -> Opened:
    lines = [*_header_lines(message), *_body_lines(message)]
    if sum(len(line) for line in lines) > limits.max_text_length:
        raise Refusal("too-big-to-open")
    found = Found(
        sort=PaperSort.MESSAGE,
        lines=tuple(Line(line, Place(paper)) for line in lines),
        problems=(problem("words-not-read"),) if _has_other_words(message) else (),
    )
    return Opened(found, tuple(_members(message, limits, depth)))


class _Item:
    """A message, a receiver or an attachment: its properties by their number.

    Args:
        storage: Where its properties are.
        offset: Where the list of those with a fixed length starts.
        encodings: Those of the message it belongs to.
    """

    def __init__(
        self, storage: Storage, offset: int, encodings: tuple[str, ...] = ()
    ) -> None:
        self.storage = storage
        self._values = dict(_fixed(storage, offset))
        self.encodings = (*self._own_encodings(), *encodings)

    def number(self, number: int) -> int:
        """Return a whole number, or a yes as 1; 0 where there is none."""
        return int.from_bytes(self._values.get(number, b"")[:4], "little")

    def moment(self, number: int) -> dt.datetime | None:
        """Return a time; null where there is none or it is none of this world."""
        ticks = int.from_bytes(self._values.get(number, b""), "little")
        try:
            since = dt.timedelta(microseconds=ticks // 10)
            return dt.datetime(1601, 1, 1, tzinfo=dt.UTC) + since if ticks else None
        except OverflowError:
            return None

    def text(self, number: int) -> str:
        """Return a text; empty where there is none."""
        wide = self._stream(number, _TEXT)
        if wide is not None:
            return wide.decode("utf-16-le", errors="replace").rstrip("\0")
        narrow = self._stream(number, _NARROW_TEXT) or b""
        return self.decoded(narrow).rstrip("\0")

    def line(self, number: int) -> str:
        """Return a text in one line; empty where there is none."""
        return " ".join(self.text(number).split())

    def contents(self, number: int) -> bytes | None:
        """Return bytes; null where there are none."""
        return self._stream(number, _BINARY)

    def decoded(self, raw: bytes) -> str:
        """Return text in the encoding it is surely in, names, or is likely to be in."""
        for encoding in ("utf-8", *self.encodings):
            try:
                return raw.decode(encoding)
            except (LookupError, ValueError):
                continue
        return raw.decode("cp1252", errors="replace")

    def _stream(self, number: int, sort: int) -> bytes | None:
        try:
            return self.storage.property_stream_bytes(number, sort)
        except KeyError:
            return None

    def _own_encodings(self) -> Iterator[str]:
        for number in (pid.PID_MESSAGE_CODEPAGE, pid.PID_INTERNET_CODEPAGE):
            try:
                yield encoding_from_codepage(self.number(number))
            except (UnrecognizedCodePageError, UnsupportedEncodingError):
                continue


def _fixed(storage: Storage, offset: int) -> Iterator[tuple[int, bytes]]:
    """Yield the properties of a fixed length by their number."""
    listed = {stream.name: stream.bytes_ for stream in storage.streams}
    block = listed.get(_PROPERTIES, b"")[offset:]
    whole = len(block) // _PROPERTY.size * _PROPERTY.size
    for _, number, value in _PROPERTY.iter_unpack(block[:whole]):
        yield number, value


def _streams(storage: Storage) -> Iterator[tuple[str, bytes]]:
    """Yield every stream with its place, those of storages inside it too."""
    for stream in storage.streams:
        yield stream.path, stream.bytes_
    for inner in storage.storages:
        yield from _streams(inner)


# --- words --------------------------------------------------------------------------


def _header_lines(message: _Item) -> Iterator[str]:
    """Yield the lines an e-mail has: its own headers first, then what Outlook keeps."""
    sent = email.message_from_string(
        message.text(pid.PID_TRANSPORT_MESSAGE_HEADERS), policy=email.policy.default
    )
    # The subject may have been changed at the desk, with a case reference for instance.
    kept = {"Subject": message.line(pid.PID_SUBJECT)}
    usual = {"From": _sender, "To": _receivers, "Date": _date}
    for name in HEADERS:
        value = kept.get(name) or header(sent, name)
        value = value or (usual[name](message) if name in usual else "")
        if value:
            yield f"{name}: {value}"


def _sender(message: _Item) -> str:
    author = _person(
        message,
        pid.PID_SENT_REPRESENTING_NAME,
        _AUTHOR_SMTP,
        pid.PID_SENT_REPRESENTING_EMAIL_ADDRESS,
    )
    return author or _person(
        message, pid.PID_SENDER_NAME, _SENDER_SMTP, pid.PID_SENDER_EMAIL_ADDRESS
    )


def _receivers(message: _Item) -> str:
    storages = message.storage.iter_recipient_storages()
    items = (_Item(each, _PART, message.encodings) for each in storages)
    people = [
        _person(item, pid.PID_DISPLAY_NAME, _SMTP_ADDRESS, _MAIL_ADDRESS)
        for item in items
        if item.number(_RECIPIENT_TYPE) == _RECEIVER
    ]
    return ", ".join(filter(None, people)) or message.line(pid.PID_DISPLAY_TO)


def _person(item: _Item, name: int, *addresses: int) -> str:
    """Return a person as e-mails write them; an address inside one firm is none."""
    called = item.line(name)
    known = (item.line(address) for address in addresses)
    address = next((each for each in known if "@" in each), "")
    if not address or address == called:
        return called or address
    return f"{called} <{address}>" if called else address


def _date(message: _Item) -> str:
    moment = message.moment(pid.PID_CLIENT_SUBMIT_TIME)
    moment = moment or message.moment(pid.PID_MESSAGE_DELIVERY_TIME)
    return email.utils.format_datetime(moment) if moment else ""


def _body_lines(message: _Item) -> Iterator[str]:
    text = message.text(pid.PID_BODY)
    if not text.strip():
        text = plain_of(_web_text(message))
    for line in text.splitlines():
        if line.strip():
            yield line.strip()


def _web_text(message: _Item) -> str:
    web = message.contents(pid.PID_HTML)
    return message.text(pid.PID_HTML) if web is None else message.decoded(web)


def _has_other_words(message: _Item) -> bool:
    """Whether it has words in a form of Outlook's own and in no other."""
    rich = message.contents(pid.PID_RTF_COMPRESSED)
    if not rich or any(_body_lines(message)):
        return False
    return has_words(rich)


# --- what it carries ----------------------------------------------------------------


def _members(message: _Item, limits: Limits, depth: int) -> Iterator[Member]:
    storages = message.storage.iter_attachment_storages()
    for count, storage in enumerate(storages, start=1):
        item = _Item(storage, _PART, message.encodings)
        if not _is_decoration(item):
            yield _member(item, f"attachment {count}", limits, depth)


def _member(item: _Item, unnamed: str, limits: Limits, depth: int) -> Member:
    given = _file_name(item)
    name = clean_name(given) if given else unnamed
    contents = item.contents(pid.PID_ATTACH_DATA_BINARY)
    if contents is not None:
        return Member(name, contents)
    for inner in item.storage.storages:
        if inner.name == _INNER:
            return _enclosed(_Item(inner, _INSIDE, item.encodings), name, limits, depth)
    is_link = item.number(pid.PID_ATTACH_METHOD) in _BY_LINK
    return Member(name, refusal=Refusal("link-inside" if is_link else "empty"))


def _file_name(item: _Item) -> str:
    names = (pid.PID_ATTACH_LONG_FILENAME, pid.PID_ATTACH_FILENAME)
    return next(filter(None, map(item.line, (*names, pid.PID_DISPLAY_NAME))), "")


def _is_decoration(item: _Item) -> bool:
    """Whether it is a small picture in the text, such as a logo under a signature."""
    mime = item.line(pid.PID_ATTACH_MIME_TAG).lower()
    is_picture = mime.startswith("image/") or (
        not mime and _file_name(item).lower().endswith(_PICTURES)
    )
    is_shown = bool(
        item.number(pid.PID_ATTACH_FLAGS) & _SHOWN_IN_TEXT
        or item.number(pid.PID_ATTACHMENT_HIDDEN)
    )
    contents = item.contents(pid.PID_ATTACH_DATA_BINARY) or b""
    return is_picture and is_shown and could_be_logo(contents)


def _enclosed(message: _Item, name: str, limits: Limits, depth: int) -> Member:
    """Return a message inside; its bytes are its streams, in the order of their names.

    What else Office can keep there, such as a drawing, is of no kind we know.
    """
    if not any(stream.name == _PROPERTIES for stream in message.storage.streams):
        return Member(name, refusal=Refusal("unknown-kind"))
    contents = _as_bytes(message.storage)
    if depth + 1 > limits.max_depth:
        return Member(name, contents, Refusal("too-deep"))
    paper = hashlib.sha256(contents).hexdigest()
    try:
        opened = _opened(message, paper, limits, depth + 1)
    except Refusal as refusal:
        return Member(name, contents, refusal)
    return Member(name, contents, opened=opened)


def _as_bytes(storage: Storage) -> bytes:
    """Return a storage as bytes that are the same wherever it is found."""
    start = len(storage.path)
    streams = sorted((path[start:], stream) for path, stream in _streams(storage))
    pieces = (b"%s\0%d\0%s" % (path.encode(), len(s), s) for path, s in streams)
    return b"".join(pieces)

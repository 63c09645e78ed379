"""What sort of file some bytes are, told from the bytes and never from the name."""

from __future__ import annotations

import re
from enum import Enum

from toolkit.reading.compound import MAGIC, survey
from toolkit.reading.limits import Refusal

# PDF readers accept junk before the header within the first 1,024 bytes; files saved
# from mail gateways carry a little more, so when nothing else fits we look further.
_PDF_HEADER = re.compile(rb"%PDF-")
_NEAR = 1024
_FAR = 16_384

_IMAGES = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"II*\x00",
    b"MM\x00*",
    b"GIF87a",
    b"GIF89a",
    b"BM",
)
_HEIF = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"}

_REFUSED_MAGIC = (
    (b"{\\rtf", "rich-text"),
    (b"\x78\x9f\x3e\x22", "winmail"),
    (b"7z\xbc\xaf\x27\x1c", "other-archive"),
    (b"Rar!\x1a\x07", "other-archive"),
    (b"\x1f\x8b", "other-archive"),
    (b"[InternetShortcut]", "shortcut"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "shortcut"),
    (b"JVBERi0", "mail-encoded"),
    (b"UEsDBB", "mail-encoded"),
    (b"MZ", "unknown-kind"),
    (b"<?xml", "unknown-kind"),
    (b"<svg", "unknown-kind"),
)

# Names at the top of an OLE file's directory.
_LOCKED = "encryptedpackage"
_OUTLOOK = "__properties_version1.0"
_OLD_WORD = "worddocument"
# Where the directory cannot be followed, they are looked for anywhere. Damage in a
# message is told first: what is attached to it has names of its own.
_IF_TORN = (
    (_OUTLOOK, "damaged"),
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "old-word"),
)

_HEADER_LINE = re.compile(rb"([A-Za-z][A-Za-z0-9-]*):")
_SURELY_MAIL = {
    b"received",
    b"return-path",
    b"message-id",
    b"mime-version",
    b"delivered-to",
    b"dkim-signature",
}
_ALSO_MAIL = {b"from", b"content-type"}
_MAIL = {*_ALSO_MAIL, b"to", b"subject", b"date", b"cc", b"content-transfer-encoding"}
_HTML = re.compile(rb"\s*(?:<!doctype html|<html|<head|<body)", re.IGNORECASE)


class FileSort(Enum):
    """What reads the file."""

    PDF = "pdf"
    ZIP = "zip"
    MESSAGE = "message"
    OUTLOOK = "outlook"
    IMAGE = "image"
    TEXT = "text"


def tell(contents: bytes) -> FileSort:
    """Return what sort of file this is.

    Raises:
        Refusal: If it is empty, or of a sort that we do not read.
    """
    blank = b"\x00\xff \t\r\n"
    if not contents[:_NEAR].strip(blank) and not contents.strip(blank):
        raise Refusal("empty")
    # First what must stand at the very start: a zip may well begin with a whole PDF.
    if contents.startswith(b"PK"):
        return FileSort.ZIP
    if contents.startswith(MAGIC):
        return _told_of_ole(contents)
    if _is_image(contents):
        return FileSort.IMAGE
    if _PDF_HEADER.search(contents, 0, _NEAR):
        return FileSort.PDF
    return _told_of_text(contents)


def pdf_start(contents: bytes) -> int:
    """Return where the PDF header stands; 0 if there is none.

    Offsets inside a PDF count from its header, so what stands before is cut off.
    """
    header = _PDF_HEADER.search(contents, 0, _FAR)
    return header.start() if header else 0


def _told_of_text(contents: bytes) -> FileSort:
    if _is_message(contents):
        return FileSort.MESSAGE
    if _PDF_HEADER.search(contents, 0, _FAR):
        return FileSort.PDF
    head = contents[:512].removeprefix(b"\xef\xbb\xbf").lstrip()
    for magic, code in _REFUSED_MAGIC:
        if head.startswith(magic):
            raise Refusal(code)
    if _HTML.match(head):
        raise Refusal("web-page")
    if decoded(contents) is None:
        raise Refusal("unknown-kind")
    return FileSort.TEXT


def _is_image(contents: bytes) -> bool:
    if contents.startswith(b"RIFF") and contents[8:12] == b"WEBP":
        return True
    if contents[4:8] == b"ftyp":
        return contents[8:12] in _HEIF
    # BM alone is also how a sentence may begin: a bitmap has zeros in its header.
    if contents.startswith(b"BM"):
        return contents[6:10] == bytes(4)
    return contents.startswith(_IMAGES)


def _told_of_ole(contents: bytes) -> FileSort:
    """Return that it is a message; refuse what else Office keeps in such files."""
    try:
        names = {name.lower() for name in survey(contents).names}
    except Refusal as torn:
        code = _told_of_torn_ole(contents) or torn.problem.code
        raise Refusal(code) from torn
    if _LOCKED in names:
        raise Refusal("encrypted")
    if _OUTLOOK in names:
        return FileSort.OUTLOOK
    if _OLD_WORD in names:
        raise Refusal("encrypted" if _is_locked_word(contents) else "old-word")
    raise Refusal("old-office")


def _told_of_torn_ole(contents: bytes) -> str:
    """Return the code of what a torn OLE file was; empty where nothing tells."""
    for name, code in _IF_TORN:
        if name.encode("utf-16-le") in contents:
            is_locked = code == "old-word" and _is_locked_word(contents)
            return "encrypted" if is_locked else code
    return ""


def _is_locked_word(contents: bytes) -> bool:
    """Whether an older Word document says at its usual place that it is encrypted."""
    start = 512
    flags = contents[start + 10 : start + 12]
    word = contents.startswith(b"\xec\xa5", start)
    return word and bool(int.from_bytes(flags, "little") & 0x0100)


def _is_message(contents: bytes) -> bool:
    """Whether the file starts with the headers of an e-mail."""
    block = re.split(rb"\r?\n\r?\n", contents[:_FAR].lstrip(b"\r\n"), maxsplit=1)[0]
    lines = block.split(b"\n")
    if lines[0].startswith(b"From ") and len(lines) > 1:
        lines = lines[1:]
    if not _HEADER_LINE.match(lines[0]):
        return False
    heads = (_HEADER_LINE.match(line) for line in lines)
    names = {head[1].lower() for head in heads if head}
    if names & _SURELY_MAIL:
        return True
    is_parted = b"content-type" in names and b"multipart/" in block.lower()
    return is_parted or bool(names & _ALSO_MAIL and len(names & _MAIL) > 1)


def decoded(contents: bytes) -> str | None:
    """Return the bytes as plain text; null if they are none.

    Knows UTF-8, UTF-16 with its mark, and the Windows form of latin-1.
    """
    if contents.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _as("utf-16", contents)
    if b"\x00" in contents:
        return None
    text = _as("utf-8-sig", contents)
    return _as("cp1252", contents) if text is None else text


def _as(encoding: str, contents: bytes) -> str | None:
    try:
        text = contents.decode(encoding)
    except UnicodeDecodeError:
        return None
    odd = sum(1 for c in text[:4096] if c < " " and c not in "\t\r\n\f\x1b")
    # A letter has no control characters; one in fifty lets an old printer file pass.
    return text if odd * 50 <= min(len(text), 4096) else None

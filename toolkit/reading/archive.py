"""Zip archives: the papers inside, without the litter operating systems leave."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from toolkit.reading.found import Member
from toolkit.reading.limits import Allowance, Refusal
from toolkit.reading.packing import inflate, is_link, shown_name

_LITTER = {".ds_store", "thumbs.db", "desktop.ini", "icon\r"}
_LITTER_FOLDERS = {"__macosx", ".spotlight-v100", ".trashes"}


def members_of(zipped: zipfile.ZipFile, allowance: Allowance) -> Iterator[Member]:
    """Yield the archive's files in its own order.

    A member that is locked, damaged or a link is yielded with its refusal, so that
    nothing an archive lists is lost without a word.
    """
    for member in zipped.infolist():
        name = shown_name(member)
        if not member.is_dir() and not _is_litter(name):
            yield _member(zipped, member, name, allowance)


def _member(
    zipped: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    name: str,
    allowance: Allowance,
) -> Member:
    if is_link(member):
        return Member(name, refusal=Refusal("link-inside"))
    try:
        most = allowance.limits.max_bytes
        return Member(name, inflate(zipped, member, most, allowance))
    except Refusal as refusal:
        return Member(name, refusal=refusal)


def _is_litter(name: str) -> bool:
    steps = name.lower().split("/")
    if _LITTER_FOLDERS & set(steps[:-1]):
        return True
    return steps[-1] in _LITTER or steps[-1].startswith(("~$", "._"))

"""Digital signatures of a PDF, checked offline.

A signature is checked against the bytes it covers and with the key it carries: no other
file, no clock and no network. Whose key it is remains for a person to say, because
anybody can make one in any name.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO

from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

_MOST = 50  # signatures of one paper

# Everything pyHanko lets rise from a signature that is not as it should be.
_BROKEN = (
    PdfError,
    UnsupportedAlgorithm,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)

# It would write the names in certificates into its log.
for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).propagate = False
    logging.getLogger(_name).addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check of one signature gave.

    `says` is the name in its certificate. `is_unchanged` says that the paper is still
    the one that was signed; later signatures are no change.
    """

    says: str = field(default="", repr=False)
    is_unchanged: bool = False


def checked_signatures(contents: bytes) -> Mapping[str, Checked]:
    """Return what every digital signature of a file gave, by its field's full name.

    One that cannot be checked is left out.

    Args:
        contents: The whole PDF, as it was signed.
    """
    found: dict[str, Checked] = {}
    try:
        reader = PdfFileReader(BytesIO(contents), strict=False)
        signatures = list(reader.embedded_regular_signatures)
    except _BROKEN:
        return found
    names = {signature.field_name for signature in signatures}
    for signature in signatures[:_MOST]:
        try:
            found[str(signature.field_name)] = _checked(signature, names)
        except _BROKEN:
            continue
    return found


def _checked(signature: EmbeddedPdfSignature, others: set[str]) -> Checked:
    signature.compute_integrity_info()
    intact, valid = validate_sig_integrity(
        signature.signer_info,
        signature.signer_cert,
        expected_content_type="data",
        actual_digest=signature.compute_digest(),
    )
    unchanged = intact and valid and _is_last_word(signature.diff_result, others)
    return Checked(_common_name(signature), is_unchanged=unchanged)


def _is_last_word(difference: object, signatures: set[str]) -> bool:
    """Whether nothing but signatures was added after the signing."""
    if not isinstance(difference, DiffResult):
        return False
    if difference.modification_level <= ModificationLevel.LTA_UPDATES:
        return True
    if difference.modification_level > ModificationLevel.FORM_FILLING:
        return False
    return set(difference.changed_form_fields) <= signatures


def _common_name(signature: EmbeddedPdfSignature) -> str:
    named = signature.signer_cert.subject.native.get("common_name", "")
    first = named[0] if isinstance(named, list) and named else named
    return " ".join(str(first).split())[:200]

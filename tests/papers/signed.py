"""PDF papers with digital signatures, by a key and a certificate made for the tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from io import BytesIO

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.generic import pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

_FROM, _UNTIL = dt.datetime(2026, 1, 1), dt.datetime(2046, 1, 1)  # noqa: DTZ001 naive is UTC here


@cache
def signer(name: str) -> SimpleSigner:
    """Return somebody who can sign, by a certificate that nobody else vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(5)
        .not_valid_before(_FROM)
        .not_valid_after(_UNTIL)
        .sign(key, hashes.SHA256())
    )
    bundle = pkcs12.serialize_key_and_certificates(
        b"", key, certificate, None, serialization.NoEncryption()
    )
    return SimpleSigner.load_pkcs12_data(bundle, other_certs=[], passphrase=None)


def signed(
    contents: bytes,
    field: str,
    name: str,
    *,
    box: Sequence[int] = (100, 100, 250, 150),
) -> bytes:
    """Return a paper that somebody has signed in a field of its own."""
    writer = IncrementalPdfFileWriter(BytesIO(contents))
    append_signature_field(writer, SigFieldSpec(field, on_page=0, box=tuple(box)))
    out = sign_pdf(writer, PdfSignatureMetadata(field_name=field), signer=signer(name))
    return bytes(out.getvalue())


def refilled(contents: bytes, field: str, value: str) -> bytes:
    """Return a paper with another answer added at its end, as viewers save it."""
    writer = IncrementalPdfFileWriter(BytesIO(contents))
    for item in writer.root["/AcroForm"]["/Fields"]:
        each = item.get_object()
        if each.get("/T") == field:
            each["/V"] = pdf_string(value)
            writer.update_container(each)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()

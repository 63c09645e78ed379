"""Word forms as other programs leave them: without controls, or printed to a PDF."""

from __future__ import annotations

import io
import subprocess
import tempfile
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY = "word/document.xml"


def without_controls(contents: bytes) -> bytes:
    """Return a Word file whose content controls are plain text, prompts and all.

    So they come back from programs that know no content controls.
    """
    out = io.BytesIO()
    with (
        ZipFile(io.BytesIO(contents)) as old,
        ZipFile(out, "w", ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, _unwrapped(part) if name == _BODY else part)
    return out.getvalue()


def _unwrapped(part: bytes) -> bytes:
    body = etree.fromstring(part)
    for control in list(body.iter(f"{_W}sdt")):
        inside = control.find(f"{_W}sdtContent")
        parent = control.getparent()
        if inside is None or parent is None:
            continue
        at = parent.index(control)
        parent[at : at + 1] = list(inside)
    return etree.tostring(body, xml_declaration=True, encoding="UTF-8", standalone=True)


def printed(contents: bytes) -> bytes:
    """Return the Word file printed to a PDF by LibreOffice, in a profile of its own."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "form.docx")
        source.write_bytes(contents)
        command = [
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            *("--headless", "--convert-to"),
            'pdf:writer_pdf_Export:{"ExportFormFields":{"type":"boolean","value":"false"}}',
            *("--outdir", folder, str(source)),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return Path(folder, "form.pdf").read_bytes()

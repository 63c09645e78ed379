"""A blank form of a form's questions, as a fillable PDF or as a Word file."""

from __future__ import annotations

from pathlib import Path

from toolkit.catalogue.definitions import Form, Service
from toolkit.errors import CannotDo


def blank(
    form: Form, service: Service, suffix: str, template_roots: tuple[Path, ...]
) -> bytes:
    """Return the blank form of these questions.

    The PDF field's full name and the Word control's tag are the question key. Every
    page prints the edition id, and the file carries it as `ToolkitEdition`.

    Args:
        form: The form; only what is asked or optional is printed.
        service: Whose name and colours it bears.
        suffix: `pdf` or `docx`.
        template_roots: Folders with `html` in them, the first one winning.

    Raises:
        CannotDo: If the suffix is neither.
        BadDefinition: If the service's colours or the template are faulty.
    """
    if suffix == "pdf":
        from toolkit.compose.blank_pdf import blank_pdf  # noqa: PLC0415 - heavy

        return blank_pdf(form, service, template_roots)
    if suffix == "docx":
        from toolkit.compose.blank_word import blank_word  # noqa: PLC0415 - heavy

        return blank_word(form, service)
    raise CannotDo(
        f"A blank form cannot be made as “{suffix}”.",
        remedy="Ask for pdf or docx.",
    )

"""The blank form as a fillable, tagged PDF: a template, then a mend of its fields."""

from __future__ import annotations

from pathlib import Path

from weasyprint import CSS, HTML

from toolkit.catalogue.definitions import Form, Kind, Service
from toolkit.compose.blank_layout import SIGN_HERE, Asking, Control, Part, lay_out
from toolkit.compose.fetching import font_settings, only_ours
from toolkit.compose.fonts import font_face_css
from toolkit.compose.frames import fill_page, frame_file, html_folders
from toolkit.compose.letterhead import colours
from toolkit.pdf.form_mending import FieldNote, mend_form

_TEMPLATE, _STYLE = "blank-form", "blank-form.css"


def blank_pdf(form: Form, service: Service, template_roots: tuple[Path, ...]) -> bytes:
    """Return the blank as PDF/UA-1 with one field for each question on it.

    The same form gives the same bytes on one machine.

    Raises:
        BadDefinition: If the service's colours or the template are faulty.
    """
    parts = lay_out(form)
    page = fill_page(_TEMPLATE, _facts(form, service, parts), template_roots)
    folders = html_folders(template_roots)
    sheet = frame_file("html", _STYLE, template_roots).read_text(encoding="utf-8")
    fetch, fonts = only_ours(folders), font_settings()
    style = CSS(
        string=f"{font_face_css()}\n{sheet}", url_fetcher=fetch, font_config=fonts
    )
    drawn: bytes = HTML(string=page, url_fetcher=fetch).write_pdf(
        stylesheets=[style],
        font_config=fonts,
        pdf_forms=True,
        pdf_variant="pdf/ua-1",
    )
    return mend_form(drawn, _notes(parts), edition=form.edition_id)


def _notes(parts: tuple[Part, ...]) -> dict[str, FieldNote]:
    """Return what the file must say about each field, by its name."""
    return {
        question.key: FieldNote(
            tooltip=_tooltip(asking, question.label),
            states=tuple((c.value, c.label) for c in asking.choices),
            needed=asking.is_always_needed and question.kind is not Kind.TICK,
            max_length=None if asking.choices else question.max_length,
            signs=asking.control is Control.SIGNATURE,
        )
        for part in parts
        for asking in part.asked()
        for question in asking.questions
    }


def _tooltip(asking: Asking, label: str) -> str:
    if asking.control is Control.TICKS and asking.label != label:
        return f"{asking.spoken.rstrip(':')}: {label}"
    return asking.spoken


# --- what the template is given -----------------------------------------------------


def _facts(form: Form, service: Service, parts: tuple[Part, ...]) -> dict[str, object]:
    shades = colours(service)
    return {
        "title": form.title,
        "intro": form.intro,
        "return_to": form.return_to,
        "edition_id": form.edition_id,
        "council": service.house_style.council or service.council,
        "service_title": service.title,
        "phone": service.contact.phone,
        "email": service.contact.email,
        "areas": _areas(form, service),
        "brand": shades.brand,
        "on_brand": shades.on_brand,
        "ink": shades.ink,
        "accent": shades.accent,
        "sections": [_section(part) for part in parts],
    }


def _areas(form: Form, service: Service) -> list[dict[str, str]]:
    """Return where a form that opens a case goes, by area."""
    if not form.opens_case:
        return []
    return [
        {"name": a.name, "email": a.email, "towns": ", ".join(a.towns)}
        for a in service.areas
    ]


def _section(part: Part) -> dict[str, object]:
    return {
        "number": part.number,
        "title": part.title,
        "intro": part.intro,
        "is_row": part.is_row,
        "rows": [{"items": [_item(asking) for asking in row]} for row in part.rows],
    }


def _item(asking: Asking) -> dict[str, object]:
    sign = asking.control is Control.SIGNATURE
    return {
        "key": asking.question.key,
        "label": asking.label,
        "hint": asking.hint or (SIGN_HERE if sign else ""),
        "needed": asking.is_needed,
        "width": asking.width,
        "control": asking.control.value,
        "height": asking.lines,
        "is_one_column": asking.is_one_column,
        "choices": _choices(asking),
    }


def _choices(asking: Asking) -> list[dict[str, str]]:
    if asking.control is Control.TICKS:
        return [{"value": q.key, "label": q.label} for q in asking.questions]
    return [{"value": c.value, "label": c.label} for c in asking.choices]

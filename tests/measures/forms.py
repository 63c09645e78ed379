"""The forms that the measures fill: every form of every service, as it was issued."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from toolkit.catalogue import Catalogue, Form, Service, load
from toolkit.compose import blank


@cache
def catalogue() -> Catalogue:
    """Return the definitions that come with the toolkit."""
    return load()


@dataclass(frozen=True, slots=True)
class Known:
    """One form and its service."""

    service: Service
    form: Form

    @property
    def issued(self) -> Path:
        """Where its blank lies as it was issued; it need not be there."""
        folder = self.service.folder / "forms" / self.form.key / "editions"
        return folder / f"{self.form.edition.id}.pdf"


def all_forms() -> tuple[Known, ...]:
    """Return every form there is."""
    services = catalogue().services.values()
    return tuple(Known(service, form) for service in services for form in service.forms)


def issued_blanks() -> tuple[Path, ...]:
    """Return every blank that was issued, of every edition."""
    services = catalogue().services.values()
    return tuple(
        path
        for service in services
        for path in sorted(service.folder.glob("forms/*/editions/*.pdf"))
    )


@cache
def blank_of(service: str, form: str, suffix: str) -> bytes:
    """Return the blank that schools have: the issued one, where there is one."""
    known = next(
        k for k in all_forms() if (k.service.key, k.form.key) == (service, form)
    )
    if suffix == "pdf" and known.issued.exists():
        return known.issued.read_bytes()
    return blank(known.form, known.service, suffix, catalogue().templates)

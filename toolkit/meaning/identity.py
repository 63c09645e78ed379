"""Whose paper a paper says it is."""

from __future__ import annotations

import datetime as dt

from toolkit.catalogue.definitions import IdentityKeys, Service
from toolkit.model import Identity, Understood

_CASE_REF = "case_ref"


def identity_of(understood: Understood, service: Service | None) -> Identity:
    """Return the facts by which the paper is matched, as its form names them.

    Nothing is split or put together: a whole name stays whole. What could not be read
    is empty, as is what the paper does not say.
    """
    keys = _keys(understood, service)
    dob = _value(understood, keys.dob)
    return Identity(
        forename=_text(understood, keys.forename),
        surname=_text(understood, keys.surname),
        full_name=_text(understood, keys.full_name),
        dob=dob if isinstance(dob, dt.date) else None,
        upn=_text(understood, keys.upn),
        case_ref=_text(understood, _CASE_REF).strip(),
    )


def _keys(understood: Understood, service: Service | None) -> IdentityKeys:
    if understood.fit is None or service is None:
        return IdentityKeys()
    if form := service.form(understood.fit.form):
        return form.identity
    for sort in service.letter_sorts:
        if sort.key == understood.fit.form:
            return sort.identity
    return IdentityKeys()


def _value(understood: Understood, key: str) -> object:
    answer = understood.answers.get(key)
    return None if answer is None else answer.value


def _text(understood: Understood, key: str) -> str:
    value = _value(understood, key)
    return value if isinstance(value, str) else ""

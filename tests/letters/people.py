"""The invented people and the school that sample letters are about."""

from __future__ import annotations

from typing import TypeAlias

Facts: TypeAlias = dict[str, object]


def school_person() -> Facts:
    """Return who referred the pupil."""
    return {
        "name": "Siobhan O'Neill",
        "role": "Special educational needs co-ordinator",
        "salutation": "Siobhan O'Neill",
        "address": ["Willowmere High", "Larkfield Lane", "Hollowmere", "AL97 2WH"],
        "email": "senco@willowmere-school.example",
    }


def parent() -> Facts:
    """Return the pupil's mother."""
    return {
        "name": "Adaeze Okafor",
        "role": "Mother",
        "salutation": "Adaeze Okafor",
        "address": ["14 Larkfield Rise", "Hollowmere", "AL97 4QT"],
        "email": "adaeze.okafor@families.example",
    }


def pupil() -> Facts:
    """Return the pupil, whose page somebody hands over."""
    return {
        "name": "Amara",
        "role": "",
        "salutation": "Amara",
        "address": [],
        "email": "",
    }


def clinician() -> Facts:
    """Return who wrote the medical letter."""
    return {
        "name": "Dr Ifeoma Castellanos",
        "role": "Consultant paediatrician",
        "salutation": "Dr Ifeoma Castellanos",
        "address": ["Consultant paediatrician", "Hollowmere General Hospital"],
        "email": "",
    }


def signer() -> Facts:
    """Return who signs for the service."""
    return {"name": "Eszter Szabo", "role": "Lead teacher"}


def school() -> Facts:
    """Return the pupil's school."""
    return {"name": "Willowmere High", "contact": "Siobhan O'Neill, 01632 960444"}

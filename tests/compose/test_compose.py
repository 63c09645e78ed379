from __future__ import annotations

import hashlib
import subprocess
import sys

import pytest

from tests.letters.facts import order, service
from tests.letters.making import ROOTS, made, template
from toolkit import compose
from toolkit.errors import CannotDo


def test_an_email_is_not_written_as_a_file() -> None:
    """It goes out as a draft with the letter it carries, never by itself."""
    known = template("decline-email")

    with pytest.raises(CannotDo, match="e-mail"):
        compose.write(order(known), known, service(), ROOTS)


def test_a_letter_knows_its_hash_and_its_template() -> None:
    """An approval is for these bytes; the history says which wording they bear."""
    letter = made("decline-parent")["pdf"]

    assert letter.sha256 == hashlib.sha256(letter.contents).hexdigest()
    assert letter.template == template("decline-parent").version


def test_the_door_stays_open_after_its_rooms_have_been_entered() -> None:
    """A module of the same name would take the function's place without a word."""
    made("decline-parent")

    assert all(callable(getattr(compose, name)) for name in compose.__all__)


def test_asking_for_the_door_loads_no_library_of_layout() -> None:
    """A command that writes nothing must not wait for them."""
    heavy = "{'jinja2', 'weasyprint', 'docx', 'docxtpl', 'pikepdf'}"
    told = f"import sys, toolkit.compose; print({heavy} & set(sys.modules))"

    loaded = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, check=True
    )

    assert loaded.stdout.strip() == "set()"

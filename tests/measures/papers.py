"""Fills forms and sends them through everything that schools do to them."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.measures import flattening, scanning, web_page, wording
from tests.measures.forms import Known, blank_of
from tests.measures.people import Inventor, Papers
from toolkit.compose import fill_word
from toolkit.pdf import fill

Said = Mapping[str, str | bool]


def said_of(answers: Papers) -> Said:
    """Return what goes into a form by question key; a box left alone stays alone."""
    return {key: put.said for key, put in answers.items() if put.said}


@dataclass(frozen=True, slots=True)
class Order:
    """One form to fill: its answers, and the chance that the route may use."""

    known: Known
    answers: Papers
    chance: random.Random

    @property
    def said(self) -> Said:
        """What goes into the form by question key."""
        return said_of(self.answers)

    @property
    def pdf(self) -> bytes:
        """The blank as PDF."""
        return blank_of(self.known.service.key, self.known.form.key, "pdf")

    @property
    def docx(self) -> bytes:
        """The blank as Word file."""
        return blank_of(self.known.service.key, self.known.form.key, "docx")


@dataclass(frozen=True, slots=True)
class Route:
    """One way a filled form reaches us, and the bars it has to clear.

    `typed` and `ticks` are the least shares of right answers, 0 to 1; null where there
    is no bar. `exact` is whether the words must come out letter for letter; otherwise
    white space, and for a `scan` also sorts of quotation marks and dashes, are alike.
    `needs` is a program without which the route is left out.
    """

    key: str
    about: str
    make: Callable[[Order], bytes]
    suffix: str = "pdf"
    typed: float | None = None
    ticks: float | None = None
    exact: bool = False
    scan: bool = False
    needs: str = ""

    @property
    def is_here(self) -> bool:
        """Whether this machine has the program it needs."""
        return not self.needs or shutil.which(self.needs) is not None


def filled(order: Order) -> bytes:
    """Return the form with its answers in its fields, as the toolkit fills it."""
    return fill(order.pdf, order.said)


def filled_word(order: Order) -> bytes:
    """Return the Word form with its answers in its content controls."""
    return fill_word(order.docx, order.said)


def _in_a_bundle(order: Order) -> bytes:
    """Return the form printed in one file with other forms, of other pupils."""
    known, stranger = order.known, str(order.chance.random())
    bundle = [
        filled(order)
        if form is known.form
        else fill(
            blank_of(known.service.key, form.key, "pdf"),
            said_of(Inventor(stranger).answers(form)),
        )
        for form in known.service.forms
    ]
    return flattening.printed(*bundle)


_ROUTES = (
    Route(
        "live",
        "fields filled with toolkit.pdf.fill",
        filled,
        typed=1.0,
        ticks=1.0,
        exact=True,
    ),
    Route(
        "live-pypdf",
        "fields filled with pypdf",
        lambda order: flattening.by_pypdf(order.pdf, order.said),
        typed=1.0,
        ticks=1.0,
        exact=True,
    ),
    Route(
        "flattened",
        "fields flattened by pdfium",
        lambda order: flattening.flattened(filled(order)),
        typed=0.995,
        ticks=0.995,
    ),
    Route(
        "printed",
        "printed to a PDF as Chromium prints one: pages imported and flattened",
        lambda order: flattening.printed(filled(order)),
        typed=0.995,
        ticks=0.995,
    ),
    Route(
        "printed-cairo",
        "printed to a PDF through poppler and cairo",
        lambda order: flattening.through_cairo(filled(order)),
        typed=0.995,
        ticks=0.995,
        needs="pdftocairo",
    ),
    Route(
        "bundle",
        "printed in one file with the service's other forms, of other pupils",
        _in_a_bundle,
        typed=0.995,
        ticks=0.995,
    ),
    Route(
        "word",
        "Word content controls",
        filled_word,
        "docx",
        typed=1.0,
        ticks=1.0,
        exact=True,
    ),
    Route(
        "word-plain",
        "the same with its controls turned into plain text",
        lambda order: wording.without_controls(filled_word(order)),
        "docx",
        typed=1.0,
        ticks=1.0,
    ),
    Route(
        "word-printed",
        "the Word form printed to a PDF by LibreOffice",
        lambda order: wording.printed(filled_word(order)),
        needs="soffice",
    ),
    Route(
        "web-page",
        "labels and values on a web page, printed by Chromium",
        lambda order: web_page.printed(order.known.form, order.said),
        needs="chromium",
    ),
    Route(
        "scan-200",
        "scanned at 200 dpi: askew by up to 2 degrees, moved, JPEG 60 to 80",
        lambda order: scanning.scanned(filled(order), 200, order.chance),
        typed=0.97,
        ticks=0.99,
        scan=True,
    ),
    Route(
        "scan-150",
        "the same at 150 dpi",
        lambda order: scanning.scanned(filled(order), 150, order.chance),
        typed=0.97,
        ticks=0.99,
        scan=True,
    ),
    Route(
        "scan-rough",
        "150 or 200 dpi with blur, a shadow and JPEG 45 to 60",
        lambda order: scanning.scanned(
            filled(order), order.chance.choice((150, 200)), order.chance, rough=True
        ),
        scan=True,
    ),
)

ROUTES: Mapping[str, Route] = {route.key: route for route in _ROUTES}
"""Every route by its key."""


def order_of(known: Known, route: Route, seed: str) -> Order:
    """Return the order of one form in one route: always the same for one seed.

    A route that is scanned has no answers in print so small that only words stored in
    the file, and no eye, could read them.
    """
    inventor = Inventor(f"{seed}/{known.form.key}", crowded=not route.scan)
    chance = random.Random(f"{seed}/{route.key}")  # noqa: S311 -- no secret
    return Order(known, inventor.answers(known.form), chance)

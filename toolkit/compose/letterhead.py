"""What every letter of a service carries: its facts, colours and address window."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import ceil

from jinja2 import UndefinedError

from toolkit.catalogue.definitions import Service
from toolkit.compose.environment import printed
from toolkit.compose.facts import Facts, Items, Missing, Plain
from toolkit.errors import BadDefinition

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_DARK, _WHITE = "#1a1a1a", "#ffffff"

# The smallest contrast for text that WCAG 2.2 AA allows.
_READABLE = 4.5

# The window of an envelope shows 95.4 mm by 26.8 mm. At 12 point with 15 point lines
# five lines fit and about 44 characters; at 10.5 point with 10.8 point lines, seven.
_ROOMY_LINES, _MOST_LINES, _WIDE = 5, 7, 44


@dataclass(frozen=True, slots=True)
class Colours:
    """A service's colours as CSS hex, each sure to be readable where it is used.

    `brand` is for large areas and lines, `on_brand` for text upon it, `ink` for
    headings on white, `accent` for thin lines beside text.
    """

    brand: str
    on_brand: str
    ink: str
    accent: str


def service_facts(service: Service) -> dict[str, object]:
    """Return the facts of a service that any document may print."""
    style, contact, clocks = service.house_style, service.contact, service.clocks
    return {
        "title": service.title,
        "short_title": service.short_title,
        "council": style.council or service.council,
        "plan_title": service.plan_title,
        "plan_abbreviation": service.plan_abbreviation,
        "phone": contact.phone,
        "email": contact.email,
        "address": list(contact.address),
        "hours": contact.hours,
        "strapline": style.strapline,
        "sign_off": style.sign_off,
        "other_formats": style.other_formats,
        "interpreters": style.interpreters,
        "complaints": style.complaints,
        "privacy": style.privacy,
        "appeal_days": clocks.appeal_days,
        "reply_days": clocks.reply_days,
        "absence_days": clocks.absence_days,
    }


def colours(service: Service) -> Colours:
    """Return the service's colours, darkened to near black where they would not read.

    Raises:
        BadDefinition: If a colour is not six hex digits after a `#`.
    """
    brand = _checked(service.house_style.colour, service)
    accent = _checked(service.house_style.accent, service)
    return Colours(
        brand=brand,
        on_brand=max((_WHITE, "#000000"), key=lambda ink: contrast(ink, brand)),
        ink=brand if contrast(brand, _WHITE) >= _READABLE else _DARK,
        accent=accent,
    )


def contrast(one: str, other: str) -> float:
    """Return the contrast of two CSS hex colours, 1 to 21, as WCAG 2.2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@dataclass(frozen=True, slots=True)
class AddressBlock:
    """The lines that show in the window of an envelope; close ones are set smaller."""

    lines: tuple[str, ...]
    is_close: bool


def address_block(facts: Facts) -> AddressBlock:
    """Return `recipient`'s name and address so that all of it shows in the window.

    Lines beyond the seventh are joined to the one before, with a comma.

    Raises:
        UndefinedError: If there is no name, or no list of address lines.
    """
    name = str(printed(facts.walk("recipient.name")))
    address = facts.walk("recipient.address")
    lines = [name, *(str(printed(line)) for line in _items(address) if line)]
    while len(lines) > 2 and _height(lines) > _MOST_LINES:
        lines[-2:] = [f"{lines[-2]}, {lines[-1]}"]
    return AddressBlock(tuple(lines), is_close=_height(lines) > _ROOMY_LINES)


def _items(value: Plain | Missing) -> Items:
    if not isinstance(value, tuple):
        raise UndefinedError("recipient.address")
    return value


def _height(lines: list[str]) -> int:
    return sum(ceil(max(len(line), 1) / _WIDE) for line in lines)


def _checked(colour: str, service: Service) -> str:
    if not _HEX.fullmatch(colour):
        raise BadDefinition(
            f"{service.key}/service.toml, house_style: “{colour}” is not a colour.",
            remedy="Write it as # and six hex digits, for example #1d4f73.",
        )
    return colour.lower()


def _luminance(colour: str) -> float:
    red, green, blue = (
        _linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

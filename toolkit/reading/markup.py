"""Parsing XML that strangers wrote: no entities, no network, no huge trees."""

from __future__ import annotations

from lxml import etree

from toolkit.reading.limits import Refusal

_DOCTYPE = "<!DOCTYPE"
_DOCTYPES = tuple(_DOCTYPE.encode(c) for c in ("utf-8", "utf-16-le", "utf-16-be"))


def parse(contents: bytes) -> etree._Element:
    """Return the root of an XML part.

    Raises:
        Refusal: If it declares a document type (no office program writes one, and all
            entity attacks need one), or is not well-formed or nested absurdly deep.
    """
    if any(doctype in contents for doctype in _DOCTYPES):
        raise Refusal("unsafe")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        dtd_validation=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(contents, parser)
    except (etree.XMLSyntaxError, ValueError) as broken:
        raise Refusal("damaged") from broken


def name_of(element: etree._Element) -> str:
    """Return an element's name without its namespace.

    Word has two namespaces for the same names (transitional and strict), so names are
    compared without them.
    """
    tag: object = element.tag  # a function for comments, whatever its declared type
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """Return an attribute by its name without namespace; null if it is not there."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: etree._Element, *path: str) -> etree._Element | None:
    """Return the first child by names without namespace, one level for each name."""
    found: etree._Element | None = element
    for name in path:
        if found is None:
            return None
        found = next((kid for kid in found if name_of(kid) == name), None)
    return found

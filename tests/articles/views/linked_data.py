"""Structured data as another library than ours reads it."""

import json
from collections import defaultdict

from pyld import jsonld

from tests.articles.views.reading import tree

SCHEMA = "https://schema.org/"


def _context_of_schema_org(url: str, options: dict) -> dict:
    """What schema.org answers for its context, as far as it matters here."""
    assert url.rstrip("/") == SCHEMA.rstrip("/")
    document = {"@context": {"@vocab": SCHEMA}}
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": document,
    }


def things(response) -> dict[str, list[dict]]:
    """Every thing that the page's structured data tells of, by its type.

    Each is a dictionary from a property to its values: texts, or such dictionaries.
    """
    found = defaultdict(list)
    for block in tree(response).xpath("//script[@type='application/ld+json']"):
        document = json.loads(block.text)
        for thing in jsonld.expand(document, {"documentLoader": _context_of_schema_org}):
            _collect(thing, found)
    return found


def _collect(node: dict, found: dict) -> dict | str:
    if "@value" in node:
        return node["@value"]
    thing = {"@id": node.get("@id", "")}
    for name, values in node.items():
        if not name.startswith("@"):
            short = name.removeprefix(SCHEMA)
            thing[short] = [_collect(value, found) for value in values]
    for kind in node.get("@type", ()):
        found[kind.removeprefix(SCHEMA)].append(thing)
    return thing

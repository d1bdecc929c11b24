"""The demonstration content as records, in the format that imports read.

Texts stand in content/*.toml, one table an item. What both languages share stands in the table
itself, the rest in its parts `en` and `ko`; `key` names the item within these files.
"""

import datetime as dt
import tomllib
import uuid
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from articles.choices import Language, Status

FOLDER = Path(__file__).parent / "content"
SCHEDULED_AFTER = dt.timedelta(days=30)

# Keys of translations are made of this and of an item's key, and so are the same on every machine.
_NAMESPACE = uuid.UUID("6f0b2c1e-5d0e-4f39-9a57-0d3c8e1b7a42")
# What stands in a table for the making of records only.
_OURS = {"key", "scheduled", *Language.values}


def records(*, now: dt.datetime) -> Iterator[dict]:
    """Every record but for the pictures' files, in an order in which nothing refers forward.

    The scheduled item appears thirty days after `now`.
    """
    for kind in ("topic", "outlet", "person", "image"):
        for table in tables(kind):
            yield {"type": kind} | _plain(table)
    testimonies = tables("testimony")
    languages = {table["key"]: _languages(table) for table in testimonies}
    yield from chain.from_iterable(_versions("testimony", table, now) for table in testimonies)
    for table in tables("article"):
        for record in _versions("article", table, now):
            if "testimony" in record:
                record["testimony"] = _reference(record, languages[record["testimony"]])
            yield record
    for table in tables("sitepage"):
        yield {"type": "sitepage"} | _plain(table)


def tables(kind: str) -> list[dict]:
    """The tables of a kind (topic, article …) from all files, in the order of the files' names."""
    files = (tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml")))
    return [table for file in files for table in file.get(kind, [])]


def translation_key(key: str) -> uuid.UUID:
    """The translation key of the item with this key."""
    return uuid.uuid5(_NAMESPACE, key)


def _versions(kind: str, table: dict, now: dt.datetime) -> Iterator[dict]:
    """One record for each language of a table."""
    shared = {name: value for name, value in table.items() if name not in _OURS}
    if table.get("scheduled"):
        shared["published_at"] = now + SCHEDULED_AFTER
    for language in _languages(table):
        own = shared | table[language]
        own |= {
            "links": [_link(link, table, language) for link in own.get("links", [])],
            "people": [_quoted(person, language) for person in own.get("people", [])],
            "status": own.get("status", Status.PUBLISHED.value),
        }
        if own["status"] not in {Status.PUBLISHED, Status.WITHDRAWN}:
            own.pop("published_at", None)
        if kind == "testimony":
            del own["people"]
        named = {"language": language, "translation_key": str(translation_key(table["key"]))}
        yield {"type": kind} | named | _plain(own)


def _languages(table: dict) -> list[str]:
    return [language for language in Language.values if language in table]


def _link(link: dict, table: dict, language: str) -> dict:
    """A link with its label in one language."""
    own = {"language": table.get("original_language", "")} | link
    return own | {"label": link.get("label", {}).get(language, "")}


def _quoted(person: dict, language: str) -> dict:
    """Somebody quoted, with the role in one language; empty for the role held on that day."""
    return person | {"role": person.get("role", {}).get(language, "")}


def _reference(record: dict, languages: list[str]) -> dict:
    """Which version of its testimony a piece of coverage belongs to: its own language's, if any."""
    language = record["language"] if record["language"] in languages else languages[0]
    return {"translation_key": str(translation_key(record["testimony"])), "language": language}


def _plain(value):
    """The value with dates as 2023-06-14 and times in UTC, as JSON has them."""
    match value:
        case dict():
            return {name: _plain(part) for name, part in value.items()}
        case list():
            return [_plain(part) for part in value]
        case dt.datetime():
            return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
        case dt.date():
            return value.isoformat()
    return value

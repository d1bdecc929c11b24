"""What the API answers. The descriptions stand in the OpenAPI document."""

import datetime as dt
from typing import Generic, TypeVar

from ninja import Field, Schema

from articles.choices import DatePrecision, Depth, Language, LinkHealth, LinkKind, Medium
from articles.choices import TestimonyKind as Kind

Item = TypeVar("Item")
WORDS = "Plain text."


class Named(Schema):
    """A topic or an outlet to which an item belongs."""

    slug: str
    name: str
    name_ko: str = Field(description="Empty where there is no Korean name.")
    url: str = Field(description="Its page on this site.")


class Source(Schema):
    """The best address of the original outside this site."""

    url: str
    kind: LinkKind
    health: LinkHealth = Field(description="What was found when the address was last visited.")
    checked_at: dt.datetime | None


class Link(Source):
    """An address outside this site."""

    label: str
    language: str


class Person(Schema):
    name: str
    name_ko: str
    role: str = ""


class Brief(Schema):
    """What lists tell of an item."""

    id: str = Field(description="Stays the same for ever; both languages share it.")
    language: Language
    url: str = Field(description="Its page on this site.")
    short_url: str = Field(description="An address that no renaming changes.")
    api_url: str = Field(description="Where this API tells all of it.")
    translations: dict[str, str] = Field(description="Its pages by language, this one included.")
    title: str
    summary: str = Field(description=WORDS)
    posted_at: dt.datetime
    updated_at: dt.datetime
    topics: list[Named]
    source: Source | None


class ArticleBrief(Brief):
    """Our post about one piece of press coverage."""

    outlet: Named | None
    outlet_date: dt.date = Field(description="The day on which the outlet published the piece.")
    headline: str = Field(description="The outlet's own headline, in its own language.")
    byline: str
    medium: Medium | None
    depth: Depth | None = Field(description="How much of the piece is about what NKDB said.")
    original_language: str = Field(description="ISO 639-1 code, or empty.")


class TestimonyBrief(Brief):
    """A statement on the record, or the account of a witness, who is never named."""

    kind: Kind
    forum: str = Field(description="The body before which it was given.")
    place: str
    date: str = Field(description="YYYY, YYYY-MM or YYYY-MM-DD; no more exact than may be told.")
    date_precision: DatePrecision
    date_in_words: str
    speaker: Person | None
    alias: str = Field(description="The invented name under which a witness appears.")
    content_note: str = Field(description="What may distress a reader. Show it before the text.")


class Reference(Schema):
    title: str
    language: Language
    url: str


class Picture(Schema):
    url: str
    alt: str
    credit: str


class Article(ArticleBrief):
    """An article with its text, people and links."""

    body_html: str = Field(description="Clean HTML from a short list of elements.")
    picture: Picture | None
    links: list[Link]
    people: list[Person]
    testimony: Reference | None = Field(description="The testimony that the piece covers.")


class Testimony(TestimonyBrief):
    """A testimony with its text, documents and coverage."""

    body_html: str = Field(description="Clean HTML from a short list of elements.")
    links: list[Link]
    coverage: list[Reference] = Field(description="Articles in this language that cover it.")


class Topic(Named):
    """What coverage and testimonies are about."""

    synonyms: list[str]
    definition: str
    definition_ko: str
    articles: int = Field(description="How many articles readers see in the language.")
    testimonies: int


class Outlet(Named):
    """A newspaper, agency, broadcaster or site that published about our work."""

    country: str = Field(description="ISO 3166 alpha-2 code, or empty.")
    language: str
    homepage: str
    is_fictional: bool = Field(description="Made up for demonstration.")
    articles: int = Field(description="How many articles readers see in the language.")


class Page(Schema, Generic[Item]):
    """A part of a list, the newest first."""

    items: list[Item]
    next: str | None = Field(description="The address of what is older, or null at the end.")
    previous: str | None = Field(description="The address of what is newer, or null.")


class Everything(Schema, Generic[Item]):
    """A whole list."""

    items: list[Item]


class Problem(Schema):
    """Why there is no answer (as RFC 9457 has it)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = Field(description="A sentence for a person.")

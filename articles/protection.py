"""Names out of sealed cases that must not appear anywhere on the site.

A moderator marks them. Kept are keyed digests of the ways in which each can be written, so that
neither the database nor a backup tells the names; whoever has the site's key as well can try names
out, which is why the digests go with the case.
"""

import hashlib
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import unescape
from urllib.parse import unquote

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from articles.choices import Status
from articles.models import (
    Article,
    ExternalLink,
    Image,
    Outlet,
    Person,
    ProtectedName,
    Quoted,
    Role,
    SitePage,
    Submission,
    Testimony,
    Topic,
)
from articles.text import protected

_DIGEST_BYTES = 20
#: So long somebody waits for a look at all that is public.
SECONDS = 20
# It quotes nothing: whoever reads it must not learn more than that.
SENTENCE = _("A name that must never be published stands here. Take it out, or ask a moderator.")

#: The columns that readers may see, and the relations whose rows they see with them.
PUBLIC = {
    Article: (
        *("title", "slug", "summary", "body", "headline", "byline"),
        *("links", "outlet", "topics", "quoted", "image"),
    ),
    Testimony: (
        *("title", "slug", "summary", "body", "forum", "place", "alias", "content_note"),
        *("links", "topics", "speaker"),
    ),
    Topic: ("name", "name_ko", "slug", "synonyms", "definition", "definition_ko"),
    Outlet: ("name", "name_ko", "slug", "aliases", "domains", "homepage"),
    Person: ("name", "name_ko", "slug", "roles"),
    Image: ("key", "file", "alt", "alt_ko", "credit"),
    SitePage: ("title", "title_ko", "body", "body_ko"),
    ExternalLink: ("url", "label", "archived_url"),
    Quoted: ("role", "person"),
    Role: ("title", "title_ko", "organisation"),
}


def protect(case: Submission, names: Iterable[str]) -> int:
    """Keep each of `names` off the site from now on; how many could be kept.

    A name that is too short to be looked for is not counted. What is public already stays public:
    look with look_in_public() where it matters.
    """
    kept = 0
    for name in names:
        keys = protected.keys_of_name(name)
        kept += bool(keys)
        rows = [
            ProtectedName(
                submission=case,
                digest=_digest(key, settings.SECRET_KEY),
                letters=0 if key.isascii() else len(key),
            )
            for key in keys
        ]
        ProtectedName.objects.bulk_create(rows, ignore_conflicts=True)
    return kept


class Guard:
    """Looks for protected names in rows. It reads the digests, of which there are few, once."""

    #: Rows of these are looked at with the rows that they stand beside.
    _beside = frozenset(PUBLIC)

    @cached_property
    def _known(self) -> dict[str, int]:
        return dict(ProtectedName.objects.values_list("digest", "letters"))

    @cached_property
    def _lengths(self) -> frozenset[int]:
        return frozenset(self._known.values()) - {0}

    def field_of(self, row: models.Model) -> str | None:
        """The first field or relation of a row, saved or not, in which readers would see a name."""
        if not self._known:
            return None
        texts = _texts_of(row, self._beside)
        return next((field for field, text in texts if self._stands_in(text)), None)

    def _stands_in(self, text: str) -> bool:
        shapes = _shapes_of(text)
        places = {place for shape in shapes for place in protected.places_in(shape, self._lengths)}
        secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        return any(_digest(place, secret) in self._known for place in places for secret in secrets)


class _OpenGuard(Guard):
    """Looks for names that somebody has just typed. It needs no digest of each place."""

    _beside = frozenset({ExternalLink, Quoted, Role})  # all others have a row of their own

    def __init__(self, keys: frozenset[str]):
        self._keys = self._known = keys

    def _stands_in(self, text: str) -> bool:
        return any(protected.holds(shape, self._keys) for shape in _shapes_of(text))


@dataclass(frozen=True)
class Found:
    """Rows that readers may see and that hold a name; whether all were looked at in time."""

    rows: tuple[models.Model, ...]
    is_complete: bool


def look_in_public(names: Iterable[str]) -> Found:
    """Look through all that readers may see, the newest first, for as long as SECONDS."""
    guard = _OpenGuard(frozenset(key for name in names for key in protected.keys_of_name(name)))
    until, found = time.monotonic() + SECONDS, []
    for row in _public_rows():
        if time.monotonic() > until:
            return Found(tuple(found), is_complete=False)
        if guard.field_of(row):
            found.append(row)
    return Found(tuple(found), is_complete=True)


def _public_rows() -> Iterator[models.Model]:
    """Everything that has a page, and pictures, each with what is shown of it beside itself."""
    for model in (Testimony, Article):
        rows = model.objects.filter(status=Status.PUBLISHED).order_by("-pk")
        yield from rows.prefetch_related("links").iterator(chunk_size=200)
    yield from SitePage.objects.iterator()
    for model in (Topic, Outlet, Person, Image):
        yield from model.objects.iterator(chunk_size=200)


def field_with_a_protected_name(row: models.Model) -> str | None:
    """The first field or relation of a row in which readers would see one; None if there is none."""
    return (_shared.get() or Guard()).field_of(row)


_shared: ContextVar[Guard | None] = ContextVar("shared guard", default=None)


@contextmanager
def digests_read_once() -> Iterator[None]:
    """For what looks at many rows in one go: inside, one Guard looks at all of them."""
    token = _shared.set(Guard())
    try:
        yield
    finally:
        _shared.reset(token)


def _shapes_of(text: str) -> set[str]:
    """The words without their tags, and what stands in the tags and addresses."""
    return {text, unescape(strip_tags(text)), unquote(text)}


def _texts_of(row: models.Model, beside: frozenset[type]) -> Iterator[tuple[str, str]]:
    for name in PUBLIC[type(row)]:
        field = row._meta.get_field(name)
        if not field.is_relation:
            yield name, str(getattr(row, name))
        if not field.is_relation or field.related_model not in beside:
            continue
        for other in _related(row, name, is_single=field.many_to_one):
            yield from ((name, text) for _name, text in _texts_of(other, beside))


def _related(row: models.Model, name: str, *, is_single: bool) -> Iterable[models.Model]:
    if is_single:
        return filter(None, [getattr(row, name, None)])
    return getattr(row, name).all() if row.pk else ()


def _digest(key: str, secret: str) -> str:
    site_key = _site_key(secret)
    return hashlib.blake2b(key.encode(), key=site_key, digest_size=_DIGEST_BYTES).hexdigest()


@lru_cache
def _site_key(secret: str) -> bytes:
    return salted_hmac("articles.protection", "", secret=secret, algorithm="sha256").digest()

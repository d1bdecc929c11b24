"""A saved page that was read → a draft for an editor, stored once."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from articles import history
from articles.choices import LinkKind
from articles.imports.page.duplicates import key_of
from articles.imports.page.people import NamedPerson
from articles.imports.page.vocabulary import KnownOutlet, KnownPerson, KnownTopic, Vocabulary
from articles.imports.page.web_links import PageLink
from articles.imports.page_dump import PageDraft
from articles.models import Article, ExternalLink, Outlet, Person, Quoted, Topic
from articles.text.html import paragraphs_to_html


@dataclass(frozen=True)
class Stored:
    """The article of a page, and whether it was made now or had been before."""

    article: Article
    is_new: bool


def vocabulary() -> Vocabulary:
    """What the site knows, as pages are compared with it."""
    return Vocabulary(
        outlets=known_outlets(),
        topics=tuple(KnownTopic(topic.slug, topic.terms) for topic in Topic.objects.order_by("pk")),
        people=tuple(
            KnownPerson(person.slug, tuple(filter(None, (person.name, person.name_ko))))
            for person in Person.objects.order_by("pk")
        ),
    )


def known_outlets() -> tuple[KnownOutlet, ...]:
    """Every outlet of the site: one query."""
    return tuple(
        KnownOutlet(
            outlet.slug, outlet.name, outlet.name_ko, outlet.names, tuple(outlet.domains.split())
        )
        for outlet in Outlet.objects.order_by("pk")
    )


def import_key(page: PageDraft) -> str:
    """What makes two pages the same: a SHA-256 of the letters of their paragraphs."""
    letters = "\n".join(map(key_of, page.paragraphs))
    return hashlib.sha256(letters.encode()).hexdigest()


def imported_before(page: PageDraft) -> Article | None:
    """The article that an earlier import made of the page."""
    return Article.objects.filter(import_key=import_key(page)).first()


def store(page: PageDraft) -> Stored:
    """Make a draft of a page, with all that is uncertain in its notes.

    A page that was imported before is left as it is. Outlets and people whom the site does not
    know are proposed, which keeps them from the public until somebody has confirmed them.
    """
    if article := imported_before(page):
        return Stored(article, is_new=False)
    try:
        with (
            transaction.atomic(),
            history.recording(by=None, reason=gettext_noop("imported from a saved page")),
        ):
            return Stored(_make(page), is_new=True)
    except IntegrityError:
        # Somebody imported the same page at the same moment; anything else is a real error.
        article = imported_before(page)
        if article is None:
            raise
        return Stored(article, is_new=False)


def _make(page: PageDraft) -> Article:
    notes = [*page.warnings, *_about_forum(page.forum)]
    article = Article(
        language=page.language,
        title=fitting(Article, "title", page.title, notes),
        headline=fitting(Article, "headline", page.headline, notes),
        byline=fitting(Article, "byline", page.byline, notes),
        body=paragraphs_to_html(page.paragraphs),
        outlet=_outlet(page, notes),
        outlet_date=page.date,
        import_key=import_key(page),
    )
    article.save()
    article.topics.set(Topic.objects.filter(slug__in=page.topics))
    _add_links(article, page.links, notes)
    _add_people(article, page.people, notes)
    article.import_notes = "\n".join(" ".join(note.split()) for note in dict.fromkeys(notes))
    article.save(update_fields=["import_notes"])
    history.keep(article)
    return article


def fitting(model, field: str, text: str, notes: list[str]) -> str:
    """The text as far as the field holds it; what was cut is noted."""
    most = model._meta.get_field(field).max_length
    if len(text) <= most:
        return text
    notes.append(_("“%(text)s” was too long and has been cut.") % {"text": text})
    return text[: most - 1].rstrip() + "…"


def _about_forum(forum: str) -> Iterator[str]:
    if forum:
        yield _(
            "The page is about “%(forum)s”. Choose the testimony that it covers, if there is one."
        ) % {"forum": forum}


def _outlet(page: PageDraft, notes: list[str]) -> Outlet | None:
    if page.outlet_slug:
        return Outlet.objects.get(slug=page.outlet_slug)
    if not page.outlet:
        return None
    name = fitting(Outlet, "name", page.outlet, notes)
    return Outlet.objects.get_or_create(name=name, defaults={"is_proposed": True})[0]


def _add_links(article: Article, links: Iterable[PageLink], notes: list[str]) -> None:
    for link in links:
        # The public page names the outlet, which says more than "click here" on a saved page.
        words = "" if link.kind == LinkKind.ORIGINAL else link.label
        label = fitting(ExternalLink, "label", words, notes)
        row = ExternalLink(article=article, kind=link.kind, url=link.url or "", label=label)
        try:
            row.clean_fields()
        except ValidationError:
            notes.append(_("“%(url)s” is no web address. Complete the link.") % {"url": link.url})
            row.url = ""
        row.save()


def _add_people(article: Article, people: Sequence[NamedPerson], notes: list[str]) -> None:
    for named in people:
        role = fitting(Quoted, "role", named.role, notes)
        Quoted.objects.get_or_create(
            article=article, person=_person(named, notes), defaults={"role": role}
        )


def _person(named: NamedPerson, notes: list[str]) -> Person:
    if named.slug:
        return Person.objects.get(slug=named.slug)
    name = fitting(Person, "name", named.name, notes)
    person, is_new = Person.objects.get_or_create(name=name, defaults={"is_proposed": True})
    if is_new:
        notes.append(
            _("“%(name)s” is proposed as a new person. Check the name and the role.")
            % {"name": name}
        )
    return person

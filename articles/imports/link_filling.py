"""The empty fields of an article, filled in with what a captured page tells."""

from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError
from django.core.validators import validate_domain_name
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import history
from articles.choices import LinkKind
from articles.imports.drafts import fitting, vocabulary
from articles.imports.link_facts import (
    Fact,
    FoundOutlet,
    facts_of,
    language_of_draft,
    links_of,
    notes_of,
    storable,
    title_for,
)
from articles.links.capture import Captured
from articles.models import Article, Capture, ExternalLink, Outlet, Topic
from articles.models.capture import present_value
from articles.text.address import page_digest

#: The source of a medium: what the site has from the outlet already.
EARLIER_ITEMS = "earlier-items"
_LATEST = 5  # items of an outlet that have to agree on its medium
_TEXTS = ("headline", "byline", "outlet_date", "original_language")
#: What is shown to the editor and fills in no field: it belongs to the outlet, or is a link's.
_SHOWN = ("description", "image", "url")
#: The kinds of pages from which a medium follows: a film may be at a newspaper's.
_READ = frozenset({LinkKind.ORIGINAL, LinkKind.PORTAL})


def fill_in(article: Article, captured: Captured) -> None:
    """Fill what is empty in an article with what its page tells, and keep the version.

    Call it inside a transaction and a recording. What an editor has written stays. Notes that an
    earlier capture left give way to those of this one.
    """
    captured = storable(captured)
    facts = facts_of(captured, vocabulary())
    notes = list(notes_of(captured, facts))
    filled = {name: facts[name] for name in _SHOWN if name in facts}
    slug_follows = article.slug.startswith(article.wanted_slug) and not article.published_at
    article.language = _language(article, captured)
    for name, fact in _values(article, facts, captured, notes):
        setattr(article, name, fact.value)
        filled[name] = Fact(present_value(article, name), fact.source)
    article.slug = "" if slug_follows else article.slug
    filled |= _fill_topics(article, facts)
    _fill_links(article, captured, notes)
    _settle_notes(article, notes)
    _remember(article, captured, filled, notes)
    article.save()
    history.keep(article)


def _language(article: Article, captured: Captured) -> str:
    """The language for our text; what is chosen stays where there is text already."""
    is_written = article.title or article.summary or article.body
    if is_written or article.versions().exclude(pk=article.pk).exists():
        return article.language
    return language_of_draft(captured, otherwise=article.language)


def _values(
    article: Article, facts: dict[str, Fact], captured: Captured, notes: list[str]
) -> Iterator[tuple[str, Fact]]:
    """(field, fact) for each field that is empty. Set each before you ask for the next."""
    for name in _TEXTS:
        fact = facts.get(name)
        if fact and not getattr(article, name):
            value = _accepted(name, fact.value, notes)
            yield from [(name, Fact(value, fact.source))] if value else []
    if "outlet" in facts and article.outlet is None:
        yield "outlet", Fact(_outlet(facts["outlet"].value, notes), facts["outlet"].source)
    if "headline" in facts and not article.title:
        yield from _title(article, facts["headline"], notes)
    medium = _usual_medium(article.outlet) if captured.kind in _READ else ""
    if medium and not article.medium:
        yield "medium", Fact(medium, EARLIER_ITEMS)


def _accepted(name: str, value: object, notes: list[str]):
    """The value as the field takes it, cut where it is too long; None where it does not fit."""
    if name in {"headline", "byline"}:
        value = fitting(Article, name, value, notes)
    try:
        return Article._meta.get_field(name).clean(value, None)
    except ValidationError:
        return None


def _outlet(found: FoundOutlet, notes: list[str]) -> Outlet:
    if found.known:
        return Outlet.objects.get(slug=found.known.slug)
    name = fitting(Outlet, "name", found.name, notes)
    defaults = {"is_proposed": True, "domains": found.domain if _is_domain(found.domain) else ""}
    return Outlet.objects.get_or_create(name=name, defaults=defaults)[0]


def _is_domain(host: str) -> bool:
    try:
        validate_domain_name(host)
    except ValidationError:
        return False
    return True


def _title(article: Article, headline: Fact, notes: list[str]) -> Iterator[tuple[str, Fact]]:
    """Our title where the headline is in our language; else somebody has to write it."""
    if article.original_language not in {"", article.language}:
        notes.append(_("The headline is in another language than this item. Write a title."))
        return
    name = article.outlet.name_in(article.language) if article.outlet else ""
    title = fitting(Article, "title", title_for(headline.value, name), notes)
    yield "title", Fact(title, headline.source)


def _usual_medium(outlet: Outlet | None) -> str:
    """The medium of the outlet's latest items here, if they agree on one."""
    items = Article.objects.filter(outlet=outlet, outlet__isnull=False).exclude(medium="")
    latest = set(items.order_by("-pk").values_list("medium", flat=True)[:_LATEST])
    return latest.pop() if len(latest) == 1 else ""


def _fill_topics(article: Article, facts: dict[str, Fact]) -> dict[str, Fact]:
    if "topics" not in facts or article.topics.exists():
        return {}
    article.topics.set(Topic.objects.filter(slug__in=facts["topics"].value))
    return {"topics": Fact(present_value(article, "topics"), facts["topics"].source)}


# --- Links ----------------------------------------------------------------------------------


def _fill_links(article: Article, captured: Captured, notes: list[str]) -> None:
    """Add the addresses of the page; one that is there in another form takes this one."""
    there = {link.page_digest: link for link in article.links.exclude(url="")}
    for url, kind in links_of(captured):
        link = there.get(page_digest(url)) or ExternalLink(article=article)
        link.url, link.kind = url, kind
        link.language = link.language or article.original_language
        _save_link(link, notes)


def _save_link(link: ExternalLink, notes: list[str]) -> None:
    try:
        link.clean_fields()
    except ValidationError:
        notes.append(_("“%(url)s” is no web address. Complete the link.") % {"url": link.url})
        link.url = ""
    link.save()


# --- What is kept of it ---------------------------------------------------------------------


def _settle_notes(article: Article, notes: Iterable[str]) -> None:
    former = Capture.objects.filter(article=article).first()
    settled = set(former.notes) if former else set()
    kept = [line for line in article.import_notes.splitlines() if line not in settled]
    article.import_notes = "\n".join(dict.fromkeys([*kept, *map(_in_one_line, notes)]))


def _in_one_line(note: str) -> str:
    return " ".join(note.split())


def _remember(
    article: Article, captured: Captured, filled: dict[str, Fact], notes: Iterable[str]
) -> None:
    facts = {
        name: {"value": fact.value, "source": str(fact.source)} for name, fact in filled.items()
    }
    Capture.objects.update_or_create(
        article=article,
        defaults={
            "url": captured.url,
            "facts": facts,
            "notes": list(map(_in_one_line, notes)),
            "was_read": bool(captured.sources),
            "captured_at": timezone.now(),
        },
    )

"""How our pages, and the pieces that they are about, are cited."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import seo
from articles.models import Article, Publishable, Testimony
from articles.text.citation import Citation


def short_address(item: Publishable) -> str:
    """An address that no renaming changes."""
    kwargs = {"key": item.short_key, "language": item.language}
    return seo.absolute(reverse(f"short-{item._meta.model_name}", kwargs=kwargs))


def of_item(item: Publishable) -> list[Citation]:
    """Our page, then the piece of coverage that it is about, if one can find it.

    Reads what is loaded with the item for its page. Call it in the item's language.
    """
    original = _original(item) if isinstance(item, Article) else None
    return [_page(item), *filter(None, [original])]


def _page(item: Publishable) -> Citation:
    us = seo.NAMES[item.language]
    speaker = item.public_speaker if isinstance(item, Testimony) else None
    return Citation(
        key=_key(item),
        title=item.title,
        author=speaker.name_in(item.language) if speaker else us,
        day=item.published_at and timezone.localdate(item.published_at),
        place=us,
        url=short_address(item),
        language=item.language,
        form=item.get_kind_display() if isinstance(item, Testimony) else _("Press coverage"),
    )


def _original(article: Article) -> Citation | None:
    outlet, link = article.public_outlet, article.first_visible_link
    if not (outlet and link and article.headline):
        return None
    return Citation(
        key=f"{_key(article)}-original",
        title=article.headline,
        author=article.byline,
        day=article.outlet_date,
        place=outlet.name_in(article.language),
        url=link.url,
        language=article.original_language,
        is_news=True,
    )


def _key(item: Publishable) -> str:
    return f"nkdb-{item.short_key}-{item.language}"

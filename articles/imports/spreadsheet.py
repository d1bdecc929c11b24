"""The coverage as a table for spreadsheet programs."""

import csv
import io
from array import array
from collections.abc import Iterator

from django.conf import settings
from django.db.models import F, TextChoices
from django.utils import timezone

from articles.choices import Depth, Language, LinkKind, Medium, Status
from articles.imports.records import in_chunks
from articles.models import Article
from articles.text.names import country_name

HEADINGS = (
    "Outlet",
    "Date",
    "Country",
    "Language",
    "Title",
    "Headline",
    "Byline",
    "Medium",
    "Depth",
    "Topics",
    "People",
    "Original address",
    "Our address",
    "Status",
    "Published",
)

# What spreadsheet programs take for the beginning of a formula, the full-width forms included
# (https://owasp.org/www-community/attacks/CSV_Injection).
FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def spreadsheet_lines() -> Iterator[str]:
    """CSV text, an article a row, latest outlet's date first. The first character is the byte
    order mark without which Excel does not read Korean. Times are in the site's time zone.
    """
    yield "\ufeff" + _line(HEADINGS)
    in_order = Article.objects.order_by(F("outlet_date").desc(nulls_last=True), "-pk")
    keys = array("q", in_order.values_list("pk", flat=True).iterator())
    rows = Article.objects.select_related("outlet").prefetch_related(
        "topics", "quoted__person", "links"
    )
    for article in in_chunks(rows, keys):
        yield _line(_cells(article))


def defused(cell: str) -> str:
    """The text of a cell, with an apostrophe before what would be taken for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _line(cells) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([defused(cell) for cell in cells])
    return line.getvalue()


def _cells(article: Article) -> tuple[str, ...]:
    outlet = article.outlet
    return (
        outlet.name if outlet else "",
        article.outlet_date.isoformat() if article.outlet_date else "",
        country_name(outlet.country, "en") if outlet and outlet.country else "",
        _label(Language, article.language),
        article.title,
        article.headline,
        article.byline,
        _label(Medium, article.medium),
        _label(Depth, article.depth),
        "; ".join(sorted(topic.name for topic in article.topics.all())),
        "; ".join(quoted.person.name for quoted in article.quoted.all()),
        _original(article),
        f"{settings.SITE_URL}{article.get_absolute_url()}",
        "Scheduled" if article.is_scheduled else _label(Status, article.status),
        _moment(article.published_at),
    )


def _label(choices: type[TextChoices], value: str) -> str:
    return str(choices(value).label) if value else ""


def _original(article: Article) -> str:
    originals = (link.url for link in article.links.all() if link.kind == LinkKind.ORIGINAL)
    return next(filter(None, originals), "")


def _moment(moment) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") if moment else ""

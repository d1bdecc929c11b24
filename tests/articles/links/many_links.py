"""Many links of twelve kinds, and rounds over them. Run as a module it does one step:

python -m tests.articles.links.many_links fill PORT NUMBER | visit PORT SECONDS | expire | pass DAYS | tell
"""

import json
import os
import sys

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nkdbcms.settings")
    django.setup()

import datetime as dt

from django.db.models import F

from articles.links.rounds import Pace
from articles.links.visits import Visits
from articles.models import Article, ExternalLink
from tests.articles.links.answers import TWELVE, policy_for

AT_FULL_SPEED = Pace(pause=0)


def fill(port: int, number: int) -> None:
    """So many links, each site with one of every kind in turn."""
    articles = [
        Article(language="en", title=f"Coverage {place}", slug=f"coverage-{place}")
        for place in range(number)
    ]
    Article.objects.bulk_create(articles)
    ExternalLink.objects.bulk_create(
        ExternalLink(
            article=article,
            url=f"http://site-{place // 24}.example:{port}/{[*TWELVE][place % 12]}/{100_000 + place}",
        )
        for place, article in enumerate(articles)
    )


def visit(port: int, seconds: float, pace: Pace = AT_FULL_SPEED) -> int:
    """One round. Gives the number of visits."""
    return sum(1 for _found in Visits(pace, policy_for(port, seconds)))


def let_days_pass(days: int) -> None:
    """Move all that was seen into the past, so that every link is due again."""
    how_far = dt.timedelta(days=days)
    ExternalLink.objects.update(
        due_at=None,
        health_since=F("health_since") - how_far,
        checked_at=F("checked_at") - how_far,
        finding_since=F("finding_since") - how_far,
    )


def tell() -> list[dict]:
    """What is stored of each link."""
    columns = ("url", "health", "finding", "finding_times")
    links = ExternalLink.objects.order_by("pk")
    return [
        dict(zip((*columns, "was_visited"), row, strict=True))
        for row in (
            (*values, checked is not None)
            for *values, checked in links.values_list(*columns, "checked_at")
        )
    ]


def kind_of(url: str) -> str:
    return url.split("/")[3]


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["fill", port, number]:
            fill(int(port), int(number))
        case ["visit", port, seconds]:
            visit(int(port), float(seconds))
        case ["pass", days]:
            let_days_pass(int(days))
        case ["expire"]:
            ExternalLink.objects.filter(checked_at=None).update(due_at=None)
        case ["tell"]:
            print(json.dumps(tell()))  # noqa: T201 - read by the test

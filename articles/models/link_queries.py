"""Which external links there are, in what order, and what is due or needs a hand."""

import datetime as dt
from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from articles.choices import LinkHealth, LinkKind, Status
from articles.models.visibility import is_visible_now
from articles.text.address import page_digest

#: Of the kinds of links, what is offered first.
RANKS = {kind.value: rank for rank, kind in enumerate(LinkKind)}

#: Sites keep programs out, or fail, for a week or two and mend it themselves.
BLOCKED_FOR_LONG = dt.timedelta(days=30)
FAILING_FOR_LONG = dt.timedelta(days=14)
#: What somebody saw with their own eyes counts more than what a program is told, for half a year.
LOOK_LASTS = dt.timedelta(days=180)
#: A piece is published within hours of being captured; one copy tells how it was.
COPY_IS_FRESH = dt.timedelta(days=1)


class ExternalLinkQuerySet(models.QuerySet):
    def in_order(self) -> Self:
        """As a reader wants them: what is gone last, then the original first, then as entered."""
        kinds = [When(kind=kind, then=Value(rank)) for kind, rank in RANKS.items()]
        return self.order_by(
            Case(When(health=LinkHealth.GONE, then=Value(1)), default=Value(0)),
            Case(*kinds, default=Value(len(kinds))),
            "pk",
        )

    def to_pages_at(self, *urls: str) -> Self:
        """Links to the pages at these addresses, in whichever form they are written."""
        return self.filter(page_digest__in={page_digest(url) for url in urls} - {""})

    def beside(self, item: models.Model) -> Self:
        """Links of other items than `item` and its versions in other languages."""
        owner = item._meta.model_name
        return self.exclude(**{f"{owner}__translation_key": item.translation_key})

    def update(self, **changes) -> int:
        if "url" in changes:
            changes["page_digest"] = page_digest(changes["url"])
        return super().update(**changes)

    def complete(self) -> Self:
        """Those that have an address."""
        return self.exclude(url="")

    def released(self) -> Self:
        """Those of items that the staff may see: not of what moderators are redacting."""
        testimonies = apps.get_model("articles", "Testimony").objects
        hidden = testimonies.in_redaction().values("pk")
        return self.filter(Q(testimony=None) | ~Q(testimony__in=hidden))

    def public(self) -> Self:
        """Links of items that readers can see."""
        return self.complete().filter(is_visible_now("article__") | is_visible_now("testimony__"))

    def due_for_visit(self) -> Self:
        """Those that are to be visited, what was never visited first."""
        is_due = Q(due_at__isnull=True) | Q(due_at__lte=timezone.now())
        return self.complete().filter(is_due).order_by(F("due_at").asc(nulls_first=True), "pk")

    def due_for_copy(self) -> Self:
        """Those of which a copy is to be kept."""
        return self.complete().filter(copy_due_at__lte=timezone.now())

    def ask_for_copies(self) -> int:
        """Have a copy kept soon of each page. One that was just made is good enough."""
        made_lately = Q(copied_at__gte=timezone.now() - COPY_IS_FRESH)
        return (
            self.complete()
            .exclude(made_lately)
            .filter(copy_due_at=None)
            .update(copy_due_at=timezone.now(), copy_failures=0)
        )

    def needing_a_hand(self) -> Self:
        """What only a person can settle: dead without a copy, moved, blocked or failing for long.

        Links of withdrawn items are left alone.
        """
        now = timezone.now()
        gone = Q(health=LinkHealth.GONE, archived_url="") & (
            Q(looked_at__isnull=True) | Q(looked_at__lt=F("health_since"))
        )
        trouble = (
            Q(health=LinkHealth.BLOCKED, health_since__lte=now - BLOCKED_FOR_LONG)
            | Q(health=LinkHealth.FAILING, health_since__lte=now - FAILING_FOR_LONG)
        ) & (Q(looked_at__isnull=True) | Q(looked_at__lte=now - LOOK_LASTS))
        moved = Q(health=LinkHealth.MOVED) & ~Q(moved_to="")
        is_withdrawn = Q(article__status=Status.WITHDRAWN) | Q(testimony__status=Status.WITHDRAWN)
        return self.complete().filter(gone | moved | trouble).exclude(is_withdrawn)

"""Which items there are to read, in what order, and with what beside them."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from articles.choices import Status
from articles.models.external_link import ExternalLink
from articles.models.visibility import is_visible_now


class PublishableQuerySet(models.QuerySet):
    """Reads of published items, as adjectives."""

    def visible(self) -> Self:
        """Published, its time has come, not withdrawn."""
        return self.filter(is_visible_now())

    def released(self) -> Self:
        """Those that the staff may see: all but what moderators are still redacting."""
        return self

    def scheduled(self) -> Self:
        return self.filter(status=Status.PUBLISHED, published_at__gt=timezone.now())

    def drafts(self) -> Self:
        return self.filter(status=Status.DRAFT)

    def in_review(self) -> Self:
        return self.filter(status=Status.IN_REVIEW)

    def withdrawn(self) -> Self:
        return self.filter(status=Status.WITHDRAWN)

    def no_longer_here(self) -> Self:
        """Withdrawn after readers could see them. What was withdrawn before was never here."""
        return self.withdrawn().filter(published_at__lte=timezone.now())

    def in_language(self, language: str) -> Self:
        return self.filter(language=language)

    def about(self, topic) -> Self:
        """Tagged with `topic`."""
        return self.filter(topics=topic)

    def with_short_key(self, key: str) -> Self:
        """The versions of the item whose translation key begins with `key`, some hex digits."""
        rest = 32 - len(key)
        bounds = (uuid.UUID(key + digit * rest) for digit in "0f")
        return self.filter(translation_key__range=tuple(bounds))

    def newest_first(self) -> Self:
        return self.order_by(F(self.model.POSITION).desc(), "-pk")

    def latest_posted(self) -> Self:
        """In the order in which we posted them, the latest first."""
        return self.order_by("-published_at", "-pk")

    def with_source(self) -> Self:
        """With `source`: url, kind, health, checked and archived of the best address, or None."""
        owner = {self.model._meta.model_name: OuterRef("pk")}
        links = ExternalLink.objects.filter(**owner).exclude(url="").in_order()
        columns = JSONObject(
            url="url", kind="kind", health="health", checked="checked_at", archived="archived_url"
        )
        return self.annotate(source=Subquery(links.values(data=columns)[:1]))

    def missing_other_language(self) -> Self:
        """Published items that have no version, not even a draft, in the other language."""
        others = self.model._base_manager.filter(
            translation_key=OuterRef("translation_key")
        ).exclude(language=OuterRef("language"))
        return self.filter(~Exists(others), status=Status.PUBLISHED)

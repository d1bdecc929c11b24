"""What a page told about itself when a draft was made of its address."""

import datetime as dt

from django.db import models
from django.utils import timezone

from articles.models.article import Article


class Capture(models.Model):
    """Where the values of an article came from, kept beside it for its editor.

    `url` is the address as it was pasted. `facts` are objects {value, source} by the name of a
    field of the article, or `description` and `image`, which are suggestions, and the `url` of a link. `notes` are the
    lines of `import_notes` that came of it. Without `was_read` there was no page to be read.
    """

    article = models.OneToOneField(
        Article, primary_key=True, on_delete=models.CASCADE, related_name="capture"
    )
    url = models.TextField()
    facts = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    was_read = models.BooleanField(default=False)
    captured_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.url

    def told(self, name: str):
        """The value that the page told; None where it told none."""
        return self.facts.get(name, {}).get("value")

    def source_of(self, name: str) -> str:
        """Where the present value of a field came from; empty where somebody has changed it."""
        if name not in self.facts:
            return ""
        told, present = self.told(name), present_value(self.article, name)
        is_kept = set(told) <= set(present) if isinstance(told, list) else told == present
        return self.facts[name]["source"] if is_kept else ""


def present_value(article: Article, name: str):
    """The value of a field as it is kept among the facts: rows as keys, days in ISO 8601."""
    if name == "topics":
        return sorted(article.topics.values_list("pk", flat=True))
    value = article.serializable_value(name)
    return value.isoformat() if isinstance(value, dt.date) else value

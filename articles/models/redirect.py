"""Addresses under which something was once found."""

from urllib.parse import unquote

from django.db import models
from django.urls import NoReverseMatch
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from articles.constraints import exactly_one
from articles.fields import normalized


class Redirect(models.Model):
    """A former public path and the one item, topic or outlet that it now leads to."""

    TARGETS = ("article", "testimony", "topic", "outlet")

    path = models.CharField(_("former path"), max_length=300, unique=True)
    article = models.ForeignKey(
        "articles.Article", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    testimony = models.ForeignKey(
        "articles.Testimony", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    topic = models.ForeignKey(
        "articles.Topic", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    outlet = models.ForeignKey(
        "articles.Outlet", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        constraints = (
            models.CheckConstraint(
                condition=exactly_one("article", "testimony", "topic", "outlet"),
                name="redirect_has_one_target",
            ),
        )

    def __str__(self) -> str:
        return self.path

    @classmethod
    def remember(cls, path: str, target: models.Model) -> None:
        """Lead `path` to `target` from now on. What stands at the path itself goes first."""
        targets = dict.fromkeys(cls.TARGETS) | {target._meta.model_name: target}
        cls.objects.update_or_create(path=unquote(path), defaults=targets)

    @classmethod
    def target_of(cls, path: str):
        """What a former path leads to now, or None."""
        path = normalized(unquote(path))
        found = cls.objects.filter(path=path).select_related(*cls.TARGETS).first()
        return found and next(filter(None, (getattr(found, name) for name in cls.TARGETS)))

    @classmethod
    def target_of_slug(cls, model: type[models.Model], slug: str):
        """The topic or the outlet (`model`) to which a former slug of one leads now, or None."""
        try:
            with override("en"):
                path = model(slug=slug).get_absolute_url()
        except NoReverseMatch:
            return None
        target = cls.target_of(path)
        return target if isinstance(target, model) else None

"""Names that may not be published: as digests that are worth nothing without the site's key."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.submission import Submission


class ProtectedName(models.Model):
    """One way of writing a name out of a sealed case. It is forgotten with the case.

    `digest` is made by `articles.protection`. `letters` is how long the name is in Hangul or Han,
    0 for one in Latin letters.
    """

    submission = models.ForeignKey(
        Submission,
        verbose_name=_("submission"),
        on_delete=models.CASCADE,
        related_name="protected_names",
    )
    digest = models.CharField(_("digest"), max_length=40, db_index=True)
    letters = models.PositiveSmallIntegerField(_("letters"), default=0)

    class Meta:
        verbose_name = _("protected name")
        verbose_name_plural = _("protected names")
        default_permissions = ("add",)
        constraints = (
            models.UniqueConstraint(
                "submission", "digest", name="protected_name_is_kept_once_in_a_case"
            ),
        )

    def __str__(self) -> str:
        return f"{self.submission} · {self.pk}"
